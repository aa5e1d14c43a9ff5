package patchbay.lang.parse;

/**
 * A piece of a text between blanks, from {@code start} to before {@code end}: what tools see that
 * keep the text as it is.
 */
public record Lexeme(Kind kind, int start, int end) {

    public enum Kind {
        /** A name, or a word of the language. */
        WORD,
        NUMBER,
        /** {@code "…"}, {@code x"…"}, a backtrace place. */
        LITERAL,
        /** A sign, or {@code and or not}, behind which a line goes on; also the comma. */
        OPERATOR,
        /** A bracket, a dot, {@code ;}. */
        SIGN,
        /** The raw lines between the braces of {@code asm { … }}. */
        ASM_BODY,
        /** With its signs; also a first line {@code #!…}. */
        COMMENT,
        NEWLINE
    }
}
