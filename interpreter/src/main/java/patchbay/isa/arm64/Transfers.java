package patchbay.isa.arm64;

import static patchbay.isa.arm64.Arithmetic.WORD;

import patchbay.isa.Bus;

/**
 * Loads and stores, but for those that the run loop finds easy.
 *
 * <p>One rule keeps faults precise: registers and memory change only after every access of the
 * instruction is known to succeed.
 *
 * <p>There is one CPU at a time. A store-exclusive succeeds if the last load-exclusive was to the
 * same address and size and memory still holds what it saw; so it fails after another CPU over the
 * same memory changed the value in between.
 */
final class Transfers {
    /** Bytes that dc zva clears, and its logarithm in words as dczid_el0 gives it. */
    static final int BLOCK = 64;

    static final int BLOCK_LOG_WORDS = 4;

    /** Kinds of transfers from here on are of vector registers. */
    static final int VECTOR = 16;

    static final int VECTOR_LOAD = 8;

    private final RegisterFile registers;
    private final long[] x;
    private final long[] v;
    private final Bus bus;

    Transfers(RegisterFile registers, Bus bus) {
        this.registers = registers;
        this.x = registers.x;
        this.v = registers.v;
        this.bus = bus;
    }

    /** Whether it was done; if not, the bus has the fault. */
    boolean execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        int c = (int) Op.c(insn);
        long base = x[n];
        if (n == Op.SP && (base & 15) != 0) {
            bus.refuse(base, 8, stores(operation, m, imm), STACK);
            return false;
        }
        return switch (operation) {
            case Op.LOAD8, Op.LOAD4, Op.LOAD1, Op.STORE8, Op.STORE4, Op.STORE1 ->
                    transfer(KINDS[operation - Op.LOAD8], d, base + imm)
                            && written(a, base + imm + c);
            case Op.LOAD8_INDEX,
                    Op.LOAD4_INDEX,
                    Op.LOAD1_INDEX,
                    Op.STORE8_INDEX,
                    Op.STORE4_INDEX,
                    Op.STORE1_INDEX ->
                    transfer(KINDS[operation - Op.LOAD8_INDEX], d, base + ((x[m] & imm) << a));
            case Op.LOAD_PAIR -> loadPair(d, m, base + imm, 8, false) && written(a, base + imm + c);
            case Op.STORE_PAIR -> storePair(d, m, base + imm) && written(a, base + imm + c);
            case Op.TRANSFER -> transfer(m, d, base + imm) && written(a, base + imm + c);
            case Op.INDEXED -> transfer((int) imm, d, base + (Arithmetic.extend(x[m], c) << a));
            case Op.LOAD_PAIR4 ->
                    loadPair(d, m, base + imm, 4, false) && written(a, base + imm + c);
            case Op.LOAD_PAIR_SIGNED ->
                    loadPair(d, m, base + imm, 4, true) && written(a, base + imm + c);
            case Op.STORE_PAIR4 -> storePair4(d, m, base + imm) && written(a, base + imm + c);
            case Op.ORDERED ->
                    aligned(base + imm, 1 << (m & 3), m >>> 2 == 0) && transfer(m, d, base + imm);
            case Op.LOAD_EXCLUSIVE -> loadExclusive(d, base, c);
            case Op.STORE_EXCLUSIVE -> storeExclusive(a, base, c, x[d], 0);
            case Op.LOAD_EXCLUSIVE_PAIR -> loadExclusivePair(d, m, base, c);
            case Op.STORE_EXCLUSIVE_PAIR -> storeExclusivePair(a, d, m, base, c);
            case Op.CLEAR_EXCLUSIVE -> {
                registers.exclusive = false;
                yield true;
            }
            case Op.ATOMIC -> atomic(d, m, base, c, a);
            case Op.COMPARE_AND_SWAP -> compareAndSwap(d, m, base, c);
            case Op.COMPARE_AND_SWAP_PAIR -> compareAndSwapPair(d, (int) imm, m, a, base, c);
            case Op.ZERO_BLOCK -> zeroBlock(x[d] & -BLOCK);
            default -> throw new IllegalStateException("no load or store: " + operation);
        };
    }

    /** Of the run loop's six loads and stores, in the order of their numbers. */
    private static final int[] KINDS = {4 | 3, 4 | 2, 4, 3, 2, 0};

    static final String STACK = "sp is not a multiple of 16";

    /** Whether the operation stores, if its kind is that; an atomic operation counts as a store. */
    private static boolean stores(int operation, int kind, long indexedKind) {
        return switch (operation) {
            case Op.LOAD8,
                    Op.LOAD4,
                    Op.LOAD1,
                    Op.LOAD8_INDEX,
                    Op.LOAD4_INDEX,
                    Op.LOAD1_INDEX,
                    Op.LOAD_PAIR ->
                    false;
            case Op.TRANSFER, Op.ORDERED -> stores(kind);
            case Op.INDEXED -> stores((int) indexedKind);
            case Op.LOAD_PAIR4, Op.LOAD_PAIR_SIGNED, Op.LOAD_EXCLUSIVE, Op.LOAD_EXCLUSIVE_PAIR ->
                    false;
            default -> true;
        };
    }

    private static boolean stores(int kind) {
        return kind < VECTOR ? kind < 4 : (kind & VECTOR_LOAD) == 0;
    }

    /** Always true. */
    private boolean written(int register, long value) {
        x[register] = value;
        return true;
    }

    /**
     * One load or store. {@code kind} is opc and size as in most encodings: size in bits 1:0
     * (logarithm of bytes), above it 0 store, 1 load, 2 load and sign-extend to 64 bits, 3 to 32;
     * or {@link #VECTOR}, with 0 store or 8 load and the size in bits 2:0.
     */
    private boolean transfer(int kind, int t, long address) {
        if (kind >= VECTOR) {
            return vector(kind, t, address);
        }
        switch (kind) {
            case 0 -> bus.store1(address, x[t]);
            case 1 -> bus.store2(address, x[t]);
            case 2 -> bus.store4(address, x[t]);
            case 3 -> bus.store8(address, x[t]);
            default -> {
                long value = bus.load(address, 1 << (kind & 3));
                if (!bus.faulted()) {
                    x[t] =
                            switch (kind) {
                                case 8 -> (byte) value;
                                case 9 -> (short) value;
                                case 10 -> (int) value;
                                case 12 -> (byte) value & WORD;
                                case 13 -> (short) value & WORD;
                                default -> value;
                            };
                }
            }
        }
        return !bus.faulted();
    }

    private boolean vector(int kind, int t, long address) {
        int size = 1 << (kind & 7);
        if ((kind & VECTOR_LOAD) != 0) {
            long low = size == 16 ? bus.loadPair(address) : bus.load(address, size);
            if (bus.faulted()) {
                return false;
            }
            v[2 * t] = low;
            v[2 * t + 1] = size == 16 ? bus.second() : 0;
            return true;
        }
        if (size == 16) {
            bus.storePair(address, v[2 * t], v[2 * t + 1]);
        } else {
            bus.store(address, size, v[2 * t]);
        }
        return !bus.faulted();
    }

    private boolean aligned(long address, int size, boolean store) {
        if ((address & size - 1) != 0) {
            bus.refuse(
                    address,
                    size,
                    store,
                    "not aligned to " + size + " bytes, as this access must be");
            return false;
        }
        return true;
    }

    private boolean loadPair(int t, int t2, long address, int size, boolean signed) {
        if (!bus.loadable(address, 2 * size)) {
            return false;
        }
        long first = bus.load(address, size);
        long second = bus.load(address + size, size);
        x[t] = signed ? (int) first : first;
        x[t2] = signed ? (int) second : second;
        return true;
    }

    private boolean storePair(int t, int t2, long address) {
        bus.storePair(address, x[t], x[t2]);
        return !bus.faulted();
    }

    private boolean storePair4(int t, int t2, long address) {
        if (!bus.storable(address, 8)) {
            return false;
        }
        bus.store8(address, x[t] & WORD | x[t2] << 32);
        return true;
    }

    private boolean loadExclusive(int t, long address, int size) {
        if (!watch(address, size)) {
            return false;
        }
        x[t] = registers.exclusiveLow;
        return true;
    }

    private boolean loadExclusivePair(int t, int t2, long address, int size) {
        if (!watch(address, 2 * size)) {
            return false;
        }
        long low = registers.exclusiveLow;
        x[t] = size == 8 ? low : low & WORD;
        x[t2] = size == 8 ? registers.exclusiveHigh : low >>> 32;
        return true;
    }

    private boolean watch(long address, int size) {
        if (!aligned(address, size, false) || !bus.loadable(address, size)) {
            return false;
        }
        registers.exclusive = true;
        registers.exclusiveAddress = address;
        registers.exclusiveSize = size;
        registers.exclusiveLow = bus.load(address, Math.min(size, 8));
        registers.exclusiveHigh = size == 16 ? bus.load8(address + 8) : 0;
        return true;
    }

    private boolean storeExclusivePair(int status, int t, int t2, long address, int size) {
        return size == 8
                ? storeExclusive(status, address, 16, x[t], x[t2])
                : storeExclusive(status, address, 8, x[t] & WORD | x[t2] << 32, 0);
    }

    /** {@code high} counts with 16 bytes only. */
    private boolean storeExclusive(int status, long address, int size, long low, long high) {
        if (!aligned(address, size, true) || !bus.storable(address, size)) {
            return false;
        }
        boolean succeeds =
                registers.exclusive
                        && registers.exclusiveAddress == address
                        && registers.exclusiveSize == size
                        && registers.exclusiveLow == bus.load(address, Math.min(size, 8))
                        && (size < 16 || registers.exclusiveHigh == bus.load8(address + 8));
        registers.exclusive = false;
        if (succeeds) {
            bus.store(address, Math.min(size, 8), low);
            if (size == 16) {
                bus.store8(address + 8, high);
            }
        }
        x[status] = succeeds ? 0 : 1;
        return true;
    }

    private boolean atomic(int t, int s, long address, int size, int function) {
        if (!aligned(address, size, true) || !bus.storable(address, size)) {
            return false;
        }
        long old = bus.load(address, size);
        bus.store(address, size, Arithmetic.atomic(function, old, x[s], size));
        x[t] = old;
        return true;
    }

    private boolean compareAndSwap(int t, int s, long address, int size) {
        if (!aligned(address, size, true) || !bus.storable(address, size)) {
            return false;
        }
        long old = bus.load(address, size);
        if (old == (x[s] & mask(size))) {
            bus.store(address, size, x[t]);
        }
        x[s] = old;
        x[Op.ZERO] = 0; // that was s, perhaps
        return true;
    }

    /**
     * {@code s}, {@code s2} are compared with, {@code t}, {@code t2} stored to, two neighbours of
     * {@code size} bytes each.
     */
    private boolean compareAndSwapPair(int t, int t2, int s, int s2, long address, int size) {
        if (!aligned(address, 2 * size, true) || !bus.storable(address, 2 * size)) {
            return false;
        }
        long low = bus.load(address, size);
        long high = bus.load(address + size, size);
        if (low == (x[s] & mask(size)) && high == (x[s2] & mask(size))) {
            bus.store(address, size, x[t]);
            bus.store(address + size, size, x[t2]);
        }
        x[s] = low;
        x[s2] = high;
        x[Op.ZERO] = 0; // that was s2, perhaps
        return true;
    }

    private boolean zeroBlock(long address) {
        if (!bus.storable(address, BLOCK)) {
            return false;
        }
        for (int i = 0; i < BLOCK; i += 8) {
            bus.store8(address + i, 0);
        }
        return true;
    }

    private static long mask(int size) {
        return -1L >>> 64 - 8 * size;
    }
}
