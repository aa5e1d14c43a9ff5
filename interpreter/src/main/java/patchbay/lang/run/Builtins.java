package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.kernel.Era;
import patchbay.kernel.Names;
import patchbay.kernel.Reachability;
import patchbay.lang.ast.Expr;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/** The built-in functions: facts about the layout, read from memory and tables. */
final class Builtins {
    /** Bytes that {@code bytes(a, n)} hands out at most. */
    private static final int MAX_BYTES = 1 << 20;

    private static final List<String> NAMES =
            List.of(
                    "distance(a, b)",
                    "reaches(a, b)",
                    "bytes(a, n)",
                    "u8(a)",
                    "u16(a)",
                    "u32(a)",
                    "u64(a)",
                    "slots(m)",
                    "size(f)",
                    "functions(m)",
                    "symbol(m, \"name\")",
                    "name(a)",
                    "branch(a)",
                    "hex(n)",
                    "len(x)",
                    "min(a, b)",
                    "max(a, b)",
                    "abs(n)");

    private final Run run;
    private final Naming naming;

    Builtins(Run run, Naming naming) {
        this.run = run;
        this.naming = naming;
    }

    static List<String> names() {
        return NAMES;
    }

    Value call(Expr.Apply apply, List<Value> arguments) throws Halt {
        String name = apply.function().text();
        Arguments given = new Arguments(apply, arguments);
        run.work.look(apply.span(), 0);
        return switch (name) {
            case "distance" -> distance(given.address(0, 2), given.address(1, 2));
            case "reaches" ->
                    Value.bool(reaches(given.address(0, 2), given.address(1, 2), apply.span()));
            case "bytes" ->
                    new Value.Bytes(
                            bytes(given.address(0, 2), given.count(1, 2, MAX_BYTES), apply.span()));
            case "u8" -> load(given, 1);
            case "u16" -> load(given, 2);
            case "u32" -> load(given, 4);
            case "u64" -> load(given, 8);
            case "slots" -> slots(given.module(0, 1), apply.span());
            case "size" -> size(given, apply.span());
            case "functions" -> functions(given.module(0, 1), apply.span());
            case "symbol" -> symbol(given.module(0, 2), given.text(1, 2), apply.span());
            case "name" -> Value.string(Names.place(run.machine(), given.address(0, 1)));
            case "branch" -> branch(given.address(0, 1), apply.span());
            case "hex" -> Value.address(given.address(0, 1));
            case "len" -> length(given.any(0, 1), apply.span());
            case "min" -> less(given) ? given.any(0, 2) : given.any(1, 2);
            case "max" -> less(given) ? given.any(1, 2) : given.any(0, 2);
            case "abs" -> Value.number(Math.abs(given.address(0, 1)));
            default -> throw unknown(apply, name);
        };
    }

    /** A function of the layout is called with {@code call}; that is what people forget. */
    private Halt unknown(Expr.Apply apply, String name) {
        boolean isFunction = !Names.named(run.machine(), Module.KERNEL, name).isEmpty();
        if (isFunction) {
            return new Halt(
                    Code.PB2021,
                    apply.span(),
                    Phrase.of("'%s' is a function of the layout, not a built-in", name),
                    "to run it: call " + apply.span().text());
        }
        return new Halt(
                Code.PB2021,
                apply.span(),
                Phrase.of("there is no built-in '%s'", name),
                "there are: " + String.join(", ", NAMES));
    }

    private static Value distance(long a, long b) {
        return Value.number(Math.abs(b - a));
    }

    /**
     * Whether a call gets from {@code a} to {@code b}: directly, or through a slot that its own
     * object has or has room for. A function reaches when its first and its last instruction do.
     */
    private boolean reaches(long a, long b, Span span) throws Halt {
        run.work.look(span, 0);
        Era era = run.era(span);
        long last =
                Names.at(run.machine(), a)
                        .filter(symbol -> symbol.address() == a && symbol.size() > era.isa().unit())
                        .map(symbol -> symbol.address() + symbol.size() - era.isa().unit())
                        .orElse(a);
        return reachesFrom(era, a, b) && reachesFrom(era, last, b);
    }

    private boolean reachesFrom(Era era, long from, long to) {
        Reachability way = Reachability.of(run.machine(), era, from, to, OptionalLong.empty());
        return way.direct()
                || way.slot()
                        .map(slot ->
                                slot.reachable() && slot.origin() != Reachability.Origin.ASSUMED)
                        .orElse(false);
    }

    private byte[] bytes(long at, int count, Span span) throws Halt {
        if (!Range.fits(at, count)) {
            throw new Halt(
                    Code.PB5005,
                    span,
                    Phrase.of("%d bytes at %s go beyond the end of memory", count, Value.hex(at)));
        }
        Range unmapped = run.machine().memory().firstUnmapped(Range.of(at, count));
        if (!unmapped.isEmpty()) {
            throw new Halt(
                    Code.PB5005,
                    span,
                    Phrase.of("nothing is mapped at %s", Value.hex(unmapped.start())),
                    "`show map` lists what is");
        }
        run.work.copy(span, count);
        return run.machine().memory().bytes(at, count);
    }

    /** Where the direct branch at {@code at} leads, by its own bits. */
    private Value branch(long at, Span span) throws Halt {
        Isa isa = run.era(span).isa();
        return switch (isa.flow(bytes(at, isa.unit(), span), 0, at)) {
            case Insn.Flow.Call(long target) -> Value.address(target);
            case Insn.Flow.Jump(long target) -> Value.address(target);
            case Insn.Flow.Conditional(long target) -> Value.address(target);
            case Insn.Flow.Next n -> throw noBranch(at, span);
            case Insn.Flow.Indirect i -> throw noBranch(at, span);
            case Insn.Flow.Return r -> throw noBranch(at, span);
            case Insn.Flow.Trap t -> throw noBranch(at, span);
        };
    }

    private Halt noBranch(long at, Span span) {
        return new Halt(
                Code.PB2020,
                span,
                Phrase.of("no direct branch stands at %s", Names.place(run.machine(), at)),
                "`show code` says what does");
    }

    private Value load(Arguments given, int size) throws Halt {
        return Value.address(
                patchbay.bytes.Bits.little(
                        bytes(given.address(0, 1), size, given.apply.span()), 0, size));
    }

    private Value slots(Module module, Span span) throws Halt {
        SlotTable found =
                run.machine().table(module.name(), run.era(span).slotTables().far()).orElse(null);
        if (found != null) {
            run.work.look(span, 16L * found.used());
            return naming.entry(found, span);
        }
        throw new Halt(
                Code.PB2001,
                span,
                Phrase.of("%s has no slot table", module.name()),
                module.isKernel()
                        ? "the kernel proper never has one"
                        : "it has: " + String.join(", ", module.tables()));
    }

    private Value size(Arguments given, Span span) throws Halt {
        long address = given.address(0, 1);
        Symbol symbol = Names.at(run.machine(), address).orElse(null);
        if (symbol == null || symbol.address() != address) {
            throw new Halt(
                    Code.PB2001, span, Phrase.of("no function begins at %s", Value.hex(address)));
        }
        return Value.number(symbol.size());
    }

    private Value functions(Module module, Span span) throws Halt {
        run.work.look(span, 8L * module.symbols().size());
        List<Value> functions = new ArrayList<>();
        for (Symbol symbol : module.symbols()) {
            if (symbol.kind() == Symbol.Kind.FUNCTION) {
                functions.add(Naming.entry(symbol));
            }
        }
        return new Value.Items(functions);
    }

    private Value symbol(Module module, String name, Span span) throws Halt {
        run.work.look(span, module.symbols().size());
        for (Symbol symbol : module.symbols()) {
            if (symbol.name().equals(name)) {
                return Naming.entry(symbol);
            }
        }
        throw new Halt(Code.PB2001, span, Phrase.of("%s has no symbol '%s'", module.name(), name));
    }

    private static Value length(Value of, Span span) throws Halt {
        return switch (of) {
            case Value.Items items -> Value.number(items.items().size());
            case Value.Bytes bytes -> Value.number(bytes.bytes().length);
            case Value.Str text -> Value.number(text.string().length());
            case Value.Span range -> Value.number(range.to().value() - range.from().value());
            case Value.Num number -> throw noLength(number, span);
            case Value.Bool truth -> throw noLength(truth, span);
            case Value.Entry entry -> throw noLength(entry, span);
        };
    }

    private static Halt noLength(Value of, Span span) {
        return new Halt(
                Code.PB2020, span, Phrase.of("a %s has no length: %s", of.type(), of.text()));
    }

    private static boolean less(Arguments given) throws Halt {
        return Arithmetic.truth(
                Arithmetic.binary("<", given.any(0, 2), given.any(1, 2), given.apply.span()),
                given.apply.span());
    }

    /**
     * The arguments of one call, each asked for by its place and type; {@code of} is how many there
     * must be.
     */
    private final class Arguments {
        private final Expr.Apply apply;
        private final List<Value> values;

        Arguments(Expr.Apply apply, List<Value> values) {
            this.apply = apply;
            this.values = values;
        }

        Value any(int index, int of) throws Halt {
            if (values.size() != of) {
                throw new Halt(
                        Code.PB2021,
                        apply.span(),
                        Phrase.of(
                                "%s takes %d argument%s, %d given",
                                apply.function().text(), of, of == 1 ? "" : "s", values.size()));
            }
            return values.get(index);
        }

        long address(int index, int of) throws Halt {
            return Arithmetic.number(any(index, of), span(index)).value();
        }

        int count(int index, int of, int most) throws Halt {
            long count = address(index, of);
            if (count < 0 || count > most) {
                throw new Halt(
                        Code.PB2022,
                        span(index),
                        Phrase.of("%d is out of range: 0 .. %d", count, most));
            }
            return (int) count;
        }

        String text(int index, int of) throws Halt {
            if (any(index, of) instanceof Value.Str(String text)) {
                return text;
            }
            throw new Halt(
                    Code.PB2020,
                    span(index),
                    Phrase.of("a string is needed, this is a %s", any(index, of).type()));
        }

        Module module(int index, int of) throws Halt {
            if (any(index, of) instanceof Value.Entry entry) {
                Module module = run.machine().module(entry.text()).orElse(null);
                if (module != null) {
                    return module;
                }
            }
            return naming.module(apply.arguments().get(index));
        }

        private Span span(int index) {
            return apply.arguments().get(index).span();
        }
    }
}
