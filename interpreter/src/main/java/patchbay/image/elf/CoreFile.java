package patchbay.image.elf;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;

/**
 * Where an ELF core has which memory: what {@code /proc/kcore} and the dumps of virtual machines
 * begin with. Only the headers are read here; the memory may be larger than any array.
 *
 * <p>Its program headers are those of a linked file, see {@code ProgramHeaders}; but these parts
 * may overlap, and the file may end before they do.
 */
public final class CoreFile {
    /** Bytes of the ELF header. */
    public static final int HEADER = 64;

    private static final int CORE = 4;

    private CoreFile() {}

    /** Memory that stands in the file from {@code offset} on. */
    public record Part(long address, long size, long offset) {}

    /** Whether a file that begins so is an ELF core of 64 bits, little-endian. */
    public static boolean isCore(byte[] header) {
        return header.length >= HEADER
                && Bits.little(header, 0, 4) == 0x464c_457fL
                && header[4] == 2
                && header[5] == 1
                && Bits.little(header, 16, 2) == CORE;
    }

    /** Whether it is of the instruction set {@code isa}, named as {@code arch} takes it. */
    public static boolean isOf(byte[] header, String isa) {
        return (int) Bits.little(header, 18, 2) == ElfHeaders.number(isa);
    }

    /** Where the program headers begin. */
    public static long tableOffset(byte[] header) {
        return Bits.little(header, ProgramHeaders.TABLE, 8);
    }

    /** How many bytes they take up; 0 if they are none that this reads. */
    public static int tableSize(byte[] header) {
        int count = (int) Bits.little(header, ProgramHeaders.COUNT, 2);
        return Bits.little(header, ProgramHeaders.ENTRY_SIZE, 2) == ProgramHeaders.BYTES
                        && count != ProgramHeaders.EXTENDED_COUNT
                ? count * ProgramHeaders.BYTES
                : 0;
    }

    /** The parts with memory of the kernel's own addresses. */
    public static List<Part> parts(byte[] table) {
        List<Part> parts = new ArrayList<>();
        int entry = ProgramHeaders.BYTES;
        for (int at = 0; at + entry <= table.length; at += entry) {
            long address = Bits.little(table, at + ProgramHeaders.ADDRESS, 8);
            long size = Bits.little(table, at + ProgramHeaders.FILE_SIZE, 8);
            long offset = Bits.little(table, at + ProgramHeaders.OFFSET, 8);
            if (Bits.little(table, at, 4) == ProgramHeaders.LOAD
                    && size > 0
                    && offset >= 0
                    && offset + size > 0
                    && (address + size == 0 || Long.compareUnsigned(address + size, address) > 0)) {
                parts.add(new Part(address, size, offset));
            }
        }
        return parts;
    }
}
