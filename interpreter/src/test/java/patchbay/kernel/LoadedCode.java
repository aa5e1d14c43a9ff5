package patchbay.kernel;

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
import patchbay.machine.Machine;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * One module in a machine with the few functions of the kernel that pure code calls; whatever else
 * it imports lies where nothing is mapped, so that a call of it ends the run.
 */
public final class LoadedCode {
    private static final long STEPS = 10_000_000;

    /** What a kernel with the few functions is: its rules, its code, and where things lie. */
    public record Kernel(
            Era era, Isa isa, String code, Map<String, Long> symbols, Addresses addresses) {}

    /** Where a module, the kernel's functions, what is not there, and data lie. */
    public record Addresses(long module, long runtime, long nowhere, long data) {}

    private final Machine machine = new Machine();
    private final Kernel kernel;
    private final String name;
    private final Map<String, Long> labels;
    private long next;

    public LoadedCode(Kernel kernel, Path file) {
        this.kernel = kernel;
        this.next = kernel.addresses.data;
        String fileName = file.getFileName().toString();
        name = fileName.substring(0, fileName.length() - ".ko".length());
        labels = assembled();
        try {
            Image image = value(ElfReader.read(fileName, Files.readAllBytes(file)));
            LoadedModule module =
                    value(
                            ModuleLoader.load(
                                    image,
                                    name,
                                    new Placement.First(
                                            kernel.addresses.module,
                                            OptionalLong.of(kernel.addresses.nowhere)),
                                    kernel.era,
                                    symbol -> OptionalLong.of(symbol(symbol))));
            assertEquals(List.of(), machine.check(module.plan()));
            machine.apply(module.plan());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail(reasons.toString());
        };
    }

    private long symbol(String symbol) {
        Long known = kernel.symbols.get(symbol);
        return known != null ? known : labels.getOrDefault(symbol, kernel.addresses.nowhere);
    }

    private Map<String, Long> assembled() {
        List<Isa.AsmLine> lines = new ArrayList<>();
        kernel.code.lines().forEach(line -> lines.add(new Isa.AsmLine(line, lines.size())));
        Isa.Assembly code =
                value(
                        kernel.isa.assemble(
                                lines, kernel.addresses.runtime, label -> OptionalLong.empty()));
        machine.memory()
                .map(Range.of(kernel.addresses.runtime, code.bytes().length), Protection.EXECUTE);
        machine.memory().write(kernel.addresses.runtime, code.bytes());
        return code.labels();
    }

    /** Runs a function; its value in x0. */
    public long call(String function, long... arguments) {
        return call(function, entry(function), arguments);
    }

    /** Runs a function of up to five floats; its value in s0. */
    public float call(String function, float... arguments) {
        long[] values = new long[1 + arguments.length];
        values[0] = entry(function);
        for (int i = 0; i < arguments.length; i++) {
            values[1 + i] = Float.floatToRawIntBits(arguments[i]) & 0xffff_ffffL;
        }
        long stub = Objects.requireNonNull(labels.get("withfloats"));
        return Float.intBitsToFloat((int) call(function, stub, values));
    }

    private long entry(String function) {
        return value(Names.resolve(machine, name, function)).address();
    }

    private long call(String function, long entry, long... arguments) {
        List<Long> values = new ArrayList<>();
        for (long argument : arguments) {
            values.add(argument);
        }
        return switch (Execution.call(machine, kernel.era, entry, values, STEPS, () -> false)) {
            case Result.Ok<Execution.Outcome>(Execution.Outcome outcome) -> outcome.value();
            case Result.Refused<Execution.Outcome>(List<Refusal> reasons) ->
                    fail(name + "." + function + ": " + reasons);
        };
    }

    /** Zeros of their own, 16-byte aligned, that the code may write to. */
    public long room(int size) {
        long at = next;
        next = Bits.alignUp(at + size + 1, 16);
        machine.memory().map(new Range(at, next), Protection.READ_WRITE);
        return at;
    }

    public long put(byte[] bytes) {
        long at = room(bytes.length);
        machine.memory().write(at, bytes);
        return at;
    }

    public byte[] get(long at, int size) {
        return machine.memory().bytes(at, size);
    }

    /** The letters up to a zero. */
    public String text(long at) {
        int length = 0;
        while (machine.memory().little(at + length, 1) != 0) {
            length++;
        }
        return new String(get(at, length), ISO_8859_1);
    }
}
