package patchbay.lang.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import patchbay.grammar.PatchbayLexer;

/** The lexer beside the one that ANTLR makes of the same grammar. */
class LexerTest {
    /** What tokens are made of, and what nearly makes one. */
    private static final String[] CRUMBS = {
        "a",
        "x",
        "foo",
        "_b",
        "$",
        "0",
        "7",
        "12",
        "0x",
        "0x1f",
        "K",
        "M",
        "G",
        "T",
        "_",
        ".",
        "..",
        "`",
        "`a b`",
        "#",
        "#2",
        "#!",
        "+",
        "+0x",
        "+0x1c",
        "/0x40",
        "/",
        "//",
        "/*",
        "*/",
        "*",
        "[",
        "]",
        " ",
        "  ",
        "\t",
        " [foo]",
        " [foo 1f]",
        "\"",
        "x\"",
        "\\",
        "\n",
        "\r",
        "\r\n",
        "\f",
        "\uFEFF",
        "-",
        "->",
        ">",
        ">>",
        "<",
        "<<",
        "=",
        "==",
        "!",
        "!=",
        "%",
        "&",
        "|",
        "^",
        "~",
        ":",
        ",",
        ";",
        "(",
        ")",
        "{",
        "}",
        "@",
        "'",
        "é",
        "漢",
        "\uD83D\uDE00",
        "\0"
    };

    @Test
    void examplesAreCutAsTheGrammarSays() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".lp")).toList()) {
                same(Files.readString(file));
            }
        }
    }

    @Test
    void anythingIsCutAsTheGrammarSays() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(CRUMBS[random.nextInt(CRUMBS.length)]);
            }
            same(text.toString());
        }
    }

    private static void same(String text) {
        PatchbayLexer grammar = new PatchbayLexer(CharStreams.fromString(text));
        List<String> expected = new ArrayList<>();
        int offset = 0;
        for (Token token : grammar.getAllTokens()) {
            offset = text.indexOf(token.getText(), offset);
            expected.add("%s at %d: %s".formatted(name(token.getType()), offset, token.getText()));
            offset += token.getText().length();
        }
        Lexer lexer = new Lexer(text, 0, text.length());
        List<String> found = new ArrayList<>();
        for (Piece piece = lexer.next(); piece.getType() != Token.EOF; piece = lexer.next()) {
            found.add(
                    "%s at %d: %s"
                            .formatted(
                                    name(piece.getType()), piece.getStartIndex(), piece.getText()));
        }
        assertEquals(String.join("\n", expected), String.join("\n", found), text);
    }

    private static String name(int type) {
        return PatchbayLexer.VOCABULARY.getSymbolicName(type);
    }
}
