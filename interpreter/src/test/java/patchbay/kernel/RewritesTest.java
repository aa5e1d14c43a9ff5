package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.Section;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/**
 * What is predicted of a module's code by its own tables. Modules are made here, section by
 * section.
 */
class RewritesTest {
    private static final int PREL32 = 261;
    private static final int REL64 = 44;
    private static final int NOP = 0xd503_201f;
    private static final int RET = 0xd65f_03c0;
    private static final int PPC_NOP = 0x6000_0000;
    private static final long CALLER = MadeModule.BASE + 0x1_0000;

    // ---- arm64

    private static final String ALTERNATIVE = "0: alternative for processor feature 37";

    /** Four instructions, and those that a feature puts in their place. */
    private static FoundModule alternative(int length, int... replacement) {
        MadeModule made = MadeModule.arm64();
        int text = made.text(".text", 0x1400_0004, NOP, NOP, NOP, NOP, 0xd65f_03c0);
        made.text(".text.between", new int[0x400]);
        int other = made.text(".altinstr_replacement", replacement);
        byte[] entry = new byte[12];
        Bits.putLittle(entry, 8, 2, 37);
        entry[10] = 16;
        entry[11] = (byte) length;
        int table = made.section(".altinstructions", Section.PROGBITS, Section.ALLOC, 4, entry);
        made.reloc(table, 0, PREL32, made.symbol("orig", text, 0, 0, 0), 0);
        made.reloc(table, 4, PREL32, made.symbol("alt", other, 0, 0, 0), 0);
        return new FoundModule(made, Scene.of("arm64", "6.1").era);
    }

    @Test
    void anAlternativeStandsAsItIs() {
        FoundModule found = alternative(16, 0xaa1f_03e0, 0x5400_0040, 0x1400_0002, NOP);
        assertEquals(List.of(), found.whys());
        found.words(".text", 0, 0xaa1f_03e0, 0x5400_0040, 0x1400_0002, NOP);
        assertEquals(List.of(ALTERNATIVE), found.whys());
        found.words(".text", 8, 0x1400_0003);
        assertTrue(found.whys().getFirst().endsWith("unexplained"), found.whys()::toString);
    }

    /** The alternative is 0x1018 behind the text: what leads out of it leads so much further. */
    @Test
    void whatLeadsOutOfAnAlternativeLeadsToTheSamePlace() {
        FoundModule found = alternative(16, 0x9400_0100, 0x5400_0800, 0x3608_0400, 0xb400_0801);
        found.words(".text", 0, 0x9400_0506, 0x5400_88c0, 0x3608_84c0, 0xb400_88c1);
        assertEquals(List.of(ALTERNATIVE), found.whys());
        FoundModule pages = alternative(16, 0x9000_0013, 0xf03f_ffe3, NOP, NOP);
        pages.words(".text", 0, 0xb000_0013, 0x9040_0003, NOP, NOP);
        assertEquals(List.of(ALTERNATIVE), pages.whys());
    }

    @Test
    void aCallbackThatIsNotTheModulesOwnWritesNoOps() {
        MadeModule made = MadeModule.arm64().export("alt_cb_patch_nops", CALLER + 64);
        int text = made.text(".text", 0x1400_0002, 0xd65f_03c0, 0x1400_0002, 0xd65f_03c0);
        byte[] entries = new byte[24];
        for (int i = 0; i < 2; i++) {
            Bits.putLittle(entries, 12 * i + 8, 2, 0x8005);
            entries[12 * i + 10] = 4;
        }
        int table = made.section(".altinstructions", Section.PROGBITS, Section.ALLOC, 4, entries);
        int local = made.symbol("text", text, 0, 0, 0);
        made.reloc(table, 0, PREL32, local, 0);
        made.reloc(table, 4, PREL32, made.undefined("alt_cb_patch_nops"), 0);
        made.reloc(table, 12, PREL32, local, 8);
        made.reloc(table, 16, PREL32, local, 12);
        FoundModule found = new FoundModule(made, Scene.of("arm64", "6.1").era);
        found.words(".text", 0, NOP).words(".text", 8, NOP);
        List<String> whys = List.of("0: alternative for processor feature 5", "8: unexplained");
        assertEquals(whys, found.whys());
        found.knows("alt_cb_patch_nops", CALLER + 64);
        assertEquals(whys, found.whys());
        found.knows("alt_cb_patch_nops", CALLER + 68);
        assertEquals(List.of("0: unexplained", "8: unexplained"), found.whys());
    }

    private static MadeModule jumpLabel(MadeModule made, int rel32, int branch, int nop) {
        return jumpLabel(made, rel32, branch, nop, 0);
    }

    private static MadeModule jumpLabel(MadeModule made, int rel32, int branch, int nop, int off) {
        int text = made.text(".text", nop, branch, nop, nop);
        byte[] entries = new byte[32];
        int table = made.section("__jump_table", Section.PROGBITS, MadeModule.DATA, 8, entries);
        int local = made.symbol("text", text, 0, 0, 0);
        for (int i = 0; i < 2; i++) {
            made.reloc(table, 16L * i, rel32, local, 4L * i + off);
            made.reloc(table, 16L * i + 4, rel32, local, 12 + off);
        }
        return made;
    }

    @Test
    void aJumpLabelIsABranchOrANoOp() {
        MadeModule made = jumpLabel(MadeModule.arm64(), PREL32, 0x1400_0002, NOP);
        FoundModule found = new FoundModule(made, Scene.of("arm64", "6.1").era);
        found.words(".text", 0, 0x1400_0003, NOP, 0x1400_0001);
        assertEquals(
                List.of("0: jump label: taken", "4: jump label: not taken", "8: unexplained"),
                found.whys());
        found.words(".text", 0, 0x1400_0002);
        assertEquals("0: unexplained", found.whys().getFirst());
    }

    @Test
    void aJumpLabelBetweenWordsHarmsNobody() {
        for (int off : new int[] {1, 2, -1, 1 << 30}) {
            MadeModule made = jumpLabel(MadeModule.arm64(), PREL32, 0x1400_0002, NOP, off);
            FoundModule found = new FoundModule(made, Scene.of("arm64", "6.1").era);
            found.words(".text", 0, 0x1400_0003);
            assertEquals(List.of("0: unexplained"), found.whys());
        }
    }

    // ---- the kernel proper

    /** Its entry code, and a table of jump labels between two symbols. */
    @Test
    void theKernelsOwnTracerCallsAndJumpLabelsAreExplained() {
        long text = 0xffff_8000_0800_0000L;
        long rodata = text + 0x1000;
        Machine live = new Machine();
        List<Segment> segments =
                List.of(
                        new Segment(1, ".text", Range.of(text, 0x40), Protection.EXECUTE),
                        new Segment(2, ".rodata", Range.of(rodata, 0x20), Protection.READ_ONLY));
        live.apply(
                new Plan(
                        "map",
                        List.of(
                                new Effect.Map(Range.of(text, 0x1000), Protection.EXECUTE, "text"),
                                new Effect.Map(
                                        Range.of(rodata, 0x1000), Protection.READ_ONLY, "data"))));
        live.memory().write(text, MadeModule.words(0x9400_0008, NOP, NOP, RET));
        live.memory().putLittle(rodata + 8, 4, text + 8 - rodata - 8);
        live.memory().putLittle(rodata + 12, 4, text + 0x3c - rodata - 12);
        Map<String, Long> names =
                Map.of(
                        "ftrace_call", text,
                        "ftrace_graph_call", text + 4,
                        "ftrace_stub", text + 0x20,
                        "ftrace_graph_caller", text + 0x24,
                        "arch_ftrace_ops_list_func", text + 0x28,
                        "__start___jump_table", rodata + 8,
                        "__stop___jump_table", rodata + 24);
        List<Symbol> symbols = new ArrayList<>();
        names.forEach((name, at) ->
                symbols.add(new Symbol(Module.KERNEL, name, at, 0, Symbol.Kind.FUNCTION)));
        Module kernel = new Module(Module.KERNEL, segments, symbols, List.of(), List.of());
        byte[] found = live.memory().bytes(text, 0x40);
        System.arraycopy(MadeModule.words(0x9400_000a, 0x1400_0008, 0x1400_000d), 0, found, 0, 12);
        List<String> whys =
                FoundModule.whys(
                        DumpComparison.of(
                                live,
                                Scene.of("arm64", "6.1").era,
                                kernel,
                                List.of(),
                                List.of(),
                                new Dumped(List.of(new Dumped.Piece(text, found)))),
                        text);
        assertEquals(
                List.of(
                        "0: ftrace: ftrace_call goes to arch_ftrace_ops_list_func",
                        "4: ftrace: ftrace_graph_call goes to ftrace_graph_caller",
                        "8: jump label: taken"),
                whys);
    }

    // ---- ppc64le

    private static FoundModule fixups(String section, byte[] table, int... text) {
        MadeModule made = MadeModule.ppc64();
        int code = made.text(".text", text);
        int alternatives = made.text("__ftr_alt_1", 0x7c40_003c, 0x4800_0100, 0x4082_0008);
        int fixups = made.section(section, Section.PROGBITS, Section.ALLOC, 8, table);
        int local = made.symbol("text", code, 0, 0, 0);
        int other = made.symbol("other", alternatives, 0, 0, 0);
        if (table.length == 48) {
            made.reloc(fixups, 16, REL64, local, 4 + 16);
            made.reloc(fixups, 24, REL64, local, 20 + 24);
            made.reloc(fixups, 32, REL64, other, 32);
            made.reloc(fixups, 40, REL64, other, 12 + 40);
        } else {
            made.reloc(fixups, 0, REL64, local, 4);
        }
        return new FoundModule(made, Scene.of("ppc64le", "6.1").era);
    }

    /** REL64 counts from its own place; the kernel counts from the entry. */
    @Test
    void aFeatureSectionIsReplacedAndFilledUp() {
        byte[] entry = MadeModule.longs(0x40, 0, 0, 0, 0, 0);
        FoundModule found =
                fixups("__ftr_fixup", entry, 1, 0x7c0004ac, 0x7c0004ac, 0x7c0004ac, 0x7c0004ac, 2);
        assertEquals(List.of(), found.whys());
        long other = MadeModule.placed(found.loaded, "__ftr_alt_1").range().start();
        int further = (int) (other - found.text() - 4);
        found.words(".text", 4, 0x7c40_003c, 0x4800_0100 + further, 0x4082_0008 + further, PPC_NOP);
        assertEquals(
                List.of("4: alternative: processor features & 0x40 are not 0x0"), found.whys());
        found.words(".text", 16, 0x7c0004ac);
        assertEquals("4: unexplained", found.whys().getFirst());
    }

    @Test
    void barriersAreTheProcessors() {
        byte[] place = new byte[8];
        FoundModule lwsync = fixups("__lwsync_fixup", place, 1, 0x4c00_012c, 2);
        assertEquals(
                List.of("4: alternative: lwsync, which this has"),
                lwsync.words(".text", 4, 0x7c20_04ac).whys());
        FoundModule barrier = fixups("__spec_barrier_fixup", place, 1, PPC_NOP, 2);
        assertEquals(
                List.of("4: alternative: speculation barrier"),
                barrier.words(".text", 4, 0x63ff_0000).whys());
        FoundModule unread = fixups("__barrier_nospec_fixup", place, 1, PPC_NOP, 2);
        assertEquals(List.of("4: unexplained"), unread.words(".text", 4, 0x63ff_0000).whys());
    }

    @Test
    void aFixupThatMakesNoSensePredictsNothing() {
        for (String size : List.of("0000000000001000", "ffffffffffffffff", "7fffffffffffffff")) {
            byte[] entry = MadeModule.longs(0x40, 0, 0, 0, 0, 0);
            FoundModule found = fixups("__ftr_fixup", entry, 1, 3, 3, 3, 3, 2);
            long table = MadeModule.placed(found.loaded, "__ftr_fixup").range().start();
            for (int field = 16; field < 48; field += 8) {
                found.live
                        .memory()
                        .putLittle(table + field, 8, HexFormat.fromHexDigitsToLong(size));
                found.words(".text", 4, 0x7c40_003c);
                assertTrue(found.whys().contains("4: unexplained"), found.whys()::toString);
            }
        }
    }

    @Test
    void aJumpLabelOfPowerToo() {
        MadeModule made = jumpLabel(MadeModule.ppc64(), 26, 0x4800_0008, PPC_NOP);
        FoundModule found = new FoundModule(made, Scene.of("ppc64le", "6.1").era);
        found.words(".text", 0, 0x4800_000c, PPC_NOP);
        assertEquals(List.of("0: jump label: taken", "4: jump label: not taken"), found.whys());
    }
}
