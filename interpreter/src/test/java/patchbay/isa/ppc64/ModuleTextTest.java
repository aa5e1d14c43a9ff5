package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.ModuleWords;
import patchbay.isa.Pattern;
import patchbay.isa.Row;

/**
 * Every word of the executable sections of a distribution's modules prints as objdump prints it,
 * and what is printed assembles to the word again.
 */
class ModuleTextTest {
    @TempDir private Path dir;

    @Test
    void everyWordPrintsAsObjdumpPrintsItAndComesBack() throws IOException {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
        ModuleWords read = ModuleWords.of(dir, "ppc64le-6.1");
        Map<Long, Integer> words = read.counts();
        List<Long> distinct = new ArrayList<>(words.keySet());
        // Data that looks like a prefix: what follows it here is not what follows it there.
        distinct.removeIf(word -> word >>> 26 == 1);
        long all = 0;
        long different = 0;
        List<String> differences = new ArrayList<>();
        for (Gnu.Line line : Gnu.disassemble(dir, distinct)) {
            int times = Objects.requireNonNull(words.get(line.word()));
            all += times;
            String ours = Asm.text(line.word(), line.address());
            if (!ours.equals(line.text())) {
                different += times;
                differences.add(
                        "%08x: objdump '%s', ours '%s'".formatted(line.word(), line.text(), ours));
            }
            Row row = Instructions.TABLE.find(line.word());
            if (row != null && !isIgnored(row, line.word())) {
                String statement = Asm.statement(line.word(), line.address());
                long again = Asm.words(line.address(), Map.of(), statement).getFirst();
                if (again != line.word()) {
                    differences.add("%08x: '%s' is %08x".formatted(line.word(), ours, again));
                }
            }
        }
        System.err.printf(
                "ppc64le-6.1: %d modules, %d instructions, %d of them distinct; %.4f %% print as objdump prints them%n",
                read.files(), all, distinct.size(), 100.0 * (all - different) / all);
        assertEquals(List.of(), differences.subList(0, Math.min(20, differences.size())));
    }

    /** Whether bits are set that nobody looks at: data that happens to look like an instruction. */
    private static boolean isIgnored(Row row, long word) {
        for (Pattern.Piece piece : row.pattern().pieces()) {
            if (piece.name().equals("unused")
                    && (word >>> piece.low() & Bits.mask(piece.high() - piece.low() + 1)) != 0) {
                return true;
            }
        }
        return false;
    }
}
