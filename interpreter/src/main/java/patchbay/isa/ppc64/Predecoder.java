package patchbay.isa.ppc64;

import org.jspecify.annotations.Nullable;
import patchbay.isa.Row;

/**
 * Turns a word into what the run loop executes, see {@link Op}: fields are cut out, constants and
 * masks worked out, branch targets made absolute, and a base register 0 becomes zero.
 *
 * <p>The table says which instruction a word is; here and in the predecoders of its class stands,
 * by the row's name, what its fields come to. Words that are none never get here: no row matches
 * them. What is not named, the CPU does not execute.
 */
final class Predecoder {
    private final Word word = new Word();
    private final FixedPredecoder fixed = new FixedPredecoder(word);
    private final StoragePredecoder storage = new StoragePredecoder(word);
    private @Nullable VectorPredecoder vectors;

    /** The row of an instruction that is {@code word}, with its prefix. */
    static @Nullable Row row(long word) {
        return Instructions.TABLE.find(word);
    }

    /** Whether the CPU executes the instructions of that row. */
    static boolean executes(Row row) {
        if (row.name().equals("mfspr") || row.name().equals("mtspr")) {
            return true;
        }
        long[] code = new long[2];
        Predecoder one = new Predecoder();
        one.word.set(row.pattern().base, 0, code, 0);
        one.emit(row);
        return Op.operation(code[0]) != Op.UNMODELLED;
    }

    /**
     * Puts the two longs for {@code first}, which stands at {@code pc}, into {@code code} from
     * {@code slot} on; {@code next} is the word behind it.
     */
    void predecode(int first, int next, long pc, long[] code, int slot) {
        long bits = first & Bitwise.WORD;
        if (first >>> 26 == 1) {
            bits = bits << 32 | next & Bitwise.WORD;
        }
        word.set(bits, pc, code, slot);
        Row row = row(bits);
        if (bits >>> 32 != 0 && (pc & 63) == 60) {
            word.put(Op.ACROSS, 0, 0, 0, 0, 0, first & Bitwise.WORD);
        } else if (row == null) {
            word.put(Op.UNDEFINED, 0, 0, 0, 0, 0, first & Bitwise.WORD);
        } else {
            emit(row);
        }
    }

    private void emit(Row row) {
        if (!isKnown(row.name())) {
            word.put(Op.UNMODELLED, 0, 0, 0, 0, 0, word.bits());
        }
        if (word.bits() >>> 32 != 0) {
            word.prefixed();
        }
    }

    /** Puts what that instruction comes to, if the CPU executes it. */
    private boolean isKnown(String name) {
        return switch (word.opcode()) {
            case 1 -> prefixed(name) || storage.prefixed(name) || vectors().prefixed(name);
            case 4 -> vectors().vector(name) || fixed.immediate(name);
            case 0, 16, 17, 18, 19 -> branch(name) || condition(name);
            case 31 ->
                    fixed.extended(name)
                            || storage.indexed(name)
                            || system(name)
                            || vectors().extended(name);
            case 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 56, 58, 62 ->
                    storage.displaced(name);
            case 6, 48, 49, 50, 51, 52, 53, 54, 55, 57, 61 -> vectors().displaced(name);
            case 59, 63 -> vectors().floating(name);
            case 60 -> vectors().scalar(name);
            default -> fixed.immediate(name);
        };
    }

    /** Made when it is first needed, as most programs have neither vectors nor points. */
    private VectorPredecoder vectors() {
        VectorPredecoder known = vectors;
        if (known == null) {
            known = new VectorPredecoder(word);
            vectors = known;
        }
        return known;
    }

    private boolean branch(String name) {
        switch (name) {
            case "b" -> branch(Op.B, 2, 24);
            case "bl" -> branch(Op.BL, 2, 24);
            case "bc.condition" -> {
                boolean one = word.bit(24);
                if (word.bit(0)) {
                    conditional(0, word.target(2, 14));
                } else {
                    word.put(
                            one ? Op.IF_ONE : Op.IF_ZERO,
                            0,
                            0,
                            0,
                            0,
                            word.field(16, 5),
                            word.target(2, 14));
                }
            }
            case "bc.count" -> {
                if (word.bit(0)) {
                    conditional(0, word.target(2, 14));
                } else {
                    word.put(Op.COUNT, 0, 0, 0, 0, word.field(22, 1), word.target(2, 14));
                }
            }
            case "bc.count.condition", "bcl.always", "bc.always" ->
                    conditional(0, word.target(2, 14));
            case "bclr.always" -> word.put(Op.RETURN, 0, 0, 0, 0, 0, 0);
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
            case "sc", "scv", "attn" -> word.put(Op.TRAP, 0, 0, 0, 0, 0, 0);
            case "isync" -> word.nop();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean condition(String name) {
        switch (name) {
            case "mcrf" -> word.put(Op.MCRF, word.field(23, 3), 0, 0, 0, word.field(18, 3), 0);
            case "crand" -> logic(0b1000);
            case "crandc" -> logic(0b0100);
            case "creqv" -> logic(0b1001);
            case "crnand" -> logic(0b0111);
            case "crnor" -> logic(0b0001);
            case "cror" -> logic(0b1110);
            case "crorc" -> logic(0b1101);
            case "crxor" -> logic(0b0110);
            default -> {
                return fixed.immediate(name);
            }
        }
        return true;
    }

    private boolean system(String name) {
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
                    word.nop();
            case "mfcr" -> word.put(Op.FROM_CR, word.t(), 0, 0, 0, 0, Bitwise.WORD);
            case "mfocrf" -> word.put(Op.FROM_CR, word.t(), 0, 0, 0, 0, fields());
            case "mtcrf", "mtocrf" -> word.put(Op.TO_CR, 0, word.t(), 0, 0, 0, fields());
            case "mfspr" -> special(false);
            case "mtspr" -> special(true);
            case "mfmsr" -> word.put(Op.FROM_STATE, word.t(), 0, 0, 0, 0, 0);
            case "mtmsr", "mtmsrd" ->
                    word.put(
                            Op.TO_STATE,
                            0,
                            word.t(),
                            0,
                            0,
                            word.field(16, 1),
                            name.endsWith("d") ? -1 : Bitwise.WORD);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void special(boolean write) {
        int number = word.field(11, 5) << 5 | word.field(16, 5);
        if (!RegisterFile.has(number)) {
            word.put(Op.UNMODELLED, 0, 0, 0, 0, 0, word.bits());
        } else if (number == RegisterFile.LR) {
            word.put(write ? Op.TO_LR : Op.FROM_LR, word.t(), word.t(), 0, 0, 0, 0);
        } else if (number == RegisterFile.CTR && write) {
            word.put(Op.TO_CTR, 0, word.t(), 0, 0, 0, 0);
        } else {
            word.put(write ? Op.TO_SPECIAL : Op.FROM_SPECIAL, word.t(), word.t(), 0, 0, 0, number);
        }
    }

    /** The bits of the condition register that FXM names. */
    private long fields() {
        long mask = 0;
        for (int i = 0; i < 8; i++) {
            mask |= (word.bits() >>> 12 + i & 1) * 15 << 4 * i;
        }
        return mask;
    }

    private boolean prefixed(String name) {
        int n = word.isRelative() ? Op.ZERO : word.base();
        switch (name) {
            case "paddi" -> word.put(Op.ADDI, word.t(), n, 0, 0, 0, word.prefixedNumber());
            case "pnop" -> word.nop();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void branch(int operation, int low, int width) {
        word.put(operation, 0, 0, 0, 0, 0, word.target(low, width));
    }

    /** {@code where} is 0 for {@code target}, 1 for LR, 2 for CTR, 3 for TAR. */
    private void conditional(int where, long target) {
        word.put(Op.BRANCH, word.t(), where, word.field(0, 1), 0, word.a(), target);
    }

    private void logic(int truth) {
        word.put(Op.CR_LOGIC, word.t(), word.a(), word.b(), 0, truth, 0);
    }
}
