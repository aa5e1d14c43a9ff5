package patchbay.repl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import patchbay.arch.Architectures;
import patchbay.image.Image;
import patchbay.kernel.Architecture;
import patchbay.repl.Command.Option;

/** Who does what a command line asks for. Every method returns an exit status. */
final class Commands {
    private final Console console;

    private Commands(Console console) {
        this.console = console;
    }

    static int run(Streams streams, Output out, Output err, String[] arguments) {
        Invocation.Read read = Invocation.read(arguments, streams.conversation());
        Invocation invocation = read.invocation();
        boolean json = invocation != null && invocation.has(Option.JSON);
        Console console = new Console(streams, out, err, json);
        if (invocation == null) {
            Invocation.Mistake mistake = read.mistake();
            return mistake == null
                    ? Console.WRONG
                    : console.wrong(mistake.message(), mistake.remedies().toArray(String[]::new));
        }
        String arch = invocation.arch();
        if (arch != null && console.architecture(arch) == null) {
            return Console.WRONG;
        }
        return new Commands(console).run(invocation);
    }

    private int run(Invocation invocation) {
        List<String> operands = invocation.operands();
        return switch (invocation.command()) {
            case RUN -> new Running(console, invocation).files();
            case EVALUATE ->
                    new Running(console, invocation)
                            .text("-e", String.join("\n", invocation.scripts()));
            case EXPLAIN ->
                    new Running(console, invocation)
                            .text("explain", "explain " + String.join(" ", operands));
            case CHECK -> new Running(console, invocation).check();
            case TEST -> new Testing(console).paths(invocation);
            case FORMAT -> new Formatting(console).files(invocation);
            case DISASSEMBLE -> disassemble(operands.getFirst());
            case ISA -> new Instructions(console).show(invocation);
            case REPL -> repl(invocation);
            case HELP -> help(operands);
            case VERSION -> version();
        };
    }

    private int disassemble(String name) {
        Image image = console.image(name);
        if (image == null) {
            return Console.WRONG;
        }
        Optional<Architecture> architecture = Architectures.named(image.machine());
        if (architecture.isEmpty()) {
            return console.foreign(image, Console.architectures());
        }
        Disassembly.write(image, architecture.get().isa(), console.out);
        return Console.HELD;
    }

    private int repl(Invocation invocation) {
        if (!console.streams.conversation()) {
            return console.wrong(
                    "a conversation needs a terminal",
                    "without `repl` the standard input is read as a script");
        }
        try {
            return Shell.converse(console.streams, invocation);
        } catch (IOException noTerminal) {
            return console.wrong(
                    "no terminal to converse on: " + noTerminal.getMessage(),
                    "a script can stand on the standard input");
        }
    }

    private int help(List<String> on) {
        if (on.isEmpty()) {
            console.out.put(Command.help());
            return Console.HELD;
        }
        Optional<Command> command = Command.named(on.getFirst());
        if (command.isEmpty()) {
            return console.unknown(
                    "there is no command '" + on.getFirst() + "'", on.getFirst(), Command.words());
        }
        console.out.put(command.get().helpOnThis());
        return Console.HELD;
    }

    private int version() {
        console.out.line("patchbay " + versionNumber());
        return Console.HELD;
    }

    static String versionNumber() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
