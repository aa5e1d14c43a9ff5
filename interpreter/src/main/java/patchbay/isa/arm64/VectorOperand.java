package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * A vector register with its arrangement: {@code v0.16b} is sixteen bytes. Which arrangement it is,
 * other fields say:
 *
 * <pre>
 *   T   size and Q: 8b 16b 4h 8h 2s 4s 1d 2d
 *   B   Q alone: 8b 16b; so H: 4h 8h, and S: 2s 4s
 *   M   the same as T, with size in bits 11:10
 *   F   sz (bit 22) and Q: 2s 4s - 2d
 *   W   size: 8h 4s 2d 1q, elements twice as wide as those of T
 *   I   the highest one of immh (bits 22:19), and Q
 *   L   the same: 8h 4s 2d, elements twice as wide as those of I
 *   E   the lowest one of imm5 (bits 20:16), and Q
 * </pre>
 *
 * Any other is the arrangement itself, or the letter of one element.
 */
final class VectorOperand implements Operand {
    private static final String LETTERS = "bhsdq";
    private static final int Q = 30;
    private static final int SIZE = 22;

    private final Field field;
    private final String style;

    VectorOperand(Field field, String style) {
        this.field = field;
        this.style = style;
    }

    /** The logarithm of an element's bytes. */
    private static int element(String style, long word) {
        return switch (style) {
            case "T" -> (int) (word >>> SIZE & 3);
            case "M" -> (int) (word >>> 10 & 3);
            case "B" -> 0;
            case "H" -> 1;
            case "S" -> 2;
            case "F" -> 2 + (int) (word >>> SIZE & 1);
            case "W" -> 1 + (int) (word >>> SIZE & 3);
            case "I" -> highest(word);
            case "L" -> 1 + highest(word);
            case "E" -> Long.numberOfTrailingZeros(word >>> 16 & 31 | 16);
            default -> LETTERS.indexOf(style.charAt(style.length() - 1));
        };
    }

    private static int highest(long word) {
        return 63 - Long.numberOfLeadingZeros(word >>> 19 & 15 | 1);
    }

    /** The logarithm of the bytes of the whole. */
    private static int total(String style, long word) {
        return switch (style) {
            case "W", "L" -> 4;
            case "T", "M", "B", "H", "S", "F", "I", "E" -> 3 + (int) (word >>> Q & 1);
            default -> {
                int count = Integer.parseInt(style.substring(0, style.length() - 1));
                yield element(style, word) + 31 - Integer.numberOfLeadingZeros(count);
            }
        };
    }

    static void arrangement(String style, long word, Text out) {
        int element = element(style, word);
        if (style.length() == 1 && Character.isLowerCase(style.charAt(0))) {
            out.put('.').put(style);
            return;
        }
        out.put('.').decimal(1L << total(style, word) - element).put(LETTERS.charAt(element));
    }

    /**
     * Takes {@code .16b} and makes the fields say so; false, with a complaint, if they cannot or
     * already say something else.
     */
    static boolean parseArrangement(String style, String read, int position, Draft draft) {
        long word = draft.word();
        for (long q = 0; q < 2; q++) {
            for (long size = 0; size < 4; size++) {
                long trial = word;
                long mask = 0;
                if ("TMBHSFIE".contains(style)) {
                    mask |= 1L << Q;
                    trial = trial & ~(1L << Q) | q << Q;
                }
                if (style.equals("T") || style.equals("W")) {
                    mask |= 3L << SIZE;
                    trial = trial & ~(3L << SIZE) | size << SIZE;
                } else if (style.equals("M")) {
                    mask |= 3L << 10;
                    trial = trial & ~(3L << 10) | size << 10;
                } else if (style.equals("F")) {
                    mask |= 1L << SIZE;
                    trial = trial & ~(1L << SIZE) | (size & 1) << SIZE;
                } else if (style.equals("I") || style.equals("L")) {
                    mask |= 15L << 19;
                    trial = trial & ~(15L << 19) | 1L << 19 + size;
                } else if (style.equals("E")) {
                    // The bits above the lowest one say which element it is: they are still free.
                    mask |= (2L << size) - 1 << 16;
                    trial = trial & ~(31L << 16) | 1L << 16 + size;
                }
                Text text = new Text();
                arrangement(style, trial, text);
                if (read.equals(text.toString()) && ((trial ^ word) & draft.settled()) == 0) {
                    draft.word(trial);
                    draft.settle(mask);
                    return true;
                }
            }
        }
        draft.position(position);
        return draft.expected("a vector of another arrangement");
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put('v').decimal(field.get(word));
        arrangement(style, word, out);
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String read = draft.takeWord();
        int dot = read.indexOf('.');
        int number = dot < 0 ? -1 : ScalarOperand.number(read.substring(0, dot), 'v');
        if (number < 0) {
            draft.position(start);
            return draft.expected("a vector, such as v0.16b");
        }
        draft.word(field.put(draft.word(), number));
        return parseArrangement(style, read.substring(dot), start, draft);
    }

    @Override
    public boolean isDefault(long word) {
        return false;
    }

    @Override
    public long setDefault(long word) {
        return word;
    }

    @Override
    public long mask() {
        return field.mask();
    }

    @Override
    public String meaning(long word, long address) {
        Text text = new Text();
        print(word, address, Isa.Names.NONE, text);
        return text.toString();
    }
}
