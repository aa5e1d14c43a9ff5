package patchbay.image;

/**
 * A relocation with explicit addend.
 *
 * @param offset in the section it applies to
 * @param type the machine's relocation number
 * @param symbol index of the symbol
 */
public record Reloc(long offset, int type, int symbol, long addend) {}
