package patchbay.lang.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.kernel.DumpComparison;
import patchbay.kernel.Dumped;
import patchbay.kernel.Names;
import patchbay.kernel.Rewrite;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Span;

/**
 * {@code compare module foo with "FILE" at ADDR}: memory of a running system beside what the
 * module's loader wrote. What no rule explains is refused, so that a script can check a kernel.
 */
final class Dumps {
    private static final int MOST_ROWS = 1000;

    /** What {@code save} writes: each section an object with these fields, in this order. */
    private static final String INDEX = "index.json";

    private static final String ADDRESS = "\"address\"";
    private static final String FILE = "\"file\"";
    private static final long LARGEST = 256L << 20;

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
        Dumped dumped = new Dumped(dumps(compare));
        DumpComparison found =
                DumpComparison.of(
                        live, run.era(span), module, relocated(name), script(live, module), dumped);
        if (found.compared() == 0 && found.variables() == 0) {
            throw new Halt(
                    Code.PB2023,
                    compare.file().span(),
                    "nothing of %s lies where this dump was taken".formatted(name),
                    "`show sections %s` says where the module is: load it at the addresses of that system"
                            .formatted(name));
        }
        run.answer(span, table(name, found));
        long unexplained = found.unexplained();
        if (unexplained > 0) {
            throw new Halt(
                    Code.PB5011,
                    span,
                    "%d of %d words of %s that differ are explained by nothing"
                            .formatted(unexplained, found.words() - found.equal(), name),
                    "is this the very file, kernel and place that the system had?");
        }
    }

    /** Sections of a file that are no longer as they were when relocation was done. */
    private List<Dumped.Piece> relocated(String name) {
        List<Dumped.Piece> earlier = new ArrayList<>();
        LoadedFile file = run.world.files.get(name);
        if (file != null) {
            for (LoadedFile.Placed section : file.sections()) {
                section.relocated()
                        .ifPresent(bytes ->
                                earlier.add(new Dumped.Piece(section.range().start(), bytes)));
            }
        }
        return earlier;
    }

    /** What the script has written into the module since it was loaded, as it stands now. */
    private List<Rewrite> script(Machine live, Module module) {
        Memory now = run.machine().memory();
        List<Rewrite> rewrites = new ArrayList<>();
        for (Plan plan : run.world.journal.plans().reversed()) {
            for (Effect.Write write : plan.writes()) {
                Range range = write.range();
                boolean isHere =
                        module.segments().stream()
                                .anyMatch(segment -> segment.range().contains(range));
                if (isHere
                        && live.memory().firstDifference(now, range) != range.end()
                        && now.isMapped(range)) {
                    rewrites.add(
                            new Rewrite(
                                    range.start(),
                                    now.bytes(range.start(), (int) range.size()),
                                    Rewrite.Kind.SCRIPT,
                                    "step of the script: " + write.why()));
                }
            }
        }
        return rewrites;
    }

    private List<Dumped.Piece> dumps(Statement.CompareModule compare) throws Halt {
        if (compare.at() != null) {
            byte[] bytes = files.read(compare.file());
            return List.of(new Dumped.Piece(expressions.address(compare.at()), bytes));
        }
        String index = new String(files.read(inside(compare, INDEX)), StandardCharsets.UTF_8);
        List<Dumped.Piece> dumps = new ArrayList<>();
        long size = 0;
        for (int at = index.indexOf(ADDRESS); at >= 0 && size <= LARGEST; ) {
            int next = index.indexOf(ADDRESS, at + 1);
            String section = index.substring(at, next < 0 ? index.length() : next);
            at = next;
            long address = address(said(section, ADDRESS));
            String file = said(section, FILE);
            if (address != 0 && !file.isEmpty()) {
                byte[] bytes = files.read(inside(compare, file));
                size += bytes.length;
                dumps.add(new Dumped.Piece(address, bytes));
            }
        }
        if (size > LARGEST) {
            throw new Halt(
                    Code.PB6001,
                    compare.file().span(),
                    "the files that %s names are too large: together more than %s bytes"
                            .formatted(inside(compare, INDEX), Words.scaled(LARGEST)));
        }
        if (dumps.isEmpty()) {
            throw new Halt(
                    Code.PB6001,
                    compare.file().span(),
                    "%s names no sections".formatted(inside(compare, INDEX)),
                    "it should say {\"sections\": [{\"address\": \"0x…\", \"file\": \"…\"}, …]}, as `save module` writes it");
        }
        return dumps;
    }

    private static Text inside(Statement.CompareModule compare, String name) {
        return new Text(compare.file() + "/" + name, compare.file().span());
    }

    /** The string behind {@code key} in an object of JSON; empty if there is none. */
    private static String said(String object, String key) {
        int at = object.indexOf(key);
        int colon = at < 0 ? -1 : object.indexOf(':', at + key.length());
        int begin = colon < 0 ? -1 : object.indexOf('"', colon);
        int end = begin < 0 ? -1 : object.indexOf('"', begin + 1);
        return end < 0 || !object.substring(colon + 1, begin).isBlank()
                ? ""
                : object.substring(begin + 1, end);
    }

    /** What {@code 0x…} stands for; 0, where no section is, for anything else. */
    private static long address(String said) {
        String digits = said.startsWith("0x") ? said.substring(2) : "";
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0 || digits.length() > 16) {
                return 0;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private Answer table(String name, DumpComparison found) {
        List<List<Value>> rows = new ArrayList<>();
        for (DumpComparison.Difference each : found.differences()) {
            if (rows.size() < MOST_ROWS) {
                rows.add(
                        List.of(
                                Value.address(each.address()),
                                Value.string(Names.place(run.machine(), each.address())),
                                Value.string(words(each.wrote())),
                                Value.string(words(each.found())),
                                Value.string(
                                        each.cause()
                                                .map(Rewrite.Cause::what)
                                                .orElse("unexplained"))));
            }
        }
        List<String> footer = new ArrayList<>();
        int left = found.differences().size() - rows.size();
        if (left > 0) {
            footer.add("and %d more".formatted(left));
        }
        footer.add(
                "%s: %d words of code and constants: %d as loaded, %d explained, %d unexplained"
                        .formatted(
                                name,
                                found.words(),
                                found.equal(),
                                found.words() - found.equal() - found.unexplained(),
                                found.unexplained()));
        footers(found, footer);
        return new Answer.Table(
                "", List.of("address", "place", "loader", "found", "why"), rows, footer);
    }

    private static void footers(DumpComparison found, List<String> footer) {
        StringJoiner kinds = new StringJoiner(", ", "explained: ", "").setEmptyValue("");
        StringJoiner setUp =
                new StringJoiner(", ", "as loading set them up: ", "").setEmptyValue("");
        for (Rewrite.Kind kind : Rewrite.Kind.values()) {
            if (found.explained(kind) > 0) {
                kinds.add(found.explained(kind) + " " + kind.title());
            }
            if (found.setUp().getOrDefault(kind, 0L) > 0) {
                setUp.add(found.setUp().get(kind) + " " + kind.title());
            }
        }
        StringJoiner missing = new StringJoiner(", ", "not in the dump: ", "").setEmptyValue("");
        for (DumpComparison.Missing each : found.missing()) {
            missing.add("%d bytes of %s".formatted(each.bytes(), each.section()));
        }
        for (StringJoiner line : List.of(kinds, setUp, missing)) {
            if (line.length() > 0) {
                footer.add(line.toString());
            }
        }
        if (found.assumed() > 0) {
            footer.add(
                    "%d of them are assumed from the dump itself: the kernel's symbols would tell"
                            .formatted(found.assumed()));
        }
        if (found.variables() > 0) {
            footer.add("%d bytes of variables differ".formatted(found.variables()));
        }
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
