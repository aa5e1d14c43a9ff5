package patchbay.isa.arm64;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import patchbay.Oracle;
import patchbay.isa.SpeltAgainstGnu;

/** What is printed, read and refused, recorded from GNU's tools. */
class SpeltAgainstGnuTest extends SpeltAgainstGnu {
    SpeltAgainstGnuTest() {
        super(Arm64.ISA);
    }

    @BeforeEach
    void toolsAreThere() {
        Oracle.require(Gnu.AS, Gnu.OBJDUMP);
    }

    @Override
    protected List<Said> printed(Path dir) throws IOException {
        Set<Long> words = new LinkedHashSet<>(Words.ofEveryCondition());
        words.addAll(Words.ofEveryRow(20));
        words.addAll(Words.atRandom(100));
        List<Said> all = new ArrayList<>();
        for (Gnu.Line line : Gnu.disassemble(dir, List.copyOf(words))) {
            all.add(new Said(bytes(line.word()), line.address(), line.text()));
        }
        return all;
    }

    @Override
    protected List<String> read(Path dir, List<String> statements) throws IOException {
        List<String> all = new ArrayList<>(Gnu.read(dir, statements));
        all.replaceAll(word -> word.equals(REFUSED) ? word : bytes(Long.parseLong(word, 16)));
        return all;
    }

    private static String bytes(long word) {
        return "%08x".formatted(Integer.reverseBytes((int) word));
    }

    @Override
    protected List<String> spellings() {
        List<String> all = new ArrayList<>(Words.inSpellingsThatAreOnlyRead(2));
        all.removeIf(AssemblerAgainstGnuTest::isLeftToTheLinker);
        return all;
    }

    @Override
    protected List<String> mistakes(List<String> good) {
        return List.copyOf(AssemblerAgainstGnuTest.written(3));
    }
}
