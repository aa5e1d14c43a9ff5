package patchbay.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Medians of runs that took turns, so that a machine whose speed drifts is as unkind to the one as
 * to the other.
 *
 * @param ours seconds
 * @param peer seconds; 0 without a peer
 * @param ratio the median of our time by the peer's, turn by turn
 * @param spread half the distance between the quartiles of what the verdict looks at, as a part of
 *     it
 * @param collecting the part of our time in which garbage was collected
 */
record Figures(double ours, double peer, double ratio, double spread, double collecting) {
    private static final int LEAST = 5;
    private static final int MOST = 31;

    /** Turns until {@code seconds} are over, and a few at least. */
    static Figures of(Race race, double warmUp, double seconds) throws IOException {
        warmUp(race, warmUp);
        List<Double> ours = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        double collected = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (ours.size() < LEAST || ours.size() < MOST && System.nanoTime() < end) {
            double before = collected();
            double time = race.ours().run();
            collected += collected() - before;
            ours.add(time);
            if (race.peer().isPresent()) {
                double other = race.peer().get().run();
                peers.add(other);
                ratios.add(time / other);
            }
        }
        List<Double> judged = ratios.isEmpty() ? ours : ratios;
        double spread = (quantile(judged, 0.75) - quantile(judged, 0.25)) / 2 / median(judged);
        return new Figures(
                median(ours),
                peers.isEmpty() ? 0 : median(peers),
                ratios.isEmpty() ? 0 : median(ratios),
                spread,
                collected / ours.stream().mapToDouble(time -> time).sum());
    }

    /** Seconds that this JVM has spent on garbage. */
    private static double collected() {
        double seconds = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            seconds += collector.getCollectionTime() / 1e3;
        }
        return seconds;
    }

    private static void warmUp(Race race, double seconds) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            race.ours().run();
        } while (System.nanoTime() < end);
        if (race.peer().isPresent()) {
            race.peer().get().run();
        }
    }

    /** What gate and goal are compared with. */
    double judged(Row.Kind kind) {
        return switch (kind) {
            case TIMES -> ratio;
            case SPEED -> 1 / ratio;
            case SECONDS -> ours;
        };
    }

    private static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    private static double quantile(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = part * (sorted.size() - 1);
        int below = (int) place;
        double low = sorted.get(below);
        double high = sorted.get(Math.min(below + 1, sorted.size() - 1));
        return low + (high - low) * (place - below);
    }

    /** {@code 41.2 ms} */
    static String time(double seconds) {
        return seconds >= 1
                ? threeDigits(seconds) + " s"
                : seconds >= 1e-3
                        ? threeDigits(seconds * 1e3) + " ms"
                        : seconds >= 1e-6
                                ? threeDigits(seconds * 1e6) + " µs"
                                : threeDigits(seconds * 1e9) + " ns";
    }

    static String threeDigits(double value) {
        int digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : value >= 0.9995 ? 2 : 3;
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
    }
}
