package patchbay.isa.ppc64;

import java.util.List;
import java.util.Optional;
import patchbay.isa.Fixup;
import patchbay.isa.Fixup.Field;
import patchbay.isa.Fixup.Field.Piece;
import patchbay.isa.Fixup.Formula;
import patchbay.isa.Fixup.Overflow;

/**
 * The fixups of 64-bit Power: one constant a relocation, as the ELFv2 ABI numbers them (section
 * "Relocation Types"), as far as code and data of a kernel and its modules use them.
 *
 * <p>Peculiar to Power: a place is the halfword that the immediate fills, not the instruction around
 * it, so that on a little-endian system it is the instruction's own address. A number of 32 bits is
 * put together by {@code addis} and a displacement, both signed: {@code @ha} is one more than {@code
 * @h} where {@code @l} is negative. Loads of eight bytes have a displacement of fourteen bits, which
 * counts words ({@code _DS}); the two bits below it belong to the opcode. Most addresses are relative
 * to {@code .TOC.}, the value of r2 in the module that the place belongs to. Where prefixed
 * instructions are, 34 bits relative to the place do instead: eighteen in the prefix, which comes
 * first, and sixteen in the suffix.
 *
 * <p>{@code ENTRY}, {@code TOCSAVE} and {@code PCREL_OPT} mark places and write nothing by
 * themselves. For {@code GOT_PCREL34}, S is the address of the slot that holds the symbol's.
 */
public final class Ppc64Fixups {
    private Ppc64Fixups() {}

    private static final Field NOTHING = new Field(0, 0, List.of());
    private static final Field LI = Field.of(2, 24, 2);
    private static final Field BD = Field.of(2, 14, 2);
    private static final Field DS = Field.of(2, 14, 2);

    /** Of a pair of words whose prefix is the first, as one little-endian number. */
    private static final Field IMM34 =
            new Field(34, 0, List.of(new Piece(32, 16), new Piece(0, 18)));

    /** Sixteen bits from bit {@code low} of the value on. */
    private static Field half(int low) {
        return Field.of(0, 16, low);
    }

    /** The same, one more where the lowest sixteen bits are negative. */
    private static Field adjusted(int low) {
        return new Field(16, low, List.of(new Piece(0, 16)), Field.Sign.LOW_IS_SIGNED);
    }

    private static Fixup fixup(
            int number, String name, Formula formula, Field field, Overflow overflow, int size) {
        return new Fixup("R_PPC64_" + name, number, formula, field, overflow, size);
    }

    private static Fixup data(
            int number, String name, Formula formula, Overflow overflow, int size) {
        return fixup(number, name, formula, Field.of(0, 8 * size, 0), overflow, size);
    }

    private static Fixup word(int number, String name, Formula formula, Field field) {
        return fixup(number, name, formula, field, SIGNED, 4);
    }

    private static Fixup half(
            int number, String name, Formula formula, Field field, Overflow overflow) {
        return fixup(number, name, formula, field, overflow, 2);
    }

    private static Fixup prefixed(int number, String name, Formula formula) {
        return fixup(number, name, formula, IMM34, SIGNED, 8);
    }

    private static Fixup mark(int number, String name) {
        return fixup(number, name, Formula.NONE, NOTHING, NC, 4);
    }

    private static final Formula ABS = Formula.ABSOLUTE;
    private static final Formula REL = Formula.RELATIVE;
    private static final Formula TOC_REL = Formula.TOC_RELATIVE;
    private static final Overflow SIGNED = Overflow.SIGNED;
    private static final Overflow EITHER = Overflow.EITHER;
    private static final Overflow NC = Overflow.UNCHECKED;

    // Marks
    public static final Fixup NONE = mark(0, "NONE");
    public static final Fixup TOCSAVE = mark(109, "TOCSAVE");
    public static final Fixup ENTRY = mark(118, "ENTRY");
    public static final Fixup PCREL_OPT = mark(123, "PCREL_OPT");

    // Data
    public static final Fixup ADDR32 = data(1, "ADDR32", ABS, EITHER, 4);
    public static final Fixup ADDR16 = data(3, "ADDR16", ABS, EITHER, 2);
    public static final Fixup UADDR32 = data(24, "UADDR32", ABS, EITHER, 4);
    public static final Fixup UADDR16 = data(25, "UADDR16", ABS, EITHER, 2);
    public static final Fixup REL32 = data(26, "REL32", REL, SIGNED, 4);
    public static final Fixup ADDR64 = data(38, "ADDR64", ABS, NC, 8);
    public static final Fixup UADDR64 = data(43, "UADDR64", ABS, NC, 8);
    public static final Fixup REL64 = data(44, "REL64", REL, NC, 8);
    public static final Fixup TOC = data(51, "TOC", Formula.TOC, NC, 8);
    public static final Fixup ADDR64_LOCAL = data(117, "ADDR64_LOCAL", ABS, NC, 8);
    public static final Fixup REL16 = data(249, "REL16", REL, SIGNED, 2);

    // Branches
    public static final Fixup ADDR24 = word(2, "ADDR24", ABS, LI);
    public static final Fixup ADDR14 = word(7, "ADDR14", ABS, BD);
    public static final Fixup REL24 = word(10, "REL24", REL, LI);
    public static final Fixup REL14 = word(11, "REL14", REL, BD);
    public static final Fixup REL24_NOTOC = word(116, "REL24_NOTOC", REL, LI);

    // Sixteen bits of an address
    public static final Fixup ADDR16_LO = half(4, "ADDR16_LO", ABS, half(0), NC);
    public static final Fixup ADDR16_HI = half(5, "ADDR16_HI", ABS, half(16), SIGNED);
    public static final Fixup ADDR16_HA = half(6, "ADDR16_HA", ABS, adjusted(16), SIGNED);
    public static final Fixup HIGHER = half(39, "ADDR16_HIGHER", ABS, half(32), NC);
    public static final Fixup HIGHERA = half(40, "ADDR16_HIGHERA", ABS, adjusted(32), NC);
    public static final Fixup HIGHEST = half(41, "ADDR16_HIGHEST", ABS, half(48), NC);
    public static final Fixup HIGHESTA = half(42, "ADDR16_HIGHESTA", ABS, adjusted(48), NC);
    public static final Fixup ADDR16_DS = half(56, "ADDR16_DS", ABS, DS, SIGNED);
    public static final Fixup ADDR16_LO_DS = half(57, "ADDR16_LO_DS", ABS, DS, NC);
    public static final Fixup HIGH = half(110, "ADDR16_HIGH", ABS, half(16), NC);
    public static final Fixup HIGHA = half(111, "ADDR16_HIGHA", ABS, adjusted(16), NC);

    // Sixteen bits of a distance from the module's .TOC.
    public static final Fixup TOC16 = half(47, "TOC16", TOC_REL, half(0), SIGNED);
    public static final Fixup TOC16_LO = half(48, "TOC16_LO", TOC_REL, half(0), NC);
    public static final Fixup TOC16_HI = half(49, "TOC16_HI", TOC_REL, half(16), SIGNED);
    public static final Fixup TOC16_HA = half(50, "TOC16_HA", TOC_REL, adjusted(16), SIGNED);
    public static final Fixup TOC16_DS = half(63, "TOC16_DS", TOC_REL, DS, SIGNED);
    public static final Fixup TOC16_LO_DS = half(64, "TOC16_LO_DS", TOC_REL, DS, NC);

    // Sixteen bits of a distance from the place
    public static final Fixup REL16_LO = half(250, "REL16_LO", REL, half(0), NC);
    public static final Fixup REL16_HI = half(251, "REL16_HI", REL, half(16), SIGNED);
    public static final Fixup REL16_HA = half(252, "REL16_HA", REL, adjusted(16), SIGNED);

    // Prefixed instructions
    public static final Fixup D34 = prefixed(128, "D34", ABS);
    public static final Fixup PCREL34 = prefixed(132, "PCREL34", REL);
    public static final Fixup GOT_PCREL34 = prefixed(133, "GOT_PCREL34", REL);

    /** All of them, in the order of their numbers. */
    public static final List<Fixup> ALL =
            List.of(
                    NONE,
                    ADDR32,
                    ADDR24,
                    ADDR16,
                    ADDR16_LO,
                    ADDR16_HI,
                    ADDR16_HA,
                    ADDR14,
                    REL24,
                    REL14,
                    UADDR32,
                    UADDR16,
                    REL32,
                    ADDR64,
                    HIGHER,
                    HIGHERA,
                    HIGHEST,
                    HIGHESTA,
                    UADDR64,
                    REL64,
                    TOC16,
                    TOC16_LO,
                    TOC16_HI,
                    TOC16_HA,
                    TOC,
                    ADDR16_DS,
                    ADDR16_LO_DS,
                    TOC16_DS,
                    TOC16_LO_DS,
                    TOCSAVE,
                    HIGH,
                    HIGHA,
                    REL24_NOTOC,
                    ADDR64_LOCAL,
                    ENTRY,
                    PCREL_OPT,
                    D34,
                    PCREL34,
                    GOT_PCREL34,
                    REL16,
                    REL16_LO,
                    REL16_HI,
                    REL16_HA);

    /** The fixup of an ELF relocation number, if there is one here. */
    public static Optional<Fixup> numbered(int elfType) {
        return Fixup.numbered(ALL, elfType);
    }
}
