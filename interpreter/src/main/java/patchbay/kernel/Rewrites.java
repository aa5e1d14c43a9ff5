package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.kernel.Rewrite.Kind;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Symbol;

/**
 * What a kernel may do to the code of a loaded module, read off the tables that the module brings
 * along: its patchable entries, its jump labels, its alternatives. Each is a prediction of the very
 * bytes.
 */
public final class Rewrites {
    /** Branches of the entry code that lead to whoever traces, and whither while nobody does. */
    private static final List<String> TRACER_CALLS = List.of("ftrace_call", "ftrace_regs_call");

    private static final List<String> TRACERS =
            List.of(
                    "ftrace_stub",
                    "ftrace_ops_list_func",
                    "arch_ftrace_ops_list_func",
                    "ftrace_ops_assist_func",
                    "function_trace_call",
                    "function_no_repeats_trace_call",
                    "function_stack_trace_call",
                    "function_profile_call",
                    "kprobe_ftrace_handler",
                    "klp_ftrace_handler");
    private static final String GRAPH_CALL = "ftrace_graph_call";
    private static final List<String> GRAPH_TRACERS =
            List.of("ftrace_graph_stub", "ftrace_graph_caller");

    private static final String JUMP_LABELS = "__jump_table";

    /** An entry: where, whither, and the key, each relative to its own place. */
    private static final int JUMP_LABEL = 16;

    private Rewrites() {}

    /**
     * @param live the running system with the module as its loader left it
     * @param dumped where predictions are wanted
     */
    static List<Rewrite> of(Machine live, Era era, Module module, Dumped dumped) {
        List<Rewrite> rewrites = new ArrayList<>();
        for (Site site : dumped.sites(module)) {
            if (dumped.holds(site.ip(), era.isa().unit())) {
                site(live, era, module, site.ip(), rewrites);
            }
        }
        if (module.isKernel()) {
            tracerCalls(era, module, rewrites);
        }
        jumpLabels(module).ifPresent(table -> jumpLabels(live, era, table, dumped, rewrites));
        rewrites.addAll(era.loader().rewrites(live, module));
        return rewrites;
    }

    /** The range of a module's section, if it has one of that name with anything in it. */
    public static Optional<Range> section(Module module, String name) {
        return module.segments().stream()
                .filter(segment -> segment.name().equals(name))
                .map(Segment::range)
                .findFirst();
    }

    /** An entry that is off, and one that calls each of the ways to the tracer. */
    private static void site(
            Machine live, Era era, Module module, long ip, List<Rewrite> rewrites) {
        rewrites.add(
                new Rewrite(
                        ip,
                        Redirect.word(era, era.noOp(), ip),
                        Kind.FTRACE,
                        "ftrace: off, as before anybody traced"));
        Set<String> targets = new LinkedHashSet<>();
        era.tracerSlots().forEach(slot -> targets.add(slot.target()));
        targets.add(era.entryCode().target());
        for (String target : targets) {
            FtraceRedirect.siteCall(live, era, module, ip, target)
                    .ifPresent(word ->
                            rewrites.add(
                                    new Rewrite(
                                            ip,
                                            word,
                                            Kind.FTRACE,
                                            "ftrace: on, traced or redirected by " + target)));
        }
    }

    /**
     * The kernel's own entry code: its branch goes to the one function that traces, or to the one
     * that asks all of them ({@code ftrace_update_ftrace_func}).
     */
    private static void tracerCalls(Era era, Module kernel, List<Rewrite> rewrites) {
        for (String label : TRACER_CALLS) {
            for (Symbol place : kernel.named(label)) {
                for (String tracer : TRACERS) {
                    for (Symbol target : kernel.named(tracer)) {
                        branch(era, place, target.localEntry(), tracer, true, rewrites);
                    }
                }
            }
        }
        for (Symbol place : kernel.named(GRAPH_CALL)) {
            rewrites.add(
                    new Rewrite(
                            place.address(),
                            Redirect.word(era, era.noOp(), place.address()),
                            Kind.FTRACE,
                            "ftrace: nobody traces returns"));
            for (String tracer : GRAPH_TRACERS) {
                for (Symbol target : kernel.named(tracer)) {
                    branch(era, place, target.localEntry(), tracer, false, rewrites);
                }
            }
        }
    }

    private static void branch(
            Era era, Symbol from, long to, String name, boolean links, List<Rewrite> rewrites) {
        Fixup reach = links ? era.isa().callFixup() : era.isa().jumpFixup();
        if (reach.fits(reach.value(to, 0, from.address()))) {
            rewrites.add(
                    new Rewrite(
                            from.address(),
                            Redirect.word(era, links ? era.call(to) : era.jump(to), from.address()),
                            Kind.FTRACE,
                            "ftrace: %s goes to %s".formatted(from.name(), name)));
        }
    }

    /** A module's section; in a linked kernel a part of one, between two symbols. */
    private static Optional<Range> jumpLabels(Module module) {
        Optional<Range> section = section(module, JUMP_LABELS);
        List<Symbol> start = module.named("__start_" + JUMP_LABELS);
        List<Symbol> stop = module.named("__stop_" + JUMP_LABELS);
        if (section.isPresent() || start.isEmpty() || stop.isEmpty()) {
            return section;
        }
        Range between = new Range(start.getFirst().address(), stop.getFirst().address());
        return module.segments().stream()
                .map(Segment::range)
                .filter(segment -> Long.compareUnsigned(between.start(), between.end()) <= 0)
                .filter(segment -> segment.contains(between))
                .map(segment -> between)
                .findFirst();
    }

    private static void jumpLabels(
            Machine live, Era era, Range table, Dumped dumped, List<Rewrite> rewrites) {
        Fixup jump = era.isa().jumpFixup();
        int unit = era.isa().unit();
        for (long at = table.start(); at + JUMP_LABEL <= table.end(); at += JUMP_LABEL) {
            long code = at + (int) live.memory().little(at, 4);
            long target = at + 4 + (int) live.memory().little(at + 4, 4);
            if (!dumped.holds(code, unit)) {
                continue;
            }
            if (jump.fits(jump.value(target, 0, code))) {
                rewrites.add(
                        new Rewrite(
                                code,
                                Redirect.word(era, era.jump(target), code),
                                Kind.JUMP_LABEL,
                                "jump label: taken"));
            }
            rewrites.add(
                    new Rewrite(
                            code,
                            Redirect.word(era, era.noOp(), code),
                            Kind.JUMP_LABEL,
                            "jump label: not taken"));
        }
    }
}
