package patchbay.lang.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import patchbay.image.Reloc;
import patchbay.image.Symbol;
import patchbay.kernel.Era;
import patchbay.kernel.LateRelocation;
import patchbay.kernel.Names;
import patchbay.kernel.RelocList;
import patchbay.kernel.SlotAsk;
import patchbay.kernel.SlotCount;
import patchbay.lang.run.Answer.Account.Fact;
import patchbay.machine.Awaited;
import patchbay.machine.Machine;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.source.Phrase;

/**
 * Which relocations of a module's file asked its loader for slots of a table: what each reserved
 * when they were counted, and what became of it when it was applied.
 */
final class SlotRequests {
    private final Machine machine;
    private final Era era;
    private final LoadedFile file;
    private final SlotTable table;
    private final SlotCount count;

    /** A relocation that may need a slot; {@code place} is where it is applied. */
    private record Request(String section, int entry, Reloc reloc, long place, SlotAsk ask) {}

    SlotRequests(Machine machine, Era era, LoadedFile file, SlotTable table) {
        this.machine = machine;
        this.era = era;
        this.file = file;
        this.table = table;
        this.count =
                era.loader()
                        .slotCount(
                                file.image().symbols().stream()
                                        .mapToInt(Symbol::section)
                                        .toArray());
    }

    /** In the order in which the loader comes upon them. */
    private List<Request> all() {
        List<Request> all = new ArrayList<>();
        for (RelocList list : lists()) {
            long base = file.base(list);
            count.tally(
                    list.entries(),
                    list.order(),
                    list.target(),
                    (entry, ask) -> {
                        Reloc reloc = list.entries().get(entry);
                        all.add(
                                new Request(
                                        list.title(), entry, reloc, base + reloc.offset(), ask));
                    });
        }
        return all;
    }

    /** The lists whose slots are counted for this table. */
    private List<RelocList> lists() {
        boolean init = table.name().equals(era.slotTables().init()) && era.slotTables().hasInit();
        return file.relocations().stream()
                .filter(list -> count.counts(file.image().sections().get(list.target()).flags()))
                .filter(list -> era.loader().countsAsInit(list.targetName()) == init)
                .toList();
    }

    /** What the size of the table is made of, a line for each list that reserves anything. */
    List<String> sizing() {
        List<String> lines = new ArrayList<>();
        for (RelocList list : lists()) {
            Map<SlotAsk, Integer> asks = new EnumMap<>(SlotAsk.class);
            SlotAsk.Reserved reserved = new SlotAsk.Reserved();
            count.tally(
                    list.entries(),
                    list.order(),
                    list.target(),
                    (entry, ask) -> {
                        asks.merge(ask, 1, Integer::sum);
                        reserved.ask(entry, ask);
                    });
            int slack = count.slack(reserved.slots());
            if (!asks.isEmpty()) {
                lines.add(
                        Phrase.of(
                                "%s reserves %d: %s%s%s",
                                list.title(),
                                reserved.slots() + slack,
                                branches(asks),
                                counted(
                                        asks.getOrDefault(SlotAsk.STAND_IN, 0),
                                        " + %d to stand in"),
                                counted(slack, " + %d in case a place must be left out")));
            }
        }
        return lines;
    }

    private static String branches(Map<SlotAsk, Integer> asks) {
        int repeated = asks.getOrDefault(SlotAsk.REPEATED, 0);
        int distinct = asks.getOrDefault(SlotAsk.NEW, 0) + asks.getOrDefault(SlotAsk.ADDEND, 0);
        return repeated == 0
                ? distinct + (distinct == 1 ? " branch" : " branches")
                : Phrase.of(
                        "%d branches - %d like the one in front", distinct + repeated, repeated);
    }

    private static String counted(int count, String text) {
        return count == 0 ? "" : Phrase.of(text, count);
    }

    /**
     * Who asked for {@code slot}, or for another to the same target, in the order in which the
     * loader came to them, and what became of it.
     */
    List<Fact> facts(Slot slot) {
        List<Request> all = all();
        record Wanted(int symbol, long addend) {
            static Wanted of(Request request) {
                return new Wanted(request.reloc.symbol(), request.reloc.addend());
            }
        }
        Set<Long> users = new HashSet<>(slot.users());
        Set<Wanted> wanted = new HashSet<>();
        for (Request request : all) {
            if (users.contains(request.place)) {
                wanted.add(Wanted.of(request));
            }
        }
        List<Request> same =
                all.stream().filter(request -> wanted.contains(Wanted.of(request))).toList();
        Map<Long, Slot> served = new HashMap<>();
        for (Slot each : table.slots()) {
            each.users().forEach(user -> served.put(user, each));
        }
        int width = 0;
        for (Request request : same) {
            width = Math.max(width, Names.place(machine, request.place).length());
        }
        List<Fact> facts = new ArrayList<>();
        for (Request request : same) {
            String place = Names.place(machine, request.place);
            facts.add(
                    new Fact(
                            facts.isEmpty() ? "asked by" : "",
                            place
                                    + " ".repeat(width - place.length())
                                    + "  "
                                    + words(request, served.get(request.place))));
        }
        if (!facts.isEmpty() && slot.kind() == Slot.Kind.STAND_IN) {
            facts.add(new Fact("shared", "never: it comes back to one place"));
        } else if (!facts.isEmpty()) {
            facts.add(
                    new Fact(
                            "shared",
                            switch (era.slotTables().sharing()) {
                                case WITH_THE_SAME_SYMBOL ->
                                        "with every branch to the same symbol that has no addend: the symbol remembers its slot";
                                case WITH_THE_ONE_IN_FRONT ->
                                        "when the slot that was filled last leads there already; no other is looked at";
                                case WITH_ANY ->
                                        "with every call of the same target: all of the table is looked through";
                            }));
        }
        return facts;
    }

    private String words(Request request, @Nullable Slot slot) {
        Reloc reloc = request.reloc;
        String addend = reloc.addend() == 0 ? "" : (reloc.addend() < 0 ? "" : "+") + reloc.addend();
        return Phrase.of(
                "%s #%d %s %s%s: %s, %s",
                request.section,
                request.entry,
                era.isa()
                        .fixup(reloc.type())
                        .map(fixup -> fixup.name())
                        .orElse("type " + reloc.type()),
                file.target(reloc),
                addend,
                switch (request.ask) {
                    case NEW -> "reserved one";
                    case ADDEND -> "reserved one, as it has an addend";
                    case REPEATED -> "reserved none, being as the one in front";
                    case STAND_IN -> "reserved one, as it may come to stand where it may not";
                },
                slot == null ? without(request) : outcome(request, slot));
    }

    private String without(Request request) {
        return LateRelocation.at(machine, request.place)
                .filter(awaited -> awaited.stage() == Awaited.Stage.WAITING)
                .map(awaited -> "waits for " + awaited.object())
                .orElse("needs none");
    }

    /** Whether it filled the slot, and if so why it did not share one that leads there. */
    private String outcome(Request request, Slot slot) {
        String name = SlotListing.index(table, slot.index());
        if (slot.users().getFirst() != request.place) {
            return "shares " + name;
        }
        int at = table.slots().indexOf(slot);
        boolean again = false;
        for (Slot earlier : table.slots().subList(0, at)) {
            again |= earlier.target() == slot.target() && earlier.kind() == slot.kind();
        }
        Slot last = table.slots().get(Math.max(0, at - 1));
        Optional<Awaited> late = LateRelocation.at(machine, request.place);
        if (late.isPresent()) {
            return Phrase.of("filled %s late, for %s", name, late.get().object());
        }
        return again
                ? Phrase.of(
                        "filled %s, as %s in front leads to %s",
                        name,
                        SlotListing.index(table, last.index()),
                        Names.place(machine, last.target()))
                : "filled " + name;
    }
}
