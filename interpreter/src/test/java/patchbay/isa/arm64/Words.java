package patchbay.isa.arm64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import patchbay.bytes.Bits;
import patchbay.isa.Field;
import patchbay.isa.Form;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Pattern;
import patchbay.isa.Row;
import patchbay.isa.Text;

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
     * Words of each row that show each of its spellings and miss each by a little: every field at
     * its limits, and every condition of an alias held, and all held but one.
     */
    static List<Long> ofEveryCondition() {
        Random random = new Random(20261122);
        Set<Long> words = new LinkedHashSet<>();
        for (Row row : Instructions.TABLE.rows()) {
            List<Long> starts = new ArrayList<>();
            starts.add(word(row, random));
            for (Form form : row.forms()) {
                for (String side : form.conditions().split("[|,]")) {
                    List<String> terms =
                            Arrays.stream(side.trim().split(" "))
                                    .filter(t -> !t.isEmpty())
                                    .toList();
                    for (int without = -1; without < terms.size(); without++) {
                        for (int i = 0; i < 4; i++) {
                            long word = word(row, random);
                            for (int k = 0; k < terms.size(); k++) {
                                word = k == without ? word : hold(row, terms.get(k), word);
                            }
                            starts.add(word);
                        }
                    }
                }
            }
            for (long start : starts) {
                words.add(start);
                for (Pattern.Piece piece : row.pattern().pieces()) {
                    limits(row.pattern(), piece, start, words);
                }
            }
        }
        // What is named there follows no pattern.
        for (long system = 0xd508_0000L; system < 0xd540_0000L; system += 32) {
            words.add(system | 31);
            words.add(system | random.nextInt(31));
        }
        words.removeIf(word -> Instructions.TABLE.find(word) == null);
        return List.copyOf(words);
    }

    /** Statements in every spelling that is only read, {@code count} of each. */
    static List<String> inSpellingsThatAreOnlyRead(int count) {
        Random random = new Random(20261123);
        List<String> statements = new ArrayList<>();
        Text text = new Text();
        for (Row row : Instructions.TABLE.rows()) {
            for (Form form : row.forms()) {
                for (int i = 0; !form.isPrinted() && i < count; i++) {
                    long word = word(row, random);
                    for (String term : form.conditions().split(" ")) {
                        word = term.isEmpty() ? word : hold(row, term, word);
                    }
                    boolean shown = Instructions.TABLE.find(word) == row;
                    for (Operand operand : form.operands()) {
                        shown &= operand.shows(word);
                    }
                    if (shown) {
                        text.clear();
                        form.printPlain(word, 0, Isa.Names.NONE, text);
                        statements.add(text.toString());
                    }
                }
            }
        }
        return statements;
    }

    /** Makes {@code field=value} or {@code field=other} true. */
    private static long hold(Row row, String term, long word) {
        String[] sides = term.split("[!<>=]+");
        Field left = row.field(sides[0]);
        boolean less = sides[1].endsWith("-1");
        String right = less ? sides[1].substring(0, sides[1].length() - 2) : sides[1];
        long value =
                Character.isLetter(right.charAt(0)) && right.charAt(0) != 'x'
                        ? row.field(right).get(word)
                        : Long.parseLong(
                                right.replace('x', '1'), right.length() == left.width() ? 2 : 10);
        return term.contains("!") ? word : left.put(word, less ? value - 1 : value);
    }

    private static void limits(Pattern pattern, Pattern.Piece piece, long start, Set<Long> words) {
        int width = piece.high() - piece.low() + 1;
        long ones = Bits.mask(width);
        long free = ones << piece.low() & ~pattern.mask;
        if (free == 0 || (free & pattern.base) != 0) {
            return;
        }
        for (int bit = 2; width == 5 && bit < width; bit++) {
            words.add(start & ~free | 1L << bit + piece.low() & free);
        }
        for (long value : new long[] {0, 1, 2, ones >>> 1, (ones >>> 1) + 1, ones - 1, ones}) {
            words.add(start & ~free | value << piece.low() & free);
        }
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
