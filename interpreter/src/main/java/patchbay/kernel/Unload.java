package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import patchbay.bytes.Memory;
import patchbay.bytes.Page;
import patchbay.bytes.Range;
import patchbay.machine.Awaited;
import patchbay.machine.Freed;
import patchbay.machine.Livepatch;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Segment;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/**
 * Takes a module out of the running system ({@code delete_module}).
 *
 * <p>A kernel counts who refers to a module: each module that imports from it, each tracer whose
 * code it holds. Here it is read off the system: branches and slots of other objects that lead into
 * the module, and redirects to its functions. What was done to the module itself goes with it:
 * redirects of its own functions are to be taken back before.
 *
 * <p>What a live patch was relocated with counts for nothing: its target may go, and the words that
 * lead to it stay. The patch itself stays while it is enabled.
 */
public final class Unload {
    private Unload() {}

    /** The redirects of the module's own functions, newest first. */
    public static List<Redirection> ownRedirects(Machine machine, Module module) {
        return machine.states(Redirection.class).reversed().stream()
                .filter(redirection -> holds(module, redirection.function()))
                .toList();
    }

    /**
     * What takes a module out; refused where something refers to it.
     *
     * @param importers objects that import from the module, by their files
     */
    public static Result<Plan> of(Machine machine, Era era, Module module, List<String> importers) {
        if (era.options().has("no_module_unload")) {
            return Result.refused(new StepRefusal.NeverUnloads(module.name()));
        }
        List<StepRefusal.Use> uses = uses(machine, era, module, importers);
        if (!uses.isEmpty()) {
            return Result.refused(new StepRefusal.InUse(module.name(), uses));
        }
        return Result.ok(plan(machine, module));
    }

    /** The same when it is known that nothing does. */
    public static Plan plan(Machine machine, Module module) {
        String why = "unload " + module.name();
        List<Effect> effects = new ArrayList<>();
        clear(machine, module.segments(), effects, why);
        unmap(machine, module, pages(module.segments()), effects, why);
        for (String name : module.tables()) {
            machine.table(module.name(), name)
                    .ifPresent(table -> effects.add(Effect.Become.vanish(table)));
        }
        effects.add(Effect.Become.vanish(module));
        machine.state(Freed.key(module.name()), Freed.class)
                .ifPresent(freed -> effects.add(Effect.Become.vanish(freed)));
        for (Awaited awaited : machine.states(Awaited.class)) {
            if (awaited.patch().equals(module.name())) {
                effects.add(Effect.Become.vanish(awaited));
            } else if (awaited.object().equals(module.name())
                    && awaited.stage() == Awaited.Stage.APPLIED) {
                effects.add(Effect.Become.change(awaited, awaited.at(Awaited.Stage.LEFT)));
            }
        }
        return new Plan(why, effects);
    }

    /** Leaves zeros where these segments are. */
    static void clear(Machine machine, List<Segment> segments, List<Effect> effects, String why) {
        for (Segment segment : segments) {
            Range range = segment.range();
            if (!range.isEmpty() && !machine.memory().isZero(range)) {
                byte[] bytes = machine.memory().bytes(range.start(), (int) range.size());
                effects.add(new Effect.Write(range.start(), bytes, new byte[bytes.length], why));
            }
        }
    }

    /** Takes away those of a module's pages that no other shares. */
    static void unmap(
            Machine machine,
            Module module,
            Iterable<Long> pages,
            List<Effect> effects,
            String why) {
        Set<String> own = Set.of(module.name());
        for (long page : pages) {
            Range range = Range.of(page, Memory.PAGE_SIZE);
            Page mapped = machine.memory().page(page);
            if (mapped != null && own.containsAll(machine.within(range))) {
                effects.add(new Effect.Unmap(range, mapped.protection(), why));
            }
        }
    }

    /** The addresses of the pages that segments lie in. */
    static NavigableSet<Long> pages(List<Segment> segments) {
        TreeSet<Long> pages = new TreeSet<>(Long::compareUnsigned);
        for (Segment segment : segments) {
            Range range = segment.range();
            if (!range.isEmpty()) {
                long page = range.start() & -Memory.PAGE_SIZE;
                long last = range.end() - 1 & -Memory.PAGE_SIZE; // may be the last that there is
                pages.add(page);
                while (page != last) {
                    page += Memory.PAGE_SIZE;
                    pages.add(page);
                }
            }
        }
        return pages;
    }

    private static List<StepRefusal.Use> uses(
            Machine machine, Era era, Module module, List<String> importers) {
        List<StepRefusal.Use> uses = new ArrayList<>();
        if (machine.state(Livepatch.key(module.name()), Livepatch.class).isPresent()) {
            long start = module.segments().getFirst().range().start();
            uses.add(new StepRefusal.Use(StepRefusal.Use.Kind.ENABLED, start, start));
        }
        for (String importer : importers) {
            machine.module(importer)
                    .ifPresent(other ->
                            uses.add(
                                    new StepRefusal.Use(
                                            StepRefusal.Use.Kind.IMPORT,
                                            other.segments().getFirst().range().start(),
                                            module.segments().getFirst().range().start())));
        }
        for (Redirection redirection : machine.states(Redirection.class)) {
            if (holds(module, redirection.replacement())
                    && !holds(module, redirection.function())) {
                uses.add(
                        new StepRefusal.Use(
                                StepRefusal.Use.Kind.REDIRECT,
                                redirection.function(),
                                redirection.replacement()));
            }
        }
        Set<Long> slots = new HashSet<>();
        for (SlotTable table : machine.states(SlotTable.class)) {
            for (Slot slot : table.slots()) {
                if (holds(module, slot.target())) {
                    slots.add(slot.address());
                }
            }
        }
        for (Branches.Branch branch :
                Branches.find(
                        machine,
                        era.isa(),
                        target -> slots.contains(target) || holds(module, target))) {
            if (!branch.module().name().equals(module.name())
                    && !LateRelocation.isLate(machine, branch.place())) {
                uses.add(
                        new StepRefusal.Use(
                                StepRefusal.Use.Kind.BRANCH, branch.place(), branch.target()));
            }
        }
        return uses;
    }

    private static boolean holds(Module module, long address) {
        return module.segmentAt(address).isPresent();
    }
}
