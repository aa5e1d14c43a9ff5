package patchbay.isa.ppc64;

import java.util.Set;
import patchbay.isa.Replay;
import patchbay.isa.Row;

/** What is not compared with qemu: results that the manual leaves open, and where qemu errs. */
final class OpenResults {
    private OpenResults() {}

    /** qemu does not know whether a result was rounded up. */
    private static final long FR = 1 << 18;

    /** It forgets an underflow of a scalar's single, and where another element overflows. */
    private static final long UX = 1 << 27;

    /** It forgets to tell that a vector's reciprocal is of zero. */
    private static final long ZX = 1 << 26;

    /** It does not sum up what mtfsb1 sets. */
    private static final long FX = 1L << 31;

    /** It does not set this by itself. */
    private static final long NI = 1 << 2;

    /** It changes it also for vectors. */
    private static final long FI = 1 << 17;

    /** What Rc copies of all these. */
    private static final long CR1 = 15 << 24;

    /** The class of a result, in FPSCR. */
    private static final long FPRF = 0x1f << 12;

    /** Rows after which the manual leaves the class open, or qemu forgets it. */
    private static final Set<String> CLASS_OPEN =
            Set.of(
                    "fctid",
                    "fctidz",
                    "fctidu",
                    "fctiduz",
                    "fctiw",
                    "fctiwz",
                    "fctiwu",
                    "fctiwuz",
                    "fcfidu",
                    "fcfids",
                    "fcfidus",
                    "fcmpo",
                    "xscmpodp");

    /**
     * qemu rounds what it has negated, the manual the other way: only the same to nearest, to 0.
     */
    static boolean negates(Row row) {
        return row.name().contains("nmadd") || row.name().contains("nmsub");
    }

    /** What is not compared; see {@link Replay.Open}. */
    static long open(String name, int register) {
        boolean sequence = name.startsWith("sequence");
        if (register == PpcCases.CR) {
            return sequence ? CR1 : name.equals("mtfsb1") ? CR1 & FX >>> 4 : 0;
        }
        if (register != PpcCases.FPSCR) {
            return 0;
        }
        if (sequence) {
            return FR | FI | FPRF | UX | ZX | FX;
        }
        long open = CLASS_OPEN.contains(name) ? FR | FPRF : FR;
        boolean estimate = name.startsWith("xsre") || name.startsWith("xsrsqrte");
        boolean single = name.startsWith("xs") && name.endsWith("sp");
        open |= name.startsWith("xv") || estimate || single ? UX | FX : 0;
        open |= name.startsWith("xvr") || estimate ? ZX | FX : 0;
        return name.startsWith("mtfsb") ? open | FX | NI : open;
    }

    /** Whether there are operands for which the manual does not say what the result is. */
    static boolean isPartlyOpen(int operation) {
        return switch (operation) {
            case Op.EXTRACT_ELEMENT,
                    Op.INSERT_ELEMENT,
                    Op.INSERT_GENERAL,
                    Op.INSERT_INDEXED,
                    Op.EXTRACT_INDEXED,
                    Op.EXTRACT_TO_GENERAL,
                    Op.TO_VECTOR,
                    Op.TO_VSCR,
                    Op.FLOAT_TO_INTEGER ->
                    true;
            default -> false;
        };
    }

    /** Whether that is so with these. */
    static boolean isOpen(long[] code, long[] registers) {
        int bytes = 1 << Elements.size(code[1]);
        return switch (Op.operation(code[0])) {
            case Op.EXTRACT_ELEMENT, Op.INSERT_ELEMENT, Op.INSERT_GENERAL ->
                    Op.c(code[0]) > 16 - bytes;
            case Op.INSERT_INDEXED, Op.EXTRACT_TO_GENERAL ->
                    (registers[Op.n(code[0])] & 15) > 16 - bytes;
            case Op.EXTRACT_INDEXED -> (registers[Op.a(code[0])] & 31) > 32 - bytes;
            default -> false;
        };
    }
}
