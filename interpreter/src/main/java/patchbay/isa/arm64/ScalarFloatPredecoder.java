package patchbay.isa.arm64;

import static patchbay.isa.FloatRounding.AWAY;
import static patchbay.isa.FloatRounding.DOWN;
import static patchbay.isa.FloatRounding.NEAREST;
import static patchbay.isa.FloatRounding.TO_ZERO;
import static patchbay.isa.FloatRounding.UP;
import static patchbay.isa.arm64.FloatOperations.CURRENT;
import static patchbay.isa.arm64.Word.RD;
import static patchbay.isa.arm64.Word.RN;

import patchbay.isa.FloatFormat;

/**
 * Predecodes what computes with one number with a point in a register: bits 31:24 are x0011110 or
 * 00011111.
 */
final class ScalarFloatPredecoder {
    private final Word word;

    ScalarFloatPredecoder(Word word) {
        this.word = word;
    }

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

    void predecode() {
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
            long number = MovePredecoder.number(format, word.field(13, 8));
            word.emit(Op.CONSTANT, word.vd(), 0, 0, 1, VectorMoving.SET, number);
        } else if (word.bit(13)) {
            long control = one(word.field(4, 1), format, 0);
            word.emit(Op.FLOAT_COMPARE, 0, word.vn(), word.vm(), word.field(3, 1), 0, control);
        } else if (word.bit(14)) {
            oneSource(format);
        } else {
            general(format, 0);
        }
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
}
