package patchbay.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.bytes.Bits;
import patchbay.image.Parts;
import patchbay.source.Code;

/** Rows of a survey, their lines and sums, and columns that few modules have. */
class SurveyRowTest {
    private static final SurveyRow ROW =
            new SurveyRow(
                    "foo.ko",
                    1,
                    new SlotCount.Slots(2, 3, 4, 5, 6, 7),
                    8,
                    9,
                    10,
                    11,
                    Optional.empty());

    @Test
    void aLineHoldsTheColumnsInTheOrderOfTheHeading() {
        assertEquals(
                "module,relocs,plt_core,plt_init,stubs,core_bytes,init_bytes,calls,code,sites,"
                        + "exports,klp,refused,file",
                SurveyRow.heading());
        assertEquals("foo,1,2,3,4,5,6,7,8,9,10,11,,foo.ko", ROW.line());
        assertEquals(Optional.of(ROW), SurveyRow.of(ROW.line()));
    }

    @ParameterizedTest
    @CsvSource({
        "a/b/foo.ko,    foo",
        "foo.ko.xz,     foo",
        "a.ko/bar,      bar",
        "x.ko.ko,       x.ko",
        ".ko,           .ko",
        "dir/.ko,       .ko",
    })
    void aModuleIsCalledLikeItsFile(String file, String module) {
        assertEquals(module, SurveyRow.refused(file, Code.PB6001).module());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b.ko",
                "a\"b.ko",
                "\"a.ko",
                "a\".ko",
                "\"\".ko",
                "a\nb.ko",
                "a b.ko",
                "\",\".ko"
            })
    void aNameMayHoldAnything(String file) {
        SurveyRow row =
                new SurveyRow(
                        file,
                        1,
                        new SlotCount.Slots(2, 3, 4, 5, 6, 7),
                        8,
                        9,
                        10,
                        11,
                        Optional.empty());
        assertEquals(Optional.of(row), SurveyRow.of(row.line()));
    }

    @Test
    void aNumberHasAtMostEighteenDigits() {
        String eighteen = "9".repeat(18);
        assertEquals(
                Optional.of(Long.parseLong(eighteen)),
                SurveyRow.of(ROW.line().replace(",8,", "," + eighteen + ",")).map(SurveyRow::code));
        for (String no : new String[] {"9".repeat(19), "", "8x", "/8", ":"}) {
            assertEquals(Optional.empty(), SurveyRow.of(ROW.line().replace(",8,", "," + no + ",")));
        }
    }

    @Test
    void totalsAreSumsAndTheModuleWithTheMostSlots() {
        SurveyTotals one = SurveyTotals.of(ROW);
        assertEquals(new SurveyTotals(1, 0, 1, 2, 3, 4, 11, 7, 9, "foo"), one);
        SurveyRow small =
                new SurveyRow(
                        "a.ko",
                        10,
                        new SlotCount.Slots(1, 1, 1, 1, 1, 1),
                        0,
                        0,
                        0,
                        0,
                        Optional.empty());
        SurveyTotals sum = one.plus(SurveyTotals.of(small));
        assertEquals(new SurveyTotals(2, 0, 11, 3, 4, 5, 13, 8, 9, "foo"), sum);
        assertEquals(
                new SurveyTotals(3, 1, 11, 3, 4, 5, 13, 8, 9, "foo"),
                sum.plus(SurveyTotals.of(SurveyRow.refused("z.ko", Code.PB6001))));
    }

    @Test
    void ofEquallyManySlotsTheFirstNameIsTold() {
        SurveyTotals foo = SurveyTotals.of(ROW);
        SurveyTotals bar =
                SurveyTotals.of(
                        new SurveyRow("bar.ko", 0, ROW.slots(), 0, 0, 0, 0, Optional.empty()));
        assertEquals("bar", foo.plus(bar).mostSlotsIn());
        assertEquals("bar", bar.plus(foo).mostSlotsIn());
    }

    @Test
    void aRefusedFilesLineIsReadAgain() {
        SurveyRow refused = SurveyRow.refused("z.ko", Code.PB6003);
        assertEquals("z,,,,,,,,,,,,PB6003,z.ko", refused.line());
        assertEquals(Optional.of(refused), SurveyRow.of(refused.line()));
    }

    // -------------------------------------------------------------------------------- one file

    private static SurveyRow look(byte[] bytes, String version) {
        Survey survey = new Survey(Scene.arm64(version).era);
        return survey.look("demo.ko", Parts.of(bytes)).row();
    }

    /** The demo module with its list of sites, 40 bytes, called {@code name}. */
    private static byte[] named(String name) {
        byte[] bytes = demo();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf("__patchable_function_entries\0");
        byte[] letters = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(letters, 0, bytes, at, letters.length);
        return bytes;
    }

    private static byte[] demo() {
        return resource("demo-6.1.ko");
    }

    private static byte[] resource(String name) {
        try (InputStream in = SurveyRowTest.class.getResourceAsStream("/golden/arm64/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An entry has a value and a name, since 5.4 a namespace too; distances take half of it. */
    @ParameterizedTest
    @CsvSource({
        "__ksymtab,        5.3, 8, 2",
        "__ksymtab,        5.4, 8, 1",
        "__ksymtab_gpl,    5.3, 4, 5",
        "__ksymtab_gpl,    6.1, 4, 3",
        "__ksymtab_other,  6.1, 4, 0",
    })
    void exportsAreTheEntriesOfTheirTables(String name, String version, int align, long exports) {
        byte[] bytes = named(name);
        long header = Bits.little(bytes, 0x28, 8) + 8 * 64;
        Bits.putLittle(bytes, (int) header + 48, 8, align);
        SurveyRow row = look(bytes, version);
        assertEquals(exports, row.exports());
        assertEquals(0, row.sites());
    }

    @Test
    void sitesAreTheEntriesOfEitherList() {
        assertEquals(5, look(named("__patchable_function_entries"), "6.1").sites());
        assertEquals(5, look(named("__mcount_loc"), "6.1").sites());
    }

    @Test
    void aRowTellsWhatTheLoaderReserves() {
        assertEquals("demo,46,5,4,0,72,60,14,356,5,0,0,,demo.ko", look(demo(), "6.1").line());
    }

    private static int header(byte[] bytes, int section) {
        return (int) Bits.little(bytes, 0x28, 8) + 64 * section;
    }

    @Test
    void tablesOfALivePatchAreCountedAndThoseWithoutATargetPassedOver() {
        byte[] bytes = demo();
        for (int table : new int[] {3, 9}) {
            int flags = header(bytes, table) + 8;
            Bits.putLittle(bytes, flags, 8, Bits.little(bytes, flags, 8) | 0x0010_0000);
        }
        assertEquals(2, look(bytes, "6.1").livepatch());
        SurveyRow row = look(bytes, "6.1");
        for (int target : new int[] {25, 4711}) {
            Bits.putLittle(bytes, header(bytes, 3) + 44, 4, target);
            SurveyRow fewer = look(bytes, "6.1");
            assertEquals(row.relocs(), fewer.relocs());
            assertEquals(2, fewer.slots().core()); // those of .exit.text
        }
    }

    @Test
    void codeIsWhatHasInstructions() {
        byte[] bytes = demo();
        long all = look(bytes, "6.1").code();
        int size = header(bytes, 2) + 32;
        long text = Bits.little(bytes, size, 8);
        for (int few : new int[] {0, 3, 4}) {
            Bits.putLittle(bytes, size, 8, few);
            Bits.putLittle(bytes, header(bytes, 3) + 44, 4, 4711);
            assertEquals(all - text + (few < 4 ? 0 : few), look(bytes, "6.1").code());
        }
    }

    /** Its header, a symbol's section, a relocation's place, and what the kernel has not. */
    @Test
    void whatIsWrongWithAFileIsItsRow() {
        byte[] header = demo();
        Bits.putLittle(header, 0x28, 8, 1L << 40);
        assertEquals(Optional.of(Code.PB6003), look(header, "6.1").refused());
        byte[] symbol = demo();
        Bits.putLittle(symbol, 0x6ee, 2, 25);
        assertEquals(Optional.of(Code.PB6004), look(symbol, "6.1").refused());
        byte[] reloc = demo();
        Bits.putLittle(reloc, 0xba0, 8, 0xcc);
        assertEquals(Optional.of(Code.PB6004), look(reloc, "6.1").refused());
    }

    @Test
    void aLivePatchIsRefusedWhereThereIsNoLivePatching() {
        byte[] bytes = resource("demobti-6.12.ko");
        byte[] info = "livepatch=Y".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(info, 0, bytes, 0x6c4, info.length);
        assertEquals(Optional.of(Code.PB7001), look(bytes, "6.12").refused());
        assertEquals(Optional.empty(), look(bytes, "6.17").refused());
        assertEquals(Optional.empty(), look(resource("demobti-6.12.ko"), "6.12").refused());
    }
}
