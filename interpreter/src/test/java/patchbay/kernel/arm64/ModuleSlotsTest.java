package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.MadeModule.BASE;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.word;
import static patchbay.kernel.MadeModule.words;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.kernel.Placement;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/** The slot tables of a module, slot by slot. */
class ModuleSlotsTest {
    private static final int FAR_CALLS = 4;

    /** Calls of as many far functions behind {@code size} bytes of text. */
    private static MadeModule calling(int size, long... addends) {
        MadeModule made = MadeModule.arm64();
        int[] words = new int[size / 4 + FAR_CALLS];
        java.util.Arrays.fill(words, 0x94000000);
        int text = made.text(".text", words);
        for (int i = 0; i < FAR_CALLS; i++) {
            made.export("far" + i, BASE + (1L << 28) + 64 * i);
            long addend = i < addends.length ? addends[i] : 0;
            made.reloc(text, size + 4 * i, 283, made.undefined("far" + i), addend);
        }
        return made;
    }

    @Test
    void everyFarCallHasItsSlot() {
        LoadedModule module = calling(0, 0, 8).loaded();
        SlotTable plt = module.tables().getFirst();
        assertEquals(
                List.of(0L, 64L + 8, 128L, 192L),
                plt.slots().stream().map(s -> s.target() - BASE - (1L << 28)).toList());
        assertEquals(FAR_CALLS, plt.used());
        assertEquals(FAR_CALLS, plt.max());
    }

    @Test
    void everyBranchToATargetIsAUserOfItsSlot() {
        MadeModule made = MadeModule.arm64().export("far", BASE + (1L << 28));
        int text =
                made.text(
                        ".text",
                        0x94000000,
                        0x94000000,
                        0x94000000,
                        0x94000000,
                        0x94000000,
                        0x94000000);
        int far = made.undefined("far");
        for (int i = 0; i < 6; i++) {
            made.reloc(text, 4 * i, 283, far, 0);
        }
        LoadedModule module = made.loaded();
        long start = placed(module, ".text").range().start();
        Slot slot = module.tables().getFirst().slots().getFirst();
        assertEquals(
                List.of(start, start + 4, start + 8, start + 12, start + 16, start + 20),
                slot.users().stream().sorted().toList());
        assertEquals(1, module.tables().getFirst().used());
        assertEquals(
                0x94000000 | (int) (slot.address() - start >> 2) & 0x3ff_ffff,
                word(placed(module, ".text"), 0));
    }

    /** With the workaround for erratum 843419: wherever the table begins in its page. */
    @Test
    void noSlotBeginsInTheLastTwoWordsOfAPage() {
        for (int pad = 0xf80; pad <= 0x1000; pad += 64) {
            for (int more = 0; more < 24; more += 4) {
                MadeModule made = calling(pad + more);
                LoadedModule module = made.in("6.1", "erratum_843419").loaded();
                SlotTable plt = module.tables().getFirst();
                assertEquals(FAR_CALLS + 1, plt.max());
                assertEquals(FAR_CALLS, plt.slots().size());
                for (Slot slot : plt.slots()) {
                    assertTrue((slot.address() & 0xfff) < 0xff8, () -> slot.toString());
                    assertEquals(
                            OptionalLong.of(slot.target()),
                            PltEntries.ADRP_ADD_BR.recognise(
                                    java.util.Arrays.copyOfRange(
                                            placed(module, ".plt").live(),
                                            12 * slot.index(),
                                            12 * slot.index() + 12),
                                    slot.address()));
                }
            }
        }
    }

    /** Nor a veneer: the sixth would, where the table begins 64 bytes before the end of a page. */
    @Test
    void noVeneerBeginsThereEither() {
        MadeModule made = MadeModule.arm64().export("far", BASE + (1L << 28));
        int[] words = new int[6 * 0x1000 / 4];
        java.util.Arrays.fill(words, 0xd503201f);
        int text = made.text(".text", words);
        int far = made.undefined("far");
        for (int page = 0; page < 6; page++) {
            made.reloc(text, page * 0x1000 + 0xff8, 275, far, 0);
        }
        Map<String, List<Long>> places =
                Map.of(
                        ".text", List.of(BASE),
                        ".plt", List.of(BASE + 0x6fc0),
                        ".init.plt", List.of(BASE + 0x8000),
                        ".text.ftrace_trampoline", List.of(BASE + 0x9000),
                        ".init.text.ftrace_trampoline", List.of(BASE + 0xa000));
        SlotTable plt =
                made.at(new Placement.Sections(places, OptionalLong.empty()))
                        .in("6.1", "erratum_843419")
                        .loaded()
                        .tables()
                        .getFirst();
        assertEquals(List.of(0, 1, 2, 3, 4, 6), plt.slots().stream().map(Slot::index).toList());
        assertEquals(7, plt.used());
        assertEquals(7, plt.max());
    }

    @Test
    void theTracersSlotsLieOneBehindTheOther() {
        MadeModule made = MadeModule.arm64();
        long caller = BASE + 0x1000;
        LoadedModule module =
                made.export("ftrace_caller", caller)
                        .export("ftrace_regs_caller", caller + 64)
                        .loaded();
        SlotTable table = module.tables().getLast();
        long start = placed(module, ".text.ftrace_trampoline").range().start();
        assertEquals(
                List.of(
                        new Slot(0, start, caller, List.of()),
                        new Slot(1, start + 12, caller + 64, List.of())),
                table.slots());
        assertEquals(List.of(), module.notes());
        LoadedModule lost = made.export("ftrace_caller", BASE + (1L << 33)).loaded();
        assertEquals(
                List.of(new LoadNote.SlotLost("ftrace", 0, start, BASE + (1L << 33))),
                lost.notes());
    }

    @Test
    void aBranchThatNotEvenItsSlotHelpsOverflows() {
        MadeModule made = calling(0);
        Map<String, List<Long>> places =
                Map.of(
                        ".plt", List.of(BASE - (1L << 28)),
                        ".init.plt", List.of(BASE - 0x10000),
                        ".text.ftrace_trampoline", List.of(BASE - 0x20000),
                        ".init.text.ftrace_trampoline", List.of(BASE - 0x30000),
                        ".text", List.of(BASE));
        LoadRefusal.Overflow refusal =
                made.at(new Placement.Sections(places, OptionalLong.empty()))
                        .refused(LoadRefusal.Overflow.class);
        assertEquals("far0", refusal.symbol());
        assertEquals(BASE - (1L << 28), refusal.value());
    }
}
