package patchbay.kernel.arm64;

import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.isa.Fixup;
import patchbay.isa.arm64.Arm64Fixups;

/** The types of relocations with what one kernel makes of each, by their numbers. */
final class RelocationKinds {
    private final @Nullable Kind[] byType;

    RelocationKinds(Arm64Loader rules) {
        byType = new Kind[1 + Arm64Fixups.ALL.getLast().elfType()];
        for (Fixup fixup : Arm64Fixups.ALL) {
            byType[fixup.elfType()] = Kind.of(fixup, rules.narrowData());
        }
        if (rules.erratum() == Arm64Loader.Erratum.NO_ADRP) {
            byType[Arm64Fixups.ADRP_HI21.elfType()] = null;
            byType[Arm64Fixups.ADRP_HI21_NC.elfType()] = null;
        }
    }

    /** Null for a type that nobody knows. */
    @Nullable Kind of(int type) {
        return type >= 0 && type < byType.length ? byType[type] : null;
    }

    /**
     * @param checked the fixup with the overflow rule of this kernel
     * @param lossy the low bits of a value that are dropped although they tell something
     * @param far whether nobody checks that the distance fits
     */
    record Kind(
            Fixup fixup, Fixup checked, boolean isBranch, boolean isAdrp, long lossy, boolean far) {

        static Kind of(Fixup fixup, boolean narrowData) {
            Fixup checked = fixup;
            if (narrowData && fixup.overflow() == Fixup.Overflow.EITHER) {
                checked =
                        fixup.with(
                                fixup.formula() == Fixup.Formula.ABSOLUTE
                                        ? Fixup.Overflow.UNSIGNED
                                        : Fixup.Overflow.SIGNED);
            }
            boolean tells =
                    switch (fixup.formula()) {
                        case ABSOLUTE -> isScaled(fixup);
                        case RELATIVE, PAGE_RELATIVE -> true;
                        case INVERTED, TOC_RELATIVE, TOC, NONE -> false;
                    };
            return new Kind(
                    fixup,
                    checked,
                    PltCount.isBranch(fixup.elfType()),
                    PltCount.isAdrp(fixup.elfType()),
                    tells ? Bits.mask(fixup.field().shift()) : 0,
                    fixup.elfType() == Arm64Fixups.ADRP_HI21_NC.elfType());
        }

        /** The low part of an address in units of what is loaded, where alignment must hold. */
        private static boolean isScaled(Fixup fixup) {
            return fixup.field().shift() > 0 && fixup.field().shift() <= 4;
        }

        /** Bits that the kernel drops without a word, and pages beyond the reach. */
        boolean loses(long value) {
            return (value & lossy) != 0 || far && !Arm64Fixups.ADRP_HI21.inRange(value);
        }
    }
}
