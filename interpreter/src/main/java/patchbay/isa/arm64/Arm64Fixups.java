package patchbay.isa.arm64;

import java.util.List;
import java.util.Optional;
import patchbay.isa.Fixup;
import patchbay.isa.Fixup.Field;
import patchbay.isa.Fixup.Formula;
import patchbay.isa.Fixup.Overflow;

/**
 * The fixups of A64: one constant a relocation, as the ELF ABI for AArch64 numbers them (IHI 0056,
 * "Relocation"), as far as a kernel's module loader knows them.
 *
 * <p>Peculiar to A64: an address is put together from two instructions, one for the 4 KiB page
 * relative to the place ({@code adrp}) and one for the low twelve bits ({@code add}, or the offset
 * of a load, which counts in units of what is loaded). {@code _NC} means that nobody looks whether
 * the value survives. The signed moves choose between {@code movz} and {@code movn} by the value.
 */
public final class Arm64Fixups {
    private Arm64Fixups() {}

    private static final Field NOTHING = new Field(0, 0, List.of());
    private static final Field IMM26 = Field.of(0, 26, 2);
    private static final Field IMM19 = Field.of(5, 19, 2);
    private static final Field IMM14 = Field.of(5, 14, 2);
    private static final Field ADR =
            new Field(21, 0, List.of(new Field.Piece(29, 2), new Field.Piece(5, 19)));
    private static final Field ADRP =
            new Field(21, 12, List.of(new Field.Piece(29, 2), new Field.Piece(5, 19)));

    /** imm12 of add, sub, ldr, str; it counts in units of {@code 1 << scale} bytes. */
    private static Field imm12(int scale) {
        return new Field(12 - scale, scale, List.of(new Field.Piece(10, 12)));
    }

    private static Field imm16(int lsb) {
        return Field.of(5, 16, lsb);
    }

    /** Seventeen bits: sixteen in the word, the sign in the choice of the instruction. */
    private static Field move(int lsb) {
        return new Field(17, lsb, List.of(new Field.Piece(5, 16)), Field.Sign.CHOOSES_MOVE);
    }

    private static Fixup word(
            int number, String name, Formula formula, Field field, Overflow overflow) {
        return new Fixup("R_AARCH64_" + name, number, formula, field, overflow, 4);
    }

    private static Fixup data(
            int number, String name, Formula formula, Overflow overflow, int size) {
        return new Fixup(
                "R_AARCH64_" + name, number, formula, Field.of(0, 8 * size, 0), overflow, size);
    }

    private static final Formula ABS = Formula.ABSOLUTE;
    private static final Formula REL = Formula.RELATIVE;
    private static final Formula PAGE = Formula.PAGE_RELATIVE;
    private static final Overflow SIGNED = Overflow.SIGNED;
    private static final Overflow UNSIGNED = Overflow.UNSIGNED;
    private static final Overflow EITHER = Overflow.EITHER;
    private static final Overflow NC = Overflow.UNCHECKED;

    // Nothing
    public static final Fixup NONE = word(0, "NONE", Formula.NONE, NOTHING, NC);
    public static final Fixup NULL = word(256, "NULL", Formula.NONE, NOTHING, NC);

    // Data
    public static final Fixup ABS64 = data(257, "ABS64", ABS, NC, 8);
    public static final Fixup ABS32 = data(258, "ABS32", ABS, EITHER, 4);
    public static final Fixup ABS16 = data(259, "ABS16", ABS, EITHER, 2);
    public static final Fixup PREL64 = data(260, "PREL64", REL, NC, 8);
    public static final Fixup PREL32 = data(261, "PREL32", REL, EITHER, 4);
    public static final Fixup PREL16 = data(262, "PREL16", REL, EITHER, 2);

    // Moves of sixteen bits, absolute
    public static final Fixup UABS_G0 = word(263, "MOVW_UABS_G0", ABS, imm16(0), UNSIGNED);
    public static final Fixup UABS_G0_NC = word(264, "MOVW_UABS_G0_NC", ABS, imm16(0), NC);
    public static final Fixup UABS_G1 = word(265, "MOVW_UABS_G1", ABS, imm16(16), UNSIGNED);
    public static final Fixup UABS_G1_NC = word(266, "MOVW_UABS_G1_NC", ABS, imm16(16), NC);
    public static final Fixup UABS_G2 = word(267, "MOVW_UABS_G2", ABS, imm16(32), UNSIGNED);
    public static final Fixup UABS_G2_NC = word(268, "MOVW_UABS_G2_NC", ABS, imm16(32), NC);
    public static final Fixup UABS_G3 = word(269, "MOVW_UABS_G3", ABS, imm16(48), NC);
    public static final Fixup SABS_G0 = word(270, "MOVW_SABS_G0", ABS, move(0), SIGNED);
    public static final Fixup SABS_G1 = word(271, "MOVW_SABS_G1", ABS, move(16), SIGNED);
    public static final Fixup SABS_G2 = word(272, "MOVW_SABS_G2", ABS, move(32), SIGNED);

    // Addresses relative to the place
    public static final Fixup LD_PREL_LO19 = word(273, "LD_PREL_LO19", REL, IMM19, SIGNED);
    public static final Fixup ADR_LO21 = word(274, "ADR_PREL_LO21", REL, ADR, SIGNED);
    public static final Fixup ADRP_HI21 = word(275, "ADR_PREL_PG_HI21", PAGE, ADRP, SIGNED);
    public static final Fixup ADRP_HI21_NC = word(276, "ADR_PREL_PG_HI21_NC", PAGE, ADRP, NC);

    // The low twelve bits of an address
    public static final Fixup ADD_LO12 = word(277, "ADD_ABS_LO12_NC", ABS, imm12(0), NC);
    public static final Fixup LDST8_LO12 = word(278, "LDST8_ABS_LO12_NC", ABS, imm12(0), NC);
    public static final Fixup LDST16_LO12 = word(284, "LDST16_ABS_LO12_NC", ABS, imm12(1), NC);
    public static final Fixup LDST32_LO12 = word(285, "LDST32_ABS_LO12_NC", ABS, imm12(2), NC);
    public static final Fixup LDST64_LO12 = word(286, "LDST64_ABS_LO12_NC", ABS, imm12(3), NC);
    public static final Fixup LDST128_LO12 = word(299, "LDST128_ABS_LO12_NC", ABS, imm12(4), NC);

    // Branches
    public static final Fixup TSTBR14 = word(279, "TSTBR14", REL, IMM14, SIGNED);
    public static final Fixup CONDBR19 = word(280, "CONDBR19", REL, IMM19, SIGNED);
    public static final Fixup JUMP26 = word(282, "JUMP26", REL, IMM26, SIGNED);
    public static final Fixup CALL26 = word(283, "CALL26", REL, IMM26, SIGNED);

    // Moves of sixteen bits, relative to the place
    public static final Fixup PREL_G0 = word(287, "MOVW_PREL_G0", REL, move(0), SIGNED);
    public static final Fixup PREL_G0_NC = word(288, "MOVW_PREL_G0_NC", REL, imm16(0), NC);
    public static final Fixup PREL_G1 = word(289, "MOVW_PREL_G1", REL, move(16), SIGNED);
    public static final Fixup PREL_G1_NC = word(290, "MOVW_PREL_G1_NC", REL, imm16(16), NC);
    public static final Fixup PREL_G2 = word(291, "MOVW_PREL_G2", REL, move(32), SIGNED);
    public static final Fixup PREL_G2_NC = word(292, "MOVW_PREL_G2_NC", REL, imm16(32), NC);
    public static final Fixup PREL_G3 = word(293, "MOVW_PREL_G3", REL, move(48), NC);

    /** Not an ELF relocation: the immediate of {@code movn}, which gives the value's complement. */
    public static final Fixup MOVN_G0 =
            new Fixup("movn imm16", -1, Formula.INVERTED, imm16(0), NC, 4);

    /** All that have an ELF number, in its order. */
    public static final List<Fixup> ALL =
            List.of(
                    NONE,
                    NULL,
                    ABS64,
                    ABS32,
                    ABS16,
                    PREL64,
                    PREL32,
                    PREL16,
                    UABS_G0,
                    UABS_G0_NC,
                    UABS_G1,
                    UABS_G1_NC,
                    UABS_G2,
                    UABS_G2_NC,
                    UABS_G3,
                    SABS_G0,
                    SABS_G1,
                    SABS_G2,
                    LD_PREL_LO19,
                    ADR_LO21,
                    ADRP_HI21,
                    ADRP_HI21_NC,
                    ADD_LO12,
                    LDST8_LO12,
                    TSTBR14,
                    CONDBR19,
                    JUMP26,
                    CALL26,
                    LDST16_LO12,
                    LDST32_LO12,
                    LDST64_LO12,
                    PREL_G0,
                    PREL_G0_NC,
                    PREL_G1,
                    PREL_G1_NC,
                    PREL_G2,
                    PREL_G2_NC,
                    PREL_G3,
                    LDST128_LO12);

    /** The fixup of an ELF relocation number, if there is one here. */
    public static Optional<Fixup> numbered(int elfType) {
        return Fixup.numbered(ALL, elfType);
    }
}
