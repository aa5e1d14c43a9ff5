package patchbay.kernel;

import java.util.Set;
import patchbay.machine.Machine;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Result;

/** A write that a script spells out. */
public final class Poke {
    private Poke() {}

    /** {@code before} must stand at {@code at}; a relaxed PB4001 takes what stands there instead. */
    public static Result<Plan> of(
            Machine machine, Era era, long at, byte[] before, byte[] after, Set<Code> relaxed) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }
}
