package patchbay.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import patchbay.bytes.Memory;

/**
 * The line that a call of the kernel's {@code printk} leaves in the log: its format, with the
 * arguments that the call passes in registers. What follows {@code %p} and asks for more than an
 * address ({@code %pS}, {@code %pM}) stays an address; widths are not followed; a conversion that
 * no register has an argument for stands as it is written.
 */
final class LogText {
    /** Longer texts end here. */
    private static final int LONGEST = 1024;

    /** {@code KERN_SOH}: a level follows, which is no part of the line. */
    private static final char LEVEL_FOLLOWS = 1;

    private static final String FLAGS_AND_WIDTH = "#+- 0123456789.*";
    private static final String LENGTHS = "hlzLjt";

    private final Memory memory;
    private final IntToLongFunction argument;
    private final int arguments;
    private final StringBuilder line = new StringBuilder();
    private int taken;

    /**
     * @param argument what stands behind the format, by number from 0
     * @param arguments how many of them registers have
     */
    LogText(Memory memory, IntToLongFunction argument, int arguments) {
        this.memory = memory;
        this.argument = argument;
        this.arguments = arguments;
    }

    /** The text at {@code address} as it is, up to the zero behind it. */
    static String plain(Memory memory, long address) {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        while (length < LONGEST && memory.isMapped(address + length)) {
            byte b = (byte) memory.little(address + length, 1);
            if (b == 0) {
                break;
            }
            bytes[length++] = b;
        }
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }

    /** The line of the format at {@code address}, without level and newline. */
    String line(long address) {
        String format = plain(memory, address);
        int at = format.length() > 1 && format.charAt(0) == LEVEL_FOLLOWS ? 2 : 0;
        int end = format.endsWith("\n") ? format.length() - 1 : format.length();
        while (at < end) {
            char c = format.charAt(at);
            int next = at + 1;
            if (c != '%') {
                line.append(c);
            } else {
                while (next < end && FLAGS_AND_WIDTH.indexOf(format.charAt(next)) >= 0) {
                    next++;
                }
                int lengths = next;
                while (next < end && LENGTHS.indexOf(format.charAt(next)) >= 0) {
                    next++;
                }
                if (next < end) {
                    next = convert(format, at, lengths, next);
                } else {
                    line.append(format, at, end);
                }
            }
            at = next;
        }
        return line.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /**
     * Appends one conversion.
     *
     * @param start where its {@code %} stands
     * @param lengths where the letters for the argument's length begin
     * @param at its own letter
     * @return where the format goes on
     */
    private int convert(String format, int start, int lengths, int at) {
        char letter = format.charAt(at);
        if (letter == '%') {
            line.append('%');
        } else if ("diuxXcsp".indexOf(letter) < 0 || taken == arguments) {
            line.append(format, start, at + 1);
        } else {
            long value = argument.applyAsLong(taken++);
            boolean isLong = at > lengths && format.charAt(lengths) != 'h';
            switch (letter) {
                case 'd', 'i' -> line.append(isLong ? value : (int) value);
                case 'u' ->
                        line.append(Long.toUnsignedString(isLong ? value : value & 0xffffffffL));
                case 'x', 'X' ->
                        line.append(Long.toHexString(isLong ? value : value & 0xffffffffL));
                case 'c' -> line.append((char) (value & 0x7f));
                case 's' -> line.append(plain(memory, value));
                default -> line.append("0x").append(Long.toHexString(value));
            }
        }
        int next = at + 1;
        while (letter == 'p' && next < format.length() && isLetterOrDigit(format.charAt(next))) {
            next++;
        }
        return next;
    }
}
