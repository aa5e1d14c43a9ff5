package patchbay.isa.arm64;

import patchbay.isa.Row;

/**
 * The manual's classes of encodings, as far as this CPU executes them: instructions of one class
 * have the same fields.
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

    /** The class of a row of the table. */
    static Encoding of(Row row) {
        int bits = (int) row.pattern().value;
        return switch (bits >>> 24 & 0x3f) {
            case 0x0c -> STRUCTURES;
            case 0x0d -> LANE_STRUCTURE;
            default -> (bits >>> 25 & 7) == 7 ? VECTOR : of(row.name().replace(".simd", ""));
        };
    }

    /** By its name; what is not named here, the CPU does not execute. */
    private static Encoding of(String row) {
        return switch (row) {
            case "adr" -> ADR;
            case "adrp" -> ADRP;
            case "add.immediate", "adds.immediate", "sub.immediate", "subs.immediate" ->
                    ADD_SUB_IMMEDIATE;
            case "and.immediate", "orr.immediate", "eor.immediate", "ands.immediate" ->
                    LOGICAL_IMMEDIATE;
            case "movn", "movz", "movk" -> MOVE_WIDE;
            case "sbfm", "bfm", "ubfm" -> BITFIELD;
            case "extr" -> EXTRACT;
            case "and.shifted",
                    "bic.shifted",
                    "orr.shifted",
                    "orn.shifted",
                    "eor.shifted",
                    "eon.shifted",
                    "ands.shifted",
                    "bics.shifted" ->
                    LOGICAL_SHIFTED;
            case "add.shifted", "adds.shifted", "sub.shifted", "subs.shifted" -> ADD_SUB_SHIFTED;
            case "add.extended", "adds.extended", "sub.extended", "subs.extended" ->
                    ADD_SUB_EXTENDED;
            case "adc", "adcs", "sbc", "sbcs" -> ADD_SUB_CARRY;
            case "rmif" -> ROTATE_INTO_FLAGS;
            case "setf8", "setf16" -> EVALUATE_INTO_FLAGS;
            case "cfinv" -> CFINV;
            case "axflag" -> AXFLAG;
            case "xaflag" -> XAFLAG;
            case "ccmn.register", "ccmp.register", "ccmn.immediate", "ccmp.immediate" ->
                    CONDITIONAL_COMPARE;
            case "csel", "csinc", "csinv", "csneg" -> CONDITIONAL_SELECT;
            case "udiv",
                    "sdiv",
                    "lslv",
                    "lsrv",
                    "asrv",
                    "rorv",
                    "crc32b",
                    "crc32h",
                    "crc32w",
                    "crc32x",
                    "crc32cb",
                    "crc32ch",
                    "crc32cw",
                    "crc32cx" ->
                    TWO_SOURCE;
            case "rbit", "rev16", "rev.w", "rev32", "rev.x", "clz", "cls" -> ONE_SOURCE;
            case "madd", "msub", "smaddl", "smsubl", "smulh", "umaddl", "umsubl", "umulh" ->
                    THREE_SOURCE;
            case "b", "bl" -> BRANCH;
            case "b.cond", "bc.cond" -> CONDITIONAL_BRANCH;
            case "cbz", "cbnz" -> COMPARE_AND_BRANCH;
            case "tbz", "tbnz" -> TEST_AND_BRANCH;
            case "br", "blr", "ret" -> BRANCH_REGISTER;
            case "ldr.literal", "ldrsw.literal", "prfm.literal" -> LITERAL;
            case "strb.unsigned",
                    "ldrb.unsigned",
                    "ldrsb.unsigned",
                    "strh.unsigned",
                    "ldrh.unsigned",
                    "ldrsh.unsigned",
                    "str.unsigned",
                    "ldr.unsigned",
                    "ldrsw.unsigned",
                    "prfm.unsigned" ->
                    UNSIGNED_OFFSET;
            case "sturb",
                    "ldurb",
                    "ldursb",
                    "sturh",
                    "ldurh",
                    "ldursh",
                    "stur",
                    "ldur",
                    "ldursw",
                    "prfum",
                    "sttrb",
                    "ldtrb",
                    "ldtrsb",
                    "sttrh",
                    "ldtrh",
                    "ldtrsh",
                    "sttr",
                    "ldtr",
                    "ldtrsw" ->
                    UNSCALED;
            case "strb.pre",
                    "ldrb.pre",
                    "ldrsb.pre",
                    "strh.pre",
                    "ldrh.pre",
                    "ldrsh.pre",
                    "str.pre",
                    "ldr.pre",
                    "ldrsw.pre" ->
                    PRE_INDEX;
            case "strb.post",
                    "ldrb.post",
                    "ldrsb.post",
                    "strh.post",
                    "ldrh.post",
                    "ldrsh.post",
                    "str.post",
                    "ldr.post",
                    "ldrsw.post" ->
                    POST_INDEX;
            case "strb.register",
                    "ldrb.register",
                    "ldrsb.register",
                    "strh.register",
                    "ldrh.register",
                    "ldrsh.register",
                    "str.register",
                    "ldr.register",
                    "ldrsw.register",
                    "prfm.register" ->
                    REGISTER_OFFSET;
            case "stp",
                    "ldp",
                    "ldpsw",
                    "stp.post",
                    "ldp.post",
                    "ldpsw.post",
                    "stp.pre",
                    "ldp.pre",
                    "ldpsw.pre",
                    "stnp",
                    "ldnp" ->
                    PAIR;
            case "stlrb",
                    "stlrh",
                    "stlr",
                    "stllrb",
                    "stllrh",
                    "stllr",
                    "ldarb",
                    "ldarh",
                    "ldar",
                    "ldlarb",
                    "ldlarh",
                    "ldlar" ->
                    ORDERED;
            case "stlurb",
                    "stlurh",
                    "stlur",
                    "ldapurb",
                    "ldapurh",
                    "ldapur",
                    "ldapursb",
                    "ldapursh",
                    "ldapursw" ->
                    ORDERED_UNSCALED;
            case "ldaprb", "ldaprh", "ldapr" -> LOAD_ACQUIRE_PC;
            case "stxrb",
                    "stxrh",
                    "stxr",
                    "stlxrb",
                    "stlxrh",
                    "stlxr",
                    "stxp",
                    "stlxp",
                    "ldxrb",
                    "ldxrh",
                    "ldxr",
                    "ldaxrb",
                    "ldaxrh",
                    "ldaxr",
                    "ldxp",
                    "ldaxp" ->
                    EXCLUSIVE;
            case "casb", "cash", "cas" -> COMPARE_AND_SWAP;
            case "casp" -> COMPARE_AND_SWAP_PAIR;
            case "ldaddb",
                    "ldaddh",
                    "ldadd",
                    "ldclrb",
                    "ldclrh",
                    "ldclr",
                    "ldeorb",
                    "ldeorh",
                    "ldeor",
                    "ldsetb",
                    "ldseth",
                    "ldset",
                    "ldsmaxb",
                    "ldsmaxh",
                    "ldsmax",
                    "ldsminb",
                    "ldsminh",
                    "ldsmin",
                    "ldumaxb",
                    "ldumaxh",
                    "ldumax",
                    "lduminb",
                    "lduminh",
                    "ldumin",
                    "swpb",
                    "swph",
                    "swp" ->
                    ATOMIC;
            case "hint",
                    "nop",
                    "yield",
                    "wfe",
                    "wfi",
                    "wfet",
                    "wfit",
                    "sev",
                    "sevl",
                    "clearbhb",
                    "xpaclri",
                    "pacia1716",
                    "pacib1716",
                    "autia1716",
                    "autib1716",
                    "esb",
                    "psb.csync",
                    "tsb.csync",
                    "csdb",
                    "paciaz",
                    "paciasp",
                    "pacibz",
                    "pacibsp",
                    "autiaz",
                    "autiasp",
                    "autibz",
                    "autibsp",
                    "bti",
                    "bti.c",
                    "bti.j",
                    "bti.jc",
                    "dsb",
                    "dsb.nxs",
                    "dmb",
                    "isb",
                    "sb" ->
                    NOP;
            case "clrex" -> CLREX;
            case "sys" -> SYSTEM_OPERATION;
            case "msr", "mrs" -> SYSTEM_REGISTER;
            case "msr.immediate" -> PSTATE;
            case "svc", "hvc", "smc", "brk", "hlt" -> TRAP;
            case "udf" -> UNDEFINED;
            default -> UNMODELLED;
        };
    }
}
