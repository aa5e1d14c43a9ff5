package patchbay.hostile;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import patchbay.source.Code;

/** How often each code was the answer: a text counts once for each code it was refused with. */
final class Tally {
    private final String what;
    private final Map<Code, Integer> counts = new EnumMap<>(Code.class);
    private int texts;
    private int sum;

    Tally(String what) {
        this.what = what;
    }

    void add(Set<Code> codes) {
        texts++;
        for (Code code : codes) {
            counts.merge(code, 1, Integer::sum);
            sum++;
        }
    }

    /** Adds what others counted. */
    void add(Tally other) {
        texts += other.texts;
        sum += other.sum;
        other.counts.forEach((code, count) -> counts.merge(code, count, Integer::sum));
    }

    int of(Code code) {
        return counts.getOrDefault(code, 0);
    }

    int distinct() {
        return counts.size();
    }

    /** The largest share that one code has, in percent. */
    int largestShare() {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return sum == 0 ? 0 : 100 * most / sum;
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("%d %s, refused with %d codes:".formatted(texts, what, sum));
        counts.entrySet().stream()
                .sorted(Map.Entry.<Code, Integer>comparingByValue().reversed())
                .forEach(each ->
                        text.append(
                                "%n  %s %6d %5.1f %%  %s"
                                        .formatted(
                                                each.getKey(),
                                                each.getValue(),
                                                100.0 * each.getValue() / sum,
                                                each.getKey().title())));
        return text.toString();
    }
}
