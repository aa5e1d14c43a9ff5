package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.kernel.Era;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.Placement;
import patchbay.kernel.SlotAccount;
import patchbay.kernel.SlotAccount.State;
import patchbay.machine.Machine;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/** What stands in the tables of modules with known answers. */
class SlotAccountTest {
    private static final Era PLAIN = Golden.era("6.1");
    private static final Era ERRATUM = Golden.era("6.1", "erratum_843419");

    @Test
    void aCopyIsNamedAfterTheSlotThatItRepeats() {
        Golden golden = Golden.named("err-6.1-off");
        List<SlotAccount> places =
                places(PLAIN, golden.load("err-6.1.ko", PLAIN, golden.sections()));

        assertEquals(
                List.of(State.IN_USE, State.IN_USE, State.STALE_COPY),
                places.stream().map(SlotAccount::state).toList());
        assertEquals(1, places.get(2).twin().orElseThrow().index());
        assertEquals(OptionalLong.empty(), places.get(2).left());
    }

    @Test
    void whatAnAdrpIsDoneInIsNoSlotForBranches() {
        Golden golden = Golden.named("err-6.1-off");
        List<SlotAccount> places =
                places(ERRATUM, golden.load("err-6.1.ko", ERRATUM, golden.blocks()));

        assertEquals(
                List.of(
                        State.IN_USE,
                        State.IN_USE,
                        State.VENEER,
                        State.SPARE,
                        State.SPARE,
                        State.SPARE),
                places.stream().map(SlotAccount::state).toList());
    }

    /** It is 128 MiB less one instruction that a branch forward spans, and 128 MiB backward. */
    @Test
    void aStandInMustComeBack() {
        Golden golden = Golden.named("err-6.1-off");
        SlotAccount place =
                places(ERRATUM, golden.load("err-6.1.ko", ERRATUM, golden.blocks())).get(2);

        long back = place.slot().orElseThrow().users().getFirst() + 4 - (place.address() + 8);
        assertEquals(OptionalLong.of((128L << 20) + back), place.left());
    }

    @Test
    void noSlotBeginsInTheLastWordsOfAPage() {
        Golden golden = Golden.named("demo-6.1-far-erratum");
        Map<String, List<Long>> addresses = new HashMap<>(golden.sections().addresses());
        addresses.put(".plt", List.of(0xffff_7fff_9001_0fc0L));
        List<SlotAccount> places =
                places(
                        ERRATUM,
                        golden.load(
                                "demo-6.1.ko",
                                ERRATUM,
                                new Placement.Sections(addresses, OptionalLong.empty())));

        assertEquals(State.SKIPPED, places.get(5).state());
        assertEquals(0xffc, places.get(5).address() & 0xfff);
        assertEquals(State.SPARE, places.get(6).state());
    }

    @Test
    void aSecondSlotToOneTargetNamesTheFirst() {
        Golden golden = Golden.named("demo-6.1-far");
        List<SlotAccount> places =
                places(PLAIN, golden.load("demo-6.1.ko", PLAIN, golden.blocks()));

        assertEquals(1, places.get(3).twin().map(Slot::index).orElseThrow());
        assertEquals(2, places.get(4).twin().map(Slot::index).orElseThrow());
        long adrp = places.get(1).slot().orElseThrow().target() & ~0xfffL;
        long page = places.get(1).address() & ~0xfffL;
        assertEquals(OptionalLong.of((1L << 32) - 4096 - (adrp - page)), places.get(1).left());
    }

    @Test
    void aSlotWhoseWordsWereChangedNoLongerLeadsThere() {
        Golden golden = Golden.named("demo-6.1-far");
        LoadedModule module = golden.load("demo-6.1.ko", PLAIN, golden.blocks());
        Machine machine = placed(module);
        SlotTable table = module.tables().getFirst();
        machine.memory().write(table.addressOf(0) + 4, new byte[] {0, 0, 0, 0});

        List<SlotAccount> places = SlotAccount.of(machine, PLAIN, table);
        assertEquals(State.ASTRAY, places.getFirst().state());
        assertEquals(State.IN_USE, places.get(1).state());
    }

    private static List<SlotAccount> places(Era era, LoadedModule module) {
        return SlotAccount.of(placed(module), era, module.tables().getFirst());
    }

    private static Machine placed(LoadedModule module) {
        Machine machine = new Machine();
        machine.apply(module.plan());
        return machine;
    }
}
