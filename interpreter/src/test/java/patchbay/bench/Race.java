package patchbay.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * Two that do the same work.
 *
 * @param items how much work it is, for the growth: bytes, lines, instructions
 * @param peer empty if there is none, or it is not installed
 * @param absent why there is no peer; empty if none is wanted
 */
record Race(double items, Runner ours, Optional<Runner> peer, String absent) {

    /** Something that can be timed. */
    @FunctionalInterface
    interface Runner {
        /** Runs once and tells how many seconds it took, by whichever clock is due. */
        double run() throws IOException;
    }

    static Race alone(double items, Runner ours) {
        return new Race(items, ours, Optional.empty(), "");
    }

    static Race beside(double items, Runner ours, Runner peer) {
        return new Race(items, ours, Optional.of(peer), "");
    }

    static Race without(double items, Runner ours, String absent) {
        return new Race(items, ours, Optional.empty(), absent);
    }

    /** Times {@code work} by the wall clock. */
    static Runner timed(Work work) {
        return () -> {
            long begin = System.nanoTime();
            work.run();
            return (System.nanoTime() - begin) / 1e9;
        };
    }

    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Ends the row's measurement: what was computed is wrong. */
    static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("WRONG RESULT: " + what);
        }
    }
}
