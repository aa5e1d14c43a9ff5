package patchbay.isa.arm64;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.isa.RecordedText;
import patchbay.isa.Row;

/**
 * {@code spelt.txt}, which {@link RecordedText} reads, is what GNU's tools say. {@code
 * -Dpatchbay.text.record=FILE} writes it: of the words and lines that other tests make, a few of
 * each shape.
 */
class SpeltAgainstGnuTest {
    /** System registers have thousands of names. */
    private static final int MOST_OF_A_ROW = 20;

    @TempDir private Path dir;

    /** How often each shape was taken. */
    private final Map<String, Integer> taken = new HashMap<>();

    @Test
    void whatIsRecordedIsWhatGnuSays() throws IOException {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
        List<String> lines = new ArrayList<>(printed());
        lines.addAll(read());
        String file = System.getProperty("patchbay.text.record");
        if (file != null) {
            Files.writeString(Path.of(file), String.join("\n", lines) + "\n", UTF_8);
        }
        assertEquals(lines, RecordedText.lines(getClass()), "to be recorded again");
    }

    private List<String> printed() throws IOException {
        Set<Long> words = new LinkedHashSet<>(Words.ofEveryCondition());
        words.addAll(Words.ofEveryRow(20));
        words.addAll(Words.atRandom(100));
        List<Gnu.Line> chosen = new ArrayList<>();
        for (Gnu.Line line : Gnu.disassemble(dir, List.copyOf(words))) {
            Row row = Instructions.TABLE.find(line.word());
            boolean moves = row != null && row.label() != null; // so it depends on its address
            String name = row == null ? "" : row.name();
            if (!moves && isNew(name + shape(line.text()), 1) && isNew(name, MOST_OF_A_ROW)) {
                chosen.add(line);
            }
        }
        List<String> texts = chosen.stream().map(Gnu.Line::text).toList();
        List<String> again = Gnu.read(dir, texts);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            long word = chosen.get(i).word();
            boolean same = again.get(i).equals("%08x".formatted(word));
            lines.add(bytes(word) + (same ? "\t=\t" : "\t>\t") + texts.get(i));
            String meanings =
                    RecordedText.meanings(Arm64.ISA, HexFormat.of().parseHex(bytes(word)));
            boolean more = false;
            for (String meaning : meanings.split("; ")) {
                more |= isNew(shape(meaning), 1);
            }
            if (more) {
                lines.add(bytes(word) + "\t?\t" + meanings);
            }
        }
        return lines;
    }

    private List<String> read() throws IOException {
        Set<String> all = new LinkedHashSet<>(Words.inSpellingsThatAreOnlyRead(2));
        all.removeIf(AssemblerAgainstGnuTest::isLeftToTheLinker);
        int sure = all.size();
        all.addAll(AssemblerAgainstGnuTest.written(3));
        List<String> statements = List.copyOf(all);
        List<String> results = Gnu.read(dir, statements);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            String statement = statements.get(i);
            String ours = RecordedText.read(Arm64.ISA, statement);
            boolean refused = results.get(i).equals(Gnu.REFUSED);
            String theirs = refused ? ours : bytes(Long.parseLong(results.get(i), 16));
            boolean alike = ours.equals(theirs) && ours.contains("[") == refused;
            String shape = refused ? shape(ours.replaceAll(" text=.*?, expected", "")) : statement;
            if (alike && isNew(shape, refused ? 2 : i < sure || i % 8 == 0 ? 1 : 0)) {
                lines.add(ours + (refused ? "\t" : "\t<\t") + statement);
            }
        }
        return lines;
    }

    /** Whether there were fewer than so many of that shape. */
    private boolean isNew(String shape, int most) {
        return taken.merge(shape, 1, Integer::sum) <= most;
    }

    /** The same for operands that differ in a number only, unless it is below zero or 0. */
    private static String shape(String text) {
        return text.replaceAll("\\b([xwbhsdqv])\\d+", "$1n")
                .replaceAll("-(0x)?[0-9a-f]*\\d[0-9a-f]*", "-n")
                .replaceAll("\\b(0x[0-9a-f]+|[1-9]\\d*)\\b", "n");
    }

    private static String bytes(long word) {
        byte[] bytes = new byte[4];
        Bits.putLittle(bytes, 0, 4, word);
        return HexFormat.of().formatHex(bytes);
    }
}
