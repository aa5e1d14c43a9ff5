package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.image.SymbolMap;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.machine.SymbolList;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Result;

/** Names out of a list of the kernel's symbols. */
class ListedNamesTest {
    private static final String LIST =
            """
            ffff800008000000 T _text
            ffff800008000040 t init_once
            ffff800008000040 T alias
            ffff800008000080 t init_once
            ffff800020001000 T bar\t[foo]
            ffff800020001100 T bar\t[a.b]
            ffff800008200000 T _end
            """;

    private static final Machine MACHINE = machine();

    private static Machine machine() {
        SymbolMap map =
                switch (SymbolMap.read("list", LIST.getBytes(UTF_8), 0)) {
                    case Result.Ok<SymbolMap>(SymbolMap read) -> read;
                    case Result.Refused<SymbolMap> refused -> fail(refused.toString());
                };
        Machine machine = new Machine();
        Effect known = Effect.Become.appear(new SymbolList(map));
        assertEquals(List.of(), machine.land(new Plan("symbols", List.of(known))));
        return machine;
    }

    @ParameterizedTest
    @CsvSource({
        "0xffff800007ffffff, 0xffff800007ffffff",
        "0xffff800008000000, _text",
        "0xffff80000800003c, _text+0x3c",
        "0xffff800008000040, init_once",
        "0xffff800008000044, init_once+0x4",
        "0xffff80000801007f, init_once+0xffff",
        "0xffff800008010080, 0xffff800008010080",
        "0xffff800020001004, foo.bar+0x4",
        "0xffff800020001100, a.b.bar",
        "0xffff800020001104, a.b.bar+0x4",
        "0xffff800020011100, 0xffff800020011100",
    })
    void anAddressIsToldByTheNameBeforeItIfThatIsNear(String address, String place) {
        assertEquals(place, Names.place(MACHINE, Long.parseUnsignedLong(address.substring(2), 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "_text,       ffff800008000000",
        "init_once#2, ffff800008000080",
        "foo.bar,     ffff800020001000",
        "a.b.bar,     ffff800020001100",
        "init_once,   ",
        "bar,         ",
        "init_once#3, ",
    })
    void aNameIsThatOfTheKernelProperOrOfAModule(String name, String address) {
        assertEquals(
                address == null ? "" : address,
                Names.find(MACHINE, Module.KERNEL, name)
                        .map(symbol -> Long.toHexString(symbol.address()))
                        .orElse(""));
    }

    /** A listed name has no size, so it belongs to its own address only. */
    @ParameterizedTest
    @CsvSource({
        "ffff800008000000, _text",
        "ffff800008000004, ",
        "ffff800008000040, init_once",
        "ffff800020001100, a.b.bar",
        "ffff800007ffffff, ",
    })
    void aSymbolIsAtItsVeryAddress(String address, String name) {
        assertEquals(
                name == null ? "" : name,
                Names.at(MACHINE, Long.parseUnsignedLong(address, 16))
                        .map(Symbol::qualified)
                        .orElse(""));
    }
}
