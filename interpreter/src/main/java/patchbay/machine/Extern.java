package patchbay.machine;

import patchbay.patch.State;

/** A name with an address and nothing behind it that the model knows of. */
public record Extern(String name, long address) implements State {
    @Override
    public Key key() {
        return key(name);
    }

    public static Key key(String name) {
        return new Key("extern", name);
    }

    public Symbol symbol() {
        return new Symbol(Module.KERNEL, name, address, 0, Symbol.Kind.EXTERNAL);
    }
}
