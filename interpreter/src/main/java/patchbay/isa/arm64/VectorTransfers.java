package patchbay.isa.arm64;

import patchbay.isa.Bus;

/**
 * Loads and stores of several vector registers at once: pairs; structures, whose elements are
 * spread over registers; single lanes of those.
 *
 * <p>As everywhere, registers and memory change only after every access is known to succeed. All
 * are at {@code x[n]} (a pair at an offset from it), and then {@code x[a]} becomes that plus {@code
 * c}, or plus {@code x[m]}.
 */
final class VectorTransfers {
    private final long[] x;
    private final long[] v;
    private final Bus bus;

    VectorTransfers(RegisterFile registers, Bus bus) {
        this.x = registers.x;
        this.v = registers.v;
        this.bus = bus;
    }

    /** Whether it was done; if not, the bus has the fault. */
    boolean execute(int operation, long insn, long imm) {
        int n = Op.n(insn);
        boolean store = operation < Op.LOAD_VECTORS;
        long base = x[n];
        if (n == Op.SP && (base & 15) != 0) {
            bus.refuse(base, 8, store, Transfers.STACK);
            return false;
        }
        int d = Op.d(insn);
        int m = Op.m(insn);
        boolean pair = operation == Op.STORE_VECTORS || operation == Op.LOAD_VECTORS;
        long address = pair ? base + (imm >> 8) : base;
        int bytes = pair ? 2 << (imm & 7) : size(operation, imm);
        if (!(store ? bus.storable(address, bytes) : bus.loadable(address, bytes))) {
            return false;
        }
        switch (operation) {
            case Op.STORE_VECTORS, Op.LOAD_VECTORS -> pair(store, d, m, address, (int) imm & 7);
            case Op.STORE_STRUCTURES, Op.LOAD_STRUCTURES -> structures(store, d, address, imm);
            case Op.STORE_LANES, Op.LOAD_LANES ->
                    lane(store, d, elements(imm), address, width(imm), lanes(imm));
            case Op.LOAD_REPEATED -> repeated(d, address, imm);
            default -> throw new IllegalStateException("no load or store: " + operation);
        }
        x[Op.a(insn)] = address + Op.c(insn) + (pair ? 0 : x[m]);
        return true;
    }

    private static int elements(long imm) {
        return (int) imm & 0xff;
    }

    /** The logarithm of an element's bytes. */
    private static int width(long imm) {
        return (int) imm >>> 8 & 0xff;
    }

    /** How many lanes, or which one. */
    private static int lanes(long imm) {
        return (int) imm >>> 16 & 0xff;
    }

    private static int repetitions(long imm) {
        return (int) imm >>> 24;
    }

    private static int size(int operation, long imm) {
        boolean whole = operation == Op.STORE_STRUCTURES || operation == Op.LOAD_STRUCTURES;
        int times = whole ? lanes(imm) * repetitions(imm) : 1;
        return elements(imm) * times << width(imm);
    }

    private void pair(boolean store, int t, int t2, long address, int size) {
        one(store, t, address, size);
        one(store, t2, address + (1 << size), size);
    }

    private void one(boolean store, int t, long address, int size) {
        boolean whole = size == 4;
        if (store) {
            bus.store(address, whole ? 8 : 1 << size, v[2 * t]);
            if (whole) {
                bus.store8(address + 8, v[2 * t + 1]);
            }
        } else {
            v[2 * t] = bus.load(address, whole ? 8 : 1 << size);
            v[2 * t + 1] = whole ? bus.load8(address + 8) : 0;
        }
    }

    private void structures(boolean store, int t, long address, long imm) {
        int elements = elements(imm);
        int width = width(imm);
        int lanes = lanes(imm);
        int registers = elements * repetitions(imm);
        if (!store) {
            for (int i = 0; i < registers; i++) {
                v[2 * (t + i & 31) + 1] = 0;
            }
        }
        long at = address;
        for (int first = 0; first < registers; first += elements) {
            for (int lane = 0; lane < lanes; lane++) {
                lane(store, t + first, elements, at, width, lane);
                at += (long) elements << width;
            }
        }
    }

    /** One element to or from the same lane of each register. */
    private void lane(boolean store, int t, int elements, long address, int width, int lane) {
        int size = 1 << width;
        for (int i = 0; i < elements; i++) {
            int register = t + i & 31;
            if (store) {
                bus.store(address + i * size, size, Lanes.get(v, register, width, lane));
            } else {
                Lanes.put(v, register, width, lane, bus.load(address + i * size, size));
            }
        }
    }

    private void repeated(int t, long address, long imm) {
        int width = width(imm);
        int lanes = lanes(imm);
        for (int i = 0; i < elements(imm); i++) {
            int register = t + i & 31;
            v[2 * register + 1] = 0;
            long value = bus.load(address + ((long) i << width), 1 << width);
            for (int lane = 0; lane < lanes; lane++) {
                Lanes.put(v, register, width, lane, value);
            }
        }
    }
}
