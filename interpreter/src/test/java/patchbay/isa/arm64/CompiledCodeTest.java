package patchbay.isa.arm64;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.isa.CompiledCode;
import patchbay.isa.Cpu;

/** C as GCC compiles it for this set. */
class CompiledCodeTest extends CompiledCode {
    CompiledCodeTest() {
        super(Arm64.ISA, "aarch64-linux-gnu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O2 -march=armv8-a -mno-outline-atomics -mgeneral-regs-only",
                "-O2 -march=armv8.5-a+rcpc -mgeneral-regs-only",
                "-O3 -march=armv8.6-a",
                "-O0 -march=armv8-a -mno-outline-atomics -mgeneral-regs-only",
                "-Os -march=armv8-a -mno-outline-atomics -mgeneral-regs-only -mbranch-protection=standard -fpatchable-function-entry=2"
            })
    void compiledFunctionsRun(String options, @TempDir Path dir) throws IOException {
        compiledFunctionsDoWhatTheirSourceSays(options, dir);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O2 -march=armv8-a",
                "-O3 -march=armv8-a",
                "-O3 -march=armv8.6-a",
                "-O3 -march=armv8.6-a -ffinite-math-only -fno-signed-zeros -fno-trapping-math",
                "-O0 -march=armv8-a"
            })
    void vectorisedFunctionsRun(String options, @TempDir Path dir) throws IOException {
        vectorisedFunctionsDoWhatTheirSourceSays(options, dir);
    }

    @Override
    protected String number() {
        return "v0.d[0]";
    }

    @Override
    protected float single(long register) {
        return Float.intBitsToFloat((int) register);
    }

    @Override
    protected int[] kept() {
        return new int[] {19, 29};
    }

    @Override
    protected void enter(Cpu cpu, long entry) {}
}
