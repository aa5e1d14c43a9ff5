package patchbay.image.elf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;

/**
 * Writes executables of 64 bits, little-endian, as debuggers and disassemblers read them: each
 * section at its address, in a segment of its own, and a table of symbols.
 *
 * <pre>
 *   | header | program headers | sections' bytes … | .symtab | .strtab | .shstrtab | section headers |
 * </pre>
 *
 * <p>A segment's bytes stand in the file as far from a page as they do in memory, so that a loader
 * can map them.
 */
public final class ElfWriter {
    private static final int HEADER = 64;
    private static final int SEGMENT = 56;
    private static final int SYMBOL = 24;
    private static final int PAGE = 4096;

    private final Image image;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<byte[]> headers = new ArrayList<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();

    private ElfWriter(Image image) {
        this.image = image;
    }

    /**
     * The file of an executable: its sections, of which the first is the null section, and its
     * symbols, the local ones first. Its section headers are made anew.
     */
    public static byte[] executable(Image image) {
        return new ElfWriter(image).write();
    }

    private byte[] write() {
        List<Section> sections = image.sections().subList(1, image.sections().size());
        names.write(0);
        headers.add(new byte[SectionHeader.BYTES]);
        out.writeBytes(new byte[HEADER + SEGMENT * sections.size()]);
        List<byte[]> segments = new ArrayList<>();
        for (Section section : sections) {
            pad((int) Long.remainderUnsigned(section.address(), PAGE), PAGE);
            segments.add(segment(section, out.size()));
            header(
                    section.name(),
                    section.type(),
                    section.flags(),
                    section.address(),
                    section.size(),
                    0,
                    0,
                    section.align(),
                    0);
            Slice content = section.content();
            out.write(content.array(), content.start(), content.size());
        }
        symbols();
        names(".shstrtab");
        pad(0, 8);
        int table = out.size();
        headers.forEach(out::writeBytes);
        byte[] file = out.toByteArray();
        fileHeader(file, table, segments.size());
        int at = HEADER;
        for (byte[] segment : segments) {
            System.arraycopy(segment, 0, file, at, SEGMENT);
            at += SEGMENT;
        }
        return file;
    }

    private void fileHeader(byte[] file, int sectionHeaders, int segments) {
        byte[] ident = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(ident, 0, file, 0, ident.length);
        Bits.putLittle(file, 16, 2, ElfHeaders.EXECUTABLE);
        Bits.putLittle(file, 18, 2, ElfHeaders.number(image.machine()));
        Bits.putLittle(file, 20, 4, 1);
        Bits.putLittle(file, 24, 8, image.entry());
        Bits.putLittle(file, 32, 8, HEADER);
        Bits.putLittle(file, 40, 8, sectionHeaders);
        // ELFv2 says so in the flags; nobody else has any.
        Bits.putLittle(file, 48, 4, image.machine().equals("ppc64le") ? 2 : 0);
        Bits.putLittle(file, 52, 2, HEADER);
        Bits.putLittle(file, 54, 2, SEGMENT);
        Bits.putLittle(file, 56, 2, segments);
        Bits.putLittle(file, 58, 2, SectionHeader.BYTES);
        Bits.putLittle(file, 60, 2, headers.size());
        Bits.putLittle(file, 62, 2, headers.size() - 1);
    }

    private static byte[] segment(Section section, int offset) {
        byte[] segment = new byte[SEGMENT];
        long flags =
                4 | (section.is(Section.WRITE) ? 2 : 0) | (section.is(Section.EXECUTE) ? 1 : 0);
        Bits.putLittle(segment, 0, 4, 1);
        Bits.putLittle(segment, 4, 4, flags);
        Bits.putLittle(segment, 8, 8, offset);
        Bits.putLittle(segment, 16, 8, section.address());
        Bits.putLittle(segment, 24, 8, section.address());
        Bits.putLittle(segment, 32, 8, section.content().size());
        Bits.putLittle(segment, 40, 8, section.size());
        Bits.putLittle(segment, 48, 8, PAGE);
        return segment;
    }

    private void symbols() {
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        strings.write(0);
        byte[] table = new byte[SYMBOL * (1 + image.symbols().size())];
        int at = SYMBOL;
        int locals = 1;
        for (Symbol symbol : image.symbols()) {
            Bits.putLittle(table, at, 4, strings.size());
            table[at + 4] = (byte) (symbol.binding() << 4 | symbol.type());
            table[at + 5] = (byte) symbol.other();
            Bits.putLittle(table, at + 6, 2, symbol.section());
            Bits.putLittle(table, at + 8, 8, symbol.value());
            Bits.putLittle(table, at + 16, 8, symbol.size());
            strings.writeBytes(symbol.name().getBytes(StandardCharsets.UTF_8));
            strings.write(0);
            locals += symbol.binding() == Symbol.LOCAL ? 1 : 0;
            at += SYMBOL;
        }
        pad(0, 8);
        header(
                ".symtab",
                Section.SYMTAB,
                0,
                0,
                table.length,
                headers.size() + 1,
                locals,
                8,
                SYMBOL);
        out.writeBytes(table);
        header(".strtab", Section.STRTAB, 0, 0, strings.size(), 0, 0, 1, 0);
        out.writeBytes(strings.toByteArray());
    }

    /** The section of section names, which holds its own. */
    private void names(String own) {
        header(own, Section.STRTAB, 0, 0, names.size() + own.length() + 1L, 0, 0, 1, 0);
        out.writeBytes(names.toByteArray());
    }

    private void header(
            String name,
            int type,
            long flags,
            long address,
            long size,
            int link,
            int info,
            long align,
            int entry) {
        byte[] header = new byte[SectionHeader.BYTES];
        Bits.putLittle(header, 0, 4, names.size());
        names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        names.write(0);
        Bits.putLittle(header, 4, 4, type);
        Bits.putLittle(header, 8, 8, flags);
        Bits.putLittle(header, 16, 8, address);
        Bits.putLittle(header, 24, 8, out.size());
        Bits.putLittle(header, 32, 8, size);
        Bits.putLittle(header, 40, 4, link);
        Bits.putLittle(header, 44, 4, info);
        Bits.putLittle(header, 48, 8, align);
        Bits.putLittle(header, 56, 8, entry);
        headers.add(header);
    }

    /** Fills up to the next place that is {@code rest} bytes behind a multiple of {@code unit}. */
    private void pad(int rest, int unit) {
        out.writeBytes(new byte[Math.floorMod(rest - out.size(), unit)]);
    }
}
