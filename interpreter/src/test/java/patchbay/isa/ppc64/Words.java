package patchbay.isa.ppc64;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import patchbay.bytes.Bits;
import patchbay.isa.Pattern;
import patchbay.isa.Row;

/**
 * Words to test with: of every row, with boundary values in the fields and others at random, the
 * same in each run.
 */
final class Words {
    private Words() {}

    /** {@code count} words of each row. */
    static List<Long> ofEveryRow(int count) {
        Random random = new Random(20260101);
        List<Long> words = new ArrayList<>();
        for (Row row : Instructions.TABLE.rows()) {
            for (int i = 0; i < count; i++) {
                words.add(word(row, random));
            }
        }
        return words;
    }

    private static long word(Row row, Random random) {
        Pattern pattern = row.pattern();
        long word = pattern.base;
        for (Pattern.Piece piece : pattern.pieces()) {
            long free = Bits.mask(piece.high() - piece.low() + 1) << piece.low() & ~pattern.mask;
            word |= value(piece, random) << piece.low() & free;
        }
        return word;
    }

    /** 0, 1, all ones, the limits of the sign, or anything. */
    private static long value(Pattern.Piece piece, Random random) {
        long ones = Bits.mask(piece.high() - piece.low() + 1);
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> ones;
            case 3 -> ones >>> 1;
            case 4 -> (ones >>> 1) + 1;
            default -> random.nextLong() & ones;
        };
    }

    /** {@code count} words at random, none of them a prefix. */
    static List<Long> atRandom(int count) {
        Random random = new Random(20260102);
        List<Long> words = new ArrayList<>();
        while (words.size() < count) {
            long word = random.nextInt() & 0xffffffffL;
            if (word >>> 26 != 1) {
                words.add(word);
            }
        }
        return words;
    }

    /**
     * {@code count} pairs that begin like a prefix; of the bits that are mostly zero, few are not.
     */
    static List<Long> prefixesAtRandom(int count) {
        Random random = new Random(20260103);
        List<Long> words = new ArrayList<>();
        while (words.size() < count) {
            long type = random.nextInt(4);
            long subtype =
                    random.nextInt(4) == 0 ? random.nextInt(16) : random.nextBoolean() ? 9 : 0;
            long rest = random.nextInt(1 << 18) & (random.nextBoolean() ? 0xff : -1);
            long relative = random.nextInt(4) == 0 ? 1 << 20 : 0;
            long prefix = 1L << 26 | type << 24 | subtype << 20 | relative | rest;
            long suffix = random.nextInt() & (random.nextBoolean() ? 0xffe0ffffL : 0xffffffffL);
            words.add(prefix << 32 | suffix);
        }
        return words;
    }
}
