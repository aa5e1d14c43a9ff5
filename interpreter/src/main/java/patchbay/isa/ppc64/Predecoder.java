package patchbay.isa.ppc64;

import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.isa.Row;

/**
 * Turns a word into what the run loop executes, see {@link Op}: fields are cut out, constants and
 * masks worked out, branch targets made absolute, and a base register 0 becomes zero.
 *
 * <p>The table says which instruction a word is; here stands, by the row's name, what its fields
 * come to. Words that are none never get here: no row matches them. What is not named here, the CPU
 * does not execute.
 */
final class Predecoder {
    private static final int IMMEDIATE = 1;
    private static final int COMPLEMENT = 2;
    private static final int CARRY = 4;
    private static final int ONE = 8;
    private static final int OVER = 16;

    private long word;
    private long pc;
    private long[] code = new long[2];
    private int slot;

    /** The row of an instruction that is {@code word}, with its prefix. */
    static @Nullable Row row(long word) {
        return Instructions.TABLE.find(word);
    }

    /** Whether the CPU executes the instructions of that row. */
    static boolean executes(Row row) {
        if (row.name().equals("mfspr") || row.name().equals("mtspr")) {
            return true;
        }
        Predecoder one = new Predecoder();
        one.word = row.pattern().base;
        one.emit(row);
        int operation = Op.operation(one.code[0]);
        return operation != Op.UNMODELLED && operation != Op.UNDEFINED;
    }

    /**
     * Puts the two longs for {@code word}, which stands at {@code pc}, into {@code code} from
     * {@code slot} on; {@code next} is the word behind it.
     */
    void predecode(int first, int next, long pc, long[] code, int slot) {
        this.pc = pc;
        this.code = code;
        this.slot = slot;
        this.word = first & Bitwise.WORD;
        if (first >>> 26 == 1) {
            if ((pc & 63) == 60) {
                put(Op.ACROSS, 0, 0, 0, 0, 0, word);
                return;
            }
            word = word << 32 | next & Bitwise.WORD;
        }
        Row row = row(word);
        if (row == null) {
            put(Op.UNDEFINED, 0, 0, 0, 0, 0, first & Bitwise.WORD);
        } else {
            emit(row);
        }
    }

    private void emit(Row row) {
        if (word >>> 32 != 0) {
            prefixed(row.name());
        } else if (word >>> 26 == 31) {
            extended(row.name());
        } else {
            primary(row.name());
        }
    }

    private void primary(String name) {
        switch (name) {
            case "b" -> branch(Op.B, 2, 24);
            case "bl" -> branch(Op.BL, 2, 24);
            case "bc.condition" -> {
                boolean one = bit(24);
                if (bit(0)) {
                    conditional(0, target(2, 14));
                } else {
                    put(one ? Op.IF_ONE : Op.IF_ZERO, 0, 0, 0, 0, field(16, 5), target(2, 14));
                }
            }
            case "bc.count" -> {
                if (bit(0)) {
                    conditional(0, target(2, 14));
                } else {
                    put(Op.COUNT, 0, 0, 0, 0, field(22, 1), target(2, 14));
                }
            }
            case "bc.count.condition", "bcl.always", "bc.always" -> conditional(0, target(2, 14));
            case "bclr.always" -> put(Op.RETURN, 0, 0, 0, 0, 0, 0);
            case "bclr.condition",
                    "bclr.count",
                    "bclr.count.condition",
                    "bclrl.condition",
                    "bclrl.count",
                    "bclrl.count.condition",
                    "bclrl.always" ->
                    conditional(1, 0);
            case "bcctr.condition", "bcctr.always", "bcctrl.condition", "bcctrl.always" ->
                    conditional(2, 0);
            case "bctar.condition",
                    "bctar.count",
                    "bctar.count.condition",
                    "bctar.always",
                    "bctarl.condition",
                    "bctarl.count",
                    "bctarl.count.condition",
                    "bctarl.always" ->
                    conditional(3, 0);
            case "sc", "scv", "attn" -> put(Op.TRAP, 0, 0, 0, 0, 0, 0);
            case "isync" -> put(Op.NOP, 0, 0, 0, 0, 0, 0);
            case "mcrf" -> put(Op.MCRF, field(23, 3), 0, 0, 0, field(18, 3), 0);
            case "crand" -> logic(0b1000);
            case "crandc" -> logic(0b0100);
            case "creqv" -> logic(0b1001);
            case "crnand" -> logic(0b0111);
            case "crnor" -> logic(0b0001);
            case "cror" -> logic(0b1110);
            case "crorc" -> logic(0b1101);
            case "crxor" -> logic(0b0110);
            case "addpcis" -> {
                long high = (short) (field(6, 10) << 6 | field(16, 5) << 1 | field(0, 1));
                put(Op.CONST, t(), 0, 0, 0, 0, pc + 4 + (high << 16));
            }
            case "addi" -> addImmediate(simm());
            case "addis" -> addImmediate(simm() << 16);
            case "addic" -> put(Op.ADD_CARRYING, t(), a(), 0, 0, IMMEDIATE, simm());
            case "addic." -> record(Op.ADD_CARRYING, t(), a(), 0, IMMEDIATE, simm());
            case "subfic" ->
                    put(Op.ADD_CARRYING, t(), a(), 0, 0, IMMEDIATE | COMPLEMENT | ONE, simm());
            case "mulli" -> put(Op.MULLI, t(), a(), 0, 0, 0, simm());
            case "cmpwi" -> put(Op.CMPW, field(23, 3), a(), Op.ZERO, 0, 0, simm());
            case "cmpdi" -> put(Op.CMPD, field(23, 3), a(), Op.ZERO, 0, 0, simm());
            case "cmplwi" -> put(Op.CMPLW, field(23, 3), a(), Op.ZERO, 0, 0, field(0, 16));
            case "cmpldi" -> put(Op.CMPLD, field(23, 3), a(), Op.ZERO, 0, 0, field(0, 16));
            case "ori" -> {
                boolean nop = (word & 0x3ffffff) == 0;
                put(nop ? Op.NOP : Op.ORI, a(), t(), 0, 0, 0, field(0, 16));
            }
            case "oris" -> put(Op.ORI, a(), t(), 0, 0, 0, (long) field(0, 16) << 16);
            case "xori" -> put(Op.XORI, a(), t(), 0, 0, 0, field(0, 16));
            case "xoris" -> put(Op.XORI, a(), t(), 0, 0, 0, (long) field(0, 16) << 16);
            case "andi." -> record(Op.ANDI, a(), t(), 0, 0, field(0, 16));
            case "andis." -> record(Op.ANDI, a(), t(), 0, 0, (long) field(0, 16) << 16);
            case "tdi" -> put(Op.TRAP_IF, t(), a(), Op.ZERO, 0, 0, simm());
            case "twi" -> put(Op.TRAP_IF, t(), a(), Op.ZERO, 0, Op.WORDS, simm());
            case "rlwinm" -> rotate32(Op.ROTATE32);
            case "rlwimi" -> rotate32(Op.INSERT32);
            case "rlwnm" ->
                    recording(
                            Op.ROTATE32_BY,
                            a(),
                            t(),
                            b(),
                            0,
                            Bitwise.mask(field(6, 5) + 32, field(1, 5) + 32));
            case "rldicl" -> rotate(Op.ROTATE, Bitwise.mask(m(), 63));
            case "rldicr" -> rotate(Op.ROTATE, Bitwise.mask(0, m()));
            case "rldic" -> rotate(Op.ROTATE, Bitwise.mask(m(), 63 - sh()));
            case "rldimi" -> rotate(Op.INSERT, Bitwise.mask(m(), 63 - sh()));
            case "rldcl" -> recording(Op.ROTATE_BY, a(), t(), b(), 0, Bitwise.mask(m(), 63));
            case "rldcr" -> recording(Op.ROTATE_BY, a(), t(), b(), 0, Bitwise.mask(0, m()));
            case "maddld" -> put(Op.MADD, t(), a(), b(), field(6, 5), 0, 0);
            case "maddhd" -> put(Op.MADD, t(), a(), b(), field(6, 5), 1, 0);
            case "maddhdu" -> put(Op.MADD, t(), a(), b(), field(6, 5), 2, 0);
            default -> storage(name);
        }
    }

    private void storage(String name) {
        long ds = simm() & ~3L;
        switch (name) {
            case "lwz", "lwzu" -> displaced(Op.LOAD4, simm(), name);
            case "lbz", "lbzu" -> displaced(Op.LOAD1, simm(), name);
            case "lhz", "lhzu" -> displaced(Op.LOAD2, simm(), name);
            case "lha", "lhau" -> displaced(Op.LOAD2S, simm(), name);
            case "stw", "stwu" -> displaced(Op.STORE4, simm(), name);
            case "stb", "stbu" -> displaced(Op.STORE1, simm(), name);
            case "sth", "sthu" -> displaced(Op.STORE2, simm(), name);
            case "ld", "ldu" -> displaced(Op.LOAD8, ds, name);
            case "lwa" -> put(Op.LOAD4S, t(), base(), Op.ZERO, Op.SINK, 0, ds);
            case "std", "stdu" -> displaced(Op.STORE8, ds, name);
            case "lq" -> put(Op.LOAD_QUAD, t(), base(), Op.ZERO, 0, 16, simm() & ~15L);
            case "stq" -> put(Op.STORE_QUAD, t(), base(), Op.ZERO, 0, 16, ds);
            default -> put(Op.UNMODELLED, 0, 0, 0, 0, 0, word);
        }
    }

    private void displaced(int operation, long displacement, String name) {
        boolean updates = name.endsWith("u");
        put(operation, t(), base(), Op.ZERO, updates ? a() : Op.SINK, 0, displacement);
    }

    private void extended(String name) {
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
                boolean reserved = field(9, 2) != 0;
                put(reserved ? Op.UNDEFINED : Op.ADDEX, t(), a(), b(), 0, 0, reserved ? word : 0);
            }
            case "addg6s" -> put(Op.ADDG6S, t(), a(), b(), 0, 0, 0);
            case "divw" -> divide(Op.WORDS);
            case "divwu" -> divide(Op.WORDS | Op.UNSIGNED);
            case "divd" -> divide(0);
            case "divdu" -> divide(Op.UNSIGNED);
            case "divwe" -> divide(Op.EXTENDED | Op.WORDS);
            case "divweu" -> divide(Op.EXTENDED | Op.WORDS | Op.UNSIGNED);
            case "divde" -> divide(Op.EXTENDED);
            case "divdeu" -> divide(Op.EXTENDED | Op.UNSIGNED);
            case "modsw" -> put(Op.MOD, t(), a(), b(), 0, Op.WORDS, 0);
            case "moduw" -> put(Op.MOD, t(), a(), b(), 0, Op.WORDS | Op.UNSIGNED, 0);
            case "modsd" -> put(Op.MOD, t(), a(), b(), 0, 0, 0);
            case "modud" -> put(Op.MOD, t(), a(), b(), 0, Op.UNSIGNED, 0);
            case "mulhw" -> recording(Op.MULHW, t(), a(), b(), 0, 0);
            case "mulhwu" -> recording(Op.MULHWU, t(), a(), b(), 0, 0);
            case "mulhd" -> recording(Op.MULHD, t(), a(), b(), 0, 0);
            case "mulhdu" -> recording(Op.MULHDU, t(), a(), b(), 0, 0);
            case "isel" -> put(Op.ISEL, t(), base(), b(), 0, field(6, 5), 0);
            case "cmpw" -> put(Op.CMPW, field(23, 3), a(), b(), 0, 0, 0);
            case "cmpd" -> put(Op.CMPD, field(23, 3), a(), b(), 0, 0, 0);
            case "cmplw" -> put(Op.CMPLW, field(23, 3), a(), b(), 0, 0, 0);
            case "cmpld" -> put(Op.CMPLD, field(23, 3), a(), b(), 0, 0, 0);
            case "cmprb" -> put(Op.CMPRB, field(23, 3), a(), b(), 0, field(21, 1), 0);
            case "cmpeqb" -> put(Op.CMPEQB, field(23, 3), a(), b(), 0, 0, 0);
            case "setb" -> put(Op.SETB, t(), 0, 0, 0, field(18, 3), 0);
            case "setbc" -> put(Op.SET_BIT, t(), 0, 0, 0, a(), 0x101);
            case "setbcr" -> put(Op.SET_BIT, t(), 0, 0, 0, a(), 0x001);
            case "setnbc" -> put(Op.SET_BIT, t(), 0, 0, 0, a(), 0x1ff);
            case "setnbcr" -> put(Op.SET_BIT, t(), 0, 0, 0, a(), 0x0ff);
            case "mcrxrx" -> put(Op.MCRXRX, field(23, 3), 0, 0, 0, 0, 0);
            case "tw" -> put(Op.TRAP_IF, t(), a(), b(), 0, Op.WORDS, 0);
            case "td" -> put(Op.TRAP_IF, t(), a(), b(), 0, 0, 0);
            default -> logical(name);
        }
    }

    private void logical(String name) {
        switch (name) {
            case "and" -> recording(Op.AND, a(), t(), b(), 0, 0);
            case "andc" -> recording(Op.ANDC, a(), t(), b(), 0, 0);
            case "or" -> recording(Op.OR, a(), t(), b(), 0, 0);
            case "orc" -> recording(Op.ORC, a(), t(), b(), 0, 0);
            case "xor" -> recording(Op.XOR, a(), t(), b(), 0, 0);
            case "nor" -> recording(Op.NOR, a(), t(), b(), 0, 0);
            case "nand" -> recording(Op.NAND, a(), t(), b(), 0, 0);
            case "eqv" -> recording(Op.EQV, a(), t(), b(), 0, 0);
            case "extsb" -> recording(Op.EXTSB, a(), t(), 0, 0, 0);
            case "extsh" -> recording(Op.EXTSH, a(), t(), 0, 0, 0);
            case "extsw" -> recording(Op.EXTSW, a(), t(), 0, 0, 0);
            case "cntlzw" -> recording(Op.ONE, a(), t(), 0, Op.CNTLZW, 0);
            case "cntlzd" -> recording(Op.ONE, a(), t(), 0, Op.CNTLZD, 0);
            case "cnttzw" -> recording(Op.ONE, a(), t(), 0, Op.CNTTZW, 0);
            case "cnttzd" -> recording(Op.ONE, a(), t(), 0, Op.CNTTZD, 0);
            case "popcntb" -> put(Op.ONE, a(), t(), 0, 0, Op.POPCNTB, 0);
            case "popcntw" -> put(Op.ONE, a(), t(), 0, 0, Op.POPCNTW, 0);
            case "popcntd" -> put(Op.ONE, a(), t(), 0, 0, Op.POPCNTD, 0);
            case "prtyw" -> put(Op.ONE, a(), t(), 0, 0, Op.PRTYW, 0);
            case "prtyd" -> put(Op.ONE, a(), t(), 0, 0, Op.PRTYD, 0);
            case "brh" -> put(Op.ONE, a(), t(), 0, 0, Op.BRH, 0);
            case "brw" -> put(Op.ONE, a(), t(), 0, 0, Op.BRW, 0);
            case "brd" -> put(Op.ONE, a(), t(), 0, 0, Op.BRD, 0);
            case "cbcdtd" -> put(Op.ONE, a(), t(), 0, 0, Op.CBCDTD, 0);
            case "cdtbcd" -> put(Op.ONE, a(), t(), 0, 0, Op.CDTBCD, 0);
            case "cmpb" -> put(Op.TWO, a(), t(), b(), 0, Op.CMPB, 0);
            case "bpermd" -> put(Op.TWO, a(), t(), b(), 0, Op.BPERMD, 0);
            case "cfuged" -> put(Op.TWO, a(), t(), b(), 0, Op.CFUGED, 0);
            case "pdepd" -> put(Op.TWO, a(), t(), b(), 0, Op.PDEPD, 0);
            case "pextd" -> put(Op.TWO, a(), t(), b(), 0, Op.PEXTD, 0);
            case "cntlzdm" -> put(Op.TWO, a(), t(), b(), 0, Op.CNTLZDM, 0);
            case "cnttzdm" -> put(Op.TWO, a(), t(), b(), 0, Op.CNTTZDM, 0);
            case "slw" -> recording(Op.SLW, a(), t(), b(), 0, 0);
            case "sld" -> recording(Op.SLD, a(), t(), b(), 0, 0);
            case "srw" -> recording(Op.SRW, a(), t(), b(), 0, 0);
            case "srd" -> recording(Op.SRD, a(), t(), b(), 0, 0);
            case "sraw" -> recording(Op.SRAW, a(), t(), b(), 0, 0);
            case "srad" -> recording(Op.SRAD, a(), t(), b(), 0, 0);
            case "srawi" -> recording(Op.SRAWI, a(), t(), 0, b(), 0);
            case "sradi" -> recording(Op.SRADI, a(), t(), 0, sh(), 0);
            case "extswsli" -> recording(Op.EXTSWSLI, a(), t(), 0, sh(), 0);
            default -> indexed(name);
        }
    }

    private void indexed(String name) {
        switch (name) {
            case "lwzx", "lwzux" -> summed(Op.LOAD4, name);
            case "lbzx", "lbzux" -> summed(Op.LOAD1, name);
            case "lhzx", "lhzux" -> summed(Op.LOAD2, name);
            case "lhax", "lhaux" -> summed(Op.LOAD2S, name);
            case "lwax", "lwaux" -> summed(Op.LOAD4S, name);
            case "ldx", "ldux" -> summed(Op.LOAD8, name);
            case "stwx", "stwux" -> summed(Op.STORE4, name);
            case "stbx", "stbux" -> summed(Op.STORE1, name);
            case "sthx", "sthux" -> summed(Op.STORE2, name);
            case "stdx", "stdux" -> summed(Op.STORE8, name);
            // Nothing is known of caches here, so going past them is nothing special.
            case "lbzcix" -> summed(Op.LOAD1, name);
            case "lhzcix" -> summed(Op.LOAD2, name);
            case "lwzcix" -> summed(Op.LOAD4, name);
            case "ldcix" -> summed(Op.LOAD8, name);
            case "stbcix" -> summed(Op.STORE1, name);
            case "sthcix" -> summed(Op.STORE2, name);
            case "stwcix" -> summed(Op.STORE4, name);
            case "stdcix" -> summed(Op.STORE8, name);
            case "lhbrx" -> sized(Op.LOAD_REVERSED, 2);
            case "lwbrx" -> sized(Op.LOAD_REVERSED, 4);
            case "ldbrx" -> sized(Op.LOAD_REVERSED, 8);
            case "sthbrx" -> sized(Op.STORE_REVERSED, 2);
            case "stwbrx" -> sized(Op.STORE_REVERSED, 4);
            case "stdbrx" -> sized(Op.STORE_REVERSED, 8);
            case "lbarx" -> sized(Op.LOAD_RESERVING, 1);
            case "lharx" -> sized(Op.LOAD_RESERVING, 2);
            case "lwarx" -> sized(Op.LOAD_RESERVING, 4);
            case "ldarx" -> sized(Op.LOAD_RESERVING, 8);
            case "lqarx" -> sized(Op.LOAD_QUAD_RESERVING, 16);
            case "stbcx." -> sized(Op.STORE_CONDITIONAL, 1);
            case "sthcx." -> sized(Op.STORE_CONDITIONAL, 2);
            case "stwcx." -> sized(Op.STORE_CONDITIONAL, 4);
            case "stdcx." -> sized(Op.STORE_CONDITIONAL, 8);
            case "stqcx." -> sized(Op.STORE_QUAD_CONDITIONAL, 16);
            case "dcbz", "dcbzl" -> sized(Op.ZERO_LINE, 0);
            default -> system(name);
        }
    }

    private void system(String name) {
        switch (name) {
            // Caches are coherent, accesses in order, and addresses not translated.
            case "sync",
                    "eieio",
                    "dcbt",
                    "dcbtst",
                    "dcbst",
                    "dcbf",
                    "icbi",
                    "icbt",
                    "dst",
                    "dstt",
                    "dstst",
                    "dststt",
                    "dss",
                    "dssall",
                    "tlbie",
                    "tlbiel",
                    "tlbsync",
                    "slbie",
                    "slbieg",
                    "slbia",
                    "slbiag",
                    "slbsync",
                    "msgsync",
                    "cpabort" ->
                    put(Op.NOP, 0, 0, 0, 0, 0, 0);
            case "mfcr" -> put(Op.FROM_CR, t(), 0, 0, 0, 0, Bitwise.WORD);
            case "mfocrf" -> put(Op.FROM_CR, t(), 0, 0, 0, 0, fields());
            case "mtcrf", "mtocrf" -> put(Op.TO_CR, 0, t(), 0, 0, 0, fields());
            case "mfspr" -> special(false);
            case "mtspr" -> special(true);
            case "mfmsr" -> put(Op.FROM_STATE, t(), 0, 0, 0, 0, 0);
            case "mtmsr", "mtmsrd" ->
                    put(
                            Op.TO_STATE,
                            0,
                            t(),
                            0,
                            0,
                            field(16, 1),
                            name.endsWith("d") ? -1 : Bitwise.WORD);
            default -> put(Op.UNMODELLED, 0, 0, 0, 0, 0, word);
        }
    }

    private void special(boolean write) {
        int number = field(11, 5) << 5 | field(16, 5);
        if (!RegisterFile.has(number)) {
            put(Op.UNMODELLED, 0, 0, 0, 0, 0, word);
        } else if (number == RegisterFile.LR) {
            put(write ? Op.TO_LR : Op.FROM_LR, t(), t(), 0, 0, 0, 0);
        } else if (number == RegisterFile.CTR && write) {
            put(Op.TO_CTR, 0, t(), 0, 0, 0, 0);
        } else {
            put(write ? Op.TO_SPECIAL : Op.FROM_SPECIAL, t(), t(), 0, 0, 0, number);
        }
    }

    /** The bits of the condition register that FXM names. */
    private long fields() {
        long mask = 0;
        for (int i = 0; i < 8; i++) {
            mask |= (word >>> 12 + i & 1) * 15 << 4 * i;
        }
        return mask;
    }

    private void prefixed(String name) {
        boolean relative = (word >>> 52 & 1) != 0;
        long number = Bits.signed((word >>> 32 & 0x3ffff) << 16 | word & 0xffff, 34);
        long imm = relative ? pc + number : number;
        int n = relative ? Op.ZERO : base();
        switch (name) {
            case "paddi" -> put(Op.ADDI, t(), n, 0, 0, 0, imm);
            case "pnop" -> put(Op.NOP, 0, 0, 0, 0, 0, 0);
            case "plwz" -> put(Op.LOAD4, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plbz" -> put(Op.LOAD1, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plhz" -> put(Op.LOAD2, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plha" -> put(Op.LOAD2S, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plwa" -> put(Op.LOAD4S, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pld" -> put(Op.LOAD8, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pstw" -> put(Op.STORE4, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pstb" -> put(Op.STORE1, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "psth" -> put(Op.STORE2, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pstd" -> put(Op.STORE8, t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plq" -> put(Op.LOAD_QUAD, t() & ~1, n, Op.ZERO, 0, 16, imm);
            case "pstq" -> put(Op.STORE_QUAD, t() & ~1, n, Op.ZERO, 0, 16, imm);
            default -> put(Op.UNMODELLED, 0, 0, 0, 0, 0, word);
        }
        code[slot] |= Op.PREFIXED;
    }

    private void branch(int operation, int low, int width) {
        put(operation, 0, 0, 0, 0, 0, target(low, width));
    }

    /** {@code where} is 0 for {@code target}, 1 for LR, 2 for CTR, 3 for TAR. */
    private void conditional(int where, long target) {
        put(Op.BRANCH, t(), where, field(0, 1), 0, a(), target);
    }

    private void logic(int truth) {
        put(Op.CR_LOGIC, t(), a(), b(), 0, truth, 0);
    }

    private void addImmediate(long imm) {
        if (a() == 0) {
            put(Op.CONST, t(), 0, 0, 0, 0, imm);
        } else {
            put(Op.ADDI, t(), a(), 0, 0, 0, imm);
        }
    }

    private void rotate32(int operation) {
        long mask = Bitwise.mask(field(6, 5) + 32, field(1, 5) + 32);
        recording(operation, a(), t(), 0, b(), mask);
    }

    private void rotate(int operation, long mask) {
        recording(operation, a(), t(), 0, sh(), mask);
    }

    private void over(int operation, int checked, int c) {
        boolean checks = bit(10);
        recording(checks ? checked : operation, t(), a(), b(), checks ? c : 0, 0);
    }

    private void carrying(int c, long imm) {
        recording(Op.ADD_CARRYING, t(), a(), b(), bit(10) ? c | OVER : c, imm);
    }

    private void divide(int c) {
        recording(Op.DIV, t(), a(), b(), bit(10) ? c | Op.OVER : c, 0);
    }

    private void summed(int operation, String name) {
        boolean updates = name.endsWith("ux");
        put(operation, t(), base(), b(), updates ? a() : Op.SINK, 0, 0);
    }

    private void sized(int operation, int size) {
        put(operation, t(), base(), b(), 0, size, 0);
    }

    private boolean bit(int number) {
        return (word >>> number & 1) != 0;
    }

    private int field(int low, int width) {
        return (int) (word >>> low) & (1 << width) - 1;
    }

    private int t() {
        return field(21, 5);
    }

    private int a() {
        return field(16, 5);
    }

    private int b() {
        return field(11, 5);
    }

    private int base() {
        return a() == 0 ? Op.ZERO : a();
    }

    private int sh() {
        return field(1, 1) << 5 | field(11, 5);
    }

    /** The end of a mask of 64 bits. */
    private int m() {
        return field(5, 1) << 5 | field(6, 5);
    }

    private long simm() {
        return (short) word;
    }

    private long target(int low, int width) {
        long distance = Bits.signed(word >>> low, width) << 2;
        return bit(1) ? distance : pc + distance;
    }

    private void recording(int operation, int d, int n, int m, int c, long imm) {
        put(operation, d, n, m, 0, c, imm);
        if (bit(0)) {
            code[slot] |= Op.RECORD;
        }
    }

    private void record(int operation, int d, int n, int m, int c, long imm) {
        put(operation, d, n, m, 0, c, imm);
        code[slot] |= Op.RECORD;
    }

    private void put(int operation, int d, int n, int m, int a, int c, long imm) {
        code[slot] = Op.pack(operation, d, n, m, a, c);
        code[slot + 1] = imm;
    }
}
