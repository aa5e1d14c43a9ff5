package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.source.Result;

/**
 * Loads a module from its file as the kernel does it: {@code load_module} of kernel/module, a list
 * of passes. What an architecture does differently is behind {@link LoaderRules.Steps}.
 *
 * <p>Peculiar: the sections' headers are changed before anything has an address (slots are counted
 * from relocations, and sections that were one byte in the file grow); relocations are applied
 * section by section in the order of the file, which decides who gets which slot; and where the
 * kernel does not look at a value, neither does this, but it leaves a note.
 */
public final class ModuleLoader {
    /** More than any window for modules that a kernel of today has room for. */
    private static final long LARGEST = 64L << 20;

    /** What a module has that its file does not: a few bytes of a header could ask for much. */
    private static final long MOST_ZEROS = 32L << 20;

    /** Sections that the loader reads and does not keep. */
    private static final List<String> DROPPED =
            List.of(".modinfo", "__versions", "__version_ext_crcs", "__version_ext_names");

    private static final String PERCPU = ".data..percpu";

    private final Loading load;
    private final LoaderRules.Steps steps;
    private final Map<String, Long> blocks = new LinkedHashMap<>();
    private final List<Range> areas = new ArrayList<>();
    private int percpuIndex = -1;
    private long percpu;

    private ModuleLoader(Loading load) {
        this.load = load;
        this.steps = load.rules().begin(load);
    }

    /** Loads {@code image} under the name {@code moduleName}; nothing is written anywhere. */
    public static Result<LoadedModule> load(
            Image image, String moduleName, Placement placement, Era era, Exports exports) {
        return begin(image, moduleName, era).load(placement, exports);
    }

    /** Does what depends neither on where the module lies nor on what else is there. */
    public static ModuleLoader begin(Image image, String moduleName, Era era) {
        return begin(new Loading(image, moduleName, era));
    }

    /**
     * The same for the file of {@code before}, by the same rules: the order of its relocations is
     * taken over.
     */
    public static ModuleLoader again(LoadedModule before, Era era) {
        Loading load = new Loading(before.image(), before.module().name(), era);
        for (int i = 0; i < before.relocations().size(); i++) {
            load.relocs().get(i).orderAs(before.relocations().get(i));
        }
        return begin(load);
    }

    private static ModuleLoader begin(Loading load) {
        ModuleLoader loader = new ModuleLoader(load);
        loader.run(
                List.of(
                        loader::checkFile,
                        loader.steps::prepare,
                        loader::checkPermissions,
                        loader::setAside,
                        loader::checkSize));
        return loader;
    }

    /** Does the rest of what was begun, once. */
    public Result<LoadedModule> load(Placement placement, Exports exports) {
        load.exports(exports);
        run(
                List.of(
                        () -> lay(placement),
                        this::copy,
                        this::resolveSymbols,
                        this::relocate,
                        this::sortExceptions,
                        this::freeze,
                        steps::finish,
                        steps::initialiseSites,
                        this::noteNotModelled));
        return load.isRefused() ? Result.refused(load.refusals()) : Result.ok(result());
    }

    /** Runs passes up to the first that refuses. */
    private void run(List<Runnable> passes) {
        for (Runnable pass : passes) {
            if (load.isRefused()) {
                return;
            }
            pass.run();
        }
    }

    private void checkFile() {
        Image image = load.image();
        new FileCheck(
                        image.name(),
                        load.module(),
                        image.machine(),
                        image.kind(),
                        image.sections(),
                        !image.symbols().isEmpty(),
                        LivepatchRelocs.isLivepatch(image))
                .refusals(load.era(), load.rules())
                .forEach(load::refuse);
        ModuleSignature.size(image).ifPresent(size -> load.note(new LoadNote.Signed(size)));
    }

    private void checkPermissions() {
        for (LoadSection section : load.sections()) {
            if (section.is(Section.WRITE) && section.is(Section.EXECUTE)) {
                String line =
                        load.module()
                                + ": section "
                                + section.name()
                                + " (index "
                                + section.index()
                                + ") has invalid WRITE|EXEC flags";
                load.refuse(new LoadRefusal.Rejected(load.module(), section.name(), line));
            }
        }
    }

    /** Takes out what is not kept, and marks what becomes read-only after init. */
    private void setAside() {
        for (LoadSection section : load.sections()) {
            String name = section.name();
            if (DROPPED.contains(name)) {
                section.flag(0, Section.ALLOC);
            } else if (name.equals(PERCPU) && section.is(Section.ALLOC) && percpuIndex < 0) {
                percpuIndex = section.index();
                section.flag(0, Section.ALLOC);
            } else if (name.equals(".data..ro_after_init") || name.equals("__jump_table")) {
                section.flag(ModuleLayout.RO_AFTER_INIT, 0);
            }
        }
    }

    private void checkSize() {
        long total = 0;
        long zeros = 0;
        for (LoadSection section : load.sections()) {
            if (!section.is(Section.ALLOC) || section.type() == Section.NULL) {
                continue;
            }
            long size = Math.max(section.size(), section.align());
            total += section.size() + section.align();
            zeros += section.type() == Section.NOBITS ? section.size() : 0;
            if (size > LARGEST || zeros > MOST_ZEROS || total > 2 * LARGEST) {
                load.refuse(tooLarge(section, size, zeros, total));
                return;
            }
        }
    }

    private LoadRefusal tooLarge(LoadSection section, long size, long zeros, long total) {
        String module = load.module();
        if (size > LARGEST) {
            return new LoadRefusal.TooLarge(module, section.name(), size, LARGEST);
        }
        return zeros > MOST_ZEROS
                ? new LoadRefusal.TooLarge(module, "what is zero at first", zeros, MOST_ZEROS)
                : new LoadRefusal.TooLarge(module, "what is kept", total, 2 * LARGEST);
    }

    private void lay(Placement placement) {
        SectionPlaces places = new SectionPlaces(load, placement, blocks);
        places.find();
        areas.addAll(places.areas());
        if (percpuIndex < 0) {
            return;
        }
        OptionalLong given = placement.percpu();
        percpu = given.orElse(load.era().kernelBase() + (24L << 20));
        if (given.isEmpty()) {
            load.note(new LoadNote.Assumed("percpu", percpu));
        }
    }

    private void copy() {
        for (LoadSection section : load.sections()) {
            if (!section.block().isEmpty()) {
                section.fill();
            }
        }
        // A live patch keeps relocations in memory; they were sorted before they were copied.
        for (LoadSection.Relocs relocs : load.relocs()) {
            LoadSection kept = load.sections().get(relocs.index());
            if (!kept.block().isEmpty()
                    && kept.size() == (long) RelocTable.ENTRY * relocs.entries().size()) {
                kept.put(0, relocs.ordered().bytes());
            }
        }
    }

    /** {@code simplify_symbols}: every symbol becomes an address; all unknown ones are named. */
    private void resolveSymbols() {
        List<String> unknown = new ArrayList<>();
        for (Symbol symbol : load.symbols().subList(1, load.symbols().size())) {
            int i = symbol.index();
            switch (symbol.section()) {
                case Symbol.COMMON -> {
                    if (!symbol.name().startsWith("__gnu_lto")) {
                        String line = load.module() + ": please compile with -fno-common";
                        load.refuse(new LoadRefusal.Rejected(load.module(), symbol.name(), line));
                    }
                }
                case Symbol.ABSOLUTE, Symbol.LIVEPATCH -> load.value(i, symbol.value());
                case Symbol.UNDEFINED -> {
                    OptionalLong known = load.exports().address(symbol.name());
                    if (known.isPresent()) {
                        load.value(i, known.getAsLong());
                    } else if (symbol.binding() == Symbol.WEAK) {
                        load.value(i, symbol.value());
                        load.note(new LoadNote.WeakUndefined(symbol.name()));
                    } else {
                        unknown.add(symbol.name());
                    }
                }
                default -> {
                    if (symbol.section() >= load.sections().size()) {
                        String line = load.module() + ": bad section index of " + symbol.name();
                        load.refuse(new LoadRefusal.Rejected(load.module(), symbol.name(), line));
                    } else {
                        long base =
                                symbol.section() == percpuIndex
                                        ? percpu
                                        : load.sections().get(symbol.section()).address();
                        load.value(i, base + symbol.value());
                    }
                }
            }
        }
        if (!unknown.isEmpty()) {
            load.refuse(new LoadRefusal.UnknownSymbols(load.module(), unknown));
        }
    }

    private void relocate() {
        for (LoadSection.Relocs relocs : load.relocs()) {
            if (relocs.target().block().isEmpty()) {
                continue;
            }
            if (LivepatchRelocs.areSome(relocs)) {
                LivepatchRelocs.load(load, steps, relocs);
            } else {
                steps.relocate(relocs);
            }
            if (load.isRefused()) {
                return;
            }
        }
    }

    private void sortExceptions() {
        for (LoadSection section : load.sections()) {
            if (section.name().equals(ExceptionTable.SECTION) && !section.block().isEmpty()) {
                ExceptionTable.sort(section, load.rules().exceptionEntrySize());
                return;
            }
        }
    }

    private void freeze() {
        load.sections().forEach(LoadSection::freeze);
    }

    private void noteNotModelled() {
        for (LoadSection section : load.sections()) {
            String what = load.rules().leftOut().get(section.name());
            if (what != null && !section.block().isEmpty() && section.size() != 0) {
                load.note(new LoadNote.NotModelled(what, List.of(section.name())));
            }
        }
    }

    private LoadedModule result() {
        List<LoadedModule.PlacedSection> placed = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        for (LoadSection section : load.sections()) {
            if (section.block().isEmpty()) {
                continue;
            }
            placed.add(
                    new LoadedModule.PlacedSection(
                            section.index(),
                            section.name(),
                            section.range(),
                            section.align(),
                            section.block(),
                            section.protection(),
                            section.relocated(),
                            section.bytes()));
            if (section.size() != 0) {
                segments.add(
                        new Segment(
                                section.index(),
                                section.name(),
                                section.range(),
                                section.protection()));
            }
        }
        segments.sort((a, b) -> a.range().compareTo(b.range()));
        List<patchbay.machine.SlotTable> tables = steps.tables();
        Module module =
                new Module(
                        load.module(),
                        segments,
                        symbols(),
                        load.sites(),
                        tables.stream().map(patchbay.machine.SlotTable::name).toList(),
                        steps.toc());
        List<RelocList> lists = load.relocs().stream().map(LoadSection.Relocs::list).toList();
        return new LoadedModule(
                load.image(), module, tables, placed, blocks, areas, lists, load.notes());
    }

    /**
     * What kallsyms would show of the module: named symbols in kept sections, no mapping symbols;
     * in the order of the file.
     */
    private List<patchbay.machine.Symbol> symbols() {
        List<patchbay.machine.Symbol> found = new ArrayList<>();
        for (Symbol symbol : load.image().symbols()) {
            Optional<LoadSection> section = home(symbol);
            if (section.isEmpty()) {
                continue;
            }
            boolean code = section.get().is(Section.EXECUTE) && symbol.type() != Symbol.OBJECT;
            long address = load.value(symbol.index());
            long size = Math.max(0, Math.min(symbol.size(), section.get().range().end() - address));
            found.add(
                    new patchbay.machine.Symbol(
                            load.module(),
                            symbol.name(),
                            address,
                            size,
                            code
                                    ? patchbay.machine.Symbol.Kind.FUNCTION
                                    : patchbay.machine.Symbol.Kind.DATA,
                            load.rules().localEntry(symbol)));
        }
        return found;
    }

    private Optional<LoadSection> home(Symbol symbol) {
        int index = symbol.section();
        if (index <= 0
                || index >= load.sections().size()
                || symbol.name().isEmpty()
                || symbol.name().startsWith("$")
                || symbol.type() == Symbol.SECTION
                || symbol.type() == Symbol.FILE) {
            return Optional.empty();
        }
        LoadSection section = load.sections().get(index);
        return section.block().isEmpty() || Long.compareUnsigned(symbol.value(), section.size()) > 0
                ? Optional.empty()
                : Optional.of(section);
    }
}
