package patchbay.isa.ppc64;

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
        super(Ppc64.ISA, "powerpc64le-linux-gnu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O2 -mcpu=power8 -mno-vsx -mno-altivec -msoft-float",
                "-O3 -mcpu=power8",
                "-O3 -mcpu=power9",
                "-O2 -mcpu=power10",
                "-O0 -mcpu=power8",
                "-Os -mcpu=power10 -mno-pcrel"
            })
    void compiledFunctionsRun(String options, @TempDir Path dir) throws IOException {
        compiledFunctionsDoWhatTheirSourceSays(options, dir);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O2 -mcpu=power8",
                "-O3 -mcpu=power8",
                "-O3 -mcpu=power9",
                "-O3 -mcpu=power10",
                "-O3 -mcpu=power10 -ffinite-math-only -fno-signed-zeros -fno-trapping-math",
                "-O0 -mcpu=power8"
            })
    void vectorisedFunctionsRun(String options, @TempDir Path dir) throws IOException {
        vectorisedFunctionsDoWhatTheirSourceSays(options, dir);
    }

    @Override
    protected String number() {
        return "vs1.d[0]";
    }

    @Override
    protected float single(long register) {
        return (float) Double.longBitsToDouble(register);
    }

    @Override
    protected int[] kept() {
        return new int[] {14, 31};
    }

    @Override
    protected void enter(Cpu cpu, long entry) {
        cpu.register(12, entry); // a function makes its TOC's address from that
    }
}
