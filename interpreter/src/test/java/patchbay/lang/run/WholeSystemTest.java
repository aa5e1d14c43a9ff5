package patchbay.lang.run;

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
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Distribution;
import patchbay.Json;
import patchbay.bytes.Range;
import patchbay.kernel.LoadedModule;
import patchbay.source.Diagnostic;
import patchbay.source.Source;

/**
 * A running system as a whole: all modules that were loaded into a real kernel, in its order, at
 * its addresses, in one session. Some of those have failed and were taken out again: their places
 * were given to later ones.
 */
class WholeSystemTest {
    @TempDir private Path folder;

    private final List<String> errors = new ArrayList<>();
    private final Session session = new Session(Session.Options.DEFAULT, this::take);

    private void take(Event event) {
        if (event instanceof Event.Said(Diagnostic said)
                && said.severity() == Diagnostic.Severity.ERROR) {
            errors.add(said.code() + " " + said.message());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arm64, arm64-6.1, arm64-6.1-far, 295, 5",
        "ppc64le, ppc64le-6.1, ppc64le-6.1, 290, 5",
    })
    void everySectionOfEveryModuleIsAsTheKernelHadIt(
            String arch, String kernel, String variant, int modules, int replaced)
            throws IOException {
        Path symbols = Distribution.file(variant + "/kallsyms.gz");
        String expected = text(Distribution.file(variant + "/expected.json.gz"));
        Distribution.unpack(kernel, folder);
        run("arch " + arch + " linux 6.1\nkernel symbols \"" + symbols + "\"\n");
        List<String> different = new ArrayList<>();
        Map<String, List<Range>> cores = new LinkedHashMap<>();
        int taken = 0;
        int compared = 0;
        for (Map.Entry<String, Object> entry :
                Json.members(Json.member(Json.read(expected), "modules")).entrySet()) {
            String name = entry.getKey();
            Map<String, Object> module = Json.members(entry.getValue());
            List<?> sections = (List<?>) Objects.requireNonNull(module.get("sections"));
            List<Range> core = core(sections);
            List<String> gone =
                    cores.keySet().stream()
                            .filter(other -> overlap(cores.getOrDefault(other, List.of()), core))
                            .toList();
            gone.forEach(other -> run("unload `" + other + "`\n"));
            gone.forEach(cores::remove);
            taken += gone.size();
            cores.put(name, core);
            place(name, sections, String.valueOf(module.getOrDefault("percpu", "")));
            LoadedFile file = Objects.requireNonNull(session.file(name), errors::toString);
            for (Object section : sections) {
                Object hash = Json.members(section).get("relocated");
                int index = ((Number) Json.member(section, "i")).intValue();
                if (hash != null) {
                    compared++;
                    LoadedFile.Placed ours = file.section(index).orElseThrow();
                    if (!hash.equals(hash(file.at(ours, LoadedModule.Stage.RELOCATED)))) {
                        different.add(name + " " + ours.name());
                    }
                }
            }
        }
        assertEquals(List.of(), errors);
        assertEquals(List.of(), different);
        assertEquals(
                modules + " modules, " + replaced + " replaced",
                cores.size() + taken + " modules, " + taken + " replaced");
        assertTrue(compared > 10 * modules, compared + " sections");
    }

    private void place(String name, List<?> sections, String percpu) throws IOException {
        StringBuilder list = new StringBuilder();
        for (Object section : sections) {
            list.append(Json.member(section, "name"))
                    .append(' ')
                    .append(Json.member(section, "addr"))
                    .append('\n');
        }
        Files.writeString(folder.resolve(name + ".sections"), list);
        run(
                "module `%s` from \"%s.ko\" sections \"%s.sections\"%s\n"
                        .formatted(name, name, name, percpu.isEmpty() ? "" : " percpu " + percpu));
    }

    private void run(String script) {
        session.run(new Source("system.lp", script), folder);
    }

    /** What of a module stays when its init has returned, page by page. */
    private static List<Range> core(List<?> sections) {
        List<Range> core = new ArrayList<>();
        for (Object section : sections) {
            String name = (String) Json.member(section, "name");
            long size = ((Number) Json.member(section, "size")).longValue();
            boolean gone = name.startsWith(".init") || name.matches("\\.(sym|str)tab");
            if (size != 0 && !gone) {
                String address = (String) Json.member(section, "addr");
                long start = Long.parseUnsignedLong(address.substring(2), 16) & -4096;
                core.add(Range.of(start, size + 4095));
            }
        }
        return core;
    }

    private static boolean overlap(List<Range> some, List<Range> others) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(one::overlaps));
    }

    private static String text(Path packed) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
