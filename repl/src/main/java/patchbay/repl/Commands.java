package patchbay.repl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.doc.CommandLine;
import patchbay.doc.Examples;
import patchbay.doc.FileReport;
import patchbay.doc.Finding;
import patchbay.image.Image;
import patchbay.image.elf.ElfReader;
import patchbay.isa.Coverage;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.lang.format.Formatter;
import patchbay.lang.run.Event;
import patchbay.lang.run.Session;
import patchbay.repl.Command.Option;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Refusal;
import patchbay.source.Result;
import patchbay.source.Source;
import patchbay.source.Span;
import patchbay.source.Suggest;

/** What each command does. Every method returns an exit status. */
final class Commands {
    static final int HELD = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    /** Where an answer stands that no script asked for. */
    private static final Span NOWHERE = new Span(new Source("isa", ""), 0, 0);

    private final Streams streams;
    private final Output out;
    private final Output err;
    private Printer printer;

    Commands(Streams streams, Output out, Output err) {
        this.streams = streams;
        this.out = out;
        this.err = err;
        this.printer = new Printer(out, err, streams.colours(), streams.conversation(), false);
    }

    int run(String[] arguments) {
        Invocation.Read read = Invocation.read(arguments, streams.conversation());
        Invocation invocation = read.invocation();
        if (invocation == null) {
            Invocation.Mistake mistake = read.mistake();
            return mistake == null ? WRONG : wrong(mistake.message(), mistake.remedies());
        }
        printer =
                new Printer(
                        out,
                        err,
                        streams.colours(),
                        streams.conversation(),
                        invocation.has(Option.JSON));
        String arch = invocation.arch();
        if (arch != null && architecture(arch) == null) {
            return WRONG;
        }
        return switch (invocation.command()) {
            case RUN -> runFiles(invocation);
            case EVALUATE ->
                    evaluate(invocation, new Source("-e", String.join("\n", invocation.scripts())));
            case TEST -> test(invocation);
            case FORMAT -> format(invocation);
            case CHECK -> check(invocation);
            case DISASSEMBLE -> disassemble(invocation.operands().getFirst());
            case EXPLAIN ->
                    evaluate(
                            invocation,
                            new Source(
                                    "explain",
                                    "explain " + String.join(" ", invocation.operands())));
            case ISA -> isa(invocation);
            case REPL -> repl(invocation);
            case HELP -> help(invocation.operands());
            case VERSION -> version();
        };
    }

    // ---- scripts

    private int runFiles(Invocation invocation) {
        int status = HELD;
        for (String name : invocation.operands()) {
            if (stopped()) {
                return Math.max(status, FAILED);
            }
            Source source = read(name);
            if (source == null) {
                status = WRONG;
            } else if (!session(invocation).run(source, folder(name))) {
                status = Math.max(status, FAILED);
            }
        }
        return status;
    }

    private int evaluate(Invocation invocation, Source source) {
        return session(invocation).run(source, streams.folder()) ? HELD : FAILED;
    }

    private int check(Invocation invocation) {
        int status = HELD;
        for (String name : invocation.operands()) {
            Source source = read(name);
            if (source == null) {
                status = WRONG;
            } else if (!session(invocation).check(source, folder(name))) {
                status = Math.max(status, FAILED);
            }
        }
        return status;
    }

    private Session session(Invocation invocation) {
        return new Session(
                new Session.Options(
                        invocation.arch(), invocation.has(Option.DRY_RUN), this::stopped),
                printer);
    }

    /** Whether the user wants no more: by Ctrl-C, or because nobody reads any longer. */
    private boolean stopped() {
        return streams.interrupted().getAsBoolean() || out.gone();
    }

    private int repl(Invocation invocation) {
        if (!streams.conversation()) {
            return wrong(
                    "a conversation needs a terminal",
                    List.of("without `repl` the standard input is read as a script"));
        }
        try {
            return Shell.converse(streams, invocation);
        } catch (IOException noTerminal) {
            return wrong(
                    "no terminal to converse on: " + noTerminal.getMessage(),
                    List.of("a script can stand on the standard input"));
        }
    }

    // ---- files

    /** The script of that name, or null after saying why it cannot be read. */
    private @Nullable Source read(String name) {
        boolean standardInput = name.equals("-");
        ScriptFile file =
                standardInput
                        ? ScriptFile.standardInput(streams.in())
                        : ScriptFile.script(name, streams.folder().resolve(name));
        byte[] bytes = bytes(file);
        if (bytes == null) {
            return null;
        }
        String shown = standardInput ? "stdin" : name;
        Source source = ScriptFile.source(shown, bytes);
        if (source == null) {
            printer.say(ScriptFile.notText(shown));
        }
        return source;
    }

    private byte @Nullable [] bytes(ScriptFile file) {
        if (file.refusal() != null) {
            printer.say(file.refusal());
        }
        return file.bytes();
    }

    /** Where the file names in a script start. */
    private Path folder(String name) {
        Path parent = name.equals("-") ? null : streams.folder().resolve(name).getParent();
        return parent == null ? streams.folder() : parent;
    }

    private int disassemble(String name) {
        Image image = image(name);
        if (image == null) {
            return WRONG;
        }
        Optional<Architecture> architecture = Architectures.named(image.machine());
        if (architecture.isEmpty()) {
            printer.say(foreign(image, architectures()));
            return WRONG;
        }
        Disassembly.write(image, architecture.get().isa(), out);
        return HELD;
    }

    /** The ELF file of that name, or null after saying why it is none. */
    private @Nullable Image image(String name) {
        byte[] bytes = bytes(ScriptFile.whole(name, streams.folder().resolve(name)));
        if (bytes == null) {
            return null;
        }
        Result<Image> read = ElfReader.read(name, bytes);
        if (read instanceof Result.Refused<Image>(List<Refusal> reasons)) {
            reasons.forEach(reason -> printer.say(Session.describe(reason)));
        }
        return read instanceof Result.Ok<Image>(Image image) ? image : null;
    }

    private static Diagnostic foreign(Image image, String known) {
        return Diagnostic.error(
                Code.PB6002,
                null,
                image.name() + " holds code for " + image.machine(),
                "what is known: " + known);
    }

    private int format(Invocation invocation) {
        int status = HELD;
        for (String name : invocation.operands()) {
            Source source = read(name);
            status =
                    Math.max(
                            status,
                            source == null
                                    ? WRONG
                                    : format(name, source, invocation.has(Option.CHECK)));
        }
        return status;
    }

    private int format(String name, Source source, boolean onlyCheck) {
        Formatter.Formatted set = Formatter.format(source);
        if (!set.diagnostics().isEmpty()) {
            set.diagnostics().forEach(printer::say);
            return FAILED;
        }
        String formatted = set.text();
        if (onlyCheck) {
            if (!formatted.equals(source.text())) {
                out.line(source.name());
                return FAILED;
            }
            return HELD;
        }
        if (name.equals("-")) {
            out.put(formatted);
        } else if (!formatted.equals(source.text())) {
            try {
                Files.writeString(streams.folder().resolve(name), formatted);
            } catch (IOException unwritable) {
                printer.say(
                        Diagnostic.error(
                                Code.PB6001,
                                null,
                                name + " cannot be written: " + unwritable.getMessage()));
                return WRONG;
            }
        }
        return HELD;
    }

    // ---- examples

    private int test(Invocation invocation) {
        if (streams.nested()) {
            return wrong("test does not run inside a test", List.of());
        }
        List<Path> files = new ArrayList<>();
        for (String name : invocation.operands()) {
            Path path = streams.folder().resolve(name);
            try {
                List<Path> found = Examples.files(path);
                if (found.isEmpty()) {
                    return wrong(
                            name + " holds no example",
                            List.of("examples are files *.lp and *.md"));
                }
                files.addAll(found);
            } catch (IOException unreadable) {
                return wrong(name + " cannot be read: " + unreadable.getMessage(), List.of());
            }
            if (!Files.exists(path)) {
                bytes(ScriptFile.script(name, path));
                return WRONG;
            }
        }
        Examples.Mode mode =
                new Examples.Mode(invocation.has(Option.STRICT), invocation.has(Option.BLESS));
        int[] counts = new int[2];
        new Examples(mode, streams.folder(), this::commandLine)
                .run(
                        files,
                        report -> {
                            show(report);
                            counts[0] += report.statements();
                            counts[1] += report.failed();
                        });
        out.line(
                count(files.size(), "file")
                        + ", "
                        + count(counts[0], "statement")
                        + ", "
                        + counts[1]
                        + " failed");
        return counts[1] == 0 ? HELD : FAILED;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void show(FileReport report) {
        for (Finding finding : report.findings()) {
            out.line(finding.place() + ": " + finding.title());
            finding.details().forEach(line -> out.line("  " + line));
        }
        if (!report.blessed().isEmpty()) {
            out.line(report.file() + ": rewritten");
            report.blessed().forEach(line -> out.line("  " + line));
        }
        out.flush();
    }

    private CommandLine.Outcome commandLine(List<String> arguments, String input, Path folder) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        Streams inside =
                new Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        both,
                        both,
                        folder,
                        false,
                        false,
                        true,
                        streams.interrupted());
        int status = Main.run(inside, arguments.toArray(String[]::new));
        return new CommandLine.Outcome(status, both.toString(StandardCharsets.UTF_8));
    }

    // ---- about the program

    private int isa(Invocation invocation) {
        Architecture architecture = architecture(invocation.operands().getFirst());
        if (architecture == null) {
            return WRONG;
        }
        Isa isa = architecture.isa();
        InstructionPages pages =
                new InstructionPages(
                        isa, answer -> printer.accept(new Event.Answered(NOWHERE, answer)));
        List<String> more = invocation.operands().subList(1, invocation.operands().size());
        if (invocation.has(Option.COVERAGE)) {
            if (!more.isEmpty()) {
                return coverage(isa, more, pages);
            }
            pages.coverage();
            return HELD;
        }
        if (more.isEmpty()) {
            pages.list();
        }
        for (String mnemonic : more) {
            if (!pages.show(mnemonic)) {
                return unknown(
                        isa.name() + " has no instruction '" + mnemonic + "'",
                        mnemonic,
                        isa.mnemonics());
            }
        }
        return HELD;
    }

    /** Counts the code of ELF files, or of all in a folder. */
    private int coverage(Isa isa, List<String> names, InstructionPages pages) {
        Coverage.Code code = new Coverage.Code(isa);
        int files = 0;
        for (String name : names) {
            Path path = streams.folder().resolve(name);
            boolean folder = Files.isDirectory(path);
            List<Path> found = List.of(path);
            if (folder) {
                try (Stream<Path> all = Files.walk(path)) {
                    found = all.filter(Files::isRegularFile).sorted().toList();
                } catch (IOException | UncheckedIOException unreadable) {
                    return wrong(name + " cannot be read: " + unreadable.getMessage(), List.of());
                }
            }
            for (Path file : found) {
                if (!folder || isElf(file)) {
                    Image image = image(folder ? file.toString() : name);
                    if (image == null) {
                        return WRONG;
                    }
                    if (!image.machine().equals(isa.name())) {
                        printer.say(foreign(image, isa.name()));
                        return WRONG;
                    }
                    Disassembly.count(image, isa, code);
                    files++;
                }
            }
        }
        if (files == 0) {
            return wrong("there is no ELF file in " + String.join(", ", names), List.of());
        }
        pages.coverage();
        pages.coverage(code, files);
        return HELD;
    }

    private static boolean isElf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(4), new byte[] {0x7f, 'E', 'L', 'F'});
        } catch (IOException unreadable) {
            return false;
        }
    }

    private int help(List<String> on) {
        if (on.isEmpty()) {
            out.put(Command.help());
            return HELD;
        }
        Optional<Command> command = Command.named(on.getFirst());
        if (command.isEmpty()) {
            return unknown(
                    "there is no command '" + on.getFirst() + "'", on.getFirst(), Command.words());
        }
        out.put(command.get().helpOnThis());
        return HELD;
    }

    private int version() {
        out.line("patchbay " + versionNumber());
        return HELD;
    }

    static String versionNumber() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private @Nullable Architecture architecture(String name) {
        for (Architecture architecture : Architectures.ALL) {
            if (architecture.name().equals(name)) {
                return architecture;
            }
        }
        unknown(
                "there is no architecture '" + name + "'",
                name,
                Architectures.ALL.stream().map(Architecture::name).toList());
        return null;
    }

    private static String architectures() {
        return String.join(", ", Architectures.ALL.stream().map(Architecture::name).toList());
    }

    private int unknown(String message, String word, List<String> known) {
        String meant = Suggest.closest(word, known);
        return wrong(
                message,
                List.of(
                        meant == null
                                ? "there are: " + String.join(", ", known)
                                : "did you mean " + meant + "?"));
    }

    private int wrong(String message, List<String> remedies) {
        printer.say(Diagnostic.error(Code.PB9002, null, message, remedies.toArray(String[]::new)));
        return WRONG;
    }
}
