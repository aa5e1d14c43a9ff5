package patchbay.repl;

import java.util.function.BooleanSupplier;
import patchbay.source.Code;
import patchbay.source.Diagnostic;

/** The command line. */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] args) {
        int status = run(Interruption.watched(), args);
        System.out.flush();
        // Not System.exit: before it ends, it looks for a logger, which takes 10 ms.
        Runtime.getRuntime().halt(status);
    }

    /** Runs one command line and returns its exit status. {@link Training} calls it many times. */
    static int run(String... args) {
        return run(() -> false, args);
    }

    private static int run(BooleanSupplier interrupted, String... args) {
        return run(Streams.ofProcess(interrupted), args);
    }

    /**
     * The one place where a mistake of the program itself is caught: the user reads a line, not a
     * stack trace.
     */
    static int run(Streams streams, String... args) {
        Output out = new Output(streams.out());
        Output err = streams.err() == streams.out() ? out : new Output(streams.err());
        try {
            return Commands.run(streams, out, err, args);
        } catch (RuntimeException | Error broken) {
            new Printer(out, err, streams.colours(), false, false).say(internalError(broken));
            if (System.getenv("PATCHBAY_DEBUG") != null) {
                broken.printStackTrace(System.err);
            }
            return FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static Diagnostic internalError(Throwable thrown) {
        Throwable broken = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            broken = cause;
        }
        StackTraceElement[] stack = broken.getStackTrace();
        return Diagnostic.error(
                Code.PB9001,
                null,
                "internal error: " + broken + (stack.length == 0 ? "" : " at " + stack[0]),
                "this is a mistake in Patchbay, not in the script: please report it with the command and the script",
                "with PATCHBAY_DEBUG=1 in the environment the whole stack is shown");
    }
}
