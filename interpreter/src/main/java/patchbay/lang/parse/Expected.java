package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;
import patchbay.source.Suggest;

/**
 * Words for what was expected: from the place where no reading of a statement goes on, and what the
 * readings wanted there.
 */
final class Expected {
    /**
     * Rules that a message calls by a name of their own instead of by the tokens that they begin
     * with.
     */
    static final Map<Integer, String> NAMES = names();

    private static final int MOST = 12;

    private Expected() {}

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        names.put(RULE_address, "an address");
        names.put(RULE_amount, "a number");
        names.put(RULE_function, "a function");
        names.put(RULE_callee, "a function");
        names.put(RULE_condition, "a condition");
        names.put(RULE_thing, "a name or an address");
        names.put(RULE_subject, "a name");
        names.put(RULE_word, "a name");
        names.put(RULE_called, "a function");
        names.put(RULE_file, "a file name in quotes");
        names.put(RULE_text, "a text in quotes");
        names.put(RULE_version, "a version such as 6.1");
        names.put(RULE_expression, "an expression");
        names.put(RULE_operand, "a value");
        names.put(RULE_value, "a value");
        return names;
    }

    /**
     * What is wrong with the tokens from {@code start} to the one before {@code end}, which are not
     * one {@code rule}.
     */
    static Diagnostic diagnose(
            Source source, List<? extends Token> tokens, int rule, int start, int end) {
        Walk walk = new Walk(tokens, rule, start, end);
        Token token = tokens.get(walk.at());
        Token before = walk.at() > start ? tokens.get(walk.at() - 1) : null;
        boolean ended = walk.at() == end;
        Span span =
                ended && before != null
                        ? new Span(source, before.getStopIndex() + 1, before.getStopIndex() + 1)
                        : new Span(
                                source,
                                token.getStartIndex(),
                                Math.max(token.getStartIndex(), token.getStopIndex() + 1));
        Token first = tokens.get(start);
        if (rule == RULE_statement && walk.at() == start + 1 && first.getType() == NAME && !ended) {
            return unknownStatement(source, first, token);
        }
        List<String> words = new ArrayList<>();
        List<String> names = alternatives(walk, words);
        StringBuilder message = new StringBuilder("expected ").append(either(names));
        if (before != null && before.getStopIndex() - before.getStartIndex() < 24) {
            message.append(" after '").append(before.getText()).append('\'');
        }
        if (!ended
                || token.getStopIndex() >= token.getStartIndex() && token.getText().equals(";")) {
            message.append(", found ").append(found(token));
        }
        Diagnostic diagnostic = Diagnostic.error(Code.PB1001, span, message.toString());
        String remedy = remedy(token, words, names);
        return remedy == null ? diagnostic : diagnostic.withRemedy(remedy);
    }

    /** What is wrong with a token at the start of an item of a layout. */
    static Diagnostic item(Piece token, Span span) {
        int type = token.getType();
        if (Words.CLAUSES.get(type)) {
            return Diagnostic.error(
                    Code.PB1001,
                    span,
                    "'"
                            + token.getText()
                            + "' begins a clause of 'fn', which stays on its line or follows a comma");
        }
        Diagnostic diagnostic =
                Diagnostic.error(
                        Code.PB1001,
                        span,
                        "expected 'fn', 'data' or 'section', found " + found(token));
        String meant =
                type == NAME
                        ? Suggest.closest(token.getText(), List.of("fn", "data", "section"))
                        : null;
        return meant == null ? diagnostic : diagnostic.withRemedy("did you mean '" + meant + "'?");
    }

    /** For an item of a layout where statements stand. */
    static String misplaced(String item) {
        return "'" + item + "' stands in the block of a 'kernel', a 'module' or a 'section'";
    }

    private static Diagnostic unknownStatement(Source source, Token first, Token follows) {
        String text = first.getText();
        if (Words.ITEMS.get(Words.type(text))) {
            Span span = new Span(source, first.getStartIndex(), first.getStopIndex() + 1);
            return Diagnostic.error(Code.PB1001, span, misplaced(text));
        }
        Diagnostic diagnostic =
                Diagnostic.error(
                        Code.PB1011,
                        new Span(source, first.getStartIndex(), first.getStopIndex() + 1),
                        "no statement begins with '" + text + "'");
        List<String> candidates = new ArrayList<>();
        for (int type = Words.STATEMENTS.nextSetBit(0);
                type >= 0;
                type = Words.STATEMENTS.nextSetBit(type + 1)) {
            candidates.add(String.valueOf(Words.text(type)));
        }
        if (follows.getType() == ASSIGN) {
            return diagnostic.withRemedy("a variable is made by 'let " + text + " = …'");
        }
        String meant = Suggest.closest(text, candidates);
        return meant == null ? diagnostic : diagnostic.withRemedy("did you mean '" + meant + "'?");
    }

    /**
     * What was wanted, in words; puts the plain words of the language among it into {@code words}.
     */
    private static List<String> alternatives(Walk walk, List<String> words) {
        List<String> names = new ArrayList<>();
        boolean operator = false;
        boolean bracket = false;
        for (Walk.Wanted each : walk.wanted()) {
            if (each.rule() >= 0) {
                addOnce(names, NAMES.get(each.rule()));
            } else if (each.type() == LPAREN) {
                bracket = true;
            } else if (Words.INFIX.get(each.type())
                    || each.type() == DOT
                    || each.type() == LSQUARE
                    || each.type() == VISITS) {
                operator = true;
            } else {
                String text = Words.text(each.type());
                if (text != null && Character.isLetter(text.charAt(0))) {
                    words.add(text);
                }
                addOnce(names, text == null ? "a value" : "'" + text + "'");
            }
        }
        if (walk.complete() && names.size() <= 3) {
            names.add("the end of the statement");
        }
        if (names.isEmpty()) {
            names.add(bracket && !operator ? "'('" : "an operator");
        }
        return names;
    }

    private static void addOnce(List<String> names, @Nullable String name) {
        if (name != null && !names.contains(name)) {
            names.add(name);
        }
    }

    private static String either(List<String> names) {
        StringBuilder text = new StringBuilder();
        int count = Math.min(names.size(), MOST);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : i == count - 1 && count == names.size() ? " or " : ", ")
                    .append(names.get(i));
        }
        return count < names.size() ? text.append(", …").toString() : text.toString();
    }

    private static @Nullable String remedy(Token token, List<String> words, List<String> names) {
        String text = token.getText();
        boolean name = names.contains("a name") || names.contains("a function");
        switch (token.getType()) {
            case NAME -> {
                if (names.contains(NAMES.get(RULE_file)) || names.contains(NAMES.get(RULE_text))) {
                    return "write \"" + text + "\"";
                }
                String meant = Suggest.closest(text, words);
                return meant == null ? null : "did you mean '" + meant + "'?";
            }
            case AND, OR, NOT, TRUE, FALSE -> {
                return name ? "a name like this is written `" + text + "`" : null;
            }
            case NUMBER -> {
                return name && hasLetter(text)
                        ? "a name that begins with a digit is written `" + text + "`"
                        : null;
            }
            case STRAY -> {
                String sign = typed(text);
                return sign == null ? null : "write " + sign;
            }
            default -> {
                return null;
            }
        }
    }

    /** The sign that a word processor has made another one of. */
    private static @Nullable String typed(String text) {
        return switch (text) {
            case "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb" -> "\"";
            case "\u2013", "\u2014", "\u2212" -> "-";
            case "\u2192" -> "->";
            case "\u2026" -> "..";
            case "\u2264" -> "<=";
            case "\u2265" -> ">=";
            case "\u2260" -> "!=";
            case "\u00d7" -> "*";
            case "\u00a0" -> "a blank";
            default -> null;
        };
    }

    private static boolean hasLetter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLetter(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A token as a message names it. */
    static String found(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the text";
        }
        String text = token.getText();
        if (token.getType() == END && !text.equals(";")) {
            return "the end of the line";
        }
        if (token.getType() == STRAY && text.length() == 1 && text.charAt(0) > 126) {
            String code = "000" + Integer.toHexString(text.charAt(0)).toUpperCase(Locale.ROOT);
            return "'" + text + "' (U+" + code.substring(code.length() - 4) + ")";
        }
        return text.length() > 40 ? "'" + text.substring(0, 38) + "…'" : "'" + text + "'";
    }
}
