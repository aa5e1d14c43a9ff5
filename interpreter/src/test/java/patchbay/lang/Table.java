package patchbay.lang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * A test resource of inputs and what must come of them: a line {@code ----} between the two, a line
 * {@code ====} behind. An empty line at the end of an expected text stands for itself.
 */
public final class Table {
    public record Row(String input, String expected) {}

    @FunctionalInterface
    public interface Check {
        String of(String input);
    }

    private Table() {}

    public static List<Row> read(String name) {
        List<Row> rows = new ArrayList<>();
        for (String row : text(name).split("\n====\n")) {
            int line = row.indexOf("\n----\n");
            if (line < 0) {
                throw new IllegalArgumentException(name + ": no line of dashes in\n" + row);
            }
            rows.add(new Row(row.substring(0, line), row.substring(line + 6)));
        }
        return rows;
    }

    /** A test a row, named by the row's first line. */
    public static Stream<DynamicTest> tests(String name, Check check) {
        return read(name).stream()
                .map(row -> {
                    Executable executable =
                            () ->
                                    Assertions.assertEquals(
                                            row.expected.stripTrailing(),
                                            check.of(row.input).stripTrailing(),
                                            row.input);
                    return DynamicTest.dynamicTest(
                            row.input.lines().findFirst().orElse(""), executable);
                });
    }

    public static String text(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        Table.class.getResourceAsStream("/patchbay/lang/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
