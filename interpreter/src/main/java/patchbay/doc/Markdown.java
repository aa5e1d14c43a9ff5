package patchbay.doc;

import java.util.ArrayList;
import java.util.List;
import patchbay.source.Source;

/**
 * The parts of a Markdown page that are run.
 *
 * <pre>
 *     ```lp               a script (or ```patchbay)
 *     ```lp continues     goes on with the session of the script before it on the page
 *     ```console          command lines, each behind "$ ", each with its output below
 * </pre>
 *
 * All other blocks are text. A script is handed on with everything around it blanked out: so every
 * line and column in a diagnostic is the page's own, and blocks that continue each other are one
 * source with a gap.
 */
final class Markdown {
    private final Source page;
    private final List<Block> blocks = new ArrayList<>();

    /** The script that the next block may continue; all that is not of it is blank. */
    private char[] script = {};

    private boolean scriptOpen;

    private Markdown(Source page) {
        this.page = page;
    }

    static List<Block> blocks(Source page) {
        Markdown markdown = new Markdown(page);
        markdown.read();
        return markdown.blocks;
    }

    private void read() {
        int line = 1;
        while (line <= page.lines()) {
            String text = page.lineText(line);
            int fence = fence(text);
            if (fence == 0) {
                line++;
                continue;
            }
            int end = line + 1;
            while (end <= page.lines()
                    && !closes(page.lineText(end), text.strip().charAt(0), fence)) {
                end++;
            }
            block(text, fence, line + 1, end);
            line = end + 1;
        }
        finishScript();
    }

    private void block(String opening, int fence, int first, int end) {
        String[] info = opening.strip().substring(fence).strip().split("\\s+");
        switch (info[0]) {
            case "lp", "patchbay" -> {
                if (info.length < 2 || !info[1].equals("continues")) {
                    finishScript();
                }
                script(first, end);
            }
            case "console" -> {
                String indent = opening.substring(0, opening.indexOf(opening.strip().charAt(0)));
                blocks.add(new Block.Console(page, commands(first, end, indent)));
            }
            default -> {}
        }
    }

    private void script(int first, int end) {
        if (!scriptOpen) {
            script = new char[page.text().length()];
            for (int i = 0; i < script.length; i++) {
                char c = page.text().charAt(i);
                script[i] = c == '\n' || c == '\r' ? c : ' ';
            }
            scriptOpen = true;
        }
        for (int line = first; line < end; line++) {
            String text = page.lineText(line);
            int start = page.lineStart(line);
            text.getChars(0, text.length(), script, start);
        }
    }

    private void finishScript() {
        if (scriptOpen) {
            blocks.add(new Block.Script(new Source(page.name(), new String(script))));
            scriptOpen = false;
        }
    }

    private List<Block.Command> commands(int first, int end, String indent) {
        List<Block.Command> commands = new ArrayList<>();
        int line = first;
        while (line < end) {
            String text = inside(line, indent);
            int prompt = line++;
            if (!text.startsWith("$ ")) {
                continue;
            }
            StringBuilder command = new StringBuilder(text.substring(2));
            while (line < end && ShellWords.goesOn(command.toString())) {
                command.append('\n').append(inside(line++, indent));
            }
            int firstOutput = line;
            List<String> output = new ArrayList<>();
            while (line < end && !inside(line, indent).startsWith("$ ")) {
                output.add(inside(line++, indent));
            }
            commands.add(
                    new Block.Command(prompt, command.toString(), indent, firstOutput, output));
        }
        return commands;
    }

    private String inside(int line, String indent) {
        String text = page.lineText(line);
        return text.startsWith(indent) ? text.substring(indent.length()) : text.stripLeading();
    }

    /** How many signs open a fenced block here: at least three of a kind, or 0. */
    private static int fence(String line) {
        String text = line.strip();
        if (!text.startsWith("```") && !text.startsWith("~~~")) {
            return 0;
        }
        int length = run(text);
        return text.charAt(0) == '`' && text.indexOf('`', length) >= 0 ? 0 : length;
    }

    private static boolean closes(String line, char sign, int length) {
        String text = line.strip();
        return !text.isEmpty()
                && text.charAt(0) == sign
                && run(text) >= length
                && run(text) == text.length();
    }

    private static int run(String text) {
        int length = 1;
        while (length < text.length() && text.charAt(length) == text.charAt(0)) {
            length++;
        }
        return length;
    }
}
