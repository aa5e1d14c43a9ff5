package patchbay.isa.ppc64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import patchbay.Oracle;

/** GNU as and objdump for 64-bit Power, little endian, one batch at a time. */
final class Gnu {
    static final String AS = "powerpc64le-linux-gnu-as";
    static final String OBJDUMP = "powerpc64le-linux-gnu-objdump";

    private Gnu() {}

    /**
     * A line of objdump: the instruction at an address, its prefix in the high half, and its text,
     * without names of places.
     */
    record Line(long address, long word, String text) {}

    /** The words, from address 0 on, as objdump prints them. */
    static List<Line> disassemble(Path dir, List<Long> words) throws IOException {
        StringBuilder source = new StringBuilder(".text\nstart:\n");
        for (long word : words) {
            if (word >>> 32 != 0) {
                source.append(".long 0x").append(Long.toHexString(word >>> 32)).append('\n');
            }
            source.append(".long 0x").append(Integer.toHexString((int) word)).append('\n');
        }
        return lines(dir, source.toString());
    }

    /** The statements, from address 0 on, as GNU as assembles them. */
    static List<Line> assemble(Path dir, List<String> statements) throws IOException {
        return lines(dir, ".text\nstart:\n" + String.join("\n", statements) + "\n");
    }

    private static List<Line> lines(Path dir, String text) throws IOException {
        Path source = dir.resolve("batch.s");
        Files.writeString(source, text);
        Oracle.run(dir, AS, "-mpower10", "-mregnames", "-o", "batch.o", source.toString());
        List<Line> lines = new ArrayList<>();
        String all = Oracle.run(dir, OBJDUMP, "-d", "-z", "-Mpower10", "batch.o");
        for (String line : all.split("\n")) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3) {
                long address = Long.parseLong(parts[0].strip().replace(":", ""), 16);
                lines.add(new Line(address, word(parts[1]), parts[2].replaceAll(" <[^>]*>", "")));
            } else if (parts.length == 2 && parts[0].endsWith(":")) {
                Line prefix = lines.removeLast();
                long word = prefix.word << 32 | word(parts[1]);
                lines.add(new Line(prefix.address, word, prefix.text));
            }
        }
        return lines;
    }

    /** Four bytes, the lowest first. */
    private static long word(String bytes) {
        String[] all = bytes.strip().split(" ");
        long word = 0;
        for (int i = all.length - 1; i >= 0; i--) {
            word = word << 8 | Long.parseLong(all[i], 16);
        }
        return word;
    }
}
