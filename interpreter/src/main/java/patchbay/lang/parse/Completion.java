package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.source.Source;

/**
 * What may stand at a place of an unfinished text: words of the language, and kinds of names that
 * only others know.
 *
 * @param from where the word begins that is being written
 * @param prefix what is written of it
 * @param words words of the language that begin with the prefix, in order
 * @param kinds what else may stand here
 */
public record Completion(int from, String prefix, List<String> words, Set<Kind> kinds) {

    public enum Kind {
        /** A function, a datum, a variable, a built-in: whatever an expression may name. */
        SYMBOL,
        MODULE,
        /** A module that is declared and not loaded. */
        ABSENT,
        /** The name of a file, between quotes. */
        FILE,
        /** An instruction, in the body of an {@code asm}. */
        MNEMONIC,
        ARCHITECTURE,
        /** What {@code list} can list. */
        LISTABLE,
        /** A code as {@code PB3001}. */
        CODE
    }

    private static final List<String> OPERANDS =
            List.of("call", "compare", "false", "not", "true", "unchanged");
    private static final List<String> OPERATORS = List.of("and", "or", "visits");

    public Completion {
        words = List.copyOf(words);
        kinds = Set.copyOf(kinds);
    }

    /** For a cursor at {@code offset}; what follows it is not looked at. */
    public static Completion at(Source source, int offset) {
        Lexemes all = Lexemes.of(source, 0, offset);
        if (all.openComment || endsInLineComment(all, offset)) {
            return new Completion(offset, "", List.of(), Set.of());
        }
        Token last = all.tokens.isEmpty() ? null : all.tokens.getLast();
        if (last != null && last.getType() == ASM_BODY && last.getStopIndex() + 1 == offset) {
            return inAsm(source, last, offset);
        }
        boolean inText =
                last != null && last.getType() == STRING && !Literals.isClosed(last.getText());
        int from = inText && last != null ? last.getStartIndex() : wordStart(source.text(), offset);
        Wanted wanted = wanted(source, from);
        if (inText) {
            Set<Kind> kinds = wanted.rules.contains(RULE_file) ? Set.of(Kind.FILE) : Set.of();
            return new Completion(
                    from + 1, source.text().substring(from + 1, offset), List.of(), kinds);
        }
        String prefix = source.text().substring(from, offset);
        return new Completion(from, prefix, wanted.words(prefix), wanted.kinds());
    }

    private static boolean endsInLineComment(Lexemes all, int offset) {
        return !all.comments.isEmpty()
                && all.comments.getLast().getStopIndex() + 1 == offset
                && !all.comments.getLast().getText().endsWith("*/");
    }

    private static Completion inAsm(Source source, Token body, int offset) {
        int from = wordStart(source.text(), offset);
        String line =
                source.text()
                        .substring(
                                Math.max(
                                        body.getStartIndex(),
                                        source.text().lastIndexOf('\n', from - 1) + 1),
                                from);
        boolean first = line.isBlank() || line.stripTrailing().endsWith(":");
        return new Completion(
                from,
                source.text().substring(from, offset),
                List.of(),
                Set.of(first ? Kind.MNEMONIC : Kind.SYMBOL));
    }

    private static int wordStart(String text, int offset) {
        int from = offset;
        while (from > 0
                && (Character.isLetterOrDigit(text.charAt(from - 1))
                        || "_$.#`".indexOf(text.charAt(from - 1)) >= 0)) {
            from--;
        }
        return from;
    }

    // ---- what the grammar wants

    /** The word of the statement concerned, and what may follow what is written of it. */
    private record Wanted(int statement, List<Integer> rules, List<Integer> types) {

        List<String> words(String prefix) {
            Set<String> words = new TreeSet<>();
            boolean begun = !prefix.isEmpty();
            for (int type : types) {
                String text = Words.text(type);
                if (text != null
                        && Character.isLetter(text.charAt(0))
                        && (begun || !OPERATORS.contains(text))) {
                    words.add(text);
                }
            }
            if (begun && kinds().contains(Kind.SYMBOL)) {
                words.addAll(OPERANDS);
            }
            words.removeIf(word -> !word.startsWith(prefix));
            return new ArrayList<>(words);
        }

        Set<Kind> kinds() {
            Set<Kind> kinds = EnumSet.noneOf(Kind.class);
            for (int rule : rules) {
                switch (rule) {
                    case RULE_file -> kinds.add(Kind.FILE);
                    case RULE_text, RULE_version -> {}
                    case RULE_word -> {
                        Kind kind = named();
                        if (kind != null) {
                            kinds.add(kind);
                        }
                    }
                    default -> kinds.add(Kind.SYMBOL);
                }
            }
            return kinds;
        }

        /** What a plain name is in this statement, unless it is a new one. */
        private @Nullable Kind named() {
            return switch (statement) {
                case ARCH, COMPARE -> Kind.ARCHITECTURE;
                case SAVE, SWEEP, UNLOAD -> Kind.MODULE;
                case LOAD -> Kind.ABSENT;
                case LIST -> Kind.LISTABLE;
                case EXPECT -> Kind.CODE;
                default -> null;
            };
        }
    }

    /**
     * The text before {@code cursor} with an empty name there and every open bracket closed behind
     * it, cut into statements.
     */
    private static Wanted wanted(Source source, int cursor) {
        Lexemes lexemes = Lexemes.of(source, 0, cursor);
        Piece here = made(source, NAME, cursor);
        lexemes.tokens.add(here);
        Brackets open = new Brackets(lexemes.tokens);
        for (int bracket : open.openAtEnd()) {
            switch (lexemes.tokens.get(bracket).getType()) {
                case LPAREN -> lexemes.tokens.add(made(source, RPAREN, cursor));
                case LSQUARE -> lexemes.tokens.add(made(source, RSQUARE, cursor));
                default -> lexemes.tokens.add(made(source, RBRACE, cursor));
            }
        }
        Statements statements = new Statements(lexemes, new Brackets(lexemes.tokens), cursor);
        statements.read();
        int at = statements.tokens.indexOf(here);
        if (at < 0) {
            return new Wanted(
                    -1,
                    List.of(),
                    isItem(open, lexemes.tokens, here) ? types(FN, SECTION) : List.of());
        }
        int start = at;
        while (start > 0 && !(statements.endOf(start) >= at)) {
            start--;
        }
        int first = statements.tokens.get(start).getType();
        if (start == at) {
            return new Wanted(-1, List.of(RULE_expression), types(ARCH, INCLUDE));
        }
        Walk walk =
                new Walk(
                        statements.tokens,
                        Words.ITEMS.get(first) ? RULE_item : RULE_statement,
                        start,
                        at);
        List<Integer> rules = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        if (walk.at() == at) {
            for (Walk.Wanted each : walk.wanted()) {
                (each.rule() >= 0 ? rules : types)
                        .add(each.rule() >= 0 ? each.rule() : each.type());
            }
        }
        return new Wanted(first, rules, types);
    }

    private static List<Integer> types(int first, int last) {
        List<Integer> types = new ArrayList<>();
        for (int type = first; type <= last; type++) {
            types.add(type);
        }
        return types;
    }

    /** Whether an item of a layout begins with {@code here}. */
    private static boolean isItem(Brackets open, List<Piece> tokens, Token here) {
        List<Integer> brackets = open.openAtEnd();
        int before = tokens.get(tokens.indexOf(here) - 1).getType();
        return !brackets.isEmpty()
                && open.kind[brackets.getFirst()] == Brackets.Kind.LAYOUT
                && (before == LBRACE || before == END || before == NEWLINE);
    }

    private static Piece made(Source source, int type, int at) {
        return new Piece(source.text(), type, at, at - 1);
    }
}
