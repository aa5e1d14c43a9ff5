package patchbay.repl;

import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, where no shell runs: it asks the code that runs to stop, and gives it a moment to say
 * where it was before the process ends. A shutdown hook is all it takes; a handler of signals would
 * cost more at start-up than everything else here.
 */
final class Interruption implements BooleanSupplier {
    private static final long MOMENT = 1_000;

    private volatile boolean asked;

    static Interruption watched() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::ask));
        return interruption;
    }

    /** Runs when the process is told to end; the end of {@link Main#main} cuts it short. */
    private void ask() {
        asked = true;
        try {
            Thread.sleep(MOMENT);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return asked;
    }
}
