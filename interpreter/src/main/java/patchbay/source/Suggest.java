package patchbay.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "Did you mean": the candidates nearest to a word, by the number of letters changed, added,
 * dropped or swapped with a neighbour.
 */
public final class Suggest {
    private Suggest() {}

    /** The nearest candidate, or null where none is near; of equally near ones the first. */
    public static @Nullable String closest(String word, Iterable<String> candidates) {
        List<String> close = close(word, candidates, 1);
        return close.isEmpty() ? null : close.getFirst();
    }

    /**
     * At most {@code limit} candidates that may be meant, nearest first. A third of the letters may
     * differ, one of a short word.
     */
    public static List<String> close(String word, Iterable<String> candidates, int limit) {
        Nearest nearest = new Nearest(word, limit);
        for (String candidate : candidates) {
            nearest.offer(candidate);
        }
        return nearest.found();
    }

    /**
     * The nearest of candidates that come one by one. There may be as many as a kernel has symbols,
     * so most are turned away by their length, or by how many letters they share with the word,
     * wherever these stand; the more near ones there are, the more so.
     */
    public static final class Nearest {
        private static final int LETTERS = 128;

        private final String word;
        private final int limit;
        private final int[] letters = new int[LETTERS];
        private final List<String> found = new ArrayList<>();
        private final List<Integer> distances = new ArrayList<>();
        private int allowed;

        public Nearest(String word, int limit) {
            this.word = word;
            this.limit = limit;
            this.allowed = Math.max(1, word.length() / 3);
            for (int i = 0; i < word.length(); i++) {
                letters[word.charAt(i) % LETTERS]++;
            }
        }

        public List<String> found() {
            return found;
        }

        /** Whether a candidate of that length can be near enough. */
        public boolean mayBe(int length) {
            return allowed >= 0 && Math.abs(length - word.length()) <= allowed;
        }

        public void offer(String candidate) {
            if (!mayBe(candidate.length())
                    || !candidate.equalsIgnoreCase(word) && differing(candidate) > allowed
                    || candidate.equals(word)
                    || found.contains(candidate)) {
                return;
            }
            int distance = distance(word, candidate, allowed);
            if (distance > allowed || distance >= candidate.length()) {
                return;
            }
            int at = found.size();
            while (at > 0 && distances.get(at - 1) > distance) {
                at--;
            }
            found.add(at, candidate);
            distances.add(at, distance);
            if (found.size() > limit) {
                found.removeLast();
                distances.removeLast();
            }
            if (found.size() == limit) {
                // of equally near ones the first stay
                allowed = Math.min(allowed, distances.getLast() - 1);
            }
        }

        /** The letters of one word that the other has not, whichever are more: never too many. */
        private int differing(String candidate) {
            int common = 0;
            for (int i = 0; i < candidate.length(); i++) {
                if (letters[candidate.charAt(i) % LETTERS]-- > 0) {
                    common++;
                }
            }
            for (int i = 0; i < candidate.length(); i++) {
                letters[candidate.charAt(i) % LETTERS]++;
            }
            return Math.max(candidate.length(), word.length()) - common;
        }
    }

    /**
     * The edit distance of two words, or something above {@code most} where it is above {@code
     * most}; a change of case alone costs one.
     */
    public static int distance(String first, String second, int most) {
        if (Math.abs(first.length() - second.length()) > most) {
            return most + 1;
        }
        if (first.equalsIgnoreCase(second)) {
            return first.equals(second) ? 0 : 1;
        }
        int width = second.length() + 1;
        int[] before = new int[width];
        int[] above = new int[width];
        int[] row = new int[width];
        for (int j = 0; j < width; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            row[0] = i;
            int least = i;
            char a = first.charAt(i - 1);
            for (int j = 1; j < width; j++) {
                char b = second.charAt(j - 1);
                int best =
                        Math.min(
                                Math.min(row[j - 1], above[j]) + 1,
                                above[j - 1] + (a == b ? 0 : 1));
                if (i > 1 && j > 1 && a == second.charAt(j - 2) && b == first.charAt(i - 2)) {
                    best = Math.min(best, before[j - 2] + 1);
                }
                row[j] = best;
                least = Math.min(least, best);
            }
            if (least > most) {
                return most + 1;
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
            Arrays.fill(row, 0);
        }
        return above[width - 1];
    }
}
