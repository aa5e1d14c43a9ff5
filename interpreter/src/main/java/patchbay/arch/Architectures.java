package patchbay.arch;

import java.util.List;
import java.util.Optional;
import patchbay.kernel.Architecture;

/** Every architecture: the only file that names more than one. */
public final class Architectures {
    private Architectures() {}

    /** In the order in which they are listed to a user; the first is what a script without {@code arch} gets. */
    public static final List<Architecture> ALL = List.of();

    public static Optional<Architecture> named(String name) {
        return ALL.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
