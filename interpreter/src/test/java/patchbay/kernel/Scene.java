package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import patchbay.arch.Architectures;
import patchbay.isa.Isa;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** A kernel with modules in words, to try steps on. */
final class Scene {
    static final long M = 1 << 20;
    static final long BOUND = 100_000;

    final Era era;
    Machine machine = new Machine();

    private Scene(Era era) {
        this.era = era;
    }

    static Scene arm64(String version, String... flags) {
        return of("arm64", version, flags);
    }

    static Scene ppc64(String version) {
        return of("ppc64le", version);
    }

    static Scene of(String architecture, String version, String... flags) {
        Version wanted = Version.parse(version).orElseThrow();
        Options options = new Options(Set.of(flags), 4096);
        return new Scene(
                value(Architectures.named(architecture).orElseThrow().era(wanted, options)));
    }

    static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    /** What each write of {@code plan} is for. */
    static List<String> whys(Plan plan) {
        return plan.writes().stream().map(Effect.Write::why).toList();
    }

    static List<Refusal> reasons(Result<?> result) {
        return result.reasons();
    }

    static <T extends Refusal> T reason(Class<T> type, Result<?> result) {
        return assertInstanceOf(type, reasons(result).getFirst());
    }

    Scene kernel(LayoutSpec.Item... items) {
        act(place(Module.KERNEL, era.kernelBase(), 0, items));
        return this;
    }

    Scene module(String name, long base, int spare, LayoutSpec.Item... items) {
        act(place(name, base, spare, items));
        return this;
    }

    /** Nobody far from anybody: each object 16 MiB behind the one before. */
    Scene module(String name, int spare, LayoutSpec.Item... items) {
        return module(name, next(), spare, items);
    }

    /** Where that puts the next one. */
    long next() {
        return era.kernelBase() + 16 * M * machine.modules().size();
    }

    Result<Plan> place(String object, long base, int spare, LayoutSpec.Item... items) {
        return WordsLayout.place(
                machine,
                era,
                new LayoutSpec(
                        object, base, OptionalLong.empty(), spare, false, Arrays.asList(items)));
    }

    /** Checks and applies. */
    Plan act(Result<Plan> result) {
        Plan plan = value(result);
        assertEquals(List.of(), machine.check(plan), plan::title);
        machine.apply(plan);
        return plan;
    }

    Result<Plan> redirect(String from, String to, String via, Code... relaxed) {
        Symbol function = symbol(from);
        Symbol replacement = symbol(to);
        Set<Code> lifted = Set.of(relaxed);
        return switch (via) {
            case "ftrace" -> Redirect.viaFtrace(machine, era, function, replacement, lifted);
            case "callers" -> Redirect.viaCallers(machine, era, function, replacement, lifted);
            case "jump" -> Redirect.viaJump(machine, era, function, replacement, lifted);
            default -> fail(via);
        };
    }

    Result<Plan> restore(String function) {
        return Restore.of(machine, era, symbol(function));
    }

    Symbol symbol(String name) {
        return value(Names.resolve(machine, Module.KERNEL, name));
    }

    long address(String name) {
        return symbol(name).address();
    }

    int word(long address) {
        return machine.memory().u32(address);
    }

    /** The instruction at {@code address}, as it is printed: {@code bl c000000000000008}. */
    String text(long address) {
        byte[] word = machine.memory().bytes(address, era.isa().unit());
        return era.isa().decode(word, 0, address).text();
    }

    Result<Execution.Outcome> run(String function, long... arguments) {
        return Execution.call(
                machine,
                era,
                address(function),
                Arrays.stream(arguments).boxed().toList(),
                BOUND,
                () -> false);
    }

    /** {@code 12: caller -> bar -> …} */
    String call(String function, long... arguments) {
        Execution.Outcome outcome = value(run(function, arguments));
        return outcome.value()
                + ": "
                + String.join(" -> ", outcome.path().stream().map(Execution.Step::name).toList());
    }

    // ------------------------------------------------------------------------------ words for
    // layouts

    static LayoutSpec.Function returns(String name, long value, String... calls) {
        return function(
                name, List.of(), new LayoutSpec.Returns(new LayoutSpec.Constant(value)), calls);
    }

    static LayoutSpec.Function returns(String name, List<String> parameters, Expression value) {
        return function(name, parameters, new LayoutSpec.Returns(value));
    }

    static LayoutSpec.Function function(
            String name, List<String> parameters, LayoutSpec.Body body, String... calls) {
        return new LayoutSpec.Function(
                name,
                parameters,
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                false,
                List.of(calls),
                body);
    }

    static LayoutSpec.Function at(long offset, LayoutSpec.Function function) {
        return placed(function, OptionalLong.of(offset), function.size());
    }

    static LayoutSpec.Function sized(long size, LayoutSpec.Function function) {
        return placed(function, function.offset(), OptionalLong.of(size));
    }

    private static LayoutSpec.Function placed(
            LayoutSpec.Function function, OptionalLong offset, OptionalLong size) {
        return new LayoutSpec.Function(
                function.name(),
                function.parameters(),
                offset,
                size,
                function.notrace(),
                function.local(),
                function.calls(),
                function.body());
    }

    static LayoutSpec.Function notrace(LayoutSpec.Function function) {
        return marked(function, true, function.local());
    }

    static LayoutSpec.Function local(LayoutSpec.Function function) {
        return marked(function, function.notrace(), true);
    }

    private static LayoutSpec.Function marked(
            LayoutSpec.Function function, boolean notrace, boolean local) {
        return new LayoutSpec.Function(
                function.name(),
                function.parameters(),
                function.offset(),
                function.size(),
                notrace,
                local,
                function.calls(),
                function.body());
    }

    static LayoutSpec.Function assembler(String name, String... lines) {
        List<Isa.AsmLine> numbered = new ArrayList<>();
        for (String line : lines) {
            numbered.add(new Isa.AsmLine(line, numbered.size()));
        }
        return function(name, List.of(), new LayoutSpec.Assembler(numbered));
    }

    /**
     * On ppc64le, begun with the two instructions that make r2 of r12; right for the first function
     * of an object with one page of code.
     */
    static LayoutSpec.Function withSetUp(String name, String... lines) {
        List<String> all = new ArrayList<>(List.of("addis r2,r12,1", "addi r2,r2,-28672"));
        all.addAll(Arrays.asList(lines));
        return assembler(name, all.toArray(String[]::new));
    }

    /** What {@code callee} returns, and {@code more}. */
    static LayoutSpec.Function calling(String name, long more, String callee) {
        return returns(name, List.of(), plus(called(callee), number(more)));
    }

    static Expression number(long value) {
        return new LayoutSpec.Constant(value);
    }

    static Expression called(String callee, Expression... arguments) {
        return new LayoutSpec.Call(callee, Arrays.asList(arguments));
    }

    static Expression plus(Expression left, Expression right) {
        return new LayoutSpec.Binary(LayoutSpec.BinaryOperator.PLUS, left, right);
    }
}
