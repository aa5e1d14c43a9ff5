package patchbay.isa.ppc64;

import patchbay.isa.Bus;

/**
 * The rarer loads and stores; the frequent ones are the run loop's. A quadword is kept in two
 * registers, and its low half at the lower address; its high half is in the first register, but for
 * instructions with a prefix, which put it into the second.
 */
final class Transfers {
    /** Bytes that dcbz clears. */
    static final int LINE = 128;

    private final RegisterFile state;
    private final long[] r;
    private final Bus bus;

    Transfers(RegisterFile state, Bus bus) {
        this.state = state;
        this.r = state.r;
        this.bus = bus;
    }

    /** False if memory refused. The address is the sum of two registers and {@code imm}. */
    boolean execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int size = Op.c(insn);
        int high = (insn & Op.PREFIXED) == 0 ? d : d + 1;
        int low = high ^ 1;
        long address = r[Op.n(insn)] + r[Op.m(insn)] + imm;
        switch (operation) {
            case Op.LOAD_REVERSED -> {
                long value = Long.reverseBytes(bus.load(address, size)) >>> 64 - 8 * size;
                if (!bus.faulted()) {
                    r[d] = value;
                }
            }
            case Op.STORE_REVERSED ->
                    bus.store(address, size, Long.reverseBytes(r[d]) >>> 64 - 8 * size);
            case Op.LOAD_RESERVING -> {
                if (aligned(address, size, false)) {
                    long value = bus.load(address, size);
                    if (!bus.faulted()) {
                        r[d] = value;
                        reserve(address, value, 0);
                    }
                }
            }
            case Op.STORE_CONDITIONAL -> storeConditional(d, address, size);
            case Op.LOAD_QUAD, Op.LOAD_QUAD_RESERVING -> {
                if (aligned(address, 16, false)) {
                    long first = bus.loadPair(address);
                    if (!bus.faulted()) {
                        r[high] = bus.second();
                        r[low] = first;
                        if (operation == Op.LOAD_QUAD_RESERVING) {
                            reserve(address, first, bus.second());
                        }
                    }
                }
            }
            case Op.STORE_QUAD -> {
                if (aligned(address, 16, true)) {
                    bus.storePair(address, r[low], r[high]);
                }
            }
            case Op.STORE_QUAD_CONDITIONAL -> storeQuadConditional(d, address);
            case Op.ZERO_LINE -> {
                long start = address & -LINE;
                if (bus.storable(start, LINE)) {
                    for (int i = 0; i < LINE; i += 16) {
                        bus.storePair(start + i, 0, 0);
                    }
                }
            }
            default -> throw new IllegalArgumentException("operation " + operation);
        }
        return !bus.faulted();
    }

    private boolean aligned(long address, int size, boolean store) {
        if ((address & size - 1) != 0) {
            bus.refuse(address, size, store, "it must be a multiple of " + size);
            return false;
        }
        return true;
    }

    private void reserve(long address, long low, long high) {
        state.reserved = true;
        state.reservedAddress = address;
        state.reservedLow = low;
        state.reservedHigh = high;
    }

    /** What another processor stored is known by what is in memory now. */
    private void storeConditional(int d, long address, int size) {
        if (!aligned(address, size, true)) {
            return;
        }
        boolean held =
                state.reserved
                        && state.reservedAddress == address
                        && bus.load(address, size) == state.reservedLow;
        if (held && !bus.faulted()) {
            bus.store(address, size, r[d]);
        }
        release(held);
    }

    private void storeQuadConditional(int d, long address) {
        if (!aligned(address, 16, true)) {
            return;
        }
        boolean held =
                state.reserved
                        && state.reservedAddress == address
                        && bus.loadPair(address) == state.reservedLow
                        && bus.second() == state.reservedHigh;
        if (held && !bus.faulted()) {
            bus.storePair(address, r[d + 1], r[d]);
        }
        release(held);
    }

    private void release(boolean held) {
        if (!bus.faulted()) {
            state.reserved = false;
            state.field(0, (held ? 2 : 0) | state.so);
        }
    }
}
