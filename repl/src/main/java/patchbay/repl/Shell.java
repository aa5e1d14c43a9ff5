package patchbay.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import patchbay.lang.run.Event;
import patchbay.lang.run.Session;
import patchbay.repl.Command.Option;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Suggest;

/**
 * The conversation: reads an input, hands it to the session, shows what comes. An input is one or
 * more statements; it goes on over as many lines as its brackets need. What begins with a colon is
 * about the conversation itself.
 */
final class Shell implements Consumer<Event> {
    /** As a shell counts a process that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    private static final String HISTORY = "PATCHBAY_HISTORY";

    private static final List<String> COMMANDS =
            List.of(":back", ":help", ":json", ":load", ":quit", ":redo", ":save");

    /** What other shells have taught fingers; a name of the layout goes first. */
    private static final List<String> COLONLESS = List.of("exit", "help", "quit");

    private static final String HELP =
            """
            Statements change the machine or ask about it; an expression alone prints its value.
            An input goes on until its brackets are closed; a refused statement changes nothing.

              module foo at 0xffff800014800000
              redirect bar -> foo.bar
              show code bar
              explain bar -> foo.bar
              explain PB3001

              :back        take the last input back        :redo        and do it again
              :save FILE   write what was done as a script :load FILE   run a script here
              :json        answers as JSON, or as text     :quit        or Ctrl-D

            Tab completes; Ctrl-C stops what runs, or clears the line.
            """;

    private final Terminal terminal;
    private final Output out;
    private final Printer printer;
    private final Session session;
    private final Path folder;
    private final boolean colours;
    private final @Nullable Path history;
    private final Transcript transcript = new Transcript();
    private volatile boolean interrupted;
    private boolean done;

    /**
     * @param history the file that remembers inputs, or null
     */
    Shell(
            Terminal terminal,
            boolean colours,
            Path folder,
            @Nullable Path history,
            Invocation invocation) {
        this.terminal = terminal;
        this.folder = folder;
        this.colours = colours;
        this.history = history;
        this.out = new Output(terminal.output());
        this.printer = new Printer(out, out, colours, true, invocation.has(Option.JSON));
        if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            printer.fold(() -> terminal.getSize().getColumns());
        }
        this.session =
                new Session(
                        new Session.Options(
                                invocation.arch(),
                                invocation.has(Option.DRY_RUN),
                                () -> interrupted),
                        this);
    }

    /** Opens the terminal that the process was started on. */
    static int converse(Streams streams, Invocation invocation) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().name("patchbay").system(true).build()) {
            return new Shell(terminal, streams.colours(), streams.folder(), history(), invocation)
                    .converse(true);
        }
    }

    /**
     * @param banner whether to begin with who speaks
     */
    int converse(boolean banner) {
        terminal.handle(Terminal.Signal.INT, signal -> interrupt());
        LineReader reader = reader();
        if (banner) {
            out.line("Patchbay " + Commands.versionNumber() + ": " + assumed());
            out.line("Statements as in scripts; Tab completes, :help helps, Ctrl-D leaves.");
        }
        while (!done) {
            out.flush();
            try {
                String input = reader.readLine("patchbay> ");
                interrupted = false;
                if (!input.isBlank()) {
                    input(input);
                }
            } catch (UserInterruptException cleared) {
                // Ctrl-C on an input: the next one begins.
            } catch (EndOfFileException end) {
                done = true;
            }
        }
        out.flush();
        return Console.HELD;
    }

    /** Ctrl-C while something runs: asks it to stop; asked twice, the process ends. */
    private void interrupt() {
        if (interrupted) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        interrupted = true;
    }

    private LineReader reader() {
        InputReader reader = new InputReader(terminal);
        reader.setParser(new InputParser());
        reader.setCompleter(new Suggestions(session, folder, COMMANDS));
        reader.setHighlighter(new Highlighting(colours));
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "     ...> ");
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        reader.option(LineReader.Option.INSERT_TAB, false);
        reader.option(LineReader.Option.AUTO_FRESH_LINE, true);
        if (history != null) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        return reader;
    }

    /**
     * Where inputs are remembered: {@code ~/.patchbay_history} or what {@code PATCHBAY_HISTORY}
     * says; nowhere if it says nothing or cannot be written.
     */
    private static @Nullable Path history() {
        String told = System.getenv(HISTORY);
        if (told != null && told.isEmpty()) {
            return null;
        }
        Path file =
                told != null
                        ? Path.of(told)
                        : Path.of(System.getProperty("user.home", "."), ".patchbay_history");
        Path parent = file.toAbsolutePath().getParent();
        boolean writable =
                Files.exists(file)
                        ? Files.isWritable(file)
                        : parent != null && Files.isWritable(parent);
        return writable ? file : null;
    }

    private String assumed() {
        return "arch "
                + session.architecture().name()
                + " linux "
                + session.architecture().newest()
                + " is assumed until you say `arch`";
    }

    private void input(String input) {
        String alone = input.strip();
        if (alone.startsWith(":")) {
            command(alone);
        } else if (COLONLESS.contains(alone) && !session.symbols(alone).contains(alone)) {
            command(":" + alone);
        } else {
            transcript.begin(input);
            session.enter(new Source("input", input), folder);
            transcript.end();
        }
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Done(var span, boolean held)) {
            transcript.done(span, held);
        }
        printer.accept(event);
    }

    private void command(String line) {
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank).strip();
        switch (name) {
            case ":help" -> out.put(HELP);
            case ":quit", ":q", ":exit" -> done = true;
            case ":json" -> {
                printer.json(!printer.json());
                out.line(printer.json() ? "answers come as JSON" : "answers come as text");
            }
            case ":back" -> {
                String taken = back();
                if (taken.isEmpty()) {
                    say("there is no input to take back");
                } else {
                    out.line("taken back: " + taken);
                }
            }
            case ":redo" -> {
                String again = redo();
                if (again.isEmpty()) {
                    say("nothing was taken back");
                } else {
                    out.line("done again: " + again);
                }
            }
            case ":save" -> save(argument);
            case ":load" -> load(argument);
            default -> {
                String meant = Suggest.closest(name, COMMANDS);
                say(
                        "there is no command " + name,
                        meant == null ? ":help shows all" : "did you mean " + meant + "?");
            }
        }
    }

    /** The input that was taken back, or empty; one that was refused altogether does not count. */
    private String back() {
        String taken = "";
        while (taken.isEmpty() && session.back()) {
            taken = transcript.back();
        }
        return taken;
    }

    private String redo() {
        String again = "";
        while (again.isEmpty() && session.redo()) {
            again = transcript.redo();
        }
        return again;
    }

    private void save(String name) {
        if (name.isEmpty()) {
            say(":save needs a file name", ":save session.lp");
            return;
        }
        Path file = ScriptFile.path(name, folder);
        if (file == null) {
            say(name + " is no file name here");
            return;
        }
        if (Files.exists(file)) {
            say(name + " exists already", "take another name: nothing is overwritten");
            return;
        }
        try {
            Files.writeString(file, transcript.script());
            out.line(
                    transcript.size()
                            + (transcript.size() == 1 ? " input" : " inputs")
                            + " saved to "
                            + name);
        } catch (IOException unwritable) {
            say(name + " cannot be written: " + ScriptFile.reason(file, unwritable));
        }
    }

    private void load(String name) {
        if (name.isEmpty()) {
            say(":load needs a file name", ":load session.lp");
            return;
        }
        ScriptFile script = ScriptFile.script(name, folder);
        byte[] bytes = script.bytes();
        if (bytes == null) {
            if (script.refusal() != null) {
                printer.say(script.refusal());
            }
            return;
        }
        Source source = ScriptFile.source(name, bytes);
        if (source == null) {
            printer.say(ScriptFile.notText(name));
            return;
        }
        Path parent = folder.resolve(name).getParent();
        transcript.begin(source.text().strip());
        session.load(source, parent == null ? folder : parent);
        transcript.end();
    }

    private void say(String message, String... remedies) {
        printer.say(Diagnostic.error(Code.PB9002, null, message, remedies));
    }
}
