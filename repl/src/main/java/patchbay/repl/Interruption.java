package patchbay.repl;

import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, where no shell runs: it asks the code that runs to stop, and gives it a moment to say
 * where it was before the process ends. A shutdown hook is all it takes; a handler of signals would
 * cost more at start-up than everything else here.
 */
final class Interruption extends Thread implements BooleanSupplier {
    private static final long MOMENT = 1_000;

    private final Thread running = Thread.currentThread();
    private volatile boolean asked;

    private Interruption() {
        super("interruption");
    }

    /** Watches over the calling thread. */
    static Interruption watched() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption);
        return interruption;
    }

    /** Runs when the process is told to end; the end of {@link Main#main} cuts it short. */
    @Override
    public void run() {
        asked = true;
        try {
            running.join(MOMENT);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return asked;
    }
}
