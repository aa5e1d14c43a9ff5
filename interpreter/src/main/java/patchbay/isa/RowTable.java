package patchbay.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An instruction set's rows, and the way from a word to its row.
 *
 * <p>Some of a word's bits (its key) select a short list of rows that can match, most specific
 * first; the list is made when a key is met first, from the rows of the one class that the key
 * belongs to. So decoding a single word reads one class of the table, and decoding a million looks
 * at two or three masks each.
 *
 * <p>A word is the whole instruction as a number. Where some instructions have a prefix, that is
 * the high half of theirs, and the set's keys tell the two kinds apart.
 */
public abstract class RowTable {
    /** Indices of class {@code c} are {@code c * CLASS} and up. */
    protected static final int CLASS = 512;

    /** More than any set has; the rest are mistakes. */
    private static final int MNEMONICS = 1 << 12;

    private final int classes;
    private final @Nullable Candidates[] candidates;
    private final @Nullable Rows[] rows;
    private @Nullable List<String> mnemonics;
    private int @Nullable [] starts;

    /** By class: what {@link #forms} has found, as long as no text fills it with words. */
    private final List<Map<String, List<Form>>> forms = new ArrayList<>();

    /** In final fields, so that another thread sees either nothing or all. */
    private record Candidates(Row[] rows, long[] masks, long[] values, boolean branch) {}

    /**
     * @param keys how many different keys there are
     * @param classes how many classes of rows there are
     */
    protected RowTable(int keys, int classes) {
        this.classes = classes;
        candidates = new Candidates[keys];
        rows = new Rows[classes];
        for (int i = 0; i < classes; i++) {
            forms.add(new ConcurrentHashMap<>());
        }
    }

    /** A number from the bits of {@code word} that tell best which row it is of. */
    protected abstract int key(long word);

    /** Which bits those are, in a word like {@code word}. */
    protected abstract long keyMask(long word);

    /** The class of the words that have the key of {@code word}. */
    protected abstract int classOf(long word);

    /** Makes the rows of a class; called once for each. */
    protected abstract Rows make(int number);

    /** The row that {@code word} is an instruction of, if there is one. */
    public final @Nullable Row find(long word) {
        Candidates known = candidates(word);
        long[] masks = known.masks;
        long[] values = known.values;
        for (int i = 0; i < masks.length; i++) {
            if ((word & masks[i]) == values[i] && known.rows[i].isAllocated(word)) {
                return known.rows[i];
            }
        }
        return null;
    }

    /** Whether a direct branch is among the rows that words with the key of this one can be. */
    final boolean mayBranch(long word) {
        return candidates(word).branch;
    }

    private Candidates candidates(long word) {
        Candidates known = candidates[key(word)];
        return known == null ? select(word) : known;
    }

    /** The index of the row that {@code word} is an instruction of, or -1. */
    public final int index(long word) {
        Row row = find(word);
        return row == null ? -1 : row.index();
    }

    /** The row with that index. */
    public final Row row(int index) {
        return rows(index / CLASS).get(index % CLASS);
    }

    /** One more than the highest index any row can have. */
    public final int limit() {
        return classes * CLASS;
    }

    /** Every row, in the order of the table. */
    public final List<Row> rows() {
        List<Row> all = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            all.addAll(rows(i));
        }
        return all;
    }

    /** What the rows of a class have in common, for people. */
    protected abstract String family(int number);

    /** Whether the set's CPU executes that row. */
    protected abstract boolean isExecuted(Row row);

    /** The rows as plain data, in the same order; {@code untested} as tests leave it. */
    public final List<Instruction> instructions(Untested untested) {
        List<Instruction> all = new ArrayList<>();
        for (Row row : rows()) {
            boolean executed = isExecuted(row);
            all.add(
                    new Instruction(
                            row.name(),
                            family(row.index() / CLASS),
                            row.width() / 8,
                            row.pattern().toString(),
                            row.forms().stream().map(Form::spelling).toList(),
                            row.meaning(),
                            executed,
                            !untested.text().contains(row.name()),
                            executed && !untested.execution().contains(row.name())));
        }
        return all;
    }

    /** Where in {@link #rows()} the row with that index stands. */
    public final int ordinal(int index) {
        int[] known = starts;
        if (known == null) {
            known = new int[classes];
            for (int i = 1; i < classes; i++) {
                known[i] = known[i - 1] + rows(i - 1).size();
            }
            starts = known;
        }
        return known[index / CLASS] + index % CLASS;
    }

    /** How many classes of rows there are. */
    final int classes() {
        return classes;
    }

    /** The forms of a class that {@code mnemonic}, in small letters, may be the beginning of. */
    final List<Form> forms(int number, String mnemonic) {
        Map<String, List<Form>> known = forms.get(number);
        List<Form> found = known.get(mnemonic);
        if (found == null) {
            found = search(number, mnemonic);
            if (known.size() < MNEMONICS) {
                known.put(mnemonic, found);
            }
        }
        return found;
    }

    private List<Form> search(int number, String mnemonic) {
        List<Form> found = new ArrayList<>();
        for (Row row : rows(number)) {
            for (Form form : row.forms()) {
                if (form.mayBe(mnemonic)) {
                    found.add(form);
                }
            }
        }
        return found;
    }

    /** Every mnemonic, aliases too, sorted. */
    public final List<String> mnemonics() {
        List<String> known = mnemonics;
        if (known == null) {
            TreeSet<String> all = new TreeSet<>();
            for (Row row : rows()) {
                for (Form form : row.forms()) {
                    all.addAll(form.mnemonics());
                }
            }
            known = List.copyOf(all);
            mnemonics = known;
        }
        return known;
    }

    private synchronized Candidates select(long word) {
        long keyMask = keyMask(word);
        List<Row> found = new ArrayList<>();
        for (Row row : rows(classOf(word))) {
            Pattern pattern = row.pattern();
            if (((word ^ pattern.value) & pattern.mask & keyMask) == 0) {
                int at = found.size();
                while (at > 0
                        && Long.bitCount(found.get(at - 1).pattern().mask)
                                < Long.bitCount(pattern.mask)) {
                    at--;
                }
                found.add(at, row);
            }
        }
        long[] masks = new long[found.size()];
        long[] values = new long[found.size()];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = found.get(i).pattern().mask;
            values[i] = found.get(i).pattern().value;
        }
        boolean branch = found.stream().anyMatch(row -> row.flow().isDirect());
        Candidates made = new Candidates(found.toArray(new Row[0]), masks, values, branch);
        candidates[key(word)] = made;
        return made;
    }

    private synchronized List<Row> rows(int number) {
        Rows known = rows[number];
        if (known == null) {
            known = make(number);
            if (known.list().size() > CLASS) {
                throw new IllegalStateException(
                        "class " + number + " has more than " + CLASS + " rows");
            }
            rows[number] = known;
        }
        return known.list();
    }
}
