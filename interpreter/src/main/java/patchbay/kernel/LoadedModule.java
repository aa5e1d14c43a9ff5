package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.machine.Awaited;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/**
 * A module as the loader leaves it just before its init runs.
 *
 * @param image the file that it came from
 * @param blocks where each block begins, as far as the placement tells; by name
 * @param areas what the blocks take up, with what the loader keeps behind the sections; empty where
 *     the blocks were placed one by one
 * @param percpu where its per-CPU variables lie, which each processor has a copy of elsewhere
 * @param relocations in the order in which they were applied
 * @param awaited those of a live patch that were not, as they wait
 */
public record LoadedModule(
        Image image,
        Module module,
        List<SlotTable> tables,
        List<PlacedSection> sections,
        Map<String, Long> blocks,
        List<Range> areas,
        Optional<Range> percpu,
        List<RelocList> relocations,
        List<Awaited> awaited,
        List<LoadNote> notes) {

    /**
     * A section in memory.
     *
     * @param index in the file
     * @param align what the loader laid it out with, in bytes
     * @param block the block it lies in
     * @param relocated its bytes when relocation was done
     * @param live its bytes just before the module's init runs; the same array where nothing
     *     changed
     */
    public record PlacedSection(
            int index,
            String name,
            Range range,
            long align,
            String block,
            Protection protection,
            byte[] relocated,
            byte[] live) {

        /** The bytes at a stage: {@code relocated} or {@code live}. */
        public byte[] at(Stage stage) {
            return switch (stage) {
                case RELOCATED -> relocated;
                case LIVE -> live;
            };
        }
    }

    /** Points in time at which a module's bytes can be looked at. */
    public enum Stage {
        /** All relocations applied, exception tables sorted; nothing patched yet. */
        RELOCATED,
        /** Just before the module's init runs. */
        LIVE
    }

    public LoadedModule {
        tables = List.copyOf(tables);
        sections = List.copyOf(sections);
        blocks = Map.copyOf(blocks);
        areas = List.copyOf(areas);
        relocations = List.copyOf(relocations);
        awaited = List.copyOf(awaited);
        notes = List.copyOf(notes);
    }

    public Optional<PlacedSection> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** Where its sections lie, by their numbers in the file. */
    public Map<Integer, Range> places() {
        Map<Integer, Range> places = new LinkedHashMap<>();
        sections.forEach(section -> places.put(section.index, section.range));
        return places;
    }

    /** Puts the module, as it is live, into a running system: pages, bytes, records. */
    public Plan plan() {
        List<Effect> effects = new ArrayList<>();
        String why = "load " + module.name();
        maps(effects, why);
        for (PlacedSection section : sections) {
            byte[] bytes = section.live;
            if (!isZero(bytes)) {
                effects.add(
                        new Effect.Fill(section.range.start(), bytes, why + " " + section.name));
            }
        }
        effects.add(Effect.Become.appear(module));
        for (SlotTable table : tables) {
            effects.add(Effect.Become.appear(table));
        }
        awaited.forEach(list -> effects.add(Effect.Become.appear(list)));
        return new Plan(why, effects);
    }

    private static boolean isZero(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * One map for each run of pages of the same protection. Where sections share a page, code wins.
     */
    private void maps(List<Effect> effects, String why) {
        TreeMap<Long, Protection> pages = new TreeMap<>(Long::compareUnsigned);
        for (PlacedSection section : sections) {
            if (section.range.isEmpty()) {
                continue;
            }
            long first = section.range.start() >>> 12;
            long last = section.range.end() - 1 >>> 12;
            for (long page = first; page <= last; page++) {
                pages.merge(page, section.protection, LoadedModule::stronger);
            }
        }
        long start = 0;
        long end = 0;
        Protection protection = Protection.READ_ONLY;
        for (Map.Entry<Long, Protection> page : pages.entrySet()) {
            if (start != end && (page.getKey() != end || page.getValue() != protection)) {
                effects.add(new Effect.Map(new Range(start << 12, end << 12), protection, why));
                start = end;
            }
            if (start == end) {
                start = page.getKey();
                protection = page.getValue();
            }
            end = page.getKey() + 1;
        }
        if (start != end) {
            effects.add(new Effect.Map(new Range(start << 12, end << 12), protection, why));
        }
    }

    private static Protection stronger(Protection a, Protection b) {
        if (a == Protection.EXECUTE || b == Protection.EXECUTE) {
            return Protection.EXECUTE;
        }
        return a == Protection.READ_WRITE ? a : b;
    }
}
