package patchbay.repl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.Coverage;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * An object file's code as {@code objdump -d} shows it: headings, labels, and an instruction a line
 * with address, word and text.
 *
 * <p>Peculiar to that format, after binutils 2.40 (objdump.c, aarch64-dis.c): addresses are as wide
 * as the section's end needs, in steps of four digits; of symbols at one address functions come
 * first, then objects, then global ones, then larger ones, then by name; a run of eight zero bytes
 * or more is shown as {@code ...}; mapping symbols {@code $d} and {@code $x} say where data begins
 * and ends between the code; what a symbol of type object covers is shown as bytes. In a
 * relocatable file each section begins at 0, and a target is named by its own section's symbols; an
 * instruction with a relocation is shown as if it stood at 0 and the symbol's value were added to
 * its target, with its section's address if a partial link has left one there, and a symbol from
 * elsewhere gives the name.
 */
final class Disassembly {
    /** So many zero bytes are not shown; at the end of a section fewer than {@link #FEW_ZEROS}. */
    private static final int MANY_ZEROS = 8;

    private static final int FEW_ZEROS = 3;
    private static final int FULL = 1 << 15;

    private final Image image;
    private final Isa isa;
    private final Isa.Listing listing;
    private final Isa.Printer printer;
    private final Output out;
    private final Text text = new Text();
    private final Column column = new Column();

    private Disassembly(Image image, Isa isa, Output out) {
        this.image = image;
        this.isa = isa;
        this.listing = isa.listing();
        this.printer = isa.printer();
        this.out = out;
    }

    static void write(Image image, Isa isa, Output out) {
        Disassembly disassembly = new Disassembly(image, isa, out);
        disassembly.text.put(
                "\n" + image.name() + ":     file format " + disassembly.listing.format() + "\n\n");
        for (Section section : image.sections()) {
            if (isShown(section) && !out.gone()) {
                disassembly.section(section);
            }
        }
        disassembly.empty();
    }

    /** Counts the code that {@link #write} would show; what the marks say is data is none. */
    static void count(Image image, Isa isa, Coverage.Code count) {
        for (Section section : image.sections()) {
            if (isShown(section)) {
                Data data = Data.of(image, section);
                byte[] code = section.content().bytes();
                for (int at = 0; at < code.length; ) {
                    int next = Math.min(data.next(at), code.length);
                    if (!data.isData()) {
                        count.add(code, at, next);
                    }
                    at = next;
                }
            }
        }
    }

    private static boolean isShown(Section section) {
        return section.is(Section.EXECUTE)
                && section.is(Section.ALLOC)
                && section.content().size() > 0;
    }

    private void section(Section section) {
        boolean relocatable = image.kind() == Image.Kind.RELOCATABLE;
        long start = relocatable ? 0 : section.address();
        Labels own = Labels.of(image, section, section.index());
        Labels targets = relocatable ? own : Labels.of(image, section, -1);
        Isa.Names plain = targets.isEmpty() ? Isa.Names.NONE : targets;
        Relocated relocated = new Relocated(image, section, targets, listing.relocated());
        Data data = Data.of(image, section);
        byte[] code = section.content().bytes();
        int width = width(start + code.length);
        text.put("\nDisassembly of section ").put(section.name()).put(":\n");
        int at = 0;
        int label = own.first(start);
        while (at < code.length) {
            long address = start + at;
            int end = code.length;
            text.put('\n').hex(address, 16).put(" <");
            if (label < own.size() && own.address(label) == address) {
                own.name(label++, text);
            } else if (own.isEmpty()) {
                text.put(section.name());
            } else {
                own.place(address, text);
            }
            text.put(">:\n");
            boolean object = label > 0 && own.isObject(label - 1);
            if (label < own.size() && own.address(label) - start < end) {
                end = (int) (own.address(label) - start);
            }
            if (object) {
                bytes(code, at, end, start, width);
            } else {
                block(code, at, end, start, width, data, plain, relocated);
            }
            at = end;
        }
    }

    /** The code from one label to the next. */
    private void block(
            byte[] code,
            int from,
            int end,
            long start,
            int width,
            Data data,
            Isa.Names plain,
            Relocated relocated) {
        int unit = isa.unit();
        int at = from;
        int next = from;
        while (at < end) {
            int skipped = code[at] == 0 ? skipZeros(code, at, end) : 0;
            if (skipped > 0) {
                at += skipped;
                continue;
            }
            column.put(start + at, width);
            if (at >= next) {
                next = data.next(at);
            }
            if (data.isData() || end - at < unit) {
                at += datum(code, at, Math.min(next, end));
            } else {
                word(code, at);
                int length =
                        relocated.at(at)
                                ? printer.print(code, at, 0, relocated, text)
                                : printer.print(code, at, start + at, plain, text);
                if (length > unit) {
                    text.put('\n');
                    column.put(start + at + unit, width);
                    word(code, at + unit);
                    text.drop(1);
                }
                at += length;
            }
            text.put('\n');
            if (text.length() > FULL) {
                empty();
            }
        }
    }

    /** Four bytes of code, as one number or one by one. */
    private void word(byte[] code, int at) {
        if (listing.bytes()) {
            for (int i = at; i < at + 4; i++) {
                text.hex(code[i], 2).put(' ');
            }
        } else {
            text.hex(Bits.word(code, at), 8).put(' ');
        }
        text.put('\t');
    }

    /** What a symbol for data covers: four words a line and their letters. */
    private void bytes(byte[] code, int from, int end, long start, int width) {
        int at = from;
        while (at < end) {
            int skipped = code[at] == 0 ? skipZeros(code, at, end) : 0;
            if (skipped > 0) {
                at += skipped;
                continue;
            }
            int next = Math.min(at + 16, end);
            column.put(start + at, width);
            for (int word = at; word < at + 16; word += 4) {
                if (word + 4 <= next) {
                    text.hex(Bits.little(code, word, 4), 8).put(' ');
                } else {
                    text.put(word < next ? " " : "         ");
                }
            }
            text.put("    ");
            for (; at < next; at++) {
                text.put(code[at] >= ' ' && code[at] < 127 ? (char) code[at] : '.');
            }
            text.put('\n');
        }
    }

    /** Shows a run of zeros as such and returns its length; 0 where there is none worth it. */
    private int skipZeros(byte[] code, int at, int end) {
        int zeros = zeros(code, at, end);
        boolean atEnd = at + zeros == end;
        if (zeros < MANY_ZEROS && !(atEnd && zeros < FEW_ZEROS)) {
            return 0;
        }
        text.put("\t...\n");
        return atEnd ? zeros : zeros / 4 * 4;
    }

    private int datum(byte[] code, int at, int end) {
        int room = end - at;
        int size = (at & 3) == 0 && room >= 4 ? 4 : (at & 1) == 0 && room >= 2 ? 2 : 1;
        long value = Bits.little(code, at, size);
        text.hex(value, size * 2)
                .put(
                        size == 4
                                ? " \t.word\t0x"
                                : size == 2 ? "      \t.short\t0x" : "          \t.byte\t0x");
        text.hex(value, size * 2);
        return size;
    }

    private static int zeros(byte[] code, int from, int end) {
        int at = from;
        while (at < end && code[at] == 0) {
            at++;
        }
        return at - from;
    }

    /**
     * Sixteen digits less the zeros that even the section's end begins with, four at a time and
     * never the last five.
     */
    private static int width(long end) {
        int width = 16;
        while (width > 4 && end >>> (width - 5) * 4 == 0) {
            width -= 4;
        }
        return width;
    }

    private static int digits(long value) {
        return Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
    }

    private void empty() {
        out.write(text.array(), 0, text.length());
        text.clear();
    }

    /**
     * The addresses at the starts of lines: from one to the next mostly the last two digits change.
     */
    private final class Column {
        private final Text shown = new Text();
        private long address;

        /** Blanks and digits, {@code width} together, a colon and a tab. */
        void put(long now, int width) {
            if ((now ^ address) >>> 8 != 0 || now >>> 8 == 0) {
                shown.clear();
                for (int i = digits(now); i < width; i++) {
                    shown.put(' ');
                }
                shown.hex(now).put(":\t");
            } else {
                shown.drop(4).hex(now & 0xff, 2).put(':').put('\t');
            }
            address = now;
            text.put(shown);
        }
    }

    /** Names the targets of instructions that have a relocation; asked from low offsets to high. */
    private static final class Relocated implements Isa.Names {
        private final Image image;
        private final Section section;
        private final Reloc[] relocs;
        private final Labels labels;
        private @Nullable Labels everywhere;
        private int next;

        Relocated(Image image, Section section, Labels labels, boolean relocates) {
            this.image = image;
            this.section = section;
            this.labels = labels;
            List<Reloc> all = new ArrayList<>();
            if (relocates) {
                section.relocs().forEach(list -> all.addAll(list.entries().asList()));
            }
            all.sort(Comparator.comparingLong(Reloc::offset));
            relocs = all.toArray(new Reloc[0]);
        }

        private Labels everywhere() {
            Labels known = everywhere;
            if (known == null) {
                known = Labels.of(image, section, -1);
                everywhere = known;
            }
            return known;
        }

        boolean at(int offset) {
            while (next < relocs.length && relocs[next].offset() < offset) {
                next++;
            }
            return next < relocs.length && relocs[next].offset() == offset;
        }

        /** Behind the target as it would be at 0: adds what the symbol is worth. */
        @Override
        public void append(long address, Text out) {
            Symbol symbol = image.symbols().get(relocs[next].symbol());
            long target = address + Labels.address(image, symbol);
            if (symbol.section() == Symbol.UNDEFINED) {
                out.put(" <").put(symbol.name()).put('>');
            } else {
                out.drop(digits(address)).hex(target);
                boolean inside = Long.compareUnsigned(target, section.size()) < 0;
                Labels names = inside ? labels : everywhere();
                if (!names.isEmpty()) {
                    names.append(target, out);
                }
            }
        }
    }

    /** Where data stands between code, by the mapping symbols; asked from low offsets to high. */
    private static final class Data {
        private final int[] offsets;
        private final boolean[] kinds;
        private int here = -1;

        private Data(int[] offsets, boolean[] kinds) {
            this.offsets = offsets;
            this.kinds = kinds;
        }

        static Data of(Image image, Section section) {
            List<Symbol> marks = new ArrayList<>();
            for (Symbol symbol : image.symbols()) {
                String name = symbol.name();
                if (symbol.section() == section.index()
                        && name.length() > 1
                        && name.charAt(0) == '$'
                        && "xd".indexOf(name.charAt(1)) >= 0
                        && (name.length() == 2 || name.charAt(2) == '.')) {
                    marks.add(symbol);
                }
            }
            marks.sort(Comparator.comparingLong(Symbol::value));
            long start = image.kind() == Image.Kind.RELOCATABLE ? 0 : section.address();
            int[] offsets = new int[marks.size()];
            boolean[] kinds = new boolean[marks.size()];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = (int) (marks.get(i).value() - start);
                kinds[i] = marks.get(i).name().charAt(1) == 'd';
            }
            return new Data(offsets, kinds);
        }

        /** Moves to {@code offset} and tells where the next mark is. */
        int next(int offset) {
            while (here + 1 < offsets.length && offsets[here + 1] <= offset) {
                here++;
            }
            return here + 1 < offsets.length ? offsets[here + 1] : Integer.MAX_VALUE;
        }

        boolean isData() {
            return here >= 0 && kinds[here];
        }
    }
}
