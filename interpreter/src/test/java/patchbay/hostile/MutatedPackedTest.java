package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import patchbay.image.Packing;

/**
 * Packed modules, damaged: each is read or refused with a code, in time and in little memory.
 *
 * <p>{@code -Dpatchbay.packed=100000} and {@code -Dpatchbay.seed=7} try more and others.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedPackedTest {
    private static final int MUTANTS = Integer.getInteger("patchbay.packed", 3_000);
    private static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

    /** Room for the dictionary that the header of an xz file asks for, and for what comes out. */
    private static final long MOST_MEMORY = 128L << 20;

    @TempDir Path folder;

    @Test
    void everyDamagedPackedModuleIsReadOrRefused() throws IOException {
        Path examples = Texts.root().resolve("examples");
        byte[] module = Files.readAllBytes(examples.resolve("demo-6.1.ko"));
        List<byte[]> packed =
                List.of(
                        Files.readAllBytes(examples.resolve("demo-6.1.ko.zst")),
                        Files.readAllBytes(examples.resolve("demo-6.1.ko.xz")),
                        PackedMutator.gzip(module),
                        withoutChecksum(Files.readAllBytes(examples.resolve("demo-6.1.ko.zst"))));
        Tally tally = new Tally("damaged packed modules");
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long most = 0;
        for (int round = 0; round < MUTANTS; round++) {
            Random random = new Random(SEED + round);
            byte[] mutant = PackedMutator.damaged(packed.get(round % packed.size()), random);
            Files.write(folder.resolve("m.ko"), mutant);
            long before = memory.getCurrentThreadAllocatedBytes();
            Packing.unpack("m.ko", mutant);
            most = Math.max(most, memory.getCurrentThreadAllocatedBytes() - before);
            Trial trial =
                    Trial.once(
                            "arch arm64 linux 6.1\nsurvey \"m.ko\"\nmodule m from \"m.ko\"",
                            folder,
                            1);
            tally.add(trial.codes);
        }
        System.out.println(tally + "\n  most memory: " + (most >> 20) + " MiB");
        assertTrue(most < MOST_MEMORY, most + " bytes");
        assertTrue(tally.distinct() >= 4, tally::toString);
    }

    /** What has a checksum is mostly refused for that; so it is taken out. */
    private static byte[] withoutChecksum(byte[] zstd) {
        byte[] bytes = Arrays.copyOf(zstd, zstd.length - 4);
        bytes[4] &= ~4;
        return bytes;
    }
}
