package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import patchbay.arch.Architectures;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.source.Result;

/**
 * The tracer's entry code, word for word.
 *
 * <p>The words of 6.1 and 7.2 are those that were read out of the memory of running kernels (Debian
 * 6.1.176-1 arm64, and 7.2), the others follow from the contract; all were disassembled with {@code
 * aarch64-linux-gnu-objdump} 2.40.
 */
class EntryCodeTest {
    private static final long BASE = 0xffff_8000_0800_0000L;

    private static Era era(String version) {
        Architecture arm64 = Architectures.named("arm64").orElseThrow();
        return ((Result.Ok<Era>)
                        arm64.era(
                                Version.parse(version).orElseThrow(), new Options(Set.of(), 4096)))
                .value();
    }

    /** Words of the entry code at {@link #BASE}, its data a page further. */
    private static Isa.Assembly assembled(String version) {
        Era era = era(version);
        List<Isa.AsmLine> lines = new ArrayList<>();
        for (String line : era.entryCode().lines()) {
            lines.add(new Isa.AsmLine(line, lines.size()));
        }
        return ((Result.Ok<Isa.Assembly>)
                        era.isa().assemble(lines, BASE, name -> OptionalLong.of(BASE + 0x1cc0)))
                .value();
    }

    private static String words(Isa.Assembly code, int from, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            text.append(i > from ? " " : "")
                    .append("%08x".formatted(patchbay.bytes.Bits.little(code.bytes(), 4 * i, 4)));
        }
        return text.toString();
    }

    @Test
    void linux61SavesAllRegistersForLivePatching() {
        Isa.Assembly code = assembled("6.1");
        assertEquals(
                "d503245f d10583ff a90007e0 a9010fe2 a90217e4 a9031fe6 a90427e8 a9052fea a90637ec a9073fee"
                        + " a90847f0 a9094ff2 a90a57f4 a90b5ff6 a90c67f8 a90d6ffa a90e77fc 910583ea"
                        + " a90f2be9 f90083fe",
                words(code, 0, 20));
        assertEquals(BASE + 25 * 4, code.labels().get("ftrace_caller"));
        assertEquals(
                "d503245f d10583ff a90007e0 a9010fe2 a90217e4 a9031fe6 a90427e8 f90077fd 910583ea a90f2be9"
                        + " f90083fe a91527fd 910543fd a9137bfd 9104c3fd 14000001 d10013c0 aa0903e1",
                words(code, 25, 18));
        assertEquals(BASE + 46 * 4, code.labels().get("ftrace_call"));
        assertEquals("910003e3", words(code, 45, 1));
        assertEquals(
                "9400000b a94007e0 a9410fe2 a94217e4 a9431fe6 f94023e8 f94077fd f9407bfe f94083e9 910583ff"
                        + " d65f0120 d503245f d65f03c0",
                words(code, 46, 13));
    }

    @Test
    void linux62SavesWhatACallPasses() {
        Isa.Assembly code = assembled("6.2");
        assertEquals(
                "d503245f 910003ea d10243ff a90007e0 a9010fe2 a90217e4 a9031fe6 f90023e8 f9002bfd f9002fe9"
                        + " f90033ea f90037fe a90827fd 910203fd a9077bfd 9101c3fd d10013c0 aa0903e1 910003e3",
                words(code, 0, 19));
        assertEquals(BASE + 21 * 4, code.labels().get("ftrace_call"));
        assertEquals(
                "a94007e0 a9410fe2 a94217e4 a9431fe6 f94023e8 f9402bfd f9402ffe f94037e9 910243ff d65f0120",
                words(code, 22, 10));
    }

    @Test
    void linux72FindsItsOpsBeforeTheFunction() {
        Isa.Assembly code = assembled("7.2");
        assertEquals(
                "d503245f 927df3cb f85f016b f9406171 b50004d1 910003ea d10243ff a90007e0 a9010fe2 a90217e4"
                        + " a9031fe6 f90023e8 f90027ff f9002bfd f9002fe9 f90033ea f90037fe a90827fd"
                        + " 910203fd a9077bfd",
                words(code, 0, 20));
        assertEquals("aa0b03e2 f9400044 d63f0080", words(code, 24, 3));
        assertEquals(BASE + 42 * 4, code.labels().get("ftrace_caller_direct"));
        assertEquals("d61f0220", words(code, 42, 1));
    }

    @Test
    void linux63HasNoDirectCallsYet() {
        assertEquals(
                List.of(),
                era("6.3").entryCode().symbols().stream()
                        .filter(name -> name.contains("direct"))
                        .toList());
        assertEquals("d503245f 927df3cb f85f016b 910003ea", words(assembled("6.3"), 0, 4));
    }

    @Test
    void beforeTheSavedPcThereIsNone() {
        for (String version : List.of("4.6", "4.19", "5.4")) {
            assertTrue(era(version).entryCode().saved().isEmpty());
        }
    }

    @Test
    void everySymbolIsALabelAndStandsInOrder() {
        for (String version : List.of("4.6", "5.4", "5.5", "6.1", "6.2", "6.3", "6.4", "6.17")) {
            EntryCode entry = era(version).entryCode();
            Isa.Assembly code = assembled(version);
            long last = BASE;
            for (String symbol : entry.symbols()) {
                long address = code.labels().getOrDefault(symbol, 0L);
                assertTrue(address >= last, version + " " + symbol);
                last = address;
            }
            assertTrue(
                    entry.symbols()
                            .containsAll(List.of(entry.target(), entry.stub(), entry.tracer())));
            assertTrue(entry.symbols().containsAll(entry.hidden()), version);
            assertTrue(entry.symbols().contains(entry.printer().name()));
        }
    }
}
