package patchbay.isa;

import java.util.ArrayList;
import java.util.List;

/** Rows under construction: one class of instructions of a set. */
public final class Rows {
    private final List<Row> rows = new ArrayList<>();
    private final int base;
    private final int width;
    private final Operand.Maker operands;

    /**
     * @param base the index of the first row
     * @param width bits of a word
     */
    public Rows(int base, int width, Operand.Maker operands) {
        this.base = base;
        this.width = width;
        this.operands = operands;
    }

    /**
     * Adds an instruction; {@code bits} as {@link Pattern} and {@code syntax} as {@link Form} read
     * them.
     */
    public void row(
            String name, String bits, String syntax, String meaning, Row.Clause... clauses) {
        rows.add(
                new Row(base + rows.size(), name, bits, width, syntax, meaning, clauses, operands));
    }

    List<Row> list() {
        return rows;
    }
}
