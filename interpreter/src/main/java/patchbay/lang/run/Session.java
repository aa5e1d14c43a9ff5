package patchbay.lang.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.lang.ast.Expectation;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.parse.Parsed;
import patchbay.lang.parse.Parser;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.patch.Journal;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Refusal;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * A session: sources go in, events come out. Each top-level statement is a transaction by itself:
 * one that is refused leaves the world as it was. A session belongs to one thread.
 */
public final class Session {
    /**
     * What the command line sets.
     *
     * @param arch takes the place of the architecture that a script names; null for none
     * @param dryRun shows what each step would write, and writes no files
     * @param interrupted asked while code runs: whether to stop
     */
    public record Options(@Nullable String arch, boolean dryRun, BooleanSupplier interrupted) {
        public static final Options DEFAULT = new Options(null, false, () -> false);
    }

    private final Run run;
    private final Statements statements;
    private final Consumer<Event> events;
    private final Deque<World> earlier = new ArrayDeque<>();
    private final Deque<World> later = new ArrayDeque<>();

    public Session(Options options, Consumer<Event> events) {
        Architecture architecture =
                options.arch() == null
                        ? Architectures.ALL.getFirst()
                        : Architectures.named(options.arch()).orElse(Architectures.ALL.getFirst());
        this.events = events;
        this.run =
                new Run(
                        new World(architecture),
                        new Run.Settings(
                                options.arch(), null, options.dryRun(), options.interrupted()),
                        Path.of(""),
                        events);
        this.statements = new Statements(run);
    }

    /**
     * A script. After a refusal that no {@code //!} demands, the rest is checked, not executed.
     *
     * @param folder what file names in it are relative to
     * @return whether everything held
     */
    public boolean run(Source source, Path folder) {
        return evaluate(source, folder, true);
    }

    /** One input of a conversation: a failed statement changes nothing, and the next ones go on. */
    public boolean enter(Source source, Path folder) {
        return input(source, folder, false);
    }

    /** A script as one input of a conversation: behind a refusal it is checked, not executed. */
    public boolean load(Source source, Path folder) {
        return input(source, folder, true);
    }

    private boolean input(Source source, Path folder, boolean script) {
        World before = run.world.copy();
        boolean held = evaluate(source, folder, script);
        earlier.push(before);
        later.clear();
        return held;
    }

    /** Parses, and looks whether every name can be known, without executing anything. */
    public boolean check(Source source, Path folder) {
        Parsed parsed = Parser.parse(source);
        List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics());
        diagnostics.addAll(Check.names(parsed.script(), List.of(), Set.of(Module.KERNEL), 0));
        diagnostics.sort(Comparator.comparingInt(Session::start));
        diagnostics.forEach(diagnostic -> events.accept(new Event.Said(diagnostic)));
        return diagnostics.isEmpty();
    }

    private boolean evaluate(Source source, Path folder, boolean script) {
        run.folder = folder;
        Parsed parsed = Parser.parse(source);
        parsed.held()
                .forEach(held -> {
                    Span span = held.span();
                    events.accept(
                            new Event.Held(span == null ? new Span(source, 0, 0) : span, held));
                });
        Deque<Diagnostic> mistakes = new ArrayDeque<>(parsed.diagnostics());
        boolean held = true;
        List<Script.Step> steps = parsed.script().steps();
        for (int i = 0; i < steps.size(); i++) {
            Script.Step step = steps.get(i);
            held &= say(mistakes, step.statement().span().start());
            if (!held && script) {
                checkRest(source, steps.subList(i, steps.size()), 0, mistakes);
                break;
            }
            if (step.statement() instanceof Statement.ModuleFrom) {
                statements.ahead(steps.subList(i + 1, steps.size()));
            }
            boolean stepHeld = step(step);
            events.accept(new Event.Done(step.statement().span(), stepHeld));
            held &= stepHeld;
            if (!held && script) {
                checkRest(source, steps.subList(i, steps.size()), 1, mistakes);
                break;
            }
        }
        statements.noneAhead();
        run.sayRemarks();
        return say(mistakes, Integer.MAX_VALUE) && held;
    }

    /**
     * What is certainly wrong in the statements that are not executed any more, among the mistakes,
     * by place.
     */
    private void checkRest(
            Source source, List<Script.Step> rest, int refused, Deque<Diagnostic> mistakes) {
        Set<String> open = new HashSet<>(run.world.open);
        if (run.machine().module(Module.KERNEL).isEmpty()) {
            open.add(Module.KERNEL);
        }
        List<Diagnostic> all = new ArrayList<>(mistakes);
        if (run.machine().listed().isEmpty()) {
            all.addAll(Check.names(new Script(source, rest), statements.names(""), open, refused));
        }
        all.sort(Comparator.comparingInt(Session::start));
        mistakes.clear();
        mistakes.addAll(all);
    }

    /** Says what is wrong before {@code end}; whether that was nothing. */
    private boolean say(Deque<Diagnostic> mistakes, int end) {
        boolean none = true;
        while (!mistakes.isEmpty() && start(mistakes.getFirst()) < end) {
            events.accept(new Event.Said(mistakes.removeFirst()));
            none = false;
        }
        return none;
    }

    private static int start(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        return span == null ? 0 : span.start();
    }

    /** One top-level statement, all or nothing. */
    private boolean step(Script.Step step) {
        Expectation.@Nullable Refused demanded = demanded(step);
        World before = run.world.copy();
        run.freshWork();
        try {
            statements.step(step.statement());
        } catch (Halt halt) {
            run.world = before;
            run.frame = new Frame(null);
            run.unsafe = null;
            return refused(step, demanded, halt.diagnostics());
        }
        if (demanded == null) {
            return true;
        }
        events.accept(
                new Event.Said(
                        Diagnostic.error(
                                Code.PB5010,
                                demanded.span(),
                                Phrase.of(
                                        "%s was demanded here, nothing is refused",
                                        demanded.code()))));
        return false;
    }

    private boolean refused(
            Script.Step step,
            Expectation.@Nullable Refused demanded,
            List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            if (demanded != null && diagnostic.code().name().equals(demanded.code())) {
                events.accept(new Event.Held(step.statement().span(), diagnostic));
                return true;
            }
        }
        for (Diagnostic diagnostic : diagnostics) {
            events.accept(
                    new Event.Said(
                            demanded == null
                                    ? diagnostic
                                    : diagnostic.with(
                                            new Diagnostic.Note(
                                                    Phrase.of(
                                                            "%s was demanded here",
                                                            demanded.code()),
                                                    demanded.span()))));
        }
        return false;
    }

    /**
     * The refusal that a script demands of a step: the one for this architecture, else the plain
     * one.
     */
    private Expectation.@Nullable Refused demanded(Script.Step step) {
        String arch = run.world.architecture.name();
        Expectation.Refused plain = null;
        boolean own = false;
        for (Expectation expectation : step.expected()) {
            if (arch.equals(expectation.arch())) {
                own = true;
                if (expectation instanceof Expectation.Refused refused) {
                    return refused;
                }
            } else if (expectation.arch() == null
                    && expectation instanceof Expectation.Refused refused) {
                plain = refused;
            }
        }
        return own ? null : plain;
    }

    /** Goes back to before the last input of a conversation; false when there was none. */
    public boolean back() {
        return move(earlier, later);
    }

    /** Takes {@link #back} back. */
    public boolean redo() {
        return move(later, earlier);
    }

    private boolean move(Deque<World> from, Deque<World> to) {
        if (from.isEmpty()) {
            return false;
        }
        to.push(run.world);
        run.world = from.pop();
        return true;
    }

    /**
     * Names that mean something now, for completion: symbols, objects, tables, variables,
     * definitions; those that begin so.
     */
    public List<String> symbols(String begun) {
        return statements.names(begun);
    }

    /** The kernel and the modules. */
    public List<String> objects() {
        return run.machine().modules().stream().map(Module::name).toList();
    }

    /** Modules that are declared and not loaded. */
    public List<String> absent() {
        List<String> names = new ArrayList<>();
        run.world.absent.forEach((name, declared) -> names.add(name));
        return names;
    }

    /** Built-in functions with their parameters: {@code distance(a, b)}. */
    public static List<String> builtins() {
        return Builtins.names();
    }

    /** What {@code list} lists. */
    public static List<String> listables() {
        return Lists.KINDS;
    }

    /** The fields of what {@code list} lists: {@code users} of {@code slots}. */
    public static List<String> fields(String listed) {
        return Lists.fields(listed);
    }

    /** The running system as it stands. */
    Machine machine() {
        return run.machine();
    }

    /** What a module has of the file that it came from, if it is there and did. */
    @Nullable LoadedFile file(String module) {
        return run.world.files.get(module);
    }

    /** The patch steps that stand. */
    Journal journal() {
        return run.world.journal;
    }

    /** The architecture in force. */
    public Architecture architecture() {
        return run.world.architecture;
    }

    /** A refusal in words that no statement caused: the command line's own. */
    public static Diagnostic describe(Refusal refusal) {
        Words.Places nowhere =
                new Words.Places() {
                    @Override
                    public @Nullable Span asmLine(int line, int from, int to) {
                        return null;
                    }

                    @Override
                    public @Nullable Span mention(String name) {
                        return null;
                    }

                    @Override
                    public @Nullable Span declaration(Symbol symbol) {
                        return null;
                    }
                };
        return new Wording(new Words(new Machine(), nowhere, null)).of(refusal);
    }
}
