package patchbay.isa.arm64;

import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A number with a point in eight bits: a sign, three bits of exponent, four of fraction. That is
 * sixteenths from 16 to 31, times a power of two from 1/8 to 16, so each is a whole number of
 * 1/128ths and has an end in decimal: seven digits behind the point at most.
 */
final class FloatOperand extends FieldOperand {
    private static final int DIGITS = 18;
    private static final long ONE = 10_000_000;

    FloatOperand(Field field) {
        super(field);
    }

    /** The magnitude in ten-millionths. */
    private static long magnitude(long bits) {
        long sixteenths = 16 + (bits & 15);
        long exponent = bits >>> 4 & 7 ^ 4;
        return (sixteenths << exponent) * (ONE / 128);
    }

    private static boolean isNegative(long bits) {
        return (bits & 0x80) != 0;
    }

    private static double value(long bits) {
        double magnitude = magnitude(bits) / (double) ONE;
        return isNegative(bits) ? -magnitude : magnitude;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        long bits = field.get(word);
        String digits = Long.toString(magnitude(bits));
        int exponent = digits.length() - 8;
        out.put(isNegative(bits) ? "-" : "")
                .put(digits.charAt(0))
                .put('.')
                .put(digits.substring(1));
        for (int i = digits.length() - 1; i < DIGITS; i++) {
            out.put('0');
        }
        out.put(exponent < 0 ? "e-0" : "e+0").decimal(Math.abs(exponent));
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        String number = draft.takeDecimal();
        for (long bits = 0; bits < 256 && !number.isEmpty(); bits++) {
            if (Double.parseDouble(number) == value(bits)) {
                draft.word(field.put(draft.word(), bits));
                return true;
            }
        }
        draft.position(start);
        return draft.expected("n/16 × 2^e, n 16 .. 31, e -3 .. 4");
    }

    @Override
    public String meaning(long word, long address) {
        return Double.toString(value(field.get(word)));
    }
}
