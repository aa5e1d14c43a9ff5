package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.bytes.Slice;
import patchbay.source.Result;

class RelativeRelocsTest {
    private static final int RELATIVE = 1027;
    private static final long BASE = 0xffff_8000_0800_0000L;
    private static final int PAGE = Memory.PAGE_SIZE;

    /** Not at the beginning of a page, and not to the end of one. */
    private static final Range IMAGE = new Range(BASE + 0x100, BASE + 3 * PAGE - 0x100);

    private final RelativeRelocs relocs = new RelativeRelocs("vmlinux", IMAGE);

    private static Slice words(long... words) {
        byte[] bytes = new byte[8 * words.length];
        for (int i = 0; i < words.length; i++) {
            Bits.putLittle(bytes, 8 * i, 8, words[i]);
        }
        return Slice.of(bytes);
    }

    private static String reason(Result<RelativeRelocs> result) {
        return result.reasons().toString();
    }

    /** The page's words that are not zero, as offset and value. */
    private List<String> applied(int page, long slide) {
        return applied(new byte[PAGE], page, slide);
    }

    private List<String> applied(byte[] bytes, int page, long slide) {
        relocs.apply(bytes, BASE + (long) page * PAGE, slide);
        List<String> words = new java.util.ArrayList<>();
        for (int at = 0; at < PAGE; at += 4) {
            if (Bits.word(bytes, at) != 0) {
                words.add("%x:%x".formatted(at, Bits.word(bytes, at)));
            }
        }
        return words;
    }

    @Test
    void aWordIsItsValuePlusTheDistance() {
        relocs.add(
                words(
                        BASE + 0x200,
                        RELATIVE,
                        0x1000,
                        BASE + 0x210,
                        0,
                        0x2000,
                        BASE + 0x220,
                        257,
                        0x3000,
                        BASE + PAGE + 0x10,
                        RELATIVE,
                        0x4000),
                "x",
                RELATIVE);
        assertEquals(List.of("200:1000"), applied(0, 0));
        assertEquals(List.of("10:4700"), applied(1, 0x700));
        assertEquals(List.of(), applied(2, 0x700));
        assertEquals(1, relocs.others());
    }

    @Test
    void aWordMayLieInTwoPages() {
        relocs.add(words(BASE + PAGE - 4, RELATIVE, 0x1122_3344_5566_7788L), "x", RELATIVE);
        assertEquals(List.of("ffc:55667788"), applied(0, 0));
        assertEquals(List.of("0:11223344"), applied(1, 0));
    }

    @Test
    void tablesInAnyOrderAndSeveralOfThemAreTakenTogether() {
        relocs.add(
                words(
                        BASE + PAGE + 8,
                        RELATIVE,
                        1,
                        BASE + 0x100,
                        RELATIVE,
                        2,
                        BASE + PAGE + 8,
                        RELATIVE,
                        3),
                "x",
                RELATIVE);
        relocs.add(words(BASE + 0x108, RELATIVE, 4), "y", RELATIVE);
        assertEquals(List.of("100:2", "108:4"), applied(0, 0));
        assertEquals(List.of("8:3"), applied(1, 0));
    }

    @Test
    void aBitStandsForEachOfTheWordsBehindAPlace() {
        relocs.addPacked(
                words(BASE + 0x100, 1 | 1L << 1 | 1L << 63, 1 | 1L << 2, BASE + PAGE, 1 | 2), "x");
        byte[] page = new byte[PAGE];
        for (int at : new int[] {0x100, 0x108, 0x108 + 62 * 8, 0x108 + 64 * 8, 0x800}) {
            Bits.putLittle(page, at, 8, 0x10);
        }
        assertEquals(
                List.of("100:1010", "108:1010", "2f8:1010", "308:1010", "800:10"),
                applied(page.clone(), 0, 0x1000));
        assertEquals(
                List.of("100:10", "108:10", "2f8:10", "308:10", "800:10"),
                applied(page.clone(), 0, 0));
        assertEquals(List.of("0:1000", "8:1000"), applied(1, 0x1000));
        assertEquals(List.of(), applied(2, 0x1000));
    }

    @Test
    void aPlaceThatIsNowhereIsNamed() {
        String refused = "Outside[file=vmlinux, what=r_offset of entry 1 of x, address=";
        for (long place : new long[] {BASE + 0xff, IMAGE.end() - 7, 0}) {
            assertEquals(
                    "[" + refused + place + "]]",
                    reason(
                            new RelativeRelocs("vmlinux", IMAGE)
                                    .add(
                                            words(BASE + 0x100, RELATIVE, 0, place, RELATIVE, 0),
                                            "x",
                                            RELATIVE)));
        }
        assertEquals(
                List.of(),
                relocs.add(words(IMAGE.end() - 8, RELATIVE, 0), "x", RELATIVE).reasons());
        for (long entry : new long[] {BASE + 0x104, BASE, IMAGE.end()}) {
            assertEquals(
                    "[Outside[file=vmlinux, what=entry 0 of x, address=" + entry + "]]",
                    reason(relocs.addPacked(words(entry), "x")));
        }
        assertEquals(
                "[Outside[file=vmlinux, what=entry 1 of x, address=" + IMAGE.end() + "]]",
                reason(relocs.addPacked(words(IMAGE.end() - 16, 1 | 6), "x")));
    }
}
