package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.bytes.Bits;
import patchbay.kernel.Rewrite.Cause;
import patchbay.kernel.Rewrite.Kind;
import patchbay.machine.Extern;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Site;
import patchbay.machine.Symbol;

/**
 * The pointers before functions of kernels with call-ops (arm64 from 6.3 on), which say who traces
 * each: {@code ftrace_rec_update_ops}.
 *
 * <pre>
 *   entry         pointer
 *   off           ftrace_nop_ops
 *   on            the ops of the one who traces it; ftrace_list_ops if there are several
 * </pre>
 *
 * With the kernel's symbols the first and the last are known. Without, what most of the idle
 * entries of the same memory hold is taken for {@code ftrace_nop_ops}. Where the ops of a single
 * tracer are, a kernel decides while it runs, and tells in {@code enabled_functions}: that an entry
 * that is on has some other pointer into the kernel is assumed, too, unless the script has an
 * {@code extern} there.
 */
final class OpsPointers {
    private static final String SEVERAL = "ftrace_list_ops";

    /** The ops of the function tracer itself. */
    private static final String FUNCTION_TRACER = "global_ops";

    private static final int SIZE = 8;

    private final Machine live;
    private final List<Site> sites;
    private final EntryCode.Ops ops;
    private final Dumped found;
    private final byte[] off;

    private OpsPointers(Machine live, Era era, Module module, EntryCode.Ops ops, Dumped found) {
        this.live = live;
        this.sites = found.sites(module);
        this.ops = ops;
        this.found = found;
        this.off = Redirect.word(era, era.noOp(), 0);
    }

    static List<Rewrite> of(Machine live, Era era, Module module, Dumped found) {
        Optional<EntryCode.Ops> ops = era.entryCode().saved().flatMap(EntryCode.SavedPc::ops);
        List<Rewrite> rewrites = new ArrayList<>();
        ops.ifPresent(each -> new OpsPointers(live, era, module, each, found).addTo(rewrites));
        return rewrites;
    }

    private void addTo(List<Rewrite> rewrites) {
        Optional<Symbol> idle = Names.find(live, Module.KERNEL, ops.idle());
        Optional<Assumed> assumed = idle.isPresent() ? Optional.empty() : assumed();
        for (Site site : sites) {
            long at = ops.literal(site.ip());
            idle.ifPresent(symbol -> rewrites.add(pointer(at, symbol, "nobody traces it")));
            assumed.ifPresent(each -> rewrites.add(each.rewrite(at, ops.idle())));
            if (isOn(site.ip())) {
                Names.find(live, Module.KERNEL, SEVERAL)
                        .ifPresent(symbol -> rewrites.add(pointer(at, symbol, "several trace it")));
                Names.find(live, Module.KERNEL, FUNCTION_TRACER)
                        .ifPresent(
                                symbol -> rewrites.add(pointer(at, symbol, "the function tracer")));
                some(at).ifPresent(rewrites::add);
            }
        }
    }

    private static Rewrite pointer(long at, Symbol symbol, String who) {
        return new Rewrite(
                at,
                bytes(symbol.address()),
                Kind.OPS,
                "ops pointer: %s, %s".formatted(symbol.name(), who));
    }

    /** Whatever an entry that is on points to; known if the script has a name for it. */
    private Optional<Rewrite> some(long at) {
        return found.little(at, SIZE)
                .filter(OpsPointers::mayBeOps)
                .map(value -> {
                    Optional<String> said = live.externAt(value).map(Extern::name);
                    String what =
                            said.map(name -> name + ", an extern of the script")
                                    .orElse(
                                            "assumed to be its tracer's, at "
                                                    + Names.place(live, value));
                    Cause cause = new Cause(Kind.OPS, "ops pointer: " + what, said.isEmpty());
                    return new Rewrite(at, bytes(value), cause);
                });
    }

    /** An aligned address in the kernel's half. */
    private static boolean mayBeOps(long value) {
        return value < 0 && value % SIZE == 0;
    }

    /**
     * @param value what {@code idle} entries hold, {@code count} of them this
     */
    private record Assumed(long value, int count, int idle) {
        Rewrite rewrite(long at, String name) {
            return new Rewrite(
                    at,
                    bytes(value),
                    new Cause(
                            Kind.OPS,
                            "ops pointer: %s, assumed at 0x%x as %d of %d idle entries have it"
                                    .formatted(name, value, count, idle),
                            true));
        }
    }

    /** What more than half of the idle entries point to. */
    private Optional<Assumed> assumed() {
        Map<Long, Integer> counts = new HashMap<>();
        int idle = 0;
        for (Site site : sites) {
            Optional<Long> value = found.little(ops.literal(site.ip()), SIZE);
            if (value.filter(OpsPointers::mayBeOps).isPresent() && !isOn(site.ip())) {
                counts.merge(value.get(), 1, Integer::sum);
                idle++;
            }
        }
        for (Map.Entry<Long, Integer> each : counts.entrySet()) {
            if (2 * each.getValue() > idle) {
                return Optional.of(new Assumed(each.getKey(), each.getValue(), idle));
            }
        }
        return Optional.empty();
    }

    /** Whether the word that toggles is there and is no no-op. */
    private boolean isOn(long ip) {
        return found.bytes(ip, off.length).map(word -> !Arrays.equals(word, off)).orElse(false);
    }

    private static byte[] bytes(long value) {
        byte[] bytes = new byte[SIZE];
        Bits.putLittle(bytes, 0, SIZE, value);
        return bytes;
    }
}
