package patchbay.lang.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.Names;
import patchbay.kernel.SlotTables;
import patchbay.kernel.WordsLayout;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Word;
import patchbay.machine.Freed;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * What a name means. A variable (or {@code it}) takes the first part, the rest are fields; then
 * symbols, the longest first; then a module, then its tables; then the lines of {@code kernel
 * symbols}.
 */
final class Naming {
    private final Run run;
    private final Expressions expressions;

    Naming(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    Value value(Expr.Name name) throws Halt {
        Value variable = variable(name.parts().getFirst());
        if (variable != null) {
            for (int i = 1; i < name.parts().size(); i++) {
                variable = expressions.field(variable, new Word(name.parts().get(i), name.span()));
            }
            return variable;
        }
        Optional<Symbol> symbol = found(name);
        if (symbol.isPresent()) {
            return Value.address(symbol.get().address());
        }
        Optional<Module> module = run.machine().module(name.text());
        if (module.isPresent()) {
            return entry(module.get());
        }
        Optional<SlotTable> table = table(name);
        if (table.isPresent()) {
            return entry(table.get(), name.span());
        }
        if (name.text().equals("modules")) {
            List<Value> modules = new ArrayList<>();
            for (Module each : run.machine().modules()) {
                if (!each.isKernel()) {
                    modules.add(entry(each));
                }
            }
            return new Value.Items(modules);
        }
        if (name.text().equals(Module.KERNEL)) {
            return Value.address(run.era(name.span()).kernelBase());
        }
        return Value.address(symbol(name).address());
    }

    /** Whether {@link #value} finds something. */
    boolean isKnown(Expr.Name name) {
        return variable(name.parts().getFirst()) != null
                || found(name).isPresent()
                || run.machine().module(name.text()).isPresent()
                || table(name).isPresent()
                || name.text().equals(Module.KERNEL);
    }

    @Nullable Value variable(String name) {
        Value local = run.frame.get(name);
        return local != null ? local : run.world.variables.get(name);
    }

    /** Whether a variable of this name would hide something of the layout. */
    boolean isLayoutName(String name) {
        return name.equals(Module.KERNEL)
                || name.equals("modules")
                || run.machine().module(name).isPresent()
                || !Names.named(run.machine(), Module.KERNEL, name).isEmpty();
    }

    private static String text(Expr.Name name) {
        return name.ordinal() > 0 ? name.text() + "#" + name.ordinal() : name.text();
    }

    private Optional<Symbol> found(Expr.Name name) {
        return Names.find(run.machine(), Module.KERNEL, text(name));
    }

    private Symbol symbol(Expr.Name name) throws Halt {
        missing(name);
        return run.need(Names.resolve(run.machine(), Module.KERNEL, text(name)), name.span());
    }

    /** Refuses a name of a module that is not loaded, or of what its init left behind. */
    void missing(Expr.Name name) throws Halt {
        if (name.parts().size() > 1 && found(name).isEmpty()) {
            String module = name.parts().getFirst();
            present(module, name.span());
            kept(module, name.text().substring(module.length() + 1), name.span());
        }
    }

    /** Refuses what is said of a function or a table of init that has been freed. */
    private void kept(String module, String name, Span span) throws Halt {
        Optional<Freed> freed = run.machine().state(Freed.key(module), Freed.class);
        if (freed.isPresent()
                && (freed.get().named(name).isPresent() || isTableOfInit(name, span))) {
            throw new Halt(
                    Code.PB2001,
                    span,
                    Phrase.of(
                            "%s.%s is no more: the kernel freed it when the init of %s had returned",
                            module, name, module),
                    "a module that is placed without `absent` is as just before its init");
        }
    }

    private boolean isTableOfInit(String name, Span span) throws Halt {
        SlotTables tables = run.era(span).slotTables();
        return !tables.isOne()
                && (name.equals(tables.init()) || name.equals("init." + tables.tracer()));
    }

    /** Refuses what is said of a module that is not loaded. */
    private void present(String module, Span span) throws Halt {
        if (run.world.absent.containsKey(module) && run.machine().module(module).isEmpty()) {
            throw new Halt(
                    Code.PB2001,
                    span,
                    Phrase.of("module %s is not loaded: nothing of it has an address", module),
                    "load it first: load " + module);
        }
    }

    /** What a module's imports resolve to, those of live patches included. */
    Imports imports() {
        return new Imports(run);
    }

    /**
     * {@code bar+0x1c/0x40 [foo]}: the size must be the function's own, so that a symbol of another
     * build is noticed.
     */
    long backtrace(Expr.Backtrace place) throws Halt {
        String name =
                place.module() == null ? place.function() : place.module() + "." + place.function();
        List<Symbol> named = Names.named(run.machine(), Module.KERNEL, name);
        if (named.isEmpty()) {
            if (place.module() != null) {
                kept(place.module(), place.function(), place.span());
            }
            throw new Halt(
                    Code.PB2001,
                    place.span(),
                    Phrase.of("nothing is called '%s'", name),
                    Words.likely(Names.like(run.machine(), name)));
        }
        List<Symbol> fitting =
                named.stream().filter(s -> s.size() == place.size() || s.size() == 0).toList();
        if (fitting.size() != 1) {
            throw new Halt(
                    fitting.isEmpty() ? Code.PB2005 : Code.PB2002,
                    place.span(),
                    fitting.isEmpty()
                            ? Phrase.of(
                                    "%s is 0x%x bytes long here, the backtrace says 0x%x: it comes from another build",
                                    name, named.getFirst().size(), place.size())
                            : Phrase.of(
                                    "'%s' is the name of %d symbols of that size",
                                    name, fitting.size()));
        }
        return fitting.getFirst().address() + place.offset();
    }

    /** The function that an expression means: a name, or the address at which one begins. */
    Symbol function(Expr expr) throws Halt {
        if (expr instanceof Expr.Name name && variable(name.parts().getFirst()) == null) {
            return symbol(name);
        }
        long address = expressions.address(expr);
        Optional<Symbol> symbol = Names.at(run.machine(), address);
        if (symbol.isEmpty() || symbol.get().address() != address) {
            throw new Halt(
                    Code.PB2001,
                    expr.span(),
                    Phrase.of("no function begins at %s", Value.hex(address)),
                    symbol.isEmpty()
                            ? "`show map` lists what is there"
                            : "it is inside " + symbol.get().qualified());
        }
        return symbol.get();
    }

    /** What can be called: a function, or any address of code. */
    Symbol callable(Expr expr) throws Halt {
        if (expr instanceof Expr.Name name && variable(name.parts().getFirst()) == null) {
            return symbol(name);
        }
        long address = expressions.address(expr);
        return new Symbol(
                Module.KERNEL,
                Names.place(run.machine(), address),
                address,
                0,
                Symbol.Kind.FUNCTION);
    }

    /**
     * The same in a patch step: there an unknown name of an open object declares a function, with a
     * note.
     */
    Symbol declared(Expr expr) throws Halt {
        if (!(expr instanceof Expr.Name name)
                || name.ordinal() > 0
                || variable(name.parts().getFirst()) != null
                || found(name).isPresent()) {
            return function(expr);
        }
        String object = Module.KERNEL;
        String own = name.text();
        if (name.parts().size() > 1 && run.machine().module(name.parts().getFirst()).isPresent()) {
            object = name.parts().getFirst();
            own = name.text().substring(object.length() + 1);
        } else if (run.machine().module(Module.KERNEL).isEmpty()
                && run.machine().listed().isEmpty()
                && name.parts().size() == 1) {
            openKernel(name.span());
        }
        if (!run.world.open.contains(object)
                || name.parts().size() > 1 && object.equals(Module.KERNEL)) {
            return function(expr);
        }
        Plan plan =
                run.need(
                        WordsLayout.extend(
                                run.machine(),
                                run.era(name.span()),
                                object,
                                LayoutSpec.Function.empty(own)),
                        name.span());
        run.machine().apply(plan);
        Machine baseline = java.util.Objects.requireNonNull(run.world.baselines.get(object));
        if (baseline.check(plan).isEmpty()) {
            baseline = baseline.snapshot();
            baseline.apply(plan);
            run.world.baselines = run.world.baselines.with(object, baseline);
        }
        Symbol symbol = function(expr);
        run.world.declarations = run.world.declarations.with(symbol.qualified(), name.span());
        run.assume(
                name.span(),
                Phrase.of(
                        "nothing declares %s: `fn %s` is assumed in %s, at %s",
                        symbol.qualified(), own, object, Value.hex(symbol.address())));
        return symbol;
    }

    /** Places an open kernel where the architecture usually has it. */
    void openKernel(Span span) throws Halt {
        long base = run.era(span).kernelBase();
        Plan plan =
                run.need(
                        WordsLayout.place(
                                run.machine(),
                                run.era(span),
                                new LayoutSpec(
                                        Module.KERNEL,
                                        base,
                                        OptionalLong.empty(),
                                        0,
                                        true,
                                        List.of())),
                        span);
        run.load(Module.KERNEL, plan, span);
        run.world.opened(Module.KERNEL);
        run.assume(
                span, Phrase.of("no kernel statement: a kernel at %s is assumed", Value.hex(base)));
    }

    /** The object that an expression names: the kernel, a module, or the module of a variable. */
    Module module(Expr expr) throws Halt {
        if (expr instanceof Expr.Name name) {
            Value variable = variable(name.parts().getFirst());
            String wanted =
                    variable == null
                            ? name.text()
                            : variable instanceof Value.Entry entry ? entry.text() : "";
            Optional<Module> module = run.machine().module(wanted);
            if (module.isPresent()) {
                return module.get();
            }
            present(name.text(), name.span());
            missing(name);
        }
        List<String> known = run.machine().modules().stream().map(Module::name).toList();
        throw new Halt(
                Code.PB2001,
                expr.span(),
                Phrase.of("'%s' is no object of the layout", expr.span().text()),
                known.isEmpty()
                        ? "nothing is declared yet: kernel at default { … }"
                        : "there are: " + String.join(", ", known));
    }

    /** {@code foo.plt}: a table of module foo. */
    Optional<SlotTable> table(Expr.Name name) {
        String text = name.text();
        for (int dot = text.indexOf('.'); dot > 0; dot = text.indexOf('.', dot + 1)) {
            Optional<SlotTable> table =
                    run.machine().table(text.substring(0, dot), text.substring(dot + 1));
            if (table.isPresent()) {
                return table;
            }
        }
        return Optional.empty();
    }

    // Records as values

    Value.Entry entry(Module module) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.string(module.name()));
        fields.put(
                "address",
                Value.address(
                        module.segments().isEmpty()
                                ? 0
                                : module.segments().getFirst().range().start()));
        long size = module.segments().stream().mapToLong(s -> s.range().size()).sum();
        fields.put("size", Value.number(size));
        return new Value.Entry(
                "module", new Fields(fields, "functions", () -> Value.number(module.functions())));
    }

    static Value.Entry entry(Symbol symbol) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.string(symbol.qualified()));
        fields.put("address", Value.address(symbol.address()));
        fields.put("size", Value.number(symbol.size()));
        fields.put("object", Value.string(symbol.object()));
        return new Value.Entry(
                symbol.kind() == Symbol.Kind.FUNCTION ? "function" : "symbol", fields);
    }

    Value.Entry entry(SlotTable table, Span span) throws Halt {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.string(table.module() + "." + table.name()));
        fields.put("address", Value.address(table.range().start()));
        fields.put("used", Value.number(table.used()));
        fields.put("max", Value.number(table.max()));
        fields.put("size", Value.number(table.range().size()));
        SlotListing listing = new SlotListing(run.machine().snapshot(), run.era(span));
        return new Value.Entry(
                "table",
                new Fields(
                        fields,
                        "slots",
                        () -> new Value.Items(List.copyOf(listing.entries(table)))));
    }
}
