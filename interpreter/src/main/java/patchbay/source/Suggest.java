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
        int allowed = Math.max(1, word.length() / 3);
        List<String> found = new ArrayList<>();
        List<Integer> distances = new ArrayList<>();
        for (String candidate : candidates) {
            int distance = distance(word, candidate, allowed);
            if (distance > allowed || distance >= candidate.length() || candidate.equals(word)) {
                continue;
            }
            int at = found.size();
            while (at > 0 && distances.get(at - 1) > distance) {
                at--;
            }
            if (at < limit) {
                found.add(at, candidate);
                distances.add(at, distance);
                if (found.size() > limit) {
                    found.removeLast();
                    distances.removeLast();
                }
            }
        }
        return found;
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
            for (int j = 1; j < width; j++) {
                char a = first.charAt(i - 1);
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
