package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.image.LoadSegment;
import patchbay.image.Parts;
import patchbay.image.Section;
import patchbay.image.SymbolTable;
import patchbay.image.elf.ElfOutline;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/**
 * A kernel as its linker left it ({@code vmlinux}), taken into memory without being read.
 *
 * <pre>
 *   program headers   what lies in memory: whole pages, each filled when somebody looks at it
 *   section headers   what may be executed, what written; names for the map
 *   .rela.dyn, .relr  words that hold addresses: filled in with the page, moved by the slide
 *   .symtab           functions with their sizes, local ones included; what modules may use
 *   __start_mcount_loc .. __stop_mcount_loc
 *                     patchable entries: set up with the page, as ftrace leaves them at boot
 * </pre>
 *
 * What is read at once are the headers, the symbols, the relocations and the list of entries: some
 * megabytes of a kernel whose debug information has hundreds. The kernel's linked address is that
 * of {@code _text}; one that was linked to be moved (CONFIG_RELOCATABLE) lies anywhere on a page.
 */
public final class LinkedKernel {
    /** More than any kernel takes, its zeroed data included. */
    private static final long LARGEST = 1L << 30;

    private static final int RELR = 19;

    private static final String FIRST = "_text";
    private static final String TOC = ".TOC.";
    private static final String ENTRIES = "__start_mcount_loc";
    private static final String ENTRIES_END = "__stop_mcount_loc";

    private final ElfOutline file;
    private final Parts parts;
    private final Era era;
    private final LinkedKernelRules rules;
    private final List<LoadSegment> segments;
    private final Range image;
    private final List<Section> sections = new ArrayList<>();
    private final SymbolTable table;

    private LinkedKernel(
            ElfOutline file, Parts parts, Era era, List<LoadSegment> segments, SymbolTable table) {
        this.file = file;
        this.parts = parts;
        this.era = era;
        this.rules = era.linkedKernel();
        this.segments = segments;
        this.image =
                new Range(segments.getFirst().range().start(), segments.getLast().range().end());
        this.table = table;
        for (int i = 0; i < file.count(); i++) {
            sections.add(file.section(i));
        }
    }

    /**
     * A kernel that can be placed.
     *
     * @param exports whether it says which of its symbols modules may use
     * @param otherRelocations relocations that the kernel itself passes over
     */
    public record Placed(Plan plan, boolean exports, int otherRelocations) {}

    /**
     * Takes it as that kernel runs.
     *
     * @param file of which {@code parts} are read now and later, by any thread
     * @param wanted where {@code _text} is to lie; empty for where it was linked
     */
    public static Result<Placed> place(ElfOutline file, Parts parts, Era era, OptionalLong wanted) {
        if (!file.machine().equals(era.isa().name())) {
            return Result.refused(
                    new LoadRefusal.ForeignMachine(file.name(), file.machine(), era.isa().name()));
        }
        if (file.kind() == Image.Kind.RELOCATABLE) {
            return notLinked(file, KernelRefusal.Found.RELOCATABLE);
        }
        return file.segments()
                .then(segments ->
                        file.symbolTable()
                                .then(table -> checked(file, parts, era, segments, table)))
                .then(kernel -> kernel.at(wanted));
    }

    private static <T> Result<T> notLinked(ElfOutline file, KernelRefusal.Found found) {
        return Result.refused(new KernelRefusal.NotLinked(file.name(), found));
    }

    private static Result<LinkedKernel> checked(
            ElfOutline file, Parts parts, Era era, List<LoadSegment> segments, SymbolTable table) {
        if (segments.isEmpty()) {
            return notLinked(file, KernelRefusal.Found.NOTHING_TO_LOAD);
        }
        LinkedKernel kernel = new LinkedKernel(file, parts, era, segments, table);
        Range image = kernel.image;
        if (Long.compareUnsigned(image.size(), LARGEST) > 0) {
            return Result.refused(
                    new KernelRefusal.TooLarge(file.name(), image.start(), image.size(), LARGEST));
        }
        if (kernel.sections.stream().noneMatch(LinkedKernelSymbols::isCode)) {
            return notLinked(file, KernelRefusal.Found.NO_CODE);
        }
        return table.size() == 0
                ? Result.refused(new KernelRefusal.NoSymbols(file.name()))
                : Result.ok(kernel);
    }

    private Result<Placed> at(OptionalLong wanted) {
        long linked = linkedAddress();
        long slide = wanted.orElse(linked) - linked;
        if (slide % Memory.PAGE_SIZE != 0) {
            return Result.refused(
                    new KernelRefusal.Misaligned(
                            file.name(), linked, wanted.orElse(linked), Memory.PAGE_SIZE));
        }
        if (slide != 0 && !isMovable()) {
            return Result.refused(
                    new KernelRefusal.Fixed(file.name(), linked, wanted.orElse(linked)));
        }
        if (!Range.fits(image.start() + slide, image.size())) {
            return Result.refused(
                    new KernelRefusal.Wraps(file.name(), wanted.orElse(linked), image.size()));
        }
        return named(mapped(), slide)
                .then(lying ->
                        LinkedKernelSymbols.read(file.name(), table, sections, image, slide, era)
                                .then(found ->
                                        relocs().then(relocs ->
                                                placed(slide, lying, found, relocs))));
    }

    /**
     * Whether it was linked as position independent. Linkers call such a file an executable, too,
     * when it does not begin at 0; what tells it are its relocations.
     */
    private boolean isMovable() {
        boolean movable = file.kind() == Image.Kind.SHARED;
        for (Section section : sections) {
            movable |= section.is(Section.ALLOC) && isMoving(section.type());
        }
        return movable;
    }

    private static boolean isMoving(int type) {
        return type == Section.RELA || type == RELR;
    }

    /** {@code _text}, else the first byte. */
    private long linkedAddress() {
        byte[] name = FIRST.getBytes(UTF_8);
        for (int i = 1; i < table.size(); i++) {
            if (table.isNamed(i, name) && image.contains(table.value(i))) {
                return table.value(i);
            }
        }
        return image.start();
    }

    /** The sections that lie in memory, by address. */
    private List<Section> mapped() {
        List<Section> mapped = new ArrayList<>();
        for (Section section : sections) {
            if (section.is(Section.ALLOC)
                    && section.size() > 0
                    && Range.fits(section.address(), section.size())
                    && isLoaded(Range.of(section.address(), section.size()))) {
                mapped.add(section);
            }
        }
        mapped.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
        return mapped;
    }

    /** Whether a segment holds all of it; what lies between segments is not there. */
    private boolean isLoaded(Range range) {
        int i = LoadSegment.firstBehind(segments, range.start());
        return i < segments.size() && segments.get(i).range().contains(range);
    }

    private Result<List<Segment>> named(List<Section> mapped, long slide) {
        List<Segment> named = new ArrayList<>();
        Section before = null;
        for (Section section : mapped) {
            if (before != null
                    && Long.compareUnsigned(before.address() + before.size(), section.address())
                            > 0) {
                return Result.refused(
                        new KernelRefusal.Overlap(
                                file.name(), before.name(), section.name(), section.address()));
            }
            before = section;
            named.add(
                    new Segment(
                            section.index(),
                            section.name(),
                            Range.of(section.address() + slide, section.size()),
                            protection(section)));
        }
        return Result.ok(named);
    }

    private static Protection protection(Section section) {
        return section.is(Section.EXECUTE)
                ? Protection.EXECUTE
                : section.is(Section.WRITE) ? Protection.READ_WRITE : Protection.READ_ONLY;
    }

    private Result<RelativeRelocs> relocs() {
        Result<RelativeRelocs> relocs = Result.ok(new RelativeRelocs(file.name(), image));
        for (Section section : sections) {
            boolean full = section.type() == Section.RELA;
            if (section.is(Section.ALLOC) && isMoving(section.type())) {
                String name = "section " + section.index();
                relocs =
                        relocs.then(known ->
                                file.content(section.index())
                                        .then(table ->
                                                full
                                                        ? known.add(table, name, rules.relative())
                                                        : known.addPacked(table, name)));
            }
        }
        return relocs;
    }

    private Result<Placed> placed(
            long slide,
            List<Segment> lying,
            LinkedKernelSymbols.Found found,
            RelativeRelocs relocs) {
        KernelPages raw =
                new KernelPages(
                        parts, segments, relocs, slide, rules, new long[0], OptionalLong.empty());
        Module names = new Module(Module.KERNEL, lying, found.symbols(), List.of(), List.of());
        return entries(raw, names, lying)
                .map(entries -> {
                    KernelPages pages = raw.with(entries, idle(names));
                    Module kernel =
                            new Module(
                                    Module.KERNEL,
                                    lying,
                                    found.symbols(),
                                    new KernelSites(entries, found.starts(), rules, pages::code),
                                    List.of(),
                                    toc(names));
                    List<Effect> effects = new ArrayList<>(maps(lying, slide, pages));
                    effects.add(Effect.Become.appear(kernel));
                    return new Placed(
                            new Plan("kernel", effects), found.exports(), relocs.others());
                });
    }

    private static OptionalLong address(Module kernel, String name) {
        List<Symbol> named = kernel.named(name);
        return named.isEmpty() ? OptionalLong.empty() : OptionalLong.of(named.getFirst().address());
    }

    /** What the pointers before functions are set to, in kernels that have them. */
    private OptionalLong idle(Module kernel) {
        return era.entryCode()
                .saved()
                .flatMap(EntryCode.SavedPc::ops)
                .map(ops -> address(kernel, ops.idle()))
                .orElse(OptionalLong.empty());
    }

    /** What the register holds that belongs to the kernel proper, where there is one. */
    private OptionalLong toc(Module kernel) {
        return era.toc(0).isPresent() ? address(kernel, TOC) : OptionalLong.empty();
    }

    private Result<long[]> entries(KernelPages raw, Module kernel, List<Segment> lying) {
        OptionalLong start = address(kernel, ENTRIES);
        OptionalLong end = address(kernel, ENTRIES_END);
        if (start.isEmpty() || end.equals(start)) {
            return Result.ok(new long[0]);
        }
        EntryList list = new EntryList(lying, raw);
        Optional<long[]> entries =
                list.holder(start.getAsLong())
                        .filter(holder ->
                                sections.get(holder.index()).type() != Section.NOBITS
                                        && end.orElse(0) - start.getAsLong() > 0
                                        && holder.range().end() - end.orElse(0) >= 0)
                        .map(holder -> list.read(new Range(start.getAsLong(), end.orElse(0))));
        return entries.isPresent()
                ? Result.ok(entries.get())
                : Result.refused(
                        new KernelRefusal.Outside(
                                file.name(), ENTRIES + " .. " + ENTRIES_END, end.orElse(0)));
    }

    /** Runs of pages that may be used alike: code before variables before constants. */
    private List<Effect> maps(List<Segment> lying, long slide, KernelPages pages) {
        long first = Bits.alignDown(image.start() + slide, Memory.PAGE_SIZE);
        int count = page(image.end() - 1 + slide, first) + 1;
        Protection[] uses = new Protection[count];
        for (LoadSegment segment : segments) {
            int from = page(segment.range().start() + slide, first);
            int to = page(segment.range().end() - 1 + slide, first);
            Arrays.fill(uses, from, to + 1, Protection.READ_ONLY);
        }
        for (Segment section : lying) {
            int to = page(section.range().end() - 1, first);
            for (int i = page(section.range().start(), first); i <= to; i++) {
                Protection use = uses[i];
                if (use != null && use.compareTo(section.protection()) < 0) {
                    uses[i] = section.protection();
                }
            }
        }
        List<Effect> effects = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || uses[i] != uses[start]) {
                Protection use = uses[start];
                if (use != null) {
                    Range run =
                            Range.of(
                                    first + (long) start * Memory.PAGE_SIZE,
                                    (long) (i - start) * Memory.PAGE_SIZE);
                    effects.add(new Effect.Map(run, use, "kernel", pages));
                }
                start = i;
            }
        }
        return effects;
    }

    private static int page(long address, long first) {
        return (int) (address - first >>> 12);
    }
}
