package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/**
 * The relocations of a live patch that waited for an object: applied when that object is there, to
 * a patch that is loaded already ({@code klp_write_object_relocs}).
 *
 * <p>The loader's steps run once more over the module as it stands in memory, from the slots that
 * are used already: these were counted when the patch was loaded, since a livepatch symbol belongs
 * to no section. What changed becomes a plan, slots before the branches that lead to them.
 *
 * <p>When an object goes, neither arm64 nor ppc64le takes its relocations back; when it comes
 * again, they are applied over what stands there. And when one of them is refused, those before it
 * stay: a slot that was filled for nothing remains used.
 */
public final class LateRelocation {
    private LateRelocation() {}

    /**
     * What a kernel does to the patch.
     *
     * @param plan all of it, or as far as it comes before it refuses
     * @param refusals empty if it does not
     */
    public record Outcome(Plan plan, List<LoadRefusal> refusals, List<LoadNote> notes) {
        public Outcome {
            refusals = List.copyOf(refusals);
            notes = List.copyOf(notes);
        }

        public Result<Plan> result() {
            return refusals.isEmpty() ? Result.ok(plan) : Result.refused(List.copyOf(refusals));
        }
    }

    /** Whether a module calls itself a live patch. */
    public static boolean isPatch(Image image) {
        return LivepatchRelocs.isLivepatch(image);
    }

    /** What a live patch loaded as {@code patch} waits for, in the order of its file. */
    public static List<Awaited> of(Machine machine, String patch) {
        List<Awaited> its = new ArrayList<>();
        for (Awaited awaited : machine.states(Awaited.class)) {
            if (awaited.patch().equals(patch)) {
                its.add(awaited);
            }
        }
        return its;
    }

    /** What the relocation of {@code place} waits for, or has waited for. */
    public static Optional<Awaited> at(Machine machine, long place) {
        for (Awaited awaited : machine.states(Awaited.class)) {
            if (awaited.places().contains(place)) {
                return Optional.of(awaited);
            }
        }
        return Optional.empty();
    }

    /** Whether the branch at {@code place} was written by a relocation that had waited. */
    public static boolean isLate(Machine machine, long place) {
        return at(machine, place)
                .filter(awaited -> awaited.stage() != Awaited.Stage.WAITING)
                .isPresent();
    }

    /** Whether the object that {@code awaited} waits for is there. */
    public static boolean isThere(Machine machine, Awaited awaited) {
        return awaited.object().equals(Awaited.KERNEL)
                || machine.module(awaited.object()).isPresent();
    }

    /**
     * Relocates a patch against an object.
     *
     * @param image the patch's file
     * @param places of its sections in memory, by their numbers in the file
     * @param exports knows the object's symbols, those that it does not export too
     */
    public static Outcome apply(
            Image image,
            Map<Integer, Range> places,
            Awaited awaited,
            Machine machine,
            Era era,
            Exports exports) {
        Module patch = machine.module(awaited.patch()).orElseThrow();
        Loading load = Loading.again(image, patch.name(), era);
        load.exports(exports);
        LoaderRules.Steps steps = era.loader().begin(load);
        steps.prepare();
        List<SlotTable> before = new ArrayList<>();
        for (String name : patch.tables()) {
            machine.table(patch.name(), name).ifPresent(before::add);
        }
        Memory memory = machine.memory();
        Set<Integer> kept = new HashSet<>();
        patch.segments().forEach(segment -> kept.add(segment.index()));
        places.forEach((index, range) -> {
            if (range.isEmpty() || kept.contains(index)) { // those of init are gone
                byte[] bytes = memory.bytes(range.start(), (int) range.size());
                load.sections().get(index).resume(range, bytes);
            }
        });
        steps.resume(before);
        for (LoadSection.Relocs relocs : load.relocs()) {
            if (LivepatchRelocs.areSome(relocs)
                    && kept.contains(relocs.target().index())
                    && !load.isRefused()
                    && LivepatchRelocs.object(load, relocs).equals(awaited.object())) {
                LivepatchRelocs.apply(load, steps, relocs, awaited.object());
            }
        }
        String title = "relocate " + patch.name() + " against " + awaited.object();
        List<Effect> effects = effects(load, before, steps.tables(), title);
        if (!load.isRefused()) {
            effects.add(Effect.Become.change(awaited, awaited.at(Awaited.Stage.APPLIED)));
        }
        return new Outcome(new Plan(title, effects), load.refusals(), load.notes());
    }

    private static List<Effect> effects(
            Loading load, List<SlotTable> before, List<SlotTable> after, String why) {
        List<Effect> slots = new ArrayList<>();
        List<Effect> branches = new ArrayList<>();
        for (LoadSection section : load.sections()) {
            boolean isTable = after.stream().anyMatch(t -> t.range().start() == section.address());
            for (LoadSection.Change change : section.changes()) {
                (isTable ? slots : branches)
                        .add(
                                new Effect.Write(
                                        section.address() + change.at(),
                                        change.before(),
                                        change.after(),
                                        why));
            }
        }
        slots.addAll(branches);
        for (SlotTable was : before) {
            for (SlotTable is : after) {
                if (is.key().equals(was.key()) && !is.equals(was)) {
                    slots.add(Effect.Become.change(was, is));
                }
            }
        }
        return slots;
    }
}
