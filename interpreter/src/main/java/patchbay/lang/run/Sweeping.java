package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.kernel.Exports;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Placement;
import patchbay.kernel.ReusedInit;
import patchbay.kernel.Unload;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.machine.Module;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Result;
import patchbay.source.Span;

/**
 * {@code sweep module foo over A .. B step S { … }}: the module at one place after the other, the
 * block at each, and where the answers flip.
 *
 * <p>The file is read, sorted, counted and laid out once, and its imports are looked up once; what
 * a place changes is made anew for each: addresses, fields, what the slots hold. Linking at a place
 * needs nothing that another place needs, so the processors share the places of a batch; then the
 * block runs at each in turn, in a world of its own that is thrown away. Places that are refused
 * are an answer like any other, as long as one is not; an {@code expect} has to hold at all of
 * them.
 */
final class Sweeping {
    private static final int MOST_PLACES = 1 << 20;

    /** How many linked places wait for their turn: enough for the processors, little memory. */
    private static final int BATCH = 16;

    /**
     * A module with much memory is linked at fewer places at a time: together about so many bytes.
     */
    private static final long BATCH_BYTES = 32L << 20;

    /** What is done at one place up to this many rounds of work is no work. */
    private static final int PLACE_WORK = 1000;

    private static final int MOST_STRETCHES = 1000;

    private final Run run;
    private final Expressions expressions;

    Sweeping(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    Answer sweep(Statement.Sweep sweep) throws Halt {
        String name = sweep.module().text();
        Module module =
                run.machine()
                        .module(name)
                        .filter(m -> !m.isKernel())
                        .orElseThrow(() -> unknown(sweep, name));
        Statement placed = run.world.placed.get(name);
        Span span = sweep.span();
        long step = sweep.step() == null ? 1L << 21 : expressions.address(sweep.step());
        if (!(expressions.value(sweep.over())
                instanceof Value.Span(Value.Num from, Value.Num to))) {
            throw new Halt(
                    Code.PB2020,
                    sweep.over().span(),
                    "sweep goes over a range of addresses",
                    Phrase.of("sweep module %s over kernel - 256M .. kernel step 2M { … }", name));
        }
        long length = to.value() - from.value();
        if (step <= 0) {
            throw new Halt(
                    Code.PB2022,
                    sweep.over().span(),
                    Phrase.of("a sweep goes upwards: a step of %d leads to no next place", step),
                    "give a step above 0; without one it is 2M");
        }
        if (Long.compareUnsigned(from.value(), to.value()) >= 0) {
            throw new Halt(
                    Code.PB2022,
                    sweep.over().span(),
                    Phrase.of("there is no place from %s to %s", from.text(), to.text()),
                    "give the lower address first; the last is left out");
        }
        long count = Long.divideUnsigned(length - 1, step) + 1;
        if (Long.compareUnsigned(count, MOST_PLACES) > 0) {
            throw new Halt(
                    Code.PB2026,
                    span,
                    Phrase.of(
                            "%s places are too many: a sweep looks at no more than %d",
                            Long.toUnsignedString(count), MOST_PLACES),
                    "step further");
        }
        Linker linker =
                placed instanceof Statement.ModuleFrom file
                        ? new FromFile(file, name)
                        : new InWords((Statement.Module) Objects.requireNonNull(placed));
        return new Going(sweep, without(module, span), linker, from.value(), step, (int) count)
                .all();
    }

    private Halt unknown(Statement.Sweep sweep, String name) {
        boolean absent = run.world.absent.containsKey(name);
        return new Halt(
                Code.PB2001,
                sweep.module().span(),
                Phrase.of(
                        absent
                                ? "module %s is not loaded: there is nothing to move"
                                : "there is no module '%s' to move",
                        name),
                absent ? "load it first: load " + name : "`list modules` says which are loaded");
    }

    /** The world as if the module had never been loaded. */
    private World without(Module module, Span span) throws Halt {
        World world = run.world.copy();
        world.machine.apply(
                run.need(Unload.of(world.machine, run.era(span), module, List.of()), span));
        world.files = world.files.without(module.name());
        world.before = null;
        return world;
    }

    /** How the module gets to a place. */
    private interface Linker {
        /** At how many places at a time. */
        default int batch() {
            return BATCH;
        }

        /** What can be done at {@code bases} at the same time. */
        List<Result<LoadedModule>> link(long[] bases);

        void place(Run at, Statements statements, long base, @Nullable Result<LoadedModule> linked)
                throws Halt;
    }

    /** The file as it is in memory; only the first block's place changes. */
    private final class FromFile implements Linker {
        private final Statement.ModuleFrom statement;
        private final Image image;
        private final ModuleLoader loader;
        private final OptionalLong percpu;
        private final Map<String, OptionalLong> known = new ConcurrentHashMap<>();

        FromFile(Statement.ModuleFrom statement, String name) throws Halt {
            this.statement = statement;
            this.image = Objects.requireNonNull(run.world.files.get(name)).image();
            this.loader = ModuleLoader.begin(image, name, run.era(statement.span()));
            this.percpu =
                    statement.percpu() == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(expressions.address(statement.percpu()));
        }

        /** Names are looked up by one thread at a time, and each once. */
        private Exports exports() {
            Exports all = expressions.naming().imports();
            return new Exports() {
                @Override
                public OptionalLong address(String symbol) {
                    return known.computeIfAbsent(symbol, wanted -> ask(wanted));
                }

                private OptionalLong ask(String wanted) {
                    synchronized (all) {
                        return all.address(wanted);
                    }
                }

                @Override
                public OptionalLong internal(String symbol) {
                    synchronized (all) {
                        return all.internal(symbol);
                    }
                }

                @Override
                public List<Long> all(String object, String symbol) {
                    synchronized (all) {
                        return all.all(object, symbol);
                    }
                }
            };
        }

        @Override
        public int batch() {
            long bytes = 1;
            for (Section section : image.sections()) {
                bytes += section.is(Section.ALLOC) ? Math.min(section.size(), BATCH_BYTES) : 0;
            }
            return Math.clamp(BATCH_BYTES / bytes, 1, BATCH);
        }

        @Override
        public List<Result<LoadedModule>> link(long[] bases) {
            Exports exports = exports();
            return IntStream.range(0, bases.length)
                    .parallel()
                    .mapToObj(i -> {
                        Placement place = new Placement.First(bases[i], percpu);
                        return loader.load(place, exports);
                    })
                    .toList();
        }

        @Override
        public void place(
                Run at, Statements statements, long base, @Nullable Result<LoadedModule> linked)
                throws Halt {
            LoadedModule loaded = at.need(Objects.requireNonNull(linked), statement.span());
            new InitReturns(at, statement.span()).load(loaded, ReusedInit.NONE, true);
        }
    }

    /** A layout in words is placed by its statement, with another address. */
    private static final class InWords implements Linker {
        private final Statement.Module statement;

        InWords(Statement.Module statement) {
            this.statement = statement;
        }

        @Override
        public List<Result<LoadedModule>> link(long[] bases) {
            return List.of();
        }

        @Override
        public void place(
                Run at, Statements statements, long base, @Nullable Result<LoadedModule> linked)
                throws Halt {
            Span span = statement.span();
            statements.execute(
                    new Statement.Module(
                            statement.name(),
                            new Base.Address(new Expr.Num(base, true, span)),
                            statement.plt(),
                            statement.layout(),
                            span));
        }
    }

    /** One sweep under way. */
    private final class Going {
        private final Statement.Sweep sweep;
        private final World base;
        private final Linker linker;
        private final long first;
        private final long step;
        private final int count;
        private final List<Answer.Swept.Stretch> stretches = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private boolean held;
        private final Run at;
        private final Statements statements;

        Going(Statement.Sweep sweep, World base, Linker linker, long first, long step, int count) {
            this.sweep = sweep;
            this.base = base;
            this.linker = linker;
            this.first = first;
            this.step = step;
            this.count = count;
            this.at = new Run(base, run.settings, run.folder, this::take);
            this.statements = new Statements(at);
        }

        Answer all() throws Halt {
            int flips = 0;
            int batch = linker.batch();
            for (int done = 0; done < count; done += batch) {
                run.work.add(sweep.span(), 1);
                run.out.accept(new Event.Progress(sweep.span(), done, count));
                long[] bases = new long[Math.min(batch, count - done)];
                for (int i = 0; i < bases.length; i++) {
                    bases[i] = first + (done + i) * step;
                }
                List<Result<LoadedModule>> linked = linker.link(bases);
                for (int i = 0; i < bases.length; i++) {
                    List<Diagnostic> refusals =
                            look(bases[i], linked.isEmpty() ? null : linked.get(i));
                    flips += add(bases[i], refusals) ? 1 : 0;
                }
            }
            if (!held) {
                throw noted(
                        stretches.getFirst().refusals(),
                        Phrase.of("refused at each of %d places, the first of them so", count));
            }
            return new Answer.Swept(
                    sweep.module().text(), first, step, count, flips - 1, stretches);
        }

        /** The block at one place; why it was refused there, if it was. */
        private List<Diagnostic> look(long place, @Nullable Result<LoadedModule> linked)
                throws Halt {
            answers.clear();
            at.world = base.copy();
            at.frame = new Frame(run.frame);
            // at the place before
            run.work.add(sweep.span(), Math.max(0, at.work.done() - PLACE_WORK));
            at.freshWork();
            try {
                linker.place(at, statements, place, linked);
                for (Statement statement : sweep.block().statements()) {
                    run.work.add(statement.span(), 1);
                    statements.execute(statement);
                }
                held = true;
                return List.of();
            } catch (Halt halt) {
                boolean fatal =
                        halt.diagnostics().stream()
                                .anyMatch(each ->
                                        each.code() == Code.PB5010 || each.code() == Code.PB5008);
                if (!fatal) {
                    return halt.diagnostics();
                }
                throw noted(
                        halt.diagnostics(),
                        Phrase.of("with %s at %s", sweep.module().text(), Value.hex(place)));
            }
        }

        private static Halt noted(List<Diagnostic> refusals, String note) {
            List<Diagnostic> said = new ArrayList<>();
            for (Diagnostic each : refusals) {
                said.add(each.with(new Diagnostic.Note(note, null)));
            }
            return new Halt(said);
        }

        /** Makes the last stretch longer, or begins another: then true. */
        private boolean add(long place, List<Diagnostic> refusals) {
            Answer.Swept.Stretch last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null
                    && last.answers().equals(answers)
                    && codes(last.refusals()).equals(codes(refusals))) {
                stretches.set(
                        stretches.size() - 1,
                        new Answer.Swept.Stretch(
                                last.from(),
                                place,
                                last.count() + 1,
                                last.answers(),
                                last.refusals()));
                return false;
            }
            if (stretches.size() < MOST_STRETCHES) {
                stretches.add(
                        new Answer.Swept.Stretch(
                                place, place, 1, List.copyOf(answers), List.copyOf(refusals)));
            }
            return true;
        }

        private static List<Code> codes(List<Diagnostic> refusals) {
            return refusals.stream().map(Diagnostic::code).toList();
        }

        private void take(Event event) {
            if (event instanceof Event.Answered(var span, Answer answer)) {
                answers.add(answer);
            }
        }
    }
}
