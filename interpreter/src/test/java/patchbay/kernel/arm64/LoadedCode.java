package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.Image;
import patchbay.image.elf.ElfReader;
import patchbay.isa.Isa;
import patchbay.isa.arm64.Arm64;
import patchbay.kernel.Era;
import patchbay.kernel.Execution;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Names;
import patchbay.kernel.Placement;
import patchbay.machine.Machine;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * One module in a machine with the few functions of the kernel that pure code calls; whatever else
 * it imports lies where nothing is mapped, so that a call of it ends the run.
 */
final class LoadedCode {
    private static final long MODULE = 0xffff_8000_0100_0000L;
    private static final long RUNTIME = 0xffff_8000_0800_0000L;
    private static final long NOWHERE = 0xffff_8000_0900_0000L;
    private static final long DATA = 0xffff_8000_0a00_0000L;
    private static final long STEPS = 10_000_000;

    /**
     * The kernel's own memory functions, a byte at a time; what it does before and after code with
     * vectors, which is nothing here; and a call of x0 with numbers with a point.
     */
    private static final String KERNEL =
            """
            memset:
                mov x3, x0
            fill: cbz x2, filled
                strb w1, [x3], #1
                sub x2, x2, #1
                b fill
            filled: ret
            memmove:
                cmp x0, x1
                b.ls memcpy
            down: cbz x2, wasdown
                sub x2, x2, #1
                ldrb w3, [x1, x2]
                strb w3, [x0, x2]
                b down
            wasdown: ret
            memcpy:
                mov x3, x0
            up: cbz x2, wasup
                ldrb w4, [x1], #1
                strb w4, [x3], #1
                sub x2, x2, #1
                b up
            wasup: ret
            kernel_neon_begin:
            kernel_neon_end:
                ret
            withfloats:
                stp x29, x30, [sp, #-16]!
                fmov s0, w1
                fmov s1, w2
                fmov s2, w3
                fmov s3, w4
                fmov s4, w5
                blr x0
                fmov w0, s0
                ldp x29, x30, [sp], #16
                ret
            """;

    private final Machine machine = new Machine();
    private final Era era = Golden.era("6.1");
    private final String name;
    private final Map<String, Long> kernel;
    private long next = DATA;

    LoadedCode(Path file) {
        String fileName = file.getFileName().toString();
        name = fileName.substring(0, fileName.length() - ".ko".length());
        kernel = kernel();
        try {
            Image image = Golden.value(ElfReader.read(fileName, Files.readAllBytes(file)));
            LoadedModule module =
                    Golden.value(
                            ModuleLoader.load(
                                    image,
                                    name,
                                    new Placement.First(MODULE, OptionalLong.of(NOWHERE)),
                                    era,
                                    symbol ->
                                            OptionalLong.of(kernel.getOrDefault(symbol, NOWHERE))));
            assertEquals(List.of(), machine.check(module.plan()));
            machine.apply(module.plan());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Long> kernel() {
        List<Isa.AsmLine> lines = new ArrayList<>();
        KERNEL.lines().forEach(line -> lines.add(new Isa.AsmLine(line, lines.size())));
        Isa.Assembly code =
                Golden.value(Arm64.ISA.assemble(lines, RUNTIME, label -> OptionalLong.empty()));
        machine.memory().map(Range.of(RUNTIME, code.bytes().length), Protection.EXECUTE);
        machine.memory().write(RUNTIME, code.bytes());
        return code.labels();
    }

    /** Runs a function; its value in x0. */
    long call(String function, long... arguments) {
        return call(function, entry(function), arguments);
    }

    /** Runs a function of up to five floats; its value in s0. */
    float call(String function, float... arguments) {
        long[] values = new long[1 + arguments.length];
        values[0] = entry(function);
        for (int i = 0; i < arguments.length; i++) {
            values[1 + i] = Float.floatToRawIntBits(arguments[i]) & 0xffff_ffffL;
        }
        long stub = Objects.requireNonNull(kernel.get("withfloats"));
        return Float.intBitsToFloat((int) call(function, stub, values));
    }

    private long entry(String function) {
        return Golden.value(Names.resolve(machine, name, function)).address();
    }

    private long call(String function, long entry, long... arguments) {
        List<Long> values = new ArrayList<>();
        for (long argument : arguments) {
            values.add(argument);
        }
        return switch (Execution.call(machine, era, entry, values, STEPS, () -> false)) {
            case Result.Ok<Execution.Outcome>(Execution.Outcome outcome) -> outcome.value();
            case Result.Refused<Execution.Outcome>(List<Refusal> reasons) ->
                    fail(name + "." + function + ": " + reasons);
        };
    }

    /** Zeros of their own, 16-byte aligned, that the code may write to. */
    long room(int size) {
        long at = next;
        next = Bits.alignUp(at + size + 1, 16);
        machine.memory().map(new Range(at, next), Protection.READ_WRITE);
        return at;
    }

    long put(byte[] bytes) {
        long at = room(bytes.length);
        machine.memory().write(at, bytes);
        return at;
    }

    byte[] get(long at, int size) {
        return machine.memory().bytes(at, size);
    }

    /** The letters up to a zero. */
    String text(long at) {
        int length = 0;
        while (machine.memory().little(at + length, 1) != 0) {
            length++;
        }
        return new String(get(at, length), ISO_8859_1);
    }
}
