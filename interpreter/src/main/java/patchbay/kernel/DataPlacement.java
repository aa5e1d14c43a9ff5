package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Symbol;

/** The texts that functions log, and data in words: places first, bytes when every name has one. */
final class DataPlacement {
    private final ObjectParts parts;
    private final Map<String, Long> texts = new LinkedHashMap<>();
    private final List<Placed> placed = new ArrayList<>();

    private record Placed(LayoutSpec.Data data, long address) {}

    DataPlacement(ObjectParts parts) {
        this.parts = parts;
    }

    /** Where each text is. */
    Map<String, Long> texts() {
        return texts;
    }

    /** Puts the texts of {@code functions} at {@code start}; the next page behind them. */
    long texts(List<FunctionAssembly> functions, long start) {
        long cursor = start;
        for (FunctionAssembly assembly : functions) {
            if (assembly.function().body() instanceof LayoutSpec.Logs logs
                    && !texts.containsKey(logs.text())) {
                byte[] bytes = DataBytes.text(logs.text());
                texts.put(logs.text(), cursor);
                parts.write(cursor, bytes, "text \"" + logs.text() + "\"");
                cursor += bytes.length;
            }
        }
        if (cursor == start) {
            return start;
        }
        parts.segment(".rodata.str", new Range(start, cursor), Protection.READ_ONLY);
        return Bits.alignUp(cursor, Memory.PAGE_SIZE);
    }

    /** A place for what is data among {@code items}, from {@code start} on; its end. */
    long place(List<LayoutSpec.Item> items, long start) {
        long cursor = start;
        for (LayoutSpec.Item item : items) {
            if (item instanceof LayoutSpec.Data data) {
                cursor = place(data, cursor);
            }
        }
        return cursor;
    }

    long place(LayoutSpec.Data data, long cursor) {
        long address = Bits.alignUp(cursor, DataBytes.alignment(data));
        long size = DataBytes.size(data);
        placed.add(new Placed(data, address));
        parts.symbol(data.name(), address, size, Symbol.Kind.DATA);
        return address + size;
    }

    void write(Linking names) {
        for (Placed datum : placed) {
            byte[] bytes =
                    DataBytes.of(
                            datum.data,
                            name -> names.resolve(name).map(Symbol::address).orElse(0L));
            parts.write(datum.address, bytes, "data " + datum.data.name());
        }
    }
}
