package patchbay.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command line into words as a shell does: blanks, both kinds of quotes, backslashes,
 * comments. What a shell would do beyond that (variables, redirections, lists) is not understood; a
 * pipe is a word of its own.
 */
final class ShellWords {
    static final String PIPE = "|";
    private static final String SHELL_ONLY = "$`<>&;()*?[~!";

    private final String text;
    private int at;
    private boolean open;
    private boolean understood = true;

    private ShellWords(String text) {
        this.text = text;
    }

    /** Words, the pipes among them marked. */
    record Word(String text, boolean quoted) {
        boolean isPipe() {
            return !quoted && text.equals(PIPE);
        }
    }

    /** The words; empty where only a shell would know what is meant. */
    static Optional<List<Word>> split(String text) {
        ShellWords words = new ShellWords(text);
        List<Word> read = words.read();
        return words.understood && !words.open ? Optional.of(read) : Optional.empty();
    }

    /** True where a quote is still open, or the line ends with a backslash. */
    static boolean goesOn(String text) {
        ShellWords words = new ShellWords(text);
        words.read();
        return words.open;
    }

    private List<Word> read() {
        List<Word> words = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n') {
                at++;
            } else if (c == '#') {
                at = text.length();
            } else if (c == '|') {
                at++;
                words.add(new Word(PIPE, false));
            } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at += 2;
            } else {
                words.add(word());
            }
        }
        return words;
    }

    private Word word() {
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        while (at < text.length() && " \t\n|".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> {
                    quoted = true;
                    int end = text.indexOf('\'', at);
                    open |= end < 0;
                    end = end < 0 ? text.length() : end;
                    word.append(text, at, end);
                    at = Math.min(end + 1, text.length());
                }
                case '"' -> {
                    quoted = true;
                    doubleQuoted(word);
                }
                case '\\' -> {
                    if (at == text.length()) {
                        open = true;
                    } else if (text.charAt(at) == '\n') {
                        at++;
                    } else {
                        word.append(text.charAt(at++));
                    }
                }
                default -> {
                    understood &= SHELL_ONLY.indexOf(c) < 0;
                    word.append(c);
                }
            }
        }
        return new Word(word.toString(), quoted);
    }

    private void doubleQuoted(StringBuilder word) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < text.length() && "\\\"$`\n".indexOf(text.charAt(at)) >= 0) {
                char next = text.charAt(at++);
                if (next != '\n') {
                    word.append(next);
                }
            } else {
                understood &= c != '$' && c != '`';
                word.append(c);
            }
        }
        open = true;
    }
}
