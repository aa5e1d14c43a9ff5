package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.image.Symbol;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.machine.Addresses;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/**
 * One of a module's two PLTs while relocations are applied: {@code module_emit_plt_entry} and
 * {@code module_emit_veneer_for_adrp} of module-plts.c.
 *
 * <pre>
 *   | slot 0 | slot 1 | … | slot max-1 | spare |
 *                  ^ used
 * </pre>
 *
 * A new entry is written at {@code used} before it is compared with the one in front of it; when
 * both lead to the same place the count stays and the copy stays, unused. That is what the spare is
 * for. An entry that begins with an {@code adrp} may not stand in the last two words of a page
 * while the workaround for erratum 843419 is active: such a slot is passed over.
 */
final class PltTable {
    /** The last two words of a page, where an {@code adrp} may misbehave. */
    static boolean isForbidden(long address) {
        return (address & 0xfff) >= 0xff8;
    }

    private static final int CACHE_LINE = 64;
    private static final String BUG = "kernel BUG at arch/arm64/kernel/module-plts.c!";

    private final String name;
    private final LoadSection section;
    private final int max;
    private final Arm64Loader rules;
    private final Loading load;
    private int used;
    private final int size;
    private final boolean skips;

    /** By index; those that are passed over are null. */
    private final @Nullable Use[] uses;

    /** For symbols that remember their slot. */
    private final Map<Integer, Use> bySymbol = new HashMap<>();

    /** The slot that a copy was compared with last: writing that copy again changes nothing. */
    private @Nullable Use repeated;

    private static final class Use {
        final int index;
        final long target;
        final Slot.Kind kind;
        private long[] users = new long[4];
        private int count;

        Use(int index, long target, Slot.Kind kind) {
            this.index = index;
            this.target = target;
            this.kind = kind;
        }

        void by(long place) {
            if (count == users.length) {
                users = Arrays.copyOf(users, 2 * count);
            }
            users[count++] = place;
        }

        Slot slot(long address) {
            return new Slot(index, address, target, Addresses.of(users, count), kind);
        }
    }

    PltTable(String name, LoadSection section, int max, Arm64Loader rules, Loading load) {
        this.name = name;
        this.section = section;
        this.max = max;
        this.rules = rules;
        this.load = load;
        this.size = rules.entries().size();
        this.skips = rules.skipsSlots();
        this.uses = new Use[max + rules.spareSlots()];
        section.become((long) uses.length * size, CACHE_LINE);
    }

    /** How many slots were counted. */
    int max() {
        return max;
    }

    /** Goes on where {@code before} stands, if it is this table. */
    void resume(SlotTable before) {
        if (before.name().equals(name)) {
            used = before.used();
            for (Slot slot : before.slots()) {
                Use use = new Use(slot.index(), slot.target(), slot.kind());
                slot.users().forEach(use::by);
                uses[slot.index()] = use;
            }
        }
    }

    /**
     * The slot through which the branch at {@code place} gets to {@code target}; refused if none.
     */
    OptionalLong emit(long place, long target) {
        if (repeated != null && repeated.target == target) {
            repeated.by(place);
            return OptionalLong.of(address(repeated.index));
        }
        repeated = null;
        PltEntries form = rules.entries();
        int i = used;
        int before = i - 1;
        if (skips && isForbidden(address(i))) {
            i++;
        }
        if (!exists(i)) {
            return exhausted(place, target);
        }
        byte[] entry = form.asKernelWrites(address(i), target);
        section.put(offset(i), entry);
        if (before >= 0 && form.same(entry, address(i), bytes(before), address(before))) {
            repeated = use(before, target, place, Slot.Kind.BRANCH);
            return OptionalLong.of(address(before));
        }
        used += i - before;
        if (load.isLate()) {
            load.note(new LoadNote.LateSlot(load.module() + "." + name, i, address(i)));
        }
        if (used > max) {
            return exhausted(place, target);
        }
        use(i, target, place, Slot.Kind.BRANCH);
        if (!form.reaches(address(i), target)) {
            load.note(new LoadNote.SlotLost(name, i, address(i), target));
        }
        return OptionalLong.of(address(i));
    }

    /**
     * The same until 4.10: symbol {@code symbol} remembers its slot, where its size is kept
     * otherwise, for branches without {@code addend}. A symbol that has a size is taken to have a
     * slot, and this stops the kernel.
     */
    OptionalLong emitForSymbol(long place, long target, Symbol symbol, long addend) {
        Use known = addend == 0 ? bySymbol.get(symbol.index()) : null;
        if (known != null) {
            known.by(place);
            return OptionalLong.of(address(known.index));
        }
        if (addend == 0 && symbol.size() != 0) {
            load.refuse(new LoadRefusal.NoSlotForOwn(load.module(), place, symbol.name(), 0, BUG));
            return OptionalLong.empty();
        }
        int i = used++;
        if (used > max) {
            return exhausted(place, target);
        }
        section.put(offset(i), rules.entries().asKernelWrites(address(i), target));
        Use use = use(i, target, place, Slot.Kind.BRANCH);
        if (addend == 0) {
            bySymbol.put(symbol.index(), use);
        }
        return OptionalLong.of(address(i));
    }

    /**
     * A slot that does the {@code adrp} of {@code place} elsewhere and comes back behind it:
     *
     * <pre>
     *   movn xd, #~page[15:0]                adrp xd, page
     *   movk xd, #page[31:16], lsl #16       add  xd, xd, #0
     *   movk xd, #page[47:32], lsl #32       b    place + 4
     *   b    place + 4
     * </pre>
     */
    OptionalLong emitVeneer(long place, long page, int register) {
        repeated = null;
        int i = used++;
        if (used > max) {
            return exhausted(place, page);
        }
        if (skips && isForbidden(address(i))) {
            i = used++;
        }
        if (!exists(i)) {
            return exhausted(place, page);
        }
        long at = address(i);
        byte[] words = rules.entries().asKernelWrites(at, page, register);
        int last = words.length - 4;
        long back = Arm64Fixups.JUMP26.value(place + 4, 0, at + last);
        Bits.putLittle(
                words,
                last,
                4,
                Arm64Fixups.JUMP26.inRange(back)
                        ? Arm64Fixups.JUMP26.field().insert(0x1400_0000L, back)
                        : PltEntries.GENERATOR_FAULT);
        section.put(offset(i), words);
        use(i, page, place, Slot.Kind.STAND_IN);
        return OptionalLong.of(at);
    }

    SlotTable table() {
        List<Slot> slots = new ArrayList<>();
        for (Use use : uses) {
            if (use != null) {
                slots.add(use.slot(address(use.index)));
            }
        }
        return new SlotTable(load.module(), name, section.range(), size, max, used, slots);
    }

    private Use use(int index, long target, long place, Slot.Kind kind) {
        Use known = uses[index];
        Use use = known == null ? new Use(index, target, kind) : known;
        uses[index] = use;
        use.by(place);
        return use;
    }

    private OptionalLong exhausted(long place, long target) {
        List<Long> fillers = new ArrayList<>();
        for (Use use : uses) {
            if (use != null) {
                fillers.add(use.users[0]);
            }
        }
        boolean refuses = Change.REFUSES_WITHOUT_SLOT.isIn(rules.version());
        load.noSlotLeft(
                name,
                place,
                target,
                max,
                fillers,
                refuses ? LoadRefusal.ENOEXEC : 0,
                refuses ? "" : BUG);
        return OptionalLong.empty();
    }

    private boolean exists(int index) {
        return index < uses.length;
    }

    private long offset(int index) {
        return (long) index * size;
    }

    private long address(int index) {
        return section.address() + offset(index);
    }

    private byte[] bytes(int index) {
        int from = (int) offset(index);
        return Arrays.copyOfRange(section.bytes(), from, from + size);
    }
}
