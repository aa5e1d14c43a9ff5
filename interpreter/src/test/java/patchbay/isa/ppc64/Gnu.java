package patchbay.isa.ppc64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** The bytes that GNU as makes of each statement at address 0, or {@code refused}. */
    static List<String> read(Path dir, List<String> statements, String refused) throws IOException {
        Path source = dir.resolve("read.s");
        Set<Integer> bad = new HashSet<>();
        for (int more = 1; more > 0; ) {
            StringBuilder text = new StringBuilder(".text\nstart:\n");
            for (int i = 0; i < statements.size(); i++) {
                text.append(bad.contains(i) ? "" : ".p2align 6; " + statements.get(i)).append('\n');
            }
            Files.writeString(source, text.toString());
            String errors =
                    Oracle.result(dir, AS, "-mpower10", "-mregnames", "-o", "read.o", "read.s")
                            .err();
            more = 0;
            for (String error : errors.split("\n")) {
                String[] parts = error.split(":");
                if (parts.length > 2 && parts[2].strip().equals("Error")) {
                    more += bad.add(Integer.parseInt(parts[1]) - 3) ? 1 : 0;
                }
            }
        }
        Map<Long, Line> found = new HashMap<>();
        for (Line line : read(Oracle.run(dir, OBJDUMP, "-d", "-z", "-Mpower10", "read.o"))) {
            found.put(line.address, line);
        }
        List<String> all = new ArrayList<>();
        long address = 0;
        for (int i = 0; i < statements.size(); i++) {
            Line line = bad.contains(i) ? null : found.get(address);
            all.add(line == null ? refused : HexFormat.of().formatHex(Asm.bytes(line.word)));
            address += line == null ? 0 : 64;
        }
        return all;
    }

    private static List<Line> lines(Path dir, String text) throws IOException {
        Path source = dir.resolve("batch.s");
        Files.writeString(source, text);
        Oracle.run(dir, AS, "-mpower10", "-mregnames", "-o", "batch.o", source.toString());
        return read(Oracle.run(dir, OBJDUMP, "-d", "-z", "-Mpower10", "batch.o"));
    }

    private static List<Line> read(String all) {
        List<Line> lines = new ArrayList<>();
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
