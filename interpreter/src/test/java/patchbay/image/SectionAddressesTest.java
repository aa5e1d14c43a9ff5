package patchbay.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** What /sys/module/NAME/sections says. */
class SectionAddressesTest {
    private static Map<String, List<Long>> read(String text) {
        return switch (SectionAddresses.read("sections", text)) {
            case Result.Ok<Map<String, List<Long>>>(Map<String, List<Long>> read) -> read;
            case Result.Refused<Map<String, List<Long>>>(List<Refusal> reasons) ->
                    throw new AssertionError(reasons);
        };
    }

    private static SectionAddresses.BadSectionLine refusal(String text) {
        return (SectionAddresses.BadSectionLine)
                SectionAddresses.read("sections", text).reasons().getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".text 0xffff800000a00000\n.data 0xffff800000b0f00f\n",
                "  .text   0xffff800000a00000  \n\n.data\t0xFFFF800000B0F00F",
                ".text: 0xffff800000a00000\n.data:\t0xffff800000b0f00f",
                """
                /sys/module/tun/sections/.text:0xffff800000a00000
                /sys/module/tun/sections/.data:0xffff800000b0f00f
                """
            })
    void sectionsAreReadInAnyOfTheirSpellings(String text) {
        assertEquals(
                Map.of(
                        ".text",
                        List.of(0xffff800000a00000L),
                        ".data",
                        List.of(0xffff800000b0f00fL)),
                read(text));
    }

    @Test
    void sectionsOfOneNameKeepTheirOrder() {
        Map<String, List<Long>> sections = read(".b 0x30\n.a 0x10\n.b 0x20\n");
        assertEquals(List.of(".b", ".a"), List.copyOf(sections.keySet()));
        assertEquals(List.of(0x30L, 0x20L), sections.get(".b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".text",
                ".text 16",
                ".text 0x",
                ".text 0x1g",
                ".text 0x12345678901234567",
                ": 0x10",
                "/sys/module/tun/sections/ 0x10",
                "0x10"
            })
    void whatIsNoSectionIsRefusedWithItsLine(String line) {
        assertEquals(
                new SectionAddresses.BadSectionLine(
                        "sections", 3, line, "a section's name and its address in hexadecimal"),
                refusal(".a 0x1\n\n  " + line + "\n"));
        assertEquals(Code.PB6022, refusal(line).code());
    }

    @Test
    void zerosAreWhatUsersWithoutTheRightSee() {
        SectionAddresses.BadSectionLine refusal = refusal(".a 0x1\n.text 0x0000000000000000\n");
        assertEquals(2, refusal.line());
        assertEquals(".text 0x0000000000000000", refusal.text());
        assertTrue(refusal.expected().contains("read it as root"));
    }
}
