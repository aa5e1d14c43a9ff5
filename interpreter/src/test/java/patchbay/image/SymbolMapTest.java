package patchbay.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.image.SymbolMap.MapRefusal;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** What System.map and /proc/kallsyms say. */
class SymbolMapTest {
    private static final String LIST =
            """
            ffff800008027100 T ftrace_caller
            ffff800008027200 t helper

            ffff80000a000000 t helper\t[tun]
            ffff80000a000040 t tun_open [tun]
            0000000000000000 A absolute
            """;

    private static SymbolMap read(String text, long slide) {
        return switch (SymbolMap.read("list", text.getBytes(UTF_8), slide)) {
            case Result.Ok<SymbolMap>(SymbolMap map) -> map;
            case Result.Refused<SymbolMap>(List<Refusal> reasons) ->
                    throw new AssertionError(reasons);
        };
    }

    private static Refusal refusal(String text) {
        return SymbolMap.read("list", text.getBytes(UTF_8), 0).reasons().getFirst();
    }

    @Test
    void everyLineIsASymbolOfTheKernelOrOfAModule() {
        SymbolMap map = read(LIST, 0);
        assertEquals(5, map.size());
        assertEquals("ftrace_caller", map.name(0));
        assertEquals(0xffff800008027100L, map.address(0));
        assertNull(map.module(0));
        assertEquals("tun", map.module(2));
        assertEquals("tun", map.module(3));
        assertEquals("tun_open", map.name(3));
        assertEquals(0, map.address(4));
    }

    @Test
    void symbolsOfOneNameKeepTheOrderOfTheirLines() {
        SymbolMap map = read(LIST, 0);
        assertEquals(List.of(1, 2), map.named("helper"));
        assertEquals(List.of(0), map.named("ftrace_caller"));
        assertEquals(List.of(), map.named("nobody"));
    }

    @Test
    void aSlideMovesEverySymbol() {
        SymbolMap map = read(LIST, 0x10_0000);
        assertEquals(0xffff800008127100L, map.address(0));
        assertEquals(0x10_0000, map.address(4));
    }

    @Test
    void linesMayEndAsTheyLike() {
        SymbolMap map = read("1 T a\r\n2 T b \t\n\n   \n3 D c\t[m]  \n4 B d", 0);
        assertEquals(4, map.size());
        assertEquals(
                List.of("a", "b", "c", "d"), List.of(0, 1, 2, 3).stream().map(map::name).toList());
        assertEquals("m", map.module(2));
        assertEquals(4, map.address(3));
    }

    @Test
    void anEmptyListHasNoSymbols() {
        assertEquals(0, read("", 0).size());
        assertEquals(0, read("\n", 0).size());
    }

    /** More lines than the length of the text lets expect. */
    @Test
    void shortLinesAreSymbolsToo() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("1 t ").append((char) ('a' + i % 26)).append(i % 2 == 0 ? "\n" : " [m]\n");
        }
        SymbolMap map = read(text.toString(), 0);
        assertEquals(1000, map.size());
        for (int i = 0; i < 1000; i++) {
            assertEquals(String.valueOf((char) ('a' + i % 26)), map.name(i));
            assertEquals(1, map.address(i));
            assertEquals(i % 2 == 0 ? null : "m", map.module(i));
        }
    }

    @Test
    void aNameOnEveryLineIsNoMoreWorkThanManyNames() {
        SymbolMap map =
                assertTimeout(Duration.ofSeconds(5), () -> read("1 t a\n".repeat(400_000), 0));
        assertEquals(400_000, map.named("a").size());
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                " 1 T x,PB6020",
                "g T x,PB6020",
                "0x1 T x,PB6020",
                "12345678901234567 T x,PB6020",
                "\u00e4 T x,PB6020",
                "1,PB6024",
                "1 Tab x,PB6024",
                "1  T x,PB6024",
                "1 T,PB6025",
                "1 T  x,PB6025",
                "1 T x y,PB6026"
            })
    void whatIsNoSymbolIsRefusedWithItsLine(String line, Code code) {
        Refusal refusal = refusal("1 T a\n\n" + line + "\n2 T b\n");
        assertEquals(code, refusal.code());
        assertTrue(refusal.toString().contains("file=list, line=3"), refusal.toString());
    }

    @Test
    void aLongLineIsToldByItsBeginning() {
        assertEquals(
                new MapRefusal.NoAddress("list", 1, "x".repeat(80)), refusal("x".repeat(1000)));
    }

    @Test
    void anAddressHasUpToSixteenDigitsOfEitherCase() {
        assertEquals(0xabcdef0123456789L, read("ABCDEF0123456789 T x", 0).address(0));
        assertEquals(0xa, read("a T x", 0).address(0));
    }

    @ParameterizedTest
    @CsvSource({"[]", "tun", "[tun", "tun]", "[a] b"})
    void behindANameStandsAModuleOrNothing(String tag) {
        assertEquals(
                new MapRefusal.NoModule("list", 2, tag), refusal("1 T a\n2 T x " + tag + "\n"));
    }

    @Test
    void zerosAreWhatUsersWithoutTheRightSee() {
        assertEquals(
                new MapRefusal.Hidden("list", 2),
                refusal("0000000000000000 T a\n0000000000000000 T b\n"));
        assertEquals(Code.PB6021, refusal("0 T a\n").code());
    }

    @ParameterizedTest
    @CsvSource({
        "0x0,  zero",
        "0x1,  zero",
        "0xf,  zero",
        "0x10, first",
        "0x1f, first",
        "0x20, low",
        "0x30, high",
        "-1,   last",
        "-2,   high",
    })
    void anAddressBelongsToTheFirstLineOfTheLastAddressBeforeIt(String address, String name) {
        SymbolMap map =
                read(
                        """
                        30 T high
                        10 T first
                        10 t second
                        0 A zero
                        ffffffffffffffff T last
                        20 T low
                        0 A also_zero
                        """,
                        0);
        assertEquals(name, map.name(map.before(Long.decode(address))));
        assertEquals(-1, read("10 T first", 0).before(0xf));
        assertEquals(-1, read("", 0).before(5));
    }
}
