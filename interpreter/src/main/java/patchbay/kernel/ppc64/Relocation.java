package patchbay.kernel.ppc64;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.image.RelocTable;
import patchbay.image.Symbol;
import patchbay.isa.Fixup;
import patchbay.isa.Template;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.source.Phrase;

/**
 * {@code apply_relocate_add} of powerpc's module_64.c.
 *
 * <p>Two kinds do more than their fixup says. A call of an undefined symbol always goes through a
 * stub, near or not, and the no-op that the compiler left behind it becomes the reload of r2, which
 * the stub has saved; a call inside the module enters the callee at its local entry, where r2 is
 * known to be right. And {@code ENTRY} marks a function that makes its r2 from a constant before
 * it: where the distance fits, two immediates take its place.
 *
 * <pre>
 *   ld  r2,-8(r12)        addis r2,r12,(.TOC.-place)@ha
 *   add r2,r2,r12    →    addi  r2,r2,(.TOC.-place)@l
 * </pre>
 *
 * Unlike other loaders it checks before it writes, and knows few types; high halves are not
 * checked.
 */
final class Relocation {
    /** What this loader knows, by number. */
    private static final @Nullable Fixup[] KNOWN =
            byType(
                    List.of(
                            Ppc64Fixups.ADDR32,
                            Ppc64Fixups.ADDR64,
                            Ppc64Fixups.TOC,
                            Ppc64Fixups.TOC16,
                            Ppc64Fixups.TOC16_LO,
                            Ppc64Fixups.TOC16_HA,
                            Ppc64Fixups.TOC16_DS,
                            Ppc64Fixups.TOC16_LO_DS,
                            Ppc64Fixups.REL24,
                            Ppc64Fixups.REL32,
                            Ppc64Fixups.REL64,
                            Ppc64Fixups.REL16_HA,
                            Ppc64Fixups.REL16_LO,
                            Ppc64Fixups.TOCSAVE,
                            Ppc64Fixups.ENTRY));

    private static final long LD_R2_R12 = 0xe84c_0000L;
    private static final long ADD_R2_R2_R12 = 0x7c42_6214L;
    private static final long ADDIS_R2_R12 = 0x3c4c_0000L;
    private static final long ADDI_R2_R2 = 0x3842_0000L;

    private final Ppc64Loader rules;
    private final Loading load;
    private final StubTable stubs;
    private final long toc;

    Relocation(Ppc64Loader rules, Loading load, StubTable stubs, long toc) {
        this.rules = rules;
        this.load = load;
        this.stubs = stubs;
        this.toc = toc;
    }

    private static @Nullable Fixup[] byType(List<Fixup> fixups) {
        @Nullable Fixup[] known = new Fixup[1 + Ppc64Fixups.ALL.getLast().elfType()];
        fixups.forEach(fixup -> known[fixup.elfType()] = fixup);
        return known;
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

    private static boolean is(Fixup fixup, Fixup other) {
        return fixup.elfType() == other.elfType();
    }

    private void apply(LoadSection section, RelocTable entries, int i) {
        int type = entries.type(i);
        Fixup fixup = type >= 0 && type < KNOWN.length ? KNOWN[type] : null;
        if (fixup == null) {
            load.unsupported(
                    section,
                    entries.get(i),
                    Ppc64Loader.line(load.module(), "Unknown ADD relocation: " + type));
            return;
        }
        long offset = entries.offset(i);
        boolean enters = is(fixup, Ppc64Fixups.ENTRY);
        if (!load.holds(section, offset, fixup, enters ? 8 : fixup.size())) {
            return;
        }
        long place = section.address() + offset;
        if (enters) {
            enter(section, offset, place);
        } else if (is(fixup, Ppc64Fixups.REL24)) {
            branch(section, entries, i, place);
        } else if (fixup.formula() != Fixup.Formula.NONE) {
            long target = load.value(entries.symbol(i));
            write(section, entries, i, fixup, fixup.value(target, entries.addend(i), place, toc));
        }
    }

    private void write(LoadSection section, RelocTable entries, int i, Fixup fixup, long value) {
        if (!accepts(fixup, value)) {
            load.overflow(
                    section,
                    entries.get(i),
                    fixup,
                    value,
                    Ppc64Loader.line(load.module(), complaint(fixup, value)));
            return;
        }
        long offset = entries.offset(i);
        long old = section.little(offset, fixup.size());
        section.put(offset, fixup.size(), fixup.field().insert(old, value));
    }

    /** Only what must fit whole is looked at, and that displacements of doublewords are. */
    private static boolean accepts(Fixup fixup, long value) {
        return switch (fixup.overflow()) {
            case SIGNED ->
                    is(fixup, Ppc64Fixups.TOC16_HA)
                            || is(fixup, Ppc64Fixups.REL16_HA)
                            || fixup.fits(value);
            case UNCHECKED -> !is(fixup, Ppc64Fixups.TOC16_LO_DS) || fixup.fits(value);
            case UNSIGNED, EITHER -> true;
        };
    }

    private static String complaint(Fixup fixup, long value) {
        return fixup.formula() == Fixup.Formula.RELATIVE
                ? fixup.name().substring("R_PPC64_".length()) + " " + value + " out of range!"
                : "bad "
                        + fixup.name().substring("R_PPC64_".length())
                        + " relocation (0x"
                        + Long.toHexString(value)
                        + ")";
    }

    private void branch(LoadSection section, RelocTable entries, int i, long place) {
        Symbol symbol = load.symbol(entries.symbol(i));
        long target = load.value(symbol.index()) + entries.addend(i);
        if (symbol.section() == Symbol.UNDEFINED || symbol.section() == Symbol.LIVEPATCH) {
            OptionalLong stub = stub(symbol.name(), place, target);
            if (stub.isEmpty() || !restoreR2(section, entries.offset(i), symbol.name())) {
                return;
            }
            target = stub.getAsLong();
        } else {
            target += rules.localEntry(symbol.other());
        }
        write(section, entries, i, Ppc64Fixups.REL24, target - place);
    }

    private OptionalLong stub(String name, long place, long target) {
        List<Long> user = List.of(place);
        if (!Ppc64Loader.isTracer(name)) {
            return stubs.emit(user, target, Stubs.CALL.from(toc));
        }
        Optional<Template> form = Ppc64LoadSteps.tracerForm(rules, load, toc);
        if (form.isEmpty()) {
            load.refuse(new LoadRefusal.UnknownSymbols(load.module(), List.of(".TOC."), List.of()));
            return OptionalLong.empty();
        }
        return stubs.emit(user, target, form.get());
    }

    /**
     * Behind a call whose stub saves r2, the reload of it: {@code restore_r2}. A jump that does not
     * come back, and a call of the tracer, have none. The branch is as the compiler left it.
     */
    private boolean restoreR2(LoadSection section, long offset, String name) {
        int branch = (int) section.little(offset, 4);
        int opcode = branch >>> 26;
        boolean links = (opcode == 18 || opcode == 16) && (branch & 3) == 1;
        if (Ppc64Loader.isTracer(name) || !links) {
            return true;
        }
        int next = offset + 8 <= section.size() ? (int) section.little(offset + 4, 4) : 0;
        if (rules.toleratesRestored() && next == Stubs.LD_R2) {
            return true;
        }
        if (next != Stubs.NOP) {
            String line =
                    Phrase.of(
                            "Expected nop after call, got %08x at %s",
                            next, load.symbolic(section, offset + 4));
            String what =
                    Phrase.of(
                            "behind the call of %s stands %08x, not the no-op that becomes the reload of r2",
                            name, next);
            load.refuse(
                    new LoadRefusal.Rejected(
                            load.module(),
                            what,
                            next == Stubs.LD_R2
                                    ? "it was relocated before: kernels take that from 6.3 on"
                                    : "the compiler has to know that it calls another object",
                            Ppc64Loader.line(load.module(), line)));
            return false;
        }
        section.put(offset + 4, 4, Stubs.LD_R2);
        return true;
    }

    private void enter(LoadSection section, long offset, long place) {
        long value = toc - place;
        long first = section.little(offset, 4);
        if (Ppc64Fixups.TOC16_HA.inRange(value)
                && (first & ~0xfffcL) == LD_R2_R12
                && section.little(offset + 4, 4) == ADD_R2_R2_R12) {
            section.put(offset, 4, Ppc64Fixups.TOC16_HA.field().insert(ADDIS_R2_R12, value));
            section.put(offset + 4, 4, Ppc64Fixups.TOC16_LO.field().insert(ADDI_R2_R2, value));
        }
    }
}
