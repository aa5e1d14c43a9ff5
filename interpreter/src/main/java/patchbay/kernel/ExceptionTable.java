package patchbay.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The table that tells the fault handler where to go on, sorted by the address that may fault
 * (lib/extable.c).
 *
 * <p>An entry is two distances, each from its own field: to the instruction and to the fixup. An
 * entry that moves therefore has its distances changed by as much as it moved. Since 5.16 arm64 has
 * a type and data behind them, four bytes that move as they are.
 */
final class ExceptionTable {
    private ExceptionTable() {}

    static final String SECTION = "__ex_table";

    private record Entry(long instruction, long fixup, long rest) {}

    static void sort(LoadSection table, int entrySize) {
        List<Entry> entries = new ArrayList<>();
        for (long at = 0; at + entrySize <= table.size(); at += entrySize) {
            long place = table.address() + at;
            entries.add(
                    new Entry(
                            place + (int) table.little(at, 4),
                            place + 4 + (int) table.little(at + 4, 4),
                            entrySize == 12 ? table.little(at + 8, 4) : 0));
        }
        entries.sort(Comparator.comparing(Entry::instruction, Long::compareUnsigned));
        long at = 0;
        for (Entry entry : entries) {
            long place = table.address() + at;
            table.put(at, 4, entry.instruction - place);
            table.put(at + 4, 4, entry.fixup - place - 4);
            if (entrySize == 12) {
                table.put(at + 8, 4, entry.rest);
            }
            at += entrySize;
        }
    }
}
