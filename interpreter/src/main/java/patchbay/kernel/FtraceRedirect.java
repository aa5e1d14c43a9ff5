package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.machine.FunctionStack;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Site;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * A redirect at the called function's patchable entry.
 *
 * <p>The order of a kernel (ftrace_startup, klp_patch_func; seen on 6.1 and 7.2): the function goes
 * onto its stack; the entry code's own branch is turned from the stub to the tracer if nobody
 * traced yet; in eras with ops before each function that pointer is set; then the site's no-op
 * becomes a call. It arrives at the entry code by itself if it reaches, otherwise through the slot
 * that the site's module has for it. On a function that is redirected already, a second redirect
 * writes no code.
 */
final class FtraceRedirect {
    private final Machine machine;
    private final Era era;
    private final Symbol from;
    private final Set<Code> relaxed;
    private final EntryCode entry;

    FtraceRedirect(Machine machine, Era era, Symbol from, Set<Code> relaxed) {
        this.machine = machine;
        this.era = era;
        this.from = from;
        this.relaxed = relaxed;
        this.entry = era.entryCode();
    }

    Result<Plan> to(Symbol to) {
        if (entry.saved().isEmpty()) {
            return Result.refused(new StepRefusal.PcNotSaved(era.version(), era.firstToRedirect()));
        }
        Optional<Result<Plan>> standing = Redirect.standing(machine, from, relaxed);
        if (standing.isPresent()) {
            return standing.get();
        }
        Optional<Module> module = machine.module(from.object());
        Optional<Site> site = module.flatMap(m -> m.site(from.address()));
        if (module.isEmpty() || site.isEmpty()) {
            return Result.refused(new StepRefusal.NoSite(from));
        }
        List<Refusal> lost = lost(to);
        if (!lost.isEmpty()) {
            return Result.refused(lost);
        }
        long ip = site.get().ip();
        Optional<FunctionStack> stack = machine.state(FunctionStack.key(ip), FunctionStack.class);
        if (stack.isPresent()) {
            List<Long> more = new ArrayList<>(List.of(to.address()));
            more.addAll(stack.get().replacements());
            Effect change =
                    Effect.Become.change(stack.get(), new FunctionStack(ip, from.address(), more));
            return Result.ok(
                    Redirect.recorded(
                            machine, from, to, Redirection.Via.FTRACE, "ftrace", List.of(change)));
        }
        return entryAddress(entry.target())
                .then(target -> branch(module.get(), ip, target))
                .then(branch -> {
                    for (String name : others()) {
                        if (entryAddress(name) instanceof Result.Refused<Long> refused) {
                            return Result.refused(refused.reasons());
                        }
                    }
                    return entryAddress(entry.tracer()).map(tracer -> plan(to, ip, branch, tracer));
                });
    }

    /**
     * What the kernel must have, too: both ends of the entry code's own branch, if that is patched,
     * and what takes control to another object, if that is needed.
     */
    private List<String> others() {
        List<String> names = new ArrayList<>();
        if (machine.module(Module.KERNEL).isPresent()) {
            entry.callWord().ifPresent(word -> names.addAll(List.of(word, entry.stub())));
            entry.saved().flatMap(EntryCode.SavedPc::handler).ifPresent(names::add);
        }
        return names;
    }

    /**
     * Jumps of the new function through a slot: the slot saves the register where the function's
     * caller may have saved its own.
     */
    private List<Refusal> lost(Symbol to) {
        if (era.behindSlotCall().isEmpty() || relaxed.contains(Code.PB4014)) {
            return List.of();
        }
        List<Refusal> lost = new ArrayList<>();
        for (Branches.Branch branch : Branches.of(machine, era.isa(), to)) {
            if (!branch.links()) {
                Slots.at(machine, branch.target())
                        .flatMap(slot -> Names.at(machine, slot.target()))
                        .map(callee -> new StepRefusal.RegisterLost(to, branch.place(), callee))
                        .ifPresent(lost::add);
            }
        }
        return lost;
    }

    /** Where a site's branch goes, and what it takes to go there. */
    private record Way(long target, List<Effect> effects) {}

    /** Straight to {@code target} where that is in reach, else through the module's slot for it. */
    private static Optional<Way> way(
            Machine machine, Era era, Module module, long ip, long target) {
        Fixup call = era.isa().callFixup();
        if (call.fits(call.value(target, 0, ip))) {
            return Optional.of(new Way(target, List.of()));
        }
        Optional<SlotTable> table = Slots.tracerTable(machine, era, module, ip);
        for (Slot slot : table.map(SlotTable::slots).orElse(List.of())) {
            if (slot.target() == target && call.fits(call.value(slot.address(), 0, ip))) {
                SlotTable used = table.orElseThrow().with(slot.with(ip));
                return Optional.of(
                        new Way(
                                slot.address(),
                                List.of(Effect.Become.change(table.orElseThrow(), used))));
            }
        }
        return Optional.empty();
    }

    /** The word that calls {@code target}, an entry of the tracer, from {@code ip}, if it can. */
    static Optional<byte[]> siteCall(
            Machine machine, Era era, Module module, long ip, String target) {
        return Names.find(machine, Module.KERNEL, target)
                .flatMap(entry -> way(machine, era, module, ip, entry.address()))
                .map(way -> Redirect.word(era, era.call(way.target), ip));
    }

    private Result<Way> branch(Module module, long ip, long target) {
        Optional<Way> way = way(machine, era, module, ip, target);
        if (way.isPresent()) {
            return Result.ok(way.get());
        }
        Fixup call = era.isa().callFixup();
        StepRefusal.FarSite site =
                new StepRefusal.FarSite(
                        ip, from, module.name(), !module.tables().isEmpty(), target - ip);
        Symbol entrySymbol = Names.named(machine, Module.KERNEL, entry.target()).getFirst();
        return Result.refused(
                new StepRefusal.NoSlot(
                        entrySymbol,
                        List.of(site),
                        call.lowest(),
                        call.highest(),
                        List.of(StepRefusal.Remedy.NEARER)));
    }

    private Result<Long> entryAddress(String name) {
        return EntrySymbols.find(machine, name)
                .or(() -> Names.find(machine, Module.KERNEL, name))
                .map(symbol -> Result.ok(symbol.address()))
                .orElseGet(() -> Result.refused(new StepRefusal.NoEntryCode(name)));
    }

    private Plan plan(Symbol to, long ip, Way way, long tracer) {
        List<Effect> effects = new ArrayList<>();
        effects.add(
                Effect.Become.appear(new FunctionStack(ip, from.address(), List.of(to.address()))));
        effects.addAll(way.effects);
        entry.callWord()
                .flatMap(word -> callWord(machine, era, word, true))
                .ifPresent(effects::add);
        entry.saved()
                .flatMap(EntryCode.SavedPc::ops)
                .ifPresent(ops -> ops(effects, ops, ip, tracer));
        byte[] idle = Redirect.word(era, era.noOp(), ip);
        byte[] call = Redirect.word(era, era.call(way.target), ip);
        String why =
                "site of "
                        + from.qualified()
                        + ": call "
                        + (way.effects.isEmpty()
                                ? entry.target()
                                : Names.place(machine, way.target));
        effects.add(new Effect.Write(ip, Redirect.before(machine, ip, idle, relaxed), call, why));
        return Redirect.recorded(machine, from, to, Redirection.Via.FTRACE, "ftrace", effects);
    }

    /**
     * An ops record of its own, as a kernel allocates one for each function, and the pointer to it
     * before the function.
     */
    private void ops(List<Effect> effects, EntryCode.Ops ops, long ip, long tracer) {
        long record = era.heapBase();
        while (machine.memory().isMapped(record)) {
            record += Memory.PAGE_SIZE;
        }
        effects.add(
                new Effect.Map(
                        Range.of(record, Memory.PAGE_SIZE),
                        Protection.READ_WRITE,
                        "ops of " + from.qualified()));
        byte[] content = new byte[ops.size()];
        Bits.putLittle(content, 0, 8, tracer);
        effects.add(
                new Effect.Write(
                        record,
                        new byte[ops.size()],
                        content,
                        "ops of " + from.qualified() + ": " + entry.tracer()));
        byte[] idle = new byte[8];
        Names.named(machine, Module.KERNEL, ops.idle())
                .forEach(symbol -> Bits.putLittle(idle, 0, 8, symbol.address()));
        byte[] pointer = new byte[8];
        Bits.putLittle(pointer, 0, 8, record);
        long literal = ops.literal(ip);
        effects.add(
                new Effect.Write(
                        literal,
                        Redirect.before(machine, literal, idle, relaxed),
                        pointer,
                        "ops pointer of " + from.qualified()));
    }

    /**
     * The write that turns the entry code's own branch to the tracer, or back to the stub; none if
     * it leads there already.
     */
    static Optional<Effect> callWord(Machine machine, Era era, String label, boolean trace) {
        EntryCode entry = era.entryCode();
        Optional<Symbol> from = EntrySymbols.find(machine, label);
        Optional<Symbol> idle = EntrySymbols.find(machine, entry.stub());
        Optional<Symbol> used = EntrySymbols.find(machine, entry.tracer());
        if (from.isEmpty() || idle.isEmpty() || used.isEmpty()) {
            return Optional.empty();
        }
        long place = from.get().address();
        long stubAddress = idle.get().address();
        long tracerAddress = used.get().address();
        Fixup call = era.isa().callFixup();
        if (!call.fits(call.value(tracerAddress, 0, place))
                || !call.fits(call.value(stubAddress, 0, place))) {
            return Optional.empty();
        }
        byte[] stub = Redirect.word(era, era.call(stubAddress), place);
        byte[] tracer = Redirect.word(era, era.call(tracerAddress), place);
        byte[] before = trace ? stub : tracer;
        byte[] after = trace ? tracer : stub;
        boolean others = machine.count(FunctionStack.class) > (trace ? 0 : 1);
        return others
                ? Optional.empty()
                : Optional.of(
                        new Effect.Write(
                                place,
                                before,
                                after,
                                label + ": call " + (trace ? entry.tracer() : entry.stub())));
    }
}
