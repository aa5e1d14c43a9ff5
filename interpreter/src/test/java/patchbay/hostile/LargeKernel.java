package patchbay.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.lang.run.Event;
import patchbay.lang.run.Session;
import patchbay.source.Source;
import patchbay.view.TextView;

/**
 * A kernel as large as a distribution's: a vmlinux of 300 MB, mostly debug information, which is a
 * hole in the file here. Its functions are all alike but for what they return.
 *
 * <pre>
 *   .text        60,000 functions of 256 bytes, 50,000 of them with a patchable entry
 *   .rodata      32 MB, a hole
 *   .init.data   __start_mcount_loc .. __stop_mcount_loc; zeros, as arm64 kernels have it
 *   .rela.dyn    300,000 words: those of the list, and of .data
 *   .data        4 MB
 *   .symtab      150,000 symbols
 * </pre>
 */
final class LargeKernel {
    private static final long BASE = 0xffff_8000_0800_0000L;
    private static final int FILE_SIZE = 300 << 20;
    private static final int FUNCTIONS = 60_000;
    private static final int FUNCTION = 256;
    private static final int SITES = 50_000;
    private static final int SYMBOLS = 150_000;
    private static final int RELOCATIONS = 300_000;
    private static final int PAGE = 4096;

    private final List<long[]> headers = new ArrayList<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private final RandomAccessFile out;
    private long cursor = PAGE;

    private LargeKernel(RandomAccessFile out) {
        this.out = out;
        names.write(0);
        headers.add(new long[8]);
    }

    static void write(Path path) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
            new LargeKernel(out).write();
        }
    }

    private void write() throws IOException {
        long text = section(".text", 1, 6, new byte[0], FUNCTIONS * FUNCTION, 0);
        put(text, functions());
        long rodata = section(".rodata", 1, 2, new byte[0], 32 << 20, 0);
        long list = section(".init.data", 1, 3, new byte[0], SITES * 8, 0);
        long data = section(".data", 1, 3, new byte[0], 4 << 20, 0);
        section(".rela.dyn", 4, 2, relocations(list, data), 24 * RELOCATIONS, 24);
        long end = cursor;
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        byte[] symbols = symbols(strings, text, rodata, list, end);
        section(".symtab", 2, 0, symbols, symbols.length, 24);
        headers.getLast()[5] = headers.size();
        section(".strtab", 3, 0, strings.toByteArray(), strings.size(), 0);
        section(".debug_info", 1, 0, new byte[0], FILE_SIZE - (int) cursor - PAGE * 4, 0);
        int named = headers.size();
        section(".shstrtab", 3, 0, new byte[0], 256, 0);
        put(headers.getLast()[3], names.toByteArray());
        out.setLength(FILE_SIZE);
        long table = FILE_SIZE - PAGE;
        for (int i = 0; i < headers.size(); i++) {
            put(table + i * 64L, words(headers.get(i)));
        }
        byte[] header = new byte[64 + 56];
        byte[] ident = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(ident, 0, header, 0, ident.length);
        Bits.putLittle(header, 16, 4, 3 | 183 << 16);
        Bits.putLittle(header, 20, 4, 1);
        Bits.putLittle(header, 32, 8, 64);
        Bits.putLittle(header, 40, 8, table);
        Bits.putLittle(header, 52, 4, 64 | 56 << 16);
        Bits.putLittle(header, 56, 4, 1 | 64 << 16);
        Bits.putLittle(header, 60, 4, headers.size() | named << 16);
        long[] load = {1 | 7L << 32, PAGE, BASE, BASE, end - PAGE, end - PAGE, PAGE};
        System.arraycopy(words(load), 0, header, 64, 56);
        put(0, header);
    }

    /** A section at the next page; its place in the file. */
    private long section(String name, int type, long flags, byte[] bytes, int size, int entry)
            throws IOException {
        long at = cursor;
        long address = (flags & 2) != 0 ? address(at) : 0;
        int nameAt = names.size();
        names.writeBytes(name.getBytes(UTF_8));
        names.write(0);
        headers.add(new long[] {nameAt | (long) type << 32, flags, address, at, size, 0, 8, entry});
        put(at, bytes);
        cursor = Bits.alignUp(at + size, PAGE);
        return at;
    }

    private static long address(long at) {
        return BASE + at - PAGE;
    }

    private void put(long at, byte[] bytes) throws IOException {
        out.seek(at);
        out.write(bytes);
    }

    private static byte[] words(long[] words) {
        byte[] bytes = new byte[8 * words.length];
        for (int i = 0; i < words.length; i++) {
            Bits.putLittle(bytes, 8 * i, 8, words[i]);
        }
        return bytes;
    }

    /** Every hundredth calls the one before. */
    private static byte[] functions() {
        byte[] text = new byte[FUNCTIONS * FUNCTION];
        for (int i = 0; i < FUNCTIONS; i++) {
            int at = i * FUNCTION;
            Bits.putLittle(text, at, 4, 0xd503201f);
            Bits.putLittle(text, at + 4, 4, 0xd503201f);
            Bits.putLittle(text, at + 8, 4, 0xd2800000 | (i & 0xffff) << 5); // mov x0, #i
            Bits.putLittle(text, at + 12, 4, 0xd65f03c0);
            if (i % 100 == 99) {
                Bits.putLittle(text, at + 12, 4, 0x14000000 | -(FUNCTION + 12) / 4 & 0x3ffffff);
            }
        }
        return text;
    }

    private static byte[] relocations(long list, long data) {
        byte[] table = new byte[24 * RELOCATIONS];
        for (int i = 0; i < RELOCATIONS; i++) {
            long place = i < SITES ? list + 8L * i : data + 16L * (i - SITES);
            int function = i < SITES ? i : i % FUNCTIONS;
            Bits.putLittle(table, 24 * i, 8, address(place));
            Bits.putLittle(table, 24 * i + 8, 8, 1027);
            Bits.putLittle(table, 24 * i + 16, 8, BASE + (long) function * FUNCTION);
        }
        return table;
    }

    private static byte[] symbols(
            ByteArrayOutputStream strings, long text, long rodata, long list, long end) {
        byte[] table = new byte[24 * (SYMBOLS + 5)];
        strings.write(0);
        int at = 24;
        for (int i = 0; i < SYMBOLS; i++) {
            boolean function = i < FUNCTIONS;
            String name = function ? "do_something_" + i : "some_constant_" + i;
            long value =
                    function
                            ? address(text) + (long) i * FUNCTION
                            : address(rodata) + 256L * (i - FUNCTIONS);
            int info = function ? 0x10 * (i & 1) | 2 : 1;
            symbol(table, at, strings, name, info, function ? 1 : 2, value, function ? 16 : 200);
            at += 24;
        }
        symbol(table, at, strings, "_text", 0x10, 1, BASE, 0);
        symbol(table, at + 24, strings, "__start_mcount_loc", 0x10, 3, address(list), 0);
        long stop = address(list) + 8L * SITES;
        symbol(table, at + 48, strings, "__stop_mcount_loc", 0x10, 3, stop, 0);
        symbol(table, at + 72, strings, "_end", 0x10, 4, address(end), 0);
        return table;
    }

    private static void symbol(
            byte[] table,
            int at,
            ByteArrayOutputStream strings,
            String name,
            int info,
            int section,
            long value,
            long size) {
        Bits.putLittle(table, at, 4, strings.size());
        Bits.putLittle(table, at + 4, 4, info | section << 16);
        Bits.putLittle(table, at + 8, 8, value);
        Bits.putLittle(table, at + 16, 8, size);
        strings.writeBytes(name.getBytes(UTF_8));
        strings.write(0);
    }

    /** Runs the statements of its arguments behind the first, and says what each has cost. */
    public static void main(String[] arguments) {
        List<String> said = new ArrayList<>();
        Session session =
                new Session(
                        Session.Options.DEFAULT,
                        event -> {
                            if (event instanceof Event.Answered(var span, var answer)) {
                                said.add(TextView.lines(answer).getLast());
                            } else if (event instanceof Event.Said(var diagnostic)) {
                                said.add(diagnostic.toString());
                            }
                        });
        Path folder = Path.of(arguments[0]);
        for (String statement : Arrays.asList(arguments).subList(1, arguments.length)) {
            long begin = Trial.processorTime();
            said.clear();
            session.enter(new Source("it", statement), folder);
            long spent = (Trial.processorTime() - begin) / 1_000_000;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long held = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
            System.out.printf("%s: %d ms, %d MB held: %s%n", statement, spent, held, said);
        }
    }
}
