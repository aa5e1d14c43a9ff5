package patchbay.kernel;

import java.util.Optional;

/**
 * A kernel version of three parts; {@code patch} -1 stands for the newest stable release of the
 * series that is known.
 */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

    private static final int DIGITS = 5;

    /** Reads {@code 6.1} or {@code 6.1.176}. */
    public static Optional<Version> parse(String text) {
        int[] parts = {0, 0, -1};
        int count = 0;
        int at = 0;
        while (count < parts.length && at <= text.length()) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            int number = number(text, at, end);
            if (number < 0) {
                return Optional.empty();
            }
            parts[count++] = number;
            at = end + 1;
        }
        return count < 2 || at <= text.length()
                ? Optional.empty()
                : Optional.of(new Version(parts[0], parts[1], parts[2]));
    }

    private static int number(String text, int from, int to) {
        int number = from < to && to - from <= DIGITS ? 0 : -1;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = digit < 0 || digit > 9 ? -1 : 10 * number + digit;
        }
        return number;
    }

    /** Whether this and {@code other} belong to the same series of stable releases. */
    public boolean sharesSeriesWith(Version other) {
        return major == other.major && minor == other.minor;
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

    /** Whether {@code release}, {@code 6.1.0-50-arm64}, is of this series. */
    public boolean isSeriesOf(String release) {
        String series = major + "." + minor;
        return release.startsWith(series)
                && (release.length() == series.length()
                        || release.charAt(series.length()) < '0'
                        || release.charAt(series.length()) > '9');
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
