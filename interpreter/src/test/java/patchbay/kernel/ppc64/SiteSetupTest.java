package patchbay.kernel.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.longs;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.word;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.image.Section;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.machine.Site;

/** The patchable entries of a module, from the compiler's call of _mcount to a no-op. */
class SiteSetupTest {
    private static final long FAR = 0xc000_0000_0100_0000L;
    private static final int BL = 0x4800_0001;
    private static final int BLR = 0x4e80_0020;
    private static final int MFLR_R0 = 0x7c08_02a6;
    private static final int STD_R0 = 0xf801_0010;

    /** Text of {@code words}, with a call of {@code callee} wherever a {@code bl} stands. */
    private static MadeModule traced(String callee, int[] words, long... entries) {
        MadeModule made = MadeModule.ppc64().export(".TOC.", FAR);
        for (String name : List.of("ftrace_caller", "ftrace_regs_caller", "_mcount", "other")) {
            made.export(name, FAR + 64 * name.length());
        }
        made.section("__mcount_loc", Section.PROGBITS, DATA, 8, longs(entries));
        int text = made.text(".text", words);
        made.function("one", text, 0);
        made.function("two", text, 12);
        int symbol = made.undefined(callee);
        for (int i = 0; i < words.length; i++) {
            if (words[i] == BL) {
                made.reloc(text, 4L * i, Ppc64Fixups.REL24.elfType(), symbol, 0);
            }
        }
        return made;
    }

    private static int[] two(int before) {
        return new int[] {before, BL, Stubs.NOP, MFLR_R0, BL, Stubs.NOP, BLR};
    }

    private static long textOf(String callee, int[] words, int entries) {
        MadeModule made = traced(callee, words, new long[entries]);
        return placed(made.loaded(), ".text").range().start();
    }

    @ParameterizedTest
    @ValueSource(ints = {MFLR_R0, STD_R0})
    void aCallOfMcountBehindTheSavedReturnAddressIsASite(int before) {
        long text = textOf("_mcount", two(before), 3);
        LoadedModule module = traced("_mcount", two(before), text + 16, 0, text + 4).loaded();
        assertEquals(
                List.of(new Site(text, text + 4), new Site(text + 12, text + 16)),
                module.module().sites());
        LoadedModule.PlacedSection live = placed(module, ".text");
        assertEquals(Stubs.NOP, word(live, 4));
        assertEquals(Stubs.NOP, word(live, 16));
        assertEquals(before, word(live, 0));
        assertEquals(List.of(), module.notes());
    }

    /** Two functions with two no-ops each, the second in {@code word}'s place. */
    private static MadeModule patchable(String version, int word) {
        MadeModule made = MadeModule.ppc64().in(version).export(".TOC.", FAR);
        for (String name : List.of("ftrace_caller", "ftrace_regs_caller")) {
            made.export(name, FAR + 64 * name.length());
        }
        int text = made.text(".text", Stubs.NOP, word, BLR, Stubs.NOP, Stubs.NOP, BLR);
        int entries =
                made.section(
                        "__patchable_function_entries", Section.PROGBITS, DATA, 8, longs(0, 0));
        int one = made.function("one", text, 0);
        made.function("two", text, 12);
        int address = Ppc64Fixups.ADDR64.elfType();
        return made.reloc(entries, 0, address, one, 12).reloc(entries, 8, address, one, 0);
    }

    @Test
    void ofTwoNoOpsTheFirstComesToSaveTheReturnAddress() {
        LoadedModule module = patchable("6.8", Stubs.NOP).loaded();
        LoadedModule.PlacedSection live = placed(module, ".text");
        long text = live.range().start();
        assertEquals(
                List.of(new Site(text, text + 4), new Site(text + 12, text + 16)),
                module.module().sites());
        for (int site : new int[] {0, 12}) {
            assertEquals(MFLR_R0, word(live, site));
            assertEquals(Stubs.NOP, word(live, site + 4));
        }
        assertEquals(List.of(), module.notes());
        // an older kernel looks for calls of _mcount only
        assertEquals(List.of(), patchable("6.4", Stubs.NOP).loaded().module().sites());
    }

    @Test
    void whatIsNoNoOpBehindTheFirstIsUnexpectedAndTheTracerGivesUp() {
        LoadedModule module = patchable("6.12", BLR).loaded();
        LoadedModule.PlacedSection live = placed(module, ".text");
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(live.range().start() + 4, BLR & 0xffff_ffffL)),
                module.notes());
        for (int first : new int[] {0, 12}) {
            assertEquals(Stubs.NOP, word(live, first));
        }
    }

    @Test
    void behindAnotherWordItIsUnexpectedAndTheTracerGivesUp() {
        int[] words = two(BLR);
        long text = textOf("_mcount", words, 2);
        LoadedModule module = traced("_mcount", words, text + 4, text + 16).loaded();
        long bl = word(placed(module, ".text"), 4) & 0xffff_ffffL;
        assertEquals(List.of(new LoadNote.UnexpectedSite(text + 4, bl)), module.notes());
        assertEquals(2, module.module().sites().size());
        // the second is as it should be, and stays a call
        assertEquals(BL, word(placed(module, ".text"), 16) & 0xfc00_0003);
    }

    @Test
    void aCallOfAnybodyElseIsUnexpected() {
        int[] words = two(MFLR_R0);
        long text = textOf("other", words, 1);
        LoadedModule module = traced("other", words, text + 4).loaded();
        assertEquals(
                List.of(
                        new LoadNote.UnexpectedSite(
                                text + 4, word(placed(module, ".text"), 4) & 0xffff_ffffL)),
                module.notes());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Stubs.NOP, // no call
                0x4800_0000, // b: does not link
                0x4800_0003, // bla
                0x4bff_fffd, // itself, less one word: before the stubs or behind
                0x4900_0001, // far behind the stubs
                0x4a00_0001, // far before
            })
    void aWordThatIsNoCallThroughAStubIsUnexpected(int word) {
        int[] words = {MFLR_R0, word, Stubs.NOP, BLR};
        long text = textOf("_mcount", words, 1);
        LoadedModule module = traced("_mcount", words, text + 4).loaded();
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 4, word & 0xffff_ffffL)),
                module.notes());
        assertEquals(word, word(placed(module, ".text"), 4));
    }

    @Test
    void whatLiesNowhereOrBeginsASectionIsUnexpected() {
        int[] words = {BL, BLR};
        long text = textOf("_mcount", words, 2);
        LoadedModule module = traced("_mcount", words, text, 16).loaded();
        assertEquals(
                List.of(
                        new LoadNote.UnexpectedSite(16, 0),
                        new LoadNote.UnexpectedSite(
                                text, word(placed(module, ".text"), 0) & 0xffff_ffffL)),
                module.notes());
        assertEquals(List.of(new Site(text, text)), module.module().sites());
    }

    /** A stub of the tracer's is known by its mark and its target. */
    @Test
    void aStubWithoutItsMarkIsNone() {
        int[] words = two(MFLR_R0);
        long text = textOf("_mcount", words, 1);
        LoadedModule module = traced("_mcount", words, text + 4).loaded();
        assertEquals(Stubs.NOP, word(placed(module, ".text"), 4));
        // a call of the second stub's middle finds neither
        int[] into = {MFLR_R0, BL, Stubs.NOP, MFLR_R0, 0, BLR};
        long stub = module.tables().getFirst().addressOf(0) + 40;
        into[4] = BL | (int) (stub + 4 - (text + 16)) & 0x3ff_fffc;
        LoadedModule odd = traced("_mcount", into, text + 16).loaded();
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 16, into[4] & 0xffff_ffffL)),
                odd.notes());
    }
}
