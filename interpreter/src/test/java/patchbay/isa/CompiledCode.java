package patchbay.isa;

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
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;

/** What GCC makes of C, run by our CPU, against the same in Java. */
public abstract class CompiledCode {
    private final Isa isa;
    private final String tools;

    private static final long TEXT = 0x10000;
    private static final long DATA = 0x1000_0000;
    private static final long STACK_TOP = 0x2001_0000;

    /** Below what a function may write of its caller's frame. */
    private static final long STACK = STACK_TOP - 0x100;

    private static final long A = DATA;
    private static final long B = DATA + 0x2000;
    private static final long OUT = DATA + 0x4000;
    private static final long RETURN = 0xdead_0000L;

    private final Random random = new Random(4);
    private final Map<String, Long> symbols = new HashMap<>();
    private final Memory memory = new Memory();

    /** A set, and what the names of its compiler and the like begin with. */
    protected CompiledCode(Isa isa, String tools) {
        this.isa = isa;
        this.tools = tools;
    }

    /** The register of the first number with a point that a function takes, and of its result. */
    protected abstract String number();

    /** What the result's register holds of a float. */
    protected abstract float single(long register);

    /** Two registers that functions keep. */
    protected abstract int[] kept();

    /** Sets what besides arguments a function expects. */
    protected abstract void enter(Cpu cpu, long entry);

    /** compiled.c. */
    protected void compiledFunctionsDoWhatTheirSourceSays(String options, Path dir)
            throws IOException {
        load("compiled.c", options, dir);

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

    /** vectors.c. */
    protected void vectorisedFunctionsDoWhatTheirSourceSays(String options, Path dir)
            throws IOException {
        load("vectors.c", options + " -ffp-contract=off -fno-math-errno", dir);
        for (int n : new int[] {0, 1, 3, 7, 16, 33, 100}) {
            integers(n);
            floats(n);
        }
        for (double x : new double[] {0.5, -2.5, 1e6, 12345.678}) {
            double expected = ((x * 3 + 2) * x - 1) * x + Math.floor(x) + Math.rint(x);
            double given = Double.longBitsToDouble(call("polynomial", new double[] {x}));
            assertEquals(expected + Math.abs(x), given);
        }
    }

    private byte[] fill(long at, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        memory.write(at, bytes);
        return bytes;
    }

    private void integers(int n) {
        byte[] a = fill(A, 8 * n);
        byte[] b = fill(B, 8 * n);
        int sum = 0;
        long ones = 0;
        byte[] greater = new byte[n];
        for (int i = 0; i < n; i++) {
            sum += a[i] * b[i];
            ones += Long.bitCount(Bits.little(a, 8 * i, 8));
            greater[i] = (byte) Math.max(a[i] & 0xff, b[i] & 0xff);
        }
        assertEquals(sum, (int) call("bytes", A, B, n));
        assertEquals(ones, call("ones", A, n));
        call("greater", OUT, A, B, n);
        assertArrayEquals(greater, memory.bytes(OUT, n));
        call("turn", OUT, A, n);
        call("reverse", B, n);
        for (int i = 0; i < n; i++) {
            int turned = Integer.rotateLeft((int) Bits.little(a, 4 * i, 4), 7);
            assertEquals(turned, memory.u32(OUT + 4 * i));
            short reversed = Short.reverseBytes((short) Bits.little(b, 2 * i, 2));
            assertEquals(reversed ^ 0x5a5a, (short) memory.little(B + 2 * i, 2));
        }
    }

    private void floats(int n) {
        float dot = 0;
        for (int i = 0; i < 4 * n; i++) {
            float a = random.nextFloat(1000);
            float b = 1 + random.nextFloat();
            putFloat(A + 4 * i, a);
            putFloat(B + 4 * i, b);
            dot += i < n ? a * b : 0;
        }
        assertEquals(dot, single(call("dot", new double[0], A, B, n)));
        call("spread", OUT, A, n);
        for (int i = 0; i < n; i++) {
            assertEquals(getFloat(A + 16 * i) + 1, getFloat(OUT + 12 * i));
            float root = (float) Math.sqrt(getFloat(A + 16 * i + 4));
            assertEquals(root, getFloat(OUT + 12 * i + 4));
            float quotient = getFloat(A + 16 * i + 8) / getFloat(A + 16 * i + 12);
            assertEquals(quotient, getFloat(OUT + 12 * i + 8));
        }
        fill(A, 2 * n);
        call("widen", OUT, A, n);
        for (int i = 0; i < n; i++) {
            assertEquals((short) memory.little(A + 2 * i, 2), getFloat(OUT + 4 * i));
        }
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            double x = random.nextDouble();
            double y = random.nextGaussian();
            memory.putLittle(A + 8 * i, 8, Double.doubleToRawLongBits(x));
            memory.putLittle(OUT + 8 * i, 8, Double.doubleToRawLongBits(y));
            expected[i] = y + 0.1 * x;
        }
        call("scale", new double[] {0.1}, OUT, A, n);
        for (int i = 0; i < n; i++) {
            assertEquals(expected[i], Double.longBitsToDouble(memory.u64(OUT + 8 * i)));
        }
    }

    private void putFloat(long at, float value) {
        memory.putLittle(at, 4, Float.floatToRawIntBits(value));
    }

    private float getFloat(long at) {
        return Float.intBitsToFloat(memory.u32(at));
    }

    private long call(String function, long... arguments) {
        return run(function, isa.cpu(memory), arguments).result();
    }

    /** With doubles too, whose registers take two numbers each; the result is one. */
    private long call(String function, double[] numbers, long... arguments) {
        Cpu cpu = isa.cpu(memory);
        int first = cpu.registers().indexOf(number());
        for (int i = 0; i < numbers.length; i++) {
            cpu.register(first + 2 * i, Double.doubleToRawLongBits(numbers[i]));
        }
        return run(function, cpu, arguments).register(first);
    }

    private Cpu run(String function, Cpu cpu, long... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            cpu.argument(i, arguments[i]);
        }
        cpu.stack(STACK);
        cpu.link(RETURN);
        int[] kept = kept();
        cpu.register(kept[0], 0x1919);
        cpu.register(kept[1], 0x2929);
        cpu.pc(Objects.requireNonNull(symbols.get(function), function));
        enter(cpu, cpu.pc());
        assertEquals(new Cpu.Stop.Observed(), cpu.run(pc -> pc != RETURN, 10_000_000), function);
        assertEquals(STACK, cpu.stack());
        assertEquals(0x1919, cpu.register(kept[0]), "callee-saved");
        assertEquals(0x2929, cpu.register(kept[1]), "callee-saved");
        return cpu;
    }

    private void load(String file, String options, Path dir) throws IOException {
        Oracle.require(tools + "-gcc", tools + "-ld", tools + "-objcopy", tools + "-nm");
        try (InputStream source = CompiledCode.class.getResourceAsStream(file)) {
            Files.write(dir.resolve("compiled.c"), Objects.requireNonNull(source).readAllBytes());
        }
        String fixed = tools + "-gcc -ffreestanding -fno-pic -c compiled.c -o compiled.o ";
        Oracle.run(dir, (fixed + options).split(" ", -1));
        Oracle.run(
                dir,
                tools + "-ld",
                "--omagic",
                "-Ttext=0x10000",
                "-e",
                "0",
                "-o",
                "compiled",
                "compiled.o");
        Oracle.run(dir, tools + "-objcopy", "-O", "binary", "compiled", "image");
        Oracle.run(dir, tools + "-nm", "compiled")
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
