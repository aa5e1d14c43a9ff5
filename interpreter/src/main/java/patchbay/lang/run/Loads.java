package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Range;
import patchbay.image.Symbol;
import patchbay.kernel.Names;
import patchbay.kernel.Restore;
import patchbay.kernel.Unload;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * {@code module … absent}, {@code load}, {@code unload}: modules that are not there all the time.
 * An absent module is the statement that places it, kept until it is loaded.
 */
final class Loads {
    /** A module's own function that the kernel calls: its name in words, and in a file. */
    private enum Part {
        INIT("init", "init_module"),
        EXIT("exit", "cleanup_module");

        private final String inWords;
        private final String linked;

        Part(String inWords, String linked) {
            this.inWords = inWords;
            this.linked = linked;
        }
    }

    private final Run run;
    private final Expressions expressions;
    private final Layouts layouts;
    private final ModuleFiles files;

    Loads(Run run, Expressions expressions, Layouts layouts, ModuleFiles files) {
        this.run = run;
        this.expressions = expressions;
        this.layouts = layouts;
        this.files = files;
    }

    /** Made when it is needed: a start must not wait for it. */
    private LivePatches livePatches() {
        return new LivePatches(run, expressions);
    }

    void place(Statement.Module module) throws Halt {
        layouts.module(module);
        placed(module.name(), module);
    }

    /** As it is just before its init runs. */
    void place(Statement.ModuleFrom module) throws Halt {
        files.module(module, false);
        placed(module.name(), module);
        livePatches().placed(module.name().text(), module.span());
    }

    private void placed(Word name, Statement statement) {
        run.world.placed = run.world.placed.with(name.text(), statement);
        run.world.absent = run.world.absent.without(name.text());
    }

    void region(Statement.Region region) throws Halt {
        if (!(expressions.value(region.range()) instanceof Value.Span(Value.Num from, Value.Num to))
                || Long.compareUnsigned(from.value(), to.value()) >= 0) {
            throw new Halt(
                    Code.PB2020,
                    region.range().span(),
                    "a region is a range of addresses with something in it",
                    "region modules kernel - 128M .. kernel");
        }
        run.world.region = new Range(from.value(), to.value());
    }

    void absent(Statement.Absent absent) throws Halt {
        Word name = absent.name();
        if (name.text().equals(Module.KERNEL)
                || expressions.naming().variable(name.text()) != null) {
            throw new Halt(
                    Code.PB2024, name.span(), Phrase.of("the name '%s' is taken", name.text()));
        }
        if (run.machine().module(name.text()).isPresent()
                || run.world.absent.containsKey(name.text())) {
            throw new Halt(
                    Code.PB2003,
                    name.span(),
                    Phrase.of("module %s is there already", name.text()),
                    "give it another name");
        }
        run.world.absent = run.world.absent.with(name.text(), absent.module());
    }

    /** {@code insmod}: places it, then its init runs; one that fails leaves nothing behind. */
    void load(Statement.Load load) throws Halt {
        String name = load.name().text();
        Statement statement = run.world.absent.get(name);
        if (name.equals(Module.KERNEL)) {
            throw new Halt(Code.PB2001, load.name().span(), "the kernel itself is no module");
        }
        if (statement == null) {
            throw run.machine().module(name).isPresent()
                    ? new Halt(
                            Code.PB2003,
                            load.name().span(),
                            Phrase.of("module %s is loaded already; a kernel says -EEXIST", name))
                    : new Halt(
                            Code.PB2001,
                            load.name().span(),
                            Phrase.of("there is no module '%s' to load", name),
                            Phrase.of("declare it: module %s absent at … { … }", name));
        }
        try {
            switch (statement) {
                case Statement.Module module -> layouts.module(module);
                case Statement.ModuleFrom module -> files.module(module, true);
                default -> throw new IllegalStateException(statement.toString());
            }
        } catch (Halt halt) {
            throw new Halt(
                    halt.diagnostics().stream().map(each -> at(each, load, statement)).toList());
        }
        placed(load.name(), statement);
        livePatches().coming(name, load.span());
        int result = runs(name, Part.INIT, load.span());
        if (result < 0) {
            throw new Halt(
                    List.of(
                            Diagnostic.error(
                                            Code.PB7009,
                                            load.name().span(),
                                            Phrase.of(
                                                    "the init of %s returns %s: the kernel takes the module out again",
                                                    name, Errno.name(result)),
                                            "a module stays when its init returns 0")
                                    .with(
                                            new Diagnostic.Note(
                                                    Phrase.of(
                                                            "insmod would say: could not insert module %s.ko: %s",
                                                            name, Errno.insmod(result)),
                                                    null))));
        }
        if (result > 0) {
            run.note(
                    Code.PB7010,
                    load.name().span(),
                    Phrase.of(
                            "the init of %s returns %d: a kernel wants 0 or an error number, warns, and loads it anyway",
                            name, result));
        }
        livePatches().enable(name, load.span());
        new InitReturns(run, load.span()).after(name);
    }

    /** What is wrong with a module, said of the statement that loads it. */
    private static Diagnostic at(Diagnostic wrong, Statement.Load load, Statement placed) {
        Span name = load.name().span();
        return placed.span().equals(wrong.span())
                ? new Diagnostic(
                                wrong.severity(),
                                wrong.code(),
                                wrong.message(),
                                name,
                                wrong.notes(),
                                wrong.remedies())
                        .with(new Diagnostic.Note("it is placed here", placed.span()))
                : wrong.with(new Diagnostic.Note("it is loaded here", name));
    }

    /** {@code rmmod}: its exit runs, redirects of its functions go, and then the module. */
    void unload(Statement.Unload unload) throws Halt {
        String name = unload.name().text();
        Span span = unload.span();
        Optional<Module> module = run.machine().module(name);
        if (module.isEmpty() || module.get().isKernel()) {
            throw new Halt(
                    Code.PB2001,
                    unload.name().span(),
                    run.world.absent.containsKey(name)
                            ? Phrase.of("module %s is not loaded", name)
                            : Phrase.of("there is no module '%s' to unload", name),
                    "`list modules` says which are loaded");
        }
        // Asked first, so that one that stays is left as it is.
        run.need(Unload.of(run.machine(), run.era(span), module.get(), importers(name)), span);
        runs(name, Part.EXIT, span);
        for (Redirection redirection : Unload.ownRedirects(run.machine(), module.get())) {
            String function = Names.place(run.machine(), redirection.function());
            run.step(
                    run.need(
                            Restore.of(
                                    run.machine(),
                                    run.era(span),
                                    Names.at(run.machine(), redirection.function()).orElseThrow(),
                                    run.relaxed()),
                            span),
                    span);
            run.note(Code.PB7010, span, Phrase.of("the redirect of %s goes with it", function));
        }
        run.apply(Unload.plan(run.machine(), run.machine().module(name).orElseThrow()), span);
        World world = run.world;
        Statement statement = world.placed.get(name);
        if (statement != null) {
            world.absent = world.absent.with(name, statement);
        }
        world.placed = world.placed.without(name);
        world.files = world.files.without(name);
        world.layouts = world.layouts.without(name);
        world.baselines = world.baselines.without(name);
        world.closed(name);
        livePatches().gone(name, span);
    }

    /** Objects from files that import a name of the module which nobody in the kernel has. */
    private List<String> importers(String module) {
        Module exporter = run.machine().module(module).orElseThrow();
        List<String> importers = new ArrayList<>();
        for (Module other : run.machine().modules()) {
            LoadedFile file = run.world.files.get(other.name());
            if (file != null && !other.name().equals(module)) {
                for (Symbol symbol : file.image().symbols()) {
                    if (symbol.section() == Symbol.UNDEFINED
                            && !exporter.named(symbol.name()).isEmpty()
                            && expressions
                                    .naming()
                                    .imports()
                                    .exporter(symbol.name())
                                    .equals(module)) {
                        importers.add(other.name());
                        break;
                    }
                }
            }
        }
        return importers;
    }

    /**
     * What the module's own function returns; 0 where it has none. The code of a file may call what
     * is only an address here: then it is taken to have done nothing, with a note.
     */
    private int runs(String module, Part part, Span span) throws Halt {
        boolean fromFile = run.world.files.containsKey(module);
        String function = fromFile ? part.linked : part.inWords;
        List<patchbay.machine.Symbol> named =
                run.machine().module(module).orElseThrow().named(function);
        if (named.isEmpty()) {
            return 0;
        }
        Machine before = run.machine().snapshot();
        Expr.Name name = new Expr.Name(List.of(module, function), 0, span);
        try {
            return (int)
                    expressions
                            .execute(new Expr.Call(name, List.of(), span), named.getFirst(), null)
                            .value();
        } catch (Halt halt) {
            Diagnostic reason = halt.diagnostics().getFirst();
            if (!fromFile || reason.code() == Code.PB5008) {
                throw halt;
            }
            run.world.machine = before;
            run.note(
                    Code.PB7010,
                    span,
                    Phrase.of(
                            "the %s of %s does not get to its end here (%s: %s): it is taken to have done nothing, and returned 0",
                            part.inWords, module, reason.code(), reason.message()));
            return 0;
        }
    }
}
