package patchbay.isa.arm64;

import static patchbay.isa.arm64.Arithmetic.WORD;

/** The data processing operations that the run loop does not do itself. None of them can stop. */
final class DataProcessing {
    private final RegisterFile registers;
    private final long[] x;

    DataProcessing(RegisterFile registers) {
        this.registers = registers;
        this.x = registers.x;
    }

    void execute(int operation, long insn, long imm) {
        int d = Op.d(insn);
        int n = Op.n(insn);
        int m = Op.m(insn);
        int a = Op.a(insn);
        int c = (int) Op.c(insn);
        switch (operation) {
            case Op.ALU_SHIFTED -> x[d] = alu(c & 15, x[n], Arithmetic.shift(x[m], c >>> 4, a));
            case Op.ALU_SHIFTED32 ->
                    x[d] = alu(c & 15, (int) x[n], Arithmetic.shift((int) x[m], c >>> 4, a)) & WORD;
            case Op.ALU_EXTENDED -> x[d] = alu(c & 15, x[n], Arithmetic.extend(x[m], c >>> 4) << a);
            case Op.ALU_EXTENDED32 ->
                    x[d] =
                            alu(c & 15, (int) x[n], (int) Arithmetic.extend(x[m], c >>> 4) << a)
                                    & WORD;
            case Op.ALU_IMMEDIATE -> x[d] = alu(c & 15, x[n], imm);
            case Op.ALU_IMMEDIATE32 -> x[d] = alu(c & 15, (int) x[n], (int) imm) & WORD;
            case Op.CCMP -> compare(x[n], ~(x[m] + imm), 1, a, c);
            case Op.CCMN -> compare(x[n], x[m] + imm, 0, a, c);
            case Op.CCMP32 -> compare((int) x[n], ~(int) (x[m] + imm), 1, a, c);
            case Op.CCMN32 -> compare((int) x[n], (int) (x[m] + imm), 0, a, c);
            case Op.MSUB -> x[d] = x[a] - x[n] * x[m] & imm;
            case Op.SMADDL -> x[d] = x[a] + (long) (int) x[n] * (int) x[m];
            case Op.SMSUBL -> x[d] = x[a] - (long) (int) x[n] * (int) x[m];
            case Op.UMADDL -> x[d] = x[a] + (x[n] & WORD) * (x[m] & WORD);
            case Op.UMSUBL -> x[d] = x[a] - (x[n] & WORD) * (x[m] & WORD);
            case Op.SMULH -> x[d] = Math.multiplyHigh(x[n], x[m]);
            case Op.UMULH -> x[d] = Math.unsignedMultiplyHigh(x[n], x[m]);
            case Op.UDIV -> x[d] = Arithmetic.divideUnsigned(x[n], x[m]);
            case Op.UDIV32 -> x[d] = Arithmetic.divideUnsigned((int) x[n], (int) x[m]) & WORD;
            case Op.SDIV -> x[d] = Arithmetic.divideSigned(x[n], x[m]);
            case Op.SDIV32 -> x[d] = Arithmetic.divideSigned((int) x[n], (int) x[m]) & WORD;
            case Op.SHIFT -> x[d] = Arithmetic.shift(x[n], a, (int) x[m] & 63);
            case Op.SHIFT32 -> x[d] = Arithmetic.shift((int) x[n], a, (int) x[m] & 31) & WORD;
            case Op.CRC -> x[d] = Arithmetic.crc((int) x[n], x[m], a, c != 0) & WORD;
            case Op.RBIT -> x[d] = Long.reverse(x[n]);
            case Op.RBIT32 -> x[d] = Integer.reverse((int) x[n]) & WORD;
            case Op.REV -> x[d] = Arithmetic.reverseBytes(x[n], a) & imm;
            case Op.REV64 -> x[d] = Long.reverseBytes(x[n]);
            case Op.CLZ -> x[d] = Long.numberOfLeadingZeros(x[n]);
            case Op.CLZ32 -> x[d] = Integer.numberOfLeadingZeros((int) x[n]);
            case Op.CLS -> x[d] = Arithmetic.leadingSigns(x[n]);
            case Op.CLS32 -> x[d] = Arithmetic.leadingSigns((long) (int) x[n]) - 32;
            default -> flags(operation, n, a, c);
        }
    }

    /** The instructions about flags alone. */
    private void flags(int operation, int n, int a, int c) {
        int nzcv = registers.nzcv;
        boolean z = (nzcv & Arithmetic.Z) != 0;
        registers.nzcv =
                switch (operation) {
                    case Op.CFINV -> nzcv ^ Arithmetic.C;
                    case Op.RMIF -> nzcv & ~c | (int) Long.rotateRight(x[n], a) & c;
                    case Op.SETF -> setf((int) x[n], a, nzcv);
                    case Op.AXFLAG -> {
                        boolean v = (nzcv & Arithmetic.V) != 0;
                        boolean carry = (nzcv & Arithmetic.C) != 0;
                        yield (z || v ? Arithmetic.Z : 0) | (carry && !v ? Arithmetic.C : 0);
                    }
                    case Op.XAFLAG -> {
                        boolean carry = (nzcv & Arithmetic.C) != 0;
                        yield (!carry && !z ? Arithmetic.N : 0)
                                | (z && carry ? Arithmetic.Z : 0)
                                | (carry || z ? Arithmetic.C : 0)
                                | (!carry && z ? Arithmetic.V : 0);
                    }
                    default ->
                            throw new IllegalStateException(
                                    "no data processing operation: " + operation);
                };
    }

    /** Flags as if the low {@code bits} bits were a register; C stays. */
    private static int setf(int value, int bits, int nzcv) {
        int low = value << 32 - bits;
        int overflow = (value >>> bits ^ value >>> bits - 1) & 1;
        return Arithmetic.flags(low) | nzcv & Arithmetic.C | overflow;
    }

    private void compare(long a, long b, int carry, int otherwise, int holding) {
        registers.nzcv =
                (holding >>> registers.nzcv & 1) != 0
                        ? Arithmetic.flags(a, b, a + b + carry)
                        : otherwise;
    }

    private void compare(int a, int b, int carry, int otherwise, int holding) {
        registers.nzcv =
                (holding >>> registers.nzcv & 1) != 0
                        ? Arithmetic.flags(a, b, a + b + carry)
                        : otherwise;
    }

    private long alu(int function, long a, long b) {
        return switch (function) {
            case Op.ALU_AND -> a & b;
            case Op.ALU_BIC -> a & ~b;
            case Op.ALU_ORR -> a | b;
            case Op.ALU_ORN -> a | ~b;
            case Op.ALU_EOR -> a ^ b;
            case Op.ALU_EON -> a ^ ~b;
            case Op.ALU_ANDS -> logical(a & b);
            case Op.ALU_BICS -> logical(a & ~b);
            case Op.ALU_ADD -> a + b;
            case Op.ALU_ADDS -> sum(a, b, 0);
            case Op.ALU_SUB -> a - b;
            case Op.ALU_SUBS -> sum(a, ~b, 1);
            case Op.ALU_ADC -> a + b + carry();
            case Op.ALU_ADCS -> sum(a, b, carry());
            case Op.ALU_SBC -> a + ~b + carry();
            default -> sum(a, ~b, carry());
        };
    }

    private int alu(int function, int a, int b) {
        return switch (function) {
            case Op.ALU_ANDS -> logical(a & b);
            case Op.ALU_BICS -> logical(a & ~b);
            case Op.ALU_ADDS -> sum(a, b, 0);
            case Op.ALU_SUBS -> sum(a, ~b, 1);
            case Op.ALU_ADCS -> sum(a, b, carry());
            case Op.ALU_SBCS -> sum(a, ~b, carry());
            default -> (int) alu(function, (long) a, b);
        };
    }

    private int carry() {
        return registers.nzcv >>> 1 & 1;
    }

    private long logical(long result) {
        registers.nzcv = Arithmetic.flags(result);
        return result;
    }

    private int logical(int result) {
        registers.nzcv = Arithmetic.flags(result);
        return result;
    }

    private long sum(long a, long b, int carry) {
        long result = a + b + carry;
        registers.nzcv = Arithmetic.flags(a, b, result);
        return result;
    }

    private int sum(int a, int b, int carry) {
        int result = a + b + carry;
        registers.nzcv = Arithmetic.flags(a, b, result);
        return result;
    }
}
