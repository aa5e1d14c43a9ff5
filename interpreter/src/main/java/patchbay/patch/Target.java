package patchbay.patch;

import java.util.List;
import patchbay.source.Refusal;

/** Something that a plan lands on: the model's memory, an ELF file, a remote machine. */
public interface Target {
    /**
     * Why {@code plan} cannot be applied now, in the order of its effects; empty when it can.
     * Changes nothing.
     */
    List<Refusal> check(Plan plan);

    /** Applies a plan that {@link #check} has nothing against, all of it. */
    void apply(Plan plan);
}
