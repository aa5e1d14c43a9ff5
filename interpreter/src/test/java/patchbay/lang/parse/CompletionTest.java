package patchbay.lang.parse;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import patchbay.lang.Table;
import patchbay.source.Source;

class CompletionTest {

    @TestFactory
    Stream<DynamicTest> what_may_stand_at_the_bar_is_offered() {
        return Table.tests(
                "completion.txt",
                input -> {
                    int cursor = input.indexOf('|');
                    Completion found =
                            Completion.at(new Source("it", input.substring(0, cursor)), cursor);
                    return "'"
                            + found.prefix()
                            + "' "
                            + found.words()
                            + " "
                            + new TreeSet<>(found.kinds());
                });
    }

    @Test
    void every_place_of_every_script_is_answered() {
        for (String table : new String[] {"trees.txt", "mistakes.txt"}) {
            for (Table.Row row : Table.read(table)) {
                Source source = new Source("it", row.input());
                for (int offset = 0; offset <= row.input().length(); offset += 2) {
                    Completion found = Completion.at(source, offset);
                    assertTrue(
                            found.from() <= offset
                                    && row.input().startsWith(found.prefix(), found.from()),
                            row.input());
                }
            }
        }
    }
}
