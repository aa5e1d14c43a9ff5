package patchbay.isa.ppc64;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import patchbay.Oracle;
import patchbay.isa.Row;
import patchbay.isa.SpeltAgainstGnu;

/** What is printed, read and refused, recorded from GNU's tools. */
class SpeltAgainstGnuTest extends SpeltAgainstGnu {
    private static final List<String> NUMBERS =
            List.of("-1", "3", "8", "31", "32", "63", "64", "128", "32767", "32768", "-32769");

    private final Random random = new Random(20261122);

    SpeltAgainstGnuTest() {
        super(Ppc64.ISA);
    }

    @BeforeEach
    void toolsAreThere() {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
    }

    @Override
    protected List<Said> printed(Path dir) throws IOException {
        Set<Long> words = new LinkedHashSet<>(Words.ofEveryRow(60));
        words.addAll(Words.atRandom(1000));
        words.addAll(Words.prefixesAtRandom(500));
        List<Said> all = new ArrayList<>();
        for (Gnu.Line line : Gnu.disassemble(dir, List.copyOf(words))) {
            String bytes = HexFormat.of().formatHex(Asm.bytes(line.word()));
            all.add(new Said(bytes, line.address(), line.text()));
        }
        return all;
    }

    @Override
    protected List<String> read(Path dir, List<String> statements) throws IOException {
        return Gnu.read(dir, statements, REFUSED);
    }

    @Override
    protected List<String> spellings() {
        List<String> all = new ArrayList<>();
        for (long word : Words.ofEveryRow(6)) {
            Row row = Instructions.TABLE.find(word);
            if (row != null && (row.label() != null || row.width() == 64)) {
                all.add(Asm.statement(word, 0));
            }
        }
        return all;
    }

    /** One number replaced, or one operand left out or added. */
    @Override
    protected List<String> mistakes(List<String> good) {
        List<String> all = new ArrayList<>();
        for (String text : good) {
            String line = text.replaceAll("\\s*#.*", "").replaceAll("\\s+", " ");
            int comma = line.lastIndexOf(',');
            all.add(line + ",1");
            all.add(comma < 0 ? line + " r1" : line.substring(0, comma));
            for (int i = 0; i < 3; i++) {
                String[] parts = line.split("(?<=\\W)|(?=\\W)");
                int at = random.nextInt(parts.length);
                String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
                parts[at] =
                        i == 2 && Character.isLetter(parts[at].charAt(0)) && at > 0
                                ? "v" + number
                                : parts[at].replaceAll("\\d+$", number);
                all.add(String.join("", parts));
            }
        }
        return all;
    }
}
