package patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import patchbay.Distribution;
import patchbay.image.Image;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfReader;
import patchbay.source.Result;

/**
 * Rows of modules from files: a distribution's where they are, else as many made ones; each as
 * large as a real one, and everything that it imports in one list of symbols. Heap of 384 MB, so
 * that the process stays below 512 MB.
 */
final class LoadRows {
    private static final String ARCHIVE = "arm64-6.1";
    private static final long KERNEL = 0xffff_8000_0800_0000L;

    /** In the list, farther from the kernel than a branch reaches. */
    private static final String PLACE = "0xffff800020000000";

    private static final String[] HEAP = {"env", "JAVA_TOOL_OPTIONS=-Xmx384m"};

    private LoadRows() {}

    static Row modules() {
        return new Row(
                "modules",
                "load and relocate 295 kernel modules, 78 MB; processor, without starting",
                "",
                new Row.Limit(Row.Kind.SECONDS, 2, 1),
                Row.WHOLE,
                1,
                List.of(),
                (folder, part) -> {
                    List<String> scripts = new ArrayList<>();
                    for (Path module : modules(folder)) {
                        Path script = folder.resolve(module.getFileName() + ".lp");
                        Files.writeString(script, load(module));
                        scripts.add(script.toString());
                    }
                    List<String> all = command("run");
                    all.addAll(scripts);
                    List<String> none = command("-e", "arch arm64 linux 6.1");
                    return Race.alone(
                            scripts.size(),
                            () ->
                                    Shell.time(folder, all).processor()
                                            - Shell.time(folder, none).processor());
                });
    }

    static Row sweep() {
        return new Row(
                "sweep",
                "sweep of a module of 462 KB over 10,000 places; wall",
                "",
                new Row.Limit(Row.Kind.SECONDS, 10, 5),
                Row.WHOLE,
                1,
                List.of(),
                (folder, part) -> {
                    List<Path> modules = modules(folder, "nilfs2.ko");
                    Path script = folder.resolve("sweep.lp");
                    Files.writeString(
                            script,
                            load(modules.getFirst())
                                    + "sweep module m over "
                                    + PLACE
                                    + " - 1G .. "
                                    + PLACE
                                    + " - 1G + 10000 * 192K step 192K { print slots(m).used }\n");
                    List<String> ours = command(script.toString());
                    Race.check(
                            Shell.output(folder, ours).contains("m at 10000 places from "),
                            "as many places");
                    return Race.alone(10_000, () -> Shell.time(folder, ours).wall());
                });
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(HEAP));
        command.add(Path.of("patchbay").toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static String load(Path module) {
        return "arch arm64 linux 6.1\nkernel symbols \"System.map\"\nmodule m from \""
                + module
                + "\" at "
                + PLACE
                + "\n";
    }

    /** Puts modules into {@code folder}, and beside them a list of all that they import. */
    private static List<Path> modules(Path folder, String... wanted) throws IOException {
        if (Distribution.missing(ARCHIVE).isEmpty()) {
            Distribution.unpack(ARCHIVE, folder, wanted);
        } else {
            int count = wanted.length == 0 ? 295 : wanted.length;
            System.err.println(Distribution.missing(ARCHIVE) + ": " + count + " made ones instead");
            Workloads.farCalls(folder, 1000 * count, count);
        }
        List<Path> modules;
        try (Stream<Path> files = Files.list(folder)) {
            modules = files.filter(file -> file.toString().endsWith(".ko")).sorted().toList();
        }
        Set<String> imports = new TreeSet<>(List.of("ftrace_caller", "ftrace_regs_caller"));
        for (Path module : modules) {
            Result<Image> image = ElfReader.read(module.toString(), Files.readAllBytes(module));
            Race.check(image instanceof Result.Ok, module.toString());
            if (image instanceof Result.Ok<Image>(Image read)) {
                for (Symbol symbol : read.symbols()) {
                    if (symbol.section() == Symbol.UNDEFINED && !symbol.name().isEmpty()) {
                        imports.add(symbol.name());
                    }
                }
            }
        }
        StringBuilder map = new StringBuilder();
        long address = KERNEL;
        for (String name : imports) {
            map.append(Long.toHexString(address)).append(" T ").append(name).append('\n');
            address += 64;
        }
        Files.writeString(folder.resolve("System.map"), map);
        return modules;
    }
}
