package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Oracle;
import patchbay.isa.Isa.Assembly;
import patchbay.isa.Row;
import patchbay.isa.Untested;
import patchbay.source.Result;

/** What we print is what objdump prints; what we assemble is what GNU as assembles. */
class OracleTextTest {
    /** Rows that GNU as does not take as objdump prints them. */
    private static final Set<String> UNTESTED = Untested.of(Instructions.class).text();

    @TempDir private Path dir;

    @BeforeEach
    void toolsAreThere() {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
    }

    @Test
    void everyRowPrintsAsObjdumpPrintsIt() throws IOException {
        printsAlike(Words.ofEveryRow(100));
    }

    @Test
    void anyWordPrintsAsObjdumpPrintsIt() throws IOException {
        printsAlike(Words.atRandom(200_000));
    }

    @Test
    void prefixedInstructionsPrintAsObjdumpPrintsThem() throws IOException {
        printsAlike(Words.prefixesAtRandom(50_000));
    }

    @Test
    void whatWePrintGnuAssemblesAsWeDo() throws IOException {
        List<Long> words = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        List<Long> addresses = new ArrayList<>();
        long address = 0;
        for (long word : Words.ofEveryRow(20)) {
            Row row = Instructions.TABLE.find(word);
            if (row != null && isAssembled(row)) {
                boolean prefixed = word >>> 32 != 0;
                // Where an instruction may not stand, GNU as puts a nop, and an address becomes
                // another.
                address += prefixed && (address & 63) == 60 ? 4 : 0;
                words.add(word);
                addresses.add(address);
                statements.add(Asm.statement(word, address));
                address += prefixed ? 8 : 4;
            }
        }
        List<String> differences = new ArrayList<>();
        List<Gnu.Line> theirs = Gnu.assemble(dir, statements);
        int at = 0;
        for (int i = 0; i < words.size(); i++) {
            while (theirs.get(at).address() < addresses.get(i)) {
                at++;
            }
            String statement = statements.get(i);
            String expected = "%08x".formatted(theirs.get(at).word());
            String ours = assembled(addresses.get(i), statement);
            if (!ours.equals(expected)) {
                differences.add(statement + ": GNU as " + expected + ", ours " + ours);
            }
        }
        none(differences, words.size());
    }

    static boolean isAssembled(Row row) {
        return !UNTESTED.contains(row.name());
    }

    private static String assembled(long address, String statement) {
        return switch (Asm.assemble(address, Map.of(), statement)) {
            case Result.Ok<Assembly>(Assembly assembly) ->
                    "%08x".formatted(Asm.word(assembly.bytes(), 0));
            case Result.Refused<Assembly> refused -> refused.reasons().toString();
        };
    }

    private void printsAlike(List<Long> words) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Gnu.Line line : Gnu.disassemble(dir, words)) {
            String ours = Asm.text(line.word(), line.address());
            if (!ours.equals(line.text())) {
                differences.add(
                        "%08x: objdump '%s', ours '%s'".formatted(line.word(), line.text(), ours));
            }
        }
        none(differences, words.size());
    }

    private static void none(List<String> differences, int count) {
        assertEquals(
                List.of(),
                differences.subList(0, Math.min(40, differences.size())),
                () -> differences.size() + " of " + count);
    }
}
