package patchbay.isa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.source.Result;

/**
 * A veneer as data: words, some of them with a fixup to the target, or to the veneer itself. Size,
 * reach, bytes, recogniser and listing derive from the words.
 *
 * <p>To recognise one, the fields are read back word by word: a page-relative or inverted field
 * tells the whole target as far as it goes, an absolute one replaces the bits that it holds; one
 * that is relative to a register of the module tells nothing. The target found must give the very
 * bytes again, so a veneer that lost something is not taken for one to somewhere else.
 *
 * @param name such as {@code adrp/add/br}
 * @param reach one sentence: how far it reaches and what it clobbers
 * @param toc the value of the register that its words start from, where they do
 */
public record Template(String name, String reach, List<Word> words, long toc) implements Veneer {
    public Template {
        words = List.copyOf(words);
    }

    public Template(String name, String reach, List<Word> words) {
        this(name, reach, words, 0);
    }

    /** What a fixup's S is. */
    public enum Subject {
        TARGET,
        /** the veneer's own first byte */
        ITSELF
    }

    /**
     * One instruction, or a datum.
     *
     * @param word with zero in its field
     * @param size in bytes: 4 or 8
     * @param text as assembly, the field in words
     * @param fixups none, or what goes in
     * @param code whether it is an instruction
     */
    public record Word(
            long word, int size, String text, List<Fixup> fixups, Subject subject, boolean code) {
        public Word {
            fixups = List.copyOf(fixups);
        }
    }

    /** An instruction without a field. */
    public static Word word(int word, String text) {
        return new Word(word & 0xffffffffL, 4, text, List.of(), Subject.TARGET, true);
    }

    /** An instruction with a fixup to the target; its place is the word's own address. */
    public static Word word(int word, String text, Fixup fixup) {
        return word(word, text, fixup, Subject.TARGET);
    }

    public static Word word(int word, String text, Fixup fixup, Subject subject) {
        return new Word(word & 0xffffffffL, 4, text, List.of(fixup), subject, true);
    }

    /** A prefixed instruction with a fixup to the target. */
    public static Word pair(long word, String text, Fixup fixup) {
        return new Word(word, 8, text, List.of(fixup), Subject.TARGET, true);
    }

    /** Four bytes that are always the same. */
    public static Word datum(int word, String text) {
        return new Word(word & 0xffffffffL, 4, text, List.of(), Subject.TARGET, false);
    }

    /** Eight bytes that hold the target. */
    public static Word target(String text, Fixup fixup) {
        return new Word(0, 8, text, List.of(fixup), Subject.TARGET, false);
    }

    /** This veneer where the register that its words start from has this value. */
    public Template from(long value) {
        return new Template(name, reach, words, value);
    }

    @Override
    public int size() {
        int size = 0;
        for (int i = 0; i < words.size(); i++) {
            size += words.get(i).size;
        }
        return size;
    }

    @Override
    public boolean reaches(long address, long target) {
        return recognise(fill(address, target), address).equals(OptionalLong.of(target));
    }

    @Override
    public OptionalLong left(long address, long target) {
        OptionalLong least = OptionalLong.empty();
        int offset = 0;
        for (Word word : words) {
            for (Fixup fixup : word.fixups) {
                if (fixup.isDistance()) {
                    long left = fixup.margin(value(word, fixup, address, target, offset));
                    least = OptionalLong.of(Math.min(left, least.orElse(left)));
                }
            }
            offset += word.size;
        }
        return least;
    }

    @Override
    public Result<byte[]> emit(long address, long target) {
        return reaches(address, target)
                ? Result.ok(fill(address, target))
                : Result.refused(new IsaRefusal.VeneerOutOfReach(name, address, target, reach));
    }

    private long value(Word word, Fixup fixup, long address, long target, int offset) {
        long subject = word.subject == Subject.ITSELF ? address : target;
        return fixup.value(subject, 0, address + offset, toc);
    }

    /** The bytes, whatever is lost. */
    public byte[] fill(long address, long target) {
        byte[] bytes = new byte[size()];
        int offset = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            long filled = word.word;
            for (int j = 0; j < word.fixups.size(); j++) {
                Fixup fixup = word.fixups.get(j);
                long value = value(word, fixup, address, target, offset);
                filled = fixup.field().insert(filled, value);
            }
            Bits.putLittle(bytes, offset, word.size, filled);
            offset += word.size;
        }
        return bytes;
    }

    @Override
    public OptionalLong recognise(byte[] bytes, long address) {
        if (bytes.length < size()) {
            return OptionalLong.empty();
        }
        long target = 0;
        int offset = 0;
        for (Word word : words) {
            long found = Bits.little(bytes, offset, word.size);
            long fields = 0;
            for (Fixup fixup : word.fixups) {
                fields |= fixup.field().mask();
                target = read(fixup, found, address + offset, target);
            }
            if (((found ^ word.word) & ~fields) != 0) {
                return OptionalLong.empty();
            }
            offset += word.size;
        }
        return survives(address, target)
                        && Arrays.equals(bytes, 0, size(), fill(address, target), 0, size())
                ? OptionalLong.of(target)
                : OptionalLong.empty();
    }

    /** Whether no distance from the register is cut: those are not read back. */
    private boolean survives(long address, long target) {
        int offset = 0;
        for (Word word : words) {
            for (Fixup fixup : word.fixups) {
                if (fixup.formula() == Fixup.Formula.TOC_RELATIVE
                        && !fixup.inRange(value(word, fixup, address, target, offset))) {
                    return false;
                }
            }
            offset += word.size;
        }
        return true;
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
    public Optional<Datum> datum(int offset) {
        int at = 0;
        for (Word word : words) {
            if (at == offset && !word.code) {
                return Optional.of(new Datum(word.text, word.size));
            }
            at += word.size;
        }
        return Optional.empty();
    }

    @Override
    public List<String> template() {
        List<String> lines = new ArrayList<>();
        for (Word word : words) {
            Text line = new Text().hex(word.word, 2 * word.size).put("  ").put(word.text);
            lines.add(line.toString());
        }
        return lines;
    }
}
