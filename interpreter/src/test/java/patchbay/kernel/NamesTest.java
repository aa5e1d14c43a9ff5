package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static patchbay.kernel.Scene.reason;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Extern;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.patch.State;

/** Names to addresses, and back. */
class NamesTest {
    private static final Machine MACHINE = machine();

    private static Machine machine() {
        List<State> states =
                List.of(
                        module(
                                "kernel",
                                symbol("kernel", "start", 0x1000, 0x40),
                                symbol("kernel", "alias", 0x1000, 0x40),
                                symbol("kernel", "label", 0x1020, 0),
                                symbol("kernel", "bar.isra.0", 0x1080, 0x10),
                                symbol("kernel", "end", 0x2000, 0)),
                        module(
                                "foo",
                                symbol("foo", "start", 0x10000, 8),
                                symbol("foo", "bar.isra.0", 0x10008, 8),
                                symbol("foo", "only_here", 0x10010, 8)),
                        module("a.b", symbol("a.b", "c", 0x20000, 8)),
                        module("many", repeated("many", "baz", 12)),
                        new SlotTable("foo", "plt", Range.of(0x10100, 64), 16, 4, 0, List.of()),
                        new Extern("printk", 0x3000));
        Machine machine = new Machine();
        machine.apply(
                new Plan("test", states.stream().<Effect>map(Effect.Become::appear).toList()));
        return machine;
    }

    private static Module module(String name, Symbol... symbols) {
        Range text = new Range(symbols[0].address(), symbols[symbols.length - 1].range().end());
        return new Module(
                name,
                List.of(new Segment(1, ".text", text, Protection.EXECUTE)),
                List.of(symbols),
                List.of(),
                List.of());
    }

    private static Symbol symbol(String object, String name, long address, long size) {
        return new Symbol(object, name, address, size, Symbol.Kind.FUNCTION);
    }

    private static Symbol[] repeated(String object, String name, int times) {
        Symbol[] symbols = new Symbol[times];
        for (int i = 0; i < times; i++) {
            symbols[i] = symbol(object, name, 0x30000 + 8 * i, 8);
        }
        return symbols;
    }

    @ParameterizedTest
    @CsvSource({
        "kernel, start,          0x1000",
        "foo,    start,          0x10000",
        "foo,    label,          0x1020",
        "kernel, foo.start,      0x10000",
        "foo,    bar.isra.0,     0x10008",
        "kernel, bar.isra.0,     0x1080",
        "kernel, foo.bar.isra.0, 0x10008",
        "kernel, a.b.c,          0x20000",
        "foo,    a.b.c,          0x20000",
        "kernel, printk,         0x3000",
        "foo,    printk,         0x3000",
        "many,   baz#1,          0x30000",
        "many,   baz#9,          0x30040",
        "many,   baz#10,         0x30048",
        "kernel, many.baz#12,    0x30058",
        "kernel, start#1,        0x1000",
    })
    void aNameIsTheObjectsOwnThenTheKernelsThenAnothersThenAnExterns(
            String object, String name, String address) {
        assertEquals(
                (long) Long.decode(address),
                Scene.value(Names.resolve(MACHINE, object, name)).address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "only_here",
                "foo.nobody",
                "a.b",
                "baz#0",
                "many.baz#13",
                "many.baz#x",
                "many.baz#1x",
                "many.baz#99999999999",
                "start#2",
                "nobody"
            })
    void aNameThatNobodyHasIsUnknown(String name) {
        assertEquals(
                name,
                reason(LayoutRefusal.UnknownName.class, Names.resolve(MACHINE, Module.KERNEL, name))
                        .name());
    }

    @Test
    void aNameThatSeveralHaveNeedsANumber() {
        LayoutRefusal.AmbiguousName refusal =
                reason(
                        LayoutRefusal.AmbiguousName.class,
                        Names.resolve(MACHINE, Module.KERNEL, "many.baz"));
        assertEquals(12, refusal.candidates().size());
    }

    @Test
    void theNameAsItIsInAnotherObjectComesFirstAmongTheLikely() {
        assertEquals(List.of("foo.only_here"), Names.like(MACHINE, "only_here"));
        assertEquals(List.of("printk"), Names.like(MACHINE, "prntk"));
        assertEquals("foo.start", Names.like(MACHINE, "fo.start").getFirst());
        assertEquals(List.of("start", "foo.start"), Names.like(MACHINE, "strt"));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0fff, 0xfff",
        "0x1000, start",
        "0x1004, start+0x4",
        "0x1020, label",
        "0x1024, start+0x24",
        "0x103f, start+0x3f",
        "0x1040, 0x1040",
        "0x107f, 0x107f",
        "0x1080, bar.isra.0",
        "0x108f, bar.isra.0+0xf",
        "0x1090, 0x1090",
        "0x2000, end",
        "0x2001, 0x2001",
        "0x3000, printk",
        "0x3001, 0x3001",
        "0x10010, foo.only_here",
        "0x100ff, 0x100ff",
        "0x10100, foo.plt[0]",
        "0x10124, foo.plt[2]+0x4",
        "0x1013f, foo.plt[3]+0xf",
        "0x10140, 0x10140",
    })
    void anAddressIsToldByWhatItLiesIn(String address, String place) {
        assertEquals(place, Names.place(MACHINE, Long.decode(address)));
    }

    @Test
    void ofNamesAtOneAddressTheOneDeclaredFirstIsTold() {
        assertEquals(Optional.of("start"), Names.at(MACHINE, 0x1008).map(Symbol::name));
        assertEquals(Optional.empty(), Names.at(MACHINE, 0x1060));
    }
}
