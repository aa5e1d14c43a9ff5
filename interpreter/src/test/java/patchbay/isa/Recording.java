package patchbay.isa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.zip.CRC32;
import patchbay.bytes.Memory;

/**
 * What qemu did in a few cases of every row, kept in {@code recorded.txt} beside a set's replay.s,
 * so that a machine without qemu can hold our CPU to it, and quickly.
 *
 * <pre>
 *   adc 1f0c33a2          a row, and a checksum of all that its cases start from
 *   0 x3=81 nzcv=6        the number of a case, and what it changed: registers,
 *   2 40:00ff             and bytes of memory, from this one on
 * </pre>
 *
 * What a case starts from comes from a seed of the row's name, case after case; some numbers are
 * left out because they would not do.
 */
record Recording(Replay replay, LongFunction<? extends Replay.Cases> cases) {
    private static final int CASES_OF_A_ROW = 10;

    /** A case and what qemu made of it. */
    record Recorded(Replay.Case one, Replay.Outcome outcome) {}

    /** By the class beside which it stands: read once, as many tests look into it. */
    private static final ClassValue<List<String>> LINES =
            new ClassValue<>() {
                @Override
                protected List<String> computeValue(Class<?> owner) {
                    try (InputStream in = owner.getResourceAsStream("recorded.txt")) {
                        return in == null
                                ? List.of()
                                : new String(in.readAllBytes(), UTF_8).lines().toList();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };

    List<String> lines() {
        return LINES.get(replay.owner());
    }

    /** The file's lines by their rows' names, the first with the checksum. */
    Map<String, List<String>> byRow() {
        Map<String, List<String>> rows = new HashMap<>();
        int from = 0;
        List<String> lines = lines();
        for (int i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || Character.isLetter(lines.get(i).charAt(0))) {
                String head = lines.get(from);
                rows.put(head.substring(0, head.indexOf(' ')), lines.subList(from, i));
                from = i;
            }
        }
        return rows;
    }

    /** A row's cases. */
    List<Recorded> read(Row row, Map<String, List<String>> recorded) {
        List<String> lines = Objects.requireNonNull(recorded.get(row.name()));
        Replay.Cases random = cases.apply(row.name().hashCode());
        List<String> names = replay.names();
        List<Recorded> all = new ArrayList<>();
        CRC32 sum = new CRC32();
        int made = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", -1);
            Optional<Replay.Case> one = Optional.empty();
            while (made <= Integer.parseInt(words[0])) {
                one = random.of(row);
                made++;
            }
            add(sum, one.orElseThrow());
            all.add(new Recorded(one.get(), outcome(one.get(), words, names)));
        }
        if (!lines.getFirst().equals(head(row, sum))) {
            throw new IllegalStateException(
                    "cases of " + row.name() + " are no longer those recorded; record them again");
        }
        return all;
    }

    private static Replay.Outcome outcome(Replay.Case one, String[] words, List<String> names) {
        long[] registers = one.registers().clone();
        byte[] memory = one.memory().clone();
        for (int i = 1; i < words.length; i++) {
            int sign = words[i].indexOf('=');
            if (sign > 0) {
                registers[names.indexOf(words[i].substring(0, sign))] =
                        Long.parseUnsignedLong(words[i].substring(sign + 1), 16);
            } else {
                int colon = words[i].indexOf(':');
                byte[] bytes = HexFormat.of().parseHex(words[i].substring(colon + 1));
                int at = Integer.parseInt(words[i].substring(0, colon), 16);
                System.arraycopy(bytes, 0, memory, at, bytes.length);
            }
        }
        return new Replay.Outcome(new Cpu.Stop.Trap(""), Replay.END, registers, memory);
    }

    /** All lines, as qemu says. */
    List<String> make(Path dir, List<Row> rows) throws IOException {
        List<Replay.Case> all = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        Memory memory = replay.memory();
        for (Row row : rows) {
            Replay.Cases random = cases.apply(row.name().hashCode());
            CRC32 sum = new CRC32();
            int first = all.size();
            for (int i = 0; i < 20 * CASES_OF_A_ROW && all.size() < first + CASES_OF_A_ROW; i++) {
                Optional<Replay.Case> one = random.of(row);
                if (one.isPresent() && replay.isDefined(one.get(), memory)) {
                    all.add(one.get());
                    numbers.add(Integer.toString(i));
                    heads.add("");
                    add(sum, one.get());
                }
            }
            heads.set(first, head(row, sum));
        }
        List<Replay.Outcome> outcomes = replay.outcomes(dir, all);
        List<String> names = replay.names();
        List<String> lines = new ArrayList<>();
        lines.add(
                "# What " + String.join(" ", replay.qemu()) + " does: see patchbay.isa.Recording.");
        lines.add("# Made by CpuAgainstQemuTest with -Dpatchbay.cpu.record=FILE.");
        for (int i = 0; i < all.size(); i++) {
            if (!heads.get(i).isEmpty()) {
                lines.add(heads.get(i));
            }
            lines.add(numbers.get(i) + changes(all.get(i), outcomes.get(i), names));
        }
        return lines;
    }

    private static String changes(Replay.Case one, Replay.Outcome after, List<String> names) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            if (one.registers()[i] != after.registers()[i]) {
                out.append(' ').append(names.get(i)).append('=');
                out.append(Long.toHexString(after.registers()[i]));
            }
        }
        for (int i = 0; i < Replay.MEMORY; i++) {
            int end = i;
            while (end < Replay.MEMORY && one.memory()[end] != after.memory()[end]) {
                end++;
            }
            if (end > i) {
                out.append(' ').append(Integer.toHexString(i)).append(':');
                out.append(HexFormat.of().formatHex(after.memory(), i, end));
                i = end;
            }
        }
        return out.toString();
    }

    private static String head(Row row, CRC32 sum) {
        return "%s %08x".formatted(row.name(), sum.getValue());
    }

    private static void add(CRC32 sum, Replay.Case one) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * one.words().length + 8 * one.registers().length);
        bytes.asIntBuffer().put(one.words());
        bytes.position(4 * one.words().length).asLongBuffer();
        bytes.slice().asLongBuffer().put(one.registers());
        sum.update(bytes.array());
        sum.update(one.memory());
    }
}
