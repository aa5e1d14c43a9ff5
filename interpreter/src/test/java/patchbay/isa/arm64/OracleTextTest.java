package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.Form;
import patchbay.isa.Instruction;
import patchbay.isa.Isa.Assembly;
import patchbay.isa.Row;
import patchbay.source.Result;

/** What we print is what objdump prints; what we assemble is what GNU as assembles. */
class OracleTextTest {
    @TempDir private Path dir;

    @BeforeEach
    void toolsAreThere() {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
    }

    @Test
    void everySpellingIsPrintedAndItsConditionsAreThoseOfObjdump() throws IOException {
        List<Long> words = Words.ofEveryCondition();
        Set<Form> printed = new HashSet<>();
        for (long word : words) {
            printed.add(Objects.requireNonNull(Instructions.TABLE.find(word)).form(word));
        }
        for (Row row : Instructions.TABLE.rows()) {
            for (Form form : row.forms()) {
                boolean alias = form.isPrinted() && !form.isOwn();
                assertTrue(!alias || printed.contains(form), form.syntax());
            }
        }
        printsAlike(words);
        Set<String> untested = new TreeSet<>();
        for (Instruction row : Arm64.ISA.rows()) {
            untested.add(row.tested() ? row.name() : "not tested: " + row.name());
        }
        untested.removeAll(assemblesAlike(words));
        assertEquals(Set.of("adrp"), untested, "what the coverage says is tested");
    }

    @Test
    void everyRowPrintsAsObjdumpPrintsIt() throws IOException {
        printsAlike(Words.ofEveryRow(40));
    }

    @Test
    void anyWordPrintsAsObjdumpPrintsIt() throws IOException {
        printsAlike(Words.atRandom(60_000));
    }

    @ParameterizedTest
    @CsvSource({
        "vectors.c, -O2",
        "vectors.c, -O3",
        "vectors.c, -O3 -ffast-math",
        "compiled.c, -O2",
        "compiled.c, -O2 -mbranch-protection=standard",
    })
    void compiledCodePrintsAsObjdumpPrintsIt(String source, String options) throws IOException {
        Oracle.require("aarch64-linux-gnu-gcc", "aarch64-linux-gnu-objcopy");
        try (InputStream in = OracleTextTest.class.getResourceAsStream("/patchbay/isa/" + source)) {
            Files.write(dir.resolve(source), Objects.requireNonNull(in).readAllBytes());
        }
        String gcc = "aarch64-linux-gnu-gcc -ffreestanding -march=armv8.6-a+fp16 " + options;
        Oracle.run(dir, (gcc + " -c " + source + " -o compiled.o").split(" ", -1));
        Oracle.run(
                dir, "aarch64-linux-gnu-objcopy", "-O", "binary", "-j.text", "compiled.o", "image");
        byte[] code = Files.readAllBytes(dir.resolve("image"));
        List<Long> words = new ArrayList<>();
        for (int at = 0; at < code.length; at += 4) {
            words.add(Bits.little(code, at, 4));
        }
        assertTrue(words.size() > 100, "words: " + words.size());
        printsAlike(words);
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

    @Test
    void whatWePrintGnuAssemblesAsWeDo() throws IOException {
        assemblesAlike(Words.ofEveryRow(40));
    }

    /** GNU as leaves a page to the linker. */
    @Test
    void pagesAreThoseOfTheLinker() throws IOException {
        Oracle.require(Gnu.LD);
        List<String> statements = new ArrayList<>();
        for (long distance = -1L << 32; distance < 1L << 32; distance += 0x1_2345_6000L / 16) {
            statements.add("adrp x" + statements.size() % 31 + ", .+(" + (distance & -4096) + ")");
        }
        List<Gnu.Line> theirs = Gnu.link(dir, statements);
        assertEquals(statements.size(), theirs.size());
        for (Gnu.Line line : theirs) {
            String statement =
                    statements.get((int) (line.address() - theirs.getFirst().address()) / 4);
            assertEquals(
                    "%08x".formatted(line.word()), assembled(line.address(), statement), statement);
        }
    }

    /** The names of the rows that it compared. */
    private Set<String> assemblesAlike(List<Long> all) throws IOException {
        Set<String> rows = new HashSet<>();
        List<Long> words = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        for (long word : all) {
            Row row = Instructions.TABLE.find(word);
            boolean even =
                    row == null
                            || !row.name().contains("64b")
                            || (word & 1) == 0 && (word & 24) != 24;
            if (row != null && !row.name().equals("adrp") && even) { // see below
                rows.add(row.name());
                words.add(word);
                statements.add(Asm.statement(word, 4 * statements.size()));
            }
        }
        List<String> differences = new ArrayList<>();
        List<Gnu.Line> theirs = Gnu.assemble(dir, statements);
        for (int i = 0; i < words.size(); i++) {
            String statement = statements.get(i);
            long address = 4 * i;
            String expected = "%08x".formatted(theirs.get(i).word());
            String ours = assembled(address, statement);
            if (!ours.equals(expected)) {
                differences.add(statement + ": GNU as " + expected + ", ours " + ours);
            }
            String again = Asm.text(theirs.get(i).word(), address);
            if (!again.equals(Asm.text(words.get(i), address))) {
                differences.add(statement + ": printed again as " + again);
            }
        }
        none(differences, words.size());
        return rows;
    }

    private static String assembled(long address, String statement) {
        return switch (Asm.assemble(address, Map.of(), statement)) {
            case Result.Ok<Assembly>(Assembly assembly) ->
                    "%08x".formatted(Bits.little(assembly.bytes(), 0, 4));
            case Result.Refused<Assembly> refused -> refused.reasons().toString();
        };
    }

    private static void none(List<String> differences, int count) {
        assertEquals(
                List.of(),
                differences.subList(0, Math.min(40, differences.size())),
                () -> differences.size() + " of " + count);
    }
}
