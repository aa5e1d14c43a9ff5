package patchbay.isa;

import java.util.List;

/** One operand of one row: how its fields are printed, read and explained. */
public interface Operand {

    void print(long word, long address, Isa.Names names, Text out);

    /**
     * Reads it from a line into {@code draft}'s word; false, with the draft's complaint set, if it
     * is something else or does not fit.
     */
    boolean parse(Draft draft);

    /** Whether a group in braces is left out for this operand's sake, which then has this value. */
    default boolean isDefault(long word) {
        return false;
    }

    /** {@code word} as it is when the operand is left out. */
    default long setDefault(long word) {
        return word;
    }

    /**
     * Whether this operand can show what stands in {@code word}; an alias is printed only if all of
     * its operands can.
     */
    default boolean shows(long word) {
        return true;
    }

    /** Whether the same word reads differently at another address. */
    default boolean dependsOnAddress() {
        return false;
    }

    /** Appends what objdump adds behind the line for this operand, or nothing. */
    default void comment(long word, long address, Isa.Names names, Text out) {}

    /** The fields it is made of: what {@link #meaning} is said of. */
    long mask();

    /** Everything it can print, where it is part of a mnemonic. */
    default List<String> spellings() {
        return List.of();
    }

    /** Makes an instruction set's operands from the names that stand for them in a {@link Form}. */
    @FunctionalInterface
    interface Maker {
        Operand operand(Row row, String specification);
    }

    /** What it means, for people, such as {@code +0x8, to 0x8}; what is printed, if no more. */
    default String meaning(long word, long address) {
        Text text = new Text();
        print(word, address, Isa.Names.NONE, text);
        return text.toString();
    }
}
