package patchbay.isa.arm64;

import patchbay.isa.Row;

/**
 * The manual's classes of encodings, as far as this CPU executes them: instructions of one class
 * have the same fields. They are told apart by the bits that the manual's "A64 instruction set
 * encoding" tells them apart by; only words that are instructions are asked about.
 */
enum Encoding {
    /** No row, or a row whose instruction is undefined on purpose. */
    UNDEFINED,
    /** Known to the table, not to the CPU. */
    UNMODELLED,
    TRAP,
    /** Hints, barriers, prefetch, cache maintenance: nothing that a coherent CPU would notice. */
    NOP,
    ADR,
    ADRP,
    ADD_SUB_IMMEDIATE,
    LOGICAL_IMMEDIATE,
    MOVE_WIDE,
    BITFIELD,
    EXTRACT,
    LOGICAL_SHIFTED,
    ADD_SUB_SHIFTED,
    ADD_SUB_EXTENDED,
    ADD_SUB_CARRY,
    ROTATE_INTO_FLAGS,
    EVALUATE_INTO_FLAGS,
    CFINV,
    AXFLAG,
    XAFLAG,
    CONDITIONAL_COMPARE,
    CONDITIONAL_SELECT,
    TWO_SOURCE,
    ONE_SOURCE,
    THREE_SOURCE,
    BRANCH,
    CONDITIONAL_BRANCH,
    COMPARE_AND_BRANCH,
    TEST_AND_BRANCH,
    BRANCH_REGISTER,
    LITERAL,
    UNSIGNED_OFFSET,
    UNSCALED,
    PRE_INDEX,
    POST_INDEX,
    REGISTER_OFFSET,
    PAIR,
    ORDERED,
    ORDERED_UNSCALED,
    LOAD_ACQUIRE_PC,
    EXCLUSIVE,
    COMPARE_AND_SWAP,
    COMPARE_AND_SWAP_PAIR,
    ATOMIC,
    CLREX,
    STRUCTURES,
    LANE_STRUCTURE,
    /** What computes with vectors: all of the manual's classes of these. */
    VECTOR,
    SYSTEM_OPERATION,
    SYSTEM_REGISTER,
    PSTATE;

    private static final int TWO_SOURCES = 0x00ff_0f0c; // divisions, shifts, checksums

    /** The class of a row of the table; its free bits matter only where flags are apart. */
    static Encoding of(Row row) {
        return row.name().equals("msr.immediate") ? PSTATE : of((int) row.pattern().base);
    }

    /** The class of a word that is an instruction. */
    static Encoding of(int word) {
        return switch (word >>> 25 & 15) {
            case 0, 1, 2, 3 -> UNDEFINED;
            case 8, 9 -> immediate(word);
            case 10, 11 -> branch(word);
            case 5, 13 -> registers(word);
            case 7, 15 -> VECTOR;
            default -> transfer(word);
        };
    }

    private static boolean bit(int word, int number) {
        return (word >>> number & 1) != 0;
    }

    private static Encoding immediate(int word) {
        return switch (word >>> 23 & 7) {
            case 0, 1 -> bit(word, 31) ? ADRP : ADR;
            case 2 -> ADD_SUB_IMMEDIATE;
            case 3 -> UNMODELLED; // tags; least and greatest
            case 4 -> LOGICAL_IMMEDIATE;
            case 5 -> MOVE_WIDE;
            case 6 -> BITFIELD;
            default -> EXTRACT;
        };
    }

    private static Encoding branch(int word) {
        return switch (word >>> 29) {
            case 0, 4 -> BRANCH;
            case 1, 5 -> bit(word, 25) ? TEST_AND_BRANCH : COMPARE_AND_BRANCH;
            case 2 -> CONDITIONAL_BRANCH;
            default ->
                    switch (word >>> 24 & 3) {
                        case 0 -> (word >>> 21 & 7) <= 2 ? TRAP : UNMODELLED;
                        case 1 -> system(word);
                        default -> {
                            // br, blr and ret, not with pointer authentication
                            boolean plain = (word >>> 10 & 63) == 0 && (word >>> 21 & 15) <= 2;
                            yield plain ? BRANCH_REGISTER : UNMODELLED;
                        }
                    };
        };
    }

    /** By op0 and L. */
    private static Encoding system(int word) {
        boolean read = bit(word, 21);
        return switch (word >>> 19 & 3) {
            case 0 -> read ? UNMODELLED : pstate(word);
            case 1 -> read ? UNMODELLED : SYSTEM_OPERATION;
            default -> SYSTEM_REGISTER;
        };
    }

    /** op0 is 0: by op1 and CRn. */
    private static Encoding pstate(int word) {
        int op1 = word >>> 16 & 7;
        int op2 = word >>> 5 & 7;
        int crm = word >>> 8 & 15;
        boolean allocated = (word & 31) == 31;
        return switch (op1 << 4 | word >>> 12 & 15) {
            case 0x31 -> crm == 0 && op2 <= 1 ? NOP : UNMODELLED; // wfet, wfit
            case 0x32 -> allocated ? NOP : UNMODELLED; // hints
            case 0x33 -> allocated ? barrier(op2, crm) : UNMODELLED;
            case 0x04 ->
                    switch (allocated && (op2 > 2 || crm == 0) ? op2 : -1) {
                        case -1 -> UNMODELLED;
                        case 0 -> CFINV;
                        case 1 -> XAFLAG;
                        case 2 -> AXFLAG;
                        default -> PSTATE;
                    };
            case 0x34 -> allocated && op2 != 3 ? PSTATE : UNMODELLED; // smstart, smstop
            default -> allocated && (word >>> 12 & 15) == 4 ? PSTATE : UNMODELLED;
        };
    }

    private static Encoding barrier(int op2, int crm) {
        return switch (op2) {
            case 1 -> (crm & 3) == 2 ? NOP : UNMODELLED; // dsb of another kind
            case 2 -> CLREX;
            case 4, 5, 6 -> NOP;
            case 7 -> crm == 0 ? NOP : UNMODELLED; // sb
            default -> UNMODELLED;
        };
    }

    private static Encoding registers(int word) {
        if (!bit(word, 28)) {
            return !bit(word, 24)
                    ? LOGICAL_SHIFTED
                    : bit(word, 21) ? ADD_SUB_EXTENDED : ADD_SUB_SHIFTED;
        }
        int opcode = word >>> 10 & 63;
        return switch (word >>> 21 & 15) {
            case 0 ->
                    (opcode & 15) == 2
                            ? EVALUATE_INTO_FLAGS
                            : (opcode & 31) == 1 ? ROTATE_INTO_FLAGS : ADD_SUB_CARRY;
            case 2 -> CONDITIONAL_COMPARE;
            case 4 -> CONDITIONAL_SELECT;
            case 6 -> {
                if (bit(word, 30)) {
                    boolean plain = opcode <= 5 && (word >>> 16 & 31) == 0;
                    yield plain ? ONE_SOURCE : UNMODELLED;
                }
                boolean plain = opcode < 32 && bit(TWO_SOURCES, opcode);
                yield plain ? TWO_SOURCE : UNMODELLED;
            }
            default -> THREE_SOURCE;
        };
    }

    private static Encoding transfer(int word) {
        boolean vector = bit(word, 26);
        return switch (word >>> 27 & 7) {
            case 1 -> !vector ? ordered(word) : bit(word, 24) ? LANE_STRUCTURE : STRUCTURES;
            case 3 -> {
                if (!bit(word, 24)) {
                    yield LITERAL;
                }
                // Others are tags, and copies of memory.
                boolean plain = !vector && !bit(word, 21) && (word >>> 10 & 3) == 0;
                yield plain ? ORDERED_UNSCALED : UNMODELLED;
            }
            case 5 -> {
                boolean tags = word >>> 30 == 1 && !vector && !bit(word, 22);
                yield tags ? UNMODELLED : PAIR;
            }
            default -> bit(word, 24) ? UNSIGNED_OFFSET : single(word);
        };
    }

    private static Encoding ordered(int word) {
        boolean pair = bit(word, 21);
        if (bit(word, 23)) {
            return pair ? COMPARE_AND_SWAP : ORDERED;
        }
        return pair && !bit(word, 31) ? COMPARE_AND_SWAP_PAIR : EXCLUSIVE;
    }

    private static Encoding single(int word) {
        int way = word >>> 10 & 3;
        if (bit(word, 21)) {
            int function = word >>> 12 & 15;
            return switch (way) {
                case 0 -> function <= 8 ? ATOMIC : function == 12 ? LOAD_ACQUIRE_PC : UNMODELLED;
                case 2 -> REGISTER_OFFSET;
                default -> UNMODELLED; // with pointer authentication
            };
        }
        return switch (way) {
            case 1 -> POST_INDEX;
            case 3 -> PRE_INDEX;
            default -> UNSCALED; // also the unprivileged
        };
    }
}
