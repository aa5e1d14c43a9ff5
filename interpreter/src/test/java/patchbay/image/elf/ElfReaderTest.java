package patchbay.image.elf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.Oracle;
import patchbay.bytes.Bits;
import patchbay.image.Image;
import patchbay.image.Reloc;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.source.Refusal;
import patchbay.source.Result;

class ElfReaderTest {

    @Test
    void aModuleIsReadAsItsTablesTellIt() {
        Image image = image(demo());

        assertEquals("arm64", image.machine());
        assertEquals(Image.Kind.RELOCATABLE, image.kind());
        assertEquals(25, image.sections().size());
        Section text = image.section(".text").orElseThrow();
        assertEquals(2, text.index());
        assertEquals(0xcc, text.size());
        assertEquals(16, text.align());
        assertEquals(Section.ALLOC | Section.EXECUTE, text.flags());
        assertEquals(3, text.relocs().getFirst().index());
        assertEquals(17, text.relocs().getFirst().entries().size());
        assertEquals(new Reloc(0x64, 275, 11, 0x10), text.relocs().getFirst().entries().get(7));
        Symbol baz = image.symbols().get(36);
        assertEquals(new Symbol(36, "baz", 0xa0, 44, 2, Symbol.GLOBAL, Symbol.FUNCTION, 0), baz);
        assertEquals(4, image.section(".bss").orElseThrow().size());
        assertEquals(0, image.section(".bss").orElseThrow().content().size());
    }

    /**
     * Offsets as readelf shows them: headers from 0x10f0 on, .rela.text at 0xba0, symbols at 0x6d0.
     */
    @ParameterizedTest
    @CsvSource({
        "0x0,    4, 0x464c4580, e_ident[EI_MAG0..3], Foreign",
        "0x4,    1, 1,          e_ident[EI_CLASS], Foreign",
        "0x5,    1, 2,          e_ident[EI_DATA], Foreign",
        "0x6,    1, 0,          e_ident[EI_VERSION], Foreign",
        "0x10,   2, 4,          e_type, Foreign",
        "0x14,   4, 2,          e_version, Damaged",
        "0x28,   8, 0x100000,   e_shoff, Truncated",
        "0x28,   8, -1,         e_shoff, Truncated",
        "0x34,   2, 52,         e_ehsize, Damaged",
        "0x3a,   2, 40,         e_shentsize, Damaged",
        "0x3c,   2, 200,        e_shnum, Truncated",
        "0x3e,   2, 25,         e_shstrndx, Damaged",
        "0x3e,   2, 2,          e_shstrndx, Damaged",
        "0x1170, 4, 0xffff,     sh_name of section 2, Damaged",
        "0x1188, 8, 0xffff,     sh_offset + sh_size of section 2, Truncated",
        "0x1190, 8, -1,         sh_size of section 2, Damaged",
        "0x1190, 8, 0x1000,     sh_size of section 12, Damaged",
        "0x11a0, 8, 24,         sh_addralign of section 2, Damaged",
        "0x11d0, 8, 25,         sh_size of section 3, Damaged",
        "0x11d8, 4, 25,         sh_link of section 3, Damaged",
        "0x11e8, 8, 16,         sh_entsize of section 3, Damaged",
        "0x0ba0, 8, 0xcc,       r_offset of entry 0 of section 3, Damaged",
        "0x0bac, 4, 45,         r_info of entry 0 of section 3, Damaged",
        "0x06e8, 4, 0x92,       st_name of symbol 1, Damaged",
        "0x06ee, 2, 25,         st_shndx of symbol 1, Damaged",
    })
    void whatIsDamagedIsNamedWithItsPlace(
            String at, int size, String value, String field, String kind) {
        byte[] bytes = demo();
        Bits.putLittle(bytes, Integer.decode(at), size, Long.decode(value));
        ElfRefusal refusal = refusal(bytes);
        String found =
                switch (refusal) {
                    case ElfRefusal.Foreign f -> f.field();
                    case ElfRefusal.Truncated t -> t.field();
                    case ElfRefusal.Damaged d -> d.field();
                };
        assertEquals(field, found);
        assertEquals(kind, refusal.getClass().getSimpleName());
    }

    @Test
    void theValueThatWasFoundIsTold() {
        byte[] bytes = demo();
        Bits.putLittle(bytes, 0x11a0, 8, 24);
        assertEquals(
                new ElfRefusal.Damaged(
                        "demo.ko", "sh_addralign of section 2", 0x11a0, 24, "a power of two"),
                refusal(bytes));
    }

    @Test
    void aFileThatEndsTooEarlyIsRefusedWhereverItEnds() {
        byte[] bytes = demo();
        for (int length = 0; length < bytes.length; length++) {
            assertInstanceOf(
                    ElfRefusal.Truncated.class, refusal(Arrays.copyOf(bytes, length)), "" + length);
        }
    }

    @ParameterizedTest
    @CsvSource({"21, ppc64le", "62, amd64", "243, riscv64", "999, machine 999"})
    void otherMachinesAreReadAndNamed(int machine, String name) {
        byte[] bytes = demo();
        Bits.putLittle(bytes, 0x12, 2, machine);
        assertEquals(name, image(bytes).machine());
    }

    @Test
    void aRelocationTableWithoutTargetIsPassedOver() {
        byte[] bytes = demo();
        Bits.putLittle(bytes, 0x11dc, 4, 4711);
        assertEquals(List.of(), image(bytes).section(".text").orElseThrow().relocs());
    }

    @Test
    void aLinkedFileHasAddressesAndAnEntry(@TempDir Path dir) throws IOException {
        Oracle.require("aarch64-linux-gnu-as", "aarch64-linux-gnu-ld");
        Files.writeString(dir.resolve("a.s"), ".globl _start\n_start: bl f\nf: ret\n.size f, 4\n");
        Oracle.run(dir, "aarch64-linux-gnu-as", "a.s", "-o", "a.o");
        Oracle.run(dir, "aarch64-linux-gnu-ld", "-Ttext=0x400100", "a.o", "-o", "a");
        Image image = image(Files.readAllBytes(dir.resolve("a")));

        assertEquals(Image.Kind.EXECUTABLE, image.kind());
        assertEquals(0x400100, image.entry());
        Section text = image.section(".text").orElseThrow();
        assertEquals(0x400100, text.address());
        assertArrayEquals(
                new byte[] {1, 0, 0, (byte) 0x94}, Arrays.copyOf(text.content().bytes(), 4));
        assertEquals(
                0x400104,
                image.symbols().stream()
                        .filter(s -> s.name().equals("f"))
                        .findFirst()
                        .orElseThrow()
                        .value());
    }

    private static Image image(byte[] bytes) {
        return switch (ElfReader.read("demo.ko", bytes)) {
            case Result.Ok<Image>(Image image) -> image;
            case Result.Refused<Image>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    private static ElfRefusal refusal(byte[] bytes) {
        return switch (ElfReader.read("demo.ko", bytes)) {
            case Result.Ok<Image> ok -> fail("was read");
            case Result.Refused<Image>(List<Refusal> reasons) ->
                    assertInstanceOf(ElfRefusal.class, reasons.getFirst());
        };
    }

    private static byte[] demo() {
        try (InputStream in =
                ElfReaderTest.class.getResourceAsStream("/golden/arm64/demo-6.1.ko")) {
            if (in == null) {
                throw new AssertionError("no demo-6.1.ko");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
