package patchbay.isa.arm64;

import static patchbay.isa.arm64.Word.RD;
import static patchbay.isa.arm64.Word.RN;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatRounding;

/**
 * Predecodes what computes with numbers with a point: of one such number in a register, and the
 * part of the vector instructions that {@link VectorPredecoder} leaves.
 */
final class FloatPredecoder {
    private static final int NEAREST = FloatRounding.NEAREST;
    private static final int UP = FloatRounding.UP;
    private static final int DOWN = FloatRounding.DOWN;
    private static final int TO_ZERO = FloatRounding.TO_ZERO;
    private static final int AWAY = FloatRounding.AWAY;
    private static final int CURRENT = FloatOperations.CURRENT;

    private final Word word;

    FloatPredecoder(Word word) {
        this.word = word;
    }

    private boolean unsigned() {
        return word.bit(29);
    }

    // ---- one number in a register: bits 31:24 are x0011110 or 00011111

    /** The format that ftype, bits 23:22, says. */
    private int type() {
        return switch (word.field(22, 2)) {
            case 0 -> FloatFormat.SINGLE;
            case 1 -> FloatFormat.DOUBLE;
            default -> FloatFormat.HALF;
        };
    }

    private static long one(int function, int format, int way) {
        return Lanes.control(function, format, 1, 0) | (long) way << 24;
    }

    private int holding() {
        return Arithmetic.holding(word.field(12, 4));
    }

    void single() {
        int format = type();
        if (word.bit(24)) {
            boolean negative = word.bit(21);
            int negated =
                    (negative != word.bit(15) ? FloatOperations.PRODUCT : 0)
                            | (negative ? FloatOperations.ADDEND : 0);
            word.emit(
                    Op.FLOAT_FUSED,
                    word.vd(),
                    word.vn(),
                    word.vm(),
                    word.field(10, 5),
                    negated,
                    one(0, format, 0));
        } else if (!word.bit(21)) {
            general(format, 64 - word.field(10, 6));
        } else {
            switch (word.field(10, 2)) {
                case 1 -> {
                    long flags = (long) word.field(0, 4) << 24;
                    long control = Lanes.control(word.field(4, 1), format, 1, 0) | flags;
                    word.emit(Op.FLOAT_COMPARE_IF, 0, word.vn(), word.vm(), 0, holding(), control);
                }
                case 2 -> two(format);
                case 3 ->
                        word.emit(
                                Op.FLOAT_SELECT,
                                word.vd(),
                                word.vn(),
                                word.vm(),
                                0,
                                holding(),
                                one(0, format, 0));
                default -> fewer(format);
            }
        }
    }

    private void fewer(int format) {
        if (word.bit(12)) {
            word.emit(Op.CONSTANT, word.vd(), 0, 0, 1, VectorMoving.SET, constant(format, 13));
        } else if (word.bit(13)) {
            long control = one(word.field(4, 1), format, 0);
            word.emit(Op.FLOAT_COMPARE, 0, word.vn(), word.vm(), word.field(3, 1), 0, control);
        } else if (word.bit(14)) {
            oneSource(format);
        } else {
            general(format, 0);
        }
    }

    /** Eight bits from {@code low} on: a sign, three bits of exponent, four digits. */
    private long constant(int format, int low) {
        return expand(format, word.field(low, 8));
    }

    private static long expand(int format, int imm8) {
        int digits = FloatFormat.digits(format);
        int exponent = (imm8 >>> 4 & 7 ^ 4) - 3;
        long magnitude =
                (long) (FloatFormat.bias(format) + exponent) << digits
                        | (long) (imm8 & 15) << digits - 4;
        return FloatFormat.signed(format, imm8 >= 128, magnitude);
    }

    private void two(int format) {
        int function =
                switch (word.field(12, 4)) {
                    case 0 -> FloatFunction.MUL;
                    case 1 -> FloatFunction.DIV;
                    case 2 -> FloatFunction.ADD;
                    case 3 -> FloatFunction.SUB;
                    case 4 -> FloatFunction.MAX;
                    case 5 -> FloatFunction.MIN;
                    case 6 -> FloatFunction.MAXNM;
                    case 7 -> FloatFunction.MINNM;
                    default -> FloatFunction.NMUL;
                };
        word.emit(Op.FLOAT_LANES, word.vd(), word.vn(), word.vm(), one(function, format, 0));
    }

    private void oneSource(int format) {
        int opcode = word.field(15, 6);
        switch (opcode) {
            case 0 -> word.emit(Op.DUPLICATE, word.vd(), word.vn(), 0, one(0, format, 0));
            case 1 -> unary(FloatFunction.ABS, format, 0);
            case 2 -> unary(FloatFunction.NEG, format, 0);
            case 3 -> unary(FloatFunction.SQRT, format, 0);
            case 4 -> convert(format, FloatFormat.SINGLE, CURRENT);
            case 5 -> convert(format, FloatFormat.DOUBLE, CURRENT);
            case 6 -> convert(FloatFormat.SINGLE, FloatFormat.BRAIN, CURRENT);
            case 7 -> convert(format, FloatFormat.HALF, CURRENT);
            case 8 -> unary(FloatFunction.RINT, format, NEAREST);
            case 9 -> unary(FloatFunction.RINT, format, UP);
            case 10 -> unary(FloatFunction.RINT, format, DOWN);
            case 11 -> unary(FloatFunction.RINT, format, TO_ZERO);
            case 12 -> unary(FloatFunction.RINT, format, AWAY);
            case 14 -> unary(FloatFunction.RINT_EXACT, format, CURRENT);
            case 15 -> unary(FloatFunction.RINT, format, CURRENT);
            case 16 -> unary(FloatFunction.RINT_32, format, TO_ZERO);
            case 17 -> unary(FloatFunction.RINT_32, format, CURRENT);
            case 18 -> unary(FloatFunction.RINT_64, format, TO_ZERO);
            default -> unary(FloatFunction.RINT_64, format, CURRENT);
        }
    }

    private void unary(int function, int format, int way) {
        word.emit(Op.FLOAT_UNARY, word.vd(), word.vn(), 0, one(function, format, way));
    }

    private void convert(int from, int to, int way) {
        word.emit(Op.FLOAT_CONVERT, word.vd(), word.vn(), 0, from, to, one(0, from, way));
    }

    /** To or from a general register, which holds an integer or one with that many places. */
    private void general(int format, int places) {
        int rmode = word.field(19, 2);
        int opcode = word.field(16, 3);
        switch (opcode) {
            case 2, 3 -> {
                int flags = (opcode & 1) | (word.wide() ? Lanes.UPPER : 0);
                long control = Lanes.control(0, format, 1, flags);
                word.emit(Op.FLOAT_FROM_GENERAL, word.vd(), word.read(RN), 0, 0, places, control);
            }
            case 6, 7 -> move(format, opcode == 7, rmode);
            default -> {
                int[] ways = {NEAREST, UP, DOWN, TO_ZERO};
                int way = opcode >= 4 ? AWAY : ways[rmode];
                int flags = (opcode & 1) | (word.wide() ? Lanes.UPPER : 0);
                long control = Lanes.control(0, format, 1, flags) | (long) way << 24;
                word.emit(Op.FLOAT_TO_GENERAL, word.written(RD), word.vn(), 0, 0, places, control);
            }
        }
    }

    private void move(int format, boolean fromGeneral, int rmode) {
        if (rmode == 3) {
            word.emit(Op.FLOAT_TO_JAVASCRIPT, word.written(RD), word.vn(), 0, 0);
        } else if (rmode == 1 && fromGeneral) {
            word.emit(
                    Op.INSERT_GENERAL,
                    word.vd(),
                    word.read(RN),
                    0,
                    0,
                    1,
                    Lanes.control(0, 3, 1, 0));
        } else if (fromGeneral) {
            word.emit(Op.DUPLICATE_GENERAL, word.vd(), word.read(RN), 0, one(0, format, 0));
        } else {
            int lane = rmode;
            int size = lane == 1 ? 3 : format;
            long control = Lanes.control(0, size, 1, Lanes.UNSIGNED) | 3 << 24;
            word.emit(Op.EXTRACT, word.written(RD), word.vn(), 0, 0, lane, control);
        }
    }

    // ---- vectors

    /** sz, bit 22: singles or doubles. */
    private int size() {
        return FloatFormat.SINGLE + word.field(22, 1);
    }

    private void lanes(int operation, int function, int format) {
        word.emit(
                operation,
                word.vd(),
                word.vn(),
                word.vm(),
                Lanes.control(function, format, word.lanes(format), 0));
    }

    /** Opcodes from 11000 on. */
    void threeSame(int format) {
        switch (word.field(29, 1) << 4 | word.field(23, 1) << 3 | word.field(11, 3)) {
            case 0x00 -> lanes(Op.FLOAT_LANES, FloatFunction.MAXNM, format);
            case 0x01 -> lanes(Op.FLOAT_LANES, FloatFunction.MLA, format);
            case 0x02 -> lanes(Op.FLOAT_LANES, FloatFunction.ADD, format);
            case 0x03 -> lanes(Op.FLOAT_LANES, FloatFunction.MULX, format);
            case 0x04 -> lanes(Op.FLOAT_LANES, FloatFunction.CMEQ, format);
            case 0x05 -> halfProducts(0, 0, 0, word.vm());
            case 0x06 -> lanes(Op.FLOAT_LANES, FloatFunction.MAX, format);
            case 0x07 -> lanes(Op.FLOAT_LANES, FloatFunction.RECPS, format);
            case 0x08 -> lanes(Op.FLOAT_LANES, FloatFunction.MINNM, format);
            case 0x09 -> lanes(Op.FLOAT_LANES, FloatFunction.MLS, format);
            case 0x0a -> lanes(Op.FLOAT_LANES, FloatFunction.SUB, format);
            case 0x0d -> halfProducts(1, 0, 0, word.vm());
            case 0x0e -> lanes(Op.FLOAT_LANES, FloatFunction.MIN, format);
            case 0x0f -> lanes(Op.FLOAT_LANES, FloatFunction.RSQRTS, format);
            case 0x10 -> lanes(Op.FLOAT_NEIGHBOURS, FloatFunction.MAXNM, format);
            case 0x11 -> halfProducts(0, Lanes.UPPER, 0, word.vm());
            case 0x12 -> lanes(Op.FLOAT_NEIGHBOURS, FloatFunction.ADD, format);
            case 0x13 -> lanes(Op.FLOAT_LANES, FloatFunction.MUL, format);
            case 0x14 -> lanes(Op.FLOAT_LANES, FloatFunction.CMGE, format);
            case 0x15 -> lanes(Op.FLOAT_LANES, FloatFunction.ACGE, format);
            case 0x16 -> lanes(Op.FLOAT_NEIGHBOURS, FloatFunction.MAX, format);
            case 0x17 -> lanes(Op.FLOAT_LANES, FloatFunction.DIV, format);
            case 0x18 -> lanes(Op.FLOAT_NEIGHBOURS, FloatFunction.MINNM, format);
            case 0x19 -> halfProducts(1, Lanes.UPPER, 0, word.vm());
            case 0x1a -> lanes(Op.FLOAT_LANES, FloatFunction.ABD, format);
            case 0x1c -> lanes(Op.FLOAT_LANES, FloatFunction.CMGT, format);
            case 0x1d -> lanes(Op.FLOAT_LANES, FloatFunction.ACGT, format);
            case 0x1e -> lanes(Op.FLOAT_NEIGHBOURS, FloatFunction.MIN, format);
            default -> word.unmodelled();
        }
    }

    void threeSame() {
        boolean halves = word.field(11, 3) == (unsigned() ? 1 : 5);
        if (halves && word.bit(22)) {
            word.undefined();
        } else {
            threeSame(size());
        }
    }

    private void halfProducts(int negated, int flags, int element, int m) {
        long control = Lanes.control(negated, 2, word.lanes(2), flags);
        word.emit(Op.HALF_PRODUCTS, word.vd(), word.vn(), m, 0, element, control);
    }

    /** Opcodes from 1000 on, and 1101 and 1111, which are of short floats. */
    void threeSameExtra() {
        int size = word.field(22, 2);
        int opcode = word.field(11, 4);
        long control = Lanes.control(0, size, word.lanes(size), 0);
        switch (opcode) {
            case 8, 9, 10, 11 ->
                    word.emit(
                            Op.COMPLEX_MULTIPLY,
                            word.vd(),
                            word.vn(),
                            word.vm(),
                            opcode & 3,
                            0,
                            control);
            case 12, 14 ->
                    word.emit(
                            Op.COMPLEX_ADD,
                            word.vd(),
                            word.vn(),
                            word.vm(),
                            0,
                            opcode >>> 1 & 1,
                            control);
            case 13 -> word.emit(Op.BRAIN_MATRIX, word.vd(), word.vn(), word.vm(), 0);
            default -> brain(size == 1, 0, 0, word.vm());
        }
    }

    private void brain(boolean dot, int flags, int element, int m) {
        long control = Lanes.control(0, 2, word.lanes(2), flags);
        if (dot) {
            word.emit(Op.BRAIN_DOT, word.vd(), word.vn(), m, 0, element, control);
        } else {
            word.emit(
                    Op.BRAIN_PRODUCTS,
                    word.vd(),
                    word.vn(),
                    m,
                    word.field(30, 1),
                    element,
                    control);
        }
    }

    void byElement() {
        int size = word.field(22, 2);
        int format = size == 0 ? FloatFormat.HALF : size;
        switch (word.field(29, 1) << 4 | word.field(12, 4)) {
            case 0x00 -> halfByElement(0, 0);
            case 0x01 -> byElement(FloatFunction.MLA, format);
            case 0x04 -> halfByElement(1, 0);
            case 0x05 -> byElement(FloatFunction.MLS, format);
            case 0x09 -> byElement(FloatFunction.MUL, format);
            case 0x0f -> {
                if (size == 1) {
                    brain(true, Lanes.ELEMENT, element(FloatFormat.SINGLE), word.vm());
                } else {
                    brain(false, Lanes.ELEMENT, element(FloatFormat.HALF), word.vm() & 15);
                }
            }
            case 0x18 -> halfByElement(0, Lanes.UPPER);
            case 0x19 -> byElement(FloatFunction.MULX, format);
            case 0x1c -> halfByElement(1, Lanes.UPPER);
            default -> {
                int element = element(size + 1);
                long control = Lanes.control(0, size, word.lanes(size), Lanes.ELEMENT);
                int turns = word.field(13, 2);
                word.emit(
                        Op.COMPLEX_MULTIPLY,
                        word.vd(),
                        word.vn(),
                        word.vm(),
                        turns,
                        element,
                        control);
            }
        }
    }

    /** The lane's number: H:L:M, H:L or H, as there are lanes of that size. */
    private int element(int size) {
        int lanes = word.field(11, 1) << 2 | word.field(21, 1) << 1 | word.field(20, 1);
        return lanes >> size - 1;
    }

    private void halfByElement(int negated, int flags) {
        int m = word.vm() & 15;
        halfProducts(negated, flags | Lanes.ELEMENT, element(FloatFormat.HALF), m);
    }

    private void byElement(int function, int format) {
        int m = format == FloatFormat.HALF ? word.vm() & 15 : word.vm();
        long control = Lanes.control(function, format, word.lanes(format), Lanes.ELEMENT);
        word.emit(Op.FLOAT_LANES, word.vd(), word.vn(), m, 0, element(format), control);
    }

    void twoRegisters() {
        switch (word.field(12, 5)) {
            case 22 -> narrow();
            case 23 -> {
                int from = word.field(22, 1) + 1;
                int upper = word.bit(30) ? Lanes.UPPER : 0;
                long control = Lanes.control(0, from, 8 >> from, upper);
                word.emit(Op.FLOAT_WIDEN, word.vd(), word.vn(), 0, control);
            }
            default -> twoRegisters(size());
        }
    }

    private void narrow() {
        boolean odd = unsigned();
        boolean brain = word.bit(23);
        int to = odd ? FloatFormat.SINGLE : brain ? FloatFormat.BRAIN : word.field(22, 1) + 1;
        int way = odd ? FloatRounding.ODD : CURRENT;
        if (word.bit(28)) {
            convert(FloatFormat.DOUBLE, to, way);
            return;
        }
        int size = brain ? FloatFormat.HALF : to;
        int upper = word.bit(30) ? Lanes.UPPER : 0;
        long control = Lanes.control(0, size, 8 >> size, upper) | (long) way << 24;
        word.emit(Op.FLOAT_NARROW, word.vd(), word.vn(), 0, 0, to, control);
    }

    void twoRegisters(int format) {
        boolean u = unsigned();
        int convert = u ? FloatFunction.TO_UNSIGNED : FloatFunction.TO_SIGNED;
        int round = u ? FloatFunction.RINT_EXACT : FloatFunction.RINT;
        switch (word.field(23, 1) << 5 | word.field(12, 5)) {
            case 0x18 -> each(FloatFunction.RINT, format, 0, u ? AWAY : NEAREST);
            case 0x19 -> each(round, format, 0, u ? CURRENT : DOWN);
            case 0x1a -> each(convert, format, 0, NEAREST);
            case 0x1b -> each(convert, format, 0, DOWN);
            case 0x1c -> each(convert, format, 0, AWAY);
            case 0x1d -> fromInteger(format, 0);
            case 0x1e -> each(FloatFunction.RINT_32, format, 0, u ? CURRENT : TO_ZERO);
            case 0x1f -> each(FloatFunction.RINT_64, format, 0, u ? CURRENT : TO_ZERO);
            case 0x2c -> each(u ? FloatFunction.GE_ZERO : FloatFunction.GT_ZERO, format, 0, 0);
            case 0x2d -> each(u ? FloatFunction.LE_ZERO : FloatFunction.EQ_ZERO, format, 0, 0);
            case 0x2e -> each(FloatFunction.LT_ZERO, format, 0, 0);
            case 0x2f -> each(u ? FloatFunction.NEG : FloatFunction.ABS, format, 0, 0);
            case 0x38 -> each(FloatFunction.RINT, format, 0, UP);
            case 0x39 -> each(FloatFunction.RINT, format, 0, u ? CURRENT : TO_ZERO);
            case 0x3a -> each(convert, format, 0, UP);
            case 0x3b -> each(convert, format, 0, TO_ZERO);
            case 0x3c -> each(u ? FloatFunction.URSQRTE : FloatFunction.URECPE, format, 0, 0);
            case 0x3d -> each(u ? FloatFunction.RSQRTE : FloatFunction.RECPE, format, 0, 0);
            case 0x3f -> each(u ? FloatFunction.SQRT : FloatFunction.RECPX, format, 0, 0);
            default -> word.unmodelled();
        }
    }

    private void fromInteger(int format, int places) {
        int function = unsigned() ? FloatFunction.FROM_UNSIGNED : FloatFunction.FROM_SIGNED;
        each(function, format, places, 0);
    }

    private void each(int function, int format, int places, int way) {
        long control = Lanes.control(function, format, word.lanes(format), 0) | (long) way << 24;
        word.emit(Op.FLOAT_UNARY, word.vd(), word.vn(), 0, 0, places, control);
    }

    /** Fixed point, with that many places. */
    void shift(int size, int places) {
        if (word.field(11, 5) == 28) {
            fromInteger(size, places);
        } else {
            int function = unsigned() ? FloatFunction.TO_UNSIGNED : FloatFunction.TO_SIGNED;
            each(function, size, places, TO_ZERO);
        }
    }

    /** All lanes, or of a scalar instruction a pair, into one. */
    void acrossOrPair() {
        boolean scalar = word.bit(28);
        boolean half = !unsigned();
        int format = half ? FloatFormat.HALF : scalar ? size() : FloatFormat.SINGLE;
        int count = scalar ? 2 : word.lanes(format);
        boolean least = word.bit(23);
        int function =
                switch (word.field(12, 5)) {
                    case 12 -> least ? FloatFunction.MINNM : FloatFunction.MAXNM;
                    case 13 -> FloatFunction.ADD;
                    default -> least ? FloatFunction.MIN : FloatFunction.MAX;
                };
        word.emit(
                Op.FLOAT_ACROSS,
                word.vd(),
                word.vn(),
                0,
                Lanes.control(function, format, count, 0));
    }

    /** cmode 1111: the same number in every lane. */
    void constant(int imm8) {
        boolean half = word.bit(11);
        long imm =
                half
                        ? expand(FloatFormat.HALF, imm8) * 0x1_0001_0001_0001L
                        : unsigned()
                                ? expand(FloatFormat.DOUBLE, imm8)
                                : expand(FloatFormat.SINGLE, imm8) * 0x1_0000_0001L;
        word.emit(Op.CONSTANT, word.vd(), 0, 0, word.bit(30) ? 2 : 1, VectorMoving.SET, imm);
    }
}
