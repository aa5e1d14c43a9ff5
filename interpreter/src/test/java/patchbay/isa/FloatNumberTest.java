package patchbay.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums and products are those of whole numbers without end, but for their lowest bit. */
class FloatNumberTest {
    private static final int ONE = 62;

    /** Below no exponent. */
    private static final int OFFSET = 1000;

    private final Random random = new Random(20261122);

    private static FloatNumber number(boolean negative, int exponent, long fraction) {
        FloatNumber number = new FloatNumber();
        number.set(FloatNumber.FINITE, negative, exponent, fraction);
        return number;
    }

    private static BigInteger exact(FloatNumber number, long low) {
        BigInteger size =
                BigInteger.valueOf(number.fraction)
                        .shiftLeft(64)
                        .or(new BigInteger(Long.toUnsignedString(low)))
                        .shiftLeft(number.exponent + OFFSET);
        return number.negative ? size.negate() : size;
    }

    /** Its exponent and fraction, with what is below the fraction in the lowest bit. */
    private static void holds(BigInteger exact, FloatNumber found, String what) {
        BigInteger size = exact.abs();
        int below = size.bitLength() - 1 - ONE;
        long fraction = size.shiftRight(below).longValueExact();
        boolean rest = size.getLowestSetBit() < below;
        assertEquals(exact.signum() < 0, found.negative, what);
        assertEquals(below - 64 - OFFSET, found.exponent, what);
        assertEquals(Long.toHexString(fraction | (rest ? 1 : 0)), hex(found.fraction), what);
        assertEquals(FloatNumber.FINITE, found.kind);
    }

    private static String hex(long value) {
        return Long.toHexString(value);
    }

    /** Far more bits than a product of two of any format's. */
    private long low() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 1L << 20 + random.nextInt(44);
            case 2 -> -1L << 20 + random.nextInt(44);
            default -> random.nextLong() & -1L << 20;
        };
    }

    private long fraction() {
        long any =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> -1L >>> random.nextInt(64);
                    case 2 -> 1L << random.nextInt(62);
                    default -> random.nextLong();
                };
        return 1L << ONE | any & (1L << ONE) - 1;
    }

    @Test
    void sumsAreExact() {
        int[] distances = {0, 0, 0, 1, 1, 2, 20, 43, 62, 63, 64, 65, 66, 100, 126, 127, 128, 200};
        for (int i = 0; i < 20_000; i++) {
            int distance = distances[random.nextInt(distances.length)];
            FloatNumber a = number(random.nextBoolean(), random.nextInt(9) - 4, fraction());
            long fraction =
                    switch (random.nextInt(3)) {
                        case 0 -> a.fraction; // so that little is left
                        case 1 -> a.fraction ^ 1L << random.nextInt(ONE);
                        default -> fraction();
                    };
            int exponent = a.exponent + (random.nextBoolean() ? distance : -distance);
            FloatNumber b = number(random.nextBoolean(), exponent, fraction);
            long low = low();
            long otherLow = random.nextInt(4) == 0 ? low : low();
            BigInteger sum = exact(a, low).add(exact(b, otherLow));
            String what = hex(a.fraction) + " " + hex(low) + " and " + hex(b.fraction);
            what += " " + hex(otherLow) + ", " + a.exponent + " and " + b.exponent;
            if (sum.signum() == 0) {
                assertFalse(a.add(low, b, otherLow), what);
            } else {
                assertTrue(a.add(low, b, otherLow), what);
                holds(sum, a, what);
            }
        }
    }

    @Test
    void productsAreExact() {
        for (int i = 0; i < 2000; i++) {
            FloatNumber a = number(false, random.nextInt(9) - 4, fraction());
            FloatNumber b = number(false, random.nextInt(9) - 4, fraction());
            BigInteger product =
                    BigInteger.valueOf(a.fraction).multiply(BigInteger.valueOf(b.fraction));
            BigInteger expected = product.shiftLeft(a.exponent + b.exponent + 2 + OFFSET);
            long low = a.multiply(b);
            assertEquals(expected, exact(a, low));
            assertEquals(1, a.fraction >>> ONE);
        }
    }
}
