package patchbay.patch;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Backing;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.source.Phrase;

/** One change of a running system, with enough in it to be checked before and taken back after. */
public sealed interface Effect {

    /** What takes this effect back. */
    Effect inverse();

    /**
     * Stores {@code after} at {@code at}, where {@code before} must stand; both have the same
     * length.
     */
    record Write(long at, byte[] before, byte[] after, String why) implements Effect {
        public Write {
            if (before.length != after.length || before.length == 0) {
                throw new IllegalArgumentException(
                        "write of " + before.length + " over " + after.length + " bytes");
            }
        }

        public Range range() {
            return Range.of(at, after.length);
        }

        @Override
        public Write inverse() {
            return new Write(at, after, before, why);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Write w
                    && w.at == at
                    && Arrays.equals(w.before, before)
                    && Arrays.equals(w.after, after)
                    && w.why.equals(why);
        }

        @Override
        public int hashCode() {
            return Objects.hash(at, Arrays.hashCode(before), Arrays.hashCode(after), why);
        }

        @Override
        public String toString() {
            HexFormat hex = HexFormat.of();
            return Phrase.of(
                    "Write[0x%x: %s -> %s, %s]",
                    at, hex.formatHex(before), hex.formatHex(after), why);
        }
    }

    /** Stores {@code bytes} at {@code at}, where zeros must stand. */
    record Fill(long at, byte[] bytes, String why) implements Effect {
        public Fill {
            if (bytes.length == 0) {
                throw new IllegalArgumentException("nothing to fill with");
            }
        }

        public Range range() {
            return Range.of(at, bytes.length);
        }

        @Override
        public Write inverse() {
            return new Write(at, bytes, new byte[bytes.length], why);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fill f
                    && f.at == at
                    && Arrays.equals(f.bytes, bytes)
                    && f.why.equals(why);
        }

        @Override
        public int hashCode() {
            return Objects.hash(at, Arrays.hashCode(bytes), why);
        }

        @Override
        public String toString() {
            return Phrase.of("Fill[0x%x: %s, %s]", at, HexFormat.of().formatHex(bytes), why);
        }
    }

    /**
     * Makes {@code range} exist where nothing was mapped.
     *
     * @param backing where its bytes come from when they are looked at; null for zeros
     */
    record Map(Range range, Protection protection, String why, @Nullable Backing backing)
            implements Effect {
        /** Zero-filled. */
        public Map(Range range, Protection protection, String why) {
            this(range, protection, why, null);
        }

        @Override
        public Unmap inverse() {
            return new Unmap(range, protection, why);
        }
    }

    /**
     * Takes {@code range} away. Its bytes must be zero again, as the inverse of a {@link Map}'s
     * plan leaves them.
     */
    record Unmap(Range range, Protection protection, String why) implements Effect {
        @Override
        public Map inverse() {
            return new Map(range, protection, why);
        }
    }

    /** Makes the pages of {@code range} be used for something else from now on. */
    record Protect(Range range, Protection before, Protection after, String why) implements Effect {
        @Override
        public Protect inverse() {
            return new Protect(range, after, before, why);
        }
    }

    /**
     * A record of the running system takes the place of another of the same key; null stands for
     * none.
     */
    record Become(State.Key key, @Nullable State before, @Nullable State after) implements Effect {
        public static Become appear(State state) {
            return new Become(state.key(), null, state);
        }

        public static Become change(State before, State after) {
            return new Become(before.key(), before, after);
        }

        public static Become vanish(State state) {
            return new Become(state.key(), state, null);
        }

        @Override
        public Become inverse() {
            return new Become(key, after, before);
        }
    }

    /** A line of the kernel log; taking it back leaves it said. */
    record Say(String line) implements Effect {
        @Override
        public Say inverse() {
            return this;
        }
    }
}
