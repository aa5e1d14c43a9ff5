package patchbay.repl;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

final class Highlighting implements Highlighter {
    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        return new AttributedString(buffer);
    }
}
