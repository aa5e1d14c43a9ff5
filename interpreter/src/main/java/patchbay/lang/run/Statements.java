package patchbay.lang.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import patchbay.lang.ast.Block;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.lang.parse.Parsed;
import patchbay.lang.parse.Parser;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Source;
import patchbay.source.Span;

/** Executes statements: one switch over all of them, and those that hold others. */
final class Statements {
    private static final int MAX_INCLUDES = 32;

    private final Run run;
    private final Expressions expressions;
    private final Layouts layouts;
    private final ModuleFiles files;
    private final Loads loads;
    private final Saving saving;
    private final Steps steps;
    private final Asking asking;
    private final Explaining explaining;
    private final Coding coding;
    private final Lists lists;
    private final Surveying surveying;
    private final Expecting expecting;
    private final Comparing comparing;
    private final Sweeping sweeping;
    private final Programming programming;
    private int includes;

    Statements(Run run) {
        this.run = run;
        this.expressions = new Expressions(run);
        this.layouts = new Layouts(run, expressions);
        this.files = new ModuleFiles(run, expressions);
        this.loads = new Loads(run, expressions, layouts, files);
        this.saving = new Saving(run);
        this.steps = new Steps(run, expressions);
        this.asking = new Asking(run, expressions, files);
        this.coding = new Coding(run, expressions);
        this.explaining = new Explaining(run, expressions, coding);
        this.lists = new Lists(run, expressions, files);
        this.surveying = new Surveying(run);
        this.expecting = new Expecting(expressions);
        this.comparing = new Comparing(run);
        this.sweeping = new Sweeping(run, expressions);
        this.programming = new Programming(run, expressions, this);
    }

    /**
     * Executes a statement of the top level, and keeps it for a {@code compare}; those of an
     * included file are kept one by one.
     */
    void step(Statement statement) throws Halt {
        whole(statement);
        boolean kept =
                !(statement instanceof Statement.Question
                        || statement instanceof Statement.Include);
        if (kept && run.frame.outer == null) {
            run.world.done(statement, run.folder);
        }
    }

    /** Executes a statement, and refuses it if the kernel's file was not there to be read. */
    void whole(Statement statement) throws Halt {
        try {
            execute(statement);
        } catch (Halt halt) {
            // What was read in its place is zeros, and these are refused for all sorts of reasons.
            run.checkFile(statement.span());
            throw halt;
        }
        run.checkFile(statement.span());
    }

    void execute(Statement statement) throws Halt {
        if (statement instanceof Statement.OneLiner line) {
            execute(line);
            return;
        }
        Span span = statement.span();
        switch (statement) {
            case Statement.OneLiner line -> execute(line);
            case Statement.Kernel kernel -> layouts.kernel(kernel);
            case Statement.KernelFrom kernel -> KernelFile.place(run, expressions, kernel);
            case Statement.KernelSymbols symbols -> files.symbols(symbols);
            case Statement.Module module -> loads.place(module);
            case Statement.ModuleFrom module -> loads.place(module);
            case Statement.Absent absent -> loads.absent(absent);
            case Statement.Region region -> loads.region(region);
            case Statement.Load load -> loads.load(load);
            case Statement.Unload unload -> loads.unload(unload);
            case Statement.Extern extern -> layouts.extern(extern);

            case Statement.Redirect redirect -> steps.redirect(redirect);
            case Statement.Restore restore -> steps.restore(restore);
            case Statement.Write write -> steps.write(write);
            case Statement.Transaction transaction -> transaction(transaction);
            case Statement.Undo undo -> steps.undo(undo);
            case Statement.Unsafe unsafe -> unsafe(unsafe);

            case Statement.Show show -> run.answer(span, asking.show(show));
            case Statement.ShowBytes show -> run.answer(span, asking.bytes(show));
            case Statement.Call call -> run.answer(span, asking.call(call.call()));
            case Statement.Trace trace -> run.answer(span, asking.trace(trace.call()));
            case Statement.ExplainSlot explain -> run.answer(span, explaining.slot(explain));
            case Statement.ExplainConst explain -> run.answer(span, explaining.constant(explain));
            case Statement.ExplainThing explain -> run.answer(span, explaining.thing(explain));
            case Statement.ListCalls list -> run.answer(span, lists.calls(list));
            case Statement.ListThings list -> run.answer(span, lists.things(list));

            case Statement.CompareDump compare -> expressions.dumps().compare(compare.comparison());
            case Statement.Sweep sweep -> run.answer(span, sweeping.sweep(sweep));
            case Statement.Compare compare -> run.answer(span, comparing.compare(compare));

            case Statement.Expect expect -> expecting.expect(expect);
            case Statement.ExpectFails expect -> expectFails(expect);

            case Statement.SaveModule save -> saving.module(save);
            case Statement.SaveKernel save -> saving.kernel(save);
            case Statement.SaveJournal save -> saving.journal(save);

            case Statement.Let let -> programming.let(let);
            case Statement.For loop -> programming.loop(loop);
            case Statement.If choice -> programming.choice(choice);
            case Statement.DefValue def ->
                    programming.define(
                            def.name(), new Definition.OfValue(def.parameters(), def.value()));
            case Statement.DefSteps def ->
                    programming.define(
                            def.name(), new Definition.OfSteps(def.parameters(), def.block()));
            case Statement.Include include -> include(include);
        }
    }

    /** What will be executed after the step at hand, as far as it can be begun with. */
    void ahead(List<Script.Step> next) {
        files.ahead(next);
    }

    void noneAhead() {
        files.noneAhead();
    }

    private void execute(Statement.OneLiner line) throws Halt {
        if (line instanceof Statement.Arch arch) {
            layouts.arch(arch);
        } else if (line instanceof Statement.Evaluate evaluate) {
            evaluate(evaluate);
        } else {
            run.answer(line.span(), answer(line));
        }
    }

    private Answer answer(Statement.OneLiner line) throws Halt {
        if (line instanceof Statement.ExplainWay explain) {
            return explaining.way(explain);
        } else if (line instanceof Statement.Decode decode) {
            return coding.decode(decode);
        } else if (line instanceof Statement.DecodeOops decode) {
            return coding.oops(decode);
        } else if (line instanceof Statement.Encode encode) {
            return coding.encode(encode);
        } else if (line instanceof Statement.Survey survey) {
            return surveying.survey(survey);
        } else if (line instanceof Statement.Print print) {
            return new Answer.Shown(expressions.value(print.value()));
        }
        throw new IllegalStateException(line.toString());
    }

    /** Executes the statements of a block, which has a frame of its own. */
    void block(Block block) throws Halt {
        Frame outer = run.frame;
        run.frame = new Frame(outer);
        for (Statement statement : block.statements()) {
            run.enter(statement.span());
            execute(statement);
            run.nested--;
        }
        run.frame = outer;
    }

    /** All of the block's steps or none; taken back they are one step. */
    private void transaction(Statement.Transaction transaction) throws Halt {
        World before = run.world.copy();
        try {
            block(transaction.block());
        } catch (Halt halt) {
            run.world = before;
            throw halt;
        }
        if (World.Before.numberOf(run.world.before) > World.Before.numberOf(before.before)) {
            run.world.before = World.Before.of(before, before.before);
        }
    }

    private void unsafe(Statement.Unsafe unsafe) throws Halt {
        if (unsafe.why().value().isBlank()) {
            throw new Halt(
                    Code.PB2023,
                    unsafe.why().span(),
                    "unsafe needs a reason: it stands in every report");
        }
        String outer = run.unsafe;
        run.unsafe = unsafe.why().value();
        try {
            block(unsafe.block());
        } finally {
            run.unsafe = outer;
        }
    }

    /** The block must be refused with the code named; whatever it did is taken back. */
    private void expectFails(Statement.ExpectFails expect) throws Halt {
        run.work.add(expect.span(), Work.REFUSAL);
        String wanted = expect.code().text();
        World before = run.world.copy();
        Frame frame = run.frame;
        int depth = run.depth;
        int nested = run.nested;
        try {
            block(expect.block());
        } catch (Halt halt) {
            run.world = before;
            run.frame = frame;
            run.depth = depth;
            run.nested = nested;
            if (halt.diagnostics().stream().anyMatch(d -> d.code().name().equals(wanted))) {
                return;
            }
            Diagnostic first = halt.diagnostics().getFirst();
            throw new Halt(
                    List.of(
                            Diagnostic.error(
                                            Code.PB5010,
                                            expect.code().span(),
                                            Phrase.of(
                                                    "%s was expected, it is refused with %s: %s",
                                                    wanted, first.code(), first.message()))
                                    .with(new Diagnostic.Note("refused here", first.span()))));
        }
        run.world = before;
        throw new Halt(
                Code.PB5010,
                expect.code().span(),
                Phrase.of("%s was expected, nothing is refused", wanted));
    }

    /** An expression alone shows its value; a definition of steps is carried out. */
    private void evaluate(Statement.Evaluate evaluate) throws Halt {
        if (evaluate.value() instanceof Expr.Apply apply
                && run.world.definitions.get(apply.function().text())
                        instanceof Definition.OfSteps(List<Word> parameters, Block block)) {
            Frame caller =
                    expressions.enter(
                            parameters,
                            expressions.values(apply.arguments()),
                            apply.function().text(),
                            apply.span());
            block(block);
            expressions.leave(caller);
            return;
        }
        if (evaluate.value() instanceof Expr.Call call) {
            run.answer(evaluate.span(), asking.call(call));
            return;
        }
        run.answer(evaluate.span(), new Answer.Shown(expressions.value(evaluate.value())));
    }

    /**
     * The statements of another file, as if they stood here; its own file names are relative to its
     * own folder.
     */
    private void include(Statement.Include include) throws Halt {
        if (includes >= MAX_INCLUDES) {
            throw new Halt(
                    Code.PB2025,
                    include.span(),
                    Phrase.of("files include each other more than %d deep", MAX_INCLUDES));
        }
        run.work.add(include.span(), Work.STEP);
        Path path = NamedFiles.path(include.file(), run.folder);
        Source source =
                new Source(
                        include.file().value(),
                        new String(
                                NamedFiles.read(include.file(), run.folder),
                                StandardCharsets.UTF_8));
        Parsed parsed = Parser.parse(source);
        if (!parsed.diagnostics().isEmpty()) {
            throw new Halt(parsed.diagnostics());
        }
        Path folder = run.folder;
        run.folder = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), folder);
        includes++;
        try {
            for (Script.Step step : parsed.script().steps()) {
                step(step.statement());
            }
        } finally {
            includes--;
            run.folder = folder;
        }
    }

    /** Names for completion: symbols, objects, variables, definitions. */
    List<String> names(String begun) {
        List<String> names = new ArrayList<>();
        for (Module module : run.machine().modules()) {
            names.add(module.name());
            module.tables().forEach(table -> names.add(module.name() + "." + table));
        }
        run.world.variables.forEach((name, value) -> names.add(name));
        run.world.definitions.forEach((name, definition) -> names.add(name + "("));
        names.removeIf(name -> !name.startsWith(begun));
        for (Module module : run.machine().modules()) {
            for (Symbol symbol : module.symbols()) {
                if (symbol.begins(begun)) {
                    names.add(symbol.qualified());
                }
            }
        }
        run.machine().listed().ifPresent(list -> list.addNames(begun, names));
        return names;
    }
}
