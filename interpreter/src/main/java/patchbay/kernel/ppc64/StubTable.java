package patchbay.kernel.ppc64;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.isa.Template;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/**
 * A module's {@code .stubs} while it is filled: {@code stub_for_addr} and {@code create_stub} of
 * module_64.c.
 *
 * <pre>
 *   | stub 0 | stub 1 | … | used: the first whose target is 0 | … | the last one ends the search |
 * </pre>
 *
 * The kernel looks from the first stub on for one with the wanted target, whoever made it, and
 * takes the first without a target otherwise. So there are no duplicates, and what was counted too
 * much stays empty.
 */
final class StubTable {
    static final String NAME = "stubs";
    static final String SECTION = ".stubs";
    static final int SIZE = Stubs.CALL.size();
    private static final long LOWEST = -0x8000_0000L;
    private static final long HIGHEST = 0x7fff_ffffL;

    private final LoadSection section;
    private final int reserved;
    private final Loading load;
    private final Map<Long, Integer> byTarget = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    private record Use(long target, List<Long> users) {}

    StubTable(LoadSection section, int reserved, Loading load) {
        this.section = section;
        this.reserved = reserved;
        this.load = load;
    }

    /** How many slots were counted. */
    int reserved() {
        return reserved;
    }

    /** Goes on where {@code before} stands. */
    void resume(SlotTable before) {
        for (Slot slot : before.slots()) {
            byTarget.put(slot.target(), uses.size());
            uses.add(new Use(slot.target(), new ArrayList<>(slot.users())));
        }
    }

    /** The slot to {@code target} for {@code users}, made as {@code form} if there is none. */
    OptionalLong emit(List<Long> users, long target, Template form) {
        Integer known = byTarget.get(target);
        if (known == null) {
            return fresh(users, target, form);
        }
        uses.get(known).users.addAll(users);
        return OptionalLong.of(address(known));
    }

    /** A slot of its own, also where one leads there already. */
    OptionalLong fresh(List<Long> users, long target, Template form) {
        int index = uses.size();
        if (index >= reserved) {
            long place = users.isEmpty() ? section.address() : users.getFirst();
            List<Long> fillers =
                    uses.stream()
                            .filter(use -> !use.users.isEmpty())
                            .map(use -> use.users.getFirst())
                            .toList();
            load.noSlotLeft(NAME, place, target, reserved, fillers, LoadRefusal.ENOENT, "");
            return OptionalLong.empty();
        }
        long address = address(index);
        boolean tracer = form.name().equals(Stubs.TRACER.name());
        long distance = (tracer ? target : address) - form.toc();
        if (distance < LOWEST || distance > HIGHEST) {
            String line =
                    Ppc64Loader.line(
                            load.module(),
                            tracer
                                    ? "Address of the tracer out of range of kernel_toc."
                                    : "Address of stub out of range of .TOC.");
            load.refuse(
                    new LoadRefusal.SlotOutOfReach(
                            load.module(), NAME, address, target, LoadRefusal.ENOENT, line));
            return OptionalLong.empty();
        }
        section.put((long) index * SIZE, form.fill(address, target));
        byTarget.putIfAbsent(target, index);
        uses.add(new Use(target, new ArrayList<>(users)));
        if (!form.reaches(address, target)) {
            load.note(new LoadNote.SlotLost(NAME, index, address, target));
        }
        return OptionalLong.of(address);
    }

    SlotTable table() {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            slots.add(new Slot(i, address(i), uses.get(i).target, uses.get(i).users));
        }
        return new SlotTable(
                load.module(), NAME, section.range(), SIZE, reserved - 1, slots.size(), slots);
    }

    private long address(int index) {
        return section.address() + (long) index * SIZE;
    }
}
