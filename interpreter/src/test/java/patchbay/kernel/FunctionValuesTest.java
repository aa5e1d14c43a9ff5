package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.reason;
import static patchbay.kernel.Scene.reasons;
import static patchbay.kernel.Scene.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.Expression;

/** What the functions of a layout compute, and in how many instructions. */
class FunctionValuesTest {
    private static final List<String> KERNELS =
            List.of("arm64 4.19", "arm64 6.1", "arm64 6.12", "ppc64le 4.19", "ppc64le 6.1");

    private static Scene scene(String kernel) {
        String[] words = kernel.split(" ");
        return Scene.of(words[0], words[1]);
    }

    /**
     * Whatever an expression means, the processor finds out by running its code: for every kernel
     * the same.
     */
    @Test
    void theCodeOfAnExpressionComputesIt() {
        for (String kernel : KERNELS) {
            for (long seed = 0; seed < 60; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                Expression expression = random(random, 5);
                Scene scene = scene(kernel);
                scene.kernel(
                        returns("twice", List.of("n"), plus(parameter("n"), parameter("n"))),
                        returns("f", List.of("x", "y"), expression));
                long x = random.nextLong();
                long y = random.nextInt(100);
                if (kernel.startsWith("ppc") && dividesByZero(expression, x, y)) {
                    continue; // which leaves there what nobody knows
                }
                assertEquals(
                        value(expression, x, y),
                        Scene.value(scene.run("f", x, y)).value(),
                        () -> kernel + ": " + expression);
            }
        }
    }

    /** Its entry, the words that make the value, and the return. */
    private static int words(String version, LayoutSpec.Function function) {
        Scene scene = Scene.arm64(version);
        scene.kernel(function);
        return (int) scene.symbol(function.name()).size() / 4 - 3;
    }

    @ParameterizedTest
    @CsvSource({
        "0x0,                1",
        "0x1,                1",
        "0xffff,             1",
        "0x10000,            1",
        "0x1000000000000,    1",
        "-1,                 1",
        "-2,                 1",
        "-0x10000,           1",
        "-0x1000000000000,   1",
        "0x12345678,         2",
        "0x1234000000005678, 2",
        "-0x0000edcb0000,    2",
        "-0x12340000,        2",
        "-0x7ffff8000000,    3",
        "0x123456789abcdef0, 4",
    })
    void aConstantTakesAsFewInstructionsAsItCan(String text, int count) {
        long value = Long.decode(text);
        Scene scene = Scene.arm64("6.1");
        scene.kernel(returns("f", value));
        assertEquals(value, Scene.value(scene.run("f")).value());
        assertEquals(count, words("6.1", returns("f", value)));
    }

    @Test
    void aSmallNumberIsAddedInOneInstruction() {
        for (long small : List.of(0L, 1L, 4095L)) {
            assertEquals(
                    1,
                    words("6.1", returns("f", List.of("x"), plus(parameter("x"), number(small)))));
        }
        for (long other : List.of(4096L, -1L)) {
            assertEquals(
                    4,
                    words("6.1", returns("f", List.of("x"), plus(parameter("x"), number(other)))));
        }
    }

    @Test
    void operandsWaitInRegistersAsLongAsThereAreSome() {
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        for (int count = 2; count <= 8; count++) {
            Expression value = parameter(names.get(count - 1));
            long expected = count;
            for (int i = count - 2; i >= 0; i--) {
                value = minus(parameter(names.get(i)), value);
                expected = i + 1 - expected;
            }
            Scene scene = Scene.arm64("6.1");
            scene.kernel(returns("f", names, value));
            assertEquals(
                    expected,
                    Scene.value(scene.run("f", 1, 2, 3, 4, 5, 6, 7, 8)).value(),
                    "" + count);
            // sub sp, sp, #…
            boolean frame = (scene.word(scene.address("f") + 8) & 0xffc003ff) == 0xd10003ff;
            assertEquals(count == 8, frame, count + " operands");
        }
    }

    @Test
    void everyArgumentArrivesWhereItIsExpected() {
        Expression x = parameter("x");
        Expression y = parameter("y");
        Expression two = new LayoutSpec.Binary(BinaryOperator.TIMES, x, y);
        Expression three = minus(x, y);
        Expression inner = called("digits", plus(y, number(1)), three, two);
        Expression value =
                plus(
                        new LayoutSpec.Binary(BinaryOperator.TIMES, x, number(10_000)),
                        called("digits", inner, plus(x, y), called("digits", x, y, number(5))));
        for (String kernel : KERNELS) {
            Scene scene = scene(kernel);
            scene.kernel(
                    returns(
                            "digits",
                            List.of("a", "b", "c"),
                            plus(
                                    new LayoutSpec.Binary(
                                            BinaryOperator.TIMES,
                                            plus(
                                                    new LayoutSpec.Binary(
                                                            BinaryOperator.TIMES,
                                                            parameter("a"),
                                                            number(10)),
                                                    parameter("b")),
                                            number(10)),
                                    parameter("c"))),
                    returns("f", List.of("x", "y"), value));
            long first = digits(3 + 1, 7 - 3, 7 * 3);
            assertEquals(
                    7 * 10_000 + digits(first, 7 + 3, digits(7, 3, 5)),
                    Scene.value(scene.run("f", 7, 3)).value());
        }
    }

    private static long digits(long a, long b, long c) {
        return (a * 10 + b) * 10 + c;
    }

    @Test
    void plainArgumentsGoStraightIntoTheirRegisters() {
        LayoutSpec.Function plain =
                returns("f", List.of("x"), called("f", number(1), parameter("x")));
        // one load or move for each, a branch, the frame's two words before and one behind
        assertEquals(7, words("6.1", plain));
    }

    @Test
    void anEmptyFunctionReturnsZeroWhateverItIsGiven() {
        Scene scene = Scene.arm64("6.1");
        scene.kernel(LayoutSpec.Function.empty("bar"));
        assertEquals("0: bar", scene.call("bar", 5));
    }

    /** Frames up to 512 bytes are made by one store, those from 4096 on in steps of 4096. */
    @ParameterizedTest
    @ValueSource(
            ints = {5, 6, 7, 29, 30, 31, 32, 59, 60, 61, 62, 100, 506, 507, 508, 509, 510, 511})
    void aDeepExpressionWaitsInTheFrame(int depth) {
        Expression calling = parameter("x");
        Expression plain = parameter("x");
        long expected = 7;
        for (int i = 0; i < depth; i++) {
            calling = minus(number(i + 5000), called("id", calling));
            plain = minus(number(i + 5000), plain);
            expected = i + 5000 - expected;
        }
        for (String kernel : List.of("arm64 6.1", "ppc64le 6.1")) {
            Scene scene = scene(kernel);
            scene.kernel(
                    returns("id", List.of("n"), parameter("n")),
                    returns("calling", List.of("x"), calling),
                    returns("plain", List.of("x"), plain));
            assertEquals(expected, Scene.value(scene.run("calling", 7)).value());
            assertEquals(expected, Scene.value(scene.run("plain", 7)).value());
        }
    }

    private static Expression minus(Expression left, Expression right) {
        return new LayoutSpec.Binary(BinaryOperator.MINUS, left, right);
    }

    @Test
    void parametersAreAtMostAsManyAsRegisters() {
        Scene scene = Scene.arm64("6.1");
        List<String> nine = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            nine.add("p" + i);
        }
        LayoutRefusal.TooManyParameters refusal =
                reason(
                        LayoutRefusal.TooManyParameters.class,
                        scene.place(
                                "kernel",
                                scene.era.kernelBase(),
                                0,
                                returns("f", nine, parameter("p8"))));
        assertEquals(8, refusal.possible());
        assertInstanceOf(
                LayoutRefusal.UnknownName.class,
                reasons(
                                scene.place(
                                        "kernel",
                                        scene.era.kernelBase(),
                                        0,
                                        returns("f", List.of("x"), parameter("z"))))
                        .getFirst());
    }

    private static Expression parameter(String name) {
        return new LayoutSpec.Parameter(name);
    }

    private static Expression random(SplittableRandom random, int depth) {
        int kind = depth == 0 ? random.nextInt(2) : random.nextInt(6);
        return switch (kind) {
            case 0 -> number(constant(random));
            case 1 -> parameter(random.nextBoolean() ? "x" : "y");
            case 2 -> called("twice", random(random, depth - 1));
            case 3 ->
                    new LayoutSpec.Unary(
                            random.nextBoolean()
                                    ? LayoutSpec.UnaryOperator.MINUS
                                    : LayoutSpec.UnaryOperator.NOT,
                            random(random, depth - 1));
            default ->
                    new LayoutSpec.Binary(
                            List.of(BinaryOperator.values())
                                    .get(random.nextInt(BinaryOperator.values().length)),
                            random(random, depth - 1),
                            random(random, depth - 1));
        };
    }

    private static long constant(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(5000);
            case 1 -> random.nextLong();
            case 2 -> -random.nextInt(5000);
            case 3 -> 0xffff_8000_0000_0000L | random.nextInt();
            default -> random.nextInt() & 0xffff_0000L;
        };
    }

    private static boolean dividesByZero(Expression expression, long x, long y) {
        return switch (expression) {
            case LayoutSpec.Constant constant -> false;
            case LayoutSpec.Parameter parameter -> false;
            case LayoutSpec.Call call -> dividesByZero(call.arguments().getFirst(), x, y);
            case LayoutSpec.Unary unary -> dividesByZero(unary.operand(), x, y);
            case LayoutSpec.Binary binary -> {
                boolean divides =
                        binary.operator() == BinaryOperator.DIVIDED_BY
                                || binary.operator() == BinaryOperator.MODULO;
                yield divides && value(binary.right(), x, y) == 0
                        || dividesByZero(binary.left(), x, y)
                        || dividesByZero(binary.right(), x, y);
            }
        };
    }

    private static long value(Expression expression, long x, long y) {
        return switch (expression) {
            case LayoutSpec.Constant constant -> constant.value();
            case LayoutSpec.Parameter parameter -> parameter.name().equals("x") ? x : y;
            case LayoutSpec.Call call -> 2 * value(call.arguments().getFirst(), x, y);
            case LayoutSpec.Unary unary ->
                    unary.operator() == LayoutSpec.UnaryOperator.MINUS
                            ? -value(unary.operand(), x, y)
                            : ~value(unary.operand(), x, y);
            case LayoutSpec.Binary binary -> {
                long left = value(binary.left(), x, y);
                long right = value(binary.right(), x, y);
                yield switch (binary.operator()) {
                    case PLUS -> left + right;
                    case MINUS -> left - right;
                    case TIMES -> left * right;
                    case DIVIDED_BY -> right == 0 ? 0 : left / right;
                    case MODULO -> right == 0 ? left : left % right;
                    case AND -> left & right;
                    case OR -> left | right;
                    case XOR -> left ^ right;
                    case SHIFT_LEFT -> left << right;
                    case SHIFT_RIGHT -> left >> right;
                };
            }
        };
    }
}
