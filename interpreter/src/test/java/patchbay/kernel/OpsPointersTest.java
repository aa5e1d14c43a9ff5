package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.image.Section;

/** The pointers before functions of kernels with call-ops, as they are found in memory. */
class OpsPointersTest {
    private static final int ABS64 = 257;
    private static final int NOP = 0xd503_201f;
    private static final int RET = 0xd65f_03c0;
    private static final long NOP_OPS = 0xffff_8000_0900_0000L;
    private static final long CALLER = MadeModule.BASE + 0x1_0000;
    private static final long SOMEBODY = 0xffff_0000_00e4_ae20L;

    /** Three functions, one with a landing pad, of a kernel with call-ops. */
    private static FoundModule callOps(boolean symbol) {
        MadeModule made =
                MadeModule.arm64()
                        .in("6.12")
                        .at(new Placement.First(MadeModule.BASE, OptionalLong.empty()))
                        .export("ftrace_caller", CALLER);
        if (symbol) {
            made.export("ftrace_nop_ops", NOP_OPS);
        }
        int text =
                made.section(
                        ".text",
                        Section.PROGBITS,
                        MadeModule.CODE,
                        8,
                        MadeModule.words(
                                NOP,
                                NOP,
                                NOP,
                                NOP,
                                0xd65f_03c0,
                                NOP,
                                NOP,
                                NOP,
                                0xd503_245f,
                                NOP,
                                NOP,
                                0xd65f_03c0,
                                NOP,
                                NOP,
                                NOP,
                                NOP,
                                0xd65f_03c0,
                                NOP));
        int local = made.symbol("text", text, 0, 0, 0);
        int entries =
                made.section(
                        "__patchable_function_entries",
                        Section.PROGBITS,
                        MadeModule.DATA,
                        8,
                        new byte[24]);
        for (int i = 0; i < 3; i++) {
            made.function("f" + i, text, 24 * i + 8);
            made.reloc(entries, 8L * i, ABS64, local, 24L * i);
        }
        FoundModule found = new FoundModule(made, Scene.of("arm64", "6.12").era);
        found.knows("ftrace_caller", CALLER);
        if (symbol) {
            found.knows("ftrace_nop_ops", NOP_OPS);
        }
        return found;
    }

    private static int call(long from) {
        return 0x9400_0000 | (int) (CALLER - from >> 2) & 0x03ff_ffff;
    }

    @Test
    void theOpsOfATracedEntryAreKnownOrAssumed() {
        FoundModule found = callOps(true);
        assertEquals(List.of(), found.whys());
        long second = found.text() + 24 + 16;
        found.words(".text", 24 + 16, call(second)).pointer(".text", 24, SOMEBODY);
        assertEquals(
                List.of(
                        "18: ops pointer: assumed to be its tracer's, at 0xffff000000e4ae20",
                        "28: ftrace: on, traced or redirected by ftrace_caller"),
                found.whys());
        found.knows("fix_ops", SOMEBODY);
        assertEquals("18: ops pointer: fix_ops, an extern of the script", found.whys().getFirst());
        found.knows("ftrace_list_ops", SOMEBODY + 8);
        found.pointer(".text", 24, SOMEBODY + 8);
        assertEquals("18: ops pointer: ftrace_list_ops, several trace it", found.whys().getFirst());
        for (long nonsense : new long[] {0x7fff_0000_0000L, SOMEBODY + 4, 0}) {
            found.pointer(".text", 24, nonsense);
            assertEquals("18: unexplained", found.whys().getFirst());
        }
    }

    @Test
    void thePointerOfAnIdleEntryMustBeTheIdleOne() {
        FoundModule found = callOps(true);
        found.pointer(".text", 0, SOMEBODY);
        assertEquals(List.of("0: unexplained", "4: unexplained"), found.whys());
    }

    @Test
    void withoutTheKernelsSymbolsMostIdleEntriesSayWhereTheIdleOpsAre() {
        FoundModule found = callOps(false);
        for (int i = 0; i < 3; i++) {
            found.pointer(".text", 24 * i, NOP_OPS);
        }
        String why =
                "ops pointer: ftrace_nop_ops, assumed at 0xffff800009000000 as 3 of 3 idle entries have it";
        assertEquals(List.of("0: " + why, "18: " + why, "30: " + why), found.whys());
        found.pointer(".text", 24, SOMEBODY);
        why = why.replace("3 of 3", "2 of 3");
        assertEquals(
                List.of("0: " + why, "18: unexplained", "1c: unexplained", "30: " + why),
                found.whys());
        found.pointer(".text", 48, SOMEBODY + 8); // and now nothing is what most have
        assertTrue(found.whys().stream().allMatch(each -> each.endsWith(": unexplained")));
    }

    @Test
    void whatLoadingSetsUpIsCounted() {
        FoundModule found = callOps(true);
        DumpComparison asLoaded = found.comparison(found.pieces);
        assertEquals(List.of(), asLoaded.differences());
        // a pointer has two words; a moved link register one; the module has two slots of three
        assertEquals(Map.of(Rewrite.Kind.OPS, 6L, Rewrite.Kind.FTRACE, 9L), asLoaded.setUp());
        DumpComparison asRelocated = found.comparison(found.relocated());
        assertEquals(15, asRelocated.explained(Rewrite.Kind.EARLIER));
        assertEquals(0, asRelocated.unexplained());
        assertEquals(Map.of(), asRelocated.setUp());
        found.words(".text", 12, RET);
        assertEquals(1, found.comparison(found.pieces).unexplained());
    }

    @Test
    void assumptionsAreCountedBesides() {
        FoundModule found = callOps(false);
        for (int i = 0; i < 3; i++) {
            found.pointer(".text", 24 * i, NOP_OPS);
        }
        DumpComparison comparison = found.comparison(found.pieces);
        assertEquals(6, comparison.assumed());
        assertEquals(6, comparison.explained(Rewrite.Kind.OPS));
        assertEquals(0, comparison.unexplained());
    }
}
