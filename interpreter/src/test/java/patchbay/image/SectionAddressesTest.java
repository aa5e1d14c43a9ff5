package patchbay.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.image.SectionAddresses.SectionRefusal;
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

    private static Refusal refusal(String text) {
        return SectionAddresses.read("sections", text).reasons().getFirst();
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
    @ValueSource(strings = {".text", ": 0x10", "/sys/module/tun/sections/ 0x10", "0x10"})
    void whatHasNoNameAndAddressIsRefusedWithItsLine(String line) {
        assertEquals(
                new SectionRefusal.NoSection("sections", 3, line),
                refusal(".a 0x1\n\n  " + line + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "16, PB6031",
        "x10, PB6027",
        "0x, PB6029",
        "0x1g, PB6029",
        "0x0000000000000000g, PB6029",
        "0x12345678901234567, PB6030"
    })
    void whatIsNoAddressIsRefusedWithItsSection(String address, Code code) {
        Refusal refusal = refusal(".a 0x1\n.text " + address + "\n");
        assertEquals(code, refusal.code());
        assertTrue(
                refusal.toString().contains("line=2, section=.text, found=" + address),
                refusal.toString());
    }

    @Test
    void behindAnAddressEndsTheLine() {
        assertEquals(
                new SectionRefusal.More("sections", 1, ".text 0x10", "4096"),
                refusal(".text 0x10 4096\n"));
    }

    @Test
    void zerosAreWhatUsersWithoutTheRightSee() {
        assertEquals(
                new SectionRefusal.Hidden("sections", 2, ".text"),
                refusal(".a 0x1\n.text 0x0000000000000000\n"));
    }
}
