package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.image.Section;
import patchbay.image.SymbolTable;
import patchbay.machine.FileSymbols;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Result;

/**
 * The symbols of a linked kernel, from its {@code .symtab}: all that have an address in the image,
 * local ones included, but for names of sections and files, and marks of what is code and what data
 * ({@code $x}, {@code $d}), which kallsyms leaves out, too.
 *
 * <p>Of several at one address the one comes first that has a size, is not weak, and has no
 * underscore in front, as in kallsyms.
 */
final class LinkedKernelSymbols implements FileSymbols.Kinds {
    private static final byte[] EXPORT = "__ksymtab_".getBytes(UTF_8);

    /** So far behind the image may lie what a symbol names: .TOC. is that far from its table. */
    private static final int BEHIND = 0x8000;

    private static final int WITHOUT_SIZE = 4;
    private static final int WEAK = 2;
    private static final int UNDERSCORE = 1;

    private final SymbolTable table;
    private final List<Section> sections;
    private final Range image;
    private final LoaderRules rules;

    /** Indices in the table. */
    private final BitSet entry = new BitSet();

    private boolean exports;

    private LinkedKernelSymbols(
            SymbolTable table, List<Section> sections, Range image, LoaderRules rules) {
        this.table = table;
        this.sections = sections;
        this.image = image;
        this.rules = rules;
    }

    /**
     * What was found.
     *
     * @param starts where functions begin, by address
     * @param exports whether the kernel says which of them modules may use
     */
    record Found(FileSymbols symbols, long[] starts, boolean exports) {}

    /**
     * @param image as linked
     */
    static Result<Found> read(
            String file,
            SymbolTable table,
            List<Section> sections,
            Range image,
            long slide,
            Era era) {
        return new LinkedKernelSymbols(table, sections, image, era.loader()).find(file, slide, era);
    }

    private Result<Found> find(String file, long slide, Era era) {
        Set<Integer> hashes = new HashSet<>();
        List<String> names = entryNames(era.entryCode());
        names.forEach(name -> hashes.add(SymbolTable.hash(name.getBytes(UTF_8))));
        long[] order = new long[table.size()];
        int count = 0;
        for (int i = 1; i < table.size(); i++) {
            if (isListed(i)) {
                order[count++] = FileSymbols.key(table.value(i) - image.start(), rank(i), i);
                exports |= table.begins(i, EXPORT);
                if (hashes.contains(table.nameHash(i)) && names.contains(table.name(i))) {
                    entry.set(i);
                }
            }
        }
        order = Arrays.copyOf(order, count);
        Arrays.sort(order);
        int[] sizes = sizes(order);
        long[] starts = new long[count];
        int functions = 0;
        long together = 0;
        for (int position = 0; position < count; position++) {
            int index = FileSymbols.index(order[position]);
            if (kind(index) == Symbol.Kind.FUNCTION) {
                boolean again =
                        position > 0
                                && order[position - 1] >>> 32 == order[position] >>> 32
                                && sizes[position - 1] == sizes[position];
                together += again ? 0 : sizes[position];
                starts[functions++] = table.value(index) + slide;
            }
        }
        long code = code();
        if (together > 2 * code) {
            return Result.refused(new KernelRefusal.Intertwined(file, together, code));
        }
        FileSymbols symbols =
                new FileSymbols(Module.KERNEL, table, image.start() + slide, order, sizes, this);
        return Result.ok(new Found(symbols, Arrays.copyOf(starts, functions), exports));
    }

    /**
     * Names of the tracer's entry code; what prints is an ordinary function here, and the tracer's
     * own name has a prefix since 5.11.
     */
    private static List<String> entryNames(EntryCode code) {
        List<String> names = new ArrayList<>(code.symbols());
        names.remove(code.printer().name());
        names.add(EntrySymbols.ARCH + code.tracer());
        return names;
    }

    private boolean isListed(int index) {
        int type = table.type(index);
        int section = table.section(index);
        long value = table.value(index);
        return type != patchbay.image.Symbol.SECTION
                && type != patchbay.image.Symbol.FILE
                && section != patchbay.image.Symbol.UNDEFINED
                && section != patchbay.image.Symbol.COMMON
                && Long.compareUnsigned(value - image.start(), image.size() + BEHIND) <= 0
                && table.nameOffset(index) != 0
                && table.letter(index) != '$'
                && table.letter(index) != 0;
    }

    private int rank(int index) {
        return (table.size(index) == 0 ? WITHOUT_SIZE : 0)
                + (table.binding(index) == patchbay.image.Symbol.WEAK ? WEAK : 0)
                + (table.letter(index) == '_' ? UNDERSCORE : 0);
    }

    /**
     * A function in assembler may have none (on Power none has): it counts up to the next one,
     * unless it is inside of another.
     */
    private int[] sizes(long[] order) {
        int[] sizes = new int[order.length];
        long covered = 0;
        for (int position = 0; position < order.length; position++) {
            sizes[position] = size(FileSymbols.index(order[position]));
        }
        for (int position = 0; position < order.length; position++) {
            int index = FileSymbols.index(order[position]);
            long offset = table.value(index) - image.start();
            if (isFunction(index)) {
                if (sizes[position] == 0 && offset >= covered) {
                    sizes[position] = untilNext(order, position);
                }
                covered = Math.max(covered, offset + sizes[position]);
            }
        }
        return sizes;
    }

    private boolean isFunction(int index) {
        return inCode(index)
                && (entry.get(index) || table.type(index) == patchbay.image.Symbol.FUNCTION);
    }

    private int untilNext(long[] order, int position) {
        int index = FileSymbols.index(order[position]);
        Section section = sections.get(table.section(index));
        long left = section.address() + section.size() - table.value(index);
        for (int next = position + 1; left > 0 && next < order.length; next++) {
            long distance = table.value(FileSymbols.index(order[next])) - table.value(index);
            if (distance != 0 && isFunction(FileSymbols.index(order[next]))) {
                return (int) Math.min(left, distance);
            }
        }
        return (int) Math.max(0, left);
    }

    private boolean inCode(int index) {
        int number = table.section(index);
        return number < sections.size() && isCode(sections.get(number));
    }

    /** As far as its section goes. */
    private int size(int index) {
        int number = table.section(index);
        if (number >= sections.size() || !sections.get(number).is(Section.ALLOC)) {
            return 0;
        }
        Section section = sections.get(number);
        long left = section.address() + section.size() - table.value(index);
        long offset = table.value(index) - section.address();
        if (offset < 0 || left <= 0) {
            return 0;
        }
        long size = table.size(index);
        return (int) Math.min(left, size < 0 ? left : size);
    }

    @Override
    public Symbol.Kind kind(int index) {
        if (entry.get(index)) {
            return Symbol.Kind.ENTRY;
        }
        int type = table.type(index);
        boolean function =
                type == patchbay.image.Symbol.FUNCTION
                        || type == patchbay.image.Symbol.NO_TYPE && table.size(index) != 0;
        return function && inCode(index) ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA;
    }

    @Override
    public int local(int index) {
        return rules.localEntry(table.other(index));
    }

    static boolean isCode(Section section) {
        return section.is(Section.ALLOC)
                && section.is(Section.EXECUTE)
                && section.type() != Section.NOBITS;
    }

    private long code() {
        long code = 0;
        for (Section section : sections) {
            code += isCode(section) ? section.size() : 0;
        }
        return code;
    }
}
