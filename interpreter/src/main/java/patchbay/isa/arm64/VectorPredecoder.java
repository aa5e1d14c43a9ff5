package patchbay.isa.arm64;

import patchbay.isa.FloatFormat;

/**
 * Predecodes what computes with vectors of integers. Classes and opcodes are those of the manual's
 * "A64 instruction set encoding"; an instruction on one lane has the opcode of that on all of them.
 */
final class VectorPredecoder {
    private static final int DOUBLEWORD = 3;

    private final Word word;
    private final FloatPredecoder floats;
    private final ScalarFloatPredecoder scalars;
    private final MovePredecoder moves;
    private final CipherPredecoder ciphers;

    VectorPredecoder(Word word) {
        this.word = word;
        this.floats = new FloatPredecoder(word);
        this.scalars = new ScalarFloatPredecoder(word);
        this.moves = new MovePredecoder(word);
        this.ciphers = new CipherPredecoder(word);
    }

    /** Bits 28:25 are x111. */
    void predecode() {
        if (word.bit(28) && !word.bit(30)) {
            scalars.predecode();
        } else if (word.bit(31)) {
            ciphers.others();
        } else if (word.bit(24)) {
            if (!word.bit(10)) {
                byElement();
            } else if (word.field(19, 4) == 0) {
                moves.constant();
            } else {
                shift();
            }
        } else if (!word.bit(21)) {
            withoutBit21();
        } else if (word.bit(10)) {
            threeSame();
        } else if (!word.bit(11)) {
            threeDifferent();
        } else {
            switch (word.field(17, 4)) {
                case 0 -> twoRegisters();
                case 4 -> ciphers.ofTwo();
                case 8 -> acrossOrPair();
                default -> floats.twoRegisters(FloatFormat.HALF);
            }
        }
    }

    private void withoutBit21() {
        if (word.bit(10)) {
            if (word.bit(15)) {
                threeSameExtra();
            } else if (word.bit(22)) {
                floats.threeSame(FloatFormat.HALF);
            } else {
                moves.copy();
            }
        } else if (scalar()) {
            ciphers.hash();
        } else {
            moves.ofTwo();
        }
    }

    private boolean scalar() {
        return word.bit(28);
    }

    private boolean unsigned() {
        return word.bit(29);
    }

    private int size() {
        return word.field(22, 2);
    }

    private long control(int function, int size, int flags) {
        return Lanes.control(function, size, word.lanes(size), flags);
    }

    /** The flag for U, bit 29. */
    private int u() {
        return unsigned() ? Lanes.UNSIGNED : 0;
    }

    private void emit(int operation, int function, int size, int flags, int c) {
        word.emit(operation, word.vd(), word.vn(), word.vm(), 0, c, control(function, size, flags));
    }

    private void lanes(int function) {
        emit(Op.LANES, function, size(), u(), 0);
    }

    private void neighbours(int function) {
        emit(Op.NEIGHBOURS, function, size(), u(), 0);
    }

    // ---- lanes with lanes of the same size

    private void threeSame() {
        boolean u = unsigned();
        switch (word.field(11, 5)) {
            case 0 -> lanes(LaneFunction.HADD);
            case 1 -> lanes(LaneFunction.QADD);
            case 2 -> lanes(LaneFunction.RHADD);
            case 3 -> logic(word.field(29, 1) << 2 | size());
            case 4 -> lanes(LaneFunction.HSUB);
            case 5 -> lanes(LaneFunction.QSUB);
            case 6 -> lanes(LaneFunction.CMGT);
            case 7 -> lanes(LaneFunction.CMGE);
            case 8 -> lanes(LaneFunction.SHL);
            case 9 -> lanes(LaneFunction.QSHL);
            case 10 -> lanes(LaneFunction.RSHL);
            case 11 -> lanes(LaneFunction.QRSHL);
            case 12 -> lanes(LaneFunction.MAX);
            case 13 -> lanes(LaneFunction.MIN);
            case 14 -> lanes(LaneFunction.ABD);
            case 15 -> lanes(LaneFunction.ABA);
            case 16 -> lanes(u ? LaneFunction.SUB : LaneFunction.ADD);
            case 17 -> lanes(u ? LaneFunction.CMEQ : LaneFunction.CMTST);
            case 18 -> lanes(u ? LaneFunction.MLS : LaneFunction.MLA);
            case 19 -> lanes(u ? LaneFunction.PMUL : LaneFunction.MUL);
            case 20 -> neighbours(LaneFunction.MAX);
            case 21 -> neighbours(LaneFunction.MIN);
            case 22 -> signedLanes(u ? LaneFunction.SQRDMULH : LaneFunction.SQDMULH);
            case 23 -> neighbours(LaneFunction.ADD);
            default -> floats.threeSame();
        }
    }

    private void signedLanes(int function) {
        emit(Op.LANES, function, size(), 0, 0);
    }

    private void logic(int function) {
        word.emit(Op.LOGIC, word.vd(), word.vn(), word.vm(), word.bit(30) ? 2 : 1, function, 0);
    }

    private void threeSameExtra() {
        switch (word.field(11, 4)) {
            case 0 -> signedLanes(LaneFunction.SQRDMLAH);
            case 1 -> signedLanes(LaneFunction.SQRDMLSH);
            case 2 -> dot(Op.DOT, bothUnsigned(), 0, 0);
            case 3 -> dot(Op.DOT, VectorOperations.N_UNSIGNED, 0, 0);
            case 4 -> dot(Op.MATRIX, bothUnsigned(), 0, 0);
            case 5 -> dot(Op.MATRIX, VectorOperations.N_UNSIGNED, 0, 0);
            default -> floats.threeSameExtra();
        }
    }

    private int bothUnsigned() {
        return unsigned() ? VectorOperations.N_UNSIGNED | VectorOperations.M_UNSIGNED : 0;
    }

    private void dot(int operation, int which, int flags, int element) {
        word.emit(operation, word.vd(), word.vn(), word.vm(), 0, element, control(which, 2, flags));
    }

    // ---- lanes with lanes of other sizes

    private void threeDifferent() {
        switch (word.field(12, 4)) {
            case 0 -> wide(Op.WIDE, LaneFunction.ADD);
            case 1 -> wide(Op.WIDE_FIRST, LaneFunction.ADD);
            case 2 -> wide(Op.WIDE, LaneFunction.SUB);
            case 3 -> wide(Op.WIDE_FIRST, LaneFunction.SUB);
            case 4 -> narrowSum(LaneFunction.ADD);
            case 5 -> wide(Op.WIDE, LaneFunction.ABA);
            case 6 -> narrowSum(LaneFunction.SUB);
            case 7 -> wide(Op.WIDE, LaneFunction.ABD);
            case 8 -> wide(Op.WIDE, LaneFunction.MLA);
            case 9 -> wide(Op.WIDE, LaneFunction.SQDMLAL);
            case 10 -> wide(Op.WIDE, LaneFunction.MLS);
            case 11 -> wide(Op.WIDE, LaneFunction.SQDMLSL);
            case 12 -> wide(Op.WIDE, LaneFunction.MUL);
            case 13 -> wide(Op.WIDE, LaneFunction.SQDMULL);
            default -> {
                if (size() == DOUBLEWORD) {
                    word.emit(
                            Op.PRODUCT_128,
                            word.vd(),
                            word.vn(),
                            word.vm(),
                            0,
                            word.field(30, 1),
                            0);
                } else {
                    narrowed(Op.WIDE, LaneFunction.PMUL, size(), Lanes.UNSIGNED, 0);
                }
            }
        }
    }

    private void wide(int operation, int function) {
        narrowed(operation, function, size(), u(), 0);
    }

    private void narrowSum(int function) {
        narrowed(Op.NARROW_SUM, function, size(), unsigned() ? Lanes.ROUND : 0, 0);
    }

    /** With as many lanes of {@code size} as half a register holds; Q says which half. */
    private void narrowed(int operation, int function, int size, int flags, int c) {
        int count = scalar() ? 1 : 8 >> size;
        int upper = !scalar() && word.bit(30) ? Lanes.UPPER : 0;
        long control = Lanes.control(function, size, count, flags | upper);
        word.emit(operation, word.vd(), word.vn(), word.vm(), 0, c, control);
    }

    // ---- lanes with one lane

    private void byElement() {
        switch (word.field(29, 1) << 4 | word.field(12, 4)) {
            case 0x02, 0x12 -> wideByElement(LaneFunction.MLA);
            case 0x03 -> wideByElement(LaneFunction.SQDMLAL);
            case 0x06, 0x16 -> wideByElement(LaneFunction.MLS);
            case 0x07 -> wideByElement(LaneFunction.SQDMLSL);
            case 0x08 -> byElement(LaneFunction.MUL);
            case 0x0a, 0x1a -> wideByElement(LaneFunction.MUL);
            case 0x0b -> wideByElement(LaneFunction.SQDMULL);
            case 0x0c -> byElement(LaneFunction.SQDMULH);
            case 0x0d -> byElement(LaneFunction.SQRDMULH);
            case 0x0e, 0x1e -> dotByElement(bothUnsigned());
            case 0x0f -> {
                switch (size()) {
                    case 0 -> dotByElement(VectorOperations.M_UNSIGNED);
                    case 2 -> dotByElement(VectorOperations.N_UNSIGNED);
                    default -> floats.byElement();
                }
            }
            case 0x10 -> byElement(LaneFunction.MLA);
            case 0x14 -> byElement(LaneFunction.MLS);
            case 0x1d -> byElement(LaneFunction.SQRDMLAH);
            case 0x1f -> byElement(LaneFunction.SQRDMLSH);
            default -> floats.byElement();
        }
    }

    private void byElement(int function) {
        element(Op.LANES, function, word.lanes(size()), Lanes.ELEMENT);
    }

    private void wideByElement(int function) {
        int upper = !scalar() && word.bit(30) ? Lanes.UPPER : 0;
        int count = scalar() ? 1 : 8 >> size();
        element(Op.WIDE, function, count, Lanes.ELEMENT | upper | u());
    }

    /** A lane of halfwords is H:L:M of v0 … v15, one of words H:L of any. */
    private void element(int operation, int function, int count, int flags) {
        int size = size();
        int lane = word.field(11, 1) << 1 | word.field(21, 1);
        int m = word.vm();
        if (size == 1) {
            lane = lane << 1 | word.field(20, 1);
            m &= 15;
        }
        long control = Lanes.control(function, size, count, flags);
        word.emit(operation, word.vd(), word.vn(), m, 0, lane, control);
    }

    private void dotByElement(int which) {
        dot(Op.DOT, which, Lanes.ELEMENT, word.field(11, 1) << 1 | word.field(21, 1));
    }

    // ---- one operand

    private void twoRegisters() {
        boolean u = unsigned();
        switch (word.field(12, 5)) {
            case 0 -> reverse(u ? 2 : DOUBLEWORD);
            case 1 -> reverse(1);
            case 2 -> neighboursWide(0);
            case 3 -> lanes(u ? LaneFunction.USQADD : LaneFunction.SUQADD);
            case 4 -> lanes(u ? LaneFunction.CLZ : LaneFunction.CLS);
            case 5 -> {
                if (!u) {
                    emit(Op.LANES, LaneFunction.CNT, 0, Lanes.UNSIGNED, 0);
                } else if (size() == 0) {
                    logic(VectorMoving.NOT);
                } else {
                    emit(Op.LANES, LaneFunction.RBIT, 0, Lanes.UNSIGNED, 0);
                }
            }
            case 6 -> neighboursWide(1);
            case 7 -> signedLanes(u ? LaneFunction.QNEG : LaneFunction.QABS);
            case 8 -> withZero(u ? LaneFunction.CMGE : LaneFunction.CMGT);
            case 9 -> withZero(u ? LaneFunction.CMLE : LaneFunction.CMEQ);
            case 10 -> withZero(LaneFunction.CMLT);
            case 11 -> signedLanes(u ? LaneFunction.NEG : LaneFunction.ABS);
            case 18 ->
                    narrow(u ? VectorOperations.SATURATE_UNSIGNED : VectorOperations.TRUNCATE, 0);
            case 19 -> narrowed(Op.WIDE_SHIFT, 0, size(), 0, Lanes.bits(size()));
            case 20 -> narrow(VectorOperations.SATURATE, u());
            default -> floats.twoRegisters();
        }
    }

    private void withZero(int function) {
        emit(Op.LANES_BY_CONSTANT, function, size(), 0, 0);
    }

    private void reverse(int container) {
        emit(Op.REVERSE, 0, size(), 0, (1 << container - size()) - 1);
    }

    private void neighboursWide(int accumulate) {
        int size = size();
        long control = Lanes.control(0, size, word.lanes(size + 1), u());
        word.emit(Op.NEIGHBOURS_WIDE, word.vd(), word.vn(), 0, 0, accumulate, control);
    }

    private void narrow(int how, int flags) {
        narrowed(Op.NARROW, how, size(), flags, 0);
    }

    private void acrossOrPair() {
        int opcode = word.field(12, 5);
        if (scalar()) {
            if (opcode == 27 && !unsigned()) {
                int add = LaneFunction.ADD;
                word.emit(Op.ACROSS, word.vd(), word.vn(), 0, Lanes.control(add, size(), 2, 0));
            } else {
                floats.acrossOrPair();
            }
            return;
        }
        switch (opcode) {
            case 3 -> emit(Op.ACROSS_WIDE, 0, size(), u(), 0);
            case 10 -> emit(Op.ACROSS, LaneFunction.MAX, size(), u(), 0);
            case 26 -> emit(Op.ACROSS, LaneFunction.MIN, size(), u(), 0);
            case 27 -> emit(Op.ACROSS, LaneFunction.ADD, size(), 0, 0);
            default -> floats.acrossOrPair();
        }
    }

    // ---- shifts by a constant

    /** immh:immb is twice the width less the distance to the right, or the width and it. */
    private void shift() {
        int immediate = word.field(16, 7);
        int size = 28 - Integer.numberOfLeadingZeros(immediate);
        int bits = Lanes.bits(size);
        int right = immediate - 2 * bits; // negative
        int left = immediate - bits;
        boolean u = unsigned();
        switch (word.field(11, 5)) {
            case 0 -> byConstant(LaneFunction.SHL, size, right);
            case 2 -> byConstant(LaneFunction.SRA, size, right);
            case 4 -> byConstant(LaneFunction.RSHL, size, right);
            case 6 -> byConstant(LaneFunction.RSRA, size, right);
            case 8 -> byConstant(LaneFunction.SRI, size, right);
            case 10 -> byConstant(u ? LaneFunction.SLI : LaneFunction.SHL, size, left);
            case 12 -> emit(Op.LANES_BY_CONSTANT, LaneFunction.SQSHLU, size, 0, left);
            case 14 -> byConstant(LaneFunction.QSHL, size, left);
            case 16 -> narrowShift(u, size, right, 0);
            case 17 -> narrowShift(u, size, right, Lanes.ROUND);
            case 18 -> narrowed(Op.NARROW, VectorOperations.SATURATE, size, u(), right);
            case 19 ->
                    narrowed(Op.NARROW, VectorOperations.SATURATE, size, u() | Lanes.ROUND, right);
            case 20 -> narrowed(Op.WIDE_SHIFT, 0, size, u(), left);
            default -> floats.shift(size, -right);
        }
    }

    private void byConstant(int function, int size, int amount) {
        emit(Op.LANES_BY_CONSTANT, function, size, u(), amount);
    }

    private void narrowShift(boolean saturate, int size, int amount, int flags) {
        int how = saturate ? VectorOperations.SATURATE_UNSIGNED : VectorOperations.TRUNCATE;
        narrowed(Op.NARROW, how, size, flags, amount);
    }
}
