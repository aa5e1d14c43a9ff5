package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.called;
import static patchbay.kernel.Scene.number;
import static patchbay.kernel.Scene.plus;
import static patchbay.kernel.Scene.returns;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.machine.Symbol;

/** The instructions of functions in words on ppc64le, as {@code -mprofile-kernel} makes them. */
class FunctionTextTest {
    private static final List<String> EIGHT = List.of("a", "b", "c", "d", "e", "f", "g", "h");

    private static LayoutSpec.Expression parameter(String name) {
        return new LayoutSpec.Parameter(name);
    }

    private static List<String> text(LayoutSpec.Function function) {
        Scene scene = Scene.ppc64("6.1");
        scene.kernel(function);
        Symbol symbol = scene.symbol(function.name());
        List<String> text = new ArrayList<>();
        for (long at = symbol.address(); at < symbol.address() + symbol.size(); at += 4) {
            text.add(scene.text(at));
        }
        return text;
    }

    @Test
    void aFunctionThatNeedsNothingHasTwoInstructionsForTheTracer() {
        assertEquals(List.of("mflr r0", "nop", "li r3,5", "blr"), text(returns("f", 5)));
        assertEquals(List.of("li r3,5", "blr"), text(Scene.notrace(returns("f", 5))));
        assertEquals(
                List.of("mflr r0", "nop", "mr r3,r4", "blr"),
                text(returns("f", List.of("a", "b"), parameter("b"))));
    }

    @Test
    void aFunctionThatCallsSetsItsRegisterAndHasAFrame() {
        assertEquals(
                List.of(
                        "addis r2,r12,1",
                        "addi r2,r2,-28672",
                        "mflr r0",
                        "nop",
                        "mflr r0",
                        "std r0,16(r1)",
                        "stdu r1,-48(r1)",
                        "std r3,32(r1)",
                        "ld r3,32(r1)",
                        "bl c000000000000008",
                        "nop",
                        "addi r3,r3,1",
                        "addi r1,r1,48",
                        "ld r0,16(r1)",
                        "mtlr r0",
                        "blr"),
                text(returns("f", List.of("x"), plus(called("f", parameter("x")), number(1)))));
    }

    @Test
    void aTextIsFoundFromTheRegister() {
        assertEquals(
                List.of("addis r3,r2,-1", "addi r3,r3,28672"), // a page before the data
                text(Scene.function("f", List.of(), new LayoutSpec.Logs("hello"))).subList(7, 9));
    }

    /** The ABI's header of 32 bytes, eight for each parameter, in all a multiple of 16. */
    @ParameterizedTest
    @CsvSource({"0, 32", "1, 48", "2, 48", "3, 64", "8, 96"})
    void aFrameHoldsItsHeaderAndTheParameters(int parameters, int size) {
        List<String> text =
                text(
                        Scene.function(
                                "f", EIGHT.subList(0, parameters), new LayoutSpec.Empty(), "f"));
        assertEquals("stdu r1,-" + size + "(r1)", text.get(6));
        assertEquals("addi r1,r1," + size, text.get(text.size() - 4));
    }

    @Test
    void moreThanSixParametersWaitInTheFrame() {
        assertEquals(
                List.of("mflr r0", "nop", "mr r3,r8", "blr"),
                text(returns("f", EIGHT.subList(0, 6), parameter("f"))));
        assertEquals(
                List.of(
                        "mflr r0",
                        "nop",
                        "stdu r1,-96(r1)",
                        "std r3,32(r1)",
                        "std r4,40(r1)",
                        "std r5,48(r1)",
                        "std r6,56(r1)",
                        "std r7,64(r1)",
                        "std r8,72(r1)",
                        "std r9,80(r1)",
                        "ld r3,80(r1)",
                        "addi r1,r1,96",
                        "blr"),
                text(returns("f", EIGHT.subList(0, 7), parameter("g"))));
    }

    @Test
    void aSmallNumberIsAddedOrTakenAwayInOneInstruction() {
        assertEquals("addi r3,r3,32767", added(LayoutSpec.BinaryOperator.PLUS, 32767).get(2));
        assertEquals("addi r3,r3,-32767", added(LayoutSpec.BinaryOperator.MINUS, 32767).get(2));
        assertEquals(
                List.of(
                        "mflr r0",
                        "nop",
                        "mr r9,r3",
                        "lis r10,0",
                        "ori r10,r10,32768",
                        "add r9,r9,r10",
                        "mr r3,r9",
                        "blr"),
                added(LayoutSpec.BinaryOperator.PLUS, 32768));
    }

    private static List<String> added(LayoutSpec.BinaryOperator operator, long value) {
        return text(
                returns(
                        "f",
                        List.of("x"),
                        new LayoutSpec.Binary(operator, parameter("x"), number(value))));
    }

    /** {@code a - (b - (c - (d - e)))}: three temporaries, then the frame and a spare register. */
    @Test
    void whatDoesNotFitTheTemporariesWaitsInTheFrame() {
        LayoutSpec.Expression value = parameter("e");
        for (int i = 3; i >= 0; i--) {
            value =
                    new LayoutSpec.Binary(
                            LayoutSpec.BinaryOperator.MINUS, parameter(EIGHT.get(i)), value);
        }
        assertEquals(
                List.of(
                        "mflr r0",
                        "nop",
                        "stdu r1,-112(r1)",
                        "mr r9,r3",
                        "mr r10,r4",
                        "mr r11,r5",
                        "std r11,88(r1)",
                        "mr r11,r6",
                        "std r11,96(r1)",
                        "mr r11,r7",
                        "mr r12,r11",
                        "ld r11,96(r1)",
                        "subf r11,r12,r11",
                        "mr r12,r11",
                        "ld r11,88(r1)",
                        "subf r11,r12,r11",
                        "subf r10,r11,r10",
                        "subf r9,r10,r9",
                        "mr r3,r9",
                        "addi r1,r1,112",
                        "blr"),
                text(returns("f", EIGHT.subList(0, 5), value)));
    }

    /** As {@code ppc_function_entry} does it, by the look of two instructions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "addis r2,r12,1 ; addi r2,r2,8  ; blr : 8",
                "lis r2,1       ; addi r2,r2,8  ; blr : 8",
                "addis r2,r11,1 ; addi r2,r2,8  ; blr : 0",
                "addis r2,r12,1 ; addi r2,r3,8  ; blr : 0",
                "lis r2,1       ; ori r2,r2,8   ; blr : 0",
                "addis r2,r12,1 ; addi r2,r2,8        : 8",
                "addis r2,r12,1                       : 0",
            })
    void aSecondEntryIsKnownByTheInstructionsBeforeIt(String lines, int local) {
        Scene scene = Scene.ppc64("6.1");
        scene.kernel(Scene.assembler("f", lines.split(" *; *", -1)));
        assertEquals(local, scene.symbol("f").local());
    }

    @Test
    void functionsStandOnMultiplesOf16() {
        Scene scene = Scene.ppc64("6.1");
        scene.kernel(Scene.assembler("one", "blr"), returns("two", 2), returns("three", 3, "one"));
        assertEquals(
                List.of(0L, 16L, 32L),
                List.of("one", "two", "three").stream()
                        .map(name -> scene.address(name) - scene.era.kernelBase())
                        .toList());
    }
}
