package patchbay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of the table: what is measured, beside what, and how good it has to be.
 *
 * @param name what {@code --rows} takes
 * @param parts the sizes that are measured, as parts of the whole: a hundredth is 100; the last is
 *     the whole
 * @param warmUp seconds for which it runs before anything counts; 0 for whole processes
 * @param jvm options of the JVM that the row is measured in
 */
record Row(
        String name,
        String what,
        String beside,
        Limit limit,
        List<Integer> parts,
        double warmUp,
        List<String> jvm,
        Subject subject) {

    static final List<Integer> WHOLE = List.of(1);
    static final List<Integer> GROWING = List.of(100, 10, 1);

    Row {
        parts = List.copyOf(parts);
        jvm = List.copyOf(jvm);
    }

    /** Whether it is this process that is measured. */
    boolean isInProcess() {
        return warmUp > 0;
    }

    /** Makes what is measured, and checks that it does what it should. */
    @FunctionalInterface
    interface Subject {
        /**
         * @param folder for files, empty
         * @param part which part of the whole
         */
        Race race(Path folder, int part) throws IOException;
    }

    /** What is compared with gate and goal. */
    enum Kind {
        /** Our time by the peer's. */
        TIMES,
        /** Our speed by the peer's. */
        SPEED,
        /** Our time alone. */
        SECONDS
    }

    /** The gate has to be passed, the goal is aimed at. */
    record Limit(Kind kind, double gate, double goal) {
        boolean passes(double measured, double limit) {
            return kind == Kind.SPEED ? measured >= limit : measured <= limit;
        }

        String verdict(double measured) {
            return passes(measured, goal) ? "goal" : passes(measured, gate) ? "gate" : "MISSED";
        }

        String show(double value) {
            return kind == Kind.SECONDS ? Figures.time(value) : Figures.threeDigits(value) + " ×";
        }
    }
}
