package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static patchbay.kernel.MadeModule.BASE;
import static patchbay.kernel.MadeModule.placed;
import static patchbay.kernel.MadeModule.word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.image.Symbol;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.MadeModule;
import patchbay.kernel.Placement;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/** Modules of kernels before 5.2, slot by slot; all words worked out by hand. */
class OldModulesTest {
    private static final long FAR = 0xffff_8000_2000_0000L;
    private static final int JUMP26 = 282;
    private static final int CALL26 = 283;
    private static final int ADRP = 275;
    private static final int BL = 0x94000000;
    private static final int B = 0x14000000;

    /** Where the table is, counted from the text. */
    private static final int PLT = 0x2000;

    private static MadeModule atItsPlace() {
        return MadeModule.arm64()
                .at(
                        new Placement.Sections(
                                Map.of(
                                        ".text", List.of(BASE),
                                        ".plt", List.of(BASE + PLT),
                                        ".init.plt", List.of(BASE + PLT + 0x1000),
                                        ".text.ftrace_trampoline", List.of(BASE + PLT + 0x1800),
                                        ".init.text.ftrace_trampoline",
                                                List.of(BASE + PLT + 0x1c00)),
                                OptionalLong.empty()));
    }

    private static int[] words(LoadedModule module, String section) {
        LoadedModule.PlacedSection placed = placed(module, section);
        int[] words = new int[placed.live().length / 4];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(placed, 4 * i);
        }
        return words;
    }

    /** A jump and two calls of a, a call of b, one of a + 8: five counted, four used. */
    @Test
    void until410ASymbolRemembersItsSlotForJumpsAndCallsAlike() {
        MadeModule made = atItsPlace().in("4.10");
        int text = made.text(".text", BL, BL, BL, B, BL);
        int a = made.export("a", FAR + 0x1234).undefined("a");
        int b = made.export("b", FAR).undefined("b");
        made.reloc(text, 0, CALL26, b, 0)
                .reloc(text, 4, CALL26, a, 0)
                .reloc(text, 8, CALL26, a, 8)
                .reloc(text, 12, JUMP26, a, 0)
                .reloc(text, 16, CALL26, a, 0);
        LoadedModule module = made.loaded();
        SlotTable plt = module.tables().getFirst();
        assertEquals(List.of("plt"), module.tables().stream().map(SlotTable::name).toList());
        assertEquals(4, plt.max());
        assertEquals(3, plt.used());
        assertEquals(List.of(3, 1, 1), plt.slots().stream().map(s -> s.users().size()).toList());
        // ~0x1234 = 0xedcb; 0x2000 and 0x8000 above.
        assertArrayEquals(
                new int[] {
                    0x929db970 & ~(0xffff << 5) | 0x1234 << 5,
                    0xf2a40010,
                    0xf2d00010,
                    0xd61f0200,
                    0x92800010 | 0x123c << 5,
                    0xf2a40010,
                    0xf2d00010,
                    0xd61f0200,
                    0x92800010,
                    0xf2a40010,
                    0xf2d00010,
                    0xd61f0200,
                    0,
                    0,
                    0,
                    0
                },
                inverted(words(module, ".plt")));
        assertArrayEquals(
                new int[] {
                    BL | PLT + 32 >> 2,
                    BL | PLT - 4 >> 2,
                    BL | PLT + 16 - 8 >> 2,
                    B | PLT - 12 >> 2,
                    BL | PLT - 16 >> 2
                },
                words(module, ".text"));
        assertEquals(1, placed(module, ".init.plt").range().size());
    }

    /** The first word of an entry holds the complement: with it undone, text and table agree. */
    private static int[] inverted(int[] words) {
        int[] plain = words.clone();
        for (int i = 0; i < plain.length; i += 4) {
            plain[i] ^= plain[i] == 0 ? 0 : 0xffff << 5;
        }
        return plain;
    }

    @Test
    void until410ASymbolWithASizeThatIsOutOfReachStopsTheKernel() {
        LoadRefusal sized = own(4).refused(LoadRefusal.NoSlotForOwn.class);
        LoadRefusal other = own(0).refused(LoadRefusal.NoSlotLeft.class);
        for (LoadRefusal refusal : List.of(sized, other)) {
            assertEquals(0, refusal.errno());
            assertEquals(List.of("kernel BUG at arch/arm64/kernel/module-plts.c!"), refusal.log());
        }
    }

    /** A call of a symbol of its own, out of reach. */
    private static MadeModule own(long size) {
        MadeModule made = MadeModule.arm64().in("4.9");
        int text = made.text(".text", BL);
        int far = made.symbol("far", Symbol.ABSOLUTE, FAR, size, Symbol.GLOBAL, 2);
        return made.reloc(text, 0, CALL26, far, 0);
    }

    @Test
    void aTableThatIsTooSmallIsABugUntil416AndARefusalFromThenOn() {
        MadeModule made = MadeModule.arm64().export("far", FAR);
        int data = made.section(".data", 1, MadeModule.DATA, 4, MadeModule.words(BL));
        made.reloc(data, 0, CALL26, made.undefined("far"), 0);
        for (String version : List.of("4.10", "4.16")) {
            LoadRefusal.NoSlotLeft bug = made.in(version).refused(LoadRefusal.NoSlotLeft.class);
            assertEquals(0, bug.errno());
            assertEquals(1, bug.log().size());
        }
        LoadRefusal.NoSlotLeft refusal = made.in("4.17").refused(LoadRefusal.NoSlotLeft.class);
        assertEquals(LoadRefusal.ENOEXEC, refusal.errno());
        assertEquals(List.of(), refusal.log());
    }

    @Test
    void theSectionsThatMustBeThereAreThoseThatAreFilled() {
        MadeModule made = MadeModule.arm64();
        made.text(".text", BL);
        assertEquals(
                List.of("plt"),
                made.in("4.10").loaded().tables().stream().map(SlotTable::name).toList());
        assertEquals(
                List.of("plt", "init.plt"),
                made.in("4.11").loaded().tables().stream().map(SlotTable::name).toList());
    }

    /** With kernels built against the erratum; others have no rule against it. */
    @Test
    void until416AnAdrpIsUnknownWhereTheErratumIsWorkedAround() {
        MadeModule made = MadeModule.arm64();
        int text = made.text(".text", 0x90000003);
        made.reloc(text, 0, ADRP, made.function("here", text, 0), 0);
        for (String version : List.of("4.6", "4.16")) {
            LoadRefusal.Unsupported refusal =
                    made.in(version, "erratum_843419").refused(LoadRefusal.Unsupported.class);
            assertEquals(List.of("module made: unsupported RELA relocation: 275"), refusal.log());
            made.in(version).loaded();
        }
        made.in("4.17", "erratum_843419").loaded();
    }

    /** {@code .text} with an adrp to far at each of these offsets, and a call of it at 0. */
    private static MadeModule withAdrp(int... offsets) {
        return with(true, offsets);
    }

    private static MadeModule onlyAdrp(int... offsets) {
        return with(false, offsets);
    }

    private static MadeModule with(boolean call, int... offsets) {
        MadeModule made = atItsPlace().export("far", FAR + 0x5678);
        int[] words = new int[0x2000 / 4];
        words[0] = BL;
        for (int i = 0; i < offsets.length; i++) {
            words[offsets[i] / 4] = 0x90000000 | 3 + i;
        }
        int text = made.text(".text", words);
        int far = made.undefined("far");
        if (call) {
            made.reloc(text, 0, CALL26, far, 0);
        }
        for (int offset : offsets) {
            made.reloc(text, offset, ADRP, far, 0);
        }
        return made;
    }

    /**
     * 16 bytes from three moves and a branch, relative to itself; no slack, nothing passed over.
     */
    @ParameterizedTest
    @ValueSource(strings = {"4.17.0", "4.20"})
    void untilRelativeSlotsAVeneerIsThreeMovesAndABranch(String version) {
        LoadedModule module = withAdrp(0xff8, 0x1ffc).in(version, "erratum_843419").loaded();
        SlotTable plt = module.tables().getFirst();
        assertEquals(3, plt.max());
        assertEquals(3, plt.used());
        assertEquals(64, plt.range().size());
        assertEquals(
                List.of(Slot.Kind.STAND_IN, Slot.Kind.STAND_IN, Slot.Kind.BRANCH),
                plt.slots().stream().map(Slot::kind).toList());
        // Page ffff800020005000; ~0x5000 = 0xafff. Back to 0xffc, and to 0x2000.
        assertArrayEquals(
                new int[] {
                    0x9295ffe3,
                    0xf2a40003,
                    0xf2d00003,
                    B | 0xffc - 0x200c >> 2 & 0x3ff_ffff,
                    0x9295ffe4,
                    0xf2a40004,
                    0xf2d00004,
                    B | 0x2000 - 0x201c >> 2 & 0x3ff_ffff,
                    0x92800010 | (~0x5678 & 0xffff) << 5,
                    0xf2a40010,
                    0xf2d00010,
                    0xd61f0200,
                    0,
                    0,
                    0,
                    0
                },
                words(module, ".plt"));
        int[] text = words(module, ".text");
        assertEquals(B | 0x2000 - 0xff8 >> 2, text[0xff8 / 4]);
        assertEquals(B | 0x2010 - 0x1ffc >> 2, text[0x1ffc / 4]);
        assertEquals(BL | 0x2020 >> 2, text[0]);
    }

    /** Where the veneer's target is a whole page, and its register x16, a call may share it. */
    @Test
    void aCallSharesAVeneerThatLooksLikeItsSlot() {
        MadeModule made = atItsPlace().export("far", FAR);
        int[] words = new int[0x1000 / 4];
        words[0] = BL;
        words[0xff8 / 4] = 0x90000010;
        int text = made.text(".text", words);
        int far = made.undefined("far");
        made.reloc(text, 0, CALL26, far, 0).reloc(text, 0xff8, ADRP, far, 0);
        LoadedModule module = made.in("4.19", "erratum_843419").loaded();
        SlotTable plt = module.tables().getFirst();
        assertEquals(2, plt.max());
        assertEquals(1, plt.used());
        assertEquals(BL | PLT >> 2, words(module, ".text")[0]);
    }

    /**
     * Which adrp gets which veneer is the sort's choice, as all have one key. By hand, with a call
     * c in front of x y z: c x y z is a heap already; c goes last and leaves z x y, a heap; z goes
     * before it and leaves y x; y goes before that. Without the call, x y z is a heap; x goes last.
     */
    @Test
    void theSortDecidesWhoseVeneerIsWhere() {
        for (String version : List.of("4.19", "5.1", "5.4")) {
            assertEquals(
                    List.of(0xff8L, 0xffcL, 0x1ff8L),
                    moved(withAdrp(0xff8, 0xffc, 0x1ff8), version));
            assertEquals(
                    List.of(0xffcL, 0x1ff8L, 0xff8L),
                    moved(onlyAdrp(0xff8, 0xffc, 0x1ff8), version));
        }
    }

    private static List<Long> moved(MadeModule made, String version) {
        LoadedModule module = made.in(version, "erratum_843419").loaded();
        List<Long> places = new ArrayList<>();
        for (Slot slot : module.tables().getFirst().slots()) {
            if (slot.kind() == Slot.Kind.STAND_IN) {
                places.add(slot.users().getFirst() - BASE);
            }
        }
        return places;
    }

    /** Beside what the two functions of 4.6 to 4.10 do, written down once more and plainly. */
    @Test
    void until410TheTableIsThatOfAPlainModel() {
        Random random = new Random(46);
        for (int round = 0; round < 300; round++) {
            MadeModule made = MadeModule.arm64().in("4.9");
            int symbols = 1 + random.nextInt(4);
            int n = random.nextInt(12);
            int[] text = new int[n];
            int section = made.text(".text", text);
            int first = 0;
            for (int i = 0; i < symbols; i++) {
                int index = made.export("s" + i, FAR + 0x1000 * i).undefined("s" + i);
                first = i == 0 ? index : first;
            }
            record Call(int type, int symbol, long addend) {}
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Call call =
                        new Call(
                                JUMP26 + random.nextInt(2),
                                random.nextInt(symbols),
                                random.nextInt(3) == 0 ? 4 * random.nextInt(3) : 0);
                calls.add(call);
                made.reloc(section, 4 * i, call.type, first + call.symbol, call.addend);
            }
            LoadedModule module = made.loaded();
            calls.sort(
                    java.util.Comparator.comparingInt(Call::type)
                            .thenComparingInt(Call::symbol)
                            .thenComparingLong(Call::addend));
            int max = 0;
            Map<Integer, Integer> remembered = new HashMap<>();
            List<Long> targets = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Call call = calls.get(i);
                max += call.addend != 0 || i == 0 || !call.equals(calls.get(i - 1)) ? 1 : 0;
                if (call.addend != 0 || !remembered.containsKey(call.symbol)) {
                    if (call.addend == 0) {
                        remembered.put(call.symbol, targets.size());
                    }
                    targets.add(FAR + 0x1000L * call.symbol + call.addend);
                }
            }
            SlotTable plt = module.tables().getFirst();
            assertEquals(max, plt.max());
            assertEquals(targets, plt.slots().stream().map(Slot::target).toList());
            assertEquals(16L * max, plt.range().size());
            assertTrue(plt.used() <= max);
        }
    }
}
