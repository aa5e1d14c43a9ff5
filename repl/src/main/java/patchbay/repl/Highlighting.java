package patchbay.repl;

import static org.jline.utils.AttributedStyle.BRIGHT;
import static org.jline.utils.AttributedStyle.CYAN;
import static org.jline.utils.AttributedStyle.DEFAULT;
import static org.jline.utils.AttributedStyle.GREEN;
import static org.jline.utils.AttributedStyle.MAGENTA;
import static org.jline.utils.AttributedStyle.RED;

import java.util.Arrays;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import patchbay.lang.parse.Lexeme;
import patchbay.lang.parse.Parser;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/** Colours an input while it is written: words, numbers, texts, and what cannot be read. */
final class Highlighting implements Highlighter {
    /** What is longer (a paste) is not read at every key. */
    private static final int LIMIT = 1 << 14;

    private final boolean colours;

    Highlighting(boolean colours) {
        this.colours = colours;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        if (!colours || buffer.length() > LIMIT || buffer.stripLeading().startsWith(":")) {
            return new AttributedString(buffer);
        }
        return paint(buffer);
    }

    static AttributedString paint(String buffer) {
        Source source = new Source("input", buffer);
        AttributedStyle[] styles = new AttributedStyle[buffer.length()];
        Arrays.fill(styles, DEFAULT);
        boolean first = true;
        for (Lexeme lexeme : Parser.lexemes(source)) {
            String text = buffer.substring(lexeme.start(), lexeme.end());
            Arrays.fill(styles, lexeme.start(), lexeme.end(), style(lexeme, text, first));
            first = beginsStatement(lexeme, text, first);
        }
        for (Diagnostic diagnostic : Parser.parse(source).diagnostics()) {
            Span span = diagnostic.span();
            // What stands at the end may yet become right.
            if (span != null && span.end() < buffer.length()) {
                Arrays.fill(styles, span.start(), span.end(), DEFAULT.foreground(RED).underline());
            }
        }
        AttributedStringBuilder painted = new AttributedStringBuilder(buffer.length());
        for (int i = 0; i < styles.length; i++) {
            painted.style(styles[i]).append(buffer.charAt(i));
        }
        return painted.toAttributedString();
    }

    private static AttributedStyle style(Lexeme lexeme, String text, boolean first) {
        return switch (lexeme.kind()) {
            case WORD ->
                    Parser.isWord(text)
                            ? first ? DEFAULT.bold().foreground(CYAN) : DEFAULT.foreground(CYAN)
                            : DEFAULT;
            case NUMBER -> DEFAULT.foreground(MAGENTA);
            case LITERAL -> DEFAULT.foreground(GREEN);
            case COMMENT -> DEFAULT.foreground(BRIGHT);
            case OPERATOR, SIGN, ASM_BODY, NEWLINE -> DEFAULT;
        };
    }

    /** Whether the next piece begins a statement. */
    private static boolean beginsStatement(Lexeme lexeme, String text, boolean before) {
        return switch (lexeme.kind()) {
            case NEWLINE -> true;
            case SIGN -> text.equals(";") || text.equals("{") || text.equals("}");
            case COMMENT -> before;
            case WORD, NUMBER, LITERAL, OPERATOR, ASM_BODY -> false;
        };
    }
}
