package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.isa.Veneer;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Result;

/**
 * How a branch gets from one place to another, or why it does not.
 *
 * @param enters where a branch that reaches by itself enters {@code to}
 * @param distance {@code enters - from}
 * @param lowest the least distance that a branch spans
 * @param highest the greatest
 * @param margin bytes left to the nearer limit; negative by how much it is too far
 * @param direct whether a branch reaches by itself
 * @param object the object that contains {@code from}, whose slots a far branch there may use
 * @param hasTable whether that object has a slot table
 * @param slot the slot that a far branch takes
 * @param forms every veneer form, with a verdict each; empty when the branch reaches by itself
 */
public record Reachability(
        long from,
        long to,
        long enters,
        long distance,
        long lowest,
        long highest,
        long margin,
        boolean direct,
        Optional<String> object,
        boolean hasTable,
        Optional<ViaSlot> slot,
        List<Form> forms) {
    public Reachability {
        forms = List.copyOf(forms);
    }

    /**
     * A slot.
     *
     * @param origin how the address came about
     * @param table {@code foo.plt}, or empty where none is known
     * @param index in its table, or -1
     * @param bytes of the veneer there; empty if it does not get to the target
     * @param reachable whether the branch reaches the slot
     * @param users branches that share it
     */
    public record ViaSlot(
            long address,
            Origin origin,
            String table,
            int index,
            byte[] bytes,
            boolean reachable,
            List<Long> users) {
        public ViaSlot {
            users = List.copyOf(users);
        }
    }

    /** How a slot's address came about. */
    public enum Origin {
        /** asked for */
        GIVEN,
        /** a slot of the object's table that leads there already */
        SHARED,
        /** the next spare slot of the object's table */
        SPARE,
        /** nothing says where it would be: right behind the page of the branch */
        ASSUMED
    }

    /** Why a form was taken or not. */
    public enum Verdict {
        CHOSEN,
        /** it does not reach */
        TOO_FAR,
        /** it would reach, but this kernel uses another one */
        OTHER_KERNELS
    }

    public record Form(Veneer veneer, Verdict verdict) {}

    /** Whether anything gets the branch there: itself, or a slot that may be had. */
    public boolean reaches() {
        return direct
                || (hasTable || object.isEmpty())
                        && slot.filter(s -> s.bytes.length > 0 && s.reachable).isPresent();
    }

    /**
     * Without {@code slot}, the slot is one in the machine's tables, the table's next spare one, or
     * an assumed place.
     */
    public static Reachability of(Machine machine, Era era, long from, long to, OptionalLong slot) {
        Fixup call = era.isa().callFixup();
        Optional<Module> module = machine.moduleAt(from);
        boolean own = module.isEmpty() || module.get().name().equals(objectOf(machine, to));
        long enters = own ? localEntry(machine, to) : to;
        long value = call.value(enters, 0, from);
        long margin = call.margin(value);
        boolean direct = call.fits(value) && (own || !era.othersThroughSlots());
        Optional<SlotTable> table = module.flatMap(m -> Slots.table(machine, era, m, from));
        OptionalLong toc = module.map(Module::toc).orElse(OptionalLong.empty());
        Optional<ViaSlot> via =
                direct ? Optional.empty() : slot(machine, era, toc, from, to, slot, module, table);
        return new Reachability(
                from,
                to,
                enters,
                enters - from,
                call.lowest(),
                call.highest(),
                margin,
                direct,
                module.map(Module::name),
                table.isPresent(),
                via,
                via.map(s -> forms(era, toc, s.address, to)).orElse(List.of()));
    }

    /**
     * What stands in the slot at {@code address}: the form recognised in its bytes, and where it
     * leads.
     */
    public static Optional<Long> target(Machine machine, Era era, long address) {
        return form(machine, era, address)
                .flatMap(form -> {
                    byte[] bytes = machine.memory().bytes(address, form.size());
                    OptionalLong target = form.recognise(bytes, address);
                    return target.isPresent() ? Optional.of(target.getAsLong()) : Optional.empty();
                });
    }

    /** The form that the bytes at {@code address} have, if it is one of a slot. */
    public static Optional<Veneer> form(Machine machine, Era era, long address) {
        OptionalLong toc = Slots.toc(machine, objectOf(machine, address));
        List<Veneer> forms =
                List.of(era.slot(toc), era.tracerSlot(toc, Slots.toc(machine, Module.KERNEL)));
        for (Veneer form : forms) {
            if (machine.memory().isMapped(Range.of(address, form.size()))
                    && form.recognise(machine.memory().bytes(address, form.size()), address)
                            .isPresent()) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static long localEntry(Machine machine, long to) {
        return Names.at(machine, to)
                .filter(symbol -> symbol.address() == to)
                .map(Symbol::localEntry)
                .orElse(to);
    }

    /** The object that holds {@code address}; what is only a name belongs to the kernel proper. */
    private static String objectOf(Machine machine, long address) {
        return machine.moduleAt(address).map(Module::name).orElse(Module.KERNEL);
    }

    private static Optional<ViaSlot> slot(
            Machine machine,
            Era era,
            OptionalLong toc,
            long from,
            long to,
            OptionalLong given,
            Optional<Module> module,
            Optional<SlotTable> table) {
        if (given.isPresent()) {
            return Optional.of(at(era, toc, from, to, given.getAsLong(), Origin.GIVEN));
        }
        if (table.isPresent()) {
            for (Slot slot : table.get().slots()) {
                if (slot.target() == to) {
                    return Optional.of(
                            inTable(
                                    era,
                                    toc,
                                    from,
                                    to,
                                    table.get(),
                                    slot.index(),
                                    Origin.SHARED,
                                    slot.users()));
                }
            }
            OptionalInt spare = Slots.free(machine, era, table.get());
            return spare.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            inTable(
                                    era,
                                    toc,
                                    from,
                                    to,
                                    table.get(),
                                    spare.getAsInt(),
                                    Origin.SPARE,
                                    List.of()));
        }
        if (module.isPresent()) {
            return Optional.empty();
        }
        long behind = Bits.alignDown(from, 4096) + 4096;
        return Optional.of(at(era, toc, from, to, behind, Origin.ASSUMED));
    }

    private static ViaSlot inTable(
            Era era,
            OptionalLong toc,
            long from,
            long to,
            SlotTable table,
            int index,
            Origin origin,
            List<Long> users) {
        ViaSlot plain = at(era, toc, from, to, table.addressOf(index), origin);
        return new ViaSlot(
                plain.address,
                origin,
                table.module() + "." + table.name(),
                index,
                plain.bytes,
                plain.reachable,
                users);
    }

    private static ViaSlot at(
            Era era, OptionalLong toc, long from, long to, long address, Origin origin) {
        Fixup call = era.isa().callFixup();
        byte[] bytes =
                era.slot(toc).emit(address, to) instanceof Result.Ok<byte[]>(byte[] emitted)
                        ? emitted
                        : new byte[0];
        boolean reachable = call.fits(call.value(address, 0, from));
        return new ViaSlot(address, origin, "", -1, bytes, reachable, List.of());
    }

    private static List<Form> forms(Era era, OptionalLong toc, long address, long to) {
        List<Form> forms = new ArrayList<>();
        for (Veneer form : era.slotForms(toc)) {
            Verdict verdict =
                    !form.reaches(address, to)
                            ? Verdict.TOO_FAR
                            : form.name().equals(era.slot(toc).name())
                                    ? Verdict.CHOSEN
                                    : Verdict.OTHER_KERNELS;
            forms.add(new Form(form, verdict));
        }
        return forms;
    }
}
