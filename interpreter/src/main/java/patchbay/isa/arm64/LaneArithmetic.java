package patchbay.isa.arm64;

/**
 * What vector instructions compute of integers, one lane at a time.
 *
 * <p>Operands arrive extended to 64 bits, with their sign or with zeros, and of the result the low
 * bits count; so most functions need not know how wide a lane is or whether it is signed. A lane of
 * 64 bits is the exception: there is nothing above it.
 *
 * <p>A result that a lane does not hold is replaced by the nearest that it does where the
 * instruction says so ("saturates"), and then the flag QC is set, which stays.
 */
final class LaneArithmetic {
    /** FPSR's flag for a result that was too large for its lane. */
    private static final int QC = 1 << 27;

    private final RegisterFile registers;

    LaneArithmetic(RegisterFile registers) {
        this.registers = registers;
    }

    /** {@code n} and {@code m} are Rn's and Rm's lanes, {@code d} is what Rd's was. */
    long apply(int function, int size, boolean unsigned, long n, long m, long d) {
        return switch (function) {
            case LaneFunction.ADD -> n + m;
            case LaneFunction.SUB -> n - m;
            case LaneFunction.MUL -> n * m;
            case LaneFunction.MLA -> d + n * m;
            case LaneFunction.MLS -> d - n * m;
            case LaneFunction.HADD -> n + m >> 1;
            case LaneFunction.RHADD -> n + m + 1 >> 1;
            case LaneFunction.HSUB -> n - m >> 1;
            case LaneFunction.QADD -> unsigned ? addUnsigned(n, m, size) : addSigned(n, m, size);
            case LaneFunction.QSUB ->
                    unsigned ? subtractUnsigned(n, m) : subtractSigned(n, m, size);
            case LaneFunction.CMGT -> ones(compare(n, m, unsigned) > 0);
            case LaneFunction.CMGE -> ones(compare(n, m, unsigned) >= 0);
            case LaneFunction.CMEQ -> ones(n == m);
            case LaneFunction.CMLE -> ones(n <= m);
            case LaneFunction.CMLT -> ones(n < m);
            case LaneFunction.CMTST -> ones((n & m) != 0);
            case LaneFunction.SHL -> shift(n, (byte) m, size, unsigned, false);
            case LaneFunction.QSHL -> shiftInside(n, (byte) m, size, unsigned, false);
            case LaneFunction.RSHL -> shift(n, (byte) m, size, unsigned, true);
            case LaneFunction.QRSHL -> shiftInside(n, (byte) m, size, unsigned, true);
            case LaneFunction.MAX -> compare(n, m, unsigned) >= 0 ? n : m;
            case LaneFunction.MIN -> compare(n, m, unsigned) <= 0 ? n : m;
            case LaneFunction.ABD -> Math.abs(n - m);
            case LaneFunction.ABA -> d + Math.abs(n - m);
            case LaneFunction.PMUL -> multiplyPolynomials(n, m);
            case LaneFunction.SQDMULH -> highOfDouble(n, m, 0, 0, size);
            case LaneFunction.SQRDMULH -> highOfDouble(n, m, 0, 1, size);
            case LaneFunction.SQRDMLAH -> highOfDouble(n, m, d, 1, size);
            case LaneFunction.SQRDMLSH -> highOfDouble(-n, m, d, 1, size);
            case LaneFunction.SQDMULL -> twice(n * m, size);
            case LaneFunction.SQDMLAL -> addSigned(d, twice(n * m, size), size);
            case LaneFunction.SQDMLSL -> subtractSigned(d, twice(n * m, size), size);
            default -> ofOne(function, size, unsigned, n, m, d);
        };
    }

    /** Functions of one operand, and shifts by a constant {@code m}. */
    private long ofOne(int function, int size, boolean unsigned, long n, long m, long d) {
        return switch (function) {
            case LaneFunction.CLS -> Arithmetic.leadingSigns(n) - (64 - Lanes.bits(size));
            case LaneFunction.CLZ -> Long.numberOfLeadingZeros(n) - (64 - Lanes.bits(size));
            case LaneFunction.CNT -> Long.bitCount(n);
            case LaneFunction.RBIT -> Long.reverse(n) >>> 56;
            case LaneFunction.ABS -> Math.abs(n);
            case LaneFunction.NEG -> -n;
            case LaneFunction.QABS -> n < 0 ? subtractSigned(0, n, size) : n;
            case LaneFunction.QNEG -> subtractSigned(0, n, size);
            case LaneFunction.SUQADD -> addUnsignedToSigned(d, n, size);
            case LaneFunction.USQADD -> addSignedToUnsigned(d, n, size);
            case LaneFunction.SRA -> d + shift(n, (int) m, size, unsigned, false);
            case LaneFunction.RSRA -> d + shift(n, (int) m, size, unsigned, true);
            case LaneFunction.SRI -> {
                long shifted = shift(n, (int) m, size, true, false);
                yield d & ~shift(Lanes.mask(size), (int) m, size, true, false) | shifted;
            }
            case LaneFunction.SLI -> d & ~(-1L << m) | n << m;
            case LaneFunction.SQSHLU ->
                    n < 0 ? saturated(0) : shiftInside(n, (int) m, size, true, false);
            default -> throw new IllegalStateException("no function of lanes: " + function);
        };
    }

    private static long ones(boolean so) {
        return so ? -1 : 0;
    }

    static int compare(long n, long m, boolean unsigned) {
        return unsigned ? Long.compareUnsigned(n, m) : Long.compare(n, m);
    }

    private long saturated(long nearest) {
        registers.fpsr |= QC;
        return nearest;
    }

    private static long maximum(int size) {
        return Lanes.mask(size) >>> 1;
    }

    /** What a signed lane holds of it. */
    private long signed(long value, int size) {
        if (Lanes.extend(value, size, false) == value) {
            return value;
        }
        return saturated(value < 0 ? ~maximum(size) : maximum(size));
    }

    /** What an unsigned lane, not the widest, holds of a signed value. */
    private long unsigned(long value, int size) {
        if (Lanes.extend(value, size, true) == value) {
            return value;
        }
        return saturated(value < 0 ? 0 : -1);
    }

    private long addSigned(long n, long m, int size) {
        long sum = n + m;
        return ((n ^ sum) & (m ^ sum)) < 0
                ? saturated(n < 0 ? ~maximum(size) : maximum(size))
                : signed(sum, size);
    }

    private long subtractSigned(long n, long m, int size) {
        long difference = n - m;
        return ((n ^ m) & (n ^ difference)) < 0
                ? saturated(n < 0 ? ~maximum(size) : maximum(size))
                : signed(difference, size);
    }

    private long addUnsigned(long n, long m, int size) {
        long sum = n + m;
        return Long.compareUnsigned(sum, n) < 0 || Long.compareUnsigned(sum, Lanes.mask(size)) > 0
                ? saturated(-1)
                : sum;
    }

    private long subtractUnsigned(long n, long m) {
        return Long.compareUnsigned(n, m) < 0 ? saturated(0) : n - m;
    }

    private long addUnsignedToSigned(long d, long n, int size) {
        long signed = Lanes.extend(d, size, false);
        long unsigned = Lanes.extend(n, size, true);
        long sum = signed + unsigned;
        boolean over = unsigned < 0 ? signed >= 0 || sum < 0 : signed >= 0 && sum < 0;
        return over || sum > maximum(size) ? saturated(maximum(size)) : sum;
    }

    private long addSignedToUnsigned(long d, long n, int size) {
        long unsigned = Lanes.extend(d, size, true);
        long signed = Lanes.extend(n, size, false);
        long sum = unsigned + signed;
        if (signed < 0) {
            return Long.compareUnsigned(sum, unsigned) > 0 ? saturated(0) : sum;
        }
        boolean over =
                Long.compareUnsigned(sum, unsigned) < 0
                        || Long.compareUnsigned(sum, Lanes.mask(size)) > 0;
        return over ? saturated(-1) : sum;
    }

    /** Left, or right where {@code amount} is negative. */
    static long shift(long value, int amount, int size, boolean unsigned, boolean round) {
        if (amount >= 0) {
            return amount >= Lanes.bits(size) ? 0 : value << amount;
        }
        int right = -amount;
        if (right > Lanes.bits(size)) {
            return unsigned || round ? 0 : value >> 63;
        }
        long twice = unsigned ? value >>> right - 1 : value >> right - 1;
        return (unsigned ? twice >>> 1 : twice >> 1) + (round ? twice & 1 : 0);
    }

    /** The same; what is shifted out of the lane saturates it. */
    private long shiftInside(long value, int amount, int size, boolean unsigned, boolean round) {
        if (amount <= 0) {
            return shift(value, amount, size, unsigned, round);
        }
        long shifted = amount < Lanes.bits(size) ? value << amount : 0;
        long back = Lanes.extend(shifted, size, unsigned);
        if ((unsigned ? back >>> amount : back >> amount) == value) {
            return shifted;
        }
        return saturated(unsigned ? Lanes.mask(size) : value < 0 ? ~maximum(size) : maximum(size));
    }

    /** What a lane of that size holds of a wider one. */
    long narrow(long value, int size, boolean fromUnsigned, boolean toUnsigned) {
        if (fromUnsigned) {
            return Long.compareUnsigned(value, Lanes.mask(size)) > 0 ? saturated(-1) : value;
        }
        return toUnsigned ? unsigned(value, size) : signed(value, size);
    }

    /** Polynomials over the bits: multiplication without carries; the low 64 bits of it. */
    static long multiplyPolynomials(long n, long m) {
        long product = 0;
        for (long rest = n; rest != 0; rest &= rest - 1) {
            product ^= m << Long.numberOfTrailingZeros(rest);
        }
        return product;
    }

    /** The 64 bits above. */
    static long multiplyPolynomialsHigh(long n, long m) {
        long product = 0;
        for (long rest = n & ~1L; rest != 0; rest &= rest - 1) {
            product ^= m >>> 64 - Long.numberOfTrailingZeros(rest);
        }
        return product;
    }

    /** The upper half of twice the product, and {@code d} added to it. */
    private long highOfDouble(long n, long m, long d, int round, int size) {
        int bits = Lanes.bits(size);
        long half = (d << bits - 1) + n * m + ((long) round << bits - 2);
        return signed(half >> bits - 1, size);
    }

    /** {@code size} is that of the wide lane. */
    private long twice(long product, int size) {
        return addSigned(product, product, size);
    }
}
