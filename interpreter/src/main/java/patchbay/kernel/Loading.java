package patchbay.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.Fixup;
import patchbay.machine.Site;
import patchbay.source.Phrase;

/**
 * A module while it is being loaded: the kernel's {@code struct load_info}. The passes of {@link
 * ModuleLoader} and the architecture's {@link LoaderRules} change it one after the other.
 */
public final class Loading {
    private final Image image;
    private final String module;
    private final Era era;
    private final LoaderRules rules;
    private Exports exports = name -> OptionalLong.empty();
    private final List<LoadSection> sections = new ArrayList<>();
    private final List<LoadSection.Relocs> relocs = new ArrayList<>();
    private final List<Symbol> symbols;
    private final long[] values;
    private final List<LoadNote> notes;
    private final List<LoadRefusal> refusals;
    private final List<Site> sites = new ArrayList<>();
    private boolean isLate;

    /** The same module once more, when it is loaded already. */
    static Loading again(Image image, String module, Era era) {
        Loading load = new Loading(image, module, era);
        load.isLate = true;
        return load;
    }

    Loading(Image image, String module, Era era) {
        this.image = image;
        this.module = module;
        this.era = era;
        this.rules = era.loader();
        this.notes = new ArrayList<>();
        this.refusals = new ArrayList<>();
        this.symbols = new ArrayList<>(image.symbols());
        this.values = new long[image.symbols().size()];
        for (Section section : image.sections()) {
            sections.add(new LoadSection(section));
        }
        for (Section section : image.sections()) {
            for (Section.Relocs list : section.relocs()) {
                relocs.add(new LoadSection.Relocs(list, sections.get(section.index())));
            }
        }
        relocs.sort(Comparator.comparingInt(LoadSection.Relocs::index));
    }

    /** A load of its own, of what was {@code prepared} and has no address yet. */
    Loading(Loading prepared) {
        this.image = prepared.image;
        this.module = prepared.module;
        this.era = prepared.era;
        this.rules = prepared.rules;
        this.notes = new ArrayList<>(prepared.notes);
        this.refusals = new ArrayList<>(prepared.refusals);
        this.symbols = prepared.symbols;
        this.values = new long[prepared.values.length];
        for (LoadSection section : prepared.sections) {
            sections.add(new LoadSection(section));
        }
        for (LoadSection.Relocs list : prepared.relocs) {
            relocs.add(new LoadSection.Relocs(list, sections.get(list.target().index())));
        }
    }

    /** Whether the module is in use already, its code read-only. */
    public boolean isLate() {
        return isLate;
    }

    public Image image() {
        return image;
    }

    /** The module's name. */
    public String module() {
        return module;
    }

    public Era era() {
        return era;
    }

    public LoaderRules rules() {
        return rules;
    }

    /** Nothing until it is known what else is there. */
    public Exports exports() {
        return exports;
    }

    void exports(Exports known) {
        exports = known;
    }

    /** All sections; indices are the file's. */
    public List<LoadSection> sections() {
        return sections;
    }

    /** The last section of that name, as {@code module_frob_arch_sections} finds it. */
    public Optional<LoadSection> section(String name) {
        return image.section(name).map(section -> sections.get(section.index()));
    }

    /** All lists of relocations, by the index of their own section. */
    public List<LoadSection.Relocs> relocs() {
        return relocs;
    }

    /** The file's symbols, as the architecture has changed them. */
    public List<Symbol> symbols() {
        return symbols;
    }

    /** For each symbol the section that it is in. */
    public int[] symbolSections() {
        int[] sections = new int[symbols.size()];
        for (Symbol symbol : symbols) {
            sections[symbol.index()] = symbol.section();
        }
        return sections;
    }

    public Symbol symbol(int index) {
        return symbols.get(index);
    }

    /** Takes {@code changed} for the symbol of that index, before symbols are resolved. */
    public void change(Symbol changed) {
        symbols.set(changed.index(), changed);
    }

    /** A symbol's address, once symbols were resolved. */
    public long value(int symbol) {
        return values[symbol];
    }

    /** Gives a symbol its address: where the loader resolves it, or later what only it can know. */
    public void value(int symbol, long address) {
        values[symbol] = address;
    }

    public void note(LoadNote note) {
        notes.add(note);
    }

    public void refuse(LoadRefusal refusal) {
        refusals.add(refusal);
    }

    /**
     * A place as kernels print it: {@code bar+0x2c/0x70 [foo]}. A symbol goes as far as the next
     * one, whatever its own size says.
     */
    public String symbolic(LoadSection section, long offset) {
        long place = section.address() + offset;
        String name = "";
        long start = 0;
        long end = section.range().end();
        for (Symbol symbol : symbols) {
            int home = symbol.section();
            if (home <= 0
                    || home >= sections.size()
                    || symbol.name().isEmpty()
                    || symbol.type() == Symbol.SECTION
                    || sections.get(home).address() == 0) {
                continue;
            }
            long address = sections.get(home).address() + symbol.value();
            if (Long.compareUnsigned(address, place) > 0) {
                end = Long.compareUnsigned(address, end) < 0 ? address : end;
            } else if (name.isEmpty() || Long.compareUnsigned(address, start) > 0) {
                name = symbol.name();
                start = address;
            }
        }
        return name.isEmpty()
                ? "0x" + Long.toHexString(place)
                : Phrase.of("%s+0x%x/0x%x [%s]", name, place - start, end - start, module);
    }

    /** Refuses a relocation whose type this kernel does not know; {@code line} is what it logs. */
    public void unsupported(LoadSection section, Reloc reloc, String line) {
        refuse(
                new LoadRefusal.Unsupported(
                        module,
                        section.name(),
                        section.address() + reloc.offset(),
                        reloc.type(),
                        symbol(reloc.symbol()).name(),
                        line));
    }

    /**
     * Whether the {@code size} bytes at {@code offset}, which a relocation changes, lie in its
     * section, else refused.
     */
    public boolean holds(LoadSection section, long offset, Fixup fixup, int size) {
        boolean inside = offset >= 0 && offset <= section.size() - size;
        if (!inside) {
            refuse(
                    new LoadRefusal.OutsideOfSection(
                            module, section.name(), offset, size, section.size(), fixup.name()));
        }
        return inside;
    }

    /** Refuses {@code value}, which does not survive {@code fixup}. */
    public void overflow(LoadSection section, Reloc reloc, Fixup fixup, long value, String line) {
        refuse(
                new LoadRefusal.Overflow(
                        module,
                        section.name(),
                        section.address() + reloc.offset(),
                        fixup.name(),
                        symbol(reloc.symbol()).name(),
                        value,
                        fixup.lowest(),
                        fixup.highest(),
                        line));
    }

    /**
     * Refuses a branch for which {@code table} has no slot left.
     *
     * @param fillers for which branch each of its slots was filled, in order
     */
    public void noSlotLeft(
            String table,
            long place,
            long target,
            int max,
            List<Long> fillers,
            int errno,
            String line) {
        refuse(
                new LoadRefusal.NoSlotLeft(
                        module,
                        table,
                        place,
                        where(place),
                        target,
                        max,
                        countedFor(place, table),
                        fillers.isEmpty() ? "" : where(fillers.getLast()),
                        fillers.stream()
                                .filter(filler -> !countedFor(filler, table).equals(table))
                                .map(this::where)
                                .toList(),
                        errno,
                        line));
    }

    /**
     * The table for which a branch was counted, or nothing; what stands in a section of slots is
     * the tracer's, and belongs to {@code own}.
     */
    private String countedFor(long place, String own) {
        Optional<LoadSection> holder = holder(place);
        if (holder.isEmpty()) {
            return "";
        }
        String section = holder.get().name();
        SlotTables tables = era.slotTables();
        long flags = image.sections().get(holder.get().index()).flags();
        if (rules.slotSections().contains(section)) {
            return own;
        }
        return !rules.slotCount(symbolSections()).counts(flags)
                ? ""
                : rules.countsAsInit(section) ? tables.init() : tables.far();
    }

    private Optional<LoadSection> holder(long address) {
        for (LoadSection section : sections) {
            if (!section.block().isEmpty() && section.range().contains(address)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** {@code bar+0x28 (.text+0x48)}, as there is no module yet whose symbols could be asked. */
    private String where(long address) {
        Optional<LoadSection> section = holder(address);
        if (section.isEmpty()) {
            return "0x" + Long.toHexString(address);
        }
        long offset = address - section.get().address();
        String place = section.get().name() + "+0x" + Long.toHexString(offset);
        Symbol nearest = null;
        for (Symbol symbol : symbols) {
            if (symbol.section() == section.get().index()
                    && symbol.type() == Symbol.FUNCTION
                    && Long.compareUnsigned(values[symbol.index()], address) <= 0
                    && (nearest == null
                            || Long.compareUnsigned(values[symbol.index()], values[nearest.index()])
                                    > 0)) {
                nearest = symbol;
            }
        }
        return nearest == null
                ? place
                : nearest.name()
                        + "+0x"
                        + Long.toHexString(address - values[nearest.index()])
                        + " ("
                        + place
                        + ")";
    }

    /** Runs passes up to the first that refuses. */
    void run(List<Runnable> passes) {
        for (Runnable pass : passes) {
            if (isRefused()) {
                return;
            }
            pass.run();
        }
    }

    public boolean isRefused() {
        return !refusals.isEmpty();
    }

    public void site(Site site) {
        sites.add(site);
    }

    List<LoadNote> notes() {
        return notes;
    }

    List<LoadRefusal> refusals() {
        return refusals;
    }

    List<Site> sites() {
        return sites;
    }
}
