package patchbay.kernel;

import java.util.Set;
import patchbay.machine.Machine;
import patchbay.machine.Symbol;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** The three ways to make calls of one function arrive at another. {@code relaxed} holds the policy codes that {@code unsafe} lifts. */
public final class Redirect {
    private Redirect() {}

    /** At the called function, through the tracer's entry code, as live patching does. */
    public static Result<Plan> viaFtrace(Machine machine, Era era, Symbol from, Symbol to, Set<Code> relaxed) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }

    /** At every call site. */
    public static Result<Plan> viaCallers(Machine machine, Era era, Symbol from, Symbol to, Set<Code> relaxed) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }

    /** Over the function's first instructions. */
    public static Result<Plan> viaJump(Machine machine, Era era, Symbol from, Symbol to, Set<Code> relaxed) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }
}
