package patchbay.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static final String ROW =
            "  foo.plt[0]  0xffff7fffc8000100  0xffff800008000010  far_a  2  3221221376  in use";

    @Test
    void aLineThatFitsOrHasNoWidthToFitIntoStays() {
        assertEquals(List.of(ROW), Folding.lines(ROW, ROW.length()));
        assertEquals(List.of(ROW), Folding.lines(ROW, 0));
        assertEquals(List.of(""), Folding.lines("", 80));
    }

    @Test
    void aRowIsCutBetweenItsColumnsAndGoesOnFurtherIn() {
        assertEquals(
                List.of(
                        "  foo.plt[0]  0xffff7fffc8000100  0xffff800008000010  far_a  2",
                        "        3221221376  in use"),
                Folding.lines(ROW, 74));
        assertEquals(
                List.of(
                        "  foo.plt[0]  0xffff7fffc8000100",
                        "        0xffff800008000010  far_a  2",
                        "        3221221376  in use"),
                Folding.lines(ROW, 40));
    }

    @Test
    void aSentenceIsCutBetweenItsWords() {
        assertEquals(
                List.of("one two three four five six seven eight", "        nine"),
                Folding.lines("one two three four five six seven eight nine", 40));
    }

    @Test
    void whatHasNoPlaceToBeCutIsLeftToTheTerminal() {
        String word = "x".repeat(100);
        assertEquals(List.of("  " + word), Folding.lines("  " + word, 60));
        assertEquals(List.of("a", "        " + word), Folding.lines("a " + word, 60));
    }

    @Test
    void nothingIsLost() {
        String text = "  a  bb   ccc dddd  ".repeat(30) + "end";
        for (int width = 40; width < 200; width++) {
            List<String> lines = Folding.lines(text, width);
            assertEquals(text.replace(" ", ""), String.join("", lines).replace(" ", ""));
            for (String line : lines) {
                assertTrue(line.length() <= width, line);
            }
        }
    }
}
