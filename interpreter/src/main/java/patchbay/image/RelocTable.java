package patchbay.image;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import patchbay.bytes.Bits;
import patchbay.bytes.Slice;

/**
 * The entries of an SHT_RELA section, read where they lie in the file: a module may have a million
 * of them.
 *
 * <pre>
 *   0          8        12        16         24
 *   | r_offset |  type  | symbol  | r_addend |
 * </pre>
 *
 * @param bytes a whole number of entries
 */
public record RelocTable(Slice bytes) {
    /** Bytes of an entry. */
    public static final int ENTRY = 24;

    private static final int TYPE = 8;
    private static final int SYMBOL = 12;
    private static final int ADDEND = 16;

    /** A table made of these. */
    public static RelocTable of(List<Reloc> entries) {
        byte[] made = new byte[ENTRY * entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            Reloc reloc = entries.get(i);
            Bits.putLittle(made, ENTRY * i, 8, reloc.offset());
            Bits.putLittle(made, ENTRY * i + TYPE, 4, reloc.type());
            Bits.putLittle(made, ENTRY * i + SYMBOL, 4, reloc.symbol());
            Bits.putLittle(made, ENTRY * i + ADDEND, 8, reloc.addend());
        }
        return new RelocTable(Slice.of(made));
    }

    public int size() {
        return bytes.size() / ENTRY;
    }

    public Reloc get(int i) {
        return new Reloc(offset(i), type(i), symbol(i), addend(i));
    }

    /** The same, each entry made when it is asked for. */
    public List<Reloc> asList() {
        return new AbstractList<>() {
            @Override
            public Reloc get(int i) {
                return RelocTable.this.get(Objects.checkIndex(i, size()));
            }

            @Override
            public int size() {
                return RelocTable.this.size();
            }
        };
    }

    public long offset(int i) {
        return word(at(i)) | word(at(i) + 4) << 32;
    }

    public int type(int i) {
        return (int) word(at(i) + TYPE);
    }

    /** The index of its symbol. */
    public int symbol(int i) {
        return (int) word(at(i) + SYMBOL);
    }

    public long addend(int i) {
        return word(at(i) + ADDEND) | word(at(i) + ADDEND + 4) << 32;
    }

    /** A table of its own with the entries in another order. */
    public RelocTable ordered(int[] order) {
        byte[] made = new byte[ENTRY * order.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(bytes.array(), at(order[i]), made, ENTRY * i, ENTRY);
        }
        return new RelocTable(Slice.of(made));
    }

    private int at(int i) {
        return bytes.start() + ENTRY * i;
    }

    private long word(int at) {
        return Bits.word(bytes.array(), at);
    }
}
