package patchbay.isa;

/**
 * Prints much code of a table.
 *
 * <p>Code repeats itself: of three words of a kernel's modules, two have been printed not long
 * before. So the texts of words that read the same at every address are kept, one for each of some
 * thousand places that the word's bits select; all in one array, as what they cost is the way to
 * memory.
 */
final class RememberingPrinter implements Isa.Printer {
    private static final int BITS = 14;

    /** A place holds a text's length and the text; a longer one is not kept. */
    private static final int PLACE = 32;

    private final TableIsa isa;
    private final long[] words = new long[1 << BITS];
    private final byte[] texts = new byte[PLACE << BITS];

    RememberingPrinter(TableIsa isa) {
        this.isa = isa;
    }

    @Override
    public int print(byte[] code, int offset, long address, Isa.Names names, Text out) {
        long word = isa.word(code, offset);
        int place = (int) (word * 0x9e3779b97f4a7c15L >>> 64 - BITS);
        int text = place * PLACE;
        if (words[place] == word && texts[text] != 0) {
            out.put(texts, text + 1, texts[text]);
        } else {
            int start = out.length();
            boolean everywhere = isa.print(word, address, names, out);
            int length = out.length() - start;
            if (everywhere && length < PLACE) {
                words[place] = word;
                texts[text] = (byte) length;
                System.arraycopy(out.array(), start, texts, text + 1, length);
            }
        }
        return TableIsa.length(word);
    }
}
