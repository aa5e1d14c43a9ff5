package patchbay.isa.arm64;

import java.math.BigDecimal;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * The constant of {@code fmov}: eight bits for sixteen sixteenths at eight powers of two, of either
 * sign, as objdump prints it.
 */
record FloatOperand(Field field) implements Operand {
    private static final int DECIMALS = 18;

    private static double value(int bits) {
        double magnitude = (16 + (bits & 15)) / 16.0;
        int exponent = (bits >> 4 & 7 ^ 4) - 3;
        double value = exponent < 0 ? magnitude / (1 << -exponent) : magnitude * (1 << exponent);
        return (bits & 0x80) == 0 ? value : -value;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        double value = value((int) field.get(word));
        BigDecimal digits = new BigDecimal(Math.abs(value)).stripTrailingZeros();
        String all = digits.unscaledValue().toString();
        int exponent = all.length() - 1 - digits.scale();
        if (value < 0) {
            out.put('-');
        }
        out.put(all.charAt(0)).put('.').put(all.substring(1));
        for (int i = all.length() - 1; i < DECIMALS; i++) {
            out.put('0');
        }
        out.put('e').put(exponent < 0 ? '-' : '+').put('0').decimal(Math.abs(exponent));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String text = draft.takeDecimal();
        if (text.isEmpty()) {
            draft.position(start);
            return draft.expected("a number such as 1.0");
        }
        BigDecimal read = new BigDecimal(text);
        for (int bits = 0; bits < 256; bits++) {
            if (new BigDecimal(value(bits)).compareTo(read) == 0) {
                draft.word(field.put(draft.word(), bits));
                return true;
            }
        }
        return draft.refused(
                start,
                draft.position(),
                "n / 16 * 2^r with n from 16 to 31 and r from -3 to 4, of either sign");
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
        return Double.toString(value((int) field.get(word)));
    }
}
