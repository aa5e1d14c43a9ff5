package patchbay.kernel.ppc64;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.kernel.Era;

/**
 * How a ppc64 kernel makes a 64-bit constant: from halves, where code is patched always from all
 * four of them; or, an address of its own, from r2 in two.
 *
 * <pre>
 *   lis  r,v[63:48]     the sign goes where it is shifted out
 *   ori  r,r,v[47:32]
 *   sldi r,r,32
 *   oris r,r,v[31:16]   unsigned, so nothing is carried
 *   ori  r,r,v[15:0]
 * </pre>
 */
final class Constants {
    private Constants() {}

    static List<Era.Recipe> of(long value, long toc) {
        List<Era.Recipe> recipes = new ArrayList<>();
        recipes.add(
                new Era.Recipe(
                        "patch_imm64_load_insns",
                        "any value, from immediates, always five instructions",
                        halves(12, value),
                        toc));
        long distance = value - toc;
        if (Bits.fitsSigned(distance + 0x8000 >> 16, 16)) {
            recipes.add(
                    new Era.Recipe(
                            "LOAD_REG_ADDR",
                            "an address within 2G of .TOC., here 0x" + Long.toHexString(toc),
                            List.of(
                                    "addis r12,r2," + Ppc64Instructions.high(distance),
                                    "addi r12,r12," + Ppc64Instructions.low(distance)),
                            toc));
        }
        return recipes;
    }

    /** All five. */
    static List<String> halves(int register, long value) {
        String r = "r" + register;
        return List.of(
                "lis " + r + "," + Bits.signed(value >> 48, 16),
                "ori " + r + "," + r + "," + half(value, 32),
                "sldi " + r + "," + r + ",32",
                "oris " + r + "," + r + "," + half(value, 16),
                "ori " + r + "," + r + "," + half(value, 0));
    }

    private static long half(long value, int shift) {
        return Bits.unsigned(value >> shift, 16);
    }

    /** As a compiler does it: what is zero or only sign is left out. */
    static List<String> inRegister(int register, long value) {
        String r = "r" + register;
        if (Bits.fitsSigned(value, 16)) {
            return List.of("li " + r + "," + value);
        }
        List<String> lines = new ArrayList<>();
        if (Bits.fitsSigned(value, 32)) {
            lines.add("lis " + r + "," + Bits.signed(value >> 16, 16));
        } else {
            lines.addAll(inRegister(register, value >> 32));
            lines.add("sldi " + r + "," + r + ",32");
            if (half(value, 16) != 0) {
                lines.add("oris " + r + "," + r + "," + half(value, 16));
            }
        }
        if (half(value, 0) != 0) {
            lines.add("ori " + r + "," + r + "," + half(value, 0));
        }
        return lines;
    }
}
