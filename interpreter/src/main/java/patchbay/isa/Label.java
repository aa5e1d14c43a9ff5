package patchbay.isa;

/** An operand that is an address near the instruction, or one that its field holds whole. */
public interface Label extends Operand {

    /** The address that the instruction {@code word} at {@code address} names. */
    long target(long word, long address);

    /** The lowest target of an instruction like {@code word} at {@code address}. */
    long lowest(long word, long address);

    /** The highest target of an instruction like {@code word} at {@code address}. */
    long highest(long word, long address);
}
