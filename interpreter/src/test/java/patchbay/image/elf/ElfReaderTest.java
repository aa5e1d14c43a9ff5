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
import patchbay.source.Code;
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
                    case ElfRefusal.Unreadable u -> u.reason();
                };
        assertEquals(field, found);
        assertEquals(kind, refusal.getClass().getSimpleName());
        Code code =
                switch (refusal) {
                    case ElfRefusal.Foreign f -> Code.PB6002;
                    case ElfRefusal.Truncated t -> Code.PB6003;
                    case ElfRefusal.Damaged d -> Code.PB6004;
                    case ElfRefusal.Unreadable u -> Code.PB6001;
                };
        assertEquals(code, refusal.code());
        long place =
                switch (refusal) {
                    case ElfRefusal.Foreign f -> f.offset();
                    case ElfRefusal.Truncated t -> t.offset();
                    case ElfRefusal.Damaged d -> d.offset();
                    case ElfRefusal.Unreadable u -> 0;
                };
        // the field that was changed, or the size of the section that it made too large
        boolean elsewhere = field.equals("sh_size of section 12");
        assertEquals((elsewhere ? 0x10f0 + 12 * 64 + 32 : Integer.decode(at)) & -8, place & -8);
    }

    private static int header(int section) {
        return 0x10f0 + 64 * section;
    }

    /** Numbers that are too large for the file's header stand in section 0. */
    @Test
    void manySectionsAreCountedInTheFirst() {
        byte[] bytes = demo();
        Image plain = image(bytes);
        Bits.putLittle(bytes, 0x3c, 2, 0);
        Bits.putLittle(bytes, header(0) + 32, 8, plain.sections().size());
        Bits.putLittle(bytes, header(0) + 40, 4, Bits.little(bytes, 0x3e, 2));
        Bits.putLittle(bytes, 0x3e, 2, 0xffff);
        Image image = image(bytes);
        assertEquals(names(plain), names(image));
        for (long count : new long[] {0, -1, Integer.MAX_VALUE / 64 + 1L}) {
            Bits.putLittle(bytes, header(0) + 32, 8, count);
            ElfRefusal.Damaged refusal = assertInstanceOf(ElfRefusal.Damaged.class, refusal(bytes));
            assertEquals("sh_size of section 0", refusal.field());
        }
        Bits.putLittle(bytes, header(0) + 32, 8, Integer.MAX_VALUE / 64);
        assertInstanceOf(ElfRefusal.Truncated.class, refusal(bytes));
    }

    private static List<String> names(Image image) {
        return image.sections().stream().map(Section::name).toList();
    }

    @Test
    void aFileWithoutSectionsHasNone() {
        byte[] bytes = Arrays.copyOf(demo(), 64);
        Bits.putLittle(bytes, 0x28, 8, 0);
        ElfRefusal.Damaged refusal = assertInstanceOf(ElfRefusal.Damaged.class, refusal(bytes));
        assertEquals("e_shnum", refusal.field());
        Bits.putLittle(bytes, 0x3c, 2, 0);
        assertEquals(List.of(), image(bytes).sections());
        assertEquals(List.of(), image(bytes).symbols());
    }

    /** The section of a symbol, where its number is too large for the symbol, has its own table. */
    @Test
    void aSectionNumberMayStandInATableOfItsOwn() {
        byte[] demo = demo();
        int table = -1;
        for (Section section : image(demo).sections()) {
            table = section.type() == Section.SYMTAB ? section.index() : table;
        }
        int symbols = image(demo).symbols().size();
        byte[] bytes = Arrays.copyOf(demo, demo.length + 4 * symbols);
        // the last section becomes the table; it stands behind the file's own end
        int spare = names(image(demo)).indexOf(".comment");
        Bits.putLittle(bytes, header(spare) + 4, 4, Section.SYMTAB_SHNDX);
        Bits.putLittle(bytes, header(spare) + 24, 8, demo.length);
        Bits.putLittle(bytes, header(spare) + 32, 8, 4L * symbols);
        Bits.putLittle(bytes, header(spare) + 40, 4, table);
        Bits.putLittle(bytes, 0x6d0 + 36 * 24 + 6, 2, 0xffff);
        Bits.putLittle(bytes, demo.length + 36 * 4, 4, 2);
        assertEquals(2, image(bytes).symbols().get(36).section());
        assertEquals(image(demo).symbols().get(35), image(bytes).symbols().get(35));

        Bits.putLittle(bytes, demo.length + 36 * 4, 4, 25);
        ElfRefusal.Damaged wrong = assertInstanceOf(ElfRefusal.Damaged.class, refusal(bytes));
        assertEquals("st_shndx of symbol 36", wrong.field());
        assertEquals(demo.length + 36 * 4, wrong.offset());
        Bits.putLittle(bytes, demo.length + 36 * 4, 4, 24);
        assertEquals(24, image(bytes).symbols().get(36).section());

        Bits.putLittle(bytes, header(spare) + 32, 8, 4L * 36);
        ElfRefusal.Damaged shorter = assertInstanceOf(ElfRefusal.Damaged.class, refusal(bytes));
        assertEquals("sh_size of section " + spare, shorter.field());
        Bits.putLittle(bytes, header(spare) + 32, 8, 4L * 37);
        assertEquals(24, image(bytes).symbols().get(36).section());

        // of another symbol table's it would be
        Bits.putLittle(bytes, header(spare) + 40, 4, 1);
        assertEquals(0xffff, image(bytes).symbols().get(36).section());
    }

    @Test
    void theDynamicSymbolsCountWhereThereAreNoOthers() {
        byte[] bytes = demo();
        List<Symbol> symbols = image(bytes).symbols();
        for (Section section : image(bytes).sections()) {
            if (section.type() == Section.SYMTAB) {
                Bits.putLittle(bytes, header(section.index()) + 4, 4, Section.DYNSYM);
            }
        }
        assertEquals(symbols, image(bytes).symbols());
    }

    @Test
    void reservedSectionsAreAsTheyStand() {
        byte[] bytes = demo();
        for (int section : new int[] {24, 0xff00, 0xfff1, 0xffff}) {
            Bits.putLittle(bytes, 0x6d0 + 36 * 24 + 6, 2, section);
            assertEquals(section, image(bytes).symbols().get(36).section());
        }
        for (int section : new int[] {25, 0xfeff}) {
            Bits.putLittle(bytes, 0x6d0 + 36 * 24 + 6, 2, section);
            assertInstanceOf(ElfRefusal.Damaged.class, refusal(bytes));
        }
    }

    @Test
    void symbolsHaveTheirSizes() {
        assertEquals(44, image(demo()).symbols().get(36).size());
        byte[] bytes = demo();
        Bits.putLittle(bytes, 0x6d0 + 36 * 24 + 16, 8, 0x1234);
        assertEquals(0x1234, image(bytes).symbols().get(36).size());
    }

    @ParameterizedTest
    @CsvSource({"1, RELOCATABLE", "2, EXECUTABLE", "3, SHARED"})
    void aFileIsOfOneOfThreeKinds(int type, Image.Kind kind) {
        byte[] bytes = demo();
        Bits.putLittle(bytes, 0x10, 2, type);
        assertEquals(kind, image(bytes).kind());
        assertEquals(
                kind == Image.Kind.RELOCATABLE,
                !image(bytes).section(".text").orElseThrow().relocs().isEmpty());
    }

    @Test
    void theEndThatWouldHaveToBeThereIsTold() {
        byte[] bytes = Arrays.copyOf(demo(), 8);
        assertEquals(new ElfRefusal.Truncated("demo.ko", "e_ident", 0, 16, 8), refusal(bytes));
        bytes = demo();
        Bits.putLittle(bytes, header(2) + 24, 8, Long.MAX_VALUE);
        assertEquals(-1, ((ElfRefusal.Truncated) refusal(bytes)).end());
        Bits.putLittle(bytes, header(2) + 24, 8, 0xffff);
        assertEquals(0xffff + 0xcc, ((ElfRefusal.Truncated) refusal(bytes)).end());
        Bits.putLittle(bytes, header(2) + 24, 8, bytes.length - 0xcc);
        assertEquals(0xcc, image(bytes).section(".text").orElseThrow().size());
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
            case Result.Ok<Image>(Image image) -> {
                ElfOutlineTest.agrees(bytes, image);
                yield image;
            }
            case Result.Refused<Image>(List<Refusal> reasons) -> fail("refused: " + reasons);
        };
    }

    private static ElfRefusal refusal(byte[] bytes) {
        return switch (ElfReader.read("demo.ko", bytes)) {
            case Result.Ok<Image> ok -> fail("was read");
            case Result.Refused<Image>(List<Refusal> reasons) -> {
                ElfRefusal refusal = assertInstanceOf(ElfRefusal.class, reasons.getFirst());
                ElfOutlineTest.agrees(bytes, refusal);
                yield refusal;
            }
        };
    }

    static byte[] demo() {
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
