package patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import patchbay.Distribution;
import patchbay.isa.Isa;

/** Rows of whole processes: the launcher beside the tools that people use today. */
final class ProcessRows {
    private static final String EXPLAIN =
            "arch arm64 linux 6.1; explain 0xffff800008000000 -> 0xffff800012345678";

    private ProcessRows() {}

    private static String launcher() {
        return Path.of("patchbay").toAbsolutePath().toString();
    }

    static Row startUp() {
        return new Row(
                "start",
                "a one-liner: explain A -> B; wall",
                "gdb -nx -batch -ex 'p 1'",
                new Row.Limit(Row.Kind.TIMES, 1, 0.6),
                Row.WHOLE,
                1,
                List.of(),
                (folder, part) -> {
                    List<String> ours = List.of(launcher(), "-e", EXPLAIN);
                    List<String> gdb = List.of("gdb", "-nx", "-batch", "-ex", "p 1");
                    Race.check(
                            Shell.output(folder, ours).contains("+0xa345678 (163.27M)"),
                            "the distance");
                    String missing = Shell.missing("gdb");
                    Race.Runner run = () -> Shell.time(folder, ours).wall();
                    return missing.isEmpty()
                            ? Race.beside(1, run, () -> Shell.time(folder, gdb).wall())
                            : Race.without(1, run, missing);
                });
    }

    /** All modules of two kernels, as many as there are. */
    static Row survey() {
        String readelf = "aarch64-linux-gnu-readelf";
        String[] archives = {"arm64-6.1", "arm64-6.12"};
        return new Row(
                "survey",
                "survey of 588 kernel modules, 164 MB: slots, whole process; processor",
                readelf + " -rW",
                new Row.Limit(Row.Kind.TIMES, 0.35, 0.2),
                Row.WHOLE,
                1,
                List.of(),
                (folder, part) -> {
                    String missing = Distribution.missing(archives) + Shell.missing(readelf);
                    String files = missing.isEmpty() ? "**/*.ko" : "*";
                    if (missing.isEmpty()) {
                        for (String archive : archives) {
                            Distribution.unpack(
                                    archive, Files.createDirectory(folder.resolve(archive)));
                        }
                    } else {
                        Files.write(folder.resolve("none.ko"), new byte[0]);
                    }
                    String script = "survey \"%s\" linux 6.1 to \"slots.csv\"".formatted(files);
                    List<String> ours = List.of(launcher(), "-e", script);
                    Race.Runner run = () -> Shell.time(folder, ours).processor();
                    if (!missing.isEmpty()) {
                        return Race.without(1, run, missing);
                    }
                    List<String> theirs =
                            List.of("bash", "-c", readelf + " -rW arm64*/*.ko > /dev/null");
                    String count = readelf + " -rW arm64*/*.ko | grep -c R_AARCH64_";
                    String relocs =
                            Shell.output(folder, List.of("bash", "-c", count)).trim() + ", ";
                    Race.check(
                            Shell.output(folder, ours).contains("relocs  " + relocs),
                            "as many relocations as readelf shows: " + relocs);
                    return Race.beside(588, run, () -> Shell.time(folder, theirs).processor());
                });
    }

    static Row disassembly(Isa isa) {
        String objdump = Peers.of(isa).objdump();
        return new Row(
                "disasm-" + isa.name(),
                "patchbay disasm, 13 MB of %s in compiled code's mix; processor"
                        .formatted(isa.name()),
                objdump + " -d",
                new Row.Limit(Row.Kind.TIMES, 1 / 3.0, 1 / 6.0),
                Row.GROWING,
                0,
                List.of(),
                (folder, part) -> {
                    Path file = folder.resolve("text.elf");
                    int size = MixedCode.size(part);
                    Files.write(file, MixedCode.of(isa, size).object());
                    List<String> ours = List.of(launcher(), "disasm", file.toString());
                    List<String> theirs = List.of(objdump, "-d", file.toString());
                    String missing = Shell.missing(objdump);
                    Race.Runner run = () -> Shell.time(folder, ours).processor();
                    if (!missing.isEmpty()) {
                        return Race.without(size, run, missing);
                    }
                    same(folder, ours, theirs);
                    return Race.beside(size, run, () -> Shell.time(folder, theirs).processor());
                });
    }

    /** Both print the same, behind the heading that names the file's format. */
    private static void same(Path folder, List<String> ours, List<String> theirs)
            throws IOException {
        String script =
                "cmp <(%s | tail -n +4) <(%s | tail -n +4) && echo same || true"
                        .formatted(String.join(" ", ours), String.join(" ", theirs));
        String said = Shell.output(folder, List.of("bash", "-c", script));
        Race.check(said.equals("same\n"), "the text is objdump's: " + said);
    }
}
