package patchbay.lang.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import patchbay.kernel.DumpComparison;
import patchbay.kernel.Names;
import patchbay.lang.ast.Statement;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.source.Code;
import patchbay.source.Span;

/**
 * {@code compare module foo with "FILE" at ADDR}: memory of a running system beside what the
 * module's loader wrote. What no rule explains is refused, so that a script can check a kernel.
 */
final class Dumps {
    private static final int MOST_ROWS = 1000;

    /**
     * A section as {@code save} writes it into its index, a line each. Compiled where it is used: a
     * start must not wait for it.
     */
    private static final String SAVED =
            "\"address\": *\"0x([0-9a-fA-F]{1,16})\".*?\"file\": *\"([^\"]*)\"";

    private final Run run;
    private final Expressions expressions;
    private final ModuleFiles files;

    Dumps(Run run, Expressions expressions, ModuleFiles files) {
        this.run = run;
        this.expressions = expressions;
        this.files = files;
    }

    void compare(Statement.CompareModule compare) throws Halt {
        String name = compare.module().text();
        Span span = compare.span();
        Machine live = run.world.baselines.get(name);
        Module module = live == null ? null : live.module(name).orElse(null);
        if (live == null || module == null) {
            throw new Halt(
                    Code.PB2001,
                    compare.module().span(),
                    "there is no module '%s' to compare with".formatted(name),
                    "load it as the system did: module %s from \"%s.ko\" sections \"FILE\""
                            .formatted(name, name));
        }
        DumpComparison found =
                DumpComparison.of(live, run.era(span), module, relocated(name), dumps(compare));
        if (found.compared() == 0 && found.variables() == 0) {
            throw new Halt(
                    Code.PB2023,
                    compare.file().span(),
                    "nothing of %s lies where this dump was taken".formatted(name),
                    "`show sections %s` says where the module is: load it at the addresses of that system"
                            .formatted(name));
        }
        run.answer(span, table(name, found));
        long unexplained =
                found.differences().stream().filter(each -> each.why().isEmpty()).count();
        if (unexplained > 0) {
            throw new Halt(
                    Code.PB5011,
                    span,
                    "%d of %d differences of %s are explained by nothing"
                            .formatted(unexplained, found.differences().size(), name),
                    "is this the very file, kernel and place that the system had?");
        }
    }

    /** Sections of a file that are no longer as they were when relocation was done. */
    private List<DumpComparison.Dump> relocated(String name) {
        List<DumpComparison.Dump> earlier = new ArrayList<>();
        LoadedFile file = run.world.files.get(name);
        if (file != null) {
            for (LoadedFile.Placed section : file.sections()) {
                section.relocated()
                        .ifPresent(bytes ->
                                earlier.add(
                                        new DumpComparison.Dump(section.range().start(), bytes)));
            }
        }
        return earlier;
    }

    private List<DumpComparison.Dump> dumps(Statement.CompareModule compare) throws Halt {
        if (compare.at() != null) {
            byte[] bytes = files.read(compare.file());
            return List.of(new DumpComparison.Dump(expressions.address(compare.at()), bytes));
        }
        Path folder = files.path(compare.file());
        List<DumpComparison.Dump> dumps = new ArrayList<>();
        try {
            String index = Files.readString(folder.resolve("index.json"), StandardCharsets.UTF_8);
            Matcher section = Pattern.compile(SAVED).matcher(index);
            while (section.find()) {
                dumps.add(
                        new DumpComparison.Dump(
                                HexFormat.fromHexDigitsToLong(section.group(1)),
                                Files.readAllBytes(folder.resolve(section.group(2)))));
            }
        } catch (IOException e) {
            throw new Halt(
                    Code.PB6001,
                    compare.file().span(),
                    "cannot read %s: %s".formatted(folder, ModuleFiles.reason(e)),
                    "name a file and say `at ADDR`, or a folder as `save module` makes it");
        }
        if (dumps.isEmpty()) {
            throw new Halt(
                    Code.PB6001,
                    compare.file().span(),
                    "%s names no sections".formatted(folder.resolve("index.json")),
                    "it should say {\"sections\": [{\"address\": \"0x…\", \"file\": \"…\"}, …]}, as `save module` writes it");
        }
        return dumps;
    }

    private Answer table(String name, DumpComparison found) {
        List<List<Value>> rows = new ArrayList<>();
        int explained = 0;
        for (DumpComparison.Difference each : found.differences()) {
            explained += each.why().isPresent() ? 1 : 0;
            if (rows.size() < MOST_ROWS) {
                rows.add(
                        List.of(
                                Value.address(each.address()),
                                Value.string(Names.place(run.machine(), each.address())),
                                Value.string(words(each.wrote())),
                                Value.string(words(each.found())),
                                Value.string(each.why().orElse("unexplained"))));
            }
        }
        List<String> footer = new ArrayList<>();
        int left = found.differences().size() - rows.size();
        if (left > 0) {
            footer.add("and %d more".formatted(left));
        }
        footer.add(
                "%s: %d bytes of code and constants compared, %d differences, %d of them explained"
                        .formatted(name, found.compared(), found.differences().size(), explained));
        if (found.variables() > 0) {
            footer.add("%d bytes of variables differ".formatted(found.variables()));
        }
        return new Answer.Table(
                "", List.of("address", "place", "loader", "found", "why"), rows, footer);
    }

    private String words(byte[] bytes) {
        int unit = Objects.requireNonNull(run.world.era).isa().unit();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += unit) {
            int size = Math.min(unit, bytes.length - at);
            text.append(at == 0 ? "" : " ")
                    .append(
                            HexFormat.of()
                                    .toHexDigits(
                                            patchbay.bytes.Bits.little(bytes, at, size), 2 * size));
        }
        return text.toString();
    }
}
