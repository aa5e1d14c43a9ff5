package patchbay.isa.ppc64;

import java.util.ArrayList;
import java.util.List;

/** The CPU's state besides memory and program counter. */
final class RegisterFile {
    /** Bits of XER. */
    private static final int SO = 31;

    private static final int OV = 30;
    private static final int CA = 29;
    private static final int OV32 = 19;
    private static final int CA32 = 18;

    // Numbers of special registers.
    static final int XER = 1;
    static final int LR = 8;
    static final int CTR = 9;
    static final int TAR = 815;

    /** Those that only keep what is written to them, by number, and what they are called. */
    private static final int[] KEPT = {3, 17, 26, 27, 256, 272, 273, 274, 275, TAR, 896};

    private static final String[] KEPT_NAMES = {
        "udscr", "dscr", "srr0", "srr1", "vrsave", "sprg0", "sprg1", "sprg2", "sprg3", "tar", "ppr"
    };

    /** How many vector-scalar registers there are, and where results are made. */
    static final int VECTORS = 64;

    static final int RESULT = VECTORS;

    // Where these are among the names.
    private static final int FIRST_KEPT = 37;
    static final int FPSCR = 48;
    static final int VSCR = 49;
    static final int FIRST_VECTOR = 50;

    /** Bits of VSCR: something was saturated, and subnormal numbers count as zero. */
    static final int SATURATED = 1;

    static final int NOT_JAVA = 1 << 16;

    /** r0 … r31, then {@link Op#ZERO} and {@link Op#SINK}. */
    final long[] r = new long[Op.REGISTERS];

    /**
     * The vector-scalar registers, two longs each, the left doubleword first; the floating-point
     * registers are the left halves of the lower 32, the vector registers are the upper 32. Behind
     * them is {@link #RESULT}.
     */
    final long[] v = new long[2 * VECTORS + 2];

    int fpscr;

    /** How decimals are rounded, in FPSCR's upper half. */
    int drn;

    int vscr;

    /** Field 0 in the highest four bits. */
    int cr;

    long lr;
    long ctr;
    long msr;

    // XER in pieces, each 0 or 1, and the rest of it.
    int so;
    int ov;
    int ca;
    int ov32;
    int ca32;
    private long xer;

    private final long[] kept = new long[KEPT.length];

    /** The reservation: where the last load-and-reserve looked, and what it saw. */
    boolean reserved;

    long reservedAddress;
    long reservedLow;
    long reservedHigh;

    static List<String> names() {
        return Names.ALL;
    }

    /** Made once, when somebody asks: every execution does. */
    private static final class Names {
        static final List<String> ALL = made();

        private static List<String> made() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                names.add("r" + i);
            }
            names.addAll(List.of("cr", "xer", "lr", "ctr", "msr"));
            names.addAll(List.of(KEPT_NAMES));
            names.addAll(List.of("fpscr", "vscr"));
            for (int i = 0; i < VECTORS; i++) {
                names.add("vs" + i + ".d[0]");
                names.add("vs" + i + ".d[1]");
            }
            return List.copyOf(names);
        }
    }

    /** By its place among {@link #names}. */
    long get(int number) {
        return switch (number) {
            case 32 -> cr & Bitwise.WORD;
            case 33 -> xer();
            case 34 -> lr;
            case 35 -> ctr;
            case 36 -> msr;
            case FPSCR -> status();
            case VSCR -> vscr;
            default ->
                    number < 32
                            ? r[number]
                            : number < FPSCR ? kept[number - FIRST_KEPT] : v[number - FIRST_VECTOR];
        };
    }

    void set(int number, long value) {
        switch (number) {
            case 32 -> cr = (int) value;
            case 33 -> xer(value);
            case 34 -> lr = value;
            case 35 -> ctr = value;
            case 36 -> msr = value;
            case FPSCR -> {
                fpscr = (int) value;
                drn = (int) (value >>> 32) & 7;
            }
            case VSCR -> vscr = (int) value;
            default -> {
                if (number < 32) {
                    r[number] = value;
                } else if (number < FPSCR) {
                    kept[number - FIRST_KEPT] = value;
                } else {
                    v[number - FIRST_VECTOR] = value;
                }
            }
        }
    }

    /** Whether the special register with that number is modelled. */
    static boolean has(int special) {
        return special == XER || special == LR || special == CTR || place(special) >= 0;
    }

    private static int place(int special) {
        for (int i = 0; i < KEPT.length; i++) {
            if (KEPT[i] == special) {
                return i;
            }
        }
        return -1;
    }

    long read(int special) {
        return switch (special) {
            case XER -> xer();
            case LR -> lr;
            case CTR -> ctr;
            default -> kept[place(special)];
        };
    }

    void write(int special, long value) {
        switch (special) {
            case XER -> xer(value);
            case LR -> lr = value;
            case CTR -> ctr = value;
            case 256 -> kept[place(special)] = value & Bitwise.WORD;
            default -> kept[place(special)] = value;
        }
    }

    long tar() {
        return read(TAR);
    }

    private long xer() {
        return xer
                | (long) so << SO
                | (long) ov << OV
                | (long) ca << CA
                | (long) ov32 << OV32
                | (long) ca32 << CA32;
    }

    private void xer(long value) {
        so = (int) (value >>> SO) & 1;
        ov = (int) (value >>> OV) & 1;
        ca = (int) (value >>> CA) & 1;
        ov32 = (int) (value >>> OV32) & 1;
        ca32 = (int) (value >>> CA32) & 1;
        xer = value & Bitwise.WORD & ~(7L << CA | 3L << CA32);
    }

    /** Field {@code field} of the condition register becomes {@code bits}. */
    void field(int field, int bits) {
        int shift = 28 - 4 * field;
        cr = cr & ~(15 << shift) | bits << shift;
    }

    /** FPSCR. */
    long status() {
        return (long) drn << 32 | fpscr & Bitwise.WORD;
    }

    /** The left and right doubleword of a vector-scalar register. */
    void vector(int register, long left, long right) {
        v[2 * register] = left;
        v[2 * register + 1] = right;
    }

    /** The left doubleword; the other becomes zero. */
    void scalar(int register, long value) {
        vector(register, value, 0);
    }

    void overflow(boolean whole, boolean word) {
        ov = whole ? 1 : 0;
        ov32 = word ? 1 : 0;
        so |= ov;
    }
}
