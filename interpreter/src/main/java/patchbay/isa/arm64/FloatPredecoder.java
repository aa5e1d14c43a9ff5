package patchbay.isa.arm64;

import static patchbay.isa.FloatRounding.AWAY;
import static patchbay.isa.FloatRounding.DOWN;
import static patchbay.isa.FloatRounding.NEAREST;
import static patchbay.isa.FloatRounding.ODD;
import static patchbay.isa.FloatRounding.TO_ZERO;
import static patchbay.isa.FloatRounding.UP;
import static patchbay.isa.arm64.FloatOperations.CURRENT;

import patchbay.isa.FloatFormat;

/**
 * Predecodes vector instructions that compute with numbers with a point: the part that {@link
 * VectorPredecoder} leaves.
 */
final class FloatPredecoder {
    private final Word word;

    FloatPredecoder(Word word) {
        this.word = word;
    }

    private boolean unsigned() {
        return word.bit(29);
    }

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
        int way = odd ? ODD : CURRENT;
        if (word.bit(28)) {
            long control = Lanes.control(0, FloatFormat.DOUBLE, 1, 0) | (long) way << 24;
            word.emit(Op.FLOAT_CONVERT, word.vd(), word.vn(), 0, FloatFormat.DOUBLE, to, control);
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
}
