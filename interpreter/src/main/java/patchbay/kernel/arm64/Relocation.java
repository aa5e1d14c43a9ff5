package patchbay.kernel.arm64;

import java.util.OptionalLong;
import patchbay.image.Reloc;
import patchbay.image.RelocTable;
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
    private final RelocationKinds kinds;
    private final Loading load;
    private final PltTable plt;
    private final boolean movesAdrp;
    private final boolean bySymbol;

    Relocation(RelocationKinds kinds, Loading load, PltTable plt, Arm64Loader rules) {
        this.kinds = kinds;
        this.load = load;
        this.plt = plt;
        this.movesAdrp = rules.movesAdrp();
        this.bySymbol = rules.plts() == Arm64Loader.Plts.ONE_BY_SYMBOL;
    }

    void apply(LoadSection.Relocs relocs) {
        LoadSection section = relocs.target();
        RelocTable entries = relocs.entries();
        for (int i : relocs.order()) {
            apply(section, entries, i);
            if (load.isRefused()) {
                return;
            }
        }
    }

    private void apply(LoadSection section, RelocTable entries, int i) {
        RelocationKinds.Kind kind = kinds.of(entries.type(i));
        if (kind == null) {
            int type = entries.type(i);
            load.unsupported(
                    section,
                    entries.get(i),
                    "module " + load.module() + ": unsupported RELA relocation: " + type);
            return;
        }
        Fixup fixup = kind.fixup();
        long offset = entries.offset(i);
        if (fixup.formula() == Fixup.Formula.NONE
                || !load.holds(section, offset, fixup, fixup.size())) {
            return;
        }
        long place = section.address() + offset;
        long destination = load.value(entries.symbol(i)) + entries.addend(i);
        if (movesAdrp && kind.isAdrp() && PltTable.isForbidden(place & ~3L)) {
            moveAdrp(section, offset, place, destination);
            return;
        }
        long value = fixup.value(destination, 0, place);
        boolean reaches = kind.checked().inRange(value);
        if (!reaches && kind.isBranch()) {
            detour(section, entries.get(i), fixup, place, destination);
            return;
        }
        if (load.isLate() && (place & 3) != 0) {
            load.note(new LoadNote.LateLost(section.name(), place, fixup.name()));
            return;
        }
        write(section, offset, fixup, value);
        if (!reaches) {
            overflow(section, entries.get(i), kind.checked(), destination);
        } else if (kind.loses(value)) {
            load.note(new LoadNote.ValueLost(section.name(), place, fixup.name(), value));
        }
    }

    private static void write(LoadSection section, long offset, Fixup fixup, long value) {
        long old = section.little(offset, fixup.size());
        section.put(offset, fixup.size(), fixup.field().insert(old, value));
    }

    /** The branch out of reach gets a slot, which nearly always is in reach. */
    private void detour(
            LoadSection section, Reloc reloc, Fixup fixup, long place, long destination) {
        OptionalLong slot =
                bySymbol
                        ? plt.emitForSymbol(
                                place, destination, load.symbol(reloc.symbol()), reloc.addend())
                        : plt.emit(place, destination);
        if (slot.isEmpty()) {
            return;
        }
        long value = slot.getAsLong() - place;
        write(section, reloc.offset(), fixup, value);
        if (!fixup.inRange(value)) {
            overflow(section, reloc, fixup, slot.getAsLong());
        }
    }

    private void moveAdrp(LoadSection section, long offset, long place, long destination) {
        long page = destination & ~0xfffL;
        long word = section.little(offset, 4);
        long distance = page - place;
        if (Arm64Fixups.ADR_LO21.inRange(distance)) {
            long adr = Arm64Fixups.ADR_LO21.field().insert(word, distance) & 0x7fff_ffffL;
            section.put(offset, 4, adr);
            return;
        }
        OptionalLong slot = plt.emitVeneer(place, page, (int) word & 31);
        if (slot.isPresent()) {
            // The kernel's generator traps when the veneer is out of reach.
            long value = slot.getAsLong() - place;
            section.put(
                    offset,
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
                fixup,
                destination,
                "module "
                        + load.module()
                        + ": overflow in relocation type "
                        + fixup.elfType()
                        + " val "
                        + Long.toHexString(destination));
    }
}
