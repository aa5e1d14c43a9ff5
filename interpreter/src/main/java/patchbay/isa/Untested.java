package patchbay.isa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What tests leave out: a resource {@code untested.txt} beside the set's table, which the tests
 * hold to what they do.
 *
 * <p>A line {@code text:} or {@code execution:} begins a part, a line that ends in a colon gives a
 * reason, and the lines indented below it name rows.
 *
 * @param text rows whose text and bytes no other tool confirms
 * @param execution executed rows that are not compared with another machine
 */
public record Untested(Set<String> text, Set<String> execution) {

    /** The list of the set whose table is {@code table}; empty if there is none. */
    public static Untested of(Class<?> table) {
        Untested lists = new Untested(new HashSet<>(), new HashSet<>());
        Set<String> part = lists.text;
        for (String line : read(table).split("\n", -1)) {
            if (line.equals("text:")) {
                part = lists.text;
            } else if (line.equals("execution:")) {
                part = lists.execution;
            } else if (!line.isBlank() && !line.endsWith(":") && !line.startsWith("#")) {
                part.addAll(Set.of(line.strip().split(" +")));
            }
        }
        return lists;
    }

    private static String read(Class<?> table) {
        try (InputStream in = table.getResourceAsStream("untested.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
