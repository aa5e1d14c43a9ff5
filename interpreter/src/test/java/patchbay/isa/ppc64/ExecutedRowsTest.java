package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import patchbay.isa.Row;

/** Which rows of the table the CPU executes: all but those named here. The list only shrinks. */
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
            quadruple precision, which C has as __float128 and no kernel:
              xsaddqp xsaddqpo xscmpeqqp xscmpgeqp xscmpgtqp xscpsgnqp xsdivqp xsdivqpo xsiexpqp
              xsmaddqp xsmaddqpo xsmaxcqp xsmincqp xsmsubqp xsmsubqpo xsmulqp xsmulqpo xsnmaddqp
              xsnmaddqpo xsnmsubqp xsnmsubqpo xssubqp xssubqpo xsabsqp xscvdpqp xscvqpdp
              xscvqpswz xscvqpudz xscvqpuqz xscvsdqp xscvqpdpo xscvqpsdz xscvqpsqz xscvqpuwz
              xscvsqqp xscvudqp xscvuqqp xsnabsqp xsxexpqp xsnegqp xssqrtqp xssqrtqpo xsxsigqp
              xscmpexpqp xscmpoqp xscmpuqp xsrqpi xsrqpix xsrqpxp xststdcqp
            decimal numbers:
              dadd ddiv diex dmul dsub dcffix dcmpo dcmpu dtstex dtstsf dctdp dctfix drsp dxex
              daddq ddivq dmulq dsubq dcmpoq dcmpuq dtstexq dtstdc dtstdg dqua drrnd dscli dscri
              drintn drintx dtstdcq dtstdgq dctfixq dxexq dscliq dscriq drintnq drintxq dcffixq
              dctqpq dtstsfi dquai denbcd ddedpd dtstsfiq dtstsfq diexq drrndq dquaq dquaiq
              denbcdq ddedpdq drdpq dctfixqq dcffixqq
              bcdcpsgn. bcdus. bcdutrunc. bcdctn. bcdctsq. bcdadd. bcds. bcdsr. bcdsub.
              bcdtrunc. bcdcfsq. bcdcfz. bcdcfn. bcdctz. bcdsetsgn.
            outer products, with accumulators that no kernel touches:
              dmxxmfacc dmxxmtacc dmsetaccz dmxvbf16ger2 dmxvbf16ger2pp dmxvbf16ger2pn
              dmxvbf16ger2np dmxvbf16ger2nn dmxvf16ger2 dmxvf16ger2pp dmxvf16ger2pn
              dmxvf16ger2np dmxvf16ger2nn dmxvf32ger dmxvf32gerpp dmxvf32gerpn dmxvf32gernp
              dmxvf32gernn dmxvf64ger dmxvf64gerpp dmxvf64gerpn dmxvf64gernp dmxvf64gernn
              dmxvi16ger2 dmxvi16ger2pp dmxvi16ger2s dmxvi16ger2spp dmxvi8ger4 dmxvi8ger4pp
              dmxvi8ger4spp dmxvi4ger8 dmxvi4ger8pp pmdmxvbf16ger2 pmdmxvbf16ger2pp
              pmdmxvbf16ger2pn pmdmxvbf16ger2np pmdmxvbf16ger2nn pmdmxvf16ger2 pmdmxvf16ger2pp
              pmdmxvf16ger2pn pmdmxvf16ger2np pmdmxvf16ger2nn pmdmxvf32ger pmdmxvf32gerpp
              pmdmxvf32gerpn pmdmxvf32gernp pmdmxvf32gernn pmdmxvf64ger pmdmxvf64gerpp
              pmdmxvf64gerpn pmdmxvf64gernp pmdmxvf64gernn pmdmxvi16ger2 pmdmxvi16ger2pp
              pmdmxvi16ger2s pmdmxvi16ger2spp pmdmxvi8ger4 pmdmxvi8ger4pp pmdmxvi8ger4spp
              pmdmxvi4ger8 pmdmxvi4ger8pp
            estimates of powers and logarithms, of which each processor has its own:
              vexptefp vlogefp
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
                        .filter(row -> !Predecoder.executes(row))
                        .map(Row::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, found);
    }
}
