package patchbay.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes on their way out through one buffer, in UTF-8. A reader that has left ({@code | head}) is
 * no mistake: what is written after that goes nowhere, and {@link #gone} tells.
 */
final class Output {
    private static final int SIZE = 1 << 16;

    private final OutputStream to;
    private final byte[] buffer = new byte[SIZE];
    private int length;
    private boolean gone;

    Output(OutputStream to) {
        this.to = to;
    }

    Output put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
        return this;
    }

    /** A line with its end. */
    Output line(String text) {
        return put(text).put("\n");
    }

    void write(byte[] bytes, int from, int count) {
        if (count > SIZE - length) {
            empty();
        }
        if (count > SIZE) {
            send(bytes, from, count);
        } else {
            System.arraycopy(bytes, from, buffer, length, count);
            length += count;
        }
    }

    void flush() {
        empty();
        if (!gone) {
            try {
                to.flush();
            } catch (IOException left) {
                gone = true;
            }
        }
    }

    /** Whether nobody reads any more. */
    boolean gone() {
        return gone;
    }

    private void empty() {
        send(buffer, 0, length);
        length = 0;
    }

    private void send(byte[] bytes, int from, int count) {
        if (gone || count == 0) {
            return;
        }
        try {
            to.write(bytes, from, count);
            gone = to instanceof PrintStream stream && stream.checkError();
        } catch (IOException left) {
            gone = true;
        }
    }
}
