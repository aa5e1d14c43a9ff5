package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Oracle;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;

/** What GCC makes of C, run by our CPU, against the same in Java. */
class CompiledCodeTest {
    private static final long TEXT = 0x10000;
    private static final long DATA = 0x1000_0000;
    private static final long STACK_TOP = 0x2001_0000;
    private static final long RETURN = 0xdead_0000L;

    private final Random random = new Random(4);
    private final Map<String, Long> symbols = new HashMap<>();
    private final Memory memory = new Memory();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-O2 -march=armv8-a -mno-outline-atomics",
                "-O2 -march=armv8.5-a+rcpc",
                "-O0 -march=armv8-a -mno-outline-atomics",
                "-Os -march=armv8-a -mno-outline-atomics -mbranch-protection=standard -fpatchable-function-entry=2"
            })
    void compiledFunctionsDoWhatTheirSourceSays(String options, @TempDir Path dir)
            throws IOException {
        load(options, dir);

        byte[] text = new byte[1000];
        random.nextBytes(text);
        memory.write(DATA, text);
        CRC32 crc = new CRC32();
        crc.update(text);
        assertEquals(crc.getValue(), call("crc32", DATA, text.length) & 0xffff_ffffL);

        memory.write(
                DATA + 0x2003,
                "as long as this".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(15, call("length", DATA + 0x2003));

        call("copy", DATA + 0x3001, DATA + 3, 777);
        assertArrayEquals(Arrays.copyOfRange(text, 3, 780), memory.bytes(DATA + 0x3001, 777));

        long[] numbers = random.longs(500).toArray();
        for (int i = 0; i < numbers.length; i++) {
            memory.putLittle(DATA + 0x4000 + 8 * i, 8, numbers[i]);
        }
        call("sort", DATA + 0x4000, numbers.length);
        Arrays.sort(numbers);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], memory.u64(DATA + 0x4000 + 8 * i));
        }

        assertEquals(987, call("fibonacci", 16));

        for (int i = 0; i < 200; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            assertEquals(Math.unsignedMultiplyHigh(a, b) ^ a * b, call("mulmod", a, b));
            int c = (int) b;
            long quotients =
                    a / 7 + a % 1000 - c / 10 + Integer.remainderUnsigned(c, 60) + a / (c | 1);
            assertEquals(quotients, call("divisions", a, c));
            for (int what = 0; what <= 10; what++) {
                assertEquals(
                        dispatch(what, a, b), call("dispatch", what, a, b), "dispatch " + what);
            }
        }

        memory.putLittle(DATA + 0x8000, 8, 100);
        assertEquals(100 ^ 103 ^ 106, call("count", DATA + 0x8000, 3, 3));
        assertEquals(109, memory.u64(DATA + 0x8000));

        long sum = 0;
        for (int i = 31; i >= 0; i--) {
            sum = sum * 3 + i * 5L;
        }
        assertEquals(sum, call("locals", 5));
    }

    private static long dispatch(int what, long a, long b) {
        return switch (what) {
            case 0 -> a + b;
            case 1 -> a - b;
            case 2 -> a * b;
            case 3 -> a & ~b;
            case 4 -> a << b;
            case 5 -> a >> b;
            case 6 -> Long.rotateRight(a, (int) b);
            case 7 -> Long.numberOfLeadingZeros(a | 1) + Long.numberOfTrailingZeros(b | 1);
            case 8 -> Long.reverseBytes(a) ^ Integer.reverseBytes((int) b) & 0xffff_ffffL;
            case 9 -> Long.compare(a, b);
            default -> (short) a + (byte) b;
        };
    }

    private long call(String function, long... arguments) {
        Cpu cpu = new Arm64Cpu(memory);
        for (int i = 0; i < arguments.length; i++) {
            cpu.argument(i, arguments[i]);
        }
        cpu.stack(STACK_TOP);
        cpu.link(RETURN);
        cpu.register(19, 0x1919);
        cpu.register(29, 0x2929);
        cpu.pc(Objects.requireNonNull(symbols.get(function), function));
        assertEquals(new Cpu.Stop.Observed(), cpu.run(pc -> pc != RETURN, 10_000_000), function);
        assertEquals(STACK_TOP, cpu.stack());
        assertEquals(0x1919, cpu.register(19), "callee-saved");
        assertEquals(0x2929, cpu.register(29), "callee-saved");
        return cpu.result();
    }

    private void load(String options, Path dir) throws IOException {
        Oracle.require(
                "aarch64-linux-gnu-gcc",
                "aarch64-linux-gnu-ld",
                "aarch64-linux-gnu-objcopy",
                "aarch64-linux-gnu-nm");
        try (InputStream source = CompiledCodeTest.class.getResourceAsStream("compiled.c")) {
            Files.write(dir.resolve("compiled.c"), Objects.requireNonNull(source).readAllBytes());
        }
        // As the kernel is compiled: no floating-point registers.
        String fixed =
                "aarch64-linux-gnu-gcc -mgeneral-regs-only -ffreestanding -fno-pic -c compiled.c -o compiled.o ";
        Oracle.run(dir, (fixed + options).split(" ", -1));
        Oracle.run(
                dir,
                "aarch64-linux-gnu-ld",
                "--omagic",
                "-Ttext=0x10000",
                "-e",
                "0",
                "-o",
                "compiled",
                "compiled.o");
        Oracle.run(dir, "aarch64-linux-gnu-objcopy", "-O", "binary", "compiled", "image");
        Oracle.run(dir, "aarch64-linux-gnu-nm", "compiled")
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(parts -> symbols.put(parts[2], Long.parseUnsignedLong(parts[0], 16)));
        byte[] image = Files.readAllBytes(dir.resolve("image"));
        memory.map(Range.of(TEXT, image.length), Protection.EXECUTE);
        memory.write(TEXT, image);
        memory.map(Range.of(DATA, 0x10000), Protection.READ_WRITE);
        memory.map(Range.of(STACK_TOP - 0x10000, 0x10000), Protection.READ_WRITE);
    }
}
