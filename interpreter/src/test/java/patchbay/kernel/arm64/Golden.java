package patchbay.kernel.arm64;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import patchbay.Json;
import patchbay.image.Image;
import patchbay.image.elf.ElfReader;
import patchbay.isa.arm64.Arm64;
import patchbay.kernel.Era;
import patchbay.kernel.Exports;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Options;
import patchbay.kernel.Placement;
import patchbay.kernel.Version;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** The modules with known answers, and what it takes to load them. */
final class Golden {
    private final Object json;

    private Golden(Object json) {
        this.json = json;
    }

    static Golden named(String name) {
        return new Golden(Json.read(new String(resource(name + ".json"), UTF_8)));
    }

    static byte[] resource(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/arm64/" + name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Image image(String name) {
        return value(ElfReader.read(name, resource(name)));
    }

    static <T> T value(Result<T> result) {
        return switch (result) {
            case Result.Ok<T>(T value) -> value;
            case Result.Refused<T>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    static Era era(String version, String... options) {
        Version of = Version.parse(version).orElseThrow();
        return new Arm64Era(Arm64.ISA, of, new Options(Set.of(options), 4096));
    }

    Exports exports() {
        Map<String, Long> known = new HashMap<>();
        Json.members(Json.member(json, "ext")).forEach((name, at) -> known.put(name, address(at)));
        for (String entry : List.of("ftrace_caller", "ftrace_regs_caller")) {
            if (address(Json.member(json, entry)) != 0) {
                known.put(entry, address(Json.member(json, entry)));
            }
        }
        return name -> {
            Long found = known.get(name);
            return found == null ? OptionalLong.empty() : OptionalLong.of(found);
        };
    }

    /** The address of what is imported first. */
    long first() {
        return address(Json.members(Json.member(json, "ext")).values().iterator().next());
    }

    /** The blocks' bases, under the names that the kernel's own enumeration gives them. */
    Placement.Blocks blocks() {
        Map<String, Long> bases = new HashMap<>();
        Json.members(Json.member(json, "bases"))
                .forEach((name, at) ->
                        bases.put(
                                switch (name) {
                                    case "itext" -> "init_text";
                                    case "idata" -> "init_data";
                                    default -> name;
                                },
                                address(at)));
        return new Placement.Blocks(bases, OptionalLong.empty());
    }

    Placement.Sections sections() {
        Map<String, List<Long>> addresses = new HashMap<>();
        expected().forEach((name, section) -> addresses.put(name, List.of(section.address)));
        return new Placement.Sections(addresses, OptionalLong.empty());
    }

    /** What a section must look like; no bytes where the file says none. */
    record Expected(long address, long size, long align, String hex) {}

    /** All sections but the one that a kernel drops. */
    Map<String, Expected> expected() {
        Map<String, Expected> expected = new LinkedHashMap<>();
        Json.members(Json.member(json, "sections"))
                .forEach((name, section) -> {
                    if (!name.equals(".modinfo")) {
                        expected.put(
                                name,
                                new Expected(
                                        address(Json.member(section, "addr")),
                                        (Long) Json.member(section, "size"),
                                        (Long) Json.member(section, "align"),
                                        (String) Json.member(section, "bytes")));
                    }
                });
        return expected;
    }

    List<Long> sites() {
        return ((List<?>) Json.member(json, "sites")).stream().map(Golden::address).toList();
    }

    /** {@code used} or {@code max} of {@code core} or {@code init}. */
    long plt(String table, String what) {
        return (Long) Json.member(Json.member(Json.member(json, "plt"), table), what);
    }

    LoadedModule load(String file, Era era, Placement placement) {
        return value(ModuleLoader.load(image(file), "demo", placement, era, exports()));
    }

    static long address(Object text) {
        return Long.parseUnsignedLong(((String) text).substring(2), 16);
    }
}
