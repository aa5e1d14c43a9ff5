package patchbay.machine;

import org.jspecify.annotations.Nullable;
import patchbay.patch.Plan;
import patchbay.patch.State;

/**
 * A redirect that stands: which way it was done, and the plan that did it, from which {@code
 * restore} derives the way back.
 *
 * @param function address of the function that is redirected
 * @param below the redirect that this one is stacked on, if it is
 */
public record Redirection(
        long function, long replacement, Via via, Plan plan, @Nullable Redirection below)
        implements State {
    public enum Via {
        FTRACE,
        CALLERS,
        JUMP
    }

    @Override
    public Key key() {
        return key(function);
    }

    public static Key key(long function) {
        return new Key("redirection", Long.toHexString(function));
    }
}
