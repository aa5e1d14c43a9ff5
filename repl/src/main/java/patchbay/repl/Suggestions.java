package patchbay.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.lang.parse.Completion;
import patchbay.lang.run.Manual;
import patchbay.lang.run.Session;
import patchbay.source.Code;
import patchbay.source.Source;

/**
 * What may stand at the cursor: the words that the grammar allows there, and names of the kinds
 * that it allows, as the session knows them now.
 */
final class Suggestions implements Completer {
    private static final int MOST_FILES = 1_000;
    private static final int MOST_NAMES = 1_000;

    private final Session session;
    private final Path folder;
    private final List<String> commands;

    Suggestions(Session session, Path folder, List<String> commands) {
        this.session = session;
        this.folder = folder;
        this.commands = commands;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        for (String text : at(line.line(), line.cursor())) {
            boolean goesOn = !text.isEmpty() && "/(._".indexOf(text.charAt(text.length() - 1)) >= 0;
            candidates.add(new Candidate(text, text, null, null, null, null, !goesOn));
        }
    }

    /** What may stand in the place of the word that ends at {@code cursor}. */
    List<String> at(String line, int cursor) {
        List<String> found = new ArrayList<>();
        if (line.stripLeading().startsWith(":")) {
            int blank = line.indexOf(' ');
            if (blank < 0 || cursor <= blank) {
                found.addAll(commands);
            } else {
                files(line.substring(blank + 1, cursor).stripLeading(), found);
            }
            return found;
        }
        Completion completion = Completion.at(new Source("input", line), cursor);
        found.addAll(completion.words());
        for (Completion.Kind kind : completion.kinds()) {
            switch (kind) {
                case SYMBOL -> {
                    fields(line.strip(), found);
                    found.addAll(few(session.symbols(completion.prefix())));
                    Session.builtins()
                            .forEach(builtin ->
                                    found.add(builtin.substring(0, builtin.indexOf('(') + 1)));
                }
                case MODULE -> found.addAll(session.objects());
                case ABSENT -> found.addAll(session.absent());
                case FILE -> files(completion.prefix(), found);
                case MNEMONIC -> found.addAll(session.architecture().isa().mnemonics());
                case ARCHITECTURE ->
                        Architectures.ALL.stream().map(Architecture::name).forEach(found::add);
                case LISTABLE -> found.addAll(Session.listables());
                case CODE -> codes(found);
            }
        }
        if (line.substring(0, completion.from()).stripLeading().equals("explain ")) {
            found.addAll(Manual.topics());
            codes(found);
        }
        found.removeIf(text -> !text.startsWith(completion.prefix()));
        return found;
    }

    /**
     * Instead of more names than anybody reads their beginnings, as folders stand for files: up to
     * the next underline or dot behind what all have in common, or one letter where that is too
     * many.
     */
    private static Collection<String> few(List<String> names) {
        if (names.size() <= MOST_NAMES) {
            return names;
        }
        String common = names.getFirst();
        for (String name : names) {
            while (!name.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        Set<String> parts = new LinkedHashSet<>();
        Set<String> letters = new LinkedHashSet<>();
        for (String name : names) {
            int end = common.length();
            letters.add(name.substring(0, Math.min(end + 1, name.length())));
            while (end < name.length() && "._".indexOf(name.charAt(end)) < 0) {
                end++;
            }
            parts.add(name.substring(0, Math.min(end + 1, name.length())));
        }
        return parts.size() <= MOST_NAMES ? parts : letters;
    }

    /** Behind the {@code where} of a list: {@code it.users}. */
    private static void fields(String line, List<String> found) {
        String[] words = line.split("\\s+", 3);
        if (words.length == 3 && words[0].equals("list")) {
            Session.fields(words[1]).forEach(field -> found.add("it." + field));
        }
    }

    private static void codes(List<String> found) {
        Stream.of(Code.values()).map(Code::name).forEach(found::add);
    }

    /** The files and folders whose path begins so; a folder's with a slash behind it. */
    private void files(String begun, List<String> found) {
        String parent = begun.substring(0, begun.lastIndexOf('/') + 1);
        try (Stream<Path> entries = Files.list(folder.resolve(parent))) {
            entries.limit(MOST_FILES)
                    .forEach(entry -> {
                        String text =
                                parent
                                        + entry.getFileName()
                                        + (Files.isDirectory(entry) ? "/" : "");
                        if (text.startsWith(begun)) {
                            found.add(text);
                        }
                    });
        } catch (IOException unlistable) {
            // A folder that cannot be read holds no suggestion.
        }
    }
}
