package patchbay.isa.arm64;

import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * How far the lanes of a vector are shifted.
 *
 * <p>{@code immh:immb} holds the width of a lane and the distance in one: its highest one-bit says
 * how wide, and what is above that width is the distance to the left; a distance to the right is
 * counted down from twice the width. The bits behind the point of a number in a general register
 * are counted down from 64.
 */
final class VectorShiftOperand extends FieldOperand {
    /** Where the distance is counted from. */
    enum Way {
        LEFT,
        RIGHT,
        /** As wide as a lane: nothing else can be written. */
        WHOLE,
        FRACTION
    }

    private final Way way;

    VectorShiftOperand(Field field, Way way) {
        super(field);
        this.way = way;
    }

    private long lane(long word) {
        long high = Long.highestOneBit(field.get(word) >>> 3);
        return way == Way.WHOLE ? 8L << field.get(word) : 8 * Math.max(high, 1);
    }

    private long distance(long word) {
        long value = field.get(word);
        return switch (way) {
            case LEFT -> value - lane(word);
            case RIGHT -> 2 * lane(word) - value;
            case WHOLE -> lane(word);
            case FRACTION -> 64 - value;
        };
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.decimal(distance(word));
    }

    @Override
    public boolean parse(Draft draft) {
        draft.peek();
        int start = draft.position();
        OptionalLong read = draft.number();
        if (read.isEmpty()) {
            return false;
        }
        long distance = read.getAsLong();
        long word = draft.word();
        long lane = lane(word);
        long lowest = way == Way.LEFT ? 0 : way == Way.WHOLE ? lane : 1;
        long highest =
                switch (way) {
                    case LEFT -> lane - 1;
                    case RIGHT, WHOLE -> lane;
                    case FRACTION -> (word >>> 31 & 1) == 0 ? 32 : 64;
                };
        if (distance < lowest || distance > highest) {
            String allowed = lowest == highest ? "" + lowest : lowest + " .. " + highest;
            return draft.doesNotFit(start, "shift", distance, allowed);
        }
        long value =
                switch (way) {
                    case LEFT -> lane + distance;
                    case RIGHT -> 2 * lane - distance;
                    case WHOLE -> field.get(word);
                    case FRACTION -> 64 - distance;
                };
        draft.word(field.put(word, value));
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        return "by " + distance(word);
    }
}
