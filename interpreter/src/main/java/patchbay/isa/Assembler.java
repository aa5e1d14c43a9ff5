package patchbay.isa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Isa.AsmLine;
import patchbay.isa.Isa.Assembly;
import patchbay.source.Result;

/**
 * Reads assembler text as GNU as does: labels, one statement or several with semicolons, comments,
 * a few directives, and whatever the forms of the table's rows say.
 *
 * <p>A mnemonic tells how long its instruction is, so two passes do: the first gives each statement
 * its place and each label its address, the second reads the statements. Each bad one is refused by
 * itself, and nothing comes out unless all are good.
 */
public final class Assembler {
    private static final String COMMENT = "//";

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

    /** One instruction or directive: where it stands in its line and in memory. */
    private record Statement(AsmLine line, int from, int to, long place, int size) {}

    public Result<Assembly> assemble(List<AsmLine> lines, long address, Isa.Symbols symbols) {
        Pass pass = new Pass(address, symbols);
        List<Integer> offsets = new ArrayList<>(lines.size());
        boolean comment = false;
        for (AsmLine line : lines) {
            offsets.add((int) (pass.place - address));
            comment = pass.place(line, comment);
        }
        byte[] bytes = new byte[(int) (pass.place - address)];
        for (int gap : pass.gaps) {
            Bits.putLittle(bytes, gap, isa.unit(), dialect.nop);
        }
        for (Statement statement : pass.statements) {
            if (pass.refusals.size() >= MOST_REFUSALS) {
                break;
            }
            pass.write(statement, bytes);
        }
        if (!pass.refusals.isEmpty()) {
            pass.refusals.sort((a, b) -> Integer.compare(line(a), line(b)));
            int told = Math.min(pass.refusals.size(), MOST_REFUSALS);
            return Result.refused(pass.refusals.subList(0, told));
        }
        return Result.ok(new Assembly(bytes, offsets, pass.labels));
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

    private final class Pass implements Draft.Scope {
        private final long address;
        private final Isa.Symbols symbols;
        private final List<Statement> statements = new ArrayList<>();
        private final Map<String, Long> labels = new LinkedHashMap<>();

        /** The places of each local label, in order. */
        private final Map<String, List<Long>> locals = new HashMap<>();

        /** The labels since the last statement. */
        private final List<String> here = new ArrayList<>();

        /** Offsets of the nops that keep an instruction inside a block. */
        private final List<Integer> gaps = new ArrayList<>();

        private final List<IsaRefusal> refusals = new ArrayList<>();
        private long filled;
        private long place;

        Pass(long address, Isa.Symbols symbols) {
            this.address = address;
            this.symbols = symbols;
            this.place = address;
        }

        /**
         * Places the statements of a line; {@code comment} is whether it begins inside one, the
         * result whether it ends so.
         */
        boolean place(AsmLine line, boolean comment) {
            String text = line.text();
            StringBuilder clear = new StringBuilder(text);
            int at = 0;
            int rest = comment(text, 0);
            while (at < clear.length()) {
                if (comment) {
                    int end = text.indexOf("*/", at);
                    int stop = end < 0 ? clear.length() : end + 2;
                    for (; at < stop; at++) {
                        clear.setCharAt(at, ' ');
                    }
                    comment = end < 0;
                } else {
                    int open = text.indexOf("/*", at);
                    rest = rest >= 0 && rest < at ? comment(text, at) : rest;
                    if (rest >= 0 && (open < 0 || rest < open)) {
                        clear.setLength(rest);
                    }
                    at = open < 0 || open >= clear.length() ? clear.length() : open;
                    comment = at < clear.length();
                }
            }
            AsmLine cleared = new AsmLine(clear.toString(), line.index());
            for (int from = 0; from <= clear.length(); ) {
                int semicolon = clear.indexOf(";", from);
                int to = semicolon < 0 ? clear.length() : semicolon;
                place(cleared, from, to);
                from = to + 1;
            }
            return comment;
        }

        /** Where a comment to the end of the line begins, or -1. */
        private int comment(String text, int from) {
            int slashes = text.indexOf(COMMENT, from);
            int at = dialect.comment == 0 ? -1 : text.indexOf(dialect.comment, from);
            while (at > 0 && text.charAt(at - 1) > ' ' && text.charAt(at - 1) != ';') {
                at = text.indexOf(dialect.comment, at + 1);
            }
            return at < 0 || slashes >= 0 && slashes < at ? slashes : at;
        }

        private void place(AsmLine line, int from, int to) {
            String text = line.text();
            int at = skip(text, from, to);
            int colon = labelEnd(text, at, to);
            while (colon >= 0) {
                label(line, at, colon);
                at = skip(text, colon + 1, to);
                colon = labelEnd(text, at, to);
            }
            int end = to;
            while (end > at && text.charAt(end - 1) <= ' ') {
                end--;
            }
            if (end > at) {
                Statement statement = new Statement(line, at, end, place, isa.unit());
                boolean directive = text.charAt(at) == '.';
                int size =
                        directive ? new Directive(statement).size() : length(mnemonic(statement));
                if (!directive && dialect.crosses(place, size)) {
                    gap();
                }
                statements.add(new Statement(line, at, end, place, size));
                place += size;
                here.clear();
            }
        }

        /** Leaves room for a nop; labels that stand here go along with what follows it. */
        private void gap() {
            gaps.add((int) (place - address));
            place += isa.unit();
            for (String label : here) {
                List<Long> places = locals.get(label);
                if (places == null) {
                    labels.put(label, place);
                } else {
                    places.set(places.size() - 1, place);
                }
            }
        }

        private void label(AsmLine line, int from, int to) {
            String name = line.text().substring(from, to);
            if (Character.isDigit(name.charAt(0))) {
                locals.computeIfAbsent(name, key -> new ArrayList<>()).add(place);
                here.add(name);
            } else if (isa.isRegister(name.toLowerCase(Locale.ROOT))) {
                refusals.add(new IsaRefusal.TakenLabel(line.index(), from, to, name, true));
            } else if (labels.putIfAbsent(name, place) != null) {
                refusals.add(new IsaRefusal.TakenLabel(line.index(), from, to, name, false));
            } else {
                here.add(name);
            }
        }

        /** Where the colon of a label that begins at {@code at} stands, or -1. */
        private static int labelEnd(String text, int at, int to) {
            int end = at;
            while (end < to && Draft.isWord(text.charAt(end))) {
                end++;
            }
            int colon = skip(text, end, to);
            boolean is = end > at && colon < to && text.charAt(colon) == ':';
            return is && colon == end ? colon : -1;
        }

        private static int skip(String text, int at, int to) {
            while (at < to && text.charAt(at) <= ' ') {
                at++;
            }
            return at;
        }

        @Override
        public OptionalLong address(String name, long from) {
            Long label = labels.get(name);
            if (label != null) {
                return OptionalLong.of(label);
            }
            List<Long> places = locals.get(name.substring(0, name.length() - 1));
            if (places != null && Character.isDigit(name.charAt(0))) {
                return local(places, name.endsWith("f"), from);
            }
            return symbols.address(name);
        }

        /** The next place behind {@code from}, or the last one at or before it. */
        private OptionalLong local(List<Long> places, boolean forward, long from) {
            int low = 0;
            int high = places.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (places.get(middle) - address <= from - address) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            int index = forward ? low : low - 1;
            return index < 0 || index == places.size()
                    ? OptionalLong.empty()
                    : OptionalLong.of(places.get(index));
        }

        private Draft draft(Statement statement) {
            return new Draft(
                    isa,
                    this,
                    statement.line.index(),
                    statement.line.text(),
                    statement.from,
                    statement.to,
                    statement.place);
        }

        void write(Statement statement, byte[] bytes) {
            int offset = (int) (statement.place - address);
            if (statement.line.text().charAt(statement.from) == '.') {
                new Directive(statement).write(bytes, offset);
                return;
            }
            Draft draft = draft(statement);
            String mnemonic = mnemonic(statement);
            for (int i = 0; i < table.classes(); i++) {
                for (Form form : table.forms(i, mnemonic)) {
                    draft.position(statement.from);
                    if (form.parse(draft)) {
                        put(bytes, offset, form.row().width(), draft.word());
                        return;
                    }
                }
            }
            refusals.add(
                    draft.got() > statement.from + mnemonic.length() - 1
                            ? draft.complaint()
                            : unknown(statement, mnemonic));
        }

        /** The highest word first, each in little-endian order. */
        private void put(byte[] bytes, int offset, int width, long word) {
            int bits = 8 * isa.unit();
            for (int low = width - bits, at = offset; low >= 0; low -= bits) {
                Bits.putLittle(bytes, at, isa.unit(), word >>> low);
                at += isa.unit();
            }
        }

        private static String mnemonic(Statement statement) {
            String text = statement.line.text();
            int end = statement.from;
            while (end < statement.to && text.charAt(end) > ' ') {
                end++;
            }
            return text.substring(statement.from, end).toLowerCase(Locale.ROOT);
        }

        private IsaRefusal unknown(Statement statement, String mnemonic) {
            Optional<String> near = Draft.nearest(mnemonic, isa.mnemonics());
            return new IsaRefusal.UnknownInstruction(
                    statement.line.index(),
                    statement.from,
                    statement.from + mnemonic.length(),
                    mnemonic,
                    "an instruction of " + isa.name(),
                    near.orElse(""));
        }

        /** {@code .word 1, 2} and the like. */
        private final class Directive {
            private final Statement statement;
            private final String name;
            private final Draft draft;

            Directive(Statement statement) {
                this.statement = statement;
                this.draft = draft(statement);
                this.name = draft.takeWord();
            }

            /** Bytes of each number; 0 if it is another directive, -1 if it is none. */
            private int unit(String name) {
                return switch (name) {
                    case ".byte" -> 1;
                    case ".hword", ".short", ".2byte" -> 2;
                    case ".word" -> dialect.word;
                    case ".inst", ".long", ".int", ".4byte" -> 4;
                    case ".quad", ".xword", ".dword", ".8byte" -> 8;
                    case ".align", ".p2align", ".balign", ".space", ".skip", ".zero" -> 0;
                    default -> -1;
                };
            }

            int size() {
                int unit = unit(name);
                if (unit < 0) {
                    return 0;
                }
                if (unit > 0) {
                    int count = 1;
                    String text = statement.line.text();
                    for (int i = statement.from; i < statement.to; i++) {
                        count += text.charAt(i) == ',' ? 1 : 0;
                    }
                    return count * unit;
                }
                OptionalLong number = draft.number();
                if (number.isEmpty() || number.getAsLong() < 0 || number.getAsLong() > limit()) {
                    return 0;
                }
                long size =
                        switch (name) {
                            case ".space", ".skip", ".zero" -> number.getAsLong();
                            default -> Bits.alignUp(place, alignment(number.getAsLong())) - place;
                        };
                if (filled + size > LONGEST) {
                    draft.doesNotFit(statement.from, name, size, LONGEST + " bytes in all");
                    refusals.add(draft.complaint());
                    return 0;
                }
                filled += size;
                return (int) size;
            }

            private long limit() {
                return name.equals(".align") || name.equals(".p2align") ? 16 : LONGEST;
            }

            private long alignment(long number) {
                return name.equals(".balign")
                        ? Math.max(1, Long.highestOneBit(number))
                        : 1L << number;
            }

            void write(byte[] bytes, int offset) {
                int unit = unit(name);
                if (unit < 0) {
                    refusals.add(
                            new IsaRefusal.UnknownInstruction(
                                    statement.line.index(),
                                    statement.from,
                                    draft.position(),
                                    name,
                                    ".inst, .byte, .hword, .word, .quad, .align, .balign or .space",
                                    ""));
                } else if (unit > 0) {
                    numbers(bytes, offset, unit);
                } else {
                    fill(bytes, offset);
                }
            }

            private void numbers(byte[] bytes, int offset, int unit) {
                int at = offset;
                do {
                    draft.peek();
                    int from = draft.position();
                    OptionalLong number = draft.number();
                    if (number.isEmpty()) {
                        refusals.add(draft.complaint());
                        return;
                    }
                    long value = number.getAsLong();
                    int bits = 8 * unit;
                    if (!Bits.fitsSigned(value, bits) && !Bits.fitsUnsigned(value, bits)) {
                        draft.doesNotFit(from, name, value, bits + " bits");
                        refusals.add(draft.complaint());
                        return;
                    }
                    Bits.putLittle(bytes, at, unit, value);
                    at += unit;
                } while (draft.accept(','));
                if (!draft.isDone()) {
                    refusals.add(draft.complaint());
                }
            }

            private void fill(byte[] bytes, int offset) {
                draft.peek();
                int from = draft.position();
                OptionalLong number = draft.number();
                if (number.isEmpty()) {
                    refusals.add(draft.complaint());
                    return;
                }
                long value = number.getAsLong();
                if (value < 0
                        || value > limit()
                        || name.equals(".balign") && Long.bitCount(value) > 1) {
                    draft.doesNotFit(
                            from,
                            name,
                            value,
                            "0 .. " + limit() + (name.equals(".balign") ? ", a power of two" : ""));
                    refusals.add(draft.complaint());
                    return;
                }
                if (!draft.isDone()) {
                    refusals.add(draft.complaint());
                    return;
                }
                boolean space =
                        name.equals(".space") || name.equals(".skip") || name.equals(".zero");
                int unit = isa.unit();
                int end = offset + statement.size;
                for (int at = end - unit; at >= offset && !space; at -= unit) {
                    Bits.putLittle(bytes, at, unit, dialect.nop);
                }
            }
        }
    }
}
