package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.kernel.Names;
import patchbay.machine.Machine;
import patchbay.machine.Symbol;

/** Code out of memory, an instruction a line, with what has changed since it was loaded. */
final class Listing {
    /** So many words of zero are shown one by one; more are told of. */
    private static final int FEW_ZEROS = 4;

    private final Isa isa;
    private final Machine machine;
    private final @Nullable Machine baseline;

    /**
     * {@code baseline} is the machine as it was when loading had finished, to tell changed words
     * by; null for none.
     */
    Listing(Isa isa, Machine machine, @Nullable Machine baseline) {
        this.isa = isa;
        this.machine = machine;
        this.baseline = baseline;
    }

    /** The instructions in {@code range}, all of which is mapped. */
    Answer.Code of(Range range) {
        List<Answer.Code.Line> lines = new ArrayList<>();
        byte[] code = machine.memory().bytes(range.start(), (int) range.size());
        Text text = new Text();
        for (int offset = 0; offset < code.length; ) {
            long address = range.start() + offset;
            text.clear();
            int zeros = zeros(code, offset, address);
            if (zeros > FEW_ZEROS * isa.unit()) {
                lines.add(zeros(address, zeros));
                offset += zeros;
                continue;
            }
            int length = isa.print(code, offset, address, names(), text);
            long word =
                    patchbay.bytes.Bits.little(
                            code, offset, Math.min(length, code.length - offset));
            lines.add(
                    new Answer.Code.Line(
                            label(address),
                            address,
                            word,
                            length,
                            shown(text.toString()),
                            remark(address, length, word)));
            offset += length;
        }
        return new Answer.Code(lines);
    }

    /**
     * How many bytes from {@code offset} on are zero, in whole words that have no name and were
     * zero before.
     */
    private int zeros(byte[] code, int offset, long address) {
        int unit = isa.unit();
        int end = offset;
        while (end + unit <= code.length
                && isZero(code, end, unit)
                && label(address + end - offset).isEmpty()
                && remark(address + end - offset, unit, 0).isEmpty()) {
            end += unit;
        }
        return end - offset;
    }

    private static boolean isZero(byte[] code, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (code[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private Answer.Code.Line zeros(long address, int size) {
        Text text = new Text();
        isa.print(new byte[isa.unit()], 0, address, names(), text);
        return new Answer.Code.Line(
                "",
                address,
                0,
                isa.unit(),
                shown(text.toString()),
                "and zeros up to " + Value.hex(address + size));
    }

    /** Puts {@code <symbol+0x8>} behind an address. */
    Isa.Names names() {
        return (address, out) -> {
            String place = Names.place(machine, address);
            if (!place.startsWith("0x")) {
                out.put(" <").put(place).put('>');
            }
        };
    }

    private String label(long address) {
        Optional<Symbol> symbol = Names.at(machine, address);
        if (symbol.isPresent() && symbol.get().address() == address) {
            return symbol.get().qualified();
        }
        String place = Names.place(machine, address);
        return place.endsWith("]") ? place : "";
    }

    private String remark(long address, int length, long word) {
        if (baseline == null || !baseline.memory().isMapped(Range.of(address, length))) {
            return "";
        }
        Memory then = baseline.memory();
        byte[] before = then.bytes(address, length);
        if (patchbay.bytes.Bits.little(before, 0, length) == word) {
            return "";
        }
        Text text = new Text();
        isa.print(before, 0, address, names(), text);
        return "was " + brief(text.toString());
    }

    /**
     * An instruction on one line of a listing: objdump's tabs and the gap before its comment taken
     * out.
     */
    static String shown(String text) {
        int comment = text.indexOf("//");
        return comment < 0 ? brief(text) : brief(text) + "  " + text.substring(comment);
    }

    /** The same without a comment. */
    static String brief(String text) {
        int comment = text.indexOf("//");
        return (comment < 0 ? text : text.substring(0, comment)).strip().replace('\t', ' ');
    }
}
