package patchbay.kernel.ppc64;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Distribution;
import patchbay.Json;
import patchbay.image.elf.ElfReader;
import patchbay.isa.ppc64.Ppc64;
import patchbay.kernel.Era;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;
import patchbay.machine.SlotTable;
import patchbay.source.Result;

/**
 * The stubs of distribution modules, byte for byte as a booted Debian 6.1.176 wrote them: their
 * number, their order, their words. {@code jbd2}'s sum was also measured in another run, at another
 * address, since what is in a stub does not depend on where the module lies.
 */
class DistributionStubsTest {
    private static final String VARIANT = "ppc64le-6.1";
    private static final String JBD2 =
            "2a1aee0c836113b143b7ec90c3a067d185731df303181a1c72b3ac2e06d0f049";

    /** One module in so many is looked at. */
    private static final int EVERY = 6;

    private final Map<String, Long> symbols = new HashMap<>();

    @TempDir private Path dir = Path.of("");

    private static String text(String name) throws IOException {
        Path file = Distribution.file(VARIANT + "/" + name);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String sum(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private LoadedModule load(String name, long base) throws IOException {
        Ppc64Kernels kernels = new Ppc64Kernels(Ppc64.ISA);
        Era era = ((Result.Ok<Era>) kernels.era(Version.of(6, 1), kernels.usual())).value();
        byte[] bytes = Files.readAllBytes(dir.resolve(name + ".ko"));
        Result<LoadedModule> loaded =
                ElfReader.read(name, bytes)
                        .then(image ->
                                ModuleLoader.load(
                                        image,
                                        name,
                                        new Placement.First(base, OptionalLong.of(base)),
                                        era,
                                        symbol -> {
                                            Long at = symbols.get(symbol);
                                            return at == null
                                                    ? OptionalLong.empty()
                                                    : OptionalLong.of(at);
                                        }));
        return loaded instanceof Result.Ok<LoadedModule>(LoadedModule module)
                ? module
                : org.junit.jupiter.api.Assertions.fail(name + ": " + loaded);
    }

    @Test
    void areThoseThatTheKernelWrote() throws IOException, NoSuchAlgorithmException {
        for (String line : text("kallsyms.gz").lines().toList()) {
            String[] parts = line.split("\\s+", -1);
            symbols.put(parts[2], Long.parseUnsignedLong(parts[0], 16));
        }
        Map<String, Object> modules =
                Json.members(Json.member(Json.read(text("expected.json.gz")), "modules"));
        List<String> names = new ArrayList<>();
        int number = 0;
        for (String name : modules.keySet()) {
            if (number++ % EVERY == 0 || name.equals("jbd2")) {
                names.add(name);
            }
        }
        Distribution.unpack(
                VARIANT, dir, names.stream().map(name -> name + ".ko").toArray(String[]::new));
        for (String name : names) {
            Object module = modules.getOrDefault(name, Map.of());
            long base = address(Json.member(Json.member(module, "blocks"), "core"));
            LoadedModule loaded = load(name, base);
            LoadedModule.PlacedSection stubs = loaded.section(".stubs").orElseThrow();
            for (Object section : (List<?>) Json.member(module, "sections")) {
                if (Json.member(section, "name").equals(".stubs")) {
                    assertEquals(address(Json.member(section, "addr")), stubs.range().start());
                    assertEquals(Json.member(section, "size"), stubs.range().size(), name);
                    String relocated = (String) Json.member(section, "relocated");
                    assertEquals(relocated, sum(stubs.relocated()), name);
                    assertEquals(
                            Json.members(section).getOrDefault("live", relocated),
                            sum(stubs.live()),
                            name);
                }
            }
        }
        assertTrue(names.size() > 40, names::toString);

        LoadedModule elsewhere = load("jbd2", 0xc008_0000_0048_0000L);
        SlotTable table = elsewhere.tables().getFirst();
        assertEquals(121, table.used());
        assertEquals(242, table.range().size() / StubTable.SIZE);
        assertEquals(JBD2, sum(elsewhere.section(".stubs").orElseThrow().live()));
    }

    private static long address(Object text) {
        return Long.parseUnsignedLong(((String) text).substring(2), 16);
    }
}
