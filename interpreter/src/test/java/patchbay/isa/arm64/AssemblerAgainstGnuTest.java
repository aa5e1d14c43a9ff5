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
        compare(List.copyOf(written(ROUNDS)));
    }

    /** Lines of every row, written in other ways and wrongly. */
    static Set<String> written(int rounds) {
        Lines lines = new Lines(SEED);
        Set<String> all = new LinkedHashSet<>();
        for (long word : Words.ofEveryRow(rounds)) {
            String line = Asm.statement(word, 0).replaceAll("\\s*//.*", "");
            all.add(lines.respelt(line));
            all.add(lines.wrong(line));
            all.add(lines.wrong(lines.respelt(line)));
        }
        all.removeIf(line -> line.isBlank() || isLeftToTheLinker(line));
        return all;
    }

    @Test
    void everySpellingThatIsOnlyReadIsOneOfGnuAs() throws IOException {
        List<String> lines = new ArrayList<>(Words.inSpellingsThatAreOnlyRead(4 * ROUNDS));
        assertTrue(lines.size() > 200, "lines: " + lines.size());
        lines.removeIf(AssemblerAgainstGnuTest::isLeftToTheLinker);
        compare(lines);
    }

    /** Which targets are near is seen where they are distances; pages and parts come later. */
    static boolean isLeftToTheLinker(String line) {
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
        List<String> theirs = Gnu.read(dir, statements);
        Predicate<String> onPurpose = onPurpose();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            String line = statements.get(i);
            String gnu = theirs.get(i);
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
                "of " + statements.size() + " lines");
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
