package patchbay.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.image.SymbolTable;

class FileSymbolsTest {
    private static final long BASE = 0xffff_8000_0800_0000L;

    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final List<long[]> listed = new ArrayList<>();

    private FileSymbolsTest() {
        names.write(0);
        entries.writeBytes(new byte[24]);
    }

    private void symbol(String name, long offset, int size, int rank) {
        byte[] entry = new byte[24];
        Bits.putLittle(entry, 0, 4, names.size());
        entries.writeBytes(entry);
        names.writeBytes(name.getBytes(UTF_8));
        names.write(0);
        listed.add(new long[] {FileSymbols.key(offset, rank, listed.size() + 1), size});
    }

    private Module module() {
        listed.sort((a, b) -> Long.compare(a[0], b[0]));
        FileSymbols symbols =
                new FileSymbols(
                        "kernel",
                        new SymbolTable(entries.toByteArray(), names.toByteArray()),
                        BASE,
                        listed.stream().mapToLong(entry -> entry[0]).toArray(),
                        listed.stream().mapToInt(entry -> (int) entry[1]).toArray(),
                        new FileSymbols.Kinds() {
                            @Override
                            public Symbol.Kind kind(int index) {
                                return index % 2 == 1 ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA;
                            }

                            @Override
                            public int local(int index) {
                                return 8;
                            }
                        });
        return new Module("kernel", List.of(), symbols, List.of(), List.of());
    }

    private static Symbol function(String name, long offset, long size) {
        return new Symbol("kernel", name, BASE + offset, size, Symbol.Kind.FUNCTION, 8);
    }

    private static Symbol data(String name, long offset, long size) {
        return new Symbol("kernel", name, BASE + offset, size, Symbol.Kind.DATA);
    }

    @Test
    void aNameIsFoundByAddressAndCountedByIt() {
        symbol("probe", 64, 16, 0);
        symbol("table", 16, 8, 0);
        symbol("probe", 0, 16, 0);
        Module kernel = module();
        assertEquals(
                List.of(function("probe", 0, 16), function("probe", 64, 16)),
                kernel.named("probe"));
        assertEquals(List.of(data("table", 16, 8)), kernel.named("table"));
        assertEquals(List.of(), kernel.named("prob"));
        assertEquals(List.of(), kernel.named("probes"));
        assertEquals(List.of(), kernel.named(""));
        assertEquals(2, kernel.functions());
        assertEquals(
                List.of("probe", "table", "probe"),
                kernel.symbols().stream().map(Symbol::name).toList());
    }

    @Test
    void namesOfOneHashAreToldApart() {
        assertEquals(hash("Aa"), hash("BB"));
        symbol("Aa", 0, 4, 0);
        symbol("x", 4, 4, 0);
        symbol("BB", 8, 4, 0);
        Module kernel = module();
        assertEquals(List.of(function("Aa", 0, 4)), kernel.named("Aa"));
        assertEquals(List.of(function("BB", 8, 4)), kernel.named("BB"));
    }

    private static int hash(String name) {
        return SymbolTable.hash(name.getBytes(UTF_8));
    }

    @Test
    void anAddressBelongsToWhatBeginsThereElseToWhatItLiesIn() {
        symbol("outer", 0, 64, 0);
        symbol("label", 16, 0, 4);
        symbol("alias", 32, 0, 5);
        symbol("better", 32, 8, 0);
        symbol("end", 80, 0, 4);
        Module kernel = module();
        List<String> found = new ArrayList<>();
        for (long offset : new long[] {-1, 0, 4, 16, 20, 32, 36, 40, 63, 64, 80, 81}) {
            Optional<Symbol> at = kernel.symbolAt(BASE + offset);
            found.add(at.map(Symbol::name).orElse("-"));
        }
        assertEquals(
                Arrays.asList(
                        "-", "outer", "outer", "label", "outer", "better", "better", "-", "-", "-",
                        "end", "-"),
                found);
    }

    @Test
    void oneMoreOrSomeFewerMakeAnotherList() {
        symbol("bar", 0, 8, 0);
        symbol("baz", 8, 8, 0);
        Module kernel = module();
        Module more = kernel.with(function("late", 32, 4), Optional.empty());
        assertEquals(List.of(function("late", 32, 4)), more.named("late"));
        assertEquals(3, more.symbols().size());
        Module fewer = kernel.without(List.of(data("baz", 8, 8)));
        assertEquals(List.of(function("bar", 0, 8)), fewer.symbols());
    }
}
