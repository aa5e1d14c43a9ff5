package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import patchbay.isa.Row;

/**
 * Which rows of the table the CPU executes: all that compute with general registers, but for those
 * named here.
 */
class ExecutedRowsTest {
    /** By what they would need. */
    private static final String NOT_EXECUTED =
            """
            what little-endian mode has not:
              lmw stmw lswi lswx stswi stswx
            forms that the manual calls invalid:
              bcctr.count bcctrl.count bcctr.count.condition bcctrl.count.condition
            interrupts, hypervisor and debug state:
              rfi rfid hrfid urfid rfscv rfebb stop wait msgsnd msgclr msgsndp msgclrp msgsndu msgclru
              mfbhrbe clrbhrb mtsle
            translation:
              slbmte slbmfev slbmfee slbfee. rmieg mtsrd mtsrdin tlbia tlbld tlbli
            transactions:
              tbegin. tend. tsr. tcheck tabort. tabortwc. tabortdc. tabortwci. tabortdci.
              treclaim. trechkpt.
            devices, the copy buffer, and what is done in memory:
              eciwx ecowx icswx pbt. copy paste. dcbi lwat ldat stwat stdat
            keys and random numbers:
              hashst hashchk hashstp hashchkp darn
            the status of floating point:
              mcrfs mtfsb0 mtfsb1 mtfsfi
            """;

    @Test
    void everyOtherIntegerRowIsExecuted() {
        Set<String> expected =
                NOT_EXECUTED
                        .lines()
                        .filter(line -> line.startsWith(" "))
                        .flatMap(line -> Arrays.stream(line.trim().split(" ", -1)))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found =
                Instructions.TABLE.rows().stream()
                        .filter(ExecutedRowsTest::isInteger)
                        .filter(row -> !Predecoder.executes(row))
                        .map(Row::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, found);
    }

    /** Those of floating-point, vector and vector-scalar registers name one in their syntax. */
    private static boolean isInteger(Row row) {
        String syntax = row.form().syntax();
        int operands = syntax.indexOf(' ');
        String names = operands < 0 ? "" : syntax.substring(operands);
        boolean other =
                Arrays.stream(names.split("[^A-Z]+"))
                        .anyMatch(name -> name.matches("FR.|FR.p|VR.|X[TSABC]|X[TS]p|AT"));
        return !other && !names.contains(".float") && !names.contains("FLM");
    }
}
