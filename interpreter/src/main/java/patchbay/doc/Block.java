package patchbay.doc;

import java.util.List;
import patchbay.source.Source;

/**
 * What is run as one: a script, or the command lines of one console. Offsets are those of the file.
 */
sealed interface Block {

    /** One session. Of a page, all but the script's own lines are blank. */
    record Script(Source source) implements Block {}

    record Console(Source source, List<Command> commands) implements Block {
        public Console {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A line behind {@code $ }, and the output below it.
     *
     * @param line where the prompt stands, from 1
     * @param text with the lines that it goes on with
     * @param indent the blanks that the block's lines begin with
     * @param firstOutput the first line of output, from 1; where there is none, the line it would
     *     be
     */
    record Command(int line, String text, String indent, int firstOutput, List<String> output) {
        public Command {
            output = List.copyOf(output);
        }
    }
}
