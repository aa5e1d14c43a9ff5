package patchbay.repl;

/** The command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int status = run(args);
        System.out.flush();
        // Not System.exit: before it ends, it looks for a logger, which takes 10 ms.
        Runtime.getRuntime().halt(status);
    }

    /** Runs one command line and returns its exit status. {@link Training} calls it many times. */
    static int run(String... args) {
        System.out.println("patchbay " + Main.class.getPackage().getImplementationVersion());
        return 0;
    }
}
