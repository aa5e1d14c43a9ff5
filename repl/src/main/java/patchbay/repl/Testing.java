package patchbay.repl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import patchbay.doc.CommandLine;
import patchbay.doc.Examples;
import patchbay.doc.FileReport;
import patchbay.doc.Finding;
import patchbay.repl.Command.Option;

/** {@code test}: scripts and pages whose output is compared with what they say. */
final class Testing {
    private final Console console;

    Testing(Console console) {
        this.console = console;
    }

    int paths(Invocation invocation) {
        if (console.streams.nested()) {
            return console.wrong("test does not run inside a test");
        }
        List<Path> files = new ArrayList<>();
        for (String name : invocation.operands()) {
            Path path = ScriptFile.path(name, console.streams.folder());
            if (path == null) {
                return console.wrong("'" + name + "' is no file name here");
            }
            try {
                List<Path> found = Examples.files(path);
                if (found.isEmpty()) {
                    return console.wrong(
                            name + " holds no example", "examples are files *.lp and *.md");
                }
                files.addAll(found);
            } catch (IOException unreadable) {
                return console.wrong(
                        name + " cannot be read: " + ScriptFile.reason(path, unreadable));
            }
            if (!Files.exists(path)) {
                console.bytes(ScriptFile.script(name, console.streams.folder()));
                return Console.WRONG;
            }
        }
        Examples.Mode mode =
                new Examples.Mode(invocation.has(Option.STRICT), invocation.has(Option.BLESS));
        int[] counts = new int[2];
        new Examples(mode, console.streams.folder(), this::commandLine)
                .run(
                        files,
                        report -> {
                            show(report);
                            counts[0] += report.statements();
                            counts[1] += report.failed();
                        });
        console.out.line(
                count(files.size(), "file")
                        + ", "
                        + count(counts[0], "statement")
                        + ", "
                        + counts[1]
                        + " failed");
        return counts[1] == 0 ? Console.HELD : Console.FAILED;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void show(FileReport report) {
        for (Finding finding : report.findings()) {
            console.out.line(finding.place() + ": " + finding.title());
            finding.details().forEach(line -> console.out.line("  " + line));
        }
        if (!report.blessed().isEmpty()) {
            console.out.line(report.file() + ": rewritten");
            report.blessed().forEach(line -> console.out.line("  " + line));
        }
        console.out.flush();
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
                        console.streams.interrupted());
        int status = Main.run(inside, arguments.toArray(String[]::new));
        return new CommandLine.Outcome(status, both.toString(StandardCharsets.UTF_8));
    }
}
