package patchbay.kernel;

import java.util.OptionalLong;

/** What a module may refer to: the kernel's symbols and those that other modules export. */
@FunctionalInterface
public interface Exports {
    OptionalLong address(String name);
}
