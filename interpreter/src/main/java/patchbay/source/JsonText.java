package patchbay.source;

/** Text between quotes as JSON has it (RFC 8259, section 7). */
public final class JsonText {
    private static final String DIGITS = "0123456789abcdef";

    private JsonText() {}

    /** Appends {@code text} with its quotes. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(DIGITS.charAt(c >> 4))
                                .append(DIGITS.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
