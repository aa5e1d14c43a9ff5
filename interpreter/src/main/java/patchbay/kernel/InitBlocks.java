package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import patchbay.bytes.Memory;
import patchbay.bytes.Page;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Freed;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/**
 * What a kernel does when a module's init has returned ({@code do_init_module}): what is read-only
 * after init becomes so, and the blocks of init are freed, with their symbols, sites and slots.
 *
 * <p>Which sections are init's, the layout rule says by their names; where text of init shares its
 * register with the rest, as on ppc64le, nothing is.
 */
public final class InitBlocks {
    private InitBlocks() {}

    public static Plan release(Machine machine, Era era, Module module) {
        List<Segment> init = new ArrayList<>();
        List<Segment> readOnly = new ArrayList<>();
        List<Segment> kept = new ArrayList<>();
        LoaderRules rules = era.loader();
        for (Segment segment : module.segments()) {
            if (rules.isInit(segment.name())) {
                init.add(segment);
            } else if (ModuleLayout.isReadOnlyAfterInit(segment.name(), era.version())
                    && segment.protection() == Protection.READ_WRITE) {
                readOnly.add(segment);
            } else {
                kept.add(segment);
            }
        }
        String why = "init of " + module.name() + " has returned";
        List<Effect> effects = new ArrayList<>();
        protect(machine, readOnly, kept, effects, why);
        if (!init.isEmpty()) {
            kept.addAll(readOnly);
            free(machine, module, init, kept, effects, why);
        }
        return new Plan(why, effects);
    }

    /** Loads a module whose init has returned long ago: its blocks of init are never mapped. */
    public static Plan withoutInit(Era era, LoadedModule loaded) {
        Machine aside = new Machine();
        aside.apply(loaded.plan());
        Plan release = release(aside, era, loaded.module());
        aside.apply(release);
        LoaderRules rules = era.loader();
        LoadedModule left =
                new LoadedModule(
                        loaded.image(),
                        aside.module(loaded.module().name()).orElseThrow(),
                        aside.states(SlotTable.class),
                        loaded.sections().stream()
                                .filter(section -> !rules.isInit(section.name()))
                                .toList(),
                        loaded.blocks(),
                        loaded.areas(),
                        loaded.percpu(),
                        loaded.relocations(),
                        loaded.awaited(),
                        loaded.notes());
        List<Effect> effects = new ArrayList<>(left.plan().effects());
        for (Effect effect : release.effects()) {
            if (effect instanceof Effect.Protect
                    || effect instanceof Effect.Become become && become.before() == null) {
                effects.add(effect);
            }
        }
        return new Plan(left.plan().title(), effects);
    }

    private static void protect(
            Machine machine,
            List<Segment> readOnly,
            List<Segment> others,
            List<Effect> effects,
            String why) {
        NavigableSet<Long> pages = Unload.pages(readOnly);
        pages.removeAll(Unload.pages(others));
        for (long page : pages) {
            Page mapped = machine.memory().page(page);
            if (mapped != null) {
                effects.add(
                        new Effect.Protect(
                                Range.of(page, Memory.PAGE_SIZE),
                                mapped.protection(),
                                Protection.READ_ONLY,
                                why));
            }
        }
    }

    private static void free(
            Machine machine,
            Module module,
            List<Segment> init,
            List<Segment> kept,
            List<Effect> effects,
            String why) {
        Unload.clear(machine, init, effects, why);
        NavigableSet<Long> pages = Unload.pages(init);
        pages.removeAll(Unload.pages(kept));
        Unload.unmap(machine, module, pages, effects, why);
        List<String> tables = new ArrayList<>();
        for (String name : module.tables()) {
            machine.table(module.name(), name)
                    .ifPresent(table -> {
                        if (lies(table.range().start(), init)) {
                            effects.add(Effect.Become.vanish(table));
                        } else {
                            tables.add(name);
                        }
                    });
        }
        List<Symbol> gone = new ArrayList<>();
        for (Symbol symbol : module.symbols()) {
            if (isGone(symbol, init, kept)) {
                gone.add(symbol);
            }
        }
        Module left =
                new Module(
                        module.name(),
                        module.segments().stream().filter(kept::contains).toList(),
                        module.symbols(),
                        module.sites().stream().filter(site -> !lies(site.ip(), init)).toList(),
                        tables,
                        module.toc());
        effects.add(Effect.Become.change(module, left.without(gone)));
        effects.add(Effect.Become.appear(new Freed(module.name(), gone)));
    }

    /** A symbol may stand at the end of its section. */
    private static boolean isGone(Symbol symbol, List<Segment> init, List<Segment> kept) {
        long address = symbol.address();
        return lies(address, init) || ends(address, init) && !lies(address, kept);
    }

    private static boolean ends(long address, List<Segment> segments) {
        for (Segment segment : segments) {
            if (segment.range().end() == address) {
                return true;
            }
        }
        return false;
    }

    private static boolean lies(long address, List<Segment> segments) {
        for (Segment segment : segments) {
            if (segment.range().contains(address)) {
                return true;
            }
        }
        return false;
    }
}
