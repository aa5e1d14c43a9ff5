package patchbay.lang.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.bytes.Bits;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.isa.Veneer;
import patchbay.kernel.Era;
import patchbay.kernel.LateRelocation;
import patchbay.kernel.Names;
import patchbay.kernel.Reachability;
import patchbay.kernel.SlotAccount;
import patchbay.machine.Machine;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * {@code show plt}: every place of a slot table that holds anything, word by word, with where it
 * goes and the branches that it serves; {@code list slots}: those in use as records.
 */
final class SlotListing {
    private final Machine machine;
    private final Era era;

    SlotListing(Machine machine, Era era) {
        this.machine = machine;
        this.era = era;
    }

    /**
     * @param sizing what the size of the table is made of, a line each
     */
    Answer.Slots.Table table(SlotTable table, List<String> sizing) {
        List<Answer.Slots.Place> places = new ArrayList<>();
        for (SlotAccount place : SlotAccount.of(machine, era, table)) {
            if (place.state() != SlotAccount.State.SPARE) {
                places.add(place(table, place));
            }
        }
        return new Answer.Slots.Table(
                table.module() + "." + table.name(),
                table.range().start(),
                table.used(),
                table.max(),
                table.slotSize(),
                table.range().size(),
                sizing,
                places);
    }

    private Answer.Slots.Place place(SlotTable table, SlotAccount place) {
        List<Answer.Slots.User> users = new ArrayList<>();
        for (long user : place.slot().map(Slot::users).orElse(List.of())) {
            users.add(
                    new Answer.Slots.User(
                            user,
                            Names.place(machine, user),
                            SlotAccount.margin(era, place.slot().get(), user),
                            LateRelocation.isLate(machine, user)));
        }
        return new Answer.Slots.Place(
                index(table, place.index()),
                place.address(),
                place.state(),
                words(place),
                place.slot().map(Slot::target),
                place.slot().map(slot -> Names.place(machine, slot.target())).orElse(""),
                place.left(),
                place.twin().map(twin -> index(table, twin.index())).orElse(""),
                users);
    }

    private List<Answer.Slots.Word> words(SlotAccount place) {
        List<Answer.Slots.Word> words = new ArrayList<>();
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
            words.add(
                    new Answer.Slots.Word(
                            place.address() + at,
                            Bits.little(bytes, at, size),
                            size,
                            datum.map(Veneer.Datum::text).orElse(Listing.brief(text.toString()))));
            at += size;
        }
        return words;
    }

    /** The slots in use, as the language sees them. */
    List<Value.Entry> entries(SlotTable table) {
        List<Value.Entry> entries = new ArrayList<>();
        for (SlotAccount place : SlotAccount.of(machine, era, table)) {
            place.slot().ifPresent(slot -> entries.add(entry(table, place, slot)));
        }
        return entries;
    }

    private Value.Entry entry(SlotTable table, SlotAccount place, Slot slot) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("name", Value.string(table.module() + "." + index(table, slot.index())));
        fields.put("address", Value.address(slot.address()));
        fields.put("target", Value.address(slot.target()));
        fields.put("to", Value.string(Names.place(machine, slot.target())));
        fields.put("users", Value.number(slot.users().size()));
        fields.put("margin", Value.number(place.left().orElse(0)));
        fields.put("state", Value.string(place.state().title()));
        return new Value.Entry("slot", fields);
    }

    /**
     * The slot with that number, of those that {@code table} has as a record; there is none of a
     * skipped or a spare one.
     */
    static Value inUse(Value.Entry table, List<Value> slots, long number, Span span) throws Halt {
        String name = table.text() + "[" + number + "]";
        for (Value slot : slots) {
            if (slot.text().equals(name)) {
                return slot;
            }
        }
        throw new Halt(
                Code.PB2022,
                span,
                Phrase.of("%s is no slot in use: %d others are", name, slots.size()),
                "`explain slot` says what is there; `list slots` has those in use");
    }

    /** {@code plt[3]}. */
    static String index(SlotTable table, int index) {
        return Phrase.of("%s[%d]", table.name(), index);
    }
}
