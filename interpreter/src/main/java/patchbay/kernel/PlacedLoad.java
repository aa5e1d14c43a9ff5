package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.image.RelocTable;
import patchbay.image.Symbol;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SymbolShape;
import patchbay.source.Phrase;
import patchbay.source.Result;

/**
 * One load of a module that {@link ModuleLoader} has prepared: the passes of {@code load_module}
 * from the placing of its blocks on.
 *
 * <p>Peculiar: relocations are applied section by section in the order of the file, which decides
 * who gets which slot; and where the kernel does not look at a value, neither does this, but it
 * leaves a note.
 */
final class PlacedLoad {
    private final Loading load;
    private final LoaderRules.Steps steps;
    private final BlockSizes sizes;
    private final SymbolShape symbols;
    private final Map<String, Long> blocks = new LinkedHashMap<>();
    private final List<Range> areas = new ArrayList<>();
    private final int percpuIndex;
    private long percpu;

    PlacedLoad(
            Loading load,
            LoaderRules.Steps steps,
            BlockSizes sizes,
            SymbolShape symbols,
            int percpuIndex) {
        this.load = load;
        this.steps = steps;
        this.sizes = sizes;
        this.symbols = symbols;
        this.percpuIndex = percpuIndex;
    }

    Result<LoadedModule> at(Placement placement) {
        load.run(
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

    private void lay(Placement placement) {
        SectionPlaces places = new SectionPlaces(load, placement, sizes, blocks);
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
                        load.refuse(
                                new LoadRefusal.Rejected(
                                        load.module(),
                                        symbol.name() + " is common: no section has room for it",
                                        "compile with -fno-common",
                                        line));
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
                        load.refuse(
                                new LoadRefusal.Rejected(
                                        load.module(),
                                        Phrase.of(
                                                "%s is in section %d, and the file has %d",
                                                symbol.name(),
                                                symbol.section(),
                                                load.sections().size()),
                                        "copy the file again",
                                        ""));
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
            load.refuse(
                    new LoadRefusal.UnknownSymbols(
                            load.module(), unknown, Modinfo.depends(load.image())));
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
        Map<String, String> leftOut = load.rules().leftOut();
        for (LoadSection section : load.sections()) {
            String what = leftOut.get(section.name());
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
                        symbols.at(bases()),
                        load.sites(),
                        tables.stream().map(patchbay.machine.SlotTable::name).toList(),
                        steps.toc());
        List<RelocList> lists = load.relocs().stream().map(LoadSection.Relocs::list).toList();
        return new LoadedModule(
                load.image(),
                module,
                tables,
                placed,
                blocks,
                areas,
                perCpu(),
                lists,
                LivepatchRelocs.awaited(load),
                load.notes());
    }

    private Optional<Range> perCpu() {
        return percpuIndex < 0
                ? Optional.empty()
                : Optional.of(Range.of(percpu, load.sections().get(percpuIndex).size()));
    }

    private long[] bases() {
        long[] bases = new long[load.sections().size()];
        for (LoadSection section : load.sections()) {
            bases[section.index()] = section.address();
        }
        return bases;
    }
}
