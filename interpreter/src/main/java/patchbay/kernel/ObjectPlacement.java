package patchbay.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Room;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** One object in words on its way into memory; {@link WordsLayout} draws what comes where. */
final class ObjectPlacement {
    private static final int SECTION_ALIGNMENT = 16;
    private static final int TABLE_ALIGNMENT = 64;

    private final Machine machine;
    private final Era era;
    private final LayoutSpec spec;
    private final boolean kernel;

    private final List<Refusal> refusals = new ArrayList<>();
    private final List<FunctionAssembly> functions = new ArrayList<>();
    private final List<PlacedData> data = new ArrayList<>();
    private final Map<String, Long> texts = new LinkedHashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<SlotTable> tables = new ArrayList<>();
    private final List<Effect> writes = new ArrayList<>();
    private Optional<Room> room = Optional.empty();

    private record PlacedData(LayoutSpec.Data data, long address) {}

    ObjectPlacement(Machine machine, Era era, LayoutSpec spec) {
        this.machine = machine;
        this.era = era;
        this.spec = spec;
        this.kernel = spec.object().equals(Module.KERNEL);
    }

    Result<Plan> plan() {
        List<Refusal> malformed = SpecCheck.of(machine, era, spec);
        refusals.addAll(malformed);
        refusals.addAll(MentionedNames.unknown(machine, era, spec));
        if (!malformed.isEmpty()) {
            return Result.refused(refusals);
        }
        long end = kernel ? entryCode(text()) : slotTables(text());
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        long pageEnd = Bits.alignUp(end, Memory.PAGE_SIZE);
        long dataEnd = data(texts(pageEnd));
        long objectEnd = wholeSize(dataEnd);
        WordsLayout.occupied(machine, spec.object(), new Range(spec.base(), objectEnd))
                .ifPresent(refusals::add);
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        return written(pageEnd);
    }

    // ------------------------------------------------------------------------------------------------------ functions

    /** Places every function and code section; the end of them. */
    private long text() {
        List<LayoutSpec.Item> top = new ArrayList<>();
        List<LayoutSpec.Section> sections = new ArrayList<>();
        split(spec.items(), top, sections);
        long end = items(spec.base(), top, false);
        if (spec.open()) {
            long roomEnd = Bits.alignUp(end, Memory.PAGE_SIZE) + WordsLayout.ROOM;
            room = Optional.of(new Room(spec.object(), end, roomEnd));
            end = roomEnd;
        }
        segment(".text", new Range(spec.base(), end), Protection.EXECUTE);
        for (LayoutSpec.Section section : sections) {
            if (hasCode(section)) {
                long start = Bits.alignUp(end, SECTION_ALIGNMENT);
                end = items(start, section.items(), true);
                segment(section.name(), new Range(start, end), Protection.EXECUTE);
            }
        }
        checkOverlaps();
        return end;
    }

    /** What stands in a section inside another one is a section of its own. */
    private static void split(
            List<LayoutSpec.Item> items,
            List<LayoutSpec.Item> top,
            List<LayoutSpec.Section> sections) {
        for (LayoutSpec.Item item : items) {
            if (item instanceof LayoutSpec.Section section) {
                List<LayoutSpec.Item> own = new ArrayList<>();
                List<LayoutSpec.Section> inner = new ArrayList<>();
                split(section.items(), own, inner);
                sections.add(new LayoutSpec.Section(section.name(), own));
                sections.addAll(inner);
            } else {
                top.add(item);
            }
        }
    }

    private static boolean hasCode(LayoutSpec.Section section) {
        return section.items().stream().anyMatch(LayoutSpec.Function.class::isInstance);
    }

    private long items(long start, List<LayoutSpec.Item> items, boolean withData) {
        long cursor = start;
        long end = start;
        for (LayoutSpec.Item item : items) {
            switch (item) {
                case LayoutSpec.Function function -> cursor = function(function, start, cursor);
                case LayoutSpec.Data datum when withData -> cursor = datum(datum, cursor);
                case LayoutSpec.Data datum -> {}
                case LayoutSpec.Section section -> {}
            }
            end = Long.compareUnsigned(cursor, end) > 0 ? cursor : end;
        }
        return end;
    }

    private long function(LayoutSpec.Function function, long start, long cursor) {
        FunctionCode code = era.functionCode();
        int prefix = SpecCheck.prefix(era, function);
        long address =
                function.offset().isPresent()
                        ? start + function.offset().getAsLong()
                        : Bits.alignUp(cursor + prefix, code.alignment());
        switch (FunctionAssembly.trial(era, function, address)) {
            case Result.Ok<FunctionAssembly>(FunctionAssembly assembly) -> {
                if (assembly.codeSize() > assembly.size()) {
                    refusals.add(
                            new LayoutRefusal.TooLarge(
                                    function.name(), assembly.codeSize(), assembly.size()));
                }
                functions.add(assembly);
                symbols.add(WordsLayout.symbol(spec.object(), assembly));
                return address + assembly.size();
            }
            case Result.Refused<FunctionAssembly>(List<Refusal> reasons) -> {
                refusals.addAll(reasons);
                return address;
            }
        }
    }

    private void checkOverlaps() {
        List<FunctionAssembly> sorted = new ArrayList<>(functions);
        sorted.sort(Comparator.comparing(FunctionAssembly::address, Long::compareUnsigned));
        for (int i = 1; i < sorted.size(); i++) {
            FunctionAssembly before = sorted.get(i - 1);
            FunctionAssembly after = sorted.get(i);
            Range range = WordsLayout.symbol(spec.object(), before).range();
            Range whole =
                    new Range(
                            after.address() - SpecCheck.prefix(era, after.function()),
                            after.address() + after.size());
            if (range.overlaps(whole)) {
                refusals.add(
                        new LayoutRefusal.Overlaps(
                                after.function().name(), whole, before.function().name(), range));
            }
        }
    }

    // -----------------------------------------------------------------------------------------
    // what stands behind them

    /** The kernel's entry code, its size first: its data come later. */
    private long entryCode(long textEnd) {
        if (!refusals.isEmpty()) {
            return textEnd;
        }
        long start = Bits.alignUp(textEnd, TABLE_ALIGNMENT);
        EntryCode entry = era.entryCode();
        Isa.Assembly trial = assembled(entry, start, name -> OptionalLong.of(start));
        long end = start + trial.bytes().length;
        for (int i = 0; i < entry.symbols().size(); i++) {
            long address = label(trial, entry.symbols().get(i));
            long next =
                    i + 1 < entry.symbols().size() ? label(trial, entry.symbols().get(i + 1)) : end;
            symbols.add(
                    new Symbol(
                            Module.KERNEL,
                            entry.symbols().get(i),
                            address,
                            next - address,
                            Symbol.Kind.ENTRY));
        }
        segment(".entry.text", new Range(start, end), Protection.EXECUTE);
        link();
        return end;
    }

    private static long label(Isa.Assembly assembly, String name) {
        return Objects.requireNonNull(assembly.labels().get(name), name);
    }

    /** The era's own text: what does not assemble is this program's mistake, not the user's. */
    private Isa.Assembly assembled(EntryCode entry, long start, Isa.Symbols names) {
        return switch (era.isa().assemble(FunctionAssembly.numbered(entry.lines()), start, names)) {
            case Result.Ok<Isa.Assembly>(Isa.Assembly assembly) -> assembly;
            case Result.Refused<Isa.Assembly>(List<Refusal> reasons) ->
                    throw new IllegalStateException("entry code: " + reasons);
        };
    }

    private Linking link() {
        Linking linking = new Linking(with(module()), era, spec.object());
        functions.forEach(linking::add);
        refusals.addAll(linking.refusals());
        if (kernel) {
            linking.needs().forEach(need -> refusals.add(linking.noSlot(need)));
        }
        return linking;
    }

    /** The module's table for far calls, and the one for its sites. */
    private long slotTables(long textEnd) {
        if (!refusals.isEmpty()) {
            return textEnd;
        }
        int size = era.slot().size();
        List<Linking.Need> needs = link().needs();
        long start = Bits.alignUp(textEnd, TABLE_ALIGNMENT);
        int max = needs.size() + spec.spareSlots();
        List<Slot> slots = new ArrayList<>();
        for (Linking.Need need : needs) {
            long address = start + (long) slots.size() * size;
            slots.add(new Slot(slots.size(), address, need.target().address(), need.places()));
            slot(
                    address,
                    need.target().address(),
                    Names.slotName(spec.object(), "plt", slots.size() - 1));
        }
        Range range = Range.of(start, (max + 1L) * size);
        tables.add(new SlotTable(spec.object(), "plt", range, size, max, slots.size(), slots));
        segment(".plt", range, Protection.EXECUTE);
        return tracerSlots(range.end(), size);
    }

    private long tracerSlots(long start, int size) {
        List<Slot> slots = new ArrayList<>();
        List<Era.TracerSlot> wanted = era.tracerSlots();
        for (int i = 0; i < wanted.size(); i++) {
            List<Symbol> target = Names.named(machine, Module.KERNEL, wanted.get(i).target());
            if (wanted.get(i).filled() && !target.isEmpty()) {
                long address = start + (long) i * size;
                slots.add(new Slot(i, address, target.getFirst().address(), List.of()));
                slot(
                        address,
                        target.getFirst().address(),
                        Names.slotName(spec.object(), "ftrace", i));
            }
        }
        if (wanted.isEmpty()) {
            return start;
        }
        Range range = Range.of(start, (long) wanted.size() * size);
        tables.add(
                new SlotTable(
                        spec.object(), "ftrace", range, size, wanted.size(), slots.size(), slots));
        segment(".text.ftrace_trampoline", range, Protection.EXECUTE);
        return range.end();
    }

    private void slot(long address, long target, String why) {
        switch (era.slot().emit(address, target)) {
            case Result.Ok<byte[]>(byte[] bytes) -> write(address, bytes, "slot " + why);
            case Result.Refused<byte[]>(List<Refusal> reasons) -> refusals.addAll(reasons);
        }
    }

    // ------------------------------------------------------------------------------------------------ texts and data

    private long texts(long start) {
        long cursor = start;
        for (FunctionAssembly assembly : functions) {
            if (assembly.function().body() instanceof LayoutSpec.Logs logs
                    && !texts.containsKey(logs.text())) {
                byte[] bytes = DataBytes.text(logs.text());
                texts.put(logs.text(), cursor);
                write(cursor, bytes, "text \"" + logs.text() + "\"");
                cursor += bytes.length;
            }
        }
        if (cursor == start) {
            return start;
        }
        segment(".rodata.str", new Range(start, cursor), Protection.READ_ONLY);
        return Bits.alignUp(cursor, Memory.PAGE_SIZE);
    }

    private long data(long start) {
        long cursor = start;
        if (kernel) {
            for (EntryCode.Datum datum : era.entryCode().data()) {
                symbols.add(
                        new Symbol(
                                Module.KERNEL,
                                datum.name(),
                                cursor,
                                datum.size(),
                                Symbol.Kind.DATA));
                cursor += datum.size();
            }
        }
        List<LayoutSpec.Item> top = new ArrayList<>();
        List<LayoutSpec.Section> sections = new ArrayList<>();
        split(spec.items(), top, sections);
        cursor = dataOf(top, cursor);
        if (cursor != start) {
            segment(".data", new Range(start, cursor), Protection.READ_WRITE);
        }
        for (LayoutSpec.Section section : sections) {
            if (!hasCode(section)) {
                long from = Bits.alignUp(cursor, SECTION_ALIGNMENT);
                cursor = dataOf(section.items(), from);
                segment(section.name(), new Range(from, cursor), Protection.READ_WRITE);
            }
        }
        return cursor;
    }

    private long dataOf(List<LayoutSpec.Item> items, long start) {
        long cursor = start;
        for (LayoutSpec.Item item : items) {
            if (item instanceof LayoutSpec.Data datum) {
                cursor = datum(datum, cursor);
            }
        }
        return cursor;
    }

    private long datum(LayoutSpec.Data datum, long cursor) {
        long address = Bits.alignUp(cursor, DataBytes.alignment(datum));
        long size = DataBytes.size(datum);
        data.add(new PlacedData(datum, address));
        symbols.add(new Symbol(spec.object(), datum.name(), address, size, Symbol.Kind.DATA));
        return address + size;
    }

    /** The object's end: of what it holds, or as stated. */
    private long wholeSize(long end) {
        long needed = end - spec.base();
        if (spec.size().isEmpty()) {
            return end;
        }
        long stated = spec.size().getAsLong();
        if (Long.compareUnsigned(needed, stated) > 0) {
            refusals.add(new LayoutRefusal.TooLarge(spec.object(), needed, stated));
            return end;
        }
        long rest = Bits.alignUp(end, Memory.PAGE_SIZE);
        if (Long.compareUnsigned(rest - spec.base(), stated) < 0) {
            segment(".bss", new Range(rest, spec.base() + stated), Protection.READ_WRITE);
        }
        return spec.base() + stated;
    }

    // ---------------------------------------------------------------------------------------------------- the plan

    private Result<Plan> written(long codeEnd) {
        Machine placed = with(module());
        Linking linking = new Linking(placed, era, spec.object());
        Map<Linking.Need, Long> slots = new LinkedHashMap<>();
        functions.forEach(linking::add);
        List<Linking.Need> needs = linking.needs();
        for (int i = 0; i < needs.size(); i++) {
            slots.put(needs.get(i), tables.getFirst().addressOf(i));
        }
        FunctionAssembly.Names names = linking.names(slots, texts);
        List<Effect> code = new ArrayList<>();
        for (FunctionAssembly assembly : functions) {
            switch (assembly.place(era, names)) {
                case Result.Ok<byte[]>(byte[] bytes) ->
                        code.add(
                                written(
                                        assembly.address(),
                                        bytes,
                                        "function " + assembly.function().name()));
                case Result.Refused<byte[]>(List<Refusal> reasons) -> refusals.addAll(reasons);
            }
            WordsLayout.literal(placed, era, assembly).ifPresent(code::add);
        }
        if (kernel) {
            entryBytes(placed);
        }
        for (PlacedData datum : data) {
            byte[] bytes =
                    DataBytes.of(
                            datum.data,
                            name -> linking.resolve(name).map(Symbol::address).orElse(0L));
            write(datum.address, bytes, "data " + datum.data.name());
        }
        refusals.addAll(linking.refusals());
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        code.addAll(writes);
        List<Effect> effects = new ArrayList<>(maps(codeEnd));
        effects.addAll(code);
        effects.add(Effect.Become.appear(module()));
        tables.forEach(table -> effects.add(Effect.Become.appear(table)));
        room.ifPresent(open -> effects.add(Effect.Become.appear(open)));
        return Result.ok(
                new Plan(
                        "place " + spec.object() + " at 0x" + Long.toHexString(spec.base()),
                        effects));
    }

    private void entryBytes(Machine placed) {
        EntryCode entry = era.entryCode();
        long start = address(placed, entry.symbols().getFirst());
        Isa.Assembly code = assembled(entry, start, name -> OptionalLong.of(address(placed, name)));
        write(start, code.bytes(), "entry code");
        for (EntryCode.Datum datum : entry.data()) {
            byte[] bytes = new byte[datum.size()];
            Bits.putLittle(bytes, 0, 8, address(placed, datum.symbol()));
            write(address(placed, datum.name()), bytes, "data " + datum.name());
        }
    }

    private static long address(Machine placed, String name) {
        return Names.named(placed, Module.KERNEL, name).getFirst().address();
    }

    /** Pages by protection; segments of one protection share them. */
    private List<Effect> maps(long codeEnd) {
        List<Effect> maps = new ArrayList<>();
        maps.add(
                new Effect.Map(
                        new Range(spec.base(), codeEnd),
                        Protection.EXECUTE,
                        spec.object() + " code"));
        for (Protection protection : List.of(Protection.READ_ONLY, Protection.READ_WRITE)) {
            Optional<Range> all =
                    segments.stream()
                            .filter(s -> s.protection() == protection)
                            .map(s -> WordsLayout.pages(s.range()))
                            .reduce((a, b) -> new Range(a.start(), b.end()));
            all.ifPresent(range ->
                    maps.add(
                            new Effect.Map(
                                    range,
                                    protection,
                                    spec.object()
                                            + (protection == Protection.READ_ONLY
                                                    ? " texts"
                                                    : " data"))));
        }
        return maps;
    }

    private void write(long address, byte[] bytes, String why) {
        if (bytes.length > 0) {
            writes.add(written(address, bytes, why));
        }
    }

    private static Effect written(long address, byte[] bytes, String why) {
        return new Effect.Write(address, new byte[bytes.length], bytes, why);
    }

    private void segment(String name, Range range, Protection protection) {
        segments.add(new Segment(segments.size() + 1, name, range, protection));
    }

    private Module module() {
        List<Symbol> byAddress = new ArrayList<>(symbols);
        byAddress.sort(Comparator.comparing(Symbol::address, Long::compareUnsigned));
        List<Site> sites = new ArrayList<>();
        functions.forEach(f -> WordsLayout.site(f).ifPresent(sites::add));
        sites.sort(Comparator.comparing(Site::ip, Long::compareUnsigned));
        return new Module(
                spec.object(),
                segments,
                byAddress,
                sites,
                tables.stream().map(SlotTable::name).toList());
    }

    /** A copy of the machine with {@code module} in it, to look names up in. */
    private Machine with(Module module) {
        Machine copy = machine.snapshot();
        copy.apply(new Plan("", List.of(Effect.Become.appear(module))));
        return copy;
    }
}
