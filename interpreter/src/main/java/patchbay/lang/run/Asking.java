package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.Execution;
import patchbay.kernel.Names;
import patchbay.kernel.Options;
import patchbay.kernel.Unchanged;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Span;
import patchbay.source.Suggest;

/**
 * Statements that ask: {@code show}, {@code call}, {@code trace}, {@code explain}, {@code encode},
 * {@code decode}. They change nothing but what called code stores.
 */
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
            case PLT -> tables.slots(table(of, span));
            case SECTIONS -> tables.sections(object(of, span));
            case RELOCS -> files.relocs(object(of, span), span);
            case SITES -> {
                @Nullable Module wanted = of == null ? null : expressions.naming().module(of);
                yield tables.sites(module -> wanted == null || module.name().equals(wanted.name()));
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
        Optional<SlotTable> plt = run.machine().table(module.name(), "plt");
        if (plt.isEmpty()) {
            throw new Halt(
                    Code.PB2012,
                    span,
                    module.isKernel()
                            ? "the kernel proper has no PLT: its branches are linked once and for all"
                            : "module %s has no PLT".formatted(module.name()),
                    module.isKernel()
                            ? "only modules have one: their branches are relocated when they are loaded"
                            : module.tables().isEmpty()
                                    ? "give it spare slots: module %s … plt 1"
                                            .formatted(module.name())
                                    : "it has: " + String.join(", ", module.tables()));
        }
        return plt.get();
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

    private Answer.Code listing(Isa isa, Range range, Span span) throws Halt {
        check(range, span);
        return new Listing(isa, run.machine(), baseline(range.start())).of(range);
    }

    private void check(Range range, Span span) throws Halt {
        if (Long.compareUnsigned(range.size(), MAX_SHOWN) > 0) {
            throw new Halt(
                    Code.PB2022,
                    span,
                    "%s is too much to show: at most %s bytes"
                            .formatted(range, Wording.scaled(MAX_SHOWN)));
        }
        Range unmapped = run.machine().memory().firstUnmapped(range);
        if (!unmapped.isEmpty()) {
            throw new Halt(
                    Code.PB5005,
                    span,
                    "nothing is mapped at %s".formatted(Value.hex(unmapped.start())),
                    "`show map` lists what is");
        }
    }

    /** The object that holds {@code address} as it was when loading had finished, or null. */
    private @Nullable Machine baseline(long address) {
        for (Module module : run.machine().modules()) {
            for (Segment segment : module.segments()) {
                if (segment.range().contains(address)) {
                    return run.world.baselines.get(module.name());
                }
            }
        }
        return null;
    }

    Answer bytes(Statement.ShowBytes show) throws Halt {
        long count = expressions.count(show.count(), MAX_SHOWN);
        long at = expressions.address(show.at());
        if (!Range.fits(at, count)) {
            throw new Halt(
                    Code.PB5005,
                    show.span(),
                    "%d bytes at %s go beyond the end of memory".formatted(count, Value.hex(at)));
        }
        check(Range.of(at, count), show.span());
        return new Answer.Dump(at, run.machine().memory().bytes(at, (int) count));
    }

    /** What differs from when loading had finished, object by object. */
    private Answer diff() {
        List<List<Value>> rows = new ArrayList<>();
        for (Map.Entry<String, Machine> baseline :
                run.world.baselines.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList()) {
            for (Unchanged.Difference difference :
                    Unchanged.since(baseline.getValue(), run.machine(), baseline.getKey(), 1000)) {
                rows.add(
                        List.of(
                                Value.address(difference.address()),
                                Value.string(difference.place()),
                                new Value.Bytes(difference.then()),
                                new Value.Bytes(difference.now())));
            }
        }
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
            arguments.add(expressions.value(argument).text());
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

    Answer trace(Expr.Call call) throws Halt {
        Symbol function = expressions.naming().callable(call.function());
        List<Answer.Traced.Step> steps = new ArrayList<>();
        Execution.Outcome outcome =
                expressions.execute(
                        call,
                        function,
                        line -> {
                            if (steps.size() < MAX_SHOWN / 16) {
                                steps.add(
                                        new Answer.Traced.Step(
                                                line.address(),
                                                line.place(),
                                                line.word(),
                                                Listing.brief(line.text()),
                                                line.changes().stream()
                                                        .map(change ->
                                                                change.register()
                                                                        + "="
                                                                        + Value.hex(change.after()))
                                                        .toList()));
                            }
                        });
        return new Answer.Traced(steps, called(call, function, outcome));
    }

    Answer way(Statement.ExplainWay explain) throws Halt {
        Expr slot = explain.slot();
        return new Explaining(run.machine(), run.era(explain.span()))
                .way(
                        expressions.address(explain.from()),
                        expressions.address(explain.to()),
                        slot == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(expressions.address(slot)));
    }

    Answer slot(Statement.ExplainSlot explain) throws Halt {
        if (expressions.value(explain.slot()) instanceof Value.Entry entry
                && entry.fields().get("address") instanceof Value.Num(long address, boolean hex)) {
            for (SlotTable table : run.machine().states(SlotTable.class)) {
                for (patchbay.machine.Slot slot : table.slots()) {
                    if (slot.address() == address) {
                        return new Explaining(run.machine(), run.era(explain.span()))
                                .slot(table, slot);
                    }
                }
            }
        }
        throw new Halt(
                Code.PB2012,
                explain.slot().span(),
                "that is no slot in use",
                "name one: explain slot foo.plt[0]; `show plt foo` lists them");
    }

    /** How each architecture makes a 64-bit constant. */
    Answer constant(Statement.ExplainConst explain) throws Halt {
        long value = expressions.address(explain.value());
        List<Answer.Account.Fact> facts = new ArrayList<>();
        facts.add(new Answer.Account.Fact("const", Value.hex(value)));
        for (Architecture architecture : Architectures.ALL) {
            boolean ours = architecture.name().equals(run.world.architecture.name());
            Era era =
                    ours
                            ? run.era(explain.span())
                            : run.need(
                                    architecture.era(architecture.newest(), Options.NONE),
                                    explain.span());
            for (Era.Recipe recipe : era.constant(value)) {
                facts.add(
                        new Answer.Account.Fact(
                                architecture.name(), recipe.name() + ": " + recipe.when()));
                List<Isa.AsmLine> lines =
                        recipe.lines().stream().map(line -> new Isa.AsmLine(line, 0)).toList();
                byte[] code =
                        run.need(
                                        era.isa()
                                                .assemble(
                                                        lines,
                                                        recipe.place(),
                                                        name -> OptionalLong.empty()),
                                        explain.span())
                                .bytes();
                for (Answer.Code.Line line : lines(era.isa(), code, recipe.place())) {
                    facts.add(
                            new Answer.Account.Fact(
                                    "", "  %08x  %s".formatted(line.word(), line.text())));
                }
            }
        }
        return new Answer.Account(facts);
    }

    /** A code's page, a topic's page, or what stands at an address. */
    Answer thing(Statement.ExplainThing explain) throws Halt {
        if (explain.thing() instanceof Expr.Name name) {
            Optional<List<String>> page = Manual.page(name.text());
            if (page.isPresent()) {
                return new Answer.Lines(page.get());
            }
            if (!expressions.naming().isKnown(name)) {
                String likely = Suggest.closest(name.text(), Manual.topics());
                throw new Halt(
                        Code.PB2001,
                        name.span(),
                        "nothing is called '%s', and no page".formatted(name.text()),
                        likely == null
                                ? "pages there are for codes such as PB4004, and for: "
                                        + String.join(", ", Manual.topics())
                                : "did you mean %s?".formatted(likely));
            }
        }
        long address = expressions.address(explain.thing());
        Isa isa = run.era(explain.span()).isa();
        Range word = Range.of(address, isa.unit());
        check(word, explain.thing().span());
        byte[] code = run.machine().memory().bytes(address, isa.unit());
        return new Answer.Decoded(
                address,
                Bits.little(code, 0, code.length),
                code.length,
                isa.explain(code, 0, address));
    }

    Answer encode(Statement.Encode encode) throws Halt {
        Expr place = encode.at();
        Isa isa = isa(encode.span());
        long at = place(place, isa);
        // The text begins behind the opening quote; escapes in an instruction are unheard of.
        Span inside =
                new Span(
                        encode.instruction().span().source(),
                        encode.instruction().span().start() + 1,
                        encode.instruction().span().end() - 1);
        byte[] code =
                run.need(
                                isa.assemble(
                                        List.of(new Isa.AsmLine(encode.instruction().value(), 0)),
                                        at,
                                        expressions.naming()::export),
                                encode.instruction().span(),
                                List.of(inside))
                        .bytes();
        return new Answer.Encoded(lines(isa, code, at), code);
    }

    /** Where an instruction stands: 0 if nobody says. */
    private long place(@Nullable Expr place, Isa isa) throws Halt {
        long at = place == null ? 0 : expressions.address(place);
        if (place != null && at % isa.unit() != 0) {
            throw new Halt(
                    Code.PB2005,
                    place.span(),
                    "an instruction stands at a multiple of %d, %s is none"
                            .formatted(isa.unit(), Value.hex(at)));
        }
        return at;
    }

    private List<Answer.Code.Line> lines(Isa isa, byte[] code, long at) {
        List<Answer.Code.Line> lines = new ArrayList<>();
        Isa.Names names = new Listing(isa, run.machine(), null).names();
        for (int offset = 0; offset + isa.unit() <= code.length; ) {
            Text text = new Text();
            int length = isa.print(code, offset, at + offset, names, text);
            lines.add(
                    new Answer.Code.Line(
                            "",
                            at + offset,
                            Bits.little(code, offset, length),
                            length,
                            Listing.shown(text.toString()),
                            ""));
            offset += length;
        }
        return lines;
    }

    Answer decode(Statement.Decode decode) throws Halt {
        Expr place = decode.at();
        Isa isa = isa(decode.span());
        long at = place(place, isa);
        Value value = expressions.value(decode.word());
        byte[] code =
                value instanceof Value.Bytes(byte[] bytes)
                        ? bytes
                        : Steps.word(
                                Arithmetic.number(value, decode.word().span()).value(),
                                isa,
                                decode.word().span());
        if (code.length == 0 || code.length % isa.unit() != 0) {
            throw new Halt(
                    Code.PB3002,
                    decode.word().span(),
                    "%d bytes are no whole number of instructions of %d"
                            .formatted(code.length, isa.unit()));
        }
        return code.length == isa.unit()
                ? new Answer.Decoded(
                        at,
                        Bits.little(code, 0, code.length),
                        code.length,
                        isa.explain(code, 0, at))
                : new Answer.Code(lines(isa, code, at));
    }

    /** The {@code Code:} line of an oops: words, the one at the pc in brackets. */
    Answer oops(Statement.DecodeOops decode) throws Halt {
        Isa isa = isa(decode.span());
        String text = decode.line().value().strip();
        if (text.startsWith("Code:")) {
            text = text.substring("Code:".length()).strip();
        }
        List<Answer.Code.Line> lines = new ArrayList<>();
        long at = 0;
        for (String token : text.split("\\s+", -1)) {
            boolean pc =
                    token.startsWith("(") && token.endsWith(")")
                            || token.startsWith("<") && token.endsWith(">");
            String digits = pc ? token.substring(1, token.length() - 1) : token;
            if (digits.length() != 2 * isa.unit() || !isHex(digits)) {
                throw new Halt(
                        Code.PB1003,
                        decode.line().span(),
                        "'%s' is no instruction word: %d hexadecimal digits, the one at the pc in ( )"
                                .formatted(token, 2 * isa.unit()));
            }
            byte[] code = Steps.word(Long.parseLong(digits, 16), isa, decode.line().span());
            Answer.Code.Line line = lines(isa, code, at).getFirst();
            lines.add(
                    new Answer.Code.Line(
                            line.label(),
                            line.address(),
                            line.word(),
                            line.length(),
                            line.text(),
                            pc ? "the pc was here" : ""));
            at += isa.unit();
        }
        return new Answer.Code(lines);
    }

    private static boolean isHex(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), 16) < 0) {
                return false;
            }
        }
        return !digits.isEmpty();
    }

    /** The instruction set alone: no kernel is assumed for a question about a word. */
    private Isa isa(Span span) {
        if (!run.world.archSaid && run.settings.arch() == null) {
            run.assume(
                    span,
                    "no arch statement: arch %s is assumed"
                            .formatted(run.world.architecture.name()));
        }
        return run.world.architecture.isa();
    }
}
