package patchbay.lang.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import patchbay.lang.Outline;
import patchbay.lang.Table;
import patchbay.lang.parse.Parser;
import patchbay.source.Source;

class FormatterTest {

    private static String set(String text) {
        return Formatter.format(new Source("it", text)).text();
    }

    @TestFactory
    Stream<DynamicTest> a_script_is_set_in_the_one_way() {
        return Table.tests("format.txt", FormatterTest::set);
    }

    @Test
    void what_is_set_stays_as_it_is() {
        for (String table : new String[] {"format.txt", "trees.txt", "mistakes.txt"}) {
            for (Table.Row row : Table.read(table)) {
                String once = set(row.input());
                assertEquals(once, set(once), row.input());
            }
        }
    }

    @Test
    void setting_changes_nothing_that_a_script_says() {
        for (String table : new String[] {"format.txt", "trees.txt"}) {
            for (Table.Row row : Table.read(table)) {
                assertEquals(outline(row.input()), outline(set(row.input())), row.input());
            }
        }
    }

    private static String outline(String text) {
        // of an asm body only the indent changes
        return Outline.of(Parser.parse(new Source("it", text)).script())
                .replaceAll("(\\\\n|\")[ \t]+", "$1")
                .replaceAll("[ \t]+(\\\\n|\")", "$1")
                .replaceAll("(\\\\n)+", "\\\\n")
                .replaceAll("\"\\\\n|\\\\n\"", "\"");
    }

    @Test
    void a_text_with_a_mistake_comes_back_as_it_is() {
        Formatter.Formatted formatted =
                Formatter.format(new Source("it", "undo   1\nredirect  a b\n"));
        assertEquals("undo   1\nredirect  a b\n", formatted.text());
        assertFalse(formatted.diagnostics().isEmpty());
    }
}
