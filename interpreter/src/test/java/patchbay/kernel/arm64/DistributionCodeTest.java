package patchbay.kernel.arm64;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.kernel.DistributionCode;

/** Functions of arm64 modules; those with vectors besides are in {@link VectorCodeTest}. */
class DistributionCodeTest extends DistributionCode {
    DistributionCodeTest() {
        super("arm64-6.1", Kernel61.KERNEL);
    }

    @ParameterizedTest
    @CsvSource({
        "xor_arm64_neon_2, 2",
        "xor_arm64_neon_3, 3",
        "xor_arm64_neon_4, 4",
        "xor_arm64_neon_5, 5",
        "xor_arm64_eor3_3, 3",
        "xor_arm64_eor3_4, 4",
        "xor_arm64_eor3_5, 5"
    })
    void parityInVectors(String function, int blocks) {
        parity("xor_neon", function, blocks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"neon1", "neon2", "neon4", "neon8"})
    void parityOfTwoInVectors(String unrolled) {
        syndrome("raid6_" + unrolled + "_gen_syndrome");
    }
}
