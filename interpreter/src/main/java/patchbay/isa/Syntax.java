package patchbay.isa;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a {@link Form}, taken apart: literals, operands and groups, with the mnemonic by
 * itself, where letters stand for themselves.
 */
final class Syntax {
    final List<Operand> operands = new ArrayList<>();
    final boolean dependsOnAddress;

    private final Row row;
    private final String text;
    private final Part[] mnemonic;
    private final Part[] rest;
    private int at;

    Syntax(Row row, String text) {
        this.row = row;
        this.text = text;
        int end = mnemonicEnd(text);
        mnemonic = mnemonic(end);
        rest = end == text.length() ? new Part[0] : rest(end + 1);
        boolean depends = false;
        for (Operand operand : operands) {
            depends |= operand.dependsOnAddress();
        }
        dependsOnAddress = depends;
    }

    static int mnemonicEnd(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text.length() : end;
    }

    /** Mnemonic, tab, operands. */
    void print(long word, long address, Isa.Names names, Text out) {
        for (Part part : mnemonic) {
            part.print(word, address, names, out);
        }
        for (Part part : rest) {
            part.print(word, address, names, out);
        }
    }

    /** A mnemonic has no blanks, and its letters are of any size. */
    boolean parse(Draft draft) {
        for (Part part : mnemonic) {
            boolean read =
                    part instanceof Part.Literal literal
                            ? draft.acceptPrefix(literal.text())
                            : part.parse(draft);
            if (!read) {
                return false;
            }
        }
        return draft.isMnemonicDone() && Part.parse(rest, draft) && draft.isDone();
    }

    /** Every mnemonic it can have. */
    List<String> mnemonics() {
        List<String> all = List.of("");
        for (Part part : mnemonic) {
            List<String> more =
                    part instanceof Part.Slot slot
                            ? slot.operand().spellings()
                            : List.of(((Part.Literal) part).text());
            List<String> longer = new ArrayList<>();
            for (String start : all) {
                for (String end : more) {
                    longer.add(start + end);
                }
            }
            all = longer;
        }
        return all;
    }

    private Part[] mnemonic(int end) {
        List<Part> parts = new ArrayList<>();
        while (at < end) {
            int open = text.indexOf('<', at);
            int stop = open < 0 || open > end ? end : open;
            if (stop > at) {
                parts.add(literal(text.substring(at, stop)));
            }
            at = stop;
            if (stop < end) {
                int close = text.indexOf('>', stop);
                parts.add(slot(text.substring(stop + 1, close)));
                at = close + 1;
            }
        }
        return parts.toArray(new Part[0]);
    }

    /**
     * The operands from {@code start} on, behind the tab. A group that is all there is brings the
     * tab along.
     */
    private Part[] rest(int start) {
        at = start;
        List<Part> parts = parts();
        boolean alone = parts.size() == 1 && parts.getFirst() instanceof Part.Group;
        if (!alone) {
            parts.addFirst(literal("\t"));
            return parts.toArray(new Part[0]);
        }
        List<Part> group = new ArrayList<>(List.of(((Part.Group) parts.getFirst()).parts()));
        group.addFirst(literal("\t"));
        return new Part[] {new Part.Group(group.toArray(new Part[0]))};
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            int start = at;
            if (c == '{') {
                at++;
                parts.add(new Part.Group(parts().toArray(new Part[0])));
            } else if (c == '}') {
                at++;
                return parts;
            } else if (c == '\'') {
                at = text.indexOf('\'', start + 1) + 1;
                parts.add(literal(text.substring(start + 1, at - 1)));
            } else if (Character.isLetter(c)) {
                while (at < text.length() && isName(text.charAt(at))) {
                    at++;
                }
                parts.add(slot(text.substring(start, at)));
            } else {
                while (at < text.length() && isLiteral(text.charAt(at))) {
                    at++;
                }
                parts.add(literal(text.substring(start, at)));
            }
        }
        return parts;
    }

    private static boolean isLiteral(char c) {
        return !Character.isLetter(c) && "{}'".indexOf(c) < 0;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || "|:.*=+_".indexOf(c) >= 0;
    }

    private static Part literal(String text) {
        return new Part.Literal(text.getBytes(StandardCharsets.US_ASCII), text);
    }

    private Part slot(String specification) {
        Operand operand = row.operands().operand(row, specification);
        operands.add(operand);
        return new Part.Slot(operand);
    }

    /** The syntax for people: without how the operands are to be printed. */
    static String readable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean mnemonic =
                    at < mnemonicEnd(text)
                            && text.lastIndexOf('<', at) <= text.lastIndexOf('>', at);
            if (!mnemonic && (c == '*' || c == '.') && isShown(out)) {
                out.append(c);
            } else if (!mnemonic && c == '=' || !mnemonic && c == '*') {
                at = nameEnd(text, at + 1) - 1;
            } else if (!mnemonic && c == '.') {
                int end = nameEnd(text, at + 1);
                String style = text.substring(at + 1, end);
                if (style.equals("label") || style.equals("address") || style.equals("page")) {
                    out.setLength(nameStart(out));
                    out.append("label");
                }
                at = end - 1;
            } else if (c != '\'') {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * Whether what stands behind the last name is part of the text: a vector's shape, a fraction.
     */
    private static boolean isShown(StringBuilder out) {
        int start = nameStart(out);
        return start < out.length()
                && (out.charAt(start) == 'V' || Character.isDigit(out.charAt(start)));
    }

    private static int nameEnd(String text, int at) {
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int nameStart(StringBuilder out) {
        int start = out.length();
        while (start > 0
                && (Character.isLetterOrDigit(out.charAt(start - 1))
                        || out.charAt(start - 1) == ':')) {
            start--;
        }
        return start;
    }
}
