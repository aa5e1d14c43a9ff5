package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Room;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** One object in words on its way into memory; {@link WordsLayout} draws what comes where. */
final class ObjectPlacement {
    private static final int SECTION_ALIGNMENT = 16;

    /** What a linker calls the value of the register that belongs to an object. */
    private static final String TOC_SYMBOL = ".TOC.";

    private final Machine machine;
    private final Era era;
    private final LayoutSpec spec;
    private final boolean kernel;
    private final ObjectParts parts;
    private final EntryPlacement entry;
    private final SlotPlacement slots;
    private final DataPlacement data;

    /** Whose address stands in data: a compiler does not see who calls these. */
    private final Set<String> addressed = new HashSet<>();

    private final List<LayoutSpec.Item> top = new ArrayList<>();
    private final List<LayoutSpec.Section> sections = new ArrayList<>();
    private final List<FunctionAssembly> functions = new ArrayList<>();
    private final Map<Pattern, FunctionAssembly> patterns = new HashMap<>();
    private Optional<Room> room = Optional.empty();

    /** What the code of a function without calls depends on. */
    private record Pattern(
            List<String> parameters, boolean notrace, boolean local, LayoutSpec.Body body) {}

    ObjectPlacement(Machine machine, Era era, LayoutSpec spec) {
        this.machine = machine;
        this.era = era;
        this.spec = spec;
        this.kernel = spec.object().equals(Module.KERNEL);
        this.parts = new ObjectParts(spec.object());
        this.entry = new EntryPlacement(era, parts);
        this.slots = new SlotPlacement(machine, era, parts);
        this.data = new DataPlacement(parts);
    }

    Result<Plan> plan() {
        List<Refusal> malformed = SpecCheck.of(machine, era, spec);
        parts.refuse(malformed);
        parts.refuse(MentionedNames.unknown(machine, era, spec));
        if (!malformed.isEmpty()) {
            return Result.refused(parts.refusals());
        }
        split(spec.items(), top, sections);
        collectAddressed(spec.items());
        long textEnd = text();
        if (parts.isRefused()) {
            return Result.refused(parts.refusals());
        }
        long codeEnd = Bits.alignUp(behindText(textEnd), Memory.PAGE_SIZE);
        long dataStart = data.texts(functions, codeEnd);
        OptionalLong toc = era.toc(dataStart);
        parts.toc(toc);
        if (kernel && toc.isPresent()) {
            parts.symbol(TOC_SYMBOL, toc.getAsLong(), 0, Symbol.Kind.DATA);
        }
        slots.write();
        long dataEnd = data(dataStart);
        Range whole = new Range(spec.base(), wholeEnd(dataEnd));
        WordsLayout.occupied(machine, spec.object(), whole).ifPresent(parts::refuse);
        return parts.isRefused() ? Result.refused(parts.refusals()) : written(codeEnd);
    }

    /** Places every function and code section; the end of them. */
    private long text() {
        long end = items(spec.base(), top, false);
        if (spec.open()) {
            long roomEnd = Bits.alignUp(end, Memory.PAGE_SIZE) + WordsLayout.ROOM;
            room = Optional.of(new Room(spec.object(), end, roomEnd));
            end = roomEnd;
        }
        parts.segment(".text", new Range(spec.base(), end), Protection.EXECUTE);
        for (LayoutSpec.Section section : sections) {
            if (hasCode(section)) {
                long start = Bits.alignUp(end, SECTION_ALIGNMENT);
                end = items(start, section.items(), true);
                parts.segment(section.name(), new Range(start, end), Protection.EXECUTE);
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

    private void collectAddressed(List<LayoutSpec.Item> items) {
        for (LayoutSpec.Item item : items) {
            switch (item) {
                case LayoutSpec.Function function -> {}
                case LayoutSpec.Section section -> collectAddressed(section.items());
                case LayoutSpec.Data datum -> {
                    for (LayoutSpec.Value value : datum.values()) {
                        if (value instanceof LayoutSpec.Address(String symbol)) {
                            addressed.add(symbol);
                        }
                    }
                }
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
                case LayoutSpec.Function function -> {
                    boolean exposed = addressed.contains(function.name());
                    cursor = function(exposed ? function.exposed() : function, start, cursor);
                }
                case LayoutSpec.Data datum when withData -> cursor = data.place(datum, cursor);
                case LayoutSpec.Data datum -> {}
                case LayoutSpec.Section section -> {}
            }
            end = Long.compareUnsigned(cursor, end) > 0 ? cursor : end;
        }
        return end;
    }

    private long function(LayoutSpec.Function function, long start, long cursor) {
        int prefix = SpecCheck.prefix(era, function);
        long address =
                function.offset().isPresent()
                        ? start + function.offset().getAsLong()
                        : Bits.alignUp(cursor + prefix, era.functionCode().alignment());
        switch (trial(function, address)) {
            case Result.Ok<FunctionAssembly>(FunctionAssembly assembly) -> {
                if (assembly.codeSize() > assembly.size()) {
                    parts.refuse(
                            new LayoutRefusal.TooLarge(
                                    function.name(), assembly.codeSize(), assembly.size()));
                }
                functions.add(assembly);
                parts.function(era, assembly);
                return address + assembly.size();
            }
            case Result.Refused<FunctionAssembly>(List<Refusal> reasons) -> {
                parts.refuse(reasons);
                return address;
            }
        }
    }

    /** Assembled once for all functions that are alike but for their names. */
    private Result<FunctionAssembly> trial(LayoutSpec.Function function, long address) {
        Pattern pattern =
                new Pattern(
                        function.parameters(),
                        function.notrace(),
                        function.local(),
                        function.body());
        FunctionAssembly known = function.calls().isEmpty() ? patterns.get(pattern) : null;
        if (known != null) {
            return Result.ok(known.of(function, address));
        }
        Result<FunctionAssembly> trial = FunctionAssembly.trial(era, function, address);
        if (trial instanceof Result.Ok<FunctionAssembly>(FunctionAssembly assembly)
                && assembly.isPattern()) {
            patterns.put(pattern, assembly);
        }
        return trial;
    }

    private void checkOverlaps() {
        List<FunctionAssembly> sorted = new ArrayList<>(functions);
        sorted.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
        for (int i = 1; i < sorted.size(); i++) {
            FunctionAssembly before = sorted.get(i - 1);
            FunctionAssembly after = sorted.get(i);
            Range range = WordsLayout.symbol(era, spec.object(), before).range();
            Range whole =
                    new Range(
                            after.address() - SpecCheck.prefix(era, after.function()),
                            after.address() + after.size());
            if (range.overlaps(whole)) {
                parts.refuse(
                        new LayoutRefusal.Overlaps(
                                after.function().name(), whole, before.function().name(), range));
            }
        }
    }

    /** The entry code of a kernel, the slot tables of a module; their end. */
    private long behindText(long textEnd) {
        if (kernel) {
            long end = entry.place(textEnd);
            Linking linking = linking();
            parts.refuse(linking.refusals());
            parts.refuse(linking.needs().stream().map(linking::noSlot).toList());
            return end;
        }
        Linking linking = linking();
        parts.refuse(linking.refusals());
        return slots.place(textEnd, linking.needs(), spec.spareSlots());
    }

    /** The branches of all functions, as far as names have a place by now. */
    private Linking linking() {
        Linking linking = new Linking(parts.in(machine), era, spec.object());
        functions.forEach(linking::add);
        return linking;
    }

    private long data(long start) {
        long cursor = data.place(top, kernel ? entry.placeData(start) : start);
        if (cursor != start) {
            parts.segment(".data", new Range(start, cursor), Protection.READ_WRITE);
        }
        for (LayoutSpec.Section section : sections) {
            if (!hasCode(section)) {
                long from = Bits.alignUp(cursor, SECTION_ALIGNMENT);
                cursor = data.place(section.items(), from);
                parts.segment(section.name(), new Range(from, cursor), Protection.READ_WRITE);
            }
        }
        return cursor;
    }

    /** The object's end: of what it holds, or as stated. */
    private long wholeEnd(long end) {
        if (spec.size().isEmpty()) {
            return end;
        }
        long needed = end - spec.base();
        long stated = spec.size().getAsLong();
        if (Long.compareUnsigned(needed, stated) > 0) {
            parts.refuse(new LayoutRefusal.TooLarge(spec.object(), needed, stated));
            return end;
        }
        long rest = Bits.alignUp(end, Memory.PAGE_SIZE);
        if (Long.compareUnsigned(rest - spec.base(), stated) < 0) {
            parts.segment(".bss", new Range(rest, spec.base() + stated), Protection.READ_WRITE);
        }
        return spec.base() + stated;
    }

    /** Everything has its place: the bytes, and the plan. */
    private Result<Plan> written(long codeEnd) {
        Machine placed = parts.in(machine);
        Linking linking = linking();
        FunctionAssembly.Names names = linking.names(slots.addresses(), data.texts());
        Optional<EntryCode.Ops> ops = WordsLayout.ops(era);
        for (FunctionAssembly assembly : functions) {
            switch (assembly.place(era, names)) {
                case Result.Ok<byte[]>(byte[] bytes) ->
                        parts.write(
                                assembly.address(),
                                bytes,
                                "function " + assembly.function().name());
                case Result.Refused<byte[]>(List<Refusal> reasons) -> parts.refuse(reasons);
            }
            WordsLayout.literal(placed, ops, assembly).ifPresent(parts::write);
        }
        if (kernel) {
            entry.write(placed);
        }
        data.write(linking);
        if (parts.isRefused()) {
            return Result.refused(parts.refusals());
        }
        List<Effect> effects = new ArrayList<>(parts.maps(new Range(spec.base(), codeEnd)));
        effects.addAll(parts.writes());
        effects.add(Effect.Become.appear(parts.module()));
        parts.tables().forEach(table -> effects.add(Effect.Become.appear(table)));
        room.ifPresent(open -> effects.add(Effect.Become.appear(open)));
        String title = "place " + spec.object() + " at 0x" + Long.toHexString(spec.base());
        return Result.ok(new Plan(title, effects));
    }
}
