package patchbay.isa;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Memory;
import patchbay.source.Result;

/** One instruction set: decode, print, assemble, explain, execute; all from one table. */
public interface Isa {

    /** The name that {@code arch} takes in a script, such as {@code arm64}. */
    String name();

    /** Every instruction is a multiple of this many bytes and aligned to it. */
    int unit();

    /**
     * Decodes the instruction whose bytes begin at {@code offset}; total: what no row matches is
     * {@code .inst}.
     */
    Insn decode(byte[] code, int offset, long address);

    /** Where control goes from the instruction at {@code offset}: {@link #decode} without text. */
    Insn.Flow flow(byte[] code, int offset, long address);

    /**
     * Where, from {@code offset} on, the next instruction stands that may be a direct branch; the
     * length of {@code code} if none does. Most instructions are none, and asking that is cheap.
     */
    int nextBranch(byte[] code, int offset);

    /** Bytes of the instruction at {@code offset}. */
    int length(byte[] code, int offset);

    /**
     * Appends the text of the instruction at {@code offset} as objdump 2.40 prints it after its tab
     * (mnemonic, tab, operands), and returns its length in bytes. {@code names} puts {@code
     * <symbol+0x8>} behind branch targets.
     */
    int print(byte[] code, int offset, long address, Names names, Text out);

    /** How objdump lists code of this set around that text. */
    Listing listing();

    /** Prints as {@link #print} does, and remembers: for much code, in one thread. */
    Printer printer();

    /**
     * Assembles {@code lines} from {@code address} on; every line that is refused is named, none is
     * half done.
     */
    Result<Assembly> assemble(List<AsmLine> lines, long address, Symbols symbols);

    /** What is known of each bit of the instruction, for {@code explain} and {@code decode}. */
    Explanation explain(byte[] code, int offset, long address);

    /** The meaning of an ELF relocation number of this machine, if the table has it. */
    Optional<Fixup> fixup(int elfType);

    /** The fixup of a direct call and of a direct jump: what a far one does not survive. */
    Fixup callFixup();

    Fixup jumpFixup();

    /** A processor over {@code memory}, all registers zero. */
    Cpu cpu(Memory memory);

    /**
     * Every mnemonic (aliases too) that the assembler knows, sorted, for completion and "did you
     * mean".
     */
    List<String> mnemonics();

    /** Its table, row by row. */
    List<Instruction> rows();

    /** Where in {@link #rows} the instruction at {@code offset} stands; -1 if no row matches. */
    int row(byte[] code, int offset);

    /** Names of registers that the assembler knows and no label may have. */
    boolean isRegister(String name);

    /**
     * How objdump lists code.
     *
     * @param format its name for the object file's format
     * @param bytes whether it shows bytes, four a line, instead of words
     * @param relocated whether an instruction with a relocation is shown as if it stood at 0 and
     *     went to the symbol
     */
    record Listing(String format, boolean bytes, boolean relocated) {}

    /** One raw line of assembler; {@code index} tells the caller which one a problem belongs to. */
    record AsmLine(String text, int index) {}

    /** What assembling gave: bytes, and where each input line's bytes begin. */
    record Assembly(byte[] bytes, List<Integer> offsets, Map<String, Long> labels) {}

    /** Addresses of names that assembler text may use. */
    @FunctionalInterface
    interface Symbols {
        OptionalLong address(String name);
    }

    /** Prints one instruction after the other. */
    @FunctionalInterface
    interface Printer {
        /** As {@link Isa#print}. */
        int print(byte[] code, int offset, long address, Names names, Text out);
    }

    /** Puts a name to an address when printing. */
    @FunctionalInterface
    interface Names {
        /** Appends {@code <name+0x8>} (with the blank before it) or nothing. */
        void append(long address, Text out);

        /** No names at all. A class, as the first lambda costs a cold start many milliseconds. */
        Names NONE =
                new Names() {
                    @Override
                    public void append(long address, Text out) {}
                };
    }
}
