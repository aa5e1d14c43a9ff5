package patchbay.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our own kernel, damaged: each is mapped and then shown, called, patched and taken back, or
 * refused with a code.
 *
 * <p>{@code -Dpatchbay.kernels=100000} and {@code -Dpatchbay.seed=7} try more and others.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedKernelsTest {
    private static final int MUTANTS = Integer.getInteger("patchbay.kernels", 2_000);
    private static final long SEED = Long.getLong("patchbay.seed", 20_260_101L);

    /** What a session takes for these statements, and pages for as much as a kernel may map. */
    private static final long MOST_MEMORY = 256L << 20;

    private static final String USE =
            """
            show map
            show sections kernel
            show sites
            list symbols
            list calls to bar
            show code caller
            show code start_kernel
            call caller()
            call indirect()
            module m from "m.ko" at kernel - 64M
            redirect bar -> quiet
            call caller()
            restore bar
            expect unchanged kernel
            """;

    @TempDir Path folder;

    @Test
    void everyDamagedKernelIsMappedOrRefused() throws IOException {
        Path examples = Texts.root().resolve("examples");
        byte[] kernel = Files.readAllBytes(examples.resolve("vmlinux-6.1"));
        Files.copy(examples.resolve("demo-6.1.ko"), folder.resolve("m.ko"));
        List<String> places = List.of("", "", " at default", " at 0xffff800012345000", " at 0");
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Tally tally = new Tally("damaged kernels");
        int mapped = 0;
        long most = 0;
        for (int round = 0; round < MUTANTS; round++) {
            Random random = new Random(SEED + round);
            Files.write(folder.resolve("vmlinux"), ModuleMutator.damaged(kernel, random));
            String place = places.get(random.nextInt(places.size()));
            String version = random.nextInt(4) == 0 ? "6.12" : "6.1";
            String text =
                    "arch arm64 linux " + version + "\nkernel from \"vmlinux\"" + place + "\n";
            long before = memory.getCurrentThreadAllocatedBytes();
            Trial trial = Trial.of(text + USE, folder, false, 1);
            most = Math.max(most, memory.getCurrentThreadAllocatedBytes() - before);
            tally.add(trial.codes);
            mapped += trial.answers > 0 ? 1 : 0;
        }
        System.out.println(mapped + " of " + tally + "\n  most memory: " + (most >> 20) + " MiB");
        assertTrue(mapped >= MUTANTS / 10, mapped + " mapped");
        assertTrue(most < MOST_MEMORY, most + " bytes");
        assertTrue(tally.distinct() >= 12, tally::toString);
        assertTrue(tally.largestShare() <= 40, tally::toString);
    }
}
