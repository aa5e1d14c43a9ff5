package patchbay.isa;

/**
 * The field of 256 elements in which AES (FIPS 197) and SM4 (GB/T 32907) compute with bytes, and
 * the tables of substitution that they make in it.
 */
public final class Galois {
    private static final int AES = 0x11b;

    private Galois() {}

    /** The product of two bytes, as AES multiplies. */
    public static int multiply(int a, int b) {
        return multiply(a, b, AES);
    }

    /** What AES puts for each byte. */
    public static byte[] aes() {
        return substitution(AES, false, 0xf1, 0x63);
    }

    /** What SM4 puts for each byte. */
    public static byte[] sm4() {
        return substitution(0x1f5, true, 0xa7, 0xd3);
    }

    /** Back again. */
    public static byte[] inverse(byte[] table) {
        byte[] inverse = new byte[256];
        for (int i = 0; i < 256; i++) {
            inverse[table[i] & 0xff] = (byte) i;
        }
        return inverse;
    }

    /** In the field that the polynomial makes. */
    private static int multiply(int a, int b, int polynomial) {
        int product = 0;
        int shifted = a;
        for (int rest = b; rest != 0; rest >>>= 1) {
            product ^= shifted & -(rest & 1);
            shifted <<= 1;
            shifted ^= polynomial & -(shifted >>> 8);
        }
        return product;
    }

    /**
     * A table of substitution: of each byte the inverse in the field, then bits mixed as the rows
     * of a matrix say, each row the one before rotated, and a constant added. SM4 does the last two
     * before the inversion, too.
     */
    private static byte[] substitution(int polynomial, boolean before, int row, int constant) {
        byte[] table = new byte[256];
        int a = 1;
        int inverse = 1;
        // Powers of a generator, and those of its inverse, meet each other's inverses.
        int generator = 3;
        int back = power(generator, 254, polynomial);
        for (int i = 0; i < 255; i++) {
            table[a] = (byte) inverse;
            a = multiply(a, generator, polynomial);
            inverse = multiply(inverse, back, polynomial);
        }
        byte[] whole = new byte[256];
        for (int i = 0; i < 256; i++) {
            int in = before ? mix(i, row, constant) : i;
            whole[i] = (byte) mix(table[in], row, constant);
        }
        return whole;
    }

    private static int power(int a, int exponent, int polynomial) {
        int product = 1;
        for (int i = 0; i < exponent; i++) {
            product = multiply(product, a, polynomial);
        }
        return product;
    }

    private static int mix(int x, int row, int constant) {
        int mixed = 0;
        for (int i = 0; i < 8; i++) {
            int rotated = (row << i | row >>> 8 - i) & 0xff;
            mixed |= (Integer.bitCount(rotated & x) & 1) << i;
        }
        return mixed ^ constant;
    }
}
