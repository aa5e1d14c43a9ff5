package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Label;
import patchbay.isa.Text;

/**
 * The 34 bits of a prefixed instruction that are relative to it. Printed as a distance, with the
 * address behind; read as either: what begins as a number is a distance, anything else an address.
 */
final class DistanceOperand extends FieldOperand implements Label {
    private static final int WIDTH = 34;

    DistanceOperand(Field field) {
        super(field);
    }

    private long distance(long word) {
        return Bits.signed(field.get(word), WIDTH);
    }

    @Override
    public long target(long word, long address) {
        return address + distance(word);
    }

    @Override
    public long lowest(long word, long address) {
        return address - (1L << WIDTH - 1);
    }

    @Override
    public long highest(long word, long address) {
        return address + (1L << WIDTH - 1) - 1;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(distance(word));
    }

    @Override
    public void comment(long word, long address, Isa.Names names, Text out) {
        long target = target(word, address);
        out.put("\t# ").hex(target);
        names.append(target, out);
    }

    @Override
    public boolean parse(Draft draft) {
        char first = draft.peek();
        int start = draft.position();
        boolean number = first >= '0' && first <= '9' || first == '-';
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        if (draft.accept('@') && !draft.acceptWord("pcrel")) {
            return draft.expected("pcrel");
        }
        long word = draft.word();
        long place = draft.place();
        long distance = number ? read.getAsLong() : read.getAsLong() - place;
        if (!Bits.fitsSigned(distance, WIDTH)) {
            return draft.outOfReach(
                    start,
                    place + distance,
                    lowest(word, place) - place,
                    highest(word, place) - place);
        }
        draft.word(field.put(word, distance));
        return true;
    }

    @Override
    public boolean dependsOnAddress() {
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        return "to 0x" + Long.toHexString(target(word, address));
    }
}
