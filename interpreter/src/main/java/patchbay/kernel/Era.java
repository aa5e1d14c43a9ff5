package patchbay.kernel;

import patchbay.isa.Isa;
import patchbay.isa.Veneer;

/** The rules of one architecture's kernel at one version with its options: a value, picked once, asked everywhere. */
public interface Era {
    /** Its short name in the facts: {@code E3}. */
    String name();

    Version version();

    Options options();

    Isa isa();

    /** Where {@code kernel at default} puts the kernel image. */
    long kernelBase();

    /** Where a module in words goes by default. */
    long moduleBase();

    /** The form of a slot in a module's table. */
    Veneer slot();
}
