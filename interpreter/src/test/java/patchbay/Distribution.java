package patchbay;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Kernel modules as a distribution ships them. They are not part of this repository: archives
 * {@code ko/arm64-6.1.tar.xz} and the like are looked for in the folder of {@code
 * -Dpatchbay.truth=}, else in {@code ../shared/truth} beside the project; a test without them is
 * skipped, and says so.
 */
public final class Distribution {
    private Distribution() {}

    /** The first of the archives that is not there, in words; empty if all of them are. */
    public static String missing(String... names) {
        for (String name : names) {
            Path archive = place("ko/" + name + ".tar.xz");
            if (!Files.isReadable(archive)) {
                return "NO MODULES: there is no " + archive;
            }
        }
        return "";
    }

    /** Unpacks an archive into {@code to}; of it only {@code members}, if there are any. */
    public static void unpack(String name, Path to, String... members) {
        Path archive = file("ko/" + name + ".tar.xz");
        Oracle.require("tar", "xz");
        String[] command = new String[3 + members.length];
        command[0] = "tar";
        command[1] = "xJf";
        command[2] = archive.toString();
        System.arraycopy(members, 0, command, 3, members.length);
        Oracle.run(to, command);
    }

    /** A file of what real kernels did and wrote. */
    public static Path file(String name) {
        Path file = place(name);
        if (!Files.isReadable(file)) {
            System.err.println("SKIPPED, nothing to compare with: there is no " + file);
            Assumptions.abort("no " + file);
        }
        return file;
    }

    private static Path place(String name) {
        return truth().resolve(name).toAbsolutePath().normalize();
    }

    private static Path truth() {
        String given = System.getProperty("patchbay.truth");
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("interpreter")) ? here : here.resolveSibling("");
        return given == null ? root.resolveSibling("shared").resolve("truth") : Path.of(given);
    }
}
