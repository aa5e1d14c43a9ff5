package patchbay.isa.ppc64;

import static patchbay.isa.FloatFormat.BRAIN;
import static patchbay.isa.FloatFormat.DOUBLE;
import static patchbay.isa.FloatFormat.HALF;
import static patchbay.isa.FloatFormat.SINGLE;
import static patchbay.isa.FloatRounding.AWAY;
import static patchbay.isa.FloatRounding.DOWN;
import static patchbay.isa.FloatRounding.TO_ZERO;
import static patchbay.isa.FloatRounding.UP;
import static patchbay.isa.ppc64.Elements.RECORD;
import static patchbay.isa.ppc64.Elements.SCALAR;
import static patchbay.isa.ppc64.Elements.SIGNED;
import static patchbay.isa.ppc64.FloatOperations.CURRENT;

/**
 * What the fields of instructions come to that compute with numbers with a point in any
 * vector-scalar register: primary opcode 60.
 *
 * <p>Most mnemonics are xs (a scalar) or xv (a vector), what is done, and dp or sp for the format,
 * so that the beginning and the end are looked at once for all.
 */
final class ScalarPredecoder extends VectorFields {

    ScalarPredecoder(Word word) {
        super(word);
    }

    boolean scalar(String name) {
        boolean pointed = name.endsWith("dp") || name.endsWith("sp");
        String middle = name.substring(2, name.length() - (pointed ? 2 : 0));
        int flags = name.startsWith("xs") ? SCALAR : 0;
        int format = name.endsWith("sp") ? SINGLE : DOUBLE;
        return conversion(name)
                || pointed && (arithmetic(middle, format, flags) || bits(middle, format, flags))
                || rounding(name)
                || test(name);
    }

    private boolean arithmetic(String name, int format, int flags) {
        switch (name) {
            case "add" -> three(FloatFunction.ADD, format, flags);
            case "sub" -> three(FloatFunction.SUB, format, flags);
            case "mul" -> three(FloatFunction.MUL, format, flags);
            case "div" -> three(FloatFunction.DIV, format, flags);
            case "sqrt" -> two(FloatFunction.SQRT, format, flags, 0);
            case "re" -> two(FloatFunction.RECIPROCAL, format, flags, 0);
            case "rsqrte" -> two(FloatFunction.RECIPROCAL_ROOT, format, flags, 0);
            case "madda", "maddm" -> multiplyAdd(FloatFunction.MADD, name, format, flags);
            case "msuba", "msubm" -> multiplyAdd(FloatFunction.MSUB, name, format, flags);
            case "nmadda", "nmaddm" -> multiplyAdd(FloatFunction.NMADD, name, format, flags);
            case "nmsuba", "nmsubm" -> multiplyAdd(FloatFunction.NMSUB, name, format, flags);
            case "max" -> three(FloatFunction.MAX, format, flags);
            case "min" -> three(FloatFunction.MIN, format, flags);
            case "maxc" -> three(FloatFunction.MAX_C, format, flags);
            case "minc" -> three(FloatFunction.MIN_C, format, flags);
            case "maxj" -> three(FloatFunction.MAX_JAVA, format, flags);
            case "minj" -> three(FloatFunction.MIN_JAVA, format, flags);
            case "cmpeq" -> compare(FloatFunction.EQUAL, format, flags);
            case "cmpge" -> compare(FloatFunction.GREATER_EQUAL, format, flags);
            case "cmpgt" -> compare(FloatFunction.GREATER, format, flags);
            case "tdiv" ->
                    word.put(
                            Op.FLOAT_TEST_DIVISION,
                            word.bf(),
                            xa(),
                            xb(),
                            0,
                            0,
                            Elements.control(0, format, flags, 0, 0));
            case "tsqrt" ->
                    word.put(
                            Op.FLOAT_TEST_ROOT,
                            word.bf(),
                            xb(),
                            0,
                            0,
                            0,
                            Elements.control(0, format, flags, 0, 0));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean bits(String name, int format, int flags) {
        switch (name) {
            case "abs" -> two(FloatFunction.ABS, format, flags, 0);
            case "nabs" -> two(FloatFunction.NEGATIVE_ABS, format, flags, 0);
            case "neg" -> two(FloatFunction.NEG, format, flags, 0);
            case "cpsgn" -> three(FloatFunction.COPY_SIGN, format, flags);
            case "xexp" -> {
                if (flags == 0) {
                    two(FloatFunction.EXPONENT, format, flags, 0);
                } else {
                    word.put(Op.FLOAT_EXPONENT_TO_GENERAL, word.t(), xb(), 0, 0, 0, 0);
                }
            }
            case "xsig" -> {
                if (flags == 0) {
                    two(FloatFunction.SIGNIFICAND, format, flags, 0);
                } else {
                    word.put(Op.FLOAT_SIGNIFICAND_TO_GENERAL, word.t(), xb(), 0, 0, 0, 0);
                }
            }
            case "iexp" -> {
                if (flags == 0) {
                    three(FloatFunction.INSERT_EXPONENT, format, flags);
                } else {
                    word.put(Op.FLOAT_INSERT_EXPONENT, xt(), word.a(), word.b(), 0, 0, 0);
                }
            }
            case "tstdc" -> {
                long control = Elements.control(0, format, flags, 0, 0);
                if (flags == 0) {
                    int classes = word.field(6, 1) << 6 | word.field(2, 1) << 5 | word.a();
                    word.put(Op.FLOAT_CLASS_MASK, xt(), xb(), 0, 0, classes, control);
                } else {
                    int classes = word.field(16, 7);
                    word.put(Op.FLOAT_TEST_CLASS, word.bf(), xb(), 0, 0, classes, control);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean rounding(String name) {
        switch (name) {
            case "xsrsp" -> twoFormats(FloatFunction.ROUND, DOUBLE, SINGLE, SCALAR);
            case "xsrdpi" -> two(FloatFunction.INTEGRAL, DOUBLE, SCALAR, AWAY);
            case "xsrdpiz" -> two(FloatFunction.INTEGRAL, DOUBLE, SCALAR, TO_ZERO);
            case "xsrdpip" -> two(FloatFunction.INTEGRAL, DOUBLE, SCALAR, UP);
            case "xsrdpim" -> two(FloatFunction.INTEGRAL, DOUBLE, SCALAR, DOWN);
            case "xsrdpic" -> two(FloatFunction.INTEGRAL_EXACT, DOUBLE, SCALAR, 0);
            case "xvrdpi" -> two(FloatFunction.INTEGRAL, DOUBLE, 0, AWAY);
            case "xvrdpiz" -> two(FloatFunction.INTEGRAL, DOUBLE, 0, TO_ZERO);
            case "xvrdpip" -> two(FloatFunction.INTEGRAL, DOUBLE, 0, UP);
            case "xvrdpim" -> two(FloatFunction.INTEGRAL, DOUBLE, 0, DOWN);
            case "xvrdpic" -> two(FloatFunction.INTEGRAL_EXACT, DOUBLE, 0, 0);
            case "xvrspi" -> two(FloatFunction.INTEGRAL, SINGLE, 0, AWAY);
            case "xvrspiz" -> two(FloatFunction.INTEGRAL, SINGLE, 0, TO_ZERO);
            case "xvrspip" -> two(FloatFunction.INTEGRAL, SINGLE, 0, UP);
            case "xvrspim" -> two(FloatFunction.INTEGRAL, SINGLE, 0, DOWN);
            case "xvrspic" -> two(FloatFunction.INTEGRAL_EXACT, SINGLE, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean conversion(String name) {
        switch (name) {
            case "xscvdpsxds" -> toInteger(DOUBLE, 3, SCALAR | SIGNED);
            case "xscvdpuxds" -> toInteger(DOUBLE, 3, SCALAR);
            case "xscvdpsxws" -> toInteger(DOUBLE, 2, SCALAR | SIGNED);
            case "xscvdpuxws" -> toInteger(DOUBLE, 2, SCALAR);
            case "xvcvdpsxds" -> toInteger(DOUBLE, 3, SIGNED);
            case "xvcvdpuxds" -> toInteger(DOUBLE, 3, 0);
            case "xvcvdpsxws" -> toInteger(DOUBLE, 2, SIGNED);
            case "xvcvdpuxws" -> toInteger(DOUBLE, 2, 0);
            case "xvcvspsxds" -> toInteger(SINGLE, 3, SIGNED);
            case "xvcvspuxds" -> toInteger(SINGLE, 3, 0);
            case "xvcvspsxws" -> toInteger(SINGLE, 2, SIGNED);
            case "xvcvspuxws" -> toInteger(SINGLE, 2, 0);
            case "xscvsxddp" -> convert(Op.FLOAT_FROM_INTEGER, 3, DOUBLE, SCALAR | SIGNED);
            case "xscvuxddp" -> convert(Op.FLOAT_FROM_INTEGER, 3, DOUBLE, SCALAR);
            case "xscvsxdsp" -> convert(Op.FLOAT_FROM_INTEGER, 3, SINGLE, SCALAR | SIGNED);
            case "xscvuxdsp" -> convert(Op.FLOAT_FROM_INTEGER, 3, SINGLE, SCALAR);
            case "xvcvsxddp" -> convert(Op.FLOAT_FROM_INTEGER, 3, DOUBLE, SIGNED);
            case "xvcvuxddp" -> convert(Op.FLOAT_FROM_INTEGER, 3, DOUBLE, 0);
            case "xvcvsxdsp" -> convert(Op.FLOAT_FROM_INTEGER, 3, SINGLE, SIGNED);
            case "xvcvuxdsp" -> convert(Op.FLOAT_FROM_INTEGER, 3, SINGLE, 0);
            case "xvcvsxwdp" -> convert(Op.FLOAT_FROM_INTEGER, 2, DOUBLE, SIGNED);
            case "xvcvuxwdp" -> convert(Op.FLOAT_FROM_INTEGER, 2, DOUBLE, 0);
            case "xvcvsxwsp" -> convert(Op.FLOAT_FROM_INTEGER, 2, SINGLE, SIGNED);
            case "xvcvuxwsp" -> convert(Op.FLOAT_FROM_INTEGER, 2, SINGLE, 0);
            case "xscvdpsp" -> convert(Op.FLOAT_FORMAT, DOUBLE, SINGLE, SCALAR);
            case "xscvspdp" -> convert(Op.FLOAT_FORMAT, SINGLE, DOUBLE, SCALAR);
            case "xscvdphp" -> convert(Op.FLOAT_FORMAT, DOUBLE, HALF, SCALAR);
            case "xscvhpdp" -> convert(Op.FLOAT_FORMAT, HALF, DOUBLE, SCALAR);
            case "xvcvdpsp" -> convert(Op.FLOAT_FORMAT, DOUBLE, SINGLE, 0);
            case "xvcvspdp" -> convert(Op.FLOAT_FORMAT, SINGLE, DOUBLE, 0);
            case "xvcvsphp" -> convert(Op.FLOAT_FORMAT, SINGLE, HALF, 0);
            case "xvcvhpsp" -> convert(Op.FLOAT_FORMAT, HALF, SINGLE, 0);
            case "xvcvspbf16" -> convert(Op.FLOAT_FORMAT, SINGLE, BRAIN, 0);
            case "xvcvbf16spn" -> convert(Op.FLOAT_FORMAT, BRAIN, SINGLE, 0);
            case "xscvdpspn" -> word.put(Op.FLOAT_UNSIGNALLED, xt(), xb(), 0, 0, 1, 0);
            case "xscvspdpn" -> word.put(Op.FLOAT_UNSIGNALLED, xt(), xb(), 0, 0, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean test(String name) {
        switch (name) {
            case "xscmpudp" -> word.put(Op.FLOAT_COMPARE, word.bf(), xa(), xb(), 0, 0, 0);
            case "xscmpodp" -> word.put(Op.FLOAT_COMPARE, word.bf(), xa(), xb(), 0, 1, 0);
            case "xscmpexpdp" ->
                    word.put(Op.FLOAT_COMPARE_EXPONENTS, word.bf(), xa(), xb(), 0, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A scalar's operands are doubles, of whatever format the result is. */
    private static long control(int function, int format, int flags, int details) {
        int from = (flags & SCALAR) != 0 ? DOUBLE : format;
        return Elements.control(function, FloatOperations.formats(from, format), flags, details, 0);
    }

    private void two(int function, int format, int flags, int details) {
        long control = control(function, format, flags, details);
        word.put(Op.FLOAT_LANES, xt(), xb(), 0, 0, 0, control);
    }

    private void twoFormats(int function, int from, int to, int flags) {
        long control = Elements.control(function, FloatOperations.formats(from, to), flags, 0, 0);
        word.put(Op.FLOAT_LANES, xt(), xb(), 0, 0, 0, control);
    }

    private void three(int function, int format, int flags) {
        long control = control(function, format, flags, 0);
        word.put(Op.FLOAT_LANES, xt(), xa(), xb(), 0, 0, control);
    }

    /** The target is the addend, or, with an m at the end of the name, a factor. */
    private void multiplyAdd(int function, String name, int format, int flags) {
        boolean factor = name.endsWith("m");
        long control = control(function, format, flags, 0);
        word.put(
                Op.FLOAT_LANES, xt(), xa(), factor ? xb() : xt(), factor ? xt() : xb(), 0, control);
    }

    private void compare(int function, int format, int flags) {
        int records = flags == 0 && word.bit(10) ? RECORD : 0;
        long control = Elements.control(function, format, flags | records, 0, 0);
        word.put(Op.FLOAT_MASK, xt(), xa(), xb(), 0, 0, control);
    }

    private void toInteger(int from, int size, int flags) {
        long control = Elements.control(0, FloatOperations.formats(from, size), flags, TO_ZERO, 0);
        word.put(Op.FLOAT_TO_INTEGER, xt(), xb(), 0, 0, 0, control);
    }

    private void convert(int operation, int from, int to, int flags) {
        long control = Elements.control(0, FloatOperations.formats(from, to), flags, CURRENT, 0);
        word.put(operation, xt(), xb(), 0, 0, 0, control);
    }
}
