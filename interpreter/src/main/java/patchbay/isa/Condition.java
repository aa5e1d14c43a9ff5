package patchbay.isa;

import java.util.ArrayList;
import java.util.List;

/**
 * What must hold of the fields, such as {@code sf=0 hw=1x | imms>=immr}: alternatives of terms that
 * must all hold.
 *
 * <p>A term compares a field with {@code =}, {@code !=}, {@code <}, {@code >=}. On the right stands
 * a field, as many bits as the field has ({@code x} is any), or a decimal number; {@code -1} behind
 * a field takes one off: {@code immr=imms-1}.
 */
final class Condition {
    private static final Field NO_FIELD = new Field(List.of());

    private final Terms[] alternatives;

    /** Terms that must all hold: those that only look for bits are one mask. */
    private record Terms(long mask, long value, List<Comparison> others) {
        boolean hold(long word) {
            if ((word & mask) != value) {
                return false;
            }
            for (int i = 0; i < others.size(); i++) {
                if (!others.get(i).holds(word)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** {@code left} compared with the number {@code value}, or with {@code right + value}. */
    private record Comparison(Field left, char operator, Field right, long value) {
        boolean holds(long word) {
            long a = left.get(word);
            long b = right.width() == 0 ? value : right.get(word) + value;
            return switch (operator) {
                case '=' -> a == b;
                case '!' -> a != b;
                case '<' -> a < b;
                default -> a >= b;
            };
        }
    }

    Condition(String text, Pattern pattern) {
        List<Terms> all = new ArrayList<>();
        Reader reader = new Reader(pattern);
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            if (text.charAt(at) == '|') {
                all.add(reader.terms());
            } else {
                reader.term(text.substring(at, end));
            }
            at = end + 1;
        }
        all.add(reader.terms());
        alternatives = all.toArray(new Terms[0]);
    }

    boolean holds(long word) {
        for (Terms terms : alternatives) {
            if (terms.hold(word)) {
                return true;
            }
        }
        return false;
    }

    /** {@code word} with every equation of the first alternative made true. */
    long make(long word) {
        Terms terms = alternatives[0];
        word = word & ~terms.mask | terms.value;
        for (Comparison term : terms.others) {
            if (term.operator == '=') {
                word =
                        term.left.put(
                                word,
                                term.right.width() == 0
                                        ? term.value
                                        : term.right.get(word) + term.value);
            }
        }
        return word;
    }

    /** The bits that the equations of the first alternative settle. */
    long settled() {
        long mask = alternatives[0].mask;
        for (Comparison term : alternatives[0].others) {
            mask |= term.operator == '=' ? term.left.mask() : 0;
        }
        return mask;
    }

    private static final class Reader {
        private final Pattern pattern;
        private long mask;
        private long value;
        private List<Comparison> others = new ArrayList<>();

        Reader(Pattern pattern) {
            this.pattern = pattern;
        }

        Terms terms() {
            Terms terms = new Terms(mask, value, others);
            mask = 0;
            value = 0;
            others = new ArrayList<>();
            return terms;
        }

        void term(String text) {
            int at = 0;
            while ("=!<>".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            Field left = pattern.field(text.substring(0, at));
            char operator = text.charAt(at);
            String right = text.substring(text.charAt(at + 1) == '=' ? at + 2 : at + 1);
            char first = right.charAt(0);
            if (Character.isLetter(first) && first != 'x') {
                boolean less = right.endsWith("-1");
                Field other = pattern.field(less ? right.substring(0, right.length() - 2) : right);
                others.add(new Comparison(left, operator, other, less ? -1 : 0));
            } else if (operator == '=') {
                equation(left, right);
            } else {
                others.add(new Comparison(left, operator, NO_FIELD, number(right, left.width())));
            }
        }

        private void equation(Field left, String right) {
            if (right.length() != left.width()) {
                mask |= left.mask();
                value = left.put(value, Long.parseLong(right));
                return;
            }
            long care = 0;
            long bits = 0;
            for (int i = 0; i < right.length(); i++) {
                care = care << 1 | (right.charAt(i) == 'x' ? 0 : 1);
                bits = bits << 1 | (right.charAt(i) == '1' ? 1 : 0);
            }
            mask |= left.put(0, care);
            value |= left.put(0, bits);
        }

        private static long number(String text, int width) {
            return Long.parseLong(text, text.length() == width ? 2 : 10);
        }
    }
}
