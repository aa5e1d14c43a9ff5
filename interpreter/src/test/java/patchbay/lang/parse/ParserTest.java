package patchbay.lang.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import patchbay.grammar.PatchbayParser;
import patchbay.lang.Outline;
import patchbay.lang.Table;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.source.Diagnostic;
import patchbay.source.Renderer;
import patchbay.source.Source;
import patchbay.source.Span;

class ParserTest {

    private static Parsed parse(String text) {
        return Parser.parse(new Source("it", text));
    }

    @TestFactory
    Stream<DynamicTest> every_statement_becomes_its_tree() {
        return Table.tests(
                "trees.txt",
                input -> {
                    Parsed parsed = parse(input);
                    return Outline.of(parsed.script())
                            + new Renderer(false, 100).render(parsed.diagnostics());
                });
    }

    @TestFactory
    Stream<DynamicTest> every_mistake_is_told_at_its_place_and_costs_one_statement() {
        return Table.tests(
                "mistakes.txt",
                input -> {
                    Parsed parsed = parse(input);
                    String left = Outline.of(parsed.script());
                    return new Renderer(false, 100).render(parsed.diagnostics())
                            + (left.isEmpty() ? "" : "\n" + left);
                });
    }

    @Test
    void every_word_that_begins_a_statement_is_let_through_to_the_parser_and_no_other() {
        IntervalSet begin =
                PatchbayParser._ATN.nextTokens(
                        PatchbayParser._ATN.ruleToStartState[PatchbayParser.RULE_statement]);
        List<String> wrong = new ArrayList<>();
        for (int type = 1; type <= PatchbayParser._ATN.maxTokenType; type++) {
            boolean isMade =
                    type == PatchbayParser.END
                            || type == PatchbayParser.NEWLINE
                            || type == PatchbayParser.COMMENT
                            || type == PatchbayParser.BLANK
                            || type == PatchbayParser.ASM_BODY
                            || type == PatchbayParser.MALFORMED
                            || type == PatchbayParser.RBRACE
                            || type == PatchbayParser.DEFAULT
                            || Words.LATER.get(type)
                            || Words.ITEMS.get(type);
            if (!isMade && begin.contains(type) == Words.NEVER_FIRST.get(type)) {
                wrong.add(PatchbayParser.VOCABULARY.getDisplayName(type));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void a_statement_knows_where_it_stands() {
        Parsed parsed = parse("  redirect bar -> foo.bar  // far\r\nlet x = (1 + 2) * 3;undo");
        List<String> texts = new ArrayList<>();
        for (Script.Step step : parsed.script().steps()) {
            texts.add(step.statement().span().text());
        }
        assertEquals(List.of("redirect bar -> foo.bar", "let x = (1 + 2) * 3", "undo"), texts);
        assertEquals(
                "(1 + 2) * 3",
                ((Statement.Let) parsed.script().steps().get(1).statement()).value().span().text());
    }

    @Test
    void places_count_utf16_units_so_that_letters_of_two_units_shift_nothing() {
        Parsed parsed = parse("print \"\uD83D\uDE00 {x}\"; let y = 128MB");
        Diagnostic diagnostic = parsed.diagnostics().getFirst();
        assertEquals("128MB", java.util.Objects.requireNonNull(diagnostic.span()).text());
    }

    @Test
    void a_mistake_that_the_next_line_announces_is_held() {
        Parsed parsed = parse("redirect a b\n//! PB1001\nredirect c d\n//! PB1002\n");
        assertEquals(1, parsed.held().size());
        assertEquals(1, parsed.diagnostics().size());
        Span span = Objects.requireNonNull(parsed.diagnostics().getFirst().span());
        assertEquals(3, span.source().line(span.start()));
    }

    @Test
    void the_marks_of_windows_change_nothing() {
        String text = Table.text("trees.txt").split("\n====\n", -1)[7];
        String script = text.substring(0, text.indexOf("\n----\n"));
        assertEquals(
                Outline.of(parse(script).script()),
                Outline.of(parse("\uFEFF" + script.replace("\n", "\r\n")).script()));
    }

    @Test
    void one_more_line_is_asked_for_while_something_is_open() {
        assertComplete(
                Completeness.COMPLETE,
                "",
                "// x",
                "undo 2",
                "kernel at default {\n}",
                "let x = f(1,\n2)",
                "asm",
                "1 +\n2",
                "load foo // x",
                "force foo // x");
        assertComplete(
                Completeness.INCOMPLETE,
                "kernel at default {",
                "kernel at default {\n  fn a",
                "let x = f(1,",
                "let x = f(1",
                "let x = [",
                "1 +",
                "redirect a ->",
                "write a : 1 -> asm {\n nop",
                "module foo from \"x\" at {\n core 1,",
                "undo /* and",
                "not",
                "if a {\n} else {");
        assertComplete(
                Completeness.INVALID,
                "redirect a b",
                "let x = (1\nredirect a -> b",
                ")",
                "let x = \"abc",
                "}");
    }

    private static void assertComplete(Completeness expected, String... texts) {
        for (String text : texts) {
            boolean later = text.startsWith("force");
            assertEquals(
                    later ? Completeness.INVALID : expected,
                    Parser.completeness(new Source("it", text)),
                    text);
        }
    }

    @Test
    void what_follows_a_mistake_is_read_as_if_it_were_not_there() {
        for (Table.Row row : Table.read("mistakes.txt")) {
            boolean opens =
                    row.input().contains("{")
                            || row.input().contains("}")
                            || row.input().contains("/*")
                            || row.expected().contains("never closed");
            if (!opens) {
                String text = "print 1\n" + row.input() + "\nredirect behind -> it\n";
                List<Script.Step> steps = parse(text).script().steps();
                assertEquals(
                        "Redirect(from=behind to=it)\n",
                        Outline.of(new Script(new Source("", ""), List.of(steps.getLast()))),
                        text);
                assertTrue(steps.getFirst().statement() instanceof Statement.Print, text);
            }
        }
    }
}
