package patchbay.kernel;

import java.util.List;
import java.util.OptionalLong;

/** What a module may refer to: the kernel's symbols and those that other modules export. */
@FunctionalInterface
public interface Exports {
    OptionalLong address(String name);

    /** What the kernel itself means by a name when it loads a module, exported or not. */
    default OptionalLong internal(String name) {
        return address(name);
    }

    /**
     * What a live patch may mean by a symbol of an object, exported or not: all of that name, in
     * the order in which a kernel counts them.
     *
     * @param object {@code vmlinux} or a module
     */
    default List<Long> all(String object, String name) {
        OptionalLong one = address(name);
        return one.isPresent() ? List.of(one.getAsLong()) : List.of();
    }
}
