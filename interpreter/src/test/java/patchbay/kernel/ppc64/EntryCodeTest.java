package patchbay.kernel.ppc64;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.isa.ppc64.Ppc64;
import patchbay.kernel.EntryCode;
import patchbay.source.Result;

/** The tracer's entry code, word for word; where the words come from stands beside them. */
class EntryCodeTest {

    private static Isa.Assembly assembled(EntryCode entry) {
        List<Isa.AsmLine> lines = new ArrayList<>();
        for (String line : entry.lines()) {
            lines.add(new Isa.AsmLine(line, lines.size()));
        }
        Result<Isa.Assembly> assembly = Ppc64.ISA.assemble(lines, 0, name -> OptionalLong.empty());
        return ((Result.Ok<Isa.Assembly>) assembly).value();
    }

    private static List<String> listing(Isa.Assembly code) {
        List<String> listing = new ArrayList<>();
        for (int at = 0; at < code.bytes().length; at += 4) {
            for (Map.Entry<String, Long> label : code.labels().entrySet()) {
                if (label.getValue() == at) {
                    listing.add(label.getKey() + ":");
                }
            }
            Insn insn = Ppc64.ISA.decode(code.bytes(), at, at);
            listing.add("%5x  %08x  %s".formatted(at, insn.word(), insn.text()));
        }
        return listing;
    }

    @ParameterizedTest
    @CsvSource({"4.19, true", "6.1, false"})
    void everyWordIsWhereItBelongs(String version, boolean old) {
        assertEquals(
                resource("entry-code-" + version + ".txt"),
                String.join("\n", listing(assembled(EntryCodes.of(old)))) + "\n");
    }

    private static String resource(String name) {
        try (InputStream in = EntryCodeTest.class.getResourceAsStream("/golden/ppc64/" + name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            return new String(in.readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sitesCallTheEntryThatLivePatchingUses(boolean old) {
        EntryCode entry = EntryCodes.of(old);
        assertEquals(old ? "ftrace_regs_caller" : "ftrace_caller", entry.target());
        assertEquals(Optional.of("ftrace_call"), entry.callWord());
        assertEquals("ftrace_stub", entry.stub());
        assertEquals("ftrace_ops_list_func", entry.tracer());
        assertEquals(new EntryCode.Printer("vprintk", 3), entry.printer());
        // r3 = ip, r6 = pt_regs with nip 256 bytes behind its beginning
        assertEquals(
                Optional.of(
                        new EntryCode.SavedPc(
                                3, 6, 256, Optional.empty(), Optional.of("livepatch_handler"))),
                entry.saved());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everySymbolIsALabelAndStandsInOrder(boolean old) {
        EntryCode entry = EntryCodes.of(old);
        Isa.Assembly code = assembled(entry);
        long last = -1;
        for (String symbol : entry.symbols()) {
            long address = code.labels().getOrDefault(symbol, -1L);
            assertTrue(address > last, symbol);
            last = address;
        }
        assertTrue(entry.symbols().containsAll(entry.hidden()));
        assertTrue(
                entry.symbols().containsAll(List.of(entry.target(), entry.stub(), entry.tracer())));
    }
}
