package patchbay.isa;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One spelling of a row, written as {@code ldr Rt, [Xn|SP{, #imm12*size}]}.
 *
 * <p>A name is an operand (the instruction set knows which); other characters stand for themselves,
 * and so does a {@code 'word'} in quotes. What is in braces is left out when its operands have
 * their defaults. In the mnemonic it is the other way round: letters stand for themselves and
 * {@code <cond>} is an operand.
 */
public final class Form {
    private final Row row;
    private final String syntax;
    private final String fixed;
    private final String when;
    private final boolean printed;
    private @Nullable Compiled compiled;

    /** What a syntax is made of. */
    private sealed interface Part {
        void print(long word, long address, Isa.Names names, Text out);

        boolean isDefault(long word);

        long setDefault(long word);

        boolean parse(Draft draft);
    }

    private record Literal(byte[] ascii, String text) implements Part {
        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            out.put(ascii);
        }

        @Override
        public boolean isDefault(long word) {
            return true;
        }

        @Override
        public long setDefault(long word) {
            return word;
        }

        @Override
        public boolean parse(Draft draft) {
            return draft.literal(text);
        }
    }

    private record Slot(Operand operand) implements Part {
        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            operand.print(word, address, names, out);
        }

        @Override
        public boolean isDefault(long word) {
            return operand.isDefault(word);
        }

        @Override
        public long setDefault(long word) {
            return operand.setDefault(word);
        }

        @Override
        public boolean parse(Draft draft) {
            return operand.parse(draft);
        }
    }

    private record Group(Part[] parts) implements Part {
        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            if (!isDefault(word)) {
                for (Part part : parts) {
                    part.print(word, address, names, out);
                }
            }
        }

        @Override
        public boolean isDefault(long word) {
            for (Part part : parts) {
                if (!part.isDefault(word)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long setDefault(long word) {
            for (Part part : parts) {
                word = part.setDefault(word);
            }
            return word;
        }

        @Override
        public boolean parse(Draft draft) {
            int start = draft.position();
            long word = draft.word();
            if (draft.isAtEnd() || !Form.parse(parts, draft)) {
                draft.position(start);
                draft.word(setDefault(word));
            }
            return true;
        }
    }

    /** The syntax and its conditions, ready for use; made when the form is used first. */
    private record Compiled(
            Part[] mnemonic,
            Part[] rest,
            Operand[] operands,
            boolean dependsOnAddress,
            @Nullable Condition fixed,
            @Nullable Condition when) {

        /** The fixed fields of {@code word} made so. */
        long make(long word) {
            return fixed == null ? word : fixed.make(word);
        }

        boolean isPreferred(long word) {
            if (fixed != null && !fixed.holds(word) || when != null && !when.holds(word)) {
                return false;
            }
            for (Operand operand : operands) {
                if (!operand.shows(word)) {
                    return false;
                }
            }
            return true;
        }
    }

    Form(Row row, String syntax, String fixed, String when, boolean printed) {
        this.row = row;
        this.syntax = syntax;
        this.fixed = fixed;
        this.when = when;
        this.printed = printed;
    }

    public Row row() {
        return row;
    }

    public String syntax() {
        return syntax;
    }

    /** The syntax for people: without how the operands are to be printed. */
    public String readable() {
        StringBuilder out = new StringBuilder(syntax.length());
        for (int at = 0; at < syntax.length(); at++) {
            char c = syntax.charAt(at);
            boolean mnemonic =
                    at < mnemonicEnd()
                            && syntax.lastIndexOf('<', at) <= syntax.lastIndexOf('>', at);
            if (!mnemonic && (c == '*' || c == '.') && isShown(out)) {
                out.append(c);
            } else if (!mnemonic && c == '=' || !mnemonic && c == '*') {
                at = nameEnd(at + 1) - 1;
            } else if (!mnemonic && c == '.') {
                int end = nameEnd(at + 1);
                String style = syntax.substring(at + 1, end);
                if (style.equals("label") || style.equals("address") || style.equals("page")) {
                    out.setLength(nameStart(out));
                    out.append("label");
                }
                at = end - 1;
            } else if (c != '\'') {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * Whether what stands behind the last name is part of the text: a vector's shape, a fraction.
     */
    private static boolean isShown(StringBuilder out) {
        int start = nameStart(out);
        return start < out.length()
                && (out.charAt(start) == 'V' || Character.isDigit(out.charAt(start)));
    }

    private int nameEnd(int at) {
        while (at < syntax.length() && Character.isLetterOrDigit(syntax.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int nameStart(StringBuilder out) {
        int start = out.length();
        while (start > 0
                && (Character.isLetterOrDigit(out.charAt(start - 1))
                        || out.charAt(start - 1) == ':')) {
            start--;
        }
        return start;
    }

    /** The same as plain data. */
    Instruction.Spelling spelling() {
        Instruction.Kind kind =
                !printed
                        ? Instruction.Kind.READ
                        : isOwn() ? Instruction.Kind.OWN : Instruction.Kind.ALIAS;
        return new Instruction.Spelling(readable(), kind, conditions(), mnemonics());
    }

    /** Whether this is the instruction itself, not an alias. */
    public boolean isOwn() {
        return printed
                && fixed.isEmpty()
                && when.isEmpty()
                && row.forms().indexOf(this) == lastPrinted();
    }

    private int lastPrinted() {
        int last = -1;
        for (Form form : row.forms()) {
            last += form.printed ? 1 : 0;
        }
        return last;
    }

    /**
     * The conditions under which an alias is printed, for explanations; empty if there are none.
     */
    public String conditions() {
        return fixed.isEmpty() || when.isEmpty() ? fixed + when : fixed + ", " + when;
    }

    public boolean isPrinted() {
        return printed;
    }

    boolean isPreferred(long word) {
        return printed && compiled().isPreferred(word);
    }

    /** Mnemonic, tab, operands, and what objdump adds behind them. */
    public void print(long word, long address, Isa.Names names, Text out) {
        printPlain(word, address, names, out);
        for (Operand operand : compiled().operands) {
            operand.comment(word, address, names, out);
        }
    }

    /** Mnemonic, tab, operands. */
    public void printPlain(long word, long address, Isa.Names names, Text out) {
        Compiled c = compiled();
        for (Part part : c.mnemonic) {
            part.print(word, address, names, out);
        }
        for (Part part : c.rest) {
            part.print(word, address, names, out);
        }
    }

    /** Whether the same word reads differently at another address. */
    boolean dependsOnAddress() {
        return compiled().dependsOnAddress;
    }

    /** Whether {@code mnemonic}, in small letters, may be this form's. */
    boolean mayBe(String mnemonic) {
        int slot = syntax.indexOf('<');
        int end = mnemonicEnd();
        return slot < 0 || slot > end
                ? mnemonic.length() == end && syntax.startsWith(mnemonic)
                : mnemonic.regionMatches(0, syntax, 0, slot);
    }

    /**
     * Reads the draft's statement as this form and leaves the word there; false with the draft's
     * complaint set if it is not.
     */
    boolean parse(Draft draft) {
        Compiled c = compiled();
        draft.begin(draft.position(), row.pattern().base, row.pattern().mask);
        if (!parseMnemonic(c.mnemonic, draft) || !parse(c.rest, draft) || !draft.isDone()) {
            return false;
        }
        draft.word(row.settle(c.make(draft.word())));
        return row.isAssembled(draft.word()) || draft.expected(row.form().readable());
    }

    /** A mnemonic has no blanks, and its letters are of any size. */
    private static boolean parseMnemonic(Part[] parts, Draft draft) {
        for (Part part : parts) {
            boolean read =
                    part instanceof Literal literal
                            ? draft.acceptPrefix(literal.text)
                            : part.parse(draft);
            if (!read) {
                return false;
            }
        }
        return draft.isMnemonicDone();
    }

    private static boolean parse(Part[] parts, Draft draft) {
        for (Part part : parts) {
            if (!part.parse(draft)) {
                return false;
            }
        }
        return true;
    }

    /** In the order of the text. */
    public List<Operand> operands() {
        return List.of(compiled().operands);
    }

    /** Every mnemonic this form can have. */
    List<String> mnemonics() {
        int slot = syntax.indexOf('<');
        if (slot < 0 || slot > mnemonicEnd()) {
            return List.of(syntax.substring(0, mnemonicEnd()));
        }
        List<String> all = List.of("");
        for (Part part : compiled().mnemonic) {
            List<String> more =
                    part instanceof Slot spelt
                            ? spelt.operand.spellings()
                            : List.of(((Literal) part).text);
            List<String> longer = new ArrayList<>();
            for (String start : all) {
                for (String end : more) {
                    longer.add(start + end);
                }
            }
            all = longer;
        }
        return all;
    }

    private int mnemonicEnd() {
        int end = syntax.indexOf(' ');
        return end < 0 ? syntax.length() : end;
    }

    private Compiled compiled() {
        Compiled known = compiled;
        if (known == null) {
            Compiler compiler = new Compiler();
            int end = mnemonicEnd();
            Part[] mnemonic = compiler.mnemonic(end);
            Part[] rest = end == syntax.length() ? new Part[0] : compiler.operands(end + 1);
            Operand[] operands = compiler.operands.toArray(new Operand[0]);
            boolean dependsOnAddress = false;
            for (Operand operand : operands) {
                dependsOnAddress |= operand.dependsOnAddress();
            }
            known =
                    new Compiled(
                            mnemonic,
                            rest,
                            operands,
                            dependsOnAddress,
                            condition(fixed),
                            condition(when));
            compiled = known;
        }
        return known;
    }

    private @Nullable Condition condition(String text) {
        return text.isEmpty() ? null : new Condition(text, row.pattern());
    }

    private final class Compiler {
        private final List<Operand> operands = new ArrayList<>();
        private int at;

        Part[] mnemonic(int end) {
            List<Part> parts = new ArrayList<>();
            while (at < end) {
                int open = syntax.indexOf('<', at);
                int stop = open < 0 || open > end ? end : open;
                if (stop > at) {
                    parts.add(literal(syntax.substring(at, stop)));
                }
                at = stop;
                if (stop < end) {
                    int close = syntax.indexOf('>', stop);
                    parts.add(slot(syntax.substring(stop + 1, close)));
                    at = close + 1;
                }
            }
            return parts.toArray(new Part[0]);
        }

        /**
         * The operands from {@code start} on, behind the tab. A group that is all there is brings
         * the tab along.
         */
        Part[] operands(int start) {
            at = start;
            List<Part> parts = parts();
            boolean alone = parts.size() == 1 && parts.getFirst() instanceof Group;
            if (!alone) {
                parts.addFirst(literal("\t"));
                return parts.toArray(new Part[0]);
            }
            List<Part> group = new ArrayList<>(List.of(((Group) parts.getFirst()).parts));
            group.addFirst(literal("\t"));
            return new Part[] {new Group(group.toArray(new Part[0]))};
        }

        private List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            while (at < syntax.length()) {
                char c = syntax.charAt(at);
                int start = at;
                if (c == '{') {
                    at++;
                    parts.add(new Group(parts().toArray(new Part[0])));
                } else if (c == '}') {
                    at++;
                    return parts;
                } else if (c == '\'') {
                    at = syntax.indexOf('\'', start + 1) + 1;
                    parts.add(literal(syntax.substring(start + 1, at - 1)));
                } else if (Character.isLetter(c)) {
                    while (at < syntax.length() && isName(syntax.charAt(at))) {
                        at++;
                    }
                    parts.add(slot(syntax.substring(start, at)));
                } else {
                    while (at < syntax.length() && isLiteral(syntax.charAt(at))) {
                        at++;
                    }
                    parts.add(literal(syntax.substring(start, at)));
                }
            }
            return parts;
        }

        private static boolean isLiteral(char c) {
            return !Character.isLetter(c) && "{}'".indexOf(c) < 0;
        }

        private static boolean isName(char c) {
            return Character.isLetterOrDigit(c) || "|:.*=+_".indexOf(c) >= 0;
        }

        private Literal literal(String text) {
            return new Literal(text.getBytes(StandardCharsets.US_ASCII), text);
        }

        private Slot slot(String specification) {
            Operand operand = row.operands().operand(row, specification);
            operands.add(operand);
            return new Slot(operand);
        }
    }

    @Override
    public String toString() {
        return syntax;
    }
}
