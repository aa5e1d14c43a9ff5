package patchbay.lang.run;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.Names;
import patchbay.machine.Freed;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;
import patchbay.source.Refusal;
import patchbay.source.Span;

/**
 * What all words for refusals have in common: the statement's place, names for addresses, numbers
 * with their units.
 */
public final class Words {
    final Machine machine;
    final Places places;
    private final @Nullable Span span;

    /** Where things stand in the script. */
    interface Places {
        /**
         * The span of columns {@code from .. to} of an assembler line, or null when the statement
         * has none.
         */
        @Nullable Span asmLine(int line, int from, int to);

        /** Where the statement concerned says {@code name}, or null when it does not. */
        @Nullable Span mention(String name);

        /** Where a symbol was declared, or null where no script declared it. */
        @Nullable Span declaration(Symbol symbol);
    }

    Words(Machine machine, Places places, @Nullable Span span) {
        this.machine = machine;
        this.places = places;
        this.span = span;
    }

    Diagnostic say(Refusal refusal, String message, String... remedies) {
        Diagnostic diagnostic = Diagnostic.error(refusal.code(), span, message);
        for (String remedy : remedies) {
            if (!remedy.isEmpty()) {
                diagnostic = diagnostic.withRemedy(remedy);
            }
        }
        return diagnostic;
    }

    Diagnostic at(int line, int from, int to, Refusal refusal, String message, String... remedies) {
        Span precise = places.asmLine(line, from, to);
        Diagnostic plain = say(refusal, message, remedies);
        return precise == null
                ? plain
                : new Diagnostic(
                        plain.severity(),
                        plain.code(),
                        plain.message(),
                        precise,
                        plain.notes(),
                        plain.remedies());
    }

    Diagnostic mentioned(String name, Diagnostic diagnostic) {
        Span precise = places.mention(name);
        return precise == null
                ? diagnostic
                : new Diagnostic(
                        diagnostic.severity(),
                        diagnostic.code(),
                        diagnostic.message(),
                        precise,
                        diagnostic.notes(),
                        diagnostic.remedies());
    }

    Diagnostic declared(Symbol symbol, Diagnostic diagnostic) {
        Span where = places.declaration(symbol);
        return where == null
                ? diagnostic
                : diagnostic.with(new Note(symbol.qualified() + " is declared here", where));
    }

    static String likely(List<String> candidates) {
        return candidates.isEmpty() ? "" : "did you mean " + String.join(" or ", candidates) + "?";
    }

    /** {@code 0xffff800008000008 (caller+0x8)}, or the bare address where it has no name. */
    String place(long address) {
        String name = Names.place(machine, address);
        return name.startsWith("0x") ? name : Value.hex(address) + " (" + name + ")";
    }

    /** The name that an address had until its module's init returned; empty if there is none. */
    String freed(long address) {
        for (Freed freed : machine.states(Freed.class)) {
            Optional<Symbol> symbol = freed.at(address);
            if (symbol.isPresent()) {
                return symbol.get().qualified();
            }
        }
        return "";
    }

    /** The name of the object that an address is in. */
    String object(long address) {
        return machine.moduleAt(address).map(Module::name).orElseGet(() -> place(address));
    }

    static String number(long value) {
        return value > -4096 && value < 4096
                ? Long.toString(value)
                : value + " (" + Value.hex(value) + ")";
    }

    /** {@code +0x8000000 (128M)}. */
    static String distance(long bytes) {
        long size = Math.abs(bytes);
        String hex = (bytes < 0 ? "-0x" : "+0x") + Long.toHexString(size);
        return size < 1 << 20 ? hex : hex + " (" + scaled(size) + ")";
    }

    /**
     * Binary units with at most two decimals: {@code 200M}, {@code 127.99M}. Never rounded up over
     * a limit.
     */
    public static String scaled(long bytes) {
        String[] units = {"", "K", "M", "G", "T", "P", "E"};
        int unit = bytes == 0 ? 0 : Math.min(6, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        long whole = bytes >>> 10 * unit;
        long rest = (bytes - (whole << 10 * unit)) * 100 >>> 10 * unit;
        return whole
                + (rest == 0 ? "" : "." + rest / 10 + (rest % 10 == 0 ? "" : "" + rest % 10))
                + units[unit];
    }

    static String bytes(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    /** The first of them, where there are many. */
    static String some(byte[] bytes) {
        return bytes.length <= 16
                ? bytes(bytes)
                : bytes(Arrays.copyOf(bytes, 16)) + " … " + bytes.length + " bytes";
    }
}
