package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/**
 * The relocations of a live patch that waited for an object: applied when that object is there, to
 * a module that is loaded already ({@code klp_write_object_relocs}).
 *
 * <p>The loader's steps run once more over the module as it stands in memory, from the slots that
 * are used already: these were counted when the patch was loaded, since a livepatch symbol belongs
 * to no section. What changed becomes a plan, slots before the branches that lead to them.
 */
public final class LateRelocation {
    private LateRelocation() {}

    /**
     * The plan that relocates {@code patch} against {@code object}.
     *
     * @param exports knows the object's symbols, those that it does not export too
     */
    public static Result<Plan> plan(
            LoadedModule patch, String object, Machine machine, Era era, Exports exports) {
        Loading load = new Loading(patch.image(), patch.module().name(), era);
        load.exports(exports);
        LoaderRules.Steps steps = era.loader().begin(load);
        steps.prepare();
        List<SlotTable> before = new ArrayList<>();
        for (String name : patch.module().tables()) {
            machine.table(patch.module().name(), name).ifPresent(before::add);
        }
        for (LoadedModule.PlacedSection placed : patch.sections()) {
            Range range = placed.range();
            load.sections()
                    .get(placed.index())
                    .resume(placed, machine.memory().bytes(range.start(), (int) range.size()));
        }
        steps.resume(before);
        for (LoadSection.Relocs relocs : load.relocs()) {
            if (LivepatchRelocs.areSome(relocs)
                    && !load.isRefused()
                    && LivepatchRelocs.object(load, relocs).equals(object)) {
                LivepatchRelocs.apply(load, steps, relocs, object);
            }
        }
        if (load.isRefused()) {
            return Result.refused(load.refusals());
        }
        String title = "relocate " + patch.module().name() + " against " + object;
        return Result.ok(new Plan(title, effects(load, before, steps.tables(), title)));
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
