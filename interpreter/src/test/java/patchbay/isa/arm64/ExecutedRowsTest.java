package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import patchbay.isa.Row;

/** Which rows of the table the CPU executes: all but those named here. */
class ExecutedRowsTest {
    /** By what they would need. */
    private static final String NOT_EXECUTED =
            """
            pointer authentication:
              braaz braa brabz brab blraaz blraa blrabz blrab retaa retab eretaa eretab
              ldraa ldraa.pre ldrab ldrab.pre pacia pacib pacda pacdb autia autib autda autdb
              paciza pacizb pacdza pacdzb autiza autizb autdza autdzb xpaci xpacd pacga
            memory tags:
              addg subg subp subps irg gmi ldg stg stzg st2g stz2g stg.pre stzg.pre st2g.pre stz2g.pre
              stg.post stzg.post st2g.post stz2g.post stgp stgp.pre stgp.post ldgm stgm stzgm
            exception levels and debug state:
              eret drps dcps1 dcps2 dcps3
            transactions:
              tstart tcommit tcancel ttest
            streaming mode:
              smstart smstop smstart.sm smstop.sm smstart.za smstop.za
            devices:
              ld64b st64b st64bv st64bv0
            extensions that no kernel is compiled with yet (CSSC, MOPS):
              abs cnt ctz smax.immediate smax.register smin.immediate smin.register
              umax.immediate umax.register umin.immediate umin.register
              cpyfp cpyfm cpyfe cpyp cpym cpye setp setm sete setgp setgm setge
            what no system defines:
              sysl msr.reserved mrs.reserved
            """;

    @Test
    void everyOtherRowIsExecuted() {
        Set<String> expected =
                NOT_EXECUTED
                        .lines()
                        .filter(line -> line.startsWith(" "))
                        .flatMap(line -> Arrays.stream(line.trim().split(" ", -1)))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found =
                Instructions.TABLE.rows().stream()
                        .filter(row -> Encoding.of(row) == Encoding.UNMODELLED)
                        .map(Row::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, found);
    }

    @Test
    void everyEncodingHasARow() {
        Set<Encoding> found =
                Instructions.TABLE.rows().stream()
                        .map(row -> Encoding.of(row))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Encoding.class)));
        assertEquals(List.of(Encoding.values()), List.copyOf(found));
    }
}
