package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.kernel.Era;
import patchbay.source.Phrase;

/**
 * How an arm64 kernel makes a 64-bit constant. There is no pool and no register that points to one:
 * {@code mov_q} builds any value from immediates of 16 bits, two to four instructions depending on
 * how many high bits are only sign; {@code adr_l} reaches any address within 4 GiB of its place in
 * two, and {@code ldr_l} what stands there, also in two.
 */
final class Constants {
    private static final long ADRP_REACH = 1L << 32;

    private Constants() {}

    static List<Era.Recipe> of(long value, long place) {
        List<Era.Recipe> recipes = new ArrayList<>();
        recipes.add(
                new Era.Recipe(
                        "mov_q",
                        "any value, from immediates; no relocation at run time",
                        movq(value),
                        place));
        long pages = (value & ~0xfffL) - (place & ~0xfffL);
        if (pages >= -ADRP_REACH && pages < ADRP_REACH) {
            recipes.add(
                    new Era.Recipe(
                            "adr_l",
                            Phrase.of(
                                    "an address within 4G of its place, here %s",
                                    "0x" + Long.toHexString(place)),
                            List.of(page(value), Phrase.of("add x0, x0, #0x%x", value & 0xfff)),
                            place));
            // The load's immediate counts in units of its size.
            if (value % 4 == 0) {
                boolean whole = value % 8 == 0;
                recipes.add(
                        new Era.Recipe(
                                "ldr_l",
                                Phrase.of(
                                        "what the %d bytes at such an address hold: no literal pool",
                                        whole ? 8 : 4),
                                List.of(
                                        page(value),
                                        Phrase.of(
                                                "ldr %s, [x0, #0x%x]",
                                                whole ? "x0" : "w0", value & 0xfff)),
                                place));
            }
        }
        return recipes;
    }

    private static String page(long address) {
        return Phrase.of("adrp x0, 0x%x", address & ~0xfffL);
    }

    /**
     * The first instruction sets the highest group and, with movn, all ones above it; the others
     * fill in what lies below.
     */
    private static List<String> movq(long value) {
        int groups = Bits.fitsSigned(value, 32) ? 1 : Bits.fitsSigned(value, 48) ? 2 : 3;
        boolean negative = value < 0 && groups < 3;
        List<String> lines = new ArrayList<>();
        long highest = Bits.unsigned(negative ? ~(value >> 16 * groups) : value >> 16 * groups, 16);
        lines.add(
                Phrase.of(
                        "%s x0, #0x%x, lsl #%d", negative ? "movn" : "movz", highest, 16 * groups));
        for (int group = groups - 1; group >= 0; group--) {
            lines.add(
                    Phrase.of(
                            "movk x0, #0x%x%s",
                            Bits.unsigned(value >> 16 * group, 16),
                            group == 0 ? "" : ", lsl #" + 16 * group));
        }
        return lines;
    }
}
