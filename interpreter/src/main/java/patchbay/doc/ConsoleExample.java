package patchbay.doc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the command lines of a console block in this process and compares what they print, both
 * outputs together, as a terminal shows them.
 *
 * <p>Understood are {@code patchbay …}, {@code echo TEXT | patchbay …} and {@code echo $?}, which
 * shows the exit status of the command before it. {@code ./patchbay} runs in the nearest folder
 * above the page that holds a file of this name, {@code patchbay} in the page's own. Other commands
 * ({@code git clone …}) are passed over together with their output.
 */
final class ConsoleExample {
    private static final String PROGRAM = "patchbay";
    private static final String HERE = "./patchbay";

    private final CommandLine commandLine;
    private final Path folder;
    private final Trial trial;
    private int status;

    ConsoleExample(CommandLine commandLine, Path folder, Trial trial) {
        this.commandLine = commandLine;
        this.folder = folder;
        this.trial = trial;
    }

    void run(Block.Console console) {
        for (Block.Command command : console.commands()) {
            String place = console.source().name() + ":" + command.line();
            Optional<List<String>> output = output(command.text(), place);
            if (output.isPresent()) {
                compare(command, place, output.get());
            }
        }
    }

    private void compare(Block.Command command, String place, List<String> output) {
        trial.ran();
        List<String> written = command.output();
        Expected expected =
                new Expected(
                        written.stream()
                                .map(line -> line.equals("...") ? Expected.ELISION : line)
                                .toList());
        if (expected.matches(output) || (written.isEmpty() && !trial.strict())) {
            return;
        }
        if (trial.bless()) {
            List<String> lines =
                    output.stream().map(line -> (command.indent() + line).stripTrailing()).toList();
            trial.edit(
                    new Edit(command.firstOutput(), command.firstOutput() + written.size(), lines));
        } else {
            trial.failed(
                    new Finding(place, "the command prints something else", expected.diff(output)));
        }
    }

    /** What the command prints; empty if it is passed over. */
    private Optional<List<String>> output(String text, String place) {
        if (text.strip().equals("echo $?")) {
            return Optional.of(List.of(Integer.toString(status)));
        }
        Optional<List<ShellWords.Word>> split = ShellWords.split(text);
        if (split.isEmpty()) {
            if (text.contains(PROGRAM)) {
                trial.ran();
                trial.failed(
                        new Finding(
                                place,
                                "only a shell can run this command",
                                List.of(
                                        "what is run here: patchbay …, echo TEXT | patchbay …, echo $?")));
            }
            return Optional.empty();
        }
        List<ShellWords.Word> words = split.get();
        String input = "";
        int first = 0;
        if (words.size() > 3 && words.getFirst().text().equals("echo") && words.get(2).isPipe()) {
            input = words.get(1).text() + "\n";
            first = 3;
        }
        if (first >= words.size() || !isProgram(words.get(first).text())) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        for (ShellWords.Word word : words.subList(first + 1, words.size())) {
            if (word.isPipe()) {
                trial.ran();
                trial.failed(
                        new Finding(
                                place,
                                "the output goes to another program, which is not run here",
                                List.of()));
                return Optional.empty();
            }
            arguments.add(word.text());
        }
        Path where = words.get(first).text().equals(HERE) ? launcherFolder() : folder;
        CommandLine.Outcome outcome = commandLine.run(arguments, input, where);
        status = outcome.status();
        List<String> lines = new ArrayList<>(outcome.text().lines().toList());
        return Optional.of(lines);
    }

    private static boolean isProgram(String word) {
        return word.equals(PROGRAM) || word.equals(HERE);
    }

    private Path launcherFolder() {
        for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(above.resolve(PROGRAM))) {
                return above;
            }
        }
        return folder;
    }
}
