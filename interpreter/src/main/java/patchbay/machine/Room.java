package patchbay.machine;

import patchbay.patch.State;

/**
 * Where an open object takes further functions.
 *
 * @param next the first free address
 * @param end of the room
 */
public record Room(String object, long next, long end) implements State {
    @Override
    public Key key() {
        return key(object);
    }

    public static Key key(String object) {
        return new Key("room", object);
    }
}
