package patchbay.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import patchbay.isa.Isa.AsmLine;

/**
 * One statement of a line of assembler text: from {@code from} to {@code to} there stand labels,
 * and perhaps an instruction or a directive.
 */
record Statement(AsmLine line, int from, int to) {

    /** Cuts lines into statements; a comment may go on in the next line. */
    static final class Cutter {
        private final char commentCharacter;
        private boolean inComment;

        /** {@code commentCharacter} as {@link Assembler.Dialect} has it. */
        Cutter(char commentCharacter) {
            this.commentCharacter = commentCharacter;
        }

        /** The statements of a line, in which blanks stand where comments stood. */
        List<Statement> cut(AsmLine line) {
            StringBuilder text = new StringBuilder(line.text());
            List<Integer> ends = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                char c = text.charAt(at);
                char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
                if (inComment) {
                    inComment = c != '*' || next != '/';
                    blank(text, at, inComment ? 1 : 2);
                    at += inComment ? 1 : 2;
                } else if (c == '/' && next == '*') {
                    inComment = true;
                    blank(text, at, 2);
                    at += 2;
                } else if (c == '/' && next == '/' || c == commentCharacter && begins(text, at)) {
                    text.setLength(at);
                } else if (c == '"' || c == '\'') {
                    at = quoted(text, at, c);
                } else {
                    if (c == ';') {
                        ends.add(at);
                    }
                    at++;
                }
            }
            ends.add(text.length());
            AsmLine clear = new AsmLine(text.toString(), line.index());
            List<Statement> statements = new ArrayList<>(ends.size());
            int from = 0;
            for (int end : ends) {
                statements.add(new Statement(clear, from, end));
                from = end + 1;
            }
            return statements;
        }

        private static void blank(StringBuilder text, int at, int count) {
            for (int i = at; i < at + count; i++) {
                text.setCharAt(i, ' ');
            }
        }

        private boolean begins(StringBuilder text, int at) {
            return commentCharacter != 0
                    && (at == 0 || text.charAt(at - 1) <= ' ' || text.charAt(at - 1) == ';');
        }

        /** The end of a text in quotes, or of a character behind a quote. */
        private static int quoted(StringBuilder text, int start, char quote) {
            int at = start + 1;
            int length = text.length();
            if (quote == '\'') {
                return Math.min(length, at < length && text.charAt(at) == '\\' ? at + 2 : at + 1);
            }
            while (at < length && text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            return Math.min(length, at + 1);
        }
    }

    /** The same without the blanks at its ends. */
    Statement trimmed() {
        int start = from;
        int end = to;
        while (start < end && text().charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text().charAt(end - 1) <= ' ') {
            end--;
        }
        return new Statement(line, start, end);
    }

    boolean isEmpty() {
        return from == to;
    }

    String text() {
        return line.text();
    }

    /** Where the colon of the label stands that it begins with, or -1. */
    int labelEnd() {
        int end = wordEnd();
        return end > from && end < to && text().charAt(end) == ':' ? end : -1;
    }

    private int wordEnd() {
        int end = from;
        while (end < to && Draft.isWord(text().charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether it gives a value to a name. */
    boolean isSetting() {
        int at = wordEnd();
        while (at < to && text().charAt(at) <= ' ') {
            at++;
        }
        return at + 1 < to && text().charAt(at) == '='
                || mnemonic().equals(".set")
                || mnemonic().equals(".equ");
    }

    /** Its first word, in small letters. */
    String mnemonic() {
        int end = from;
        while (end < to && text().charAt(end) > ' ') {
            end++;
        }
        return text().substring(from, end).toLowerCase(Locale.ROOT);
    }
}
