package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Section;

/** What a module says of itself in {@code .modinfo}: texts {@code key=value} that end in zero. */
final class Modinfo {
    static final String SECTION = ".modinfo";

    private static final String LIVEPATCH = "livepatch=";
    private static final String VERMAGIC = "vermagic=";
    private static final String DEPENDS = "depends=";

    private Modinfo() {}

    /** Whether the text calls the module a live patch. */
    static boolean isLivepatch(Slice modinfo) {
        return value(modinfo, LIVEPATCH).isPresent();
    }

    /** The kernel that the module was built for: {@code 6.1.0-50-arm64 SMP mod_unload aarch64}. */
    static Optional<String> vermagic(Image image) {
        return value(image, VERMAGIC);
    }

    static Optional<String> vermagic(Slice modinfo) {
        return value(modinfo, VERMAGIC);
    }

    /** The modules that modprobe would load before, as modpost found them: names of files. */
    static List<String> depends(Image image) {
        return value(image, DEPENDS)
                .filter(names -> !names.isEmpty())
                .map(names -> List.of(names.split(",")))
                .orElse(List.of());
    }

    private static Optional<String> value(Image image, String key) {
        for (Section section : image.sections()) {
            if (section.name().equals(SECTION)) {
                return value(section.content(), key);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> value(Slice modinfo, String key) {
        byte[] bytes = modinfo.array();
        int end = modinfo.start() + modinfo.size();
        for (int at = modinfo.start(); at + key.length() <= end; at++) {
            if ((at == modinfo.start() || bytes[at - 1] == 0) && begins(bytes, at, key)) {
                int from = at + key.length();
                int to = from;
                while (to < end && bytes[to] != 0) {
                    to++;
                }
                return Optional.of(new String(bytes, from, to - from, UTF_8));
            }
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] bytes, int at, String key) {
        for (int i = 0; i < key.length(); i++) {
            if (bytes[at + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
