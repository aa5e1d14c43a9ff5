package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.lang.ast.Text;

/**
 * The {@code index.json} of a folder as {@code save module} writes it, whoever wrote this one. It
 * is read as what it is meant to be, and nothing else: an object with a list of objects that hold
 * strings and numbers.
 *
 * <pre>
 *   {"sections": [{"index": 1, "name": ".text", "address": "0x…", "size": 60, "file": "001.text.bin"}, …]}
 * </pre>
 */
final class SavedIndex {
    /** More than any module has. */
    private static final int MOST = 1 << 16;

    /**
     * @param size in bytes; -1 where the index does not say
     */
    record Section(String name, long address, long size, String file) {}

    private final String text;
    private final Text file;
    private int at;

    private SavedIndex(String text, Text file) {
        this.text = text;
        this.file = file;
    }

    /** The sections in the order of the file. */
    static List<Section> read(String text, Text file) throws Halt {
        return new SavedIndex(text, file).sections();
    }

    private Halt damaged(String why) {
        return DumpFiles.damaged(
                file,
                why,
                "it should say {\"sections\": [{\"address\": \"0x…\", \"file\": \"…\"}, …]}, as `save module` writes it");
    }

    private List<Section> sections() throws Halt {
        List<Section> sections = new ArrayList<>();
        expect('{');
        if (!string().equals("sections")) {
            throw damaged("does not begin with \"sections\"");
        }
        expect(':');
        expect('[');
        while (peek() != ']') {
            if (sections.size() == MOST) {
                throw damaged("has more than " + MOST + " sections");
            }
            sections.add(section());
            if (peek() == ',') {
                at++;
            }
        }
        expect(']');
        expect('}');
        return sections;
    }

    private Section section() throws Halt {
        @Nullable String name = null;
        @Nullable String file = null;
        Optional<Long> address = Optional.empty();
        long size = -1;
        expect('{');
        while (peek() != '}') {
            String member = string();
            expect(':');
            String value = peek() == '"' ? string() : number();
            switch (member) {
                case "name" -> name = value;
                case "file" -> file = value;
                case "address" -> address = Optional.of(address(value));
                case "size" -> size = size(value);
                default -> {} // what somebody adds
            }
            if (peek() == ',') {
                at++;
            }
        }
        expect('}');
        if (file == null || address.isEmpty()) {
            throw damaged("has a section without \"address\" or \"file\"");
        }
        return new Section(name == null ? file : name, address.get(), size, file);
    }

    private long address(String value) throws Halt {
        String digits = value.startsWith("0x") ? value.substring(2) : "";
        boolean isHex = !digits.isEmpty() && digits.length() <= 16;
        for (int i = 0; i < digits.length(); i++) {
            isHex &= Character.digit(digits.charAt(i), 16) >= 0;
        }
        if (!isHex) {
            throw damaged("has an address that is none: \"%s\"".formatted(shortened(value)));
        }
        return Long.parseUnsignedLong(digits, 16);
    }

    private long size(String value) throws Halt {
        boolean isNumber = !value.isEmpty() && value.length() <= 10;
        for (int i = 0; i < value.length(); i++) {
            isNumber &= Character.digit(value.charAt(i), 10) >= 0;
        }
        if (!isNumber) {
            throw damaged("has a size that no section has: " + shortened(value));
        }
        return Long.parseLong(value);
    }

    private char peek() throws Halt {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        if (at == text.length()) {
            throw damaged("ends in the middle");
        }
        return text.charAt(at);
    }

    private void expect(char c) throws Halt {
        if (peek() != c) {
            throw damaged("has '%s' at %d, not '%s'".formatted(text.charAt(at), at, c));
        }
        at++;
    }

    private String number() throws Halt {
        int start = at;
        while (at < text.length()
                && (Character.digit(text.charAt(at), 10) >= 0 || text.charAt(at) == '-')) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty() || digits.lastIndexOf('-') > 0 || digits.equals("-")) {
            throw damaged("has neither string nor number at " + start);
        }
        return digits;
    }

    private String string() throws Halt {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
                if (c != '"' && c != '\\' && c != '/') {
                    throw damaged("has \\%s in a string, which no section's name has".formatted(c));
                }
            }
            value.append(c);
        }
        expect('"');
        return value.toString();
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
