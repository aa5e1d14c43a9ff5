package patchbay.machine;

import patchbay.patch.State;

/** A live patch that is enabled. The kernel visits them in the order in which they appeared. */
public record Livepatch(String module) implements State {
    @Override
    public Key key() {
        return key(module);
    }

    public static Key key(String module) {
        return new Key("livepatch", module);
    }
}
