package patchbay.kernel;

import java.util.OptionalLong;

/** What a module may refer to: the kernel's symbols and those that other modules export. */
@FunctionalInterface
public interface Exports {
    OptionalLong address(String name);

    /**
     * What a live patch means by a symbol of an object, exported or not.
     *
     * @param object {@code vmlinux} or a module
     * @param position counts the symbols of that name from 1; 0 says that there is only one
     */
    default OptionalLong address(String object, String name, int position) {
        return position <= 1 ? address(name) : OptionalLong.empty();
    }
}
