package patchbay.source;

/**
 * Sentences with gaps. Java's own formatter reads the numerals of the user's country first, which
 * takes 7 ms of a start that takes 35; here they are those of the language.
 */
public final class Phrase {
    private Phrase() {}

    /**
     * The pattern with the parts in its gaps, in order: {@code %s} or {@code %d} for a part as it
     * is, {@code %x} for an int or a long in hexadecimal; {@code %08x} fills up with zeros. {@code
     * %%} is a per cent sign.
     */
    public static String of(String pattern, Object... parts) {
        StringBuilder text = new StringBuilder(pattern.length() + 16 * parts.length);
        int part = 0;
        int from = 0;
        for (int at = pattern.indexOf('%'); at >= 0; at = pattern.indexOf('%', from)) {
            text.append(pattern, from, at);
            from = at + 1;
            int width = 0;
            while (Character.isDigit(pattern.charAt(from))) {
                width = 10 * width + pattern.charAt(from++) - '0';
            }
            String filled =
                    switch (pattern.charAt(from++)) {
                        case 's', 'd' -> String.valueOf(parts[part++]);
                        case 'x' -> hexadecimal(parts[part++]);
                        case '%' -> "%";
                        default -> throw new IllegalArgumentException(pattern);
                    };
            text.repeat('0', Math.max(0, width - filled.length())).append(filled);
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    private static String hexadecimal(Object number) {
        return number instanceof Integer i
                ? Integer.toHexString(i)
                : Long.toHexString((Long) number);
    }
}
