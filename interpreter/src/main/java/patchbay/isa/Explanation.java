package patchbay.isa;

import java.util.List;

/**
 * What an instruction's bits say.
 *
 * @param text the instruction as printed
 * @param row the table row's own spelling: name and operand syntax
 * @param summary one sentence: what it does
 * @param fields from the highest bit down; together they cover every bit
 * @param remarks why this alias is printed, how far this branch reaches, and the like
 */
public record Explanation(
        String text, String row, String summary, List<FieldValue> fields, List<String> remarks) {

    /**
     * One field of the word. A field in pieces stands once for each piece.
     *
     * @param high highest bit
     * @param low lowest bit
     * @param name the manual's name, or {@code fixed}
     * @param bits the value of these bits
     * @param meaning such as {@code x30}, {@code +0x8, to 0xffff800008000008}, or empty
     */
    public record FieldValue(int high, int low, String name, long bits, String meaning) {}
}
