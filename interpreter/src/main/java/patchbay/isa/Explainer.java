package patchbay.isa;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.isa.Explanation.FieldValue;

/** Says what each bit of an instruction means. */
final class Explainer {
    private Explainer() {}

    /** {@code number} is the word as the set writes it behind {@code directive}. */
    static Explanation unknown(long word, String directive, String number) {
        return new Explanation(
                directive + " " + number,
                directive,
                "No instruction that the table knows.",
                List.of(new FieldValue(31, 0, "word", word, "")),
                List.of());
    }

    static Explanation explain(Row row, long word, long address) {
        Form form = row.form(word);
        Text text = new Text();
        form.printPlain(word, address, Isa.Names.NONE, text);
        return new Explanation(
                text.toString().replace('\t', ' '),
                row.name() + ": " + row.form().readable(),
                row.meaning(),
                fields(row, word, address),
                remarks(row, form, word, address));
    }

    private static List<FieldValue> fields(Row row, long word, long address) {
        List<FieldValue> fields = new ArrayList<>();
        for (Pattern.Piece piece : row.pattern().pieces()) {
            long mask = Bits.mask(piece.high() - piece.low() + 1);
            long value = word >>> piece.low() & mask;
            FieldValue last = fields.isEmpty() ? null : fields.getLast();
            if (last != null && last.name().equals("fixed") && piece.name().equals("fixed")) {
                long both = last.bits() << piece.high() - piece.low() + 1 | value;
                fields.set(
                        fields.size() - 1,
                        new FieldValue(last.high(), piece.low(), "fixed", both, ""));
                continue;
            }
            String meaning =
                    piece.name().equals("fixed")
                            ? ""
                            : meaning(row, mask << piece.low(), word, address);
            if (meaning.isEmpty() && piece.name().equals("sf")) {
                meaning = value == 0 ? "32 bits" : "64 bits";
            }
            fields.add(new FieldValue(piece.high(), piece.low(), piece.name(), value, meaning));
        }
        return fields;
    }

    /** What the operand that these bits are the highest of means. */
    private static String meaning(Row row, long bits, long word, long address) {
        for (Operand operand : row.form().operands()) {
            if ((operand.mask() & bits) != 0) {
                boolean highest = Long.highestOneBit(operand.mask()) <= Long.highestOneBit(bits);
                return highest ? operand.meaning(word, address) : "";
            }
        }
        return "";
    }

    private static List<String> remarks(Row row, Form form, long word, long address) {
        List<String> remarks = new ArrayList<>();
        if (form != row.form()) {
            String why = form.conditions().isEmpty() ? "" : ", where " + form.conditions();
            remarks.add(form.readable() + " is written for " + row.form().readable() + why);
        }
        Label label = row.label();
        if (label != null) {
            long target = label.target(word, address);
            long lowest = label.lowest(word, address);
            long highest = label.highest(word, address);
            remarks.add(
                    "reaches 0x" + Long.toHexString(lowest) + " to 0x" + Long.toHexString(highest));
            long margin = Math.min(target - lowest, highest - target);
            remarks.add("0x" + Long.toHexString(margin) + " bytes are left to the nearer end");
        }
        return remarks;
    }
}
