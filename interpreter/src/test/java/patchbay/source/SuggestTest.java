package patchbay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SuggestTest {
    private static final int MANY = 300;

    /** Nothing that is turned away early would have been among the nearest. */
    @Test
    void theNearestAreThoseThatComparingAllWithAllFinds() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            List<String> candidates = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                candidates.add(word(random));
            }
            String meant = word(random);
            assertEquals(compared(meant, candidates), Suggest.close(meant, candidates, 5));
        }
    }

    private static List<String> compared(String meant, List<String> candidates) {
        int most = Math.max(1, meant.length() / 3);
        List<String> near = new ArrayList<>();
        for (int distance = 1; distance <= most; distance++) {
            for (String candidate : candidates) {
                if (distance < candidate.length()
                        && Suggest.distance(meant, candidate, most) == distance
                        && !near.contains(candidate)) {
                    near.add(candidate);
                }
            }
        }
        return near.subList(0, Math.min(5, near.size()));
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        int length = 1 + random.nextInt(9);
        for (int i = 0; i < length; i++) {
            word.append("abcd_é".charAt(random.nextInt(6)));
        }
        String made = word.toString();
        return random.nextInt(4) == 0 ? made.toUpperCase(Locale.ROOT) : made;
    }
}
