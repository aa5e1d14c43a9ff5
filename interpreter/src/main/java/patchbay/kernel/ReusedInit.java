package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Segment;

/**
 * Modules at the addresses of a running system. Their blocks of init were freed one after the
 * other, and the allocator, which takes the lowest place, has given the same pages to the next
 * module; yet {@code /sys/module/NAME/sections} goes on listing where they were. So two modules may
 * claim one page, and both are right, at different times:
 *
 * <pre>
 *   page      0 1 2 3 4 5 6 7
 *   first     c c c . i                 its init has returned before the second came:
 *   second            c c c . i         it goes, and the second has the page
 * </pre>
 *
 * Which one is given first does not matter: pages of init that lie in another module's core have
 * been freed before that came, or came after it had gone. Nothing that a loader computes depends on
 * it. Two cores in one page are a mistake, and so is a module in the kernel: those are left to the
 * plan of the load, which is refused.
 *
 * @param returned modules whose init must have returned, as this one lies where it was
 * @param owners if this one's init has returned: what lies there now, a core first
 */
public record ReusedInit(List<Module> returned, List<Module> owners) {
    /** For a module that the kernel finds a free place for. */
    public static final ReusedInit NONE = new ReusedInit(List.of(), List.of());

    public ReusedInit {
        returned = List.copyOf(returned);
        owners = List.copyOf(owners);
    }

    /** What {@code loaded}, a module at a running system's addresses, says about the others. */
    public static ReusedInit of(Machine machine, Era era, LoadedModule loaded) {
        LoaderRules rules = era.loader();
        List<Segment> own = loaded.module().segments();
        NavigableSet<Long> core = taken(machine, part(rules, own, false));
        NavigableSet<Long> init = taken(machine, part(rules, own, true));
        List<Module> owners = new ArrayList<>();
        boolean isReused = false;
        for (Module other : within(machine, init)) {
            if (other.isKernel()) {
                return NONE;
            }
            if (touches(init, part(rules, other.segments(), false))) {
                isReused = true;
                owners.addFirst(other);
            } else {
                owners.add(other);
            }
        }
        List<Module> returned = new ArrayList<>();
        NavigableSet<Long> needed = new TreeSet<>(core);
        needed.addAll(isReused ? Set.of() : init);
        for (Module other : within(machine, needed)) {
            List<Segment> freed = part(rules, other.segments(), true);
            if (other.isKernel() || touches(core, part(rules, other.segments(), false))) {
                return NONE;
            }
            if (touches(needed, freed) && !isRedirected(machine, freed)) {
                returned.add(other);
            }
        }
        return new ReusedInit(returned, isReused ? owners : List.of());
    }

    private static List<Module> within(Machine machine, NavigableSet<Long> pages) {
        Set<String> names = new TreeSet<>();
        for (long page : pages) {
            names.addAll(machine.within(Range.of(page, Memory.PAGE_SIZE)));
        }
        return names.stream().map(name -> machine.module(name).orElseThrow()).toList();
    }

    private static List<Segment> part(LoaderRules rules, List<Segment> segments, boolean init) {
        List<Segment> part = new ArrayList<>();
        for (Segment segment : segments) {
            if (rules.isInit(segment.name()) == init) {
                part.add(segment);
            }
        }
        return part;
    }

    /** The pages of these that something lies in already. */
    private static NavigableSet<Long> taken(Machine machine, List<Segment> segments) {
        NavigableSet<Long> pages = Unload.pages(segments);
        pages.removeIf(page -> !machine.memory().isMapped(page));
        return pages;
    }

    private static boolean touches(NavigableSet<Long> pages, List<Segment> segments) {
        for (Segment segment : segments) {
            Range range = segment.range();
            Long page = range.isEmpty() ? null : pages.ceiling(range.start() & -Memory.PAGE_SIZE);
            if (page != null && Long.compareUnsigned(page, range.end() - 1) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** A patched function is in use: its module's init has not returned. */
    private static boolean isRedirected(Machine machine, List<Segment> segments) {
        for (Redirection redirection : machine.states(Redirection.class)) {
            for (Segment segment : segments) {
                if (segment.range().contains(redirection.function())) {
                    return true;
                }
            }
        }
        return false;
    }
}
