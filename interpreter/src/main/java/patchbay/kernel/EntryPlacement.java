package patchbay.kernel;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * The kernel's entry code behind its functions: size and labels first, bytes when its data have a
 * place.
 */
final class EntryPlacement {
    private static final int ALIGNMENT = 64;

    private final Era era;
    private final EntryCode entry;
    private final ObjectParts parts;

    EntryPlacement(Era era, ObjectParts parts) {
        this.era = era;
        this.entry = era.entryCode();
        this.parts = parts;
    }

    /** Places it behind {@code textEnd}; its end. */
    long place(long textEnd) {
        long start = Bits.alignUp(textEnd, ALIGNMENT);
        Isa.Assembly trial = assembled(start, name -> OptionalLong.of(start));
        long end = start + trial.bytes().length;
        List<String> symbols = entry.symbols();
        for (int i = 0; i < symbols.size(); i++) {
            long address = label(trial, symbols.get(i));
            long next = i + 1 < symbols.size() ? label(trial, symbols.get(i + 1)) : end;
            parts.symbol(symbols.get(i), address, next - address, Symbol.Kind.ENTRY);
        }
        parts.segment(".entry.text", new Range(start, end), Protection.EXECUTE);
        return end;
    }

    private static long label(Isa.Assembly assembly, String name) {
        return Objects.requireNonNull(assembly.labels().get(name), name);
    }

    /** The era's own text: what does not assemble is this program's mistake, not the user's. */
    private Isa.Assembly assembled(long start, Isa.Symbols names) {
        return switch (era.isa().assemble(FunctionAssembly.numbered(entry.lines()), start, names)) {
            case Result.Ok<Isa.Assembly>(Isa.Assembly assembly) -> assembly;
            case Result.Refused<Isa.Assembly>(List<Refusal> reasons) ->
                    throw new IllegalStateException("entry code: " + reasons);
        };
    }

    /** Places its data at {@code start}; their end. */
    long placeData(long start) {
        long cursor = start;
        for (EntryCode.Datum datum : entry.data()) {
            parts.symbol(datum.name(), cursor, datum.size(), Symbol.Kind.DATA);
            cursor += datum.size();
        }
        return cursor;
    }

    /** Writes code and data, once {@code placed} has a place for every name. */
    void write(Machine placed) {
        long start = address(placed, entry.symbols().getFirst());
        Isa.Assembly code = assembled(start, name -> OptionalLong.of(address(placed, name)));
        parts.write(start, code.bytes(), "entry code");
        for (EntryCode.Datum datum : entry.data()) {
            byte[] bytes = new byte[datum.size()];
            Bits.putLittle(bytes, 0, 8, address(placed, datum.symbol()));
            parts.write(address(placed, datum.name()), bytes, "data " + datum.name());
        }
    }

    private static long address(Machine placed, String name) {
        return Names.named(placed, Module.KERNEL, name).getFirst().address();
    }
}
