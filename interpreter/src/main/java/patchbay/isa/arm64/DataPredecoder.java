package patchbay.isa.arm64;

import static patchbay.isa.arm64.Word.RD;
import static patchbay.isa.arm64.Word.RM;
import static patchbay.isa.arm64.Word.RN;

/**
 * Predecodes data processing. Frequent forms get an operation of the run loop, the others one of
 * {@link DataProcessing}.
 */
final class DataPredecoder {
    private final Word word;

    DataPredecoder(Word word) {
        this.word = word;
    }

    void addSubImmediate() {
        long imm = (long) word.field(10, 12) << (word.bit(22) ? 12 : 0);
        boolean subtract = word.bit(30);
        int n = word.sp(RN);
        if (word.bit(29)) {
            int operation = word.sized(subtract ? Op.SUBSI : Op.ADDSI);
            word.emit(operation, word.written(RD), n, 0, imm);
        } else if (imm == 0) {
            word.emit(word.sized(Op.MOVE), word.sp(RD), n, 0, 0);
        } else {
            word.emit(word.sized(Op.ADDI), word.sp(RD), n, 0, subtract ? -imm : imm);
        }
    }

    void logicalImmediate() {
        long imm = LogicalImmediate.decode(word.field(10, 13)) & word.mask();
        int n = word.read(RN);
        int function = word.field(29, 2) * 2;
        if (function == Op.ALU_ANDS) {
            word.emit(word.sized(Op.ANDSI), word.written(RD), n, 0, imm);
        } else if (function == Op.ALU_AND) {
            word.emit(Op.ANDI, word.sp(RD), n, 0, imm);
        } else if (function == Op.ALU_ORR && n == Op.ZERO) {
            word.emit(Op.CONST, word.sp(RD), imm);
        } else {
            word.emit(word.sized(Op.ALU_IMMEDIATE), word.sp(RD), n, 0, 0, function, imm);
        }
    }

    void moveWide() {
        int shift = 16 * word.field(21, 2);
        int imm16 = word.field(5, 16);
        long imm = (long) imm16 << shift;
        int d = word.written(RD);
        switch (word.field(29, 2)) {
            case 0 -> word.emit(Op.CONST, d, ~imm & word.mask());
            case 2 -> word.emit(Op.CONST, d, imm);
            default -> word.emit(Op.MOVK, d, 0, 0, shift, imm16, ~(0xffffL << shift) & word.mask());
        }
    }

    /**
     * All of sbfm, bfm and ubfm are a shift to the left, which drops what is above the field, and a
     * shift to the right, which puts it in its place; bfm keeps the bits around it.
     */
    void bitfield() {
        int size = word.wide() ? 64 : 32;
        int immr = word.field(16, 6);
        int imms = word.field(10, 6);
        int width = imms >= immr ? imms - immr + 1 : imms + 1;
        int to = imms >= immr ? 0 : size - immr;
        int left = 63 - imms;
        int right = 64 - width - to;
        int d = word.written(RD);
        int n = word.read(RN);
        switch (word.field(29, 2)) {
            case 0 -> word.emit(Op.SBFM, d, n, left, right, 0, word.mask());
            case 1 ->
                    word.emit(
                            Op.BFM,
                            d,
                            n,
                            left,
                            right,
                            0,
                            ~(-1L >>> 64 - width << to) & word.mask());
            default -> word.emit(Op.UBFM, d, n, left, right, 0, 0);
        }
    }

    void extract() {
        word.emit(
                word.sized(Op.EXTR),
                word.written(RD),
                word.read(RN),
                word.read(RM),
                word.field(10, 6),
                0,
                0);
    }

    void logicalShifted() {
        int amount = word.field(10, 6);
        int type = word.field(22, 2);
        int function = word.field(29, 2) * 2 + word.field(21, 1);
        int d = word.written(RD);
        int n = word.read(RN);
        int m = word.read(RM);
        if (type != 0) {
            shifted(function, type, amount);
        } else if (function == Op.ALU_ORR && n == Op.ZERO && amount == 0) {
            word.emit(word.sized(Op.MOVE), d, m, 0, 0);
        } else {
            switch (function) {
                case Op.ALU_AND -> word.emit(Op.AND, d, n, m, amount, 0, word.mask());
                case Op.ALU_BIC -> word.emit(Op.BIC, d, n, m, amount, 0, word.mask());
                case Op.ALU_ORR -> word.emit(Op.ORR, d, n, m, amount, 0, word.mask());
                case Op.ALU_EOR -> word.emit(Op.EOR, d, n, m, amount, 0, word.mask());
                default -> shifted(function, 0, amount);
            }
        }
    }

    void addSubShifted() {
        int amount = word.field(10, 6);
        int type = word.field(22, 2);
        if (type == 0) {
            addSub(word.written(RD), word.read(RN), amount);
        } else {
            shifted(sum(), type, amount);
        }
    }

    void addSubExtended() {
        int amount = word.field(10, 3);
        int option = word.field(13, 3);
        int d = word.bit(29) ? word.written(RD) : word.sp(RD);
        int n = word.sp(RN);
        int whole = word.wide() ? 3 : 2;
        if ((option & 3) >= whole) {
            addSub(d, n, amount); // there is nothing to extend
        } else {
            int operation = word.sized(Op.ALU_EXTENDED);
            word.emit(operation, d, n, word.read(RM), amount, sum() | option << 4, 0);
        }
    }

    void addSubCarry() {
        shifted(Op.ALU_ADC + word.field(29, 1) + 2 * word.field(30, 1), 0, 0);
    }

    /** Add or subtract, of a register shifted left. */
    private void addSub(int d, int n, int amount) {
        int m = word.read(RM);
        boolean subtract = word.bit(30);
        if (!word.bit(29)) {
            word.emit(word.sized(subtract ? Op.SUB : Op.ADD), d, n, m, amount, 0, 0);
        } else if (amount == 0) {
            word.emit(word.sized(subtract ? Op.SUBS : Op.ADDS), d, n, m, 0);
        } else {
            word.emit(word.sized(Op.ALU_SHIFTED), d, n, m, amount, sum(), 0);
        }
    }

    /** add, adds, sub or subs. */
    private int sum() {
        return Op.ALU_ADD + word.field(29, 1) + 2 * word.field(30, 1);
    }

    private void shifted(int function, int type, int amount) {
        int operation = word.sized(Op.ALU_SHIFTED);
        word.emit(
                operation,
                word.written(RD),
                word.read(RN),
                word.read(RM),
                amount,
                function | type << 4,
                0);
    }

    void rotateIntoFlags() {
        word.emit(Op.RMIF, 0, word.read(RN), 0, word.field(15, 6), word.field(0, 4), 0);
    }

    void evaluateIntoFlags() {
        word.emit(Op.SETF, 0, word.read(RN), 0, word.bit(14) ? 16 : 8, 0, 0);
    }

    void conditionalCompare() {
        int operation = word.sized(word.bit(30) ? Op.CCMP : Op.CCMN);
        boolean immediate = word.bit(11);
        int m = immediate ? Op.ZERO : word.read(RM);
        long imm = immediate ? word.field(RM, 5) : 0;
        int holding = Arithmetic.holding(word.field(12, 4));
        word.emit(operation, 0, word.read(RN), m, word.field(0, 4), holding, imm);
    }

    void conditionalSelect() {
        int operation =
                switch (word.field(30, 1) << 1 | word.field(10, 1)) {
                    case 0 -> Op.CSEL;
                    case 1 -> Op.CSINC;
                    case 2 -> Op.CSINV;
                    default -> Op.CSNEG;
                };
        int holding = Arithmetic.holding(word.field(12, 4));
        word.emit(
                operation, word.written(RD), word.read(RN), word.read(RM), 0, holding, word.mask());
    }

    void twoSource() {
        int d = word.written(RD);
        int n = word.read(RN);
        int m = word.read(RM);
        int opcode = word.field(10, 6);
        switch (opcode) {
            case 2 -> word.emit(word.sized(Op.UDIV), d, n, m, 0);
            case 3 -> word.emit(word.sized(Op.SDIV), d, n, m, 0);
            case 8, 9, 10, 11 -> word.emit(word.sized(Op.SHIFT), d, n, m, opcode & 3, 0, 0);
            default -> word.emit(Op.CRC, d, n, m, 1 << (opcode & 3), opcode >>> 2 & 1, 0);
        }
    }

    void oneSource() {
        int d = word.written(RD);
        int n = word.read(RN);
        switch (word.field(10, 6)) {
            case 0 -> word.emit(word.sized(Op.RBIT), d, n, 0, 0);
            case 1 -> word.emit(Op.REV, d, n, 0, 2, 0, word.mask());
            case 2 -> word.emit(Op.REV, d, n, 0, 4, 0, word.mask());
            case 3 -> word.emit(Op.REV64, d, n, 0, 0);
            case 4 -> word.emit(word.sized(Op.CLZ), d, n, 0, 0);
            default -> word.emit(word.sized(Op.CLS), d, n, 0, 0);
        }
    }

    void threeSource() {
        int operation =
                switch (word.field(21, 3) << 1 | word.field(15, 1)) {
                    case 0 -> Op.MADD;
                    case 1 -> Op.MSUB;
                    case 2 -> Op.SMADDL;
                    case 3 -> Op.SMSUBL;
                    case 4 -> Op.SMULH;
                    case 10 -> Op.UMADDL;
                    case 11 -> Op.UMSUBL;
                    default -> Op.UMULH;
                };
        int a = word.read(10);
        word.emit(operation, word.written(RD), word.read(RN), word.read(RM), a, 0, word.mask());
    }
}
