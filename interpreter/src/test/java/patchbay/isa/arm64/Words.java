package patchbay.isa.arm64;

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

    /** {@code count} words of each row; what the pattern says should be so is so. */
    static List<Long> ofEveryRow(int count) {
        Random random = new Random(20260101);
        List<Long> words = new ArrayList<>();
        for (Row row : Instructions.TABLE.rows()) {
            for (int i = 0; i < count; i++) {
                long word = word(row, random);
                if (row == Instructions.TABLE.find(word)) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static long word(Row row, Random random) {
        Pattern pattern = row.pattern();
        long word = pattern.base;
        for (Pattern.Piece piece : pattern.pieces()) {
            long free = Bits.mask(piece.high() - piece.low() + 1) << piece.low() & ~pattern.mask;
            boolean should = (free & pattern.base) != 0;
            if (!should) {
                word |= value(piece, random) << piece.low() & free;
            }
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

    /**
     * {@code count} words at random; none of vectors of variable length, which the table has not.
     */
    static List<Long> atRandom(int count) {
        Random random = new Random(20260102);
        List<Long> words = new ArrayList<>();
        while (words.size() < count) {
            long word = random.nextInt() & 0xffffffffL;
            boolean scalable = (word >>> 27 & 3) == 0;
            if (!scalable) {
                words.add(word);
            }
        }
        return words;
    }
}
