package patchbay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import patchbay.bytes.Bits;
import patchbay.isa.Field;
import patchbay.isa.Isa;
import patchbay.isa.Row;
import patchbay.isa.Text;

/**
 * A text like a kernel's: functions of some sixty instructions, which stand in it as often as in
 * compiled code ({@code mix-….txt}), aliases included; registers and numbers are drawn by lot,
 * calls go to functions, branches stay near.
 */
final class MixedCode {
    private static final int SIZE = 13 << 20;
    private static final long BASE = 0xffff_8000_0800_0000L;
    private static final int FUNCTION = 64;

    /**
     * So many different words of a kind are drawn by lot at most; some are met much more often than
     * others. So a word repeats itself about as soon as in modules: of those that are no branches,
     * three of four stand among the last ten thousand different ones.
     */
    private static final int VARIETY = 256;

    private final Isa isa;
    private final byte[] code;

    private MixedCode(Isa isa, byte[] code) {
        this.isa = isa;
        this.code = code;
    }

    byte[] bytes() {
        return code;
    }

    long base() {
        return BASE;
    }

    /** Bytes of a part of 13 MB, whole functions. */
    static int size(int part) {
        return SIZE / part / (4 * FUNCTION) * (4 * FUNCTION);
    }

    /** The same for every call. */
    static MixedCode of(Isa isa, int size) throws IOException {
        Random random = new Random(size);
        List<Kind> kinds = kinds(isa, random);
        int[] sums = new int[kinds.size()];
        int sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += kinds.get(i).often;
            sums[i] = sum;
        }
        byte[] code = new byte[size];
        for (int at = 0; at + 4 <= size; at += 4) {
            int drawn = random.nextInt(sum);
            int kind = 0;
            while (sums[kind] <= drawn) {
                kind++;
            }
            Bits.putLittle(code, at, 4, kinds.get(kind).next(random, at, size));
        }
        return new MixedCode(isa, code);
    }

    /** An executable with the text and a symbol for each function. */
    byte[] object() {
        Elf file = new Elf(Elf.EXECUTABLE, Peers.of(isa).machine());
        int text = file.section(".text", Elf.BITS, 6, BASE, 16, 0, 0, 0, code);
        StringBuilder names = new StringBuilder("\0");
        int count = code.length / (4 * FUNCTION);
        byte[] symbols = new byte[24 * (count + 1)];
        for (int i = 0; i < count; i++) {
            int at = 24 * (i + 1);
            Bits.putLittle(symbols, at, 4, names.length());
            Bits.putLittle(symbols, at + 4, 1, 0x12); // a global function
            Bits.putLittle(symbols, at + 6, 2, text);
            Bits.putLittle(symbols, at + 8, 8, BASE + 4L * FUNCTION * i);
            Bits.putLittle(symbols, at + 16, 8, 4 * FUNCTION);
            names.append("subsystem_do_something_").append(i).append('\0');
        }
        int strings =
                file.section(
                        ".strtab", Elf.STRINGS, 0, 0, 1, 0, 0, 0, names.toString().getBytes(UTF_8));
        file.section(".symtab", Elf.SYMBOLS, 0, 0, 8, strings, 1, 24, symbols);
        return file.bytes();
    }

    /** Words of one row that are printed with one mnemonic. */
    private record Kind(Row.Flow flow, Optional<Field> widest, int often, long[] words) {
        long next(Random random, int at, int size) {
            double drawn = random.nextDouble();
            long word = words[(int) (words.length * drawn * drawn * drawn)];
            return switch (flow) {
                case CALL ->
                        branch(word, random.nextInt(size / (4 * FUNCTION)) * FUNCTION - at / 4);
                case JUMP, CONDITIONAL ->
                        branch(word, Math.max(-at / 4, random.nextInt(2 * FUNCTION) - FUNCTION));
                default -> word;
            };
        }

        /** The widest field of a direct branch says where to. */
        private long branch(long word, long instructions) {
            return widest.orElseThrow().put(word, instructions);
        }
    }

    private static Optional<Field> widest(Row row) {
        return row.pattern().pieces().stream()
                .filter(piece -> !piece.name().equals("fixed"))
                .map(piece -> row.field(piece.name()))
                .max(Comparator.comparingInt(Field::width));
    }

    private static List<Kind> kinds(Isa isa, Random random) throws IOException {
        Map<String, Row> rows = new HashMap<>();
        Peers.of(isa).table().rows().forEach(row -> rows.put(row.name(), row));
        List<Kind> kinds = new ArrayList<>();
        for (String line : resource("mix-" + isa.name() + ".txt").lines().toList()) {
            if (!line.startsWith("#")) {
                String[] parts = line.split(" ", -1);
                Row row = Objects.requireNonNull(rows.get(parts[0]), parts[0]);
                long[] words = new long[Math.min(VARIETY, Integer.parseInt(parts[3]))];
                for (int i = 0; i < words.length; i++) {
                    words[i] = word(isa, row, parts[1], random);
                }
                kinds.add(new Kind(row.flow(), widest(row), Integer.parseInt(parts[2]), words));
            }
        }
        return kinds;
    }

    /** Drawn until it is printed so. */
    private static long word(Isa isa, Row row, String mnemonic, Random random) {
        Text text = new Text();
        byte[] bytes = new byte[4];
        while (true) {
            long free = random.nextInt() & 0xffff_ffffL;
            // Aliases often ask for a register or a number of all ones or all zeros.
            for (int low = 0; low <= 16; low += 5) {
                int choice = random.nextInt(8);
                long field = 31L << low;
                free = choice == 0 ? free | field : choice == 1 ? free & ~field : free;
            }
            long word = row.pattern().value | free & ~row.pattern().mask;
            if (row.matches(word)) {
                Bits.putLittle(bytes, 0, 4, word);
                text.clear();
                isa.print(bytes, 0, 0, Isa.Names.NONE, text);
                String printed = text.toString();
                if (printed.startsWith(mnemonic)
                        && (printed.length() == mnemonic.length()
                                || printed.charAt(mnemonic.length()) <= ' ')) {
                    return word;
                }
            }
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = MixedCode.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }
}
