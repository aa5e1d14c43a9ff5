package patchbay.hostile;

import java.util.Arrays;
import java.util.Random;
import patchbay.bytes.Bits;

/**
 * Damages an ELF file where it hurts: in its header, in the headers of its sections and, of a
 * linked file, segments, in symbols, relocations and names, and now and then anywhere. The same
 * random numbers give the same file.
 */
final class ModuleMutator {
    private static final int E_PHOFF = 0x20;
    private static final int E_SHOFF = 0x28;
    private static final int E_PHNUM = 0x38;
    private static final int E_SHNUM = 0x3c;
    private static final int E_SHSTRNDX = 0x3e;
    private static final int SH_NAME = 0;
    private static final int SH_TYPE = 4;
    private static final int SH_FLAGS = 8;
    private static final int SH_OFFSET = 24;
    private static final int SH_SIZE = 32;
    private static final int SH_LINK = 40;
    private static final int SH_INFO = 44;
    private static final int SH_ALIGN = 48;
    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int ENTRY = 24;

    private static final long[] NASTY = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        16,
        24,
        25,
        64,
        255,
        256,
        0xff00,
        0xff20,
        0xfff1,
        0xfff2,
        0xffff,
        4095,
        4096,
        1L << 16,
        1L << 20,
        1L << 24,
        1L << 26,
        1L << 28,
        1L << 31,
        0xffff_ffffL,
        1L << 32,
        1L << 40,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -4,
        -8,
        -24,
        -4096
    };

    private final Random random;
    private final byte[] bytes;
    private final int table;
    private final int count;
    private final int segmentTable;
    private final int segments;

    private ModuleMutator(byte[] bytes, Random random) {
        this.random = random;
        this.bytes = bytes;
        this.table = (int) Bits.little(bytes, E_SHOFF, 8);
        this.count = (int) Bits.little(bytes, E_SHNUM, 2);
        this.segmentTable = (int) Bits.little(bytes, E_PHOFF, 8);
        this.segments = (int) Bits.little(bytes, E_PHNUM, 2);
    }

    /** The file damaged in one to three places, or cut off. */
    static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(40) == 0 || Bits.little(whole, E_SHNUM, 2) == 0) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        ModuleMutator mutator = new ModuleMutator(whole.clone(), random);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            mutator.damage();
        }
        return mutator.bytes;
    }

    private void damage() {
        if (segments > 0 && random.nextInt(4) == 0) {
            segment();
            return;
        }
        int section = random.nextInt(count);
        switch (random.nextInt(24)) {
            case 0 -> wreck(random.nextInt(HEADER));
            case 1 -> wreck(header(section, 4 * random.nextInt(HEADER / 4)));
            case 2 -> put(header(section, SH_NAME), 4, field(random.nextInt(count), SH_NAME, 4));
            case 3 -> put(header(section, SH_TYPE), 4, random.nextInt(20));
            case 4 -> flip(header(section, SH_FLAGS), 3);
            case 5 -> put(header(section, SH_SIZE), 8, random.nextLong(2 + 2 * bytes.length));
            case 6 -> put(header(section, SH_OFFSET), 8, random.nextLong(bytes.length));
            case 7 -> put(header(section, SH_ALIGN), 8, 1L << random.nextInt(64));
            case 8 -> put(header(section, SH_LINK), 4, random.nextInt(count + 1));
            case 9 -> put(header(section, SH_INFO), 4, random.nextInt(count + 1));
            case 10 -> swap(header(section, 0), header(random.nextInt(count), 0), HEADER);
            case 11 -> copy(header(section, 0), header(random.nextInt(count), 0), HEADER);
            case 12, 13, 14 -> relocation();
            case 15, 16 -> symbol();
            case 17 -> content(section);
            case 18 -> name();
            case 19 ->
                    copy(header(section, SH_OFFSET), header(random.nextInt(count), SH_OFFSET), 16);
            case 20 -> put(header(section, SH_SIZE), 8, nasty());
            case 21 -> unendingNames();
            case 22 -> elsewhere();
            default -> flip(random.nextInt(bytes.length), 8);
        }
    }

    /** Another place, size or offset of what lies in memory. */
    private void segment() {
        int at = segmentTable + PROGRAM_HEADER * random.nextInt(segments);
        int field = 8 * random.nextInt(PROGRAM_HEADER / 8);
        switch (random.nextInt(4)) {
            case 0 -> put(at + field, 8, nasty());
            case 1 -> put(at + field, 8, Bits.little(bytes, at + field, 8) + nasty());
            case 2 -> put(at + field, 8, random.nextLong(2 + 2 * bytes.length));
            default -> flip(at + field, 64);
        }
    }

    /** Another type, symbol, place or addend. */
    private void relocation() {
        int at = entry(4);
        switch (random.nextInt(5)) {
            case 0 -> put(at, 8, random.nextInt(512));
            case 1 -> put(at + 8, 4, 257 + random.nextInt(60));
            case 2 -> put(at + 12, 4, random.nextInt(50));
            case 3 -> put(at + 16, 8, nasty());
            default -> copy(at, entry(4), ENTRY);
        }
    }

    /** Another name, kind, section or value. */
    private void symbol() {
        int at = entry(2);
        switch (random.nextInt(5)) {
            case 0 -> put(at, 4, random.nextInt(256));
            case 1 -> put(at + 4, 1, random.nextInt(256));
            case 2 -> put(at + 6, 2, random.nextBoolean() ? random.nextInt(count) : nasty());
            case 3 -> put(at + 8, 8, nasty());
            default -> put(at + 16, 8, nasty());
        }
    }

    /** Something inside of a section. */
    private void content(int section) {
        long size = Math.clamp(field(section, SH_SIZE, 8), 1, bytes.length);
        wreck(Math.clamp(field(section, SH_OFFSET, 8) + random.nextLong(size), 0, limit()));
    }

    /** A letter of a name: of the special sections, most have one of their own. */
    private void name() {
        int strings = sectionOf(3);
        long size = Math.clamp(field(strings, SH_SIZE, 8), 1, bytes.length);
        long at = field(strings, SH_OFFSET, 8) + random.nextLong(size);
        put(at, 1, random.nextBoolean() ? 0 : '.' + random.nextInt(80));
    }

    /** No name ends any more at the end of its table. */
    private void unendingNames() {
        int strings = sectionOf(3);
        long end = field(strings, SH_OFFSET, 8) + field(strings, SH_SIZE, 8);
        put(end - 8, 8, -1);
    }

    /** Numbers that do not fit into the file's header stand in that of section 0. */
    private void elsewhere() {
        if (random.nextBoolean()) {
            put(E_SHNUM, 2, 0);
            put(header(0, SH_SIZE), 8, random.nextBoolean() ? count : nasty());
        } else {
            put(E_SHSTRNDX, 2, 0xffff);
            put(header(0, SH_LINK), 4, random.nextInt(count + 1));
        }
    }

    /** Where an entry of a table of that type stands. */
    private int entry(int type) {
        int section = sectionOf(type);
        long entries = Math.max(1, field(section, SH_SIZE, 8) / ENTRY);
        long at = field(section, SH_OFFSET, 8) + ENTRY * random.nextLong(entries);
        return Math.clamp(at, 0, bytes.length - ENTRY);
    }

    /** One of the sections of that type, or any. */
    private int sectionOf(int type) {
        int start = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int section = (start + i) % count;
            if (field(section, SH_TYPE, 4) == type) {
                return section;
            }
        }
        return start;
    }

    private int header(int section, int field) {
        return table + section * HEADER + field;
    }

    private long field(int section, int field, int size) {
        return Bits.little(bytes, header(section, field), size);
    }

    private long nasty() {
        return NASTY[random.nextInt(NASTY.length)];
    }

    /** A field of some size becomes something nasty, or differs in a bit. */
    private void wreck(int at) {
        int size = 1 << random.nextInt(4);
        if (random.nextBoolean()) {
            put(at & -size, size, nasty());
        } else {
            flip(at & -size, 8 * size);
        }
    }

    private void flip(int at, int bits) {
        int bit = random.nextInt(bits);
        int place = Math.min(at + bit / 8, bytes.length - 1);
        bytes[place] ^= (byte) (1 << bit % 8);
    }

    private int limit() {
        return bytes.length - 8;
    }

    private void put(long at, int size, long value) {
        Bits.putLittle(bytes, Math.clamp(at, 0, limit()), size, value);
    }

    private void swap(int a, int b, int size) {
        byte[] kept = Arrays.copyOfRange(bytes, a, a + size);
        copy(b, a, size);
        System.arraycopy(kept, 0, bytes, b, size);
    }

    private void copy(int from, int to, int size) {
        System.arraycopy(bytes, from, bytes, to, size);
    }
}
