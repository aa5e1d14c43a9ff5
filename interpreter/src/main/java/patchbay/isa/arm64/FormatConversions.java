package patchbay.isa.arm64;

import static patchbay.isa.FloatNumber.INFINITE;

import patchbay.isa.FloatFormat;
import patchbay.isa.FloatNumber;
import patchbay.isa.FloatRounding;

/** Conversions between the formats of numbers with a point: FPConvert of the manual. */
final class FormatConversions {
    private final FloatModes rounding;
    private final FloatNumber a = new FloatNumber();

    FormatConversions(FloatModes rounding) {
        this.rounding = rounding;
    }

    /** Halves are as FPCR says, and never flushed. */
    long convert(int from, int to, long x) {
        int half = rounding.isAlternative() ? FloatFormat.ALTERNATIVE : FloatFormat.HALF;
        int source = from == FloatFormat.HALF ? half : from;
        int target = to == FloatFormat.HALF ? half : to;
        int before = rounding.mode();
        if (from == FloatFormat.HALF) {
            rounding.keepSubnormals();
        }
        rounding.unpack(source, x, a);
        if (to == FloatFormat.HALF) {
            rounding.keepSubnormals();
        }
        long result = target == FloatFormat.ALTERNATIVE ? alternative() : rounding.pack(target, a);
        rounding.mode(before);
        return result;
    }

    /** There are no NaNs and no infinities to convert to. */
    private long alternative() {
        if (a.isNan() || a.kind == INFINITE) {
            rounding.raise(FloatRounding.INVALID);
            return a.isNan()
                    ? FloatFormat.signed(FloatFormat.ALTERNATIVE, a.negative, 0)
                    : FloatFormat.largest(FloatFormat.ALTERNATIVE, a.negative);
        }
        return rounding.pack(FloatFormat.ALTERNATIVE, a);
    }

    /** A half as a single, exactly, even if it is a signalling NaN. */
    long widen(long half) {
        long bits = rounding.flushed(FloatFormat.HALF, half);
        rounding.unpack(FloatFormat.HALF, bits, a);
        if (a.isNan()) {
            long fraction = a.fraction >>> 62 - FloatFormat.digits(FloatFormat.SINGLE);
            return FloatFormat.infinity(FloatFormat.SINGLE, a.negative) | fraction;
        }
        return rounding.pack(FloatFormat.SINGLE, a);
    }
}
