package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import patchbay.bytes.Bits;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.isa.Veneer;
import patchbay.kernel.Era;
import patchbay.kernel.Names;
import patchbay.kernel.Reachability;
import patchbay.kernel.SlotAccount;
import patchbay.machine.Machine;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.source.Phrase;

/**
 * {@code show plt}: every place of a slot table that holds anything, a word a line, with where it
 * goes and the branches that it serves.
 */
final class SlotRows {
    private static final List<String> COLUMNS =
            List.of("slot", "address", "word", "instruction", "goes to", "for");

    private final Machine machine;
    private final Era era;

    SlotRows(Machine machine, Era era) {
        this.machine = machine;
        this.era = era;
    }

    /** The tables one after the other; what their sizes are made of is said below them. */
    Answer.Table of(List<SlotTable> tables, Function<SlotTable, List<String>> sizing) {
        List<List<Value>> rows = new ArrayList<>();
        List<String> footer = new ArrayList<>();
        for (SlotTable table : tables) {
            if (!table.equals(tables.getFirst())) {
                footer.add(title(table));
            }
            for (SlotAccount place : SlotAccount.of(machine, era, table)) {
                if (place.state() != SlotAccount.State.SPARE) {
                    rows.add(row(table, place));
                }
            }
            footer.addAll(sizing.apply(table));
        }
        return new Answer.Table(title(tables.getFirst()), COLUMNS, rows, footer);
    }

    private static String title(SlotTable table) {
        return Phrase.of(
                "%s.%s at %s: %d of %d used, %d bytes a slot, %d in all",
                table.module(),
                table.name(),
                Value.hex(table.range().start()),
                table.used(),
                table.max(),
                table.slotSize(),
                table.range().size());
    }

    private List<Value> row(SlotTable table, SlotAccount place) {
        List<Value> addresses = new ArrayList<>();
        List<Value> words = new ArrayList<>();
        List<Value> instructions = new ArrayList<>();
        Optional<Veneer> form = Reachability.form(machine, era, place.address());
        byte[] bytes = place.bytes();
        Text text = new Text();
        for (int at = 0; at < bytes.length; ) {
            text.clear();
            int size = era.isa().print(bytes, at, place.address() + at, Isa.Names.NONE, text);
            int offset = at;
            Optional<Veneer.Datum> datum = form.flatMap(f -> f.datum(offset));
            if (datum.isPresent()) {
                size = datum.get().size();
            }
            addresses.add(Value.address(place.address() + at));
            words.add(
                    Value.string(
                            HexFormat.of().toHexDigits(Bits.little(bytes, at, size), 2 * size)));
            instructions.add(
                    Value.string(
                            datum.map(Veneer.Datum::text).orElse(Listing.brief(text.toString()))));
            at += size;
        }
        return List.of(
                Value.string(table.name() + "[" + place.index() + "]"),
                new Value.Items(addresses),
                new Value.Items(words),
                new Value.Items(instructions),
                new Value.Items(goesTo(table, place)),
                new Value.Items(users(place)));
    }

    private List<Value> goesTo(SlotTable table, SlotAccount place) {
        List<Value> lines = new ArrayList<>();
        place.slot()
                .ifPresent(slot -> {
                    String name = Names.place(machine, slot.target());
                    lines.add(Value.string(name));
                    if (!name.startsWith("0x")) {
                        lines.add(Value.address(slot.target()));
                    }
                });
        String twin = place.twin().map(slot -> table.name() + "[" + slot.index() + "]").orElse("");
        String remark =
                switch (place.state()) {
                    case LEADS -> twin.isEmpty() ? "" : "as " + twin;
                    case STAND_IN -> "does one instruction, and comes back";
                    case LEADS_ASTRAY -> "its words do not lead there";
                    case PASSED_OVER -> "no slot may begin here";
                    case COPY -> "unused: a copy of " + twin;
                    case FOREIGN -> "unused, but not as its loader left it";
                    case SPARE -> "unused";
                };
        String left = place.left().isPresent() ? left(place.left().getAsLong()) : "";
        if (!left.isEmpty() || !remark.isEmpty()) {
            lines.add(
                    Value.string(left + (left.isEmpty() || remark.isEmpty() ? "" : "; ") + remark));
        }
        return lines;
    }

    /** At most as many as the slot has words, with the margin of a branch without the slot. */
    private List<Value> users(SlotAccount place) {
        List<Value> lines = new ArrayList<>();
        if (place.slot().isEmpty()) {
            return lines;
        }
        Slot slot = place.slot().get();
        int most = 3;
        for (int i = 0; i < slot.users().size(); i++) {
            long user = slot.users().get(i);
            if (i == most - 1 && slot.users().size() > most) {
                lines.add(
                        Value.string(
                                Phrase.of("and %d more branches", slot.users().size() - most + 1)));
                break;
            }
            lines.add(
                    Value.string(
                            Names.place(machine, user)
                                    + (slot.kind() == Slot.Kind.STAND_IN
                                            ? ""
                                            : ", " + left(SlotAccount.margin(era, slot, user)))));
        }
        return lines;
    }

    /** {@code 895.99M too far}, {@code 3G left}. */
    static String left(long margin) {
        return margin >= 0 ? Words.scaled(margin) + " left" : Words.scaled(-margin) + " too far";
    }
}
