package patchbay.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be asked for on the command line, and how {@code --help} tells it. */
enum Command {
    RUN(
            "run FILE…",
            "run scripts, each in a session of its own; FILE may be - for the standard input",
            """
            A statement's output goes to the standard output; notes, warnings and refusals go to the
            standard error. After a refusal that no //! line asked for, the rest of the file is
            checked, not executed. `patchbay FILE.lp` is short for it.
            """),
    EVALUATE(
            "-e SCRIPT",
            "run a script given as an argument; file names in it start from the working folder",
            """
            Several -e are lines of one script.

              patchbay -e 'decode 0x94000002 at 0'
              patchbay -e 'explain 0xffff800008000000 -> 0xffff800012345678'
            """),
    TEST(
            "test PATH…",
            "run examples: scripts, Markdown pages, folders of both; compare what they say",
            """
            In scripts `//= …` lines behind a statement are its whole output, and `//! PB3001` says
            that it must be refused so; a line `//= …` alone stands for any number of lines, and
            `//=ppc64le …` takes the place of the plain form on that architecture: the script is run
            once for each architecture named. In a Markdown page these are run:

              ```lp               a script
              ```lp continues     goes on with the session of the script before
              ```console          lines `$ patchbay …`, `$ echo TEXT | patchbay …` and `$ echo $?`
                                  with what they print; a line … stands for any lines
            """),
    FORMAT("fmt FILE…", "format scripts in place; - or nothing: the standard input", ""),
    CHECK(
            "check FILE…",
            "look for mistakes of syntax and unknown names, without executing anything",
            ""),
    DISASSEMBLE(
            "disasm FILE",
            "disassemble the executable sections of an ELF file, as objdump -d does",
            ""),
    EXPLAIN(
            "explain CODE|TOPIC",
            "explain a diagnostic's code, a topic, or whatever the statement explain takes",
            """
              patchbay explain PB3001
              patchbay explain '0xffff800008000000 -> 0xffff800012345678'
            """),
    ISA(
            "isa ARCH [NAME…]",
            "list the instructions that an architecture's table knows",
            """
            NAME is a mnemonic or the name of a row; with --coverage it is an ELF file, or a folder
            whose ELF files are all counted.

              patchbay isa arm64 mov
              patchbay isa arm64 --coverage /lib/modules
            """),
    REPL("repl", "converse: the same as no argument at all, on a terminal", ""),
    HELP("help [COMMAND]", "show this, or what a command takes", ""),
    VERSION("--version", "show the version", "");

    private final String usage;
    private final String summary;
    private final String more;

    Command(String usage, String summary, String more) {
        this.usage = usage;
        this.summary = summary;
        this.more = more;
    }

    /** The first word. */
    String word() {
        int blank = usage.indexOf(' ');
        return blank < 0 ? usage : usage.substring(0, blank);
    }

    List<Option> options() {
        return switch (this) {
            case RUN, EVALUATE, REPL -> List.of(Option.ARCH, Option.JSON, Option.DRY_RUN);
            case CHECK, EXPLAIN -> List.of(Option.ARCH, Option.JSON);
            case TEST -> List.of(Option.STRICT, Option.BLESS);
            case FORMAT -> List.of(Option.CHECK);
            case ISA -> List.of(Option.COVERAGE, Option.JSON);
            case DISASSEMBLE, HELP, VERSION -> List.of();
        };
    }

    static Optional<Command> named(String word) {
        for (Command command : values()) {
            if (command.word().equals(word)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /** The words that name a command, without those that are options. */
    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Command command : values()) {
            if (!command.word().startsWith("-")) {
                words.add(command.word());
            }
        }
        return words;
    }

    /** What {@code --help} shows. */
    static String help() {
        StringBuilder help =
                new StringBuilder("Patchbay: live patching of machine code, tried out.\n\n");
        help.append("  patchbay FILE.lp…             run scripts\n");
        help.append(
                "  patchbay                      converse; a script on the standard input is run\n");
        for (Command command : values()) {
            row(help, "patchbay " + command.usage, command.summary);
        }
        help.append("\nOptions, before or behind the command's words:\n");
        for (Option option : Option.values()) {
            row(help, option.usage(), option.summary());
        }
        row(help, "--help", "what a command takes: patchbay COMMAND --help");
        help.append(
                "\nExit status: 0 all held; 1 something was refused or did not hold; 2 the command line is wrong,\n");
        help.append(
                "or a file cannot be read. Colours only on a terminal, and without NO_COLOR.\n");
        return help.toString();
    }

    /** What {@code COMMAND --help} shows. */
    String helpOnThis() {
        StringBuilder help = new StringBuilder("patchbay ").append(usage);
        for (Option option : options()) {
            help.append(" [").append(option.usage()).append(']');
        }
        help.append("\n\n")
                .append(Character.toUpperCase(summary.charAt(0)))
                .append(summary, 1, summary.length())
                .append(".\n");
        if (!more.isEmpty()) {
            help.append('\n').append(more);
        }
        if (!options().isEmpty()) {
            help.append('\n');
            for (Option option : options()) {
                row(help, option.usage(), option.summary());
            }
        }
        return help.toString();
    }

    private static void row(StringBuilder help, String left, String right) {
        help.append("  ")
                .append(left)
                .append(" ".repeat(Math.max(2, 30 - left.length())))
                .append(right)
                .append('\n');
    }

    /** An option that commands share. */
    enum Option {
        ARCH("--arch NAME", "run on this architecture, whatever the script says"),
        JSON(
                "--json",
                "print answers and diagnostics as JSON, one object a line, on the standard output"),
        DRY_RUN("--dry-run", "show what each step would write; write no files"),
        STRICT("--strict", "output that nobody wrote down fails too"),
        BLESS(
                "--bless",
                "write down what comes out, and show what changes; with --strict also where nothing stood"),
        CHECK("--check", "change nothing; tell which files are formatted differently (exit 1)"),
        COVERAGE("--coverage", "count rows, aliases, what is executed and what is tested");

        private final String usage;
        private final String summary;

        Option(String usage, String summary) {
            this.usage = usage;
            this.summary = summary;
        }

        String usage() {
            return usage;
        }

        String summary() {
            return summary;
        }

        String word() {
            int blank = usage.indexOf(' ');
            return blank < 0 ? usage : usage.substring(0, blank);
        }
    }
}
