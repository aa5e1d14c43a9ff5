package patchbay.kernel;

import java.util.Optional;

/**
 * A kernel version of three parts; {@code patch} -1 stands for the newest stable release of the
 * series that is known.
 */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    /** Reads {@code 6.1} or {@code 6.1.176}. */
    public static Optional<Version> parse(String text) {
        if (!text.matches("[0-9]{1,3}\\.[0-9]{1,4}(\\.[0-9]{1,5})?")) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.");
        return Optional.of(
                new Version(
                        Integer.parseInt(parts[0]),
                        Integer.parseInt(parts[1]),
                        parts.length == 3 ? Integer.parseInt(parts[2]) : -1));
    }

    public static Version of(int major, int minor) {
        return new Version(major, minor, -1);
    }

    /**
     * Whether this version is {@code other} or newer; a series without a patch level is its newest
     * release.
     */
    public boolean atLeast(Version other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = Integer.compare(minor, other.minor);
        return byMajor != 0
                ? byMajor
                : byMinor != 0 ? byMinor : Integer.compareUnsigned(patch, other.patch);
    }

    /** {@code 6.1}, or {@code 6.1.176}. */
    @Override
    public String toString() {
        return patch < 0 ? major + "." + minor : major + "." + minor + "." + patch;
    }
}
