package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.bytes.Slice;
import patchbay.image.LoadSegment;
import patchbay.image.Parts;
import patchbay.machine.Site;

/** A file of which byte n is n + 1, and segments that begin and end anywhere. */
class KernelPagesTest {
    private static final long BASE = 0xffff_8000_0800_0000L;
    private static final int PAGE = Memory.PAGE_SIZE;
    private static final int IDLE = 0x77;

    /** Two in one page, the second reaching into the next and going on with zeros. */
    private static final List<LoadSegment> SEGMENTS =
            List.of(
                    new LoadSegment(Range.of(BASE + 0x10, 8), 0, 8),
                    new LoadSegment(Range.of(BASE + PAGE - 4, 16), 0x20, 6),
                    new LoadSegment(Range.of(BASE + 3 * PAGE, 2 * PAGE), 0x40, 4));

    /** Writes 1 at an entry, and the pointer before it; the site is where the code says. */
    private static final LinkedKernelRules RULES =
            new LinkedKernelRules() {
                @Override
                public int relative() {
                    return 1027;
                }

                @Override
                public long function(long entry) {
                    return entry + 8;
                }

                @Override
                public long ip(long entry, Code code) {
                    return entry + (code.at(entry) == Code.NONE ? 0 : 4);
                }

                @Override
                public List<Word> initialised(long entry, Code code, OptionalLong idle) {
                    List<Word> words = new ArrayList<>(List.of(new Word(entry, 4, 1)));
                    idle.ifPresent(value -> words.add(new Word(entry - 8, 8, value)));
                    return words;
                }
            };

    private static byte[] file() {
        byte[] bytes = new byte[0x80];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    private static KernelPages pages(long slide, Parts parts, long... entries) {
        RelativeRelocs relocs = new RelativeRelocs("vmlinux", new Range(BASE, BASE + 5 * PAGE));
        byte[] word = new byte[24];
        Bits.putLittle(word, 0, 8, BASE + 0x100);
        Bits.putLittle(word, 8, 8, 1027);
        Bits.putLittle(word, 16, 8, 0x1000);
        relocs.add(Slice.of(word), "x", 1027);
        return new KernelPages(
                        parts, SEGMENTS, relocs, slide, RULES, new long[0], OptionalLong.empty())
                .with(entries, entries.length > 0 ? OptionalLong.of(IDLE) : OptionalLong.empty());
    }

    private static String bytes(KernelPages pages, long address) {
        byte[] page = pages.page(address);
        assertNotNull(page);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < page.length; i++) {
            if (page[i] != 0) {
                text.append("%x:%x ".formatted(i, page[i]));
            }
        }
        return text.toString().trim();
    }

    @Test
    void aPageHasWhatEachSegmentHasOfTheFile() {
        KernelPages pages = pages(0, Parts.of(file()));
        assertEquals(
                "10:1 11:2 12:3 13:4 14:5 15:6 16:7 17:8 101:10 ffc:21 ffd:22 ffe:23 fff:24",
                bytes(pages, BASE));
        assertEquals("0:25 1:26", bytes(pages, BASE + PAGE));
        assertEquals("", bytes(pages, BASE + 2 * PAGE));
        assertEquals("0:41 1:42 2:43 3:44", bytes(pages, BASE + 3 * PAGE));
        assertEquals("", bytes(pages, BASE + 4 * PAGE));
        assertEquals("", bytes(pages, BASE + 9 * PAGE));
    }

    @Test
    void aKernelThatHasMovedHasTheSameBytesAndOtherAddresses() {
        KernelPages pages = pages(0x20_0000, Parts.of(file()));
        assertEquals("0:25 1:26", bytes(pages, BASE + 0x20_0000 + PAGE));
        assertEquals(
                "10:1 11:2 12:3 13:4 14:5 15:6 16:7 17:8 101:10 102:20 ffc:21 ffd:22 ffe:23 fff:24",
                bytes(pages, BASE + 0x20_0000));
    }

    @Test
    void entriesAreSetUpWithThePageThatTheirWordsAreIn() {
        long behind = BASE + 3 * PAGE;
        KernelPages pages = pages(0, Parts.of(file()), behind, behind + 0x100, behind + PAGE - 4);
        assertEquals("ff8:77", bytes(pages, BASE + 2 * PAGE));
        assertEquals("0:1 f8:77 100:1 ff4:77 ffc:1", bytes(pages, behind));
        assertEquals("", bytes(pages, behind + PAGE));
    }

    @Test
    void codeIsWhatTheFileHas() {
        KernelPages pages = pages(PAGE, Parts.of(file()));
        long moved = BASE + PAGE;
        assertEquals(0x0403_0201, pages.code(moved + 0x10));
        assertEquals(0x0807_0605, pages.code(moved + 0x14));
        assertEquals(LinkedKernelRules.Code.NONE, pages.code(moved + 0x15));
        assertEquals(LinkedKernelRules.Code.NONE, pages.code(moved + 0xc));
        assertEquals(0x2625_2423, pages.code(moved + PAGE - 2));
        assertEquals(LinkedKernelRules.Code.NONE, pages.code(moved + PAGE - 1));
        assertEquals(LinkedKernelRules.Code.NONE, pages.code(moved + 5 * PAGE));
    }

    @Test
    void whatCannotBeReadIsNoPage() {
        Parts gone =
                new Parts() {
                    @Override
                    public long size() {
                        return 0;
                    }

                    @Override
                    public Slice read(long at, int size) throws IOException {
                        throw new IOException("gone");
                    }
                };
        assertNull(pages(0, gone).page(BASE));
        assertEquals(LinkedKernelRules.Code.NONE, pages(0, gone).code(BASE + 0x10));
        assertEquals("", bytes(pages(0, gone), BASE + 2 * PAGE));
    }

    @Test
    void aSiteBelongsToTheLastFunctionBefore() {
        long[] entries = {BASE - 16, BASE + 0x10 - 8, BASE + 0x10, BASE + 0x40};
        long[] starts = {BASE, BASE + 0x10, BASE + 0x40};
        KernelSites sites =
                new KernelSites(entries, starts, RULES, pages(0, Parts.of(file()))::code);
        assertEquals(
                List.of(
                        new Site(BASE - 8, BASE - 16),
                        new Site(BASE + 0x10, BASE + 8),
                        new Site(BASE + 0x10, BASE + 0x14),
                        new Site(BASE + 0x40, BASE + 0x40)),
                sites);
    }
}
