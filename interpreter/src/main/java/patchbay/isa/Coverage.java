package patchbay.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of an instruction set the table has, and what of that is executed and tested.
 *
 * @param families in the order of the table
 * @param all their sum
 */
public record Coverage(List<Family> families, Family all) {

    /**
     * Counts of one part of a set; of rows, but for {@code aliases}, which are spellings.
     *
     * @param tested rows whose text and bytes are held to tools that were not written here
     * @param compared rows whose execution is held to another machine
     */
    public record Family(
            String name, int rows, int aliases, int executed, int tested, int compared) {

        private Family with(Instruction row) {
            int more = 0;
            for (Instruction.Spelling spelling : row.spellings()) {
                more += spelling.kind() == Instruction.Kind.OWN ? 0 : 1;
            }
            return new Family(
                    name,
                    rows + 1,
                    aliases + more,
                    executed + (row.executed() ? 1 : 0),
                    tested + (row.tested() ? 1 : 0),
                    compared + (row.compared() ? 1 : 0));
        }
    }

    public static Coverage of(Isa isa) {
        Map<String, Family> families = new LinkedHashMap<>();
        Family all = new Family("all", 0, 0, 0, 0, 0);
        for (Instruction row : isa.rows()) {
            Family none = new Family(row.family(), 0, 0, 0, 0, 0);
            families.put(row.family(), families.getOrDefault(row.family(), none).with(row));
            all = all.with(row);
        }
        return new Coverage(List.copyOf(families.values()), all);
    }

    /** How much of given code a set's table covers. */
    public static final class Code {
        private final Isa isa;
        private final List<Instruction> rows;
        private final long[] times;
        private long unknown;

        public Code(Isa isa) {
            this.isa = isa;
            this.rows = isa.rows();
            this.times = new long[rows.size()];
        }

        /** Counts the instructions from {@code from} to {@code to}. */
        public void add(byte[] code, int from, int to) {
            int unit = isa.unit();
            for (int at = from; at + unit <= to; ) {
                int row = isa.row(code, at);
                if (row < 0) {
                    unknown++;
                    at += unit;
                } else {
                    times[row]++;
                    at += rows.get(row).length();
                }
            }
        }

        /** Instructions that have no row. */
        public long unknown() {
            return unknown;
        }

        /** A row, and how often it occurs. */
        public record Use(Instruction row, long times) {}

        /** The rows that occur, the most frequent first. */
        public List<Use> uses() {
            List<Use> found = new ArrayList<>();
            for (int i = 0; i < times.length; i++) {
                if (times[i] > 0) {
                    found.add(new Use(rows.get(i), times[i]));
                }
            }
            found.sort((a, b) -> Long.compare(b.times, a.times));
            return found;
        }
    }
}
