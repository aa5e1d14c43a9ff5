package patchbay.isa.ppc64;

import patchbay.isa.Bus;

/**
 * Loads and stores of floating-point and vector registers. An instruction either does all of it or
 * faults and does nothing.
 *
 * <p>Memory is little-endian: a vector's rightmost byte has the lowest address, unless the
 * instruction names elements, of which the leftmost has the lowest.
 */
final class VectorTransfers {
    /** One number, into the left doubleword; c says of what kind. */
    static final int DOUBLE = 0;

    static final int SINGLE = 1;
    static final int WORD = 2;
    static final int SIGNED_WORD = 3;
    static final int HALFWORD = 4;
    static final int BYTE = 5;

    private final RegisterFile state;
    private final long[] r;
    private final long[] v;
    private final Bus bus;

    VectorTransfers(RegisterFile state, Bus bus) {
        this.state = state;
        this.r = state.r;
        this.v = state.v;
        this.bus = bus;
    }

    /** False if memory refused. The address is the sum of two registers and {@code imm}. */
    boolean execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int c = Op.c(insn);
        long address = r[Op.n(insn)] + r[Op.m(insn)] + imm;
        switch (operation) {
            case Op.LOAD_SCALAR -> loadScalar(d, c, address);
            case Op.STORE_SCALAR -> storeScalar(d, c, address);
            case Op.LOAD_VECTOR -> loadVector(d, address & -c);
            case Op.STORE_VECTOR -> {
                long at = address & -c;
                bus.storePair(at, v[2 * d + 1], v[2 * d]);
            }
            case Op.LOAD_VECTORS -> {
                if (bus.loadable(address, 32)) {
                    loadVector(d + 1, address);
                    loadVector(d, address + 16);
                }
            }
            case Op.STORE_VECTORS -> {
                if (bus.storable(address, 32)) {
                    bus.storePair(address, v[2 * d + 3], v[2 * d + 2]);
                    bus.storePair(address + 16, v[2 * d + 1], v[2 * d]);
                }
            }
            case Op.LOAD_ELEMENTS -> loadElements(d, c, address);
            case Op.STORE_ELEMENTS -> storeElements(d, c, address);
            case Op.LOAD_SPREAD -> {
                long value = bus.load(address, c);
                long both = c == 8 ? value : value | value << 32;
                loaded(d, both, both);
            }
            case Op.LOAD_RIGHT -> loaded(d, 0, bus.load(address, c));
            case Op.STORE_RIGHT -> bus.store(address, c, v[2 * d + 1]);
            case Op.LOAD_ELEMENT -> {
                long at = address & -c;
                long value = bus.load(at, c);
                if (!bus.faulted()) {
                    int size = Integer.numberOfTrailingZeros(c);
                    Elements.put(v, d, size, (15 - ((int) at & 15)) / c, value);
                }
            }
            case Op.STORE_ELEMENT -> {
                long at = address & -c;
                int size = Integer.numberOfTrailingZeros(c);
                bus.store(at, c, Elements.get(v, d, size, (15 - ((int) at & 15)) / c));
            }
            case Op.LOAD_LENGTH -> loadLength(d, c, r[Op.n(insn)], r[Op.m(insn)]);
            case Op.STORE_LENGTH -> storeLength(d, c, r[Op.n(insn)], r[Op.m(insn)]);
            case Op.SHIFT_LEFT_PATTERN -> pattern(d, (int) address & 15);
            case Op.SHIFT_RIGHT_PATTERN -> pattern(d, 16 - ((int) address & 15));
            default -> throw new IllegalArgumentException("operation " + operation);
        }
        if (bus.faulted()) {
            return false;
        }
        r[Op.a(insn)] = address;
        return true;
    }

    private void loaded(int register, long left, long right) {
        if (!bus.faulted()) {
            state.vector(register, left, right);
        }
    }

    private void loadVector(int register, long address) {
        long right = bus.loadPair(address);
        loaded(register, bus.second(), right);
    }

    private void loadScalar(int register, int kind, long address) {
        long value =
                switch (kind) {
                    case DOUBLE -> bus.load8(address);
                    case SINGLE -> Singles.toDouble((int) bus.load4(address));
                    case WORD -> bus.load4(address);
                    case SIGNED_WORD -> (int) bus.load4(address);
                    case HALFWORD -> bus.load2(address);
                    default -> bus.load1(address);
                };
        loaded(register, value, 0);
    }

    private void storeScalar(int register, int kind, long address) {
        long value = v[2 * register];
        switch (kind) {
            case DOUBLE -> bus.store8(address, value);
            case SINGLE -> bus.store4(address, Singles.toSingle(value));
            case WORD -> bus.store4(address, value);
            case HALFWORD -> bus.store2(address, value);
            default -> bus.store1(address, value);
        }
    }

    /** {@code bytes} each, the leftmost first. */
    private void loadElements(int register, int bytes, long address) {
        long first = bus.loadPair(address);
        loaded(register, turned(first, bytes), turned(bus.second(), bytes));
    }

    private void storeElements(int register, int bytes, long address) {
        bus.storePair(address, turned(v[2 * register], bytes), turned(v[2 * register + 1], bytes));
    }

    /** A doubleword whose elements of so many bytes are in the opposite order. */
    private static long turned(long value, int bytes) {
        return switch (bytes) {
            case 8 -> value;
            case 4 -> Long.rotateLeft(value, 32);
            case 2 -> Bitwise.one(Op.BRH, Long.reverseBytes(value));
            default -> Long.reverseBytes(value);
        };
    }

    /** As many bytes as the highest eight bits of {@code length} say; all from 16 on. */
    private static int length(long length) {
        return (int) Math.min(length >>> 56, 16);
    }

    /** {@code fromLeft} is 1 if the first byte becomes the leftmost one. */
    private void loadLength(int register, int fromLeft, long address, long length) {
        int bytes = length(length);
        if (bytes > 0 && !bus.loadable(address, bytes)) {
            return;
        }
        state.vector(RegisterFile.RESULT, 0, 0);
        for (int i = 0; i < bytes; i++) {
            Elements.put(
                    v, RegisterFile.RESULT, 0, fromLeft == 1 ? i : 15 - i, bus.load1(address + i));
        }
        state.vector(register, v[2 * RegisterFile.RESULT], v[2 * RegisterFile.RESULT + 1]);
    }

    private void storeLength(int register, int fromLeft, long address, long length) {
        int bytes = length(length);
        if (bytes > 0 && !bus.storable(address, bytes)) {
            return;
        }
        for (int i = 0; i < bytes; i++) {
            bus.store1(address + i, Elements.get(v, register, 0, fromLeft == 1 ? i : 15 - i));
        }
    }

    /** Sixteen bytes that count up from {@code first}. */
    private void pattern(int register, int first) {
        long count = 0x0001_0203_0405_0607L + first * 0x0101_0101_0101_0101L;
        state.vector(register, count, count + 0x0808_0808_0808_0808L);
    }
}
