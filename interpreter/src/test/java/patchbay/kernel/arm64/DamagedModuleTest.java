package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Era;
import patchbay.kernel.Exports;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Placement;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** Whatever stands in a file, it is loaded or refused; nothing is thrown, nothing runs away. */
class DamagedModuleTest {
    private static final int ROUNDS = 6000;

    @Test
    void aDamagedModuleIsLoadedOrRefused() {
        Golden golden = Golden.named("demo-6.1-far");
        byte[] whole = Golden.resource("demo-6.1.ko");
        Era[] eras = {
            Golden.era("6.1"),
            Golden.era("6.1", "erratum_843419"),
            Golden.era("6.12"),
            Golden.era("4.19", "no_module_unload")
        };
        int refused = 0;
        int loaded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            byte[] bytes = damage(whole.clone(), random);
            Era era = eras[round % eras.length];
            Placement placement =
                    round % 3 == 0
                            ? new Placement.First(
                                    0xffff_8000_0000_0000L + (random.nextLong(1L << 34) & -4096),
                                    java.util.OptionalLong.empty())
                            : round % 3 == 1 ? golden.blocks() : golden.sections();
            switch (load(bytes, placement, era, golden.exports())) {
                case Result.Ok<LoadedModule>(LoadedModule module) -> {
                    module.plan();
                    loaded++;
                }
                case Result.Refused<LoadedModule>(List<Refusal> reasons) -> {
                    assertFalse(reasons.isEmpty());
                    refused++;
                }
            }
        }
        assertTrue(refused > ROUNDS / 10, "refused " + refused);
        assertTrue(loaded > ROUNDS / 10, "loaded " + loaded);
    }

    private static Result<LoadedModule> load(
            byte[] bytes, Placement placement, Era era, Exports exports) {
        return ElfReader.read("damaged.ko", bytes)
                .then((Image image) ->
                        ModuleLoader.load(image, "damaged", placement, era, exports));
    }

    /** Cuts, or sets some fields to values that hurt; mostly where headers and tables are. */
    private static byte[] damage(byte[] bytes, Random random) {
        if (random.nextInt(10) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        long[] nasty = {
            0,
            1,
            2,
            4,
            7,
            8,
            24,
            64,
            0xff,
            0xff20,
            0xfff1,
            0xfff2,
            0xffff,
            4096,
            1L << 20,
            1L << 24,
            1L << 26,
            1L << 31,
            0xffffffffL,
            1L << 32,
            1L << 62,
            -1,
            -8,
            Long.MIN_VALUE
        };
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at =
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(64);
                        case 1 -> 0x10f0 + random.nextInt(25 * 64);
                        case 2 -> 0x6d0 + random.nextInt(0x438);
                        default -> 0xba0 + random.nextInt(0x450);
                    };
            int size = 1 << random.nextInt(4);
            at = Math.min(at & -size, bytes.length - size);
            long value =
                    random.nextBoolean()
                            ? nasty[random.nextInt(nasty.length)]
                            : Bits.little(bytes, at, size) ^ 1L << random.nextInt(8 * size);
            Bits.putLittle(bytes, at, size, value);
        }
        return bytes;
    }
}
