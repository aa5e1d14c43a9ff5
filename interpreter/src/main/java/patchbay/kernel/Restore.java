package patchbay.kernel;

import patchbay.machine.Machine;
import patchbay.machine.Symbol;
import patchbay.patch.Plan;
import patchbay.source.Result;

/** Takes a redirect back: what it wrote, in reverse, except what another redirect still uses. */
public final class Restore {
    private Restore() {}

    public static Result<Plan> of(Machine machine, Era era, Symbol function) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }
}
