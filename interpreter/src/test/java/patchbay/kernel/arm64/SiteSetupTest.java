package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.MadeModule.CODE;
import static patchbay.kernel.MadeModule.DATA;
import static patchbay.kernel.MadeModule.longs;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.word;
import static patchbay.kernel.MadeModule.words;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.machine.Site;

/** The patchable entries of a module, as its lists have them. */
class SiteSetupTest {
    private static final int NOP = 0xd503201f;
    private static final int MOV_X9_X30 = 0xaa1e03e9;
    private static final int RET = 0xd65f03c0;
    private static final int BTI_C = 0xd503245f;
    private static final String ENTRIES = "__patchable_function_entries";

    /** Three functions with two no-ops each behind {@code head}, and their list. */
    private static MadeModule traced(String list, int head, long... entries) {
        MadeModule made = MadeModule.arm64();
        made.section(list, Section.PROGBITS, DATA, 8, longs(entries));
        int text =
                made.section(
                        ".text",
                        Section.PROGBITS,
                        CODE,
                        8,
                        words(NOP, NOP, RET, RET, head, NOP, NOP, RET, NOP, RET, RET, RET));
        made.function("odd", text, 32);
        made.function("padded", text, 16);
        made.function("plain", text, 0);
        made.symbol("datum", text, 36, Symbol.GLOBAL, Symbol.OBJECT);
        made.undefined("ftrace_caller");
        return made;
    }

    private static long textOf(MadeModule made) {
        return placed(made.loaded(), ".text").range().start();
    }

    @Test
    void aSiteIsTheSecondNoOpOfItsFunction() {
        long text = textOf(traced(ENTRIES, BTI_C, 0, 0, 0));
        MadeModule made = traced(ENTRIES, BTI_C, text + 20, 0, text);
        LoadedModule module = made.loaded();
        assertEquals(
                List.of(new Site(text, text + 4), new Site(text + 16, text + 24)),
                module.module().sites());
        LoadedModule.PlacedSection live = placed(module, ".text");
        assertEquals(MOV_X9_X30, word(live, 0));
        assertEquals(NOP, word(live, 4));
        assertEquals(BTI_C, word(live, 16));
        assertEquals(MOV_X9_X30, word(live, 20));
        assertArrayEquals(longs(0, text, text + 20), placed(module, ENTRIES).live());
        assertEquals(List.of(), module.notes());
    }

    @Test
    void theTracerGivesUpAtTheFirstEntryThatIsNotAsExpected() {
        long text = textOf(traced(ENTRIES, BTI_C, 0, 0, 0));
        // the third function begins with one no-op only, and the second's entry comes behind it
        MadeModule made = traced(ENTRIES, BTI_C, text + 36, text + 40, text);
        LoadedModule module = made.loaded();
        assertEquals(
                List.of(
                        new LoadNote.UnexpectedSite(text + 36, RET & 0xffff_ffffL),
                        new LoadNote.UnexpectedSite(text + 40, RET & 0xffff_ffffL)),
                module.notes());
        assertEquals(MOV_X9_X30, word(placed(module, ".text"), 0));
        assertEquals(3, module.module().sites().size());
    }

    @Test
    void behindAnUnexpectedEntryNothingIsWritten() {
        long text = textOf(traced(ENTRIES, BTI_C, 0, 0));
        LoadedModule module = traced(ENTRIES, BTI_C, 16, text).loaded();
        assertEquals(List.of(new LoadNote.UnexpectedSite(16, 0)), module.notes());
        assertEquals(NOP, word(placed(module, ".text"), 0));
        assertEquals(List.of(new Site(text, text + 4)), module.module().sites());
    }

    @Test
    void anEntryWhoseSecondWordIsOutsideIsUnexpected() {
        long text = textOf(traced(ENTRIES, BTI_C, 0));
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 48, 0)),
                traced(ENTRIES, BTI_C, text + 44).loaded().notes());
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 46, 0)),
                traced(ENTRIES, BTI_C, text + 46).loaded().notes());
    }

    /** Before 5.5 the compiler's call of _mcount becomes a no-op and is the site itself. */
    @Test
    void aCallOfTheTracerBecomesANoOp() {
        long text = textOf(traced("__mcount_loc", RET, 0, 0).in("4.19"));
        LoadedModule module = traced("__mcount_loc", RET, text + 44, text + 12).in("4.19").loaded();
        assertEquals(
                List.of(new Site(text, text + 12), new Site(text + 32, text + 44)),
                module.module().sites());
        assertEquals(NOP, word(placed(module, ".text"), 12));
        assertEquals(NOP, word(placed(module, ".text"), 44));
        assertEquals(RET, word(placed(module, ".text"), 8));
    }

    /** From 6.3 on eight bytes before the function hold a pointer, and the list has these. */
    @Test
    void theNoOpsBeforeAFunctionBecomeAPointer() {
        long text = textOf(traced(ENTRIES, NOP, 0, 0).in("6.12"));
        LoadedModule module =
                traced(ENTRIES, BTI_C, text + 8).in("6.12").export("ftrace_nop_ops", 42).loaded();
        assertEquals(42, Bits.little(placed(module, ".text").live(), 8, 8));
        assertEquals(MOV_X9_X30, word(placed(module, ".text"), 20));
        assertEquals(List.of(new Site(text + 16, text + 24)), module.module().sites());

        LoadedModule odd = traced(ENTRIES, BTI_C, text + 4, text + 8).in("6.12").loaded();
        assertEquals(List.of(new LoadNote.UnexpectedSite(text + 4, text + 4)), odd.notes());
        assertEquals(MOV_X9_X30, word(placed(odd, ".text"), 20));
        assertEquals(RET, word(placed(odd, ".text"), 8));

        LoadedModule last = traced(ENTRIES, BTI_C, text + 40).in("6.12").loaded();
        assertEquals(List.of(new LoadNote.UnexpectedSite(text + 40, 0)), last.notes());
        LoadedModule unexpected = traced(ENTRIES, RET, text + 8).in("6.12").loaded();
        assertEquals(
                List.of(new LoadNote.UnexpectedSite(text + 16, RET & 0xffff_ffffL)),
                unexpected.notes());
    }

    @Test
    void theOnlyFunctionMayBeginWithALandingPad() {
        for (long entry : List.of(0L, textOf(padded(0)) + 4)) {
            LoadedModule module = padded(entry).loaded();
            long text = placed(module, ".text").range().start();
            assertEquals(
                    entry == 0 ? List.of() : List.of(new Site(text, text + 8)),
                    module.module().sites());
        }
    }

    private static MadeModule padded(long entry) {
        MadeModule made = MadeModule.arm64();
        made.section(ENTRIES, Section.PROGBITS, DATA, 8, longs(entry));
        made.function("only", made.text(".text", BTI_C, NOP, NOP, RET), 0);
        return made;
    }
}
