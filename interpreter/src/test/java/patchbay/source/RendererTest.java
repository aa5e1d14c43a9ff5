package patchbay.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RendererTest {
    private static final Source SCRIPT =
            new Source("far.lp", "arch arm64\nredirect bar foo.bar\n\tfn 漢字 at 0x10\n");

    private static Span at(String text) {
        int start = SCRIPT.text().indexOf(text);
        return new Span(SCRIPT, start, start + text.length());
    }

    @Test
    void a_diagnostic_shows_its_line_with_carets_below_the_place() {
        Diagnostic diagnostic =
                Diagnostic.error(
                        Code.PB1001,
                        at("foo.bar"),
                        "expected '->' after 'bar', found 'foo.bar'",
                        "did you mean this?");
        assertEquals(
                """
                error[PB1001]: expected '->' after 'bar', found 'foo.bar'
                 --> far.lp:2:14
                  |
                2 | redirect bar foo.bar
                  |              ^^^^^^^
                  = help: did you mean this?
                """,
                Renderer.plain(diagnostic));
    }

    @Test
    void a_note_with_a_place_has_an_excerpt_of_its_own_and_one_without_a_line() {
        Diagnostic diagnostic =
                Diagnostic.error(Code.PB2003, at("bar"), "declared twice")
                        .with(new Diagnostic.Note("first declared here", at("arm64")))
                        .with(new Diagnostic.Note("names are per module", null));
        assertEquals(
                """
                error[PB2003]: declared twice
                 --> far.lp:2:10
                  |
                2 | redirect bar foo.bar
                  |          ^^^
                note: first declared here
                 --> far.lp:1:6
                  |
                1 | arch arm64
                  |      ^^^^^
                  = note: names are per module
                """,
                Renderer.plain(diagnostic));
    }

    @Test
    void carets_stand_below_tabs_and_wide_letters_as_a_terminal_prints_them() {
        assertEquals(
                """
                warning[PB2001]: odd
                 --> far.lp:3:5
                  |
                3 |     fn 漢字 at 0x10
                  |        ^^^^
                """,
                Renderer.plain(
                        new Diagnostic(
                                Diagnostic.Severity.WARNING,
                                Code.PB2001,
                                "odd",
                                at("漢字"),
                                List.of(),
                                List.of())));
    }

    @Test
    void the_end_of_a_line_has_one_caret() {
        Span end = new Span(SCRIPT, SCRIPT.text().indexOf('\n'), SCRIPT.text().indexOf('\n'));
        assertTrue(
                Renderer.plain(Diagnostic.error(Code.PB1001, end, "more"))
                        .endsWith("1 | arch arm64\n  |           ^\n"));
    }

    @Test
    void a_place_over_lines_is_marked_to_the_end_of_its_first() {
        Span span = at("bar").to(at("漢字"));
        assertTrue(
                Renderer.plain(Diagnostic.error(Code.PB1001, span, "long"))
                        .endsWith("  |          ^^^^^^^^^^^ … line 3\n"));
    }

    @Test
    void of_a_long_line_the_part_around_the_place_is_shown() {
        String text =
                "let x = ["
                        + "1234567890, ".repeat(400)
                        + "here, "
                        + "1234567890, ".repeat(400)
                        + "]";
        Source source = new Source("long", text);
        int start = text.indexOf("here");
        String[] lines =
                new Renderer(false, 60)
                        .render(
                                Diagnostic.error(
                                        Code.PB1001, new Span(source, start, start + 4), "x"))
                        .split("\n", -1);
        assertTrue(lines[3].length() <= 60, lines[3]);
        assertEquals(
                lines[3].indexOf("here"), lines[4].indexOf("^^^^"), lines[3] + "\n" + lines[4]);
        assertTrue(lines[3].startsWith("1 | …") && lines[3].endsWith("…"), lines[3]);
    }

    @Test
    void what_would_steer_the_terminal_is_shown_as_a_sign() {
        Source source = new Source("evil\u001b", "print \u001b[31m");
        String text =
                Renderer.plain(
                        Diagnostic.error(Code.PB1001, new Span(source, 6, 7), "found '\u001b'"));
        assertTrue(text.indexOf('\u001b') < 0, text);
    }

    @Test
    void a_diagnostic_without_a_place_is_a_headline() {
        assertEquals(
                "error[PB6001]: no such file\n",
                Renderer.plain(Diagnostic.error(Code.PB6001, null, "no such file")));
    }

    @Test
    void colour_paints_and_changes_no_text() {
        Diagnostic diagnostic = Diagnostic.error(Code.PB1001, at("bar"), "x", "y");
        String painted = new Renderer(true, 100).render(diagnostic);
        StringBuilder bare = new StringBuilder();
        for (int i = 0; i < painted.length(); i++) {
            if (painted.charAt(i) == '\u001b') {
                i = painted.indexOf('m', i);
            } else {
                bare.append(painted.charAt(i));
            }
        }
        assertEquals(Renderer.plain(diagnostic), bare.toString());
    }

    @Test
    void what_is_meant_is_the_nearest_word() {
        List<String> words = List.of("redirect", "restore", "region", "for");
        assertEquals("redirect", Suggest.closest("redirct", words));
        assertEquals("redirect", Suggest.closest("Redirect", words));
        assertEquals("restore", Suggest.closest("resotre", words));
        assertEquals("for", Suggest.closest("fro", words));
        assertEquals(null, Suggest.closest("print", words));
        assertEquals(
                List.of("bart", "bat"),
                Suggest.close("bar", List.of("bart", "bat", "qux", "bar"), 3));
    }
}
