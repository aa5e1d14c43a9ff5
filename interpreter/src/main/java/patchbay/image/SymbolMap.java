package patchbay.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A kernel's symbols as {@code System.map} and {@code /proc/kallsyms} list them: {@code
 * ffff800008027100 T ftrace_caller}, with {@code [module]} behind a module's own. The order of the
 * lines is kept: it is what a symbol's position (sympos) counts.
 */
public final class SymbolMap {
    private final long[] addresses;
    private final String[] names;
    private final @Nullable String[] modules;
    private final Map<String, Integer> first;

    /** The next symbol of the same name, or -1: a name may stand on every line. */
    private final int[] next;

    /** The lines by address, made when an address is asked for; of one address in their order. */
    private volatile int @Nullable [] byAddress;

    private SymbolMap(long[] addresses, String[] names, @Nullable String[] modules) {
        this.addresses = addresses;
        this.names = names;
        this.modules = modules;
        this.first = HashMap.newHashMap(names.length);
        this.next = new int[names.length];
        for (int i = names.length - 1; i >= 0; i--) {
            Integer later = first.put(names[i], i);
            next[i] = later == null ? -1 : later;
        }
    }

    /** Why a symbol list was not read; {@code line} counts from 1. */
    public sealed interface MapRefusal extends Refusal {
        /** A line that begins with no address. */
        record NoAddress(String file, int line, String found) implements MapRefusal {
            @Override
            public Code code() {
                return Code.PB6020;
            }
        }

        /** Every address is zero: what {@code /proc/kallsyms} shows to users without the right. */
        record Hidden(String file, int lines) implements MapRefusal {
            @Override
            public Code code() {
                return Code.PB6021;
            }
        }

        /** Something else than one letter behind the address, or nothing. */
        record NoType(String file, int line, String found) implements MapRefusal {
            @Override
            public Code code() {
                return Code.PB6024;
            }
        }

        /** A line that ends behind its type. */
        record NoName(String file, int line, String text) implements MapRefusal {
            @Override
            public Code code() {
                return Code.PB6025;
            }
        }

        /** Something else than {@code [module]} behind the name. */
        record NoModule(String file, int line, String found) implements MapRefusal {
            @Override
            public Code code() {
                return Code.PB6026;
            }
        }
    }

    /**
     * Reads the list; {@code slide} is added to each address. The first line that is no symbol
     * refuses the whole.
     */
    public static Result<SymbolMap> read(String file, byte[] text, long slide) {
        int guess = text.length / 24 + 1;
        long[] addresses = new long[guess];
        String[] names = new String[guess];
        @Nullable String[] modules = new String[guess];
        Map<String, String> tags = new HashMap<>();
        int count = 0;
        boolean anyAddress = false;
        int line = 0;
        for (int at = 0; at < text.length; ) {
            line++;
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            int stop = end;
            while (stop > at && text[stop - 1] <= ' ') {
                stop--;
            }
            if (stop > at) {
                int space = at;
                long address = 0;
                int digit = 0;
                while (space < stop && (digit = hexDigit(text[space])) >= 0) {
                    address = address << 4 | digit;
                    space++;
                }
                int type = space + 1;
                int name = type + 2;
                int nameEnd = blank(text, name, stop);
                boolean ends = space == stop || isBlank(text[space]);
                if (!ends || space == at || space - at > 16) {
                    return Result.refused(
                            new MapRefusal.NoAddress(file, line, shown(text, at, stop)));
                }
                if (type >= stop || blank(text, type, stop) != type + 1) {
                    return Result.refused(
                            new MapRefusal.NoType(file, line, shown(text, space, stop)));
                }
                if (nameEnd <= name) {
                    return Result.refused(new MapRefusal.NoName(file, line, shown(text, at, stop)));
                }
                if (count == names.length) {
                    addresses = Arrays.copyOf(addresses, count * 2);
                    names = Arrays.copyOf(names, count * 2);
                    modules = Arrays.copyOf(modules, count * 2);
                }
                anyAddress |= address != 0;
                addresses[count] = address + slide;
                names[count] = new String(text, name, nameEnd - name, StandardCharsets.UTF_8);
                if (nameEnd < stop) {
                    String tag = shown(text, nameEnd, stop);
                    if (tag.length() < 3
                            || tag.charAt(0) != '['
                            || tag.charAt(tag.length() - 1) != ']') {
                        return Result.refused(new MapRefusal.NoModule(file, line, tag));
                    }
                    modules[count] = tags.computeIfAbsent(tag, t -> t.substring(1, t.length() - 1));
                }
                count++;
            }
            at = end + 1;
        }
        if (count > 0 && !anyAddress) {
            return Result.refused(new MapRefusal.Hidden(file, count));
        }
        return Result.ok(
                new SymbolMap(
                        Arrays.copyOf(addresses, count),
                        Arrays.copyOf(names, count),
                        Arrays.copyOf(modules, count)));
    }

    /** The beginning of a part of a line, without blanks around it. */
    private static String shown(byte[] text, int from, int to) {
        return new String(text, from, Math.min(to - from, 80), StandardCharsets.UTF_8).trim();
    }

    private static int blank(byte[] text, int from, int to) {
        int at = from;
        while (at < to && !isBlank(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || letter == '\t';
    }

    /** The value of a hexadecimal digit, or -1. */
    private static int hexDigit(byte letter) {
        int digit = letter - '0';
        if (digit >= 0 && digit <= 9) {
            return digit;
        }
        int above = (letter | 0x20) - 'a';
        return above >= 0 && above < 6 ? 10 + above : -1;
    }

    /**
     * The first line with the last address at or before {@code address}; -1 where there is none.
     */
    public int before(long address) {
        int[] order = order();
        int above = above(order, address);
        return above == 0 ? -1 : order[first(order, addresses[order[above - 1]])];
    }

    /** How many lines have an address up to {@code address}. */
    private int above(int[] order, long address) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(addresses[order[middle]], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first place in {@code order} with that very address. */
    private int first(int[] order, long address) {
        return address == 0 ? 0 : above(order, address - 1);
    }

    private int[] order() {
        int[] known = byAddress;
        if (known == null) {
            Integer[] lines = new Integer[addresses.length];
            Arrays.setAll(lines, i -> i);
            Arrays.sort(lines, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
            known = new int[lines.length];
            for (int i = 0; i < lines.length; i++) {
                known[i] = lines[i];
            }
            byAddress = known;
        }
        return known;
    }

    public int size() {
        return names.length;
    }

    public long address(int index) {
        return addresses[index];
    }

    public String name(int index) {
        return names[index];
    }

    /** The module a symbol belongs to, or null for the kernel proper. */
    public @Nullable String module(int index) {
        return modules[index];
    }

    /**
     * Indices of the symbols called {@code name}, in the list's order; a position in it counts from
     * 1 among these.
     */
    public List<Integer> named(String name) {
        List<Integer> found = new ArrayList<>();
        for (int i = first.getOrDefault(name, -1); i >= 0; i = next[i]) {
            found.add(i);
        }
        return found;
    }
}
