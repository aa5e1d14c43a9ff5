package patchbay.kernel;

import java.util.List;
import patchbay.isa.Isa;
import patchbay.isa.Veneer;

/**
 * The rules of one architecture's kernel at one version with its options: a value, picked once,
 * asked everywhere.
 */
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

    /** Where the model puts what a kernel allocates while it runs. */
    long heapBase();

    /** The form of a slot in a module's table. */
    Veneer slot();

    /** Whether this kernel lets a slot begin at {@code address}. */
    boolean mayHoldSlot(long address);

    /**
     * Every form that this architecture's kernels have used, {@link #slot} among them, oldest
     * first.
     */
    List<Veneer> slotForms();

    /** What takes a jump over a function's first instructions where a direct one does not reach. */
    Veneer farJump();

    /** The slots that every module has for its own sites, in their order. */
    List<TracerSlot> tracerSlots();

    /** How functions in words are made. */
    FunctionCode functionCode();

    /** The tracer's entry code. */
    EntryCode entryCode();

    /** The instruction that does nothing, as assembler text. */
    String noOp();

    /** A direct call of {@code target}, as assembler text. */
    String call(long target);

    /** A direct jump to {@code target}, as assembler text. */
    String jump(long target);

    /** The first version whose entry code lets a tracer change the saved pc. */
    Version firstToRedirect();

    /** Whether this kernel has live patching; one that only can redirect has not. */
    boolean livepatches();

    /**
     * Whether a processor that runs there may see either word while one takes the other's place,
     * and nothing else.
     */
    boolean safeExchange(long before, long after);

    /** How this kernel loads modules from files. */
    LoaderRules loader();

    /**
     * A slot of a module's own for its sites.
     *
     * @param target the entry symbol that it leads to
     * @param filled whether it is filled when the module is loaded, or when a site first needs it
     */
    record TracerSlot(String target, boolean filled) {}

    /** The usual ways to make a 64-bit constant in a register. */
    List<Recipe> constant(long value);

    /**
     * A way to make a constant.
     *
     * @param when what it is good for
     * @param lines assembler text
     * @param place an address at which they do it
     */
    record Recipe(String name, String when, List<String> lines, long place) {
        public Recipe {
            lines = List.copyOf(lines);
        }
    }
}
