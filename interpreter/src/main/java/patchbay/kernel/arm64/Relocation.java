package patchbay.kernel.arm64;

import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.image.Reloc;
import patchbay.isa.Fixup;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;

/**
 * {@code apply_relocate_add} of arm64's module.c: every relocation by its fixup's formula, written
 * before it is checked.
 *
 * <p>Two kinds have a way out. A branch out of reach goes through a slot of the PLT of the part
 * that the branch stands in. An {@code adrp} in the last two words of a page, with the workaround
 * for erratum 843419, becomes an {@code adr} when the page is within 1 MiB, and otherwise a branch
 * to a veneer. Low bits of an address that a field cannot hold are dropped, as there.
 */
final class Relocation {
    private final Arm64Loader rules;
    private final Loading load;
    private final PltTable plt;

    /** The fixup of the relocation before: sorted ones are of few types. */
    private Optional<Fixup> before = Optional.empty();

    Relocation(Arm64Loader rules, Loading load, PltTable plt) {
        this.rules = rules;
        this.load = load;
        this.plt = plt;
    }

    void apply(LoadSection.Relocs relocs) {
        for (int i : relocs.order()) {
            apply(relocs.target(), relocs.entries().get(i));
            if (load.isRefused()) {
                return;
            }
        }
    }

    private void apply(LoadSection section, Reloc reloc) {
        long place = section.address() + reloc.offset();
        if (before.isEmpty() || before.get().elfType() != reloc.type()) {
            before = Arm64Fixups.numbered(reloc.type());
        }
        if (before.isEmpty()) {
            load.unsupported(
                    section,
                    reloc,
                    "module " + load.module() + ": unsupported RELA relocation: " + reloc.type());
            return;
        }
        Fixup fixup = before.get();
        if (fixup.formula() == Fixup.Formula.NONE
                || !load.holds(section, reloc, fixup, fixup.size())) {
            return;
        }
        long target = load.value(reloc.symbol());
        if (rules.erratum() && PltCount.isAdrp(reloc.type()) && PltTable.isForbidden(place & ~3L)) {
            moveAdrp(section, reloc, place, target + reloc.addend());
            return;
        }
        long value = fixup.value(target, reloc.addend(), place);
        boolean reaches = checked(fixup).inRange(value);
        if (!reaches && PltCount.isBranch(reloc.type())) {
            detour(section, reloc, fixup, place, target + reloc.addend());
            return;
        }
        write(section, reloc.offset(), fixup, value);
        if (reaches) {
            noteLoss(section, place, fixup, value);
        } else {
            overflow(section, reloc, fixup, target + reloc.addend());
        }
    }

    private static void write(LoadSection section, long offset, Fixup fixup, long value) {
        long old = section.little(offset, fixup.size());
        section.put(offset, fixup.size(), fixup.field().insert(old, value));
    }

    /** The fixup with the overflow rule of this kernel. */
    private Fixup checked(Fixup fixup) {
        if (!rules.narrowData() || fixup.overflow() != Fixup.Overflow.EITHER) {
            return fixup;
        }
        return fixup.with(
                fixup.formula() == Fixup.Formula.ABSOLUTE
                        ? Fixup.Overflow.UNSIGNED
                        : Fixup.Overflow.SIGNED);
    }

    /** The branch out of reach gets a slot, which nearly always is in reach. */
    private void detour(
            LoadSection section, Reloc reloc, Fixup fixup, long place, long destination) {
        OptionalLong slot = plt.emit(place, destination);
        if (slot.isEmpty()) {
            return;
        }
        long value = slot.getAsLong() - place;
        write(section, reloc.offset(), fixup, value);
        if (!fixup.inRange(value)) {
            overflow(section, reloc, fixup, slot.getAsLong());
        }
    }

    private void moveAdrp(LoadSection section, Reloc reloc, long place, long destination) {
        long page = destination & ~0xfffL;
        long word = section.little(reloc.offset(), 4);
        long distance = page - place;
        if (Arm64Fixups.ADR_LO21.inRange(distance)) {
            long adr = Arm64Fixups.ADR_LO21.field().insert(word, distance) & 0x7fff_ffffL;
            section.put(reloc.offset(), 4, adr);
            return;
        }
        OptionalLong slot = plt.emitVeneer(place, page, (int) word & 31);
        if (slot.isPresent()) {
            // The kernel's generator traps when the veneer is out of reach.
            long value = slot.getAsLong() - place;
            section.put(
                    reloc.offset(),
                    4,
                    Arm64Fixups.JUMP26.inRange(value)
                            ? Arm64Fixups.JUMP26.field().insert(0x1400_0000L, value)
                            : PltEntries.GENERATOR_FAULT & 0xffff_ffffL);
        }
    }

    private void overflow(LoadSection section, Reloc reloc, Fixup fixup, long destination) {
        load.overflow(
                section,
                reloc,
                checked(fixup),
                destination,
                "module "
                        + load.module()
                        + ": overflow in relocation type "
                        + fixup.elfType()
                        + " val "
                        + Long.toHexString(destination));
    }

    /** Bits that the field drops, and pages beyond the reach that nobody checks. */
    private void noteLoss(LoadSection section, long place, Fixup fixup, long value) {
        boolean low = (value & Bits.mask(fixup.field().shift())) != 0;
        boolean counts =
                switch (fixup.formula()) {
                    case ABSOLUTE -> isScaled(fixup);
                    case RELATIVE, PAGE_RELATIVE -> true;
                    case INVERTED, TOC_RELATIVE, TOC, NONE -> false;
                };
        boolean far =
                fixup.elfType() == Arm64Fixups.ADRP_HI21_NC.elfType()
                        && !Arm64Fixups.ADRP_HI21.inRange(value);
        if (low && counts || far) {
            load.note(new LoadNote.ValueLost(section.name(), place, fixup.name(), value));
        }
    }

    /** The low part of an address in units of what is loaded, where alignment must hold. */
    private static boolean isScaled(Fixup fixup) {
        return fixup.field().shift() > 0 && fixup.field().shift() <= 4;
    }
}
