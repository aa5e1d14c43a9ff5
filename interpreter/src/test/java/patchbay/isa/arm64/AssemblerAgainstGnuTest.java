package patchbay.isa.arm64;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.Instruction;
import patchbay.isa.Isa.Assembly;
import patchbay.isa.Row;
import patchbay.source.Result;

/**
 * What GNU as takes, we take, and make the same of it; what it refuses, we refuse: lines of every
 * row, written in other ways and written wrongly, the same in each run. {@code
 * -Dpatchbay.asm.rounds=N} makes more of them, {@code -Dpatchbay.asm.seed=N} others. What differs
 * on purpose stands in {@code gnu-differences.txt}.
 */
class AssemblerAgainstGnuTest {
    private static final int ROUNDS = Integer.getInteger("patchbay.asm.rounds", 3);
    private static final long SEED = Long.getLong("patchbay.asm.seed", 20261122);

    @TempDir private Path dir;

    @Test
    void linesAreTakenAndRefusedAlike() throws IOException {
        Lines lines = new Lines(SEED);
        Set<String> all = new LinkedHashSet<>();
        for (long word : Words.ofEveryRow(ROUNDS)) {
            String line = Asm.statement(word, 0).replaceAll("\\s*//.*", "");
            all.add(lines.respelt(line));
            all.add(lines.wrong(line));
            all.add(lines.wrong(lines.respelt(line)));
        }
        all.removeIf(line -> line.isBlank() || isLeftToTheLinker(line));
        compare(List.copyOf(all));
    }

    @Test
    void everySpellingThatIsOnlyReadIsOneOfGnuAs() throws IOException {
        List<String> lines = new ArrayList<>(Words.inSpellingsThatAreOnlyRead(4 * ROUNDS));
        assertTrue(lines.size() > 200, "lines: " + lines.size());
        lines.removeIf(AssemblerAgainstGnuTest::isLeftToTheLinker);
        compare(lines);
    }

    /** Which targets are near is seen where they are distances; pages and parts come later. */
    private static boolean isLeftToTheLinker(String line) {
        String mnemonic = Lines.tokens(line.strip()).getFirst().toLowerCase(Locale.ROOT);
        boolean near = NEAR.contains(mnemonic) || mnemonic.startsWith("b.");
        boolean distance = line.contains(".+(");
        return near && !distance && !line.contains("[")
                || !near && distance
                || mnemonic.equals("adrp")
                || line.contains(":lo12:");
    }

    private static final Set<String> NEAR = near();

    private static Set<String> near() {
        Set<String> all = new HashSet<>();
        List<Row> rows = Instructions.TABLE.rows();
        List<Instruction> spelt = Arm64.ISA.rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).label() != null) {
                spelt.get(i).spellings().forEach(each -> all.addAll(each.mnemonics()));
            }
        }
        return all;
    }

    private void compare(List<String> statements) throws IOException {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
        Set<String> refused = new HashSet<>();
        List<String> taken = statements;
        // Some are refused only when all others can be read.
        for (int more = 1; more > 0; ) {
            List<Integer> found = Gnu.refused(dir, taken);
            more = found.size();
            for (int number : found) {
                refused.add(taken.get(number));
            }
            taken = statements.stream().filter(line -> !refused.contains(line)).toList();
        }
        List<Gnu.Line> theirs = Gnu.assemble(dir, taken);
        assertEquals(taken.size(), theirs.size());
        Predicate<String> onPurpose = onPurpose();
        List<String> differences = new ArrayList<>();
        int at = 0;
        for (String line : statements) {
            String gnu =
                    refused.contains(line) ? "refused" : "%08x".formatted(theirs.get(at++).word());
            String ours =
                    switch (Asm.assemble(0x10000, Map.of(), line)) {
                        case Result.Ok<Assembly>(Assembly assembly) ->
                                "%08x".formatted(Bits.little(assembly.bytes(), 0, 4));
                        case Result.Refused<Assembly> reasons -> "refused";
                    };
            if (!ours.equals(gnu) && !onPurpose.test(line)) {
                differences.add(line + "   GNU as " + gnu + ", ours " + ours);
            }
        }
        differences.forEach(System.err::println);
        assertEquals(
                List.of(),
                differences.subList(0, Math.min(40, differences.size())),
                "of %d lines, %d taken".formatted(statements.size(), taken.size()));
    }

    private static Predicate<String> onPurpose() throws IOException {
        List<Pattern> patterns = new ArrayList<>();
        try (InputStream in =
                AssemblerAgainstGnuTest.class.getResourceAsStream("gnu-differences.txt")) {
            for (String line :
                    new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    patterns.add(Pattern.compile(line, Pattern.CASE_INSENSITIVE));
                }
            }
        }
        return line -> patterns.stream().anyMatch(each -> each.matcher(line).find());
    }
}
