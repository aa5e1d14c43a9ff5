package patchbay.lang.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.Symbol;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.RelocList;
import patchbay.machine.Machine;
import patchbay.machine.Module;

/**
 * A module that came from a file: what its loader made of it, without the bytes that can be read
 * where they lie in memory.
 *
 * @param image the file
 * @param sections those that lie in memory
 * @param areas what its blocks take up, as far as the allocator was followed
 * @param percpu where its per-CPU variables lie, if it has any
 * @param relocations in the order in which they were applied
 * @param live the running system as it was just before the module's init
 */
record LoadedFile(
        Image image,
        List<Placed> sections,
        List<Range> areas,
        Optional<Range> percpu,
        List<RelocList> relocations,
        Machine live) {

    /**
     * @param block the block that it lies in
     * @param align what the loader laid it out with, in bytes
     * @param relocated its bytes when relocation was done, where they were others than those that
     *     the module began with
     */
    record Placed(
            int index,
            String name,
            Range range,
            String block,
            long align,
            Optional<byte[]> relocated) {}

    /** A section's bytes at a stage. */
    byte[] at(Placed section, LoadedModule.Stage stage) {
        return stage == LoadedModule.Stage.RELOCATED && section.relocated.isPresent()
                ? section.relocated.get()
                : live.memory().bytes(section.range.start(), (int) section.range.size());
    }

    /** The same when of the areas only those are left in which {@code left} has something. */
    LoadedFile afterInit(Module left) {
        List<Range> used =
                areas.stream()
                        .filter(area ->
                                left.segments().stream()
                                        .anyMatch(each -> area.contains(each.range().start())))
                        .toList();
        return new LoadedFile(image, sections, used, percpu, relocations, live);
    }

    /**
     * @param live the system when {@code module} had just been put into it
     */
    static LoadedFile of(LoadedModule module, Machine live) {
        List<Placed> sections = new ArrayList<>();
        for (LoadedModule.PlacedSection section : module.sections()) {
            sections.add(
                    new Placed(
                            section.index(),
                            section.name(),
                            section.range(),
                            section.block(),
                            section.align(),
                            section.relocated() == section.live()
                                    ? Optional.empty()
                                    : Optional.of(section.relocated())));
        }
        return new LoadedFile(
                module.image(),
                sections,
                module.areas(),
                module.percpu(),
                module.relocations(),
                live);
    }

    /** Where its sections lie, by their numbers in the file. */
    Map<Integer, Range> places() {
        Map<Integer, Range> places = new LinkedHashMap<>();
        sections.forEach(section -> places.put(section.index, section.range));
        return places;
    }

    /** The section with that number in the file, if it lies in memory. */
    Optional<Placed> section(int index) {
        for (Placed section : sections) {
            if (section.index == index) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /** Where a list of relocations is applied to. */
    long base(RelocList list) {
        return section(list.target()).map(section -> section.range.start()).orElse(0L);
    }

    /** A symbol's name; a section's where the symbol stands for one. */
    String target(Reloc reloc) {
        Symbol symbol = image.symbols().get(reloc.symbol());
        return symbol.type() == Symbol.SECTION && symbol.section() < image.sections().size()
                ? image.sections().get(symbol.section()).name()
                : symbol.name();
    }
}
