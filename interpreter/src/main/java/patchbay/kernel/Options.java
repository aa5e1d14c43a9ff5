package patchbay.kernel;

import java.util.Set;

/**
 * What {@code with} says of a kernel's configuration and boot.
 *
 * @param flags such as {@code nokaslr}, {@code erratum_843419}
 * @param pageSize in bytes: 4, 16 or 64 KiB
 */
public record Options(Set<String> flags, long pageSize) {
    public static final Options NONE = new Options(Set.of(), 4096);

    public Options {
        flags = Set.copyOf(flags);
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }
}
