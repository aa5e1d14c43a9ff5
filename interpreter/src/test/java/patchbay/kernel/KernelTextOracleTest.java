package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.arch.Architectures;
import patchbay.isa.Isa;
import patchbay.kernel.LayoutSpec.Binary;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.Call;
import patchbay.kernel.LayoutSpec.Constant;
import patchbay.kernel.LayoutSpec.Parameter;
import patchbay.source.Result;

/** The text that the kernels' rules are made of gives the same bytes in GNU as and ld. */
class KernelTextOracleTest {
    private static final long DATA = 0x1cc0;
    private static final long CALLEE = 0x0123_4560;
    private static final long TEXT = 0x0765_4000;
    private static final long TOC = 0x8000;

    private static final Map<String, List<String>> ASSEMBLERS =
            Map.of(
                    "arm64", List.of("aarch64-linux-gnu-as", "-march=armv8.5-a"),
                    "ppc64le", List.of("powerpc64le-linux-gnu-as", "-mpower9", "-mregnames"));

    @TempDir private Path dir = Path.of("");

    private static Era era(String arch, String version) {
        Architecture architecture = Architectures.named(arch).orElseThrow();
        Result<Era> era =
                architecture.era(Version.parse(version).orElseThrow(), architecture.usual());
        return era instanceof Result.Ok<Era>(Era known) ? known : fail(era.toString());
    }

    private static String ours(Era era, List<String> lines) {
        List<Isa.AsmLine> numbered = new ArrayList<>();
        for (String line : lines) {
            numbered.add(new Isa.AsmLine(line, numbered.size()));
        }
        Result<Isa.Assembly> code =
                era.isa()
                        .assemble(
                                numbered,
                                era.kernelBase(),
                                name -> OptionalLong.of(era.kernelBase() + DATA));
        return code instanceof Result.Ok<Isa.Assembly>(Isa.Assembly assembly)
                ? HexFormat.of().formatHex(assembly.bytes())
                : fail(code.toString());
    }

    /** With names outside at these distances from the beginning. */
    private String gnu(Era era, List<String> lines, Map<String, Long> outside) throws IOException {
        List<String> as = new ArrayList<>(ASSEMBLERS.getOrDefault(era.isa().name(), List.of()));
        String prefix = as.getFirst().substring(0, as.getFirst().length() - 2);
        Oracle.require(as.getFirst(), prefix + "ld", prefix + "objcopy");
        Files.writeString(dir.resolve("text.s"), String.join("\n", lines) + "\n");
        as.addAll(List.of("-o", "text.o", "text.s"));
        Oracle.run(dir, as.toArray(String[]::new));
        List<String> link =
                new ArrayList<>(
                        List.of(
                                prefix + "ld",
                                "-Ttext=0x" + Long.toHexString(era.kernelBase()),
                                "-e",
                                "0",
                                "-o",
                                "text.elf",
                                "text.o"));
        outside.forEach((name, distance) ->
                link.add("--defsym=%s=0x%x".formatted(name, era.kernelBase() + distance)));
        Oracle.run(dir, link.toArray(String[]::new));
        Oracle.run(dir, prefix + "objcopy", "-O", "binary", "-j", ".text", "text.elf", "text.bin");
        return HexFormat.of().formatHex(Files.readAllBytes(dir.resolve("text.bin")));
    }

    @ParameterizedTest
    @CsvSource({
        "arm64, 4.19",
        "arm64, 6.1",
        "arm64, 6.2",
        "arm64, 6.3",
        "arm64, 6.12",
        "ppc64le, 4.19",
        "ppc64le, 6.1"
    })
    void theEntryCode(String arch, String version) throws IOException {
        Era era = era(arch, version);
        EntryCode entry = era.entryCode();
        Map<String, Long> data = new HashMap<>();
        entry.data().forEach(datum -> data.put(datum.name(), DATA));
        assertEquals(gnu(era, entry.lines(), data), ours(era, entry.lines()));
    }

    @ParameterizedTest
    @CsvSource({"arm64, 4.19", "arm64, 6.1", "arm64, 6.12", "ppc64le, 4.19", "ppc64le, 6.1"})
    void aFunctionInWords(String arch, String version) throws IOException {
        Era era = era(arch, version);
        long base = era.kernelBase();
        LayoutSpec.Expression value = new Constant(0xffff_8000_0812_3450L);
        for (BinaryOperator operator : BinaryOperator.values()) {
            value =
                    new Binary(
                            operator,
                            new Binary(operator, value, new Parameter("x")),
                            new Call("callee", List.of(new Parameter("y"), new Constant(-2))));
        }
        for (int i = 0; i < 40; i++) {
            value = new Binary(BinaryOperator.XOR, new Constant(i * 0x1234_5678_9abcL), value);
        }
        for (LayoutSpec.Body body :
                List.of(new LayoutSpec.Returns(value), new LayoutSpec.Logs("text"))) {
            LayoutSpec.Function function =
                    new LayoutSpec.Function(
                            "f",
                            List.of("x", "y"),
                            OptionalLong.empty(),
                            OptionalLong.empty(),
                            false,
                            false,
                            List.of("callee"),
                            body);
            List<String> lines = era.functionCode().lines(function, links(base)).lines();
            // as takes a number for a distance, so there the two targets get names
            List<String> named =
                    lines.stream()
                            .map(line ->
                                    line.replace("0x" + Long.toHexString(base + CALLEE), "callee"))
                            .map(line -> line.replace("0x" + Long.toHexString(base + TEXT), "text"))
                            .toList();
            assertEquals(gnu(era, named, Map.of("callee", CALLEE, "text", TEXT)), ours(era, lines));
        }
    }

    private static FunctionCode.Linker links(long base) {
        return new FunctionCode.Linker() {
            @Override
            public long here() {
                return base;
            }

            @Override
            public long toc() {
                return base + TOC;
            }

            @Override
            public long branch(String callee) {
                return base + CALLEE;
            }

            @Override
            public long text(String text) {
                return base + TEXT + 0x321;
            }
        };
    }
}
