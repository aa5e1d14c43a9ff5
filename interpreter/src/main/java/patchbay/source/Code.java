package patchbay.source;

/**
 * The stable codes. The first digit is the kind: 1 syntax, 2 names and layout, 3 encoding and
 * reach, 4 patch steps, 5 execution, 6 files, 7 what that kernel would refuse, 8 targets, 9 the
 * program itself. A code never changes its meaning and is never used again.
 *
 * <p>A code marked {@link Rule#POLICY} may be relaxed by {@code unsafe "why" { … }}; one marked
 * {@link Rule#HARD} never.
 */
public enum Code {
    // 1 syntax
    PB1001(Rule.HARD, "unexpected token"),
    PB1002(Rule.HARD, "bracket never closed"),
    PB1003(Rule.HARD, "malformed number"),
    PB1004(Rule.HARD, "not available yet"),
    PB1005(Rule.HARD, "malformed bytes literal"),
    PB1006(Rule.HARD, "text or comment never closed"),
    PB1007(Rule.HARD, "unknown escape or placeholder in a text"),
    PB1008(Rule.HARD, "clause given twice"),
    PB1009(Rule.HARD, "expectation follows no statement"),
    PB1010(Rule.HARD, "too deep or too long"),
    PB1011(Rule.HARD, "unknown statement"),
    PB1012(Rule.HARD, "word of an oops line has too many or too few digits"),
    PB1013(Rule.HARD, "bracket around the word at the pc is open"),
    PB1014(Rule.HARD, "oops line without an instruction word"),

    // 2 names and layout
    PB2001(Rule.HARD, "unknown name"),
    PB2002(Rule.HARD, "ambiguous name"),
    PB2003(Rule.HARD, "name declared twice"),
    PB2004(Rule.HARD, "placements overlap"),
    PB2005(Rule.HARD, "placement is misaligned"),
    PB2006(Rule.HARD, "placement does not fit"),
    PB2007(Rule.HARD, "kernel version is not covered"),
    PB2008(Rule.HARD, "unknown kernel option"),
    PB2009(Rule.HARD, "more parameters than registers"),
    PB2010(Rule.HARD, "object takes no new functions"),

    PB2011(Rule.HARD, "unknown architecture"),
    PB2012(Rule.HARD, "no such table or slot"),
    PB2020(Rule.HARD, "wrong type of value"),
    PB2021(Rule.HARD, "unknown function, field or number of arguments"),
    PB2022(Rule.HARD, "arithmetic has no result"),
    PB2023(Rule.HARD, "statement is out of place"),
    PB2024(Rule.HARD, "name is taken"),
    PB2025(Rule.HARD, "recursion or include nested too deep"),
    PB2026(Rule.HARD, "too much work for one statement"),
    PB2030(Rule.HARD, "assumption made"),

    // 3 encoding and reach
    PB3001(Rule.HARD, "branch out of reach"),
    PB3002(Rule.HARD, "immediate does not fit"),
    PB3003(Rule.HARD, "unknown instruction"),
    PB3004(Rule.HARD, "operand is not what the instruction takes"),

    // 4 patch steps
    PB4001(Rule.POLICY, "old bytes are not what the step expects"),
    PB4002(Rule.HARD, "no patchable entry"),
    PB4003(Rule.HARD, "function shorter than the patch"),
    PB4004(Rule.HARD, "no slot for a far call: the caller's own object has no room for one"),
    PB4005(Rule.POLICY, "function is redirected already"),
    PB4006(Rule.HARD, "nothing to restore"),
    PB4007(Rule.POLICY, "concurrent modification is not safe here"),
    PB4008(Rule.POLICY, "write outside of code and data that the layout declares"),
    PB4009(Rule.HARD, "this kernel cannot change the saved pc at the entry"),
    PB4010(Rule.HARD, "write is misaligned, or its sides differ in length"),
    PB4011(Rule.HARD, "a branch lands inside the words that the step overwrites"),
    PB4012(Rule.HARD, "nothing calls the function"),
    PB4013(Rule.HARD, "nothing behind the call can restore the caller's TOC register"),
    PB4014(Rule.POLICY, "a jump to another object returns with that object's TOC register"),
    PB4015(Rule.HARD, "remark about a step"),
    PB4016(Rule.HARD, "the module is in use"),
    PB4017(Rule.POLICY, "a jump to a function that takes its object's TOC register as set"),

    // 5 execution
    PB5001(Rule.HARD, "step bound passed"),
    PB5002(Rule.HARD, "fetch from unmapped or non-executable memory"),
    PB5003(Rule.HARD, "undefined instruction"),
    PB5004(Rule.HARD, "return to nowhere"),
    PB5005(Rule.HARD, "memory access fault"),
    PB5006(Rule.HARD, "instruction is not modelled"),
    PB5007(Rule.HARD, "trap"),
    PB5008(Rule.HARD, "interrupted"),
    PB5009(Rule.HARD, "nothing to take back"),
    PB5010(Rule.HARD, "expectation does not hold"),
    PB5011(Rule.HARD, "memory is not as the module's loader left it"),
    PB5012(Rule.HARD, "an indirect branch lands where no landing pad is"),

    // 6 files
    PB6001(Rule.HARD, "file cannot be read"),
    PB6002(Rule.HARD, "not a usable ELF file"),
    PB6003(Rule.HARD, "ELF file is truncated"),
    PB6004(Rule.HARD, "ELF field has a value that it cannot have"),
    PB6005(Rule.HARD, "file is for another machine"),
    PB6006(Rule.HARD, "not a kernel module"),
    PB6007(Rule.HARD, "placement leaves out part of the module"),
    PB6008(Rule.HARD, "compressed file is damaged"),
    PB6009(Rule.HARD, "compressed file unpacks to too much"),
    PB6010(Rule.HARD, "not a linked kernel"),
    PB6011(Rule.HARD, "kernel without symbols"),
    PB6012(Rule.HARD, "what a linked kernel has in memory makes no sense"),
    PB6013(Rule.HARD, "file has changed while it was in use"),
    PB6020(Rule.HARD, "not a list of symbols"),
    PB6021(Rule.HARD, "symbol list without addresses"),
    PB6022(Rule.HARD, "not a list of section addresses"),
    PB6023(Rule.HARD, "file cannot be written"),
    PB6024(Rule.HARD, "symbol has no type letter"),
    PB6025(Rule.HARD, "symbol has no name"),
    PB6026(Rule.HARD, "something else than a module behind a symbol"),
    PB6027(Rule.HARD, "something else than an address behind a section"),
    PB6028(Rule.HARD, "section's address is hidden"),
    PB6029(Rule.HARD, "section's address has something else than hexadecimal digits"),
    PB6030(Rule.HARD, "section's address has more than 64 bits"),
    PB6031(Rule.HARD, "section's address has no 0x"),
    PB6032(Rule.HARD, "something stands behind a section's address"),
    PB6040(Rule.HARD, "not a usable dump of memory"),
    PB6041(Rule.HARD, "dump holds nothing of the module"),

    // 7 what that kernel would refuse
    PB7001(Rule.HARD, "the kernel would refuse to load this module"),
    PB7002(Rule.HARD, "the kernel does not know a symbol of this module"),
    PB7003(Rule.HARD, "a relocation does not fit"),
    PB7004(Rule.HARD, "the kernel does not support a relocation of this module"),
    PB7005(Rule.HARD, "the slots that the loader counted do not suffice"),
    PB7006(Rule.HARD, "a section that the loader needs is missing"),
    PB7007(Rule.HARD, "the module does not fit into the kernel's module area"),
    PB7009(Rule.HARD, "the module's own init refuses"),
    PB7010(Rule.HARD, "remark about a load"),
    PB7011(Rule.HARD, "this kernel unloads no modules"),
    PB7012(Rule.HARD, "this kernel runs only where it was linked"),

    // 9 the program itself and its command line
    PB9001(Rule.HARD, "internal error"),
    PB9002(Rule.HARD, "command line is not understood");

    /** Whether {@code unsafe} may relax a code. */
    public enum Rule {
        HARD,
        POLICY
    }

    private final Rule rule;
    private final String title;

    Code(Rule rule, String title) {
        this.rule = rule;
        this.title = title;
    }

    public Rule rule() {
        return rule;
    }

    /** A few words, as in a table of contents. */
    public String title() {
        return title;
    }
}
