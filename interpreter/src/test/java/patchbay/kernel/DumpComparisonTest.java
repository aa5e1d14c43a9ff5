package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.image.Section;
import patchbay.kernel.Rewrite.Kind;
import patchbay.machine.Machine;

/** What of a dump is compared, however it was cut. */
class DumpComparisonTest {
    private static final int NOP = 0xd503_201f;
    private static final int RET = 0xd65f_03c0;

    private final LoadedModule loaded;
    private final Machine live = new Machine();
    private final long text;

    DumpComparisonTest() {
        MadeModule made = MadeModule.arm64();
        int[] words = new int[0x2000];
        for (int i = 0; i < words.length; i++) {
            words[i] = 0x5280_0000 | i << 5; // mov w0, #i
        }
        made.text(".text", words);
        made.section(".rodata", Section.PROGBITS, Section.ALLOC, 1, new byte[] {1, 2, 3, 4, 5});
        made.section(".data", Section.PROGBITS, MadeModule.DATA, 8, new byte[16]);
        loaded = made.loaded();
        live.apply(loaded.plan());
        text = start(".text");
    }

    private long start(String section) {
        return MadeModule.placed(loaded, section).range().start();
    }

    private byte[] bytes(long from, int size) {
        return live.memory().bytes(from, size);
    }

    private DumpComparison compare(List<Rewrite> known, Dumped.Piece... pieces) {
        return DumpComparison.of(
                live,
                Scene.of("arm64", "6.1").era,
                loaded.module(),
                List.of(),
                known,
                new Dumped(Arrays.asList(pieces)));
    }

    private static Dumped.Piece piece(long at, byte[] bytes) {
        return new Dumped.Piece(at, bytes);
    }

    @Test
    void aDumpMayBeginAndEndBetweenWords() {
        byte[] bytes = bytes(text + 2, 9);
        bytes[0] ^= 1;
        bytes[8] ^= 1;
        DumpComparison found = compare(List.of(), piece(text + 2, bytes));
        assertEquals(9, found.compared());
        assertEquals(3, found.words());
        assertEquals(2, found.unexplained());
        assertEquals(
                List.of(text + 2, text + 8),
                found.differences().stream().map(DumpComparison.Difference::address).toList());
        assertEquals(
                List.of(2, 3),
                found.differences().stream().map(each -> each.found().length).toList());
    }

    @Test
    void whatNoPieceHoldsIsMissing() {
        DumpComparison found =
                compare(
                        List.of(),
                        piece(text + 0x20, bytes(text + 0x20, 0x20)),
                        piece(text + 0x10, bytes(text + 0x10, 0x20)),
                        piece(start(".rodata"), bytes(start(".rodata"), 5)));
        assertEquals(0x45, found.compared());
        assertEquals(
                Optional.of(0x8000L - 0x30),
                found.missing().stream()
                        .filter(each -> each.section().equals(".text") && each.isCode())
                        .map(DumpComparison.Missing::bytes)
                        .findFirst());
        assertTrue(found.missing().stream().noneMatch(each -> each.section().equals(".rodata")));
    }

    @Test
    void variablesAreOnlyCounted() {
        byte[] bytes = new byte[16];
        bytes[3] = 1;
        bytes[5] = 2;
        DumpComparison found = compare(List.of(), piece(start(".data"), bytes));
        assertEquals(2, found.variables());
        assertEquals(0, found.compared());
        assertEquals(List.of(), found.differences());
    }

    @Test
    void aRewriteIsExplainedAsAWholeOrNotAtAll() {
        byte[] both = MadeModule.words(NOP, RET);
        Rewrite rewrite = new Rewrite(text + 4, both, Kind.ALTERNATIVE, "two words");
        byte[] bytes = bytes(text, 16);
        System.arraycopy(both, 0, bytes, 4, 8);
        DumpComparison found = compare(List.of(rewrite), piece(text, bytes));
        assertEquals(2, found.explained(Kind.ALTERNATIVE));
        assertEquals(2, found.equal());
        assertEquals(0, found.unexplained());
        // cut in the middle, or half of it
        found = compare(List.of(rewrite), piece(text, Arrays.copyOf(bytes, 8)));
        assertEquals(1, found.unexplained());
        bytes[8] ^= 1;
        found = compare(List.of(rewrite), piece(text, bytes));
        assertEquals(2, found.unexplained());
    }

    @Test
    void breakpointsAreKprobesInCodeOnly() {
        byte[] breakpoint = MadeModule.words(0xd420_0080);
        DumpComparison found =
                compare(
                        List.of(),
                        piece(text, breakpoint),
                        piece(start(".rodata"), Arrays.copyOf(breakpoint, 4)));
        assertEquals(1, found.explained(Kind.KPROBE));
        assertEquals(1, found.unexplained());
    }

    @Test
    void ofADumpOfSomethingElseNotEachWordIsTold() {
        DumpComparison found = compare(List.of(), piece(text, new byte[0x8000]));
        assertEquals(0x2000, found.unexplained());
        assertEquals(0x1000, found.differences().size());
        assertEquals(0x1000, found.more());
        assertEquals(0, found.equal());
    }

    private OptionalLong shift(long said, byte[] bytes) {
        return DumpPlace.shift(live, loaded.module(), new Dumped(List.of(piece(said, bytes))));
    }

    @Test
    void bytesThatLieElsewhereAreFound() {
        OptionalLong back = OptionalLong.of(-0xfc0);
        assertEquals(back, shift(text + 0x1000, bytes(text + 0x40, 0x80)));
        assertEquals(back, shift(text + 0x1002, bytes(text + 0x42, 0x80)));
        // seven words are four times four words, wherever they are in the code
        for (long at : new long[] {0, 0x3fe4, 0x3ff4, 0x4000, 0x8000 - 28}) {
            assertEquals(OptionalLong.of(at - 0x2000), shift(text + 0x2000, bytes(text + at, 28)));
            assertEquals(OptionalLong.empty(), shift(text + 0x2000, bytes(text + at, 24)));
        }
        assertEquals(OptionalLong.empty(), shift(text + 0x40, bytes(text + 0x40, 0x80)));
        assertEquals(OptionalLong.empty(), shift(text, new byte[0x80]));
        byte[] two = new byte[0x80];
        System.arraycopy(bytes(text + 0x40, 0x40), 0, two, 0, 0x40);
        System.arraycopy(bytes(text + 0x400, 0x40), 0, two, 0x40, 0x40);
        assertEquals(OptionalLong.empty(), shift(text + 0x1000, two)); // neither is most of it
    }
}
