package patchbay.image.elf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Bits;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Parts;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** A file looked at in parts says what it says as a whole. */
class ElfOutlineTest {

    /**
     * Parts in one buffer, each somewhere else in it than the one before; so the last one counts.
     */
    private static final class Window implements Parts {
        private final byte[] file;
        private byte[] buffer = new byte[0];
        private int gap;

        Window(byte[] file) {
            this.file = file;
        }

        @Override
        public long size() {
            return file.length;
        }

        @Override
        public Slice read(long at, int size) {
            Arrays.fill(buffer, (byte) 0xa5);
            gap = (gap + 3) % 11;
            buffer = new byte[gap + size + gap];
            System.arraycopy(file, (int) at, buffer, gap, size);
            return new Slice(buffer, gap, size);
        }
    }

    private static ElfOutline outline(byte[] bytes) {
        return ((Result.Ok<ElfOutline>) ElfOutline.read("demo.ko", new Window(bytes))).value();
    }

    /** That the outline of {@code bytes} is that of {@code image}, which was read as a whole. */
    static void agrees(byte[] bytes, Image image) {
        ElfOutline outline = outline(bytes);
        assertEquals(
                List.of("demo.ko", image.machine(), image.kind()),
                List.of(outline.name(), outline.machine(), outline.kind()));
        assertEquals(image.sections().size(), outline.count());
        for (Section section : image.sections()) {
            Section found = outline.section(section.index());
            assertEquals(fields(section), fields(found));
            assertEquals(
                    List.of((long) found.type(), found.flags(), found.size(), found.info()),
                    List.of(
                            (long) outline.type(found.index()),
                            outline.flags(found.index()),
                            outline.size(found.index()),
                            outline.info(found.index())));
            boolean unnamed =
                    section.type() == Section.RELA && image.kind() == Image.Kind.RELOCATABLE;
            assertEquals(unnamed ? "" : section.name(), found.name());
            if (section.content().size() > 0) {
                assertArrayEquals(
                        section.content().bytes(),
                        ((Result.Ok<Slice>) outline.content(found.index())).value().bytes());
            }
            for (Section.Relocs list : section.relocs()) {
                Result<RelocTable> relocs = outline.relocs(list.index(), image.symbols().size());
                assertEquals(
                        list.entries().asList(), ((Result.Ok<RelocTable>) relocs).value().asList());
            }
        }
        int[] sections = ((Result.Ok<int[]>) outline.symbolSections()).value();
        assertArrayEquals(image.symbols().stream().mapToInt(Symbol::section).toArray(), sections);
    }

    private static List<Long> fields(Section section) {
        return List.of(
                (long) section.index(),
                (long) section.type(),
                section.flags(),
                section.address(),
                section.align(),
                section.size(),
                (long) section.link(),
                section.info());
    }

    /**
     * That the outline of {@code bytes} finds the same fault as the whole, or does not look there:
     * names of symbols and of tables are not read.
     */
    static void agrees(byte[] bytes, ElfRefusal refusal) {
        Optional<ElfRefusal> found =
                switch (ElfOutline.read("demo.ko", new Window(bytes))) {
                    case Result.Refused<ElfOutline>(List<Refusal> reasons) ->
                            Optional.of((ElfRefusal) reasons.getFirst());
                    case Result.Ok<ElfOutline>(ElfOutline outline) -> inTables(outline);
                };
        String field = refusal instanceof ElfRefusal.Damaged damaged ? damaged.field() : "";
        assertEquals(field.startsWith("st_name") ? Optional.empty() : Optional.of(refusal), found);
    }

    private static Optional<ElfRefusal> inTables(ElfOutline outline) {
        List<Refusal> reasons = new ArrayList<>();
        Result<int[]> sections = outline.symbolSections();
        reasons.addAll(sections.reasons());
        int symbols = sections instanceof Result.Ok<int[]>(int[] found) ? found.length : 0;
        for (int i = 0; i < outline.count(); i++) {
            if (outline.type(i) == Section.RELA && reasons.isEmpty()) {
                reasons.addAll(outline.relocs(i, symbols).reasons());
            }
        }
        return reasons.stream().map(ElfRefusal.class::cast).findFirst();
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithTheReason() {
        byte[] bytes = ElfReaderTest.demo();
        for (int allowed : new int[] {0, 1, 2, 3}) {
            Parts failing =
                    new Parts() {
                        private int reads;

                        @Override
                        public long size() {
                            return bytes.length;
                        }

                        @Override
                        public Slice read(long at, int size) throws IOException {
                            if (reads++ == allowed) {
                                throw new IOException("gone");
                            }
                            return new Slice(bytes, (int) at, size);
                        }
                    };
            List<Refusal> reasons =
                    switch (ElfOutline.read("demo.ko", failing)) {
                        case Result.Refused<ElfOutline>(List<Refusal> early) -> early;
                        case Result.Ok<ElfOutline>(ElfOutline outline) ->
                                outline.content(2).reasons();
                    };
            ElfRefusal.Unreadable refusal =
                    assertInstanceOf(ElfRefusal.Unreadable.class, reasons.getFirst());
            assertEquals(new ElfRefusal.Unreadable("demo.ko", "gone"), refusal);
            assertEquals(Code.PB6001, refusal.code());
        }
    }

    @Test
    void aFileWithoutSymbolsHasNoneInAnySection() {
        byte[] bytes = ElfReaderTest.demo();
        ElfOutline outline = outline(bytes);
        for (int i = 0; i < outline.count(); i++) {
            if (outline.type(i) == Section.SYMTAB) {
                Bits.putLittle(bytes, 0x10f0 + 64 * i + 4, 4, Section.PROGBITS);
            }
        }
        Result<int[]> sections = outline(bytes).symbolSections();
        assertEquals(0, ((Result.Ok<int[]>) sections).value().length);
    }

    @Test
    void aSectionIsKnownByItsWholeName() {
        byte[][] names = {ascii(".tex\0"), ascii("text\0"), ascii(".text\0")};
        assertEquals(2, outline(ElfReaderTest.demo()).named(2, names));
        assertEquals(-1, outline(ElfReaderTest.demo()).named(4, names));
        byte[] nameless = ElfReaderTest.demo();
        Bits.putLittle(nameless, 0x3e, 2, 0);
        Bits.putLittle(nameless, 0x10f0 + 64 * 2, 4, 0x8000_0000L);
        assertEquals(-1, outline(nameless).named(2, names));
        assertEquals("", outline(nameless).section(2).name());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
