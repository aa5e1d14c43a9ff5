package patchbay.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.isa.Isa.AsmLine;
import patchbay.isa.Isa.Assembly;
import patchbay.source.Result;
import patchbay.source.Suggest;

/**
 * Reads assembler text as GNU as does: labels, one statement or several with semicolons, comments,
 * directives that place bytes, and whatever the forms of the table's rows say.
 *
 * <p>A mnemonic tells how long its instruction is, so two passes do: the first gives each statement
 * its place and each label its address, the second reads the statements. How much a directive takes
 * may therefore depend on what stands before it, and on nothing else. Each bad statement is refused
 * by itself, and nothing comes out unless all are good.
 */
public final class Assembler {
    /** Bytes that the directives which fill and align may add to one text. */
    private static final int LONGEST = 1 << 20;

    /** Whoever has made so many mistakes has made them all in the same way. */
    private static final int MOST_REFUSALS = 100;

    private final Isa isa;
    private final RowTable table;
    private final Dialect dialect;

    /**
     * What differs between GNU's assemblers, beyond instructions.
     *
     * @param nop what an alignment is filled with in code
     * @param comment a character that begins a comment too, at the start or behind a blank; or 0
     * @param word bytes of a number of {@code .word}
     * @param block no instruction may lie across a multiple of so many bytes, a nop goes before it;
     *     0 where none could
     */
    public record Dialect(long nop, char comment, int word, int block) {
        private boolean crosses(long place, int size) {
            return block > 0 && (place & block - 1) + size > block;
        }
    }

    Assembler(Isa isa, RowTable table, Dialect dialect) {
        this.isa = isa;
        this.table = table;
        this.dialect = dialect;
    }

    /** Bytes of an instruction with that mnemonic. */
    private int length(String mnemonic) {
        for (int i = 0; i < table.classes(); i++) {
            List<Form> forms = table.forms(i, mnemonic);
            if (!forms.isEmpty()) {
                return forms.getFirst().row().width() / 8;
            }
        }
        return isa.unit();
    }

    public Result<Assembly> assemble(List<AsmLine> lines, long address, Isa.Symbols symbols) {
        Pass pass = new Pass(address, symbols);
        List<Integer> offsets = new ArrayList<>(lines.size());
        Statement.Cutter cutter = new Statement.Cutter(dialect.comment);
        for (AsmLine line : lines) {
            offsets.add((int) (pass.place - address));
            for (Statement statement : cutter.cut(line)) {
                pass.place(statement.trimmed());
            }
        }
        byte[] bytes = pass.write();
        if (!pass.refusals.isEmpty()) {
            pass.refusals.sort((a, b) -> Integer.compare(line(a), line(b)));
            int told = Math.min(pass.refusals.size(), MOST_REFUSALS);
            return Result.refused(pass.refusals.subList(0, told));
        }
        return Result.ok(new Assembly(bytes, offsets, pass.names.labels()));
    }

    private static int line(IsaRefusal refusal) {
        return switch (refusal) {
            case IsaRefusal.OutOfReach far -> far.line();
            case IsaRefusal.DoesNotFit number -> number.line();
            case IsaRefusal.UnknownInstruction text -> text.line();
            case IsaRefusal.WrongOperand operand -> operand.line();
            case IsaRefusal.TakenLabel label -> label.line();
            case IsaRefusal.UnknownSymbol symbol -> symbol.line();
            case IsaRefusal.VeneerOutOfReach veneer -> 0;
        };
    }

    /** An instruction or a directive: where it goes, and how many bytes it takes. */
    private record Placed(Statement statement, long place, int size) {}

    private final class Pass {
        private final long address;
        private final Definitions names;
        private final List<Placed> placed = new ArrayList<>();

        /** The labels since the last statement. */
        private final List<String> here = new ArrayList<>();

        /** Offsets of the nops that keep an instruction inside a block. */
        private final List<Integer> gaps = new ArrayList<>();

        private final List<IsaRefusal> refusals = new ArrayList<>();
        private long place;

        /** Bytes of directives that are more than one writes. */
        private int filled;

        Pass(long address, Isa.Symbols symbols) {
            this.address = address;
            this.names = new Definitions(symbols, address);
            this.place = address;
        }

        void place(Statement statement) {
            int colon = statement.labelEnd();
            if (colon >= 0) {
                label(statement, colon);
                place(new Statement(statement.line(), colon + 1, statement.to()).trimmed());
            } else if (!statement.isEmpty()) {
                int size = size(statement);
                placed.add(new Placed(statement, place, size));
                place += size;
                here.clear();
            }
        }

        private void label(Statement statement, int end) {
            String name = statement.text().substring(statement.from(), end);
            boolean register = isa.isRegister(name.toLowerCase(Locale.ROOT));
            if (!register && names.label(name, place)) {
                here.add(name);
            } else {
                int line = statement.line().index();
                refusals.add(
                        new IsaRefusal.TakenLabel(line, statement.from(), end, name, register));
            }
        }

        /** How many bytes it takes; 0 if it is wrong, which writing will tell. */
        private int size(Statement statement) {
            Draft draft = draft(statement, place);
            if (statement.isSetting()) {
                set(draft);
                return 0;
            }
            String mnemonic = statement.mnemonic();
            if (mnemonic.charAt(0) == '.') {
                byte[] bytes = directive(statement, draft);
                return bytes == null ? 0 : bytes.length;
            }
            int size = length(mnemonic);
            if (dialect.crosses(place, size)) {
                gap();
            }
            return size;
        }

        /** Leaves room for a nop; labels that stand here go along with what follows it. */
        private void gap() {
            gaps.add((int) (place - address));
            place += isa.unit();
            for (String label : here) {
                names.move(label, place);
            }
        }

        private Draft draft(Statement statement, long place) {
            names.fresh();
            return new Draft(isa, names, statement, place);
        }

        private byte @Nullable [] directive(Statement statement, Draft draft) {
            byte[] bytes = new Directive(draft, dialect, isa.unit()).bytes(LONGEST - filled);
            int written = 8 * (statement.to() - statement.from());
            filled += bytes != null && bytes.length > written ? bytes.length : 0;
            return bytes;
        }

        /** {@code .set name, value} or {@code name = value}; false, with a complaint. */
        private boolean set(Draft draft) {
            boolean directive = draft.acceptWord(".set") || draft.acceptWord(".equ");
            int from = draft.position();
            String name = draft.takeName();
            int to = draft.position();
            if (name.isEmpty()
                    || Character.isDigit(name.charAt(0))
                    || isa.isRegister(name.toLowerCase(Locale.ROOT))) {
                draft.position(from);
                return draft.expected("a name that is no register");
            }
            if (!draft.accept(directive ? ',' : '=')) {
                return draft.expected(directive ? "','" : "'='");
            }
            OptionalLong value = draft.number();
            return value.isPresent()
                    && draft.isDone()
                    && (names.set(name, value.getAsLong())
                            || draft.refused(from, to, "a name that is no label"));
        }

        byte[] write() {
            byte[] bytes = new byte[(int) (place - address)];
            for (int gap : gaps) {
                Bits.putLittle(bytes, gap, isa.unit(), dialect.nop);
            }
            names.known();
            filled = 0;
            for (Placed each : placed) {
                if (each.statement.isSetting()) {
                    set(draft(each.statement, each.place)); // what stands before it may use it
                }
            }
            for (Placed each : placed) {
                IsaRefusal refusal = refusals.size() < MOST_REFUSALS ? write(each, bytes) : null;
                if (refusal != null) {
                    refusals.add(refusal);
                }
            }
            return bytes;
        }

        private @Nullable IsaRefusal write(Placed it, byte[] bytes) {
            Statement statement = it.statement;
            Draft draft = draft(statement, it.place);
            int offset = (int) (it.place - address);
            String mnemonic = statement.mnemonic();
            if (statement.isSetting()) {
                return set(draft) ? null : draft.complaints().best();
            }
            if (mnemonic.charAt(0) == '.') {
                byte[] made = directive(statement, draft);
                if (made != null && made.length == it.size) {
                    System.arraycopy(made, 0, bytes, offset, made.length);
                    return null;
                }
                if (made != null) {
                    draft.refused(
                            statement.from(), statement.to(), "numbers that are known before it");
                }
                return draft.complaints().best();
            }
            for (int i = 0; i < table.classes(); i++) {
                for (Form form : table.forms(i, mnemonic)) {
                    draft.position(statement.from());
                    if (form.parse(draft)) {
                        put(bytes, offset, form.row().width(), draft.word());
                        return null;
                    }
                }
            }
            return draft.complaints().place() > statement.from() + mnemonic.length() - 1
                    ? draft.complaints().best()
                    : unknown(statement, mnemonic);
        }

        /** The highest word first, each in little-endian order. */
        private void put(byte[] bytes, int offset, int width, long word) {
            int bits = 8 * isa.unit();
            for (int low = width - bits, at = offset; low >= 0; low -= bits) {
                Bits.putLittle(bytes, at, isa.unit(), word >>> low);
                at += isa.unit();
            }
        }

        private IsaRefusal unknown(Statement statement, String mnemonic) {
            Optional<String> near = nearest(mnemonic, isa.mnemonics());
            return new IsaRefusal.UnknownInstruction(
                    statement.line().index(),
                    statement.from(),
                    statement.from() + mnemonic.length(),
                    mnemonic,
                    "an instruction of " + isa.name(),
                    near.orElse(""));
        }
    }

    /**
     * The one of {@code names} that {@code wrong} is nearest to, if it is near; better one with the
     * same first letter.
     */
    private static Optional<String> nearest(String wrong, List<String> names) {
        String best = "";
        int limit = wrong.length() <= 3 ? 2 : 3;
        int least = Integer.MAX_VALUE;
        for (String name : names) {
            int distance = Suggest.distance(wrong, name, limit - 1);
            int badness = 2 * distance + (wrong.charAt(0) == name.charAt(0) ? 0 : 1);
            if (distance < limit && badness < least) {
                least = badness;
                best = name;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }
}
