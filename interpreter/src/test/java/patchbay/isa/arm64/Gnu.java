package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import patchbay.Oracle;

/** GNU as and objdump for AArch64, one batch at a time. */
final class Gnu {
    static final String AS = "aarch64-linux-gnu-as";
    static final String LD = "aarch64-linux-gnu-ld";
    static final String OBJDUMP = "aarch64-linux-gnu-objdump";
    static final String REFUSED = "refused";

    /** All that the table knows, but for what only a processor for real time has. */
    private static final String ARCH =
            "armv8.8-a+memtag+tme+ls64+mops+hbc+cssc+sme+crc+lse+rcpc+fp16+fp16fml+bf16+i8mm"
                    + "+aes+sha2+sha3+sm4+profile+rng";

    private static final Pattern REAL_TIME = Pattern.compile("\\b(mpuir|pr(bar|enr|lar|selr))");

    private Gnu() {}

    /** A line of objdump: the word at an address and its text, without names of places. */
    record Line(long address, long word, String text) {}

    /** The words, from address 0 on, as objdump prints them. */
    static List<Line> disassemble(Path dir, List<Long> words) throws IOException {
        StringBuilder source = new StringBuilder(".text\n");
        for (long word : words) {
            source.append(".inst 0x").append(Long.toHexString(word)).append('\n');
        }
        return lines(dir, source.toString());
    }

    /** The statements, from address 0 on, as GNU as assembles them. */
    static List<Line> assemble(Path dir, List<String> statements) throws IOException {
        StringBuilder source = new StringBuilder(".text\n");
        for (String statement : statements) {
            boolean realTime = REAL_TIME.matcher(statement).find();
            source.append(realTime ? ".arch armv8-r;" : "").append(statement);
            source.append(realTime ? ";.arch " + ARCH : "").append('\n');
        }
        return lines(dir, source.toString());
    }

    /** The statements as GNU ld links them to some address. */
    static List<Line> link(Path dir, List<String> statements) throws IOException {
        Files.writeString(dir.resolve("linked.s"), String.join("\n", statements) + "\n");
        Oracle.run(dir, AS, "-o", "linked.o", "linked.s");
        Oracle.run(dir, LD, "-Ttext=0x200000000", "-e0", "-o", "linked", "linked.o");
        return read(Oracle.run(dir, OBJDUMP, "-d", "linked"));
    }

    /** The numbers of the statements, from 0, that GNU as refuses. */
    static List<Integer> refused(Path dir, List<String> statements) throws IOException {
        Path source = dir.resolve("refused.s");
        Files.writeString(source, String.join("\n", statements) + "\n");
        Oracle.Result result =
                Oracle.result(
                        dir, AS, "-W", "-march=" + ARCH, "-o", "refused.o", source.toString());
        List<Integer> numbers = new ArrayList<>();
        for (String line : result.err().split("\n")) {
            String[] parts = line.split(":");
            if (parts.length > 2 && parts[2].strip().equals("Error")) {
                numbers.add(Integer.parseInt(parts[1]) - 1);
            }
        }
        return numbers;
    }

    /** What GNU as makes of each statement from address 0 on: its word, or {@link #REFUSED}. */
    static List<String> read(Path dir, List<String> statements) throws IOException {
        Set<String> refused = new HashSet<>();
        List<String> taken = statements;
        // Some are refused only when all others can be read.
        for (int more = 1; more > 0; ) {
            List<Integer> found = refused(dir, taken);
            more = found.size();
            for (int number : found) {
                refused.add(taken.get(number));
            }
            taken = statements.stream().filter(line -> !refused.contains(line)).toList();
        }
        List<Line> words = assemble(dir, taken);
        assertEquals(taken.size(), words.size());
        List<String> all = new ArrayList<>();
        int at = 0;
        for (String line : statements) {
            all.add(refused.contains(line) ? REFUSED : "%08x".formatted(words.get(at++).word()));
        }
        return all;
    }

    private static List<Line> lines(Path dir, String text) throws IOException {
        Path source = dir.resolve("batch.s");
        Files.writeString(source, text);
        Oracle.run(dir, AS, "-W", "-march=" + ARCH, "-o", "batch.o", source.toString());
        return read(Oracle.run(dir, OBJDUMP, "-d", "-z", "batch.o"));
    }

    private static List<Line> read(String listing) {
        List<Line> lines = new ArrayList<>();
        for (String line : listing.split("\n")) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3) {
                long address = Long.parseLong(parts[0].strip().replace(":", ""), 16);
                long word = Long.parseLong(parts[1].strip(), 16);
                lines.add(new Line(address, word, parts[2].replaceAll(" <[^>]*>", "")));
            }
        }
        return lines;
    }
}
