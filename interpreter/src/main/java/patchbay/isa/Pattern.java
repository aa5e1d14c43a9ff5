package patchbay.isa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bits of an instruction, written as the manual's page draws them, from the highest down and
 * separated by blanks:
 *
 * <pre>
 *   0, 1, 100010     bits that are fixed
 *   op=0, size=1x    a field with some bits fixed; x is free
 *   sh               a field of one bit
 *   imm12            a field of as many bits as its number says
 *   Rn, Rt2          a register: five bits
 *   cond:4           a field of any other width
 *   Rs~11111         a field that should be so: written so, but not looked at
 * </pre>
 */
public final class Pattern {
    /** The bits that are fixed, and what they are. */
    public final long mask;

    public final long value;

    /** What an assembler begins with: the fixed bits, and those that should be so. */
    public final long base;

    private final String bits;
    private final int width;
    private @Nullable List<Piece> pieces;

    /** A run of bits with one name; {@code fixed} for those without. */
    public record Piece(String name, int high, int low) {}

    /** {@code width} is 32 or 64: what {@code bits} must add up to. */
    Pattern(String bits, int width) {
        this.bits = bits;
        this.width = width;
        long mask = 0;
        long value = 0;
        long base = 0;
        int done = 0;
        for (int at = 0; at < bits.length(); ) {
            int end = tokenEnd(bits, at);
            int digits = fixedFrom(bits, at, end);
            int size = size(bits, at, end, digits);
            mask <<= size;
            value <<= size;
            base <<= size;
            boolean should = digits > at && digits < end && bits.charAt(digits - 1) == '~';
            for (int i = digits; i < end; i++) {
                char c = bits.charAt(i);
                long bit = 1L << (end - 1 - i);
                base |= c == '1' ? bit : 0;
                mask |= c == 'x' || should ? 0 : bit;
                value |= c == '1' && !should ? bit : 0;
            }
            done += size;
            at = end + 1;
        }
        if (done != width) {
            throw new IllegalArgumentException(done + " bits: " + bits);
        }
        this.mask = mask;
        this.value = value;
        this.base = base;
    }

    /** From the highest bit down. */
    public List<Piece> pieces() {
        List<Piece> known = pieces;
        if (known == null) {
            List<Piece> read = new ArrayList<>();
            int high = width - 1;
            for (int at = 0; at < bits.length(); ) {
                int end = tokenEnd(bits, at);
                int low = high - size(bits, at, end, fixedFrom(bits, at, end)) + 1;
                read.add(new Piece(name(at, end), high, low));
                high = low - 1;
                at = end + 1;
            }
            known = List.copyOf(read);
            pieces = known;
        }
        return known;
    }

    /** The field of that name; {@code immhi:immlo} is one field in pieces, highest first. */
    public Field field(String name) {
        Field field = fieldOrNone(name);
        if (field.width() == 0) {
            throw new IllegalArgumentException("no field " + name + " in " + bits);
        }
        return field;
    }

    /** The same, or a field of width 0 if a piece is missing. */
    Field fieldOrNone(String name) {
        List<Piece> all = pieces();
        List<Piece> found = new ArrayList<>();
        for (int at = 0; at <= name.length(); ) {
            int colon = name.indexOf(':', at);
            int end = colon < 0 ? name.length() : colon;
            Piece piece = null;
            for (Piece each : all) {
                if (name.regionMatches(at, each.name, 0, Math.max(end - at, each.name.length()))) {
                    piece = each;
                }
            }
            if (piece == null) {
                return new Field(List.of());
            }
            found.add(piece);
            at = end + 1;
        }
        return new Field(found);
    }

    private String name(int start, int end) {
        int stop = start;
        while (stop < end && "=~:".indexOf(bits.charAt(stop)) < 0) {
            stop++;
        }
        return isFixed(bits.charAt(start)) ? "fixed" : bits.substring(start, stop);
    }

    private static int tokenEnd(String bits, int at) {
        int end = bits.indexOf(' ', at);
        return end < 0 ? bits.length() : end;
    }

    /** Where the literal bits of the token begin; its end if there are none. */
    private static int fixedFrom(String bits, int start, int end) {
        if (isFixed(bits.charAt(start))) {
            return start;
        }
        for (int i = start; i < end; i++) {
            if (bits.charAt(i) == '=' || bits.charAt(i) == '~') {
                return i + 1;
            }
        }
        return end;
    }

    private static boolean isFixed(char c) {
        return c == '0' || c == '1';
    }

    private static int size(String bits, int start, int end, int digits) {
        if (digits < end) {
            return end - digits;
        }
        boolean register = bits.charAt(start) == 'R' && end > start + 1;
        boolean said = false;
        int width = register ? 5 : 0;
        for (int i = start; i < end; i++) {
            char c = bits.charAt(i);
            if (c == ':') {
                said = true;
                width = 0;
            } else if (c >= '0' && c <= '9' && (said || bits.charAt(start) == 'i')) {
                width = width * 10 + c - '0';
            }
        }
        return Math.max(width, 1);
    }

    @Override
    public String toString() {
        return bits;
    }
}
