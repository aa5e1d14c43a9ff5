package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.bytes.Slice;
import patchbay.image.Reloc;
import patchbay.isa.Fixup;
import patchbay.isa.Isa;
import patchbay.kernel.Names;
import patchbay.kernel.RelocList;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/**
 * The relocations of a module from a file, in the order in which its loader applied them: what
 * stood there in the file, and what memory holds now.
 */
final class RelocListing {
    private final Machine machine;
    private final Isa isa;
    private final Module module;
    private final LoadedFile file;

    /** By the address of a branch: the slot that it goes through. */
    private final Map<Long, String> slots = new HashMap<>();

    RelocListing(Machine machine, Isa isa, Module module, LoadedFile file) {
        this.machine = machine;
        this.isa = isa;
        this.module = module;
        this.file = file;
        for (String name : module.tables()) {
            Optional<SlotTable> table = machine.table(module.name(), name);
            for (Slot slot : table.map(SlotTable::slots).orElse(List.of())) {
                slot.users()
                        .forEach(user ->
                                slots.put(user, SlotListing.index(table.get(), slot.index())));
            }
        }
    }

    /** {@code before} and {@code after} are digits of a word, empty where there is none. */
    private record Line(
            String section,
            int entry,
            long place,
            String type,
            String symbol,
            long addend,
            String before,
            String after,
            String slot) {}

    private void each(Consumer<Line> line) {
        for (RelocList list : file.relocations()) {
            Slice content = file.image().sections().get(list.target()).content();
            for (int entry : list.order()) {
                Reloc reloc = list.entries().get(entry);
                long place = file.base(list) + reloc.offset();
                Optional<Fixup> fixup = isa.fixup(reloc.type());
                int size = fixup.map(Fixup::size).orElse(0);
                line.accept(
                        new Line(
                                list.title(),
                                entry,
                                place,
                                fixup.map(Fixup::name).orElse("type " + reloc.type()),
                                file.target(reloc),
                                reloc.addend(),
                                digits(content, reloc.offset(), size),
                                now(place, size),
                                slots.getOrDefault(place, "")));
            }
        }
    }

    Answer.Table table() {
        List<List<Value>> rows = new ArrayList<>();
        each(line ->
                rows.add(
                        List.of(
                                Value.string(line.section),
                                Value.number(line.entry),
                                Value.address(line.place),
                                Value.string(line.type),
                                Value.string(line.symbol),
                                Value.number(line.addend),
                                Value.string(line.before),
                                Value.string(line.after),
                                Value.string(line.slot))));
        return new Answer.Table(
                module.name() + ": relocations in the order in which they were applied",
                List.of(
                        "section",
                        "entry",
                        "place",
                        "type",
                        "symbol",
                        "addend",
                        "in the file",
                        "now",
                        "through"),
                rows,
                LivePatches.words(machine, module.name()));
    }

    /** The same, as the language sees them. */
    List<Value.Entry> entries() {
        List<Value.Entry> entries = new ArrayList<>();
        each(line -> {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("name", Value.string(Names.place(machine, line.place)));
            fields.put("address", Value.address(line.place));
            fields.put("section", Value.string(line.section));
            fields.put("entry", Value.number(line.entry));
            fields.put("type", Value.string(line.type));
            fields.put("symbol", Value.string(line.symbol));
            fields.put("addend", Value.number(line.addend));
            fields.put("before", Value.string(line.before));
            fields.put("after", Value.string(line.after));
            fields.put("through", Value.string(line.slot));
            entries.add(new Value.Entry("relocation", fields));
        });
        return entries;
    }

    /** What memory holds at a place; nothing where the section of a relocation is in none. */
    private String now(long place, int size) {
        boolean isThere = Range.fits(place, size) && module.holds(Range.of(place, size));
        return isThere ? digits(Slice.of(machine.memory().bytes(place, size)), 0, size) : "";
    }

    /**
     * A field of {@code size} bytes at {@code at} as a number; nothing where it is not all there.
     */
    private static String digits(Slice bytes, long at, int size) {
        return size == 0 || at > bytes.size() - size
                ? ""
                : HexFormat.of()
                        .toHexDigits(
                                Bits.little(bytes.array(), bytes.start() + (int) at, size),
                                2 * size);
    }
}
