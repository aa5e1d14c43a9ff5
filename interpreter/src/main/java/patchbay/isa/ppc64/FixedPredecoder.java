package patchbay.isa.ppc64;

/**
 * What the fields of instructions come to that compute with general registers: see {@link
 * FixedPoint} for those that the run loop does not do itself.
 */
final class FixedPredecoder {
    private static final int IMMEDIATE = 1;
    private static final int COMPLEMENT = 2;
    private static final int CARRY = 4;
    private static final int ONE = 8;
    private static final int OVER = 16;

    private final Word word;

    FixedPredecoder(Word word) {
        this.word = word;
    }

    /** Numbers and rotations, and what multiplies and adds; false if it is none of these. */
    boolean immediate(String name) {
        switch (name) {
            case "addpcis" -> {
                long high =
                        (short)
                                (word.field(6, 10) << 6
                                        | word.field(16, 5) << 1
                                        | word.field(0, 1));
                word.put(Op.CONST, word.t(), 0, 0, 0, 0, word.pc() + 4 + (high << 16));
            }
            case "addi" -> addImmediate(word.simm());
            case "addis" -> addImmediate(word.simm() << 16);
            case "addic" ->
                    word.put(Op.ADD_CARRYING, word.t(), word.a(), 0, 0, IMMEDIATE, word.simm());
            case "addic." ->
                    word.record(Op.ADD_CARRYING, word.t(), word.a(), 0, IMMEDIATE, word.simm());
            case "subfic" ->
                    word.put(
                            Op.ADD_CARRYING,
                            word.t(),
                            word.a(),
                            0,
                            0,
                            IMMEDIATE | COMPLEMENT | ONE,
                            word.simm());
            case "mulli" -> word.put(Op.MULLI, word.t(), word.a(), 0, 0, 0, word.simm());
            case "cmpwi" ->
                    word.put(Op.CMPW, word.field(23, 3), word.a(), Op.ZERO, 0, 0, word.simm());
            case "cmpdi" ->
                    word.put(Op.CMPD, word.field(23, 3), word.a(), Op.ZERO, 0, 0, word.simm());
            case "cmplwi" ->
                    word.put(
                            Op.CMPLW,
                            word.field(23, 3),
                            word.a(),
                            Op.ZERO,
                            0,
                            0,
                            word.field(0, 16));
            case "cmpldi" ->
                    word.put(
                            Op.CMPLD,
                            word.field(23, 3),
                            word.a(),
                            Op.ZERO,
                            0,
                            0,
                            word.field(0, 16));
            case "ori" -> {
                boolean nop = (word.bits() & 0x3ffffff) == 0;
                word.put(nop ? Op.NOP : Op.ORI, word.a(), word.t(), 0, 0, 0, word.field(0, 16));
            }
            case "oris" ->
                    word.put(Op.ORI, word.a(), word.t(), 0, 0, 0, (long) word.field(0, 16) << 16);
            case "xori" -> word.put(Op.XORI, word.a(), word.t(), 0, 0, 0, word.field(0, 16));
            case "xoris" ->
                    word.put(Op.XORI, word.a(), word.t(), 0, 0, 0, (long) word.field(0, 16) << 16);
            case "andi." -> word.record(Op.ANDI, word.a(), word.t(), 0, 0, word.field(0, 16));
            case "andis." ->
                    word.record(Op.ANDI, word.a(), word.t(), 0, 0, (long) word.field(0, 16) << 16);
            case "tdi" -> word.put(Op.TRAP_IF, word.t(), word.a(), Op.ZERO, 0, 0, word.simm());
            case "twi" ->
                    word.put(Op.TRAP_IF, word.t(), word.a(), Op.ZERO, 0, Op.WORDS, word.simm());
            case "rlwinm" -> rotate32(Op.ROTATE32);
            case "rlwimi" -> rotate32(Op.INSERT32);
            case "rlwnm" ->
                    word.recording(
                            Op.ROTATE32_BY,
                            word.a(),
                            word.t(),
                            word.b(),
                            0,
                            Bitwise.mask(word.field(6, 5) + 32, word.field(1, 5) + 32));
            case "rldicl" -> rotate(Op.ROTATE, Bitwise.mask(word.m(), 63));
            case "rldicr" -> rotate(Op.ROTATE, Bitwise.mask(0, word.m()));
            case "rldic" -> rotate(Op.ROTATE, Bitwise.mask(word.m(), 63 - word.sh()));
            case "rldimi" -> rotate(Op.INSERT, Bitwise.mask(word.m(), 63 - word.sh()));
            case "rldcl" ->
                    word.recording(
                            Op.ROTATE_BY,
                            word.a(),
                            word.t(),
                            word.b(),
                            0,
                            Bitwise.mask(word.m(), 63));
            case "rldcr" ->
                    word.recording(
                            Op.ROTATE_BY,
                            word.a(),
                            word.t(),
                            word.b(),
                            0,
                            Bitwise.mask(0, word.m()));
            case "maddld" ->
                    word.put(Op.MADD, word.t(), word.a(), word.b(), word.field(6, 5), 0, 0);
            case "maddhd" ->
                    word.put(Op.MADD, word.t(), word.a(), word.b(), word.field(6, 5), 1, 0);
            case "maddhdu" ->
                    word.put(Op.MADD, word.t(), word.a(), word.b(), word.field(6, 5), 2, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Primary opcode 31. */
    boolean extended(String name) {
        switch (name) {
            case "add" -> over(Op.ADD, Op.ADD_OVER, 0);
            case "subf" -> over(Op.SUBF, Op.ADD_OVER, COMPLEMENT);
            case "neg" -> over(Op.NEG, Op.ADD_OVER, IMMEDIATE | COMPLEMENT);
            case "mullw" -> over(Op.MULLW, Op.MUL_OVER, Op.WORDS);
            case "mulld" -> over(Op.MULLD, Op.MUL_OVER, 0);
            case "addc" -> carrying(0, 0);
            case "subfc" -> carrying(COMPLEMENT | ONE, 0);
            case "adde" -> carrying(CARRY, 0);
            case "subfe" -> carrying(COMPLEMENT | CARRY, 0);
            case "addme" -> carrying(IMMEDIATE | CARRY, -1);
            case "subfme" -> carrying(IMMEDIATE | COMPLEMENT | CARRY, -1);
            case "addze" -> carrying(IMMEDIATE | CARRY, 0);
            case "subfze" -> carrying(IMMEDIATE | COMPLEMENT | CARRY, 0);
            case "addex" -> {
                boolean reserved = word.field(9, 2) != 0;
                word.put(
                        reserved ? Op.UNDEFINED : Op.ADDEX,
                        word.t(),
                        word.a(),
                        word.b(),
                        0,
                        0,
                        reserved ? word.bits() : 0);
            }
            case "addg6s" -> word.put(Op.ADDG6S, word.t(), word.a(), word.b(), 0, 0, 0);
            case "divw" -> divide(Op.WORDS);
            case "divwu" -> divide(Op.WORDS | Op.UNSIGNED);
            case "divd" -> divide(0);
            case "divdu" -> divide(Op.UNSIGNED);
            case "divwe" -> divide(Op.EXTENDED | Op.WORDS);
            case "divweu" -> divide(Op.EXTENDED | Op.WORDS | Op.UNSIGNED);
            case "divde" -> divide(Op.EXTENDED);
            case "divdeu" -> divide(Op.EXTENDED | Op.UNSIGNED);
            case "modsw" -> word.put(Op.MOD, word.t(), word.a(), word.b(), 0, Op.WORDS, 0);
            case "moduw" ->
                    word.put(Op.MOD, word.t(), word.a(), word.b(), 0, Op.WORDS | Op.UNSIGNED, 0);
            case "modsd" -> word.put(Op.MOD, word.t(), word.a(), word.b(), 0, 0, 0);
            case "modud" -> word.put(Op.MOD, word.t(), word.a(), word.b(), 0, Op.UNSIGNED, 0);
            case "mulhw" -> word.recording(Op.MULHW, word.t(), word.a(), word.b(), 0, 0);
            case "mulhwu" -> word.recording(Op.MULHWU, word.t(), word.a(), word.b(), 0, 0);
            case "mulhd" -> word.recording(Op.MULHD, word.t(), word.a(), word.b(), 0, 0);
            case "mulhdu" -> word.recording(Op.MULHDU, word.t(), word.a(), word.b(), 0, 0);
            case "isel" ->
                    word.put(Op.ISEL, word.t(), word.base(), word.b(), 0, word.field(6, 5), 0);
            case "cmpw" -> word.put(Op.CMPW, word.field(23, 3), word.a(), word.b(), 0, 0, 0);
            case "cmpd" -> word.put(Op.CMPD, word.field(23, 3), word.a(), word.b(), 0, 0, 0);
            case "cmplw" -> word.put(Op.CMPLW, word.field(23, 3), word.a(), word.b(), 0, 0, 0);
            case "cmpld" -> word.put(Op.CMPLD, word.field(23, 3), word.a(), word.b(), 0, 0, 0);
            case "cmprb" ->
                    word.put(
                            Op.CMPRB,
                            word.field(23, 3),
                            word.a(),
                            word.b(),
                            0,
                            word.field(21, 1),
                            0);
            case "cmpeqb" -> word.put(Op.CMPEQB, word.field(23, 3), word.a(), word.b(), 0, 0, 0);
            case "setb" -> word.put(Op.SETB, word.t(), 0, 0, 0, word.field(18, 3), 0);
            case "setbc" -> word.put(Op.SET_BIT, word.t(), 0, 0, 0, word.a(), 0x101);
            case "setbcr" -> word.put(Op.SET_BIT, word.t(), 0, 0, 0, word.a(), 0x001);
            case "setnbc" -> word.put(Op.SET_BIT, word.t(), 0, 0, 0, word.a(), 0x1ff);
            case "setnbcr" -> word.put(Op.SET_BIT, word.t(), 0, 0, 0, word.a(), 0x0ff);
            case "mcrxrx" -> word.put(Op.MCRXRX, word.field(23, 3), 0, 0, 0, 0, 0);
            case "tw" -> word.put(Op.TRAP_IF, word.t(), word.a(), word.b(), 0, Op.WORDS, 0);
            case "td" -> word.put(Op.TRAP_IF, word.t(), word.a(), word.b(), 0, 0, 0);
            default -> {
                return logical(name);
            }
        }
        return true;
    }

    private boolean logical(String name) {
        switch (name) {
            case "and" -> word.recording(Op.AND, word.a(), word.t(), word.b(), 0, 0);
            case "andc" -> word.recording(Op.ANDC, word.a(), word.t(), word.b(), 0, 0);
            case "or" -> word.recording(Op.OR, word.a(), word.t(), word.b(), 0, 0);
            case "orc" -> word.recording(Op.ORC, word.a(), word.t(), word.b(), 0, 0);
            case "xor" -> word.recording(Op.XOR, word.a(), word.t(), word.b(), 0, 0);
            case "nor" -> word.recording(Op.NOR, word.a(), word.t(), word.b(), 0, 0);
            case "nand" -> word.recording(Op.NAND, word.a(), word.t(), word.b(), 0, 0);
            case "eqv" -> word.recording(Op.EQV, word.a(), word.t(), word.b(), 0, 0);
            case "extsb" -> word.recording(Op.EXTSB, word.a(), word.t(), 0, 0, 0);
            case "extsh" -> word.recording(Op.EXTSH, word.a(), word.t(), 0, 0, 0);
            case "extsw" -> word.recording(Op.EXTSW, word.a(), word.t(), 0, 0, 0);
            case "cntlzw" -> word.recording(Op.ONE, word.a(), word.t(), 0, Op.CNTLZW, 0);
            case "cntlzd" -> word.recording(Op.ONE, word.a(), word.t(), 0, Op.CNTLZD, 0);
            case "cnttzw" -> word.recording(Op.ONE, word.a(), word.t(), 0, Op.CNTTZW, 0);
            case "cnttzd" -> word.recording(Op.ONE, word.a(), word.t(), 0, Op.CNTTZD, 0);
            case "popcntb" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.POPCNTB, 0);
            case "popcntw" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.POPCNTW, 0);
            case "popcntd" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.POPCNTD, 0);
            case "prtyw" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.PRTYW, 0);
            case "prtyd" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.PRTYD, 0);
            case "brh" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.BRH, 0);
            case "brw" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.BRW, 0);
            case "brd" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.BRD, 0);
            case "cbcdtd" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.CBCDTD, 0);
            case "cdtbcd" -> word.put(Op.ONE, word.a(), word.t(), 0, 0, Op.CDTBCD, 0);
            case "cmpb" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.CMPB, 0);
            case "bpermd" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.BPERMD, 0);
            case "cfuged" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.CFUGED, 0);
            case "pdepd" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.PDEPD, 0);
            case "pextd" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.PEXTD, 0);
            case "cntlzdm" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.CNTLZDM, 0);
            case "cnttzdm" -> word.put(Op.TWO, word.a(), word.t(), word.b(), 0, Op.CNTTZDM, 0);
            case "slw" -> word.recording(Op.SLW, word.a(), word.t(), word.b(), 0, 0);
            case "sld" -> word.recording(Op.SLD, word.a(), word.t(), word.b(), 0, 0);
            case "srw" -> word.recording(Op.SRW, word.a(), word.t(), word.b(), 0, 0);
            case "srd" -> word.recording(Op.SRD, word.a(), word.t(), word.b(), 0, 0);
            case "sraw" -> word.recording(Op.SRAW, word.a(), word.t(), word.b(), 0, 0);
            case "srad" -> word.recording(Op.SRAD, word.a(), word.t(), word.b(), 0, 0);
            case "srawi" -> word.recording(Op.SRAWI, word.a(), word.t(), 0, word.b(), 0);
            case "sradi" -> word.recording(Op.SRADI, word.a(), word.t(), 0, word.sh(), 0);
            case "extswsli" -> word.recording(Op.EXTSWSLI, word.a(), word.t(), 0, word.sh(), 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addImmediate(long imm) {
        if (word.a() == 0) {
            word.put(Op.CONST, word.t(), 0, 0, 0, 0, imm);
        } else {
            word.put(Op.ADDI, word.t(), word.a(), 0, 0, 0, imm);
        }
    }

    private void rotate32(int operation) {
        long mask = Bitwise.mask(word.field(6, 5) + 32, word.field(1, 5) + 32);
        word.recording(operation, word.a(), word.t(), 0, word.b(), mask);
    }

    private void rotate(int operation, long mask) {
        word.recording(operation, word.a(), word.t(), 0, word.sh(), mask);
    }

    private void over(int operation, int checked, int c) {
        boolean checks = word.bit(10);
        word.recording(
                checks ? checked : operation, word.t(), word.a(), word.b(), checks ? c : 0, 0);
    }

    private void carrying(int c, long imm) {
        word.recording(
                Op.ADD_CARRYING, word.t(), word.a(), word.b(), word.bit(10) ? c | OVER : c, imm);
    }

    private void divide(int c) {
        word.recording(Op.DIV, word.t(), word.a(), word.b(), word.bit(10) ? c | Op.OVER : c, 0);
    }
}
