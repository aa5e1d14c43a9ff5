package patchbay.isa.arm64;

import static patchbay.isa.arm64.Word.RD;
import static patchbay.isa.arm64.Word.RN;

import patchbay.isa.FloatFormat;

/**
 * Predecodes what moves lanes as they are: copies, permutations, tables, and constants. The part of
 * {@link VectorPredecoder} that computes nothing.
 */
final class MovePredecoder {
    private final Word word;

    MovePredecoder(Word word) {
        this.word = word;
    }

    private long lanes(int size) {
        return Lanes.control(0, size, word.lanes(size), 0);
    }

    private void moved(int operation, int size, int c) {
        word.emit(operation, word.vd(), word.vn(), word.vm(), 0, c, lanes(size));
    }

    /** From two registers: a part of both together, lanes of both in turn, or by a table. */
    void ofTwo() {
        if (word.bit(29)) {
            moved(Op.CONCATENATE, 0, word.field(11, 4));
        } else if (word.bit(11)) {
            permute();
        } else {
            int registers = word.field(13, 2) + 1;
            int kept = word.field(12, 1);
            word.emit(Op.TABLE, word.vd(), word.vn(), word.vm(), registers, kept, lanes(0));
        }
    }

    /** imm5 is the lane's number, then a one, then as many zeros as its width has of twos. */
    void copy() {
        int imm5 = word.field(16, 5);
        int size = Integer.numberOfTrailingZeros(imm5);
        int lane = imm5 >>> size + 1;
        int imm4 = word.field(11, 4);
        if (word.bit(29)) {
            word.emit(
                    Op.INSERT,
                    word.vd(),
                    word.vn(),
                    0,
                    imm4 >>> size,
                    lane,
                    Lanes.control(0, size, 0, 0));
            return;
        }
        switch (imm4) {
            case 0 -> moved(Op.DUPLICATE, size, lane);
            case 1 -> word.emit(Op.DUPLICATE_GENERAL, word.vd(), word.read(RN), 0, lanes(size));
            case 3 ->
                    word.emit(
                            Op.INSERT_GENERAL,
                            word.vd(),
                            word.read(RN),
                            0,
                            0,
                            lane,
                            Lanes.control(0, size, 0, 0));
            default -> {
                int flags = imm4 == 7 ? Lanes.UNSIGNED : 0;
                long width = word.bit(30) ? 3 : 2;
                long control = Lanes.control(0, size, 0, flags) | width << 24;
                word.emit(Op.EXTRACT, word.written(RD), word.vn(), 0, 0, lane, control);
            }
        }
    }

    private void permute() {
        int odd = word.field(14, 1);
        int operation =
                switch (word.field(12, 2)) {
                    case 1 -> Op.UNZIP;
                    case 2 -> Op.TRANSPOSE;
                    default -> Op.ZIP;
                };
        moved(operation, word.field(22, 2), odd);
    }

    /** Eight bits, made a doubleword as cmode says. */
    void constant() {
        int cmode = word.field(12, 4);
        boolean op = word.bit(29);
        int how = VectorMoving.SET;
        if (cmode < 12 && (cmode & 1) != 0) {
            how = op ? VectorMoving.CLEAR_BITS : VectorMoving.SET_BITS;
        }
        int imm8 = word.field(16, 3) << 5 | word.field(5, 5);
        if (cmode == 15) {
            word.emit(Op.CONSTANT, word.vd(), 0, 0, halves(), VectorMoving.SET, number(imm8));
            return;
        }
        long imm = expand(imm8, cmode, op);
        boolean invert = op && cmode < 14 && how == VectorMoving.SET;
        word.emit(Op.CONSTANT, word.vd(), 0, 0, halves(), how, invert ? ~imm : imm);
    }

    /** Of a register, how many doublewords are written. */
    private int halves() {
        return word.bit(30) ? 2 : 1;
    }

    private static long expand(long imm8, int cmode, boolean op) {
        return switch (cmode >>> 1) {
            case 0, 1, 2, 3 -> (imm8 << 8 * (cmode >>> 1)) * 0x1_0000_0001L;
            case 4, 5 -> (imm8 << 8 * (cmode >>> 1 & 1)) * 0x1_0001_0001_0001L;
            case 6 -> ((cmode & 1) == 0 ? imm8 << 8 | 0xff : imm8 << 16 | 0xffff) * 0x1_0000_0001L;
            default -> op ? ByteMaskOperand.spread(imm8) : imm8 * 0x0101_0101_0101_0101L;
        };
    }

    /** cmode 1111: the same number in every lane. */
    private long number(int imm8) {
        if (word.bit(11)) {
            return number(FloatFormat.HALF, imm8) * 0x1_0001_0001_0001L;
        }
        return word.bit(29)
                ? number(FloatFormat.DOUBLE, imm8)
                : number(FloatFormat.SINGLE, imm8) * 0x1_0000_0001L;
    }

    /** Of eight bits: a sign, three of the exponent, four digits. */
    static long number(int format, int imm8) {
        int digits = FloatFormat.digits(format);
        int exponent = (imm8 >>> 4 & 7 ^ 4) - 3;
        long magnitude =
                (long) (FloatFormat.bias(format) + exponent) << digits
                        | (long) (imm8 & 15) << digits - 4;
        return FloatFormat.signed(format, imm8 >= 128, magnitude);
    }
}
