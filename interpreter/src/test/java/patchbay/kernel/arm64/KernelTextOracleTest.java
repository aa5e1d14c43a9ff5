package patchbay.kernel.arm64;

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
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.Oracle;
import patchbay.arch.Architectures;
import patchbay.isa.Isa;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.FunctionCode;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.LayoutSpec.Binary;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.Call;
import patchbay.kernel.LayoutSpec.Constant;
import patchbay.kernel.LayoutSpec.Parameter;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.source.Result;

/** The text that the kernel's rules are made of gives the same bytes in GNU as and ld. */
class KernelTextOracleTest {
    private static final long BASE = 0xffff_8000_0800_0000L;
    private static final long DATA = BASE + 0x1cc0;
    private static final long CALLEE = BASE + 0x0123_4560;
    private static final long TEXT = BASE + 0x0765_4000;

    @TempDir private Path dir = Path.of("");

    private static Era era(String version) {
        Result<Era> era =
                Architectures.named("arm64")
                        .orElseThrow()
                        .era(Version.parse(version).orElseThrow(), new Options(Set.of(), 4096));
        return era instanceof Result.Ok<Era>(Era known) ? known : fail(era.toString());
    }

    private static String ours(Era era, List<String> lines) {
        List<Isa.AsmLine> numbered = new ArrayList<>();
        for (String line : lines) {
            numbered.add(new Isa.AsmLine(line, numbered.size()));
        }
        Result<Isa.Assembly> code =
                era.isa().assemble(numbered, BASE, name -> OptionalLong.of(DATA));
        return code instanceof Result.Ok<Isa.Assembly>(Isa.Assembly assembly)
                ? HexFormat.of().formatHex(assembly.bytes())
                : fail(code.toString());
    }

    private String gnu(List<String> lines, Map<String, Long> outside) throws IOException {
        Oracle.require("aarch64-linux-gnu-as", "aarch64-linux-gnu-ld", "aarch64-linux-gnu-objcopy");
        Files.writeString(dir.resolve("text.s"), String.join("\n", lines) + "\n");
        Oracle.run(dir, "aarch64-linux-gnu-as", "-march=armv8.5-a", "-o", "text.o", "text.s");
        List<String> link =
                new ArrayList<>(
                        List.of(
                                "aarch64-linux-gnu-ld",
                                "-Ttext=0x" + Long.toHexString(BASE),
                                "-e",
                                "0",
                                "-o",
                                "text.elf",
                                "text.o"));
        outside.forEach((name, address) ->
                link.add("--defsym=" + name + "=0x" + Long.toHexString(address)));
        Oracle.run(dir, link.toArray(String[]::new));
        Oracle.run(
                dir,
                "aarch64-linux-gnu-objcopy",
                "-O",
                "binary",
                "-j",
                ".text",
                "text.elf",
                "text.bin");
        return HexFormat.of().formatHex(Files.readAllBytes(dir.resolve("text.bin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1", "6.2", "6.3", "6.12"})
    void theEntryCode(String version) throws IOException {
        Era era = era(version);
        EntryCode entry = era.entryCode();
        Map<String, Long> data = new HashMap<>();
        entry.data().forEach(datum -> data.put(datum.name(), DATA));
        assertEquals(gnu(entry.lines(), data), ours(era, entry.lines()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.19", "6.1", "6.12"})
    void aFunctionInWords(String version) throws IOException {
        Era era = era(version);
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
            List<String> lines = era.functionCode().lines(function, links()).lines();
            // as takes a number for a distance, so there the two targets get names
            List<String> named =
                    lines.stream()
                            .map(line -> line.replace("0x" + Long.toHexString(CALLEE), "callee"))
                            .map(line -> line.replace("0x" + Long.toHexString(TEXT), "text"))
                            .toList();
            assertEquals(gnu(named, Map.of("callee", CALLEE, "text", TEXT)), ours(era, lines));
        }
    }

    private static FunctionCode.Linker links() {
        return new FunctionCode.Linker() {
            @Override
            public long here() {
                return 0;
            }

            @Override
            public long toc() {
                return 0;
            }

            @Override
            public long branch(String callee) {
                return CALLEE;
            }

            @Override
            public long text(String text) {
                return TEXT + 0x321;
            }
        };
    }
}
