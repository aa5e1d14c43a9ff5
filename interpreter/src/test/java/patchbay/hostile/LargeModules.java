package patchbay.hostile;

import static patchbay.hostile.LargeInputs.SIZE;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import patchbay.bytes.Bits;

/** Our own module with one table that fills a megabyte. */
final class LargeModules {
    private final LargeInputs inputs;

    private LargeModules(LargeInputs inputs) {
        this.inputs = inputs;
    }

    static void run(LargeInputs inputs) throws IOException {
        new LargeModules(inputs).run();
    }

    private void run() throws IOException {
        module("the module itself", LargeInputs.demo());
        for (int type : new int[] {0, 1, 3, 4, 7, 8}) {
            module("section headers of type " + type, headers(type));
        }
        module("symbols that share a long name", table(SYMTAB, i -> symbol(i, 0, 1, 0)));
        module("symbols of one letter", table(SYMTAB, i -> symbol(i, SIZE - 3, 2, i % 200)));
        module("unknown symbols", table(SYMTAB, i -> symbol(i, SIZE - 3, 0, 0)));
        module("functions", table(SYMTAB, i -> symbol(i, SIZE - 3, 2, i % 200)));
        module("relocations", table(RELA_TEXT, i -> relocation(4 * (i % 50), 283, 33, 4L * i)));
        module("relocations of data", table(RELA_TEXT, i -> relocation(4 * (i % 50), 257, 33, i)));
        module(
                "relocations that overflow",
                table(RELA_TEXT, i -> relocation(4 * (i % 50), 261, 33, i)));
        module("sites", table(RELA_SITES, i -> relocation(8 * (i % 4), 257, 2, 4 * (i % 40))));
        byte[] zeros = LargeInputs.demo();
        Bits.putLittle(zeros, header(zeros, 19) + 32, 8, 32L << 20);
        module("zeros", zeros);
        byte[] noise = new byte[SIZE];
        new Random(1).nextBytes(noise);
        System.arraycopy(LargeInputs.demo(), 0, noise, 0, 64);
        module("noise", noise);
    }

    private static final int SYMTAB = 22;
    private static final int RELA_TEXT = 3;
    private static final int RELA_SITES = 9;

    private void module(String name, byte[] bytes) throws IOException {
        Files.write(inputs.folder.resolve("m.ko"), bytes);
        inputs.run(
                name,
                """
                arch arm64 linux 6.1
                kernel at default {
                    fn printk(format) returns 0
                    fn far_a returns 0
                    fn far_b(x) returns 0
                    data ext_var = u64 40
                    fn other(x) returns x + 100
                }
                module m from "m.ko" at kernel - 1G
                show map
                show sections m
                show relocs m
                show sites m
                show plt m
                list symbols
                redirect m.bar -> other
                restore m.bar
                expect unchanged m
                sweep module m over kernel - 1G .. kernel - 512M step 32M { show plt m }
                """);
    }

    private static int header(byte[] bytes, int section) {
        return (int) Bits.little(bytes, 0x28, 8) + 64 * section;
    }

    /** As many more section headers as fill a megabyte. */
    private static byte[] headers(int type) throws IOException {
        byte[] demo = LargeInputs.demo();
        int count = 25 + (SIZE - demo.length) / 64;
        byte[] bytes = new byte[demo.length + 64 * count];
        System.arraycopy(demo, 0, bytes, 0, demo.length);
        System.arraycopy(demo, header(demo, 0), bytes, demo.length, 25 * 64);
        Bits.putLittle(bytes, 0x28, 8, demo.length);
        Bits.putLittle(bytes, 0x3c, 2, count);
        for (int i = 25; i < count; i++) {
            int at = header(bytes, i);
            Bits.putLittle(bytes, at, 4, 1 + i % 100);
            Bits.putLittle(bytes, at + 4, 4, type);
            Bits.putLittle(bytes, at + 8, 8, i % 4);
            Bits.putLittle(bytes, at + 40, 4, type == 4 ? SYMTAB : 23);
            Bits.putLittle(bytes, at + 44, 4, 2);
            Bits.putLittle(bytes, at + 48, 8, 1);
            Bits.putLittle(bytes, at + 56, 8, type == 4 ? 24 : 0);
        }
        return bytes;
    }

    /** A table's entries replaced by a megabyte of others; its names by one long one. */
    private static byte[] table(int section, IntFunction<long[]> entry) throws IOException {
        byte[] demo = LargeInputs.demo();
        int count = SIZE / 2 / 24;
        byte[] bytes = new byte[demo.length + 24 * count + SIZE];
        System.arraycopy(demo, 0, bytes, 0, demo.length);
        int from = section == SYMTAB ? 45 : 0;
        int old = (int) Bits.little(demo, header(demo, section) + 24, 8);
        System.arraycopy(demo, old, bytes, demo.length, 24 * from);
        for (int i = from; i < count; i++) {
            long[] words = entry.apply(i);
            for (int word = 0; word < 3; word++) {
                Bits.putLittle(bytes, demo.length + 24 * i + 8 * word, 8, words[word]);
            }
        }
        Bits.putLittle(bytes, header(bytes, section) + 24, 8, demo.length);
        Bits.putLittle(bytes, header(bytes, section) + 32, 8, 24L * count);
        if (section == SYMTAB) {
            int names = demo.length + 24 * count;
            int oldNames = (int) Bits.little(demo, header(demo, 23) + 24, 8);
            int oldSize = (int) Bits.little(demo, header(demo, 23) + 32, 8);
            Arrays.fill(bytes, names, names + SIZE - 1, (byte) 'a');
            System.arraycopy(demo, oldNames, bytes, names, oldSize);
            Bits.putLittle(bytes, header(bytes, 23) + 24, 8, names);
            Bits.putLittle(bytes, header(bytes, 23) + 32, 8, SIZE);
        }
        return bytes;
    }

    private static long[] symbol(int index, int name, int section, long value) {
        int start = name == 0 ? 1000 + index : name;
        return new long[] {start | 0x12L << 32 | (long) section << 48, value, 4};
    }

    private static long[] relocation(long offset, int type, int symbol, long addend) {
        return new long[] {offset, type | (long) symbol << 32, addend};
    }
}
