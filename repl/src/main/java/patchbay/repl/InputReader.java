package patchbay.repl;

import java.io.IOException;
import java.util.function.Consumer;
import org.jline.reader.Buffer;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.UndoTree;
import org.jline.terminal.Terminal;

/**
 * JLine's reader, made for what a terminal without bracketed paste types: ten thousand lines of a
 * block, key by key. JLine keeps a copy of the whole input after each key, to take the key back,
 * which would be gigabytes; and shows the whole input again, which would take minutes.
 */
final class InputReader extends LineReaderImpl {
    /** Letters in all copies together; then the oldest are forgotten with all others. */
    private static final int REMEMBERED = 1 << 20;

    InputReader(Terminal terminal) {
        super(terminal, "patchbay", null);
        undo = new ShortMemory(this::setBuffer);
    }

    /** Shows the input, unless more of it has come already. */
    @Override
    public boolean redisplay() {
        return hasMore() || super.redisplay();
    }

    private boolean hasMore() {
        try {
            return terminal.reader().peek(1) >= 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private static final class ShortMemory extends UndoTree<Buffer> {
        private int letters;

        ShortMemory(Consumer<Buffer> state) {
            super(state);
        }

        @Override
        public void newState(Buffer input) {
            letters += input.length();
            if (letters > REMEMBERED) {
                clear();
                letters = input.length();
            }
            super.newState(input);
        }
    }
}
