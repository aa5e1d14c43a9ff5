package patchbay.lang.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Range;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.lang.ast.Statement;
import patchbay.machine.Machine;
import patchbay.machine.OrderedMap;
import patchbay.machine.Symbol;
import patchbay.patch.Journal;
import patchbay.source.Span;

/**
 * Everything that a statement may change: the machine, what was declared, variables and
 * definitions. All of it are values, so {@link #copy} costs nothing, and a session keeps one for
 * each step that it may have to take back.
 */
final class World {
    Architecture architecture;
    @Nullable Era era;

    /** Whether the script has said {@code arch}. */
    boolean archSaid;

    Machine machine = new Machine();
    Journal journal = Journal.EMPTY;

    /** Each object as it was when loading had finished. */
    OrderedMap<String, Machine> baselines = new OrderedMap<>();

    /** Objects that take functions they were not declared with. */
    Set<String> open = Set.of();

    OrderedMap<String, Value> variables = new OrderedMap<>();
    OrderedMap<String, Definition> definitions = new OrderedMap<>();
    OrderedMap<String, LoadedFile> files = new OrderedMap<>();

    /** The file that the kernel's pages come from, if it is one. */
    @Nullable KernelFile kernelFile;

    /** By object: where the symbols of its layout were declared. */
    OrderedMap<String, Map<String, Span>> layouts = new OrderedMap<>();

    /** Where modules go that the kernel's rule places, if the script says so. */
    @Nullable Range region;

    /** Modules that are there to be loaded: the statements that place them. */
    OrderedMap<String, Statement> absent = new OrderedMap<>();

    /** The statements that have placed the modules which are loaded. */
    OrderedMap<String, Statement> placed = new OrderedMap<>();

    /** Where single symbols were declared. */
    OrderedMap<String, Span> declarations = new OrderedMap<>();

    /** What {@code undo} goes back to, newest first. */
    @Nullable Before before;

    /**
     * The machine as it was before a step, and what was before that; {@code count} is how many
     * there are, this one included.
     */
    record Before(
            Machine machine,
            Journal journal,
            OrderedMap<String, Machine> baselines,
            int count,
            long number,
            @Nullable Before earlier) {
        /**
         * So many steps can be taken back at least; older ones may be given up for their memory.
         */
        private static final int KEPT = 1 << 10;

        static Before of(World world, @Nullable Before earlier) {
            Before kept = depth(earlier) < 2 * KEPT ? earlier : newest(earlier, KEPT);
            return new Before(
                    world.machine.snapshot(),
                    world.journal,
                    world.baselines,
                    1 + depth(kept),
                    1 + numberOf(earlier),
                    kept);
        }

        /** The chain cut behind its first {@code count} elements. */
        private static @Nullable Before newest(@Nullable Before first, int count) {
            List<Before> kept = new ArrayList<>();
            for (Before at = first; at != null && kept.size() < count; at = at.earlier) {
                kept.add(at);
            }
            Before chain = null;
            for (Before each : kept.reversed()) {
                chain =
                        new Before(
                                each.machine,
                                each.journal,
                                each.baselines,
                                1 + depth(chain),
                                each.number,
                                chain);
            }
            return chain;
        }

        /** How many steps there have been, those given up included. */
        static long numberOf(@Nullable Before before) {
            return before == null ? 0 : before.number;
        }

        static int depth(@Nullable Before before) {
            return before == null ? 0 : before.count;
        }
    }

    /** What a {@code compare} does again for other kernels, newest first. */
    @Nullable Done done;

    /**
     * A statement of the top level that may have changed something, and what was done before it.
     */
    static final class Done {
        final Statement statement;

        /** What file names in the statement are relative to. */
        final Path folder;

        final @Nullable Done earlier;

        /** How many there are, this one included. */
        final int count;

        final long allLetters;

        Done(Statement statement, Path folder, @Nullable Done earlier) {
            this.statement = statement;
            this.folder = folder;
            this.earlier = earlier;
            count = earlier == null ? 1 : earlier.count + 1;
            allLetters = letters() + (earlier == null ? 0 : earlier.allLetters);
        }

        /** The length of its text. */
        int letters() {
            return statement.span().end() - statement.span().start();
        }
    }

    World(Architecture architecture) {
        this.architecture = architecture;
    }

    void done(Statement statement, Path folder) {
        done = new Done(statement, folder, done);
    }

    /** Adds to the objects that take functions they were not declared with; they are few. */
    void opened(String object) {
        Set<String> more = new HashSet<>(open);
        more.add(object);
        open = more;
    }

    /** Takes an object out of those. */
    void closed(String object) {
        Set<String> fewer = new HashSet<>(open);
        fewer.remove(object);
        open = fewer;
    }

    /** Where a symbol was declared, if a script did it. */
    @Nullable Span declaration(Symbol symbol) {
        Map<String, Span> layout = layouts.get(symbol.object());
        Span inLayout = layout == null ? null : layout.get(symbol.name());
        return inLayout != null ? inLayout : declarations.get(symbol.qualified());
    }

    World copy() {
        World copy = new World(architecture);
        copy.era = era;
        copy.archSaid = archSaid;
        copy.machine = machine.snapshot();
        copy.journal = journal;
        copy.baselines = baselines;
        copy.open = open;
        copy.variables = variables;
        copy.definitions = definitions;
        copy.files = files;
        copy.kernelFile = kernelFile;
        copy.region = region;
        copy.absent = absent;
        copy.placed = placed;
        copy.layouts = layouts;
        copy.declarations = declarations;
        copy.before = before;
        copy.done = done;
        return copy;
    }
}
