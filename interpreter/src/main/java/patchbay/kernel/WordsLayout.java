package patchbay.kernel;

import patchbay.machine.Machine;
import patchbay.patch.Plan;
import patchbay.source.Result;

/** Puts an object in words into memory. */
public final class WordsLayout {
    private WordsLayout() {}

    /** The plan that places {@code spec}: pages, bytes, and the module with its slot tables. */
    public static Result<Plan> place(Machine machine, Era era, LayoutSpec spec) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }

    /** The plan that adds {@code function} to an object that is open. */
    public static Result<Plan> extend(Machine machine, Era era, String object, LayoutSpec.Function function) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }

    /** The plan that gives a name to an address with nothing behind it. */
    public static Result<Plan> extern(Machine machine, String name, long address) {
        return Result.refused(new LayoutRefusal.NotOpen(""));
    }
}
