package patchbay.lang.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import patchbay.lang.Outline;
import patchbay.lang.Table;
import patchbay.lang.ast.Script;
import patchbay.lang.format.Formatter;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Renderer;
import patchbay.source.Source;

/**
 * Inputs that nobody means well with: the parser answers each with diagnostics, soon, and never
 * with an exception.
 */
class HostileTest {

    private static Parsed parse(String text) {
        Source source = new Source("it", text);
        Parsed parsed = Parser.parse(source);
        for (Diagnostic each : parsed.diagnostics()) {
            if (each.span() != null) {
                assertTrue(
                        0 <= each.span().start()
                                && each.span().start() <= each.span().end()
                                && each.span().end() <= text.length());
            }
        }
        new Renderer(false, 100).render(parsed.diagnostics());
        Parser.completeness(source);
        return parsed;
    }

    private static void refused(Code code, String text) {
        Parsed parsed = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(text));
        assertEquals(
                List.of(code),
                parsed.diagnostics().stream().map(Diagnostic::code).distinct().toList());
    }

    @Test
    void nesting_beyond_the_limit_is_refused_before_parsing() {
        refused(Code.PB1010, "let x = " + "(".repeat(257) + "1" + ")".repeat(257));
        refused(Code.PB1010, "let x = " + "[".repeat(257) + "1" + "]".repeat(257));
        refused(Code.PB1010, "let x = " + "- ".repeat(257) + "1");
        refused(Code.PB1010, "let x = " + "not ".repeat(257) + "1");
        refused(Code.PB1010, "let x = 1" + " + 1".repeat(1001));
        refused(Code.PB1010, "if a { ".repeat(257) + "}".repeat(257));
        refused(Code.PB1010, "if a { }" + " else if a { }".repeat(257));
        refused(Code.PB1010, "x" + "[0]".repeat(1001));
        refused(Code.PB1010, "print \"{" + "(".repeat(300) + "1" + ")".repeat(300) + "}\"");
    }

    @Test
    void nesting_up_to_the_limit_is_parsed() {
        assertTrue(parse("let x = " + "(".repeat(255) + "1" + ")".repeat(255)).ok());
        assertTrue(parse("let x = " + "-".repeat(256) + "1").ok());
        assertTrue(parse("let x = 1" + " + 1".repeat(1000)).ok());
        assertTrue(parse("if a { ".repeat(256) + "}".repeat(256)).ok());
        assertTrue(parse("let x = " + "f(1 + ".repeat(200) + "1" + ")".repeat(200)).ok());
    }

    @Test
    void thousands_of_open_brackets_are_each_told_or_refused_at_once() {
        for (String bracket :
                List.of(
                        "(",
                        "[",
                        "{",
                        "at {",
                        "asm {",
                        ")",
                        "}",
                        "((\n",
                        "{\n",
                        "not ",
                        "- ",
                        "print \"{",
                        "a.",
                        "\"",
                        "`",
                        "/*")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> parse(bracket.repeat(30_000 / bracket.length())),
                    bracket);
        }
    }

    @Test
    void lines_and_texts_beyond_their_limits_are_refused() {
        refused(Code.PB1010, "let x = " + "1".repeat(64 << 10));
        refused(Code.PB1010, "let x = x\"" + "00".repeat(1 << 20) + "\"");
        refused(Code.PB1010, "undo\n".repeat((8 << 20) / 5 + 1));
        assertTrue(parse("let x = x\"" + "00".repeat(1 << 18) + "\"").ok());
        assertTrue(parse("let x = [" + "1, ".repeat(20_000) + "1]").ok());
    }

    @Test
    void a_statement_without_end_is_refused_and_blocks_are_none() {
        refused(Code.PB1010, "let x = [" + "1,\n".repeat(40_000) + "1]");
        refused(Code.PB1010, "kernel at default { data d = u8 1" + ",\nu8 1".repeat(30_000) + " }");
        assertTrue(parse("transaction {\n" + "let x = 1\n".repeat(20_000) + "}").ok());
    }

    @Test
    void a_long_script_is_read_in_time_that_grows_with_its_length() {
        StringBuilder text = new StringBuilder("kernel at default {\n");
        for (int i = 0; i < 5_000; i++) {
            text.append("    fn f")
                    .append(i)
                    .append(" calls f")
                    .append(i + 1)
                    .append(" returns f(1, ")
                    .append(i)
                    .append(") + 2\n");
        }
        text.append("}\n").append("redirect a b\n".repeat(500));
        Parsed parsed =
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> parse(text.toString()));
        assertEquals(1, parsed.script().steps().size());
        assertEquals(500, parsed.diagnostics().size());
    }

    @Test
    void no_more_mistakes_are_told_than_anybody_reads() {
        for (String line :
                List.of(
                        "redirect a b\n",
                        "(\n",
                        "{\n",
                        "}\n",
                        "\"\n",
                        "0x1g\n",
                        "//= x\n",
                        "asm {\n")) {
            List<Diagnostic> told = parse(line.repeat(5000)).diagnostics();
            assertTrue(told.size() <= 1001, line + told.size());
            if (told.size() > 1000) {
                assertEquals(Code.PB1010, told.getLast().code());
            }
        }
    }

    @Test
    void every_beginning_of_a_script_is_answered() {
        for (Table.Row row : Table.read("trees.txt")) {
            for (int end = 0; end < row.input().length(); end += 3) {
                parse(row.input().substring(0, end));
            }
        }
    }

    @Test
    void words_in_any_order_are_answered() {
        String[] words =
                (Table.text("trees.txt")
                                + " } { ( ) [ ] ; \n \n \n asm { at { else \" x\" /* */ // //= //! ` # . .. \\ \u0000 \uD800 漢")
                        .split("(?<=[ ()\\[\\]{};])|(?=[ ()\\[\\]{};])");
        Random random = new Random(20_260_101);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(30);
            for (int i = 0; i < length; i++) {
                text.append(words[random.nextInt(words.length)])
                        .append(random.nextInt(3) == 0 ? "\n" : random.nextInt(2) == 0 ? " " : "");
            }
            Parsed parsed = parse(text.toString());
            Formatter.Formatted set = Formatter.format(new Source("it", text.toString()));
            if (set.diagnostics().isEmpty()) {
                Formatter.Formatted again = Formatter.format(new Source("it", set.text()));
                assertEquals(set.text(), again.text(), text.toString());
                assertEquals(
                        Outline.of(parsed.script()),
                        Outline.of(parse(set.text()).script()),
                        text.toString());
            }
        }
    }

    @Test
    void a_word_that_is_missing_costs_its_statement_and_no_other() {
        List<String> scripts =
                Table.read("trees.txt").stream()
                        .map(Table.Row::input)
                        .filter(each -> !each.contains("//"))
                        .toList();
        for (String script : scripts) {
            Source source = new Source("it", script);
            for (Lexeme lexeme : Parser.lexemes(source)) {
                String piece = script.substring(lexeme.start(), lexeme.end());
                boolean bracket =
                        piece.equals("{")
                                || piece.equals("}")
                                || lexeme.kind() == Lexeme.Kind.NEWLINE;
                if (!bracket) {
                    String broken =
                            "print 1\n"
                                    + script.substring(0, lexeme.start())
                                    + " "
                                    + script.substring(lexeme.end())
                                    + "\nredirect behind -> it\n";
                    List<Script.Step> steps = parse(broken).script().steps();
                    assertEquals(
                            "Redirect(from=behind to=it)\n",
                            Outline.of(new Script(source, List.of(steps.getLast()))),
                            broken);
                    assertEquals(
                            "Print(value=1)\n",
                            Outline.of(new Script(source, List.of(steps.getFirst()))),
                            broken);
                }
            }
        }
    }
}
