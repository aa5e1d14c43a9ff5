package patchbay.repl;

import patchbay.lang.run.Session;
import patchbay.repl.Command.Option;
import patchbay.source.Source;

/** {@code run}, {@code -e}, {@code explain} and {@code check}: scripts from files and arguments. */
final class Running {
    private final Console console;
    private final Invocation invocation;

    Running(Console console, Invocation invocation) {
        this.console = console;
        this.invocation = invocation;
    }

    /** The files, each in a session of its own. */
    int files() {
        return each(false);
    }

    /** The same, but nothing is executed. */
    int check() {
        return each(true);
    }

    private int each(boolean onlyCheck) {
        int status = Console.HELD;
        for (String name : invocation.operands()) {
            if (console.stopped()) {
                return Math.max(status, Console.FAILED);
            }
            Source source = console.read(name);
            if (source == null) {
                status = Console.WRONG;
            } else if (onlyCheck
                    ? !session().check(source, console.folder(name))
                    : !session().run(source, console.folder(name))) {
                status = Math.max(status, Console.FAILED);
            }
        }
        return status;
    }

    /** A script that stands on the command line. */
    int text(String name, String text) {
        return session().run(new Source(name, text), console.streams.folder())
                ? Console.HELD
                : Console.FAILED;
    }

    private Session session() {
        return new Session(
                new Session.Options(
                        invocation.arch(), invocation.has(Option.DRY_RUN), console::stopped),
                console.printer);
    }
}
