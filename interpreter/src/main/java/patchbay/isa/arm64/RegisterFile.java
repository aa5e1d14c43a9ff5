package patchbay.isa.arm64;

import java.util.ArrayList;
import java.util.List;

/** The CPU's state besides memory and program counter. */
final class RegisterFile {
    // System registers by op0 (its low bit), op1, CRn, CRm, op2: bits 19:5 of mrs and msr.
    private static final int CURRENT_EL = 0x4212;
    private static final int SP_EL0 = 0x4208;
    private static final int TPIDR_EL1 = 0x4684;
    private static final int CTR_EL0 = 0x5801;
    private static final int DCZID_EL0 = 0x5807;
    private static final int NZCV = 0x5a10;
    private static final int DAIF = 0x5a11;
    private static final int FPCR = 0x5a20;
    private static final int FPSR = 0x5a21;
    private static final int TPIDR_EL0 = 0x5e82;
    private static final int TPIDRRO_EL0 = 0x5e83;

    /** AHP, DN, FZ, RMode and FZ16; no exception traps. */
    private static final int FPCR_BITS = 0x07c8_0000;

    private static final int FPSR_BITS = 0x0800_009f;

    /** EL1, in bits 3:2. */
    private static final long EL1 = 1 << 2;

    /**
     * Cache lines of 64 bytes, reservation granules of 64; what IDC and DIC would allow to leave
     * out is not promised.
     */
    private static final long CACHES = 0x8444_c004L;

    /** x0 … x30, then {@link Op#SP}, {@link Op#ZERO} and {@link Op#SINK}. */
    final long[] x = new long[Op.REGISTERS];

    int nzcv;

    /** v0 … v31, two longs each: see {@link Lanes}. */
    final long[] v = new long[2 * 32];

    /** How to round, and whether subnormal numbers and NaNs are kept: bits 26 to 22 and 19. */
    int fpcr;

    /** What has happened since it was cleared: QC in bit 27, below it the exceptions. */
    int fpsr;

    /** Interrupt masks D A I F, in bits 9:6 as mrs reads them. */
    long daif;

    long spEl0;
    long tpidrEl0;
    long tpidrroEl0;
    long tpidrEl1;

    /** The monitor of exclusive accesses: where the last load-exclusive looked, and what it saw. */
    boolean exclusive;

    long exclusiveAddress;
    int exclusiveSize;
    long exclusiveLow;
    long exclusiveHigh;

    /** Whether mrs ({@code write}: msr) of the system register {@code key} is modelled. */
    static boolean has(int key, boolean write) {
        return switch (key) {
            case SP_EL0, TPIDR_EL0, TPIDRRO_EL0, TPIDR_EL1, NZCV, DAIF, FPCR, FPSR -> true;
            case CURRENT_EL, CTR_EL0, DCZID_EL0 -> !write;
            default -> false;
        };
    }

    long read(int key) {
        return switch (key) {
            case SP_EL0 -> spEl0;
            case TPIDR_EL0 -> tpidrEl0;
            case TPIDRRO_EL0 -> tpidrroEl0;
            case TPIDR_EL1 -> tpidrEl1;
            case NZCV -> (long) nzcv << 28;
            case DAIF -> daif;
            case FPCR -> fpcr;
            case FPSR -> fpsr;
            case CURRENT_EL -> EL1;
            case CTR_EL0 -> CACHES;
            case DCZID_EL0 -> Transfers.BLOCK_LOG_WORDS;
            default -> throw new IllegalArgumentException("no system register: " + key);
        };
    }

    void write(int key, long value) {
        switch (key) {
            case SP_EL0 -> spEl0 = value;
            case TPIDR_EL0 -> tpidrEl0 = value;
            case TPIDRRO_EL0 -> tpidrroEl0 = value;
            case TPIDR_EL1 -> tpidrEl1 = value;
            case NZCV -> nzcv = (int) (value >>> 28) & 15;
            case DAIF -> daif = value & 0x3c0;
            case FPCR -> fpcr = (int) value & FPCR_BITS;
            case FPSR -> fpsr = (int) value & FPSR_BITS;
            default -> throw new IllegalArgumentException("no system register to write: " + key);
        }
    }

    private static final String[] SPECIAL = {
        "nzcv", "daif", "sp_el0", "tpidr_el0", "tpidrro_el0", "tpidr_el1", "fpcr", "fpsr"
    };

    /** x0 … x30 and sp; the special ones; both halves of each vector, the low one first. */
    static List<String> names() {
        return Names.ALL;
    }

    /** Made once, when somebody asks: every execution does. */
    private static final class Names {
        static final List<String> ALL = made();

        private static List<String> made() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Op.SP; i++) {
                names.add("x" + i);
            }
            names.add("sp");
            names.addAll(List.of(SPECIAL));
            for (int i = 0; i < 64; i++) {
                names.add("v" + i / 2 + ".d[" + i % 2 + "]");
            }
            return List.copyOf(names);
        }
    }

    /** A register by its place among {@link #names}; nzcv has its four bits in the lowest. */
    long get(int number) {
        int special = number - Op.SP - 1;
        return switch (special) {
            case 0 -> nzcv;
            case 1 -> daif;
            case 2 -> spEl0;
            case 3 -> tpidrEl0;
            case 4 -> tpidrroEl0;
            case 5 -> tpidrEl1;
            case 6 -> fpcr;
            case 7 -> fpsr;
            default -> special < 0 ? x[number] : v[special - SPECIAL.length];
        };
    }

    void set(int number, long value) {
        int special = number - Op.SP - 1;
        switch (special) {
            case 0 -> nzcv = (int) value & 15;
            case 1 -> daif = value & 0x3c0;
            case 2 -> spEl0 = value;
            case 3 -> tpidrEl0 = value;
            case 4 -> tpidrroEl0 = value;
            case 5 -> tpidrEl1 = value;
            case 6 -> fpcr = (int) value & FPCR_BITS;
            case 7 -> fpsr = (int) value & FPSR_BITS;
            default -> {
                if (special < 0) {
                    x[number] = value;
                } else {
                    v[special - SPECIAL.length] = value;
                }
            }
        }
    }
}
