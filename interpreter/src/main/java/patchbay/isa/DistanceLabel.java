package patchbay.isa;

import patchbay.bytes.Bits;

/**
 * An address in a field that holds how far it is, with a sign and in units of some bytes, from an
 * origin: mostly the instruction itself.
 */
public abstract class DistanceLabel extends FieldOperand implements Label {
    protected final int unit;
    protected final int width;

    protected DistanceLabel(Field field, int unit) {
        super(field);
        this.unit = unit;
        this.width = field.width();
    }

    /** What the instruction {@code word} at {@code address} counts from. */
    protected abstract long origin(long word, long address);

    /** In bytes. */
    protected final long distance(long word) {
        return Bits.signed(field.get(word), width) * unit;
    }

    @Override
    public final long target(long word, long address) {
        return origin(word, address) + distance(word);
    }

    @Override
    public final long lowest(long word, long address) {
        return origin(word, address) - (Bits.mask(width - 1) + 1) * unit;
    }

    @Override
    public final long highest(long word, long address) {
        return origin(word, address) + Bits.mask(width - 1) * unit;
    }

    /** Refuses the address that stands from {@code start} on. */
    protected final boolean outOfReach(Draft draft, int start, long target) {
        long place = draft.place();
        long word = draft.word();
        return draft.outOfReach(
                start, target, lowest(word, place) - place, highest(word, place) - place);
    }

    @Override
    public final boolean dependsOnAddress() {
        return true;
    }

    @Override
    public String meaning(long word, long address) {
        long distance = distance(word);
        return (distance < 0 ? "-0x" : "+0x")
                + Long.toHexString(Math.abs(distance))
                + ", to 0x"
                + Long.toHexString(target(word, address));
    }
}
