package patchbay.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages text as people, editors and attackers do: words and lines go missing, come twice, change
 * places; brackets, keywords, numbers and letters of any script turn up where nobody expects them.
 * The same seed gives the same text.
 */
final class Mutator {
    private static final Pattern WORD =
            Pattern.compile("\\s+|[A-Za-z_][A-Za-z_0-9]*|0x[0-9a-fA-F]+|[0-9]+|.", Pattern.DOTALL);

    private static final String[] STRAY = {
        "(", ")", "[", "]", "{", "}", "at {", "asm {", "\"", "`", "x\"", "/*", "*/", "//", "//= ",
        "//! PB3001", ";", "\n", "\r\n", "\t", ",", ".", "..", "->", ":", "#", "#2", "+", "-", "~",
        "not ", "*", "/", "%", "<<", ">>", "==", "=", "!", "@", "\\", "%s", "%n", "%1$s", "{m}",
        "\u0000", "\u00e9", "\u6f22", "\ud83d\ude00", "\ud800", "\u202e", "\ufeff", "\u001b[31m"
    };

    private static final String[] NUMBERS = {
        "0",
        "1",
        "-1",
        "2",
        "3",
        "4",
        "7",
        "8",
        "16",
        "31",
        "32",
        "63",
        "64",
        "255",
        "256",
        "4095",
        "4096",
        "65535",
        "65536",
        "128M",
        "127M",
        "1G",
        "1T",
        "0x7fffffff",
        "0x80000000",
        "0xffffffff",
        "0xfffffffffffff000",
        "0xffffffffffffffff",
        "0x8000000000000000",
        "0x7fffffffffffffff",
        "9223372036854775807",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999",
        "0xffff800008000000",
        "0xffff800008000004",
        "0xffff800014800000",
        "0x1g",
        "128MB",
        "1_000",
        "0x",
        "00",
        "1.5"
    };

    /** Of scripts. */
    static final List<String> WORDS =
            List.of(
                    "arch",
                    "arm64",
                    "linux",
                    "6.1",
                    "6.12",
                    "4.19",
                    "5.4",
                    "with",
                    "pages",
                    "nokaslr",
                    "kernel",
                    "module",
                    "foo",
                    "bar",
                    "fix",
                    "demo",
                    "caller",
                    "fn",
                    "data",
                    "section",
                    "at",
                    "size",
                    "plt",
                    "notrace",
                    "local",
                    "calls",
                    "returns",
                    "asm",
                    "logs",
                    "default",
                    "from",
                    "symbols",
                    "slide",
                    "sections",
                    "extern",
                    "redirect",
                    "via",
                    "callers",
                    "jump",
                    "restore",
                    "write",
                    "transaction",
                    "undo",
                    "unsafe",
                    "show",
                    "code",
                    "map",
                    "sites",
                    "patches",
                    "journal",
                    "log",
                    "diff",
                    "bytes",
                    "relocs",
                    "call",
                    "trace",
                    "explain",
                    "slot",
                    "const",
                    "encode",
                    "decode",
                    "list",
                    "functions",
                    "where",
                    "it",
                    "in",
                    "expect",
                    "fails",
                    "unchanged",
                    "visits",
                    "reaches",
                    "distance",
                    "u8",
                    "u32",
                    "u64",
                    "slots",
                    "len",
                    "min",
                    "abs",
                    "hex",
                    "name",
                    "symbol",
                    "modules",
                    "let",
                    "for",
                    "step",
                    "if",
                    "else",
                    "def",
                    "include",
                    "print",
                    "save",
                    "not",
                    "and",
                    "or",
                    "true",
                    "false",
                    "PB4001",
                    "PB3001",
                    "printk",
                    "near",
                    "u16",
                    "addr");

    private final Random random;
    private final List<String> texts;
    private final List<String> words;

    /**
     * @param words to be strewn in
     */
    Mutator(long seed, List<String> texts, List<String> words) {
        this.random = new Random(seed);
        this.texts = texts;
        this.words = words;
    }

    /** One of the texts, damaged in one to four places; now and then with a heap of brackets. */
    String next() {
        List<String> text = words(texts.get(random.nextInt(texts.size())));
        for (int left = 1 + random.nextInt(4); left > 0 && !text.isEmpty(); left--) {
            damage(text);
        }
        return String.join("", text);
    }

    private static List<String> words(String whole) {
        List<String> text = new ArrayList<>();
        Matcher matcher = WORD.matcher(whole);
        while (matcher.find()) {
            text.add(matcher.group());
        }
        return text;
    }

    private void damage(List<String> text) {
        int at = random.nextInt(text.size());
        int number = like(text, at, Mutator::isNumber);
        int name = like(text, at, Mutator::isName);
        switch (random.nextInt(32)) {
            case 0 -> text.remove(at);
            case 1 -> text.add(at, text.get(at));
            case 2 -> text.set(at, text.get(random.nextInt(text.size())));
            case 3 -> swap(text, at, random.nextInt(text.size()));
            case 4 -> text.add(at, one(STRAY));
            case 5 -> text.set(like(text, at, Mutator::isSolid), one(STRAY));
            case 6 -> text.add(at, " " + one(words) + " ");
            case 7 -> text.set(like(text, at, Mutator::isSolid), one(words));
            case 8 -> text.add(at, one(STRAY).repeat(random.nextInt(300)));
            case 9 -> text.add(at, one(words).repeat(random.nextInt(200)));
            case 10, 11, 12 ->
                    text.set(
                            name,
                            text.get(like(text, random.nextInt(text.size()), Mutator::isName)));
            case 13, 14 -> text.set(name, one(words));
            case 15, 16, 17 -> text.set(number, one(NUMBERS));
            case 18, 19 ->
                    text.set(
                            number,
                            text.get(like(text, random.nextInt(text.size()), Mutator::isNumber)));
            case 20, 21, 22, 23, 24, 25 -> line(text, at, random.nextInt(text.size()));
            default -> foreign(text, at);
        }
    }

    /** The first word of that kind from {@code at} on, or {@code at} when there is none. */
    private static int like(List<String> text, int at, Predicate<String> kind) {
        for (int i = 0; i < text.size(); i++) {
            int index = (at + i) % text.size();
            if (kind.test(text.get(index))) {
                return index;
            }
        }
        return at;
    }

    private static boolean isSolid(String word) {
        return !word.isBlank();
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && Character.isDigit(word.charAt(0));
    }

    private static boolean isName(String word) {
        return !word.isEmpty() && Character.isLetter(word.charAt(0));
    }

    private static void swap(List<String> text, int a, int b) {
        String kept = text.get(a);
        text.set(a, text.get(b));
        text.set(b, kept);
    }

    /** The line that holds the word goes, or comes twice, or moves. */
    private void line(List<String> text, int at, int elsewhere) {
        int from = at;
        while (from > 0 && text.get(from - 1).indexOf('\n') < 0) {
            from--;
        }
        int to = at;
        while (to < text.size() && text.get(to).indexOf('\n') < 0) {
            to++;
        }
        List<String> line = new ArrayList<>(text.subList(from, Math.min(text.size(), to + 1)));
        switch (random.nextInt(3)) {
            case 0 -> text.subList(from, Math.min(text.size(), to + 1)).clear();
            case 1 -> text.addAll(from, line);
            default -> text.addAll(behindLine(text, elsewhere), line);
        }
    }

    /** A line of another text. */
    private void foreign(List<String> text, int at) {
        String[] lines = one(texts).split("\n");
        text.add(behindLine(text, at), lines[random.nextInt(lines.length)] + "\n");
    }

    private static int behindLine(List<String> text, int at) {
        int end = at;
        while (end < text.size() && text.get(end).indexOf('\n') < 0) {
            end++;
        }
        return Math.min(text.size(), end + 1);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
