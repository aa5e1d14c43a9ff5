package patchbay.repl;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import patchbay.repl.Command.Option;
import patchbay.source.Suggest;

/**
 * A command line, understood.
 *
 * @param operands files, paths, or the words to explain
 * @param scripts what stands behind each {@code -e}
 * @param arch behind {@code --arch}, or null
 */
record Invocation(
        Command command,
        List<String> operands,
        List<String> scripts,
        @Nullable String arch,
        Set<Option> options) {

    /** Something on the command line that means nothing. */
    record Mistake(String message, List<String> remedies) {}

    /** An invocation, or the reason why there is none. */
    record Read(@Nullable Invocation invocation, @Nullable Mistake mistake) {}

    boolean has(Option option) {
        return options.contains(option);
    }

    /**
     * @param conversation what no argument at all means: a REPL, or a script on the standard input
     */
    static Read read(String[] arguments, boolean conversation) {
        return new Reader(arguments).read(conversation);
    }

    private static final class Reader {
        private final String[] arguments;
        private int at;
        private final List<String> operands = new ArrayList<>();
        private final List<String> scripts = new ArrayList<>();

        /** Not an EnumSet: that finds the constants by reflection, for half a millisecond. */
        private final Set<Option> options = new TreeSet<>();

        private @Nullable String arch;
        private @Nullable Command command;
        private boolean help;
        private @Nullable Mistake mistake;

        Reader(String[] arguments) {
            this.arguments = arguments;
        }

        Read read(boolean conversation) {
            boolean onlyOperands = false;
            while (at < arguments.length && mistake == null) {
                String argument = arguments[at++];
                if (onlyOperands
                        || argument.equals("-")
                        || !argument.startsWith("-")
                        || argument.startsWith("->")) {
                    operand(argument);
                } else if (argument.equals("--")) {
                    onlyOperands = true;
                } else {
                    option(argument);
                }
            }
            if (mistake != null) {
                return new Read(null, mistake);
            }
            return help ? new Read(onHelp(), null) : finish(conversation);
        }

        private void operand(String argument) {
            if (command == null && operands.isEmpty() && scripts.isEmpty()) {
                Optional<Command> named = Command.named(argument);
                if (named.isPresent()) {
                    command = named.get();
                    return;
                }
                if (!looksLikeFile(argument)) {
                    mistake = unknown(argument);
                    return;
                }
                command = Command.RUN;
            }
            operands.add(argument);
        }

        private static boolean looksLikeFile(String argument) {
            return argument.equals("-")
                    || argument.endsWith(".lp")
                    || argument.indexOf('/') >= 0
                    || (!argument.isEmpty() && new File(argument).exists());
        }

        private static Mistake unknown(String word) {
            return new Mistake(
                    "'" + word + "' is neither a command nor a file",
                    likely(
                            Suggest.closest(word, Command.words()),
                            "patchbay --help shows all commands; a script as an argument follows -e"));
        }

        private static List<String> likely(@Nullable String meant, String otherwise) {
            return List.of(meant == null ? otherwise : "did you mean " + meant + "?");
        }

        private void option(String argument) {
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            switch (name) {
                case "-e" -> {
                    if (at == arguments.length) {
                        mistake =
                                new Mistake(
                                        "-e needs a script",
                                        List.of("patchbay -e 'decode 0x94000002 at 0'"));
                    } else {
                        scripts.add(arguments[at++]);
                    }
                }
                case "-h", "--help" -> help = true;
                case "--version", "-V" -> command = Command.VERSION;
                case "--arch" -> {
                    options.add(Option.ARCH);
                    if (equals >= 0) {
                        arch = argument.substring(equals + 1);
                    } else if (at < arguments.length) {
                        arch = arguments[at++];
                    } else {
                        mistake =
                                new Mistake(
                                        "--arch needs the name of an architecture",
                                        List.of("--arch arm64"));
                    }
                }
                default -> flag(name, equals >= 0);
            }
        }

        private void flag(String name, boolean hasValue) {
            List<String> words = new ArrayList<>(List.of("--help", "--version", "-e"));
            for (Option option : Option.values()) {
                if (option.word().equals(name) && !hasValue) {
                    options.add(option);
                    return;
                }
                words.add(option.word());
            }
            mistake =
                    hasValue && words.contains(name)
                            ? new Mistake(name + " takes no value", List.of())
                            : new Mistake(
                                    "there is no option " + name,
                                    likely(
                                            Suggest.closest(name, words),
                                            "patchbay --help shows all options"));
        }

        private Invocation onHelp() {
            List<String> on = command == null ? List.of() : List.of(command.word());
            return new Invocation(Command.HELP, on, List.of(), null, Set.of());
        }

        private Read finish(boolean conversation) {
            if (!scripts.isEmpty()) {
                if (command != null) {
                    return wrong("-e does not go together with '" + command.word() + "'");
                }
                command = Command.EVALUATE;
            } else if (command == null) {
                command = conversation ? Command.REPL : Command.RUN;
                if (!conversation) {
                    operands.add("-");
                }
            }
            Command known = command;
            if (known == Command.FORMAT && operands.isEmpty() && !conversation) {
                operands.add("-");
            }
            for (Option option : options) {
                if (!known.options().contains(option)) {
                    return wrong(
                            known.word() + " takes no " + option.word(),
                            "patchbay " + known.word() + " --help shows what it takes");
                }
            }
            String needs =
                    switch (known) {
                        case RUN, FORMAT, CHECK -> operands.isEmpty() ? "at least one file" : "";
                        case TEST -> operands.isEmpty() ? "at least one file or folder" : "";
                        case DISASSEMBLE -> operands.size() == 1 ? "" : "one file";
                        case ISA -> operands.isEmpty() ? "an architecture" : "";
                        case EXPLAIN ->
                                operands.isEmpty()
                                        ? "a code, a topic, or what the statement explain takes"
                                        : "";
                        case REPL, VERSION -> operands.isEmpty() ? "" : "nothing else";
                        case HELP -> operands.size() < 2 ? "" : "one command at most";
                        case EVALUATE -> "";
                    };
            return needs.isEmpty()
                    ? new Read(
                            new Invocation(
                                    known,
                                    List.copyOf(operands),
                                    List.copyOf(scripts),
                                    arch,
                                    options),
                            null)
                    : wrong(
                            known.word() + " takes " + needs,
                            "patchbay " + known.word() + " --help shows what it takes");
        }

        private static Read wrong(String message, String... remedies) {
            return new Read(null, new Mistake(message, List.of(remedies)));
        }
    }
}
