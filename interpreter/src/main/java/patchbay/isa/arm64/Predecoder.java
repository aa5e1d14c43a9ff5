package patchbay.isa.arm64;

import org.jspecify.annotations.Nullable;
import patchbay.isa.Row;

/**
 * Turns a word into what the run loop executes, see {@link Op}: fields are cut out, constants
 * worked out, branch targets made absolute, and a register number 31 becomes the stack pointer or
 * zero.
 *
 * <p>The table says which instruction a word is, {@link Encoding} which class of the manual's "A64
 * instruction set encoding" that is, and one method here, in {@link DataPredecoder} or in {@link
 * TransferPredecoder}, what its fields come to. Words that are unallocated never get here: no row
 * matches them. What the manual calls CONSTRAINED UNPREDICTABLE becomes {@link Op#UNDEFINED}.
 */
final class Predecoder {
    /** Of the field that tells {@code br}, {@code blr} and {@code ret} apart. */
    private static final int RETURN = 2;

    // op1, CRn, CRm and op2 of sys; CRn and CRm say what kind of operation it is.
    private static final int DC_ZVA = 0x1ba1;
    private static final int RESTRICT_PREDICTION = 0x73;
    private static final int DC_ZERO = 0x74;
    private static final int TLB = 8;

    private final Word word = new Word();
    private final DataPredecoder data = new DataPredecoder(word);
    private final TransferPredecoder transfers = new TransferPredecoder(word);
    private @Nullable VectorPredecoder vectors;
    private boolean guarded;

    /** Indirect branches need landing pads from now on. */
    void guard() {
        guarded = true;
    }

    /** The mnemonic of the instruction that {@code word} is. */
    static String mnemonic(int word) {
        Row row = Instructions.TABLE.find(word & Arithmetic.WORD);
        String name = row == null ? ".inst" : row.name();
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * Puts the two longs for {@code bits}, which stand at {@code pc}, into {@code code} from {@code
     * slot} on.
     */
    void predecode(int bits, long pc, long[] code, int slot) {
        word.set(bits, pc, code, slot);
        word.unmodelled(); // what nobody says more of; never what was not there, to be asked
        // for again
        Row row = Instructions.TABLE.find(bits & Arithmetic.WORD);
        switch (row == null ? Encoding.UNDEFINED : Encoding.of(bits)) {
            case UNDEFINED -> word.undefined();
            case UNMODELLED -> {}
            case TRAP -> word.emit(Op.TRAP, bits);
            case NOP -> word.nop();

            case ADR -> word.emit(Op.CONST, word.written(Word.RD), pc + pages());
            case ADRP ->
                    word.emit(Op.CONST, word.written(Word.RD), (pc & ~0xfffL) + (pages() << 12));
            case ADD_SUB_IMMEDIATE -> data.addSubImmediate();
            case LOGICAL_IMMEDIATE -> data.logicalImmediate();
            case MOVE_WIDE -> data.moveWide();
            case BITFIELD -> data.bitfield();
            case EXTRACT -> data.extract();
            case LOGICAL_SHIFTED -> data.logicalShifted();
            case ADD_SUB_SHIFTED -> data.addSubShifted();
            case ADD_SUB_EXTENDED -> data.addSubExtended();
            case ADD_SUB_CARRY -> data.addSubCarry();
            case ROTATE_INTO_FLAGS -> data.rotateIntoFlags();
            case EVALUATE_INTO_FLAGS -> data.evaluateIntoFlags();
            case CFINV -> word.emit(Op.CFINV, 0);
            case AXFLAG -> word.emit(Op.AXFLAG, 0);
            case XAFLAG -> word.emit(Op.XAFLAG, 0);
            case CONDITIONAL_COMPARE -> data.conditionalCompare();
            case CONDITIONAL_SELECT -> data.conditionalSelect();
            case TWO_SOURCE -> data.twoSource();
            case ONE_SOURCE -> data.oneSource();
            case THREE_SOURCE -> data.threeSource();

            case BRANCH -> word.emit(word.bit(31) ? Op.BL : Op.B, word.target(0, 26));
            case CONDITIONAL_BRANCH -> {
                int holding = Arithmetic.holding(word.field(0, 4));
                word.emit(Op.BCOND, 0, 0, 0, 0, holding, word.target(5, 19));
            }
            case COMPARE_AND_BRANCH -> {
                int operation = word.sized(word.bit(24) ? Op.CBNZ : Op.CBZ);
                word.emit(operation, word.read(0), word.target(5, 19));
            }
            case TEST_AND_BRANCH -> {
                int number = word.field(31, 1) << 5 | word.field(19, 5);
                int operation = word.bit(24) ? Op.TBNZ : Op.TBZ;
                word.emit(operation, word.read(0), 0, 0, number, 0, word.target(5, 14));
            }
            case BRANCH_REGISTER -> {
                int kind = word.field(21, 2);
                int operation = kind == 1 ? Op.BLR : Op.BR;
                boolean lands = guarded && kind != RETURN;
                word.emit(lands ? Op.GUARDED_BRANCH : operation, 0, word.read(Word.RN), 0, bits);
            }

            case LITERAL -> transfers.literal();
            case UNSIGNED_OFFSET -> transfers.unsignedOffset();
            case UNSCALED -> transfers.unscaled();
            case PRE_INDEX -> transfers.preIndex();
            case POST_INDEX -> transfers.postIndex();
            case REGISTER_OFFSET -> transfers.registerOffset();
            case PAIR -> transfers.pair();
            case ORDERED -> transfers.ordered();
            case ORDERED_UNSCALED -> transfers.orderedUnscaled();
            case LOAD_ACQUIRE_PC -> transfers.loadAcquirePc();
            case EXCLUSIVE -> transfers.exclusive();
            case COMPARE_AND_SWAP -> transfers.compareAndSwap();
            case COMPARE_AND_SWAP_PAIR -> transfers.compareAndSwapPair();
            case ATOMIC -> transfers.atomic();
            case CLREX -> word.emit(Op.CLEAR_EXCLUSIVE, 0);

            case STRUCTURES -> transfers.structures();
            case LANE_STRUCTURE -> transfers.laneStructure();
            case VECTOR -> vectors().predecode();

            case SYSTEM_OPERATION -> systemOperation();
            case SYSTEM_REGISTER -> systemRegister();
            case PSTATE -> pstate();
        }
    }

    /** Made when a vector is met first, as most programs have none. */
    private VectorPredecoder vectors() {
        VectorPredecoder known = vectors;
        if (known == null) {
            known = new VectorPredecoder(word);
            vectors = known;
        }
        return known;
    }

    /** The offset of adr, in bytes, or of adrp, in pages. */
    private long pages() {
        return word.signed(5, 19) << 2 | word.field(29, 2);
    }

    /** Caches are coherent and addresses not translated: most of these have nothing to do. */
    private void systemOperation() {
        int operation = word.field(5, 14);
        int kind = operation >>> 3 & 0xff;
        switch (kind) {
            case DC_ZERO -> {
                if (operation == DC_ZVA) {
                    word.emit(Op.ZERO_BLOCK, word.read(0), 0);
                } else {
                    word.unmodelled(); // tags
                }
            }
            case 0x71, 0x75 -> word.nop(); // ic
            case 0x76, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e -> word.nop(); // dc
            case RESTRICT_PREDICTION -> word.nop();
            default -> {
                if (kind >>> 4 == TLB) {
                    word.nop();
                } else {
                    word.unmodelled();
                }
            }
        }
    }

    private void systemRegister() {
        boolean write = !word.bit(21);
        int key = word.field(5, 15);
        if (!RegisterFile.has(key, write)) {
            word.unmodelled();
        } else if (write) {
            word.emit(Op.WRITE_SYSTEM, word.read(0), key);
        } else {
            word.emit(Op.READ_SYSTEM, word.written(0), key);
        }
    }

    /**
     * msr to a field of the processor's state; of these there are the interrupt masks, in bits 9:6.
     */
    private void pstate() {
        long masks = (long) word.field(8, 4) << 6;
        switch (word.field(16, 3) << 3 | word.field(5, 3)) {
            case 0x1e -> word.emit(Op.SET_DAIF, masks);
            case 0x1f -> word.emit(Op.CLEAR_DAIF, masks);
            default -> word.unmodelled();
        }
    }
}
