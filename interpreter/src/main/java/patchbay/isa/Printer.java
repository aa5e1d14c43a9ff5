package patchbay.isa;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Prints words of a table as objdump does.
 *
 * <p>Code repeats itself: of ten words of a kernel's modules, eight have been printed not long
 * before. So the texts of words that read the same at every address are kept, one for each of some
 * thousand places that the word's bits select.
 */
public final class Printer {
    private static final int PLACES = 1 << 14;

    private final RowTable table;
    private final int column;
    private final @Nullable Printed[] printed = new Printed[PLACES];

    /** A word and its text; in final fields, so that another thread sees either nothing or all. */
    private record Printed(long word, byte[] text) {}

    /**
     * @param column where operands begin, as far as the mnemonic leaves room; 0 for a tab before
     *     them
     */
    public Printer(RowTable table, int column) {
        this.table = table;
        this.column = column;
    }

    /**
     * Appends mnemonic, tab, operands and remarks of {@code word}; false, and nothing, if no row
     * matches.
     */
    public boolean print(long word, long address, Isa.Names names, Text out) {
        int place = (int) (word * 0x9e3779b97f4a7c15L >>> 64 - 14);
        Printed known = printed[place];
        if (known != null && known.word == word) {
            out.put(known.text);
            return true;
        }
        Row row = table.find(word);
        if (row == null) {
            return false;
        }
        Form form = row.form(word);
        int start = out.length();
        form.print(word, address, names, out);
        if (column > 0) {
            align(out, start);
        }
        if (!form.dependsOnAddress()) {
            printed[place] =
                    new Printed(word, Arrays.copyOfRange(out.array(), start, out.length()));
        }
        return true;
    }

    private void align(Text out, int start) {
        int tab = start;
        while (tab < out.length() && out.array()[tab] != '\t') {
            tab++;
        }
        if (tab < out.length()) {
            out.widen(tab, Math.max(1, start + column - tab));
        }
    }
}
