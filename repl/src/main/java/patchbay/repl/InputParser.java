package patchbay.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import patchbay.lang.parse.Completeness;
import patchbay.lang.parse.Completion;
import patchbay.source.Source;

/**
 * Tells JLine whether an input is whole, and what is the word at the cursor. Words are never quoted
 * here: what stands in the line is what the language reads.
 */
final class InputParser implements Parser {

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean accepting =
                context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
        if (accepting && !line.stripLeading().startsWith(":") && goesOn(line)) {
            throw new EOFError(-1, cursor, "the input goes on");
        }
        return new Word(
                line, cursor, context == ParseContext.COMPLETE ? wordStart(line, cursor) : cursor);
    }

    /** Where the word begins that is to be completed. */
    private static int wordStart(String line, int cursor) {
        return line.stripLeading().startsWith(":")
                ? line.lastIndexOf(' ', cursor - 1) + 1
                : Completion.at(new Source("input", line), cursor).from();
    }

    private static boolean goesOn(String input) {
        return patchbay.lang.parse.Parser.completeness(new Source("input", input))
                == Completeness.INCOMPLETE;
    }

    /** The line with one word: the one that ends at the cursor. */
    static final class Word implements CompletingParsedLine {
        private final String line;
        private final int cursor;
        private final int start;

        Word(String line, int cursor, int start) {
            this.line = line;
            this.cursor = cursor;
            this.start = start;
        }

        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public String line() {
            return line;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return cursor - start;
        }
    }
}
