package patchbay.isa.ppc64;

import static patchbay.isa.FloatFormat.DOUBLE;
import static patchbay.isa.FloatFormat.SINGLE;
import static patchbay.isa.FloatRounding.AWAY;
import static patchbay.isa.FloatRounding.DOWN;
import static patchbay.isa.FloatRounding.NEAREST;
import static patchbay.isa.FloatRounding.TO_ZERO;
import static patchbay.isa.FloatRounding.UP;
import static patchbay.isa.ppc64.Elements.ALTIVEC;
import static patchbay.isa.ppc64.Elements.RECORD;
import static patchbay.isa.ppc64.Elements.SCALAR;
import static patchbay.isa.ppc64.Elements.SIGNED;
import static patchbay.isa.ppc64.FloatOperations.CURRENT;

/**
 * What the fields of instructions come to that compute with numbers with a point: those of
 * floating-point registers (their names begin with f), and of AltiVec; those of all vector-scalar
 * registers are in {@link ScalarPredecoder}.
 */
final class FloatPredecoder {
    private final Word word;

    FloatPredecoder(Word word) {
        this.word = word;
    }

    /** Primary opcodes 59 and 63. */
    boolean floating(String name) {
        int a = word.a();
        int b = word.b();
        int c = word.c();
        switch (name) {
            case "fadd" -> arithmetic(FloatFunction.ADD, DOUBLE, a, b, 0);
            case "fsub" -> arithmetic(FloatFunction.SUB, DOUBLE, a, b, 0);
            case "fmul" -> arithmetic(FloatFunction.MUL, DOUBLE, a, c, 0);
            case "fdiv" -> arithmetic(FloatFunction.DIV, DOUBLE, a, b, 0);
            case "fsqrt" -> arithmetic(FloatFunction.SQRT, DOUBLE, b, 0, 0);
            case "fmadd" -> arithmetic(FloatFunction.MADD, DOUBLE, a, b, c);
            case "fmsub" -> arithmetic(FloatFunction.MSUB, DOUBLE, a, b, c);
            case "fnmadd" -> arithmetic(FloatFunction.NMADD, DOUBLE, a, b, c);
            case "fnmsub" -> arithmetic(FloatFunction.NMSUB, DOUBLE, a, b, c);
            case "fre" -> arithmetic(FloatFunction.RECIPROCAL, DOUBLE, b, 0, 0);
            case "frsqrte" -> arithmetic(FloatFunction.RECIPROCAL_ROOT, DOUBLE, b, 0, 0);
            case "fadds" -> arithmetic(FloatFunction.ADD, SINGLE, a, b, 0);
            case "fsubs" -> arithmetic(FloatFunction.SUB, SINGLE, a, b, 0);
            case "fmuls" -> arithmetic(FloatFunction.MUL, SINGLE, a, c, 0);
            case "fdivs" -> arithmetic(FloatFunction.DIV, SINGLE, a, b, 0);
            case "fsqrts" -> arithmetic(FloatFunction.SQRT, SINGLE, b, 0, 0);
            case "fmadds" -> arithmetic(FloatFunction.MADD, SINGLE, a, b, c);
            case "fmsubs" -> arithmetic(FloatFunction.MSUB, SINGLE, a, b, c);
            case "fnmadds" -> arithmetic(FloatFunction.NMADD, SINGLE, a, b, c);
            case "fnmsubs" -> arithmetic(FloatFunction.NMSUB, SINGLE, a, b, c);
            case "fres" -> arithmetic(FloatFunction.RECIPROCAL, SINGLE, b, 0, 0);
            case "frsqrtes" -> arithmetic(FloatFunction.RECIPROCAL_ROOT, SINGLE, b, 0, 0);
            case "frsp" -> arithmetic(FloatFunction.ROUND, SINGLE, b, 0, 0);
            case "fmr" -> arithmetic(FloatFunction.COPY, DOUBLE, b, 0, 0);
            case "fneg" -> arithmetic(FloatFunction.NEG, DOUBLE, b, 0, 0);
            case "fabs" -> arithmetic(FloatFunction.ABS, DOUBLE, b, 0, 0);
            case "fnabs" -> arithmetic(FloatFunction.NEGATIVE_ABS, DOUBLE, b, 0, 0);
            case "fcpsgn" -> arithmetic(FloatFunction.COPY_SIGN, DOUBLE, a, b, 0);
            case "fsel" ->
                    word.put(Op.FLOAT_SELECT, word.t(), a, b, c, 0, scalar(0, 0, recorded(), 0));
            case "frin" -> integral(AWAY);
            case "friz" -> integral(TO_ZERO);
            case "frip" -> integral(UP);
            case "frim" -> integral(DOWN);
            case "fmrgew" -> word.put(Op.FLOAT_MERGE, word.t(), a, b, 0, 0, 0);
            case "fmrgow" -> word.put(Op.FLOAT_MERGE, word.t(), a, b, 0, 1, 0);
            default -> {
                return conversion(name) || test(name) || status(name);
            }
        }
        return true;
    }

    private boolean conversion(String name) {
        switch (name) {
            case "fctid" -> toInteger(3, SIGNED, CURRENT);
            case "fctidz" -> toInteger(3, SIGNED, TO_ZERO);
            case "fctidu" -> toInteger(3, 0, CURRENT);
            case "fctiduz" -> toInteger(3, 0, TO_ZERO);
            case "fctiw" -> toInteger(2, SIGNED, CURRENT);
            case "fctiwz" -> toInteger(2, SIGNED, TO_ZERO);
            case "fctiwu" -> toInteger(2, 0, CURRENT);
            case "fctiwuz" -> toInteger(2, 0, TO_ZERO);
            case "fcfid" -> fromInteger(DOUBLE, SIGNED);
            case "fcfidu" -> fromInteger(DOUBLE, 0);
            case "fcfids" -> fromInteger(SINGLE, SIGNED);
            case "fcfidus" -> fromInteger(SINGLE, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean test(String name) {
        switch (name) {
            case "fcmpu" -> word.put(Op.FLOAT_COMPARE, word.bf(), word.a(), word.b(), 0, 0, 0);
            case "fcmpo" -> word.put(Op.FLOAT_COMPARE, word.bf(), word.a(), word.b(), 0, 1, 0);
            case "ftdiv" -> {
                long control = scalar(0, DOUBLE, 0, 0);
                word.put(Op.FLOAT_TEST_DIVISION, word.bf(), word.a(), word.b(), 0, 0, control);
            }
            case "ftsqrt" -> {
                long control = scalar(0, DOUBLE, 0, 0);
                word.put(Op.FLOAT_TEST_ROOT, word.bf(), word.b(), 0, 0, 0, control);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean status(String name) {
        int b = word.b();
        switch (name) {
            case "mffs" -> read(StatusMoves.ALL, StatusMoves.NOTHING, 0, 0);
            case "mffsce" -> read(StatusMoves.ALL, StatusMoves.CLEAR_ENABLES, 0, 0);
            case "mffscrn" -> read(StatusMoves.MODES, StatusMoves.SET_ROUNDING, b, 0);
            case "mffscdrn" -> read(StatusMoves.MODES, StatusMoves.SET_DECIMAL_ROUNDING, b, 0);
            case "mffscrni" -> {
                int change = StatusMoves.SET_ROUNDING | StatusMoves.IMMEDIATE;
                read(StatusMoves.MODES, change, 0, word.field(11, 2));
            }
            case "mffscdrni" -> {
                int change = StatusMoves.SET_DECIMAL_ROUNDING | StatusMoves.IMMEDIATE;
                read(StatusMoves.MODES, change, 0, word.field(11, 3));
            }
            case "mffsl" -> read(StatusMoves.NOT_STICKY, StatusMoves.NOTHING, 0, 0);
            case "mtfsf" -> {
                boolean all = word.bit(25);
                boolean upper = word.bit(16);
                int fields = word.field(17, 8);
                int mask = 0;
                for (int i = 0; i < 8; i++) {
                    mask |= (fields >>> i & 1) * 15 << 4 * i;
                }
                boolean decimal = all || upper && (fields & 1) != 0;
                write(decimal, 0, b, 0, all ? -1 : upper ? 0 : mask);
            }
            case "mtfsfi" -> {
                boolean upper = word.bit(16);
                int mask = 0xf000_0000 >>> 4 * word.bf();
                boolean decimal = upper && word.bf() == 7;
                write(decimal, StatusMoves.IMMEDIATE, 0, word.field(12, 4), upper ? 0 : mask);
            }
            case "mtfsb0" -> bit(Op.CLEAR_STATUS_BIT);
            case "mtfsb1" -> bit(Op.SET_STATUS_BIT);
            case "mcrfs" -> word.put(Op.TAKE_STATUS, word.bf(), 0, 0, 0, word.field(18, 3), 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Vectors of singles as AltiVec has them. */
    boolean vector(String name) {
        int a = 32 + word.a();
        int b = 32 + word.b();
        int c = 32 + word.c();
        switch (name) {
            case "vaddfp" -> altivec(FloatFunction.ADD, a, b, 0, 0);
            case "vsubfp" -> altivec(FloatFunction.SUB, a, b, 0, 0);
            case "vmaddfp" -> altivec(FloatFunction.MADD, a, b, c, 0);
            case "vnmsubfp" -> altivec(FloatFunction.NMSUB, a, b, c, 0);
            case "vmaxfp" -> altivec(FloatFunction.MAX, a, b, 0, 1);
            case "vminfp" -> altivec(FloatFunction.MIN, a, b, 0, 1);
            case "vrefp" -> altivec(FloatFunction.RECIPROCAL, b, 0, 0, 0);
            case "vrsqrtefp" -> altivec(FloatFunction.RECIPROCAL_ROOT, b, 0, 0, 0);
            case "vrfin" -> altivec(FloatFunction.INTEGRAL, b, 0, 0, NEAREST);
            case "vrfiz" -> altivec(FloatFunction.INTEGRAL, b, 0, 0, TO_ZERO);
            case "vrfip" -> altivec(FloatFunction.INTEGRAL, b, 0, 0, UP);
            case "vrfim" -> altivec(FloatFunction.INTEGRAL, b, 0, 0, DOWN);
            case "vcmpeqfp" -> compare(FloatFunction.EQUAL);
            case "vcmpgefp" -> compare(FloatFunction.GREATER_EQUAL);
            case "vcmpgtfp" -> compare(FloatFunction.GREATER);
            case "vcmpbfp" -> compare(FloatFunction.BOUNDS);
            case "vcfsx" -> fixed(Op.FIXED_TO_SINGLES, SIGNED);
            case "vcfux" -> fixed(Op.FIXED_TO_SINGLES, 0);
            case "vctsxs" -> fixed(Op.SINGLES_TO_FIXED, SIGNED);
            case "vctuxs" -> fixed(Op.SINGLES_TO_FIXED, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int recorded() {
        return word.bit(0) ? RECORD : 0;
    }

    private static long scalar(int function, int formats, int flags, int details) {
        return Elements.control(function, formats, flags | SCALAR, details, 0);
    }

    private void arithmetic(int function, int to, int n, int m, int a) {
        int formats = FloatOperations.formats(DOUBLE, to);
        word.put(Op.FLOAT_LANES, word.t(), n, m, a, 0, scalar(function, formats, recorded(), 0));
    }

    private void integral(int way) {
        int formats = FloatOperations.formats(DOUBLE, DOUBLE);
        long control = scalar(FloatFunction.INTEGRAL, formats, recorded(), way);
        word.put(Op.FLOAT_LANES, word.t(), word.b(), 0, 0, 0, control);
    }

    private void toInteger(int size, int flags, int way) {
        int formats = FloatOperations.formats(DOUBLE, size);
        int open = size == 2 ? 1 : 0;
        long control = scalar(open, formats, flags | recorded(), way);
        word.put(Op.FLOAT_TO_INTEGER, word.t(), word.b(), 0, 0, 0, control);
    }

    private void fromInteger(int to, int flags) {
        int formats = FloatOperations.formats(3, to);
        long control = scalar(0, formats, flags | recorded(), 0);
        word.put(Op.FLOAT_FROM_INTEGER, word.t(), word.b(), 0, 0, 0, control);
    }

    private void read(int what, int change, int n, int c) {
        long control = Elements.control(what, 0, recorded(), change, 0);
        word.put(Op.READ_STATUS, word.t(), n, 0, 0, c, control);
    }

    private void write(boolean decimal, int immediate, int n, int c, int mask) {
        int change = immediate | (decimal ? StatusMoves.SET_DECIMAL_ROUNDING : 0);
        long control = Elements.control(0, 0, recorded(), change, mask);
        word.put(Op.WRITE_STATUS, 0, n, 0, 0, c, control);
    }

    private void bit(int operation) {
        long control = Elements.control(0, 0, recorded(), 0, 0);
        word.put(operation, 0, 0, 0, 0, word.t(), control);
    }

    private void altivec(int function, int n, int m, int a, int details) {
        int formats = FloatOperations.formats(SINGLE, SINGLE);
        long control = Elements.control(function, formats, ALTIVEC, details, 0);
        word.put(Op.FLOAT_LANES, 32 + word.t(), n, m, a, 0, control);
    }

    private void compare(int function) {
        int flags = ALTIVEC | (word.bit(10) ? RECORD : 0);
        long control = Elements.control(function, SINGLE, flags, 0, 0);
        word.put(Op.FLOAT_MASK, 32 + word.t(), 32 + word.a(), 32 + word.b(), 0, 0, control);
    }

    private void fixed(int operation, int flags) {
        long control = Elements.control(0, SINGLE, flags | ALTIVEC, 0, 0);
        word.put(operation, 32 + word.t(), 32 + word.b(), 0, 0, word.a(), control);
    }
}
