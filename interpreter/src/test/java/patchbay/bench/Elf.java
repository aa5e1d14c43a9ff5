package patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import patchbay.bytes.Bits;

/**
 * The bytes of a little-endian ELF file, for inputs: header, contents in order, section headers.
 */
final class Elf {
    static final int RELOCATABLE = 1;
    static final int EXECUTABLE = 2;

    static final int BITS = 1;
    static final int SYMBOLS = 2;
    static final int STRINGS = 3;
    static final int RELOCATIONS = 4;

    private final int type;
    private final int machine;
    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
    private final StringBuilder names = new StringBuilder("\0");
    private int count = 1;

    Elf(int type, int machine) {
        this.type = type;
        this.machine = machine;
        contents.writeBytes(new byte[64]);
        headers.writeBytes(new byte[64]);
    }

    /** Adds a section and returns its index; the numbers are those of its header. */
    int section(
            String name,
            int kind,
            int flags,
            long address,
            int align,
            int link,
            int info,
            int entry,
            byte[] content) {
        while (contents.size() % 16 != 0) {
            contents.write(0);
        }
        byte[] header = new byte[64];
        Bits.putLittle(header, 0, 4, names.length());
        Bits.putLittle(header, 4, 4, kind);
        Bits.putLittle(header, 8, 8, flags);
        Bits.putLittle(header, 16, 8, address);
        Bits.putLittle(header, 24, 8, contents.size());
        Bits.putLittle(header, 32, 8, content.length);
        Bits.putLittle(header, 40, 4, link);
        Bits.putLittle(header, 44, 4, info);
        Bits.putLittle(header, 48, 8, align);
        Bits.putLittle(header, 56, 8, entry);
        headers.writeBytes(header);
        contents.writeBytes(content);
        names.append(name).append('\0');
        return count++;
    }

    byte[] bytes() {
        byte[] strings = (names + ".shstrtab\0").getBytes(UTF_8);
        int index = section(".shstrtab", STRINGS, 0, 0, 1, 0, 0, 0, strings);
        int table = contents.size();
        contents.writeBytes(headers.toByteArray());
        byte[] bytes = contents.toByteArray();
        Bits.putLittle(bytes, 0, 8, 0x0001_0102_464c_457fL);
        Bits.putLittle(bytes, 16, 2, type);
        Bits.putLittle(bytes, 18, 2, machine);
        Bits.putLittle(bytes, 20, 4, 1);
        Bits.putLittle(bytes, 40, 8, table);
        Bits.putLittle(bytes, 52, 2, 64);
        Bits.putLittle(bytes, 58, 2, 64);
        Bits.putLittle(bytes, 60, 2, count);
        Bits.putLittle(bytes, 62, 2, index);
        return bytes;
    }
}
