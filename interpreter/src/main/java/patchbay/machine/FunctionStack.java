package patchbay.machine;

import java.util.List;
import patchbay.patch.State;

/**
 * The functions that stand in for the one whose entry is at {@code ip}, newest first: what the
 * tracer at the entry looks up.
 *
 * @param ip the site's address, as the tracer is told it
 * @param replacements addresses of new functions, newest first; never empty
 */
public record FunctionStack(long ip, long function, List<Long> replacements) implements State {
    public FunctionStack {
        replacements = List.copyOf(replacements);
    }

    @Override
    public Key key() {
        return key(ip);
    }

    public static Key key(long ip) {
        return new Key("functions", Long.toHexString(ip));
    }
}
