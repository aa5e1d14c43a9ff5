package patchbay.image;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import patchbay.bytes.Bits;

/**
 * The entries of an SHT_RELA section, three words of eight bytes each, as they stand in the file: a
 * module may have a million of them.
 *
 * <pre>
 *   0          8        12        16         24
 *   | r_offset |  type  | symbol  | r_addend |
 * </pre>
 *
 * @param words those of {@code size} entries, and whatever comes behind
 */
public record RelocTable(long[] words, int size) {
    /** Bytes of an entry. */
    public static final int ENTRY = 24;

    /** Words of an entry. */
    public static final int WORDS = 3;

    /** A table made of these. */
    public static RelocTable of(List<Reloc> entries) {
        long[] made = new long[WORDS * entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            Reloc reloc = entries.get(i);
            made[WORDS * i] = reloc.offset();
            made[WORDS * i + 1] = (long) reloc.symbol() << 32 | Bits.unsigned(reloc.type(), 32);
            made[WORDS * i + 2] = reloc.addend();
        }
        return new RelocTable(made, entries.size());
    }

    public Reloc get(int i) {
        return new Reloc(offset(i), type(i), symbol(i), addend(i));
    }

    /** The same, each entry made when it is asked for. */
    public List<Reloc> asList() {
        return new AbstractList<>() {
            @Override
            public Reloc get(int i) {
                return RelocTable.this.get(Objects.checkIndex(i, size));
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    public long offset(int i) {
        return words[WORDS * i];
    }

    public int type(int i) {
        return (int) words[WORDS * i + 1];
    }

    /** The index of its symbol. */
    public int symbol(int i) {
        return (int) (words[WORDS * i + 1] >>> 32);
    }

    public long addend(int i) {
        return words[WORDS * i + 2];
    }

    /** A table of its own with the entries in another order. */
    public RelocTable ordered(int[] order) {
        long[] made = new long[WORDS * order.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(words, WORDS * order[i], made, WORDS * i, WORDS);
        }
        return new RelocTable(made, order.length);
    }

    /** As they stand in a file. */
    public byte[] bytes() {
        byte[] bytes = new byte[ENTRY * size];
        for (int i = 0; i < WORDS * size; i++) {
            Bits.putLittle(bytes, 8 * i, 8, words[i]);
        }
        return bytes;
    }
}
