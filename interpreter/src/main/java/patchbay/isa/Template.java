package patchbay.isa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.source.Result;

/**
 * A veneer as data: words, some of them with a fixup to the target. Size, reach, bytes, recogniser
 * and listing derive from the words.
 *
 * <p>To recognise one, the fields are read back word by word: a page-relative or inverted field
 * tells the whole target as far as it goes, an absolute one replaces the bits that it holds. The
 * target found must give the very bytes again, so a veneer that lost something is not taken for one
 * to somewhere else.
 *
 * @param name such as {@code adrp/add/br}
 * @param reach one sentence: how far it reaches and what it clobbers
 */
public record Template(String name, String reach, List<Word> words) implements Veneer {
    public Template {
        words = List.copyOf(words);
    }

    /**
     * One instruction.
     *
     * @param word with zero in its field
     * @param text as assembly, the field in words
     * @param fixups none, or what goes in
     */
    public record Word(int word, String text, List<Fixup> fixups) {
        public Word {
            fixups = List.copyOf(fixups);
        }
    }

    /** A word without a field. */
    public static Word word(int word, String text) {
        return new Word(word, text, List.of());
    }

    /** A word with a fixup to the target; its place is the word's own address. */
    public static Word word(int word, String text, Fixup fixup) {
        return new Word(word, text, List.of(fixup));
    }

    @Override
    public int size() {
        return 4 * words.size();
    }

    @Override
    public boolean reaches(long address, long target) {
        return recognise(fill(address, target), address).equals(OptionalLong.of(target));
    }

    @Override
    public Result<byte[]> emit(long address, long target) {
        return reaches(address, target)
                ? Result.ok(fill(address, target))
                : Result.refused(new IsaRefusal.VeneerOutOfReach(name, address, target, reach));
    }

    /** The bytes, whatever is lost. */
    public byte[] fill(long address, long target) {
        byte[] bytes = new byte[size()];
        for (int i = 0; i < words.size(); i++) {
            long value = words.get(i).word & 0xffffffffL;
            for (Fixup fixup : words.get(i).fixups) {
                value = fixup.field().insert(value, fixup.value(target, 0, address + 4L * i));
            }
            Bits.putLittle(bytes, 4 * i, 4, value);
        }
        return bytes;
    }

    @Override
    public OptionalLong recognise(byte[] bytes, long address) {
        if (bytes.length < size()) {
            return OptionalLong.empty();
        }
        long target = 0;
        for (int i = 0; i < words.size(); i++) {
            long found = Bits.little(bytes, 4 * i, 4);
            long fields = 0;
            for (Fixup fixup : words.get(i).fixups) {
                fields |= fixup.field().mask();
                target = read(fixup, found, address + 4L * i, target);
            }
            if (((found ^ words.get(i).word) & 0xffffffffL & ~fields) != 0) {
                return OptionalLong.empty();
            }
        }
        return Arrays.equals(bytes, 0, size(), fill(address, target), 0, size())
                ? OptionalLong.of(target)
                : OptionalLong.empty();
    }

    private static long read(Fixup fixup, long word, long place, long target) {
        Fixup.Field field = fixup.field();
        long value = field.extract(word);
        long held = Bits.mask(field.width()) << field.shift();
        return switch (fixup.formula()) {
            case ABSOLUTE -> target & ~held | value;
            case INVERTED -> ~value;
            case RELATIVE -> place + Bits.signed(value, field.width() + field.shift());
            case PAGE_RELATIVE ->
                    (place & ~0xfffL) + Bits.signed(value, field.width() + field.shift());
            case TOC_RELATIVE, TOC, NONE -> target;
        };
    }

    @Override
    public List<String> template() {
        List<String> lines = new ArrayList<>();
        for (Word word : words) {
            Text line = new Text().hex(word.word & 0xffffffffL, 8).put("  ").put(word.text);
            lines.add(line.toString());
        }
        return lines;
    }
}
