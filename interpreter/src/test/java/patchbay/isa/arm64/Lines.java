package patchbay.isa.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements written in other ways, or wrongly; the same in each run. */
final class Lines {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\.\\+\\(-?\\d+\\)|[A-Za-z_.][\\w.]*|-?0x[0-9a-f]+|-?\\d+(\\.\\d+)?(e[+-]\\d+)?|\\s+|.");

    private static final List<String> WORDS =
            List.of(
                    ("x0 x1 x2 x9 x29 x30 xzr sp w0 w1 w2 w30 wzr wsp lr fp ip0 ip1 b1 h2 s3"
                                    + " d4 q5 v6 v0.8b v1.16b v2.4h v3.8h v4.2s v5.4s v6.1d v7.2d v8.b[1]"
                                    + " v9.h[2] v10.s[3] v11.d[1] v12.d[2] lsl lsr asr ror uxtb uxth uxtw uxtx"
                                    + " sxtb sxth sxtw sxtx msl eq ne cs hs cc lo mi pl vs vc hi ls ge lt gt"
                                    + " le al nv sy ish pldl1keep c7 cvac ivau rctx csync j jc daifset")
                            .split(" "));

    private static final List<String> NUMBERS =
            List.of(
                    ("0 1 2 3 4 7 8 12 15 16 24 31 32 33 48 63 64 127 128 248 255 256 257"
                                    + " 504 511 512 1008 1023 1024 4080 4095 4096 4097 8190 16380 32760 32761"
                                    + " 65520 65535 65536 0xff00 0xffff0000 0xffffffff 0x100000000"
                                    + " 0x5555555555555555 0xffffffffffffffff -1 -2 -3 -4 -8 -16 -64 -128 -129"
                                    + " -255 -256 -257 -512 -513 -1024 -4095 -4096 -32768 -65536 -65537 1.0"
                                    + " 0.5 31.0 0.1 2.0e+00")
                            .split(" "));

    private final Random random;

    Lines(long seed) {
        random = new Random(seed);
    }

    static List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(line);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    /** The same in another spelling. */
    String respelt(String line) {
        List<String> tokens = tokens(line);
        for (int i = 1; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (random.nextInt(3) == 0) {
                tokens.set(i, reworded(token));
            }
        }
        if (random.nextInt(8) == 0) {
            tokens.replaceAll(token -> token.toUpperCase(Locale.ROOT));
        }
        return String.join("", tokens);
    }

    private String reworded(String token) {
        char first = token.charAt(0);
        if (token.equals("#")) {
            return random.nextBoolean() ? "" : "# ";
        }
        if (token.isBlank()) {
            return random.nextBoolean() ? "  " : "\t ";
        }
        if (token.equals(",")) {
            return random.nextBoolean() ? " , " : ",";
        }
        if ("[]{}".contains(token)) {
            return random.nextBoolean() ? " " + token + " " : token;
        }
        if (Character.isDigit(first) && !token.contains(".")) {
            return number(
                    Long.parseUnsignedLong(
                            token.replace("0x", ""), token.startsWith("0x") ? 16 : 10));
        }
        return switch (token) {
            case "x30" -> "lr";
            case "x29" -> "fp";
            case "x16" -> "ip0";
            case "x17" -> "ip1";
            case "cs" -> "hs";
            case "cc" -> "lo";
            default -> random.nextInt(4) == 0 ? token.toUpperCase(Locale.ROOT) : token;
        };
    }

    private String number(long value) {
        return switch (random.nextInt(10)) {
            case 0 -> "0x" + Long.toHexString(value).toUpperCase(Locale.ROOT);
            case 1 -> "0" + Long.toOctalString(value);
            case 2 -> "0b" + Long.toBinaryString(value);
            case 3 -> "(" + Long.toUnsignedString(value) + ")";
            case 4 -> "(" + Long.toUnsignedString(value - 1) + "+1)";
            case 5 -> "~" + Long.toUnsignedString(~value);
            case 6 -> "-" + Long.toUnsignedString(-value);
            case 7 -> Long.toUnsignedString(value) + "|0";
            case 8 -> value > 0 ? Long.toUnsignedString(value >>> 1) + "*2+" + (value & 1) : "0";
            default -> Long.toUnsignedString(value);
        };
    }

    /** One thing in it replaced, left out, or added. */
    String wrong(String line) {
        List<String> tokens = tokens(line);
        int at = 0;
        for (int i = 0; i < 10 && (at == 0 || tokens.get(at).isBlank()); i++) {
            at = random.nextInt(tokens.size());
        }
        String token = tokens.get(at);
        char first = token.charAt(0);
        switch (random.nextInt(12)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, token);
            case 2 ->
                    tokens.add(
                            random.nextInt(tokens.size()) + 1,
                            any(
                                    List.of(
                                            "!",
                                            "#",
                                            "]",
                                            "[",
                                            ", x3",
                                            ", #1",
                                            ", lsl #3",
                                            ", #0",
                                            "{",
                                            "}",
                                            " ")));
            case 3 -> tokens.set(0, any(Instructions.TABLE.mnemonics()));
            case 4 -> {
                int comma = tokens.lastIndexOf(",");
                if (comma > 0) {
                    tokens.subList(comma, tokens.size()).clear();
                }
            }
            default -> {
                if (Character.isDigit(first) || first == '-') {
                    tokens.set(at, any(NUMBERS));
                } else if (Character.isLetter(first) && at > 0) {
                    tokens.set(at, random.nextBoolean() ? any(WORDS) : sibling(token));
                } else if (at > 0 && tokens.size() > 2) {
                    int other = 2 + random.nextInt(tokens.size() - 2);
                    String word = tokens.get(other);
                    tokens.set(
                            other,
                            Character.isLetter(word.charAt(0))
                                    ? sibling(word)
                                    : Character.isDigit(word.charAt(0)) ? any(NUMBERS) : word);
                }
            }
        }
        return String.join("", tokens);
    }

    /** A register of another number or another kind. */
    private String sibling(String token) {
        if (!token.matches("[xwbhsdqv]\\d+.*")) {
            return any(WORDS);
        }
        String number = Integer.toString(random.nextInt(33));
        String tail = token.replaceFirst("^[a-z]\\d+", "");
        return switch (random.nextInt(3)) {
            case 0 -> token.charAt(0) + number + tail;
            case 1 -> any(List.of("x", "w", "b", "h", "s", "d", "q", "v")) + token.substring(1);
            default ->
                    token.charAt(0)
                            + token.replaceAll("^[a-z]|\\..*$|\\[.*$", "")
                            + any(
                                    List.of(
                                            "", ".b", ".h", ".s", ".d", ".8b", ".16b", ".4h", ".8h",
                                            ".2s", ".4s", ".1d", ".2d", ".2h", ".4b"));
        };
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
