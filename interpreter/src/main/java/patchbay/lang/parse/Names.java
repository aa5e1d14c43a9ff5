package patchbay.lang.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser.ParametersContext;
import patchbay.grammar.PatchbayParser.WordContext;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;

/** What names mean: their dots, back quotes and sympos, and the places of a backtrace. */
final class Names {
    private final List<Diagnostic> diagnostics;
    private final Literals literals;

    Names(List<Diagnostic> diagnostics, Literals literals) {
        this.diagnostics = diagnostics;
        this.literals = literals;
    }

    /** A word as it is meant: without back quotes. */
    Word word(WordContext context) {
        Token token = context.getStart();
        String text = token.getText();
        return new Word(
                text.indexOf('`') < 0 ? text : String.join(".", allUnquoted(text)),
                literals.span(token));
    }

    /** A word that shall name something new: a sympos has no place in it. */
    Word declared(WordContext context) {
        Word word = word(context);
        int sign = context.getStart().getText().lastIndexOf('#');
        if (sign >= 0 && word.text().indexOf('#') >= 0) {
            diagnostics.add(
                    Diagnostic.error(
                            Code.PB1001,
                            word.span(),
                            "'#' counts the symbols of one name; a declaration has none",
                            "declare the name as often as it exists, in order"));
        }
        return word;
    }

    List<Word> parameters(@Nullable ParametersContext context) {
        List<Word> words = new ArrayList<>();
        if (context != null) {
            for (WordContext each : context.word()) {
                words.add(declared(each));
            }
        }
        return words;
    }

    Expr.Name name(ParserRuleContext context) {
        return name(context.getStart());
    }

    /** A name with its dots and its sympos. */
    Expr.Name name(Token token) {
        String text = token.getText();
        int ordinal = 0;
        int sign = text.lastIndexOf('#');
        if (sign > text.lastIndexOf('`')) {
            ordinal = ordinal(text.substring(sign + 1), token);
            text = text.substring(0, sign);
        }
        return new Expr.Name(
                text.indexOf('.') < 0 && text.indexOf('`') < 0 ? List.of(text) : allUnquoted(text),
                ordinal,
                literals.span(token));
    }

    private int ordinal(String digits, Token token) {
        int value = 0;
        for (int i = 0; i < digits.length() && value < 1_000_000; i++) {
            value = value * 10 + digits.charAt(i) - '0';
        }
        if (value == 0 || value >= 1_000_000) {
            diagnostics.add(
                    Diagnostic.error(
                            Code.PB1003,
                            literals.span(token),
                            "'#" + digits + "' is no position: they begin at #1"));
        }
        return value;
    }

    /** {@code bar+0x1c/0x40 [foo]}; a build id behind the module's name is read over. */
    Expr.Backtrace backtrace(Token token) {
        String text = token.getText();
        int plus = text.indexOf("+0x", text.lastIndexOf('`') + 1);
        int slash = text.indexOf("/0x", plus);
        int end = slash + 3;
        while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
            end++;
        }
        int open = text.indexOf('[', end);
        String module = null;
        if (open >= 0) {
            int close = open + 1;
            while (text.charAt(close) != ']' && text.charAt(close) != ' ') {
                close++;
            }
            module = text.substring(open + 1, close);
        }
        return new Expr.Backtrace(
                String.join(".", allUnquoted(text.substring(0, plus))),
                literals.hex(text.substring(plus + 3, slash), token),
                literals.hex(text.substring(slash + 3, end), token),
                module,
                literals.span(token));
    }

    private static List<String> allUnquoted(String text) {
        return parts(text, true);
    }

    /** The parts between the dots that are outside of back quotes. */
    static List<String> parts(String text, boolean unquote) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int dot = dot(text, 0); dot >= 0; dot = dot(text, from)) {
            parts.add(part(text, from, dot, unquote));
            from = dot + 1;
        }
        parts.add(part(text, from, text.length(), unquote));
        return parts;
    }

    /** The first dot from the beginning of a part on, or -1. */
    private static int dot(String text, int from) {
        int dot = text.indexOf('.', from);
        int quote = text.indexOf('`', from);
        while (quote >= 0 && quote < dot) {
            int close = text.indexOf('`', quote + 1);
            if (close < 0) {
                return -1;
            }
            dot = text.indexOf('.', close);
            quote = text.indexOf('`', close + 1);
        }
        return dot;
    }

    private static String part(String text, int from, int to, boolean unquote) {
        String part = text.substring(from, to);
        return unquote ? unquoted(part) : part;
    }

    static String unquoted(String part) {
        return part.indexOf('`') < 0 ? part : part.replace("`", "");
    }
}
