package patchbay.repl;

/** The command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.out.println("patchbay 0.1.0");
    }
}
