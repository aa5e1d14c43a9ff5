package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.kernel.Era;
import patchbay.kernel.Execution;
import patchbay.kernel.Names;
import patchbay.kernel.Unchanged;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.JsonText;
import patchbay.source.Phrase;
import patchbay.source.Span;

/** {@code show}, {@code call}, {@code trace}: they change nothing but what called code stores. */
final class Asking {
    /** Bytes and instructions that one statement shows at most. */
    private static final long MAX_SHOWN = 1 << 20;

    private final Run run;
    private final Expressions expressions;
    private final ModuleFiles files;

    Asking(Run run, Expressions expressions, ModuleFiles files) {
        this.run = run;
        this.expressions = expressions;
        this.files = files;
    }

    Answer show(Statement.Show show) throws Halt {
        Span span = show.span();
        Tables tables = new Tables(run.era(span).isa(), run.machine());
        Expr of = show.of();
        return switch (show.topic()) {
            case CODE -> code(java.util.Objects.requireNonNull(of));
            case PLT -> slots(of, span);
            case STUBS -> stubs(of, span);
            case TOC -> toc(tables, of, span);
            case SECTIONS -> {
                Module module = object(of, span);
                yield tables.sections(module, run.world.files.get(module.name()));
            }
            case RELOCS -> files.relocs(object(of, span), span).table();
            case SITES -> {
                @Nullable Module wanted = of == null ? null : expressions.naming().module(of);
                yield tables.sites(
                        run.era(span),
                        module -> wanted == null || module.name().equals(wanted.name()));
            }
            case MAP -> tables.map();
            case PATCHES -> tables.patches();
            case JOURNAL -> tables.journal(run.world.journal);
            case LOG ->
                    new Answer.Lines(
                            run.machine().log().isEmpty()
                                    ? List.of("nothing was logged")
                                    : run.machine().log());
            case DIFF -> diff();
        };
    }

    private Module object(@Nullable Expr of, Span span) throws Halt {
        return of == null ? Lists.only(run, span) : expressions.naming().module(of);
    }

    /** The table asked for, and with a module's own the one for its init. */
    private Answer slots(@Nullable Expr of, Span span) throws Halt {
        SlotTable table = table(of, span);
        Era era = run.era(span);
        List<SlotTable> tables = new ArrayList<>(List.of(table));
        if (table.name().equals(era.slotTables().far()) && era.slotTables().hasInit()) {
            run.machine().table(table.module(), era.slotTables().init()).ifPresent(tables::add);
        }
        SlotListing listing = new SlotListing(run.machine(), era);
        return new Answer.Slots(
                tables.stream().map(each -> listing.table(each, sizing(era, each))).toList());
    }

    /** What the size of a table is made of, where its module came from a file. */
    private List<String> sizing(Era era, SlotTable table) {
        LoadedFile file = run.world.files.get(table.module());
        return file == null
                ? List.of()
                : new SlotRequests(run.machine(), era, file, table).sizing();
    }

    /**
     * {@code show plt foo}: the module's table; {@code show plt foo.init.plt} any table by its own
     * name.
     */
    private SlotTable table(@Nullable Expr of, Span span) throws Halt {
        if (of instanceof Expr.Name name && run.machine().module(name.text()).isEmpty()) {
            Optional<SlotTable> named = expressions.naming().table(name);
            if (named.isPresent()) {
                return named.get();
            }
        }
        Module module = object(of, span);
        Optional<SlotTable> plt =
                run.machine().table(module.name(), run.era(span).slotTables().far());
        if (plt.isEmpty()) {
            throw new Halt(
                    Code.PB2012,
                    span,
                    module.isKernel()
                            ? "the kernel proper has no PLT: its branches are linked once and for all"
                            : Phrase.of("module %s has no PLT", module.name()),
                    module.isKernel()
                            ? "only modules have one: their branches are relocated when they are loaded"
                            : module.tables().isEmpty()
                                    ? Phrase.of(
                                            "give it spare slots: module %s … plt 1", module.name())
                                    : "it has: " + String.join(", ", module.tables()));
        }
        return plt.get();
    }

    /** The same where one table is for everything, and how its size came about. */
    private Answer stubs(@Nullable Expr of, Span span) throws Halt {
        Era era = run.era(span);
        SlotTable table = table(of, span);
        if (!era.slotTables().isOne()) {
            throw new Halt(
                    Code.PB2012,
                    span,
                    "the modules of this architecture have no stubs",
                    Phrase.of(
                            "their slots are in the table %s: show plt %s",
                            era.slotTables().far(), table.module()));
        }
        int all = (int) (table.range().size() / table.slotSize());
        int tracer = era.tracerSlots().size();
        List<String> sizing = new ArrayList<>(sizing(era, table));
        sizing.add(
                Phrase.of(
                        "%d slots = %d for calls + 1 that ends the search + %d for ftrace",
                        all, all - 1 - tracer, tracer));
        return new Answer.Slots(List.of(new SlotListing(run.machine(), era).table(table, sizing)));
    }

    /** What the register that belongs to an object holds, and what it points to. */
    private Answer toc(Tables tables, @Nullable Expr of, Span span) throws Halt {
        Module module = object(of, span);
        if (module.toc().isEmpty()) {
            throw new Halt(
                    Code.PB2012,
                    span,
                    Phrase.of(
                            "%s has no TOC: no register belongs to an object of this architecture",
                            module.name()));
        }
        return tables.toc(module, module.toc().getAsLong());
    }

    /** A function, a module's code, a range, or the function that an address lies in. */
    private Answer code(Expr of) throws Halt {
        Span span = of.span();
        Isa isa = run.era(span).isa();
        if (of instanceof Expr.Range range) {
            return listing(
                    isa,
                    new Range(expressions.address(range.from()), expressions.address(range.to())),
                    span);
        }
        if (of instanceof Expr.Name name && run.machine().module(name.text()).isPresent()) {
            List<Answer.Code.Line> lines = new ArrayList<>();
            for (Segment segment : run.machine().module(name.text()).get().segments()) {
                if (segment.protection() == Protection.EXECUTE && !segment.range().isEmpty()) {
                    lines.addAll(listing(isa, segment.range(), span).lines());
                }
            }
            return new Answer.Code(lines);
        }
        long address = expressions.address(of);
        Optional<Symbol> symbol = Names.at(run.machine(), address);
        Range range =
                symbol.isPresent() && symbol.get().size() > 0
                        ? symbol.get().range()
                        : Range.of(Bits.alignDown(address, isa.unit()), isa.unit());
        return listing(isa, range, span);
    }

    /** The instructions that {@code wanted} has a byte of. */
    private Answer.Code listing(Isa isa, Range wanted, Span span) throws Halt {
        check(run, wanted, span);
        Range range =
                new Range(
                        Bits.alignDown(wanted.start(), isa.unit()),
                        Bits.alignUp(wanted.end(), isa.unit()));
        return new Listing(isa, run.machine(), baseline(range.start())).of(range);
    }

    static void check(Run run, Range range, Span span) throws Halt {
        if (Long.compareUnsigned(range.size(), MAX_SHOWN) > 0) {
            throw new Halt(
                    Code.PB2022,
                    span,
                    Phrase.of(
                            "%s is too much to show: at most %s bytes",
                            range, Words.scaled(MAX_SHOWN)));
        }
        Range unmapped = run.machine().memory().firstUnmapped(range);
        if (!unmapped.isEmpty()) {
            throw new Halt(
                    Code.PB5005,
                    span,
                    Phrase.of("nothing is mapped at %s", Value.hex(unmapped.start())),
                    "`show map` lists what is");
        }
    }

    /** The object that holds {@code address} as it was when loading had finished, or null. */
    private @Nullable Machine baseline(long address) {
        return run.machine()
                .moduleAt(address)
                .map(module -> run.world.baselines.get(module.name()))
                .orElse(null);
    }

    Answer bytes(Statement.ShowBytes show) throws Halt {
        long count = expressions.count(show.count(), MAX_SHOWN);
        long at = expressions.address(show.at());
        if (!Range.fits(at, count)) {
            throw new Halt(
                    Code.PB5005,
                    show.span(),
                    Phrase.of("%d bytes at %s go beyond the end of memory", count, Value.hex(at)));
        }
        check(run, Range.of(at, count), show.span());
        return new Answer.Dump(at, run.machine().memory().bytes(at, (int) count));
    }

    /** What differs from when loading had finished, object by object. */
    private Answer diff() {
        List<List<Value>> rows = new ArrayList<>();
        run.world.baselines.forEach((object, baseline) -> {
            for (Unchanged.Difference difference :
                    Unchanged.since(baseline, run.machine(), object, 1000)) {
                rows.add(
                        List.of(
                                Value.address(difference.address()),
                                Value.string(difference.place()),
                                new Value.Bytes(difference.then()),
                                new Value.Bytes(difference.now())));
            }
        });
        List<String> footer =
                rows.isEmpty()
                        ? List.of("nothing differs from when loading had finished")
                        : List.of();
        return new Answer.Table("", List.of("address", "place", "then", "now"), rows, footer);
    }

    Answer.Called call(Expr.Call call) throws Halt {
        Symbol function = expressions.naming().callable(call.function());
        return called(call, function, expressions.execute(call, function, null));
    }

    private Answer.Called called(Expr.Call call, Symbol function, Execution.Outcome outcome)
            throws Halt {
        List<String> arguments = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            arguments.add(passed(expressions.value(argument)));
        }
        String name =
                call.function() instanceof Expr.Name written && written.ordinal() > 0
                        ? function.qualified() + "#" + written.ordinal()
                        : function.qualified();
        return new Answer.Called(
                name + "(" + String.join(", ", arguments) + ")",
                Value.returned(outcome.value()),
                outcome.path().stream().map(Execution.Step::name).toList(),
                outcome.steps());
    }

    private static String passed(Value argument) {
        if (argument instanceof Value.Str string) {
            StringBuilder quoted = new StringBuilder();
            JsonText.quote(quoted, string.text());
            return quoted.toString();
        }
        return argument.text();
    }

    Answer trace(Expr.Call call) throws Halt {
        Symbol function = expressions.naming().callable(call.function());
        List<Answer.Traced.Step> steps = new ArrayList<>();
        Execution.Outcome outcome =
                expressions.execute(
                        call,
                        function,
                        line ->
                                steps.add(
                                        new Answer.Traced.Step(
                                                line.address(),
                                                line.place(),
                                                line.word(),
                                                Listing.brief(line.text()),
                                                line.changes().stream()
                                                        .map(change ->
                                                                holds(
                                                                        change.register(),
                                                                        change.after()))
                                                        .toList())));
        return new Answer.Traced(
                outcome.linkage().entered().stream()
                        .map(register -> holds(register.name(), register.value()))
                        .toList(),
                steps,
                called(call, function, outcome));
    }

    private static String holds(String register, long value) {
        return register + "=" + Value.hex(value);
    }
}
