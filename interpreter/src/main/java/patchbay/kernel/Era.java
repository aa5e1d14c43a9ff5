package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Isa;
import patchbay.isa.Veneer;
import patchbay.machine.Machine;

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

    /** Where this kernel stands among those of its architecture, as lines of text. */
    default List<String> standing() {
        return List.of("linux " + version() + " is " + name());
    }

    /** Where {@code kernel at default} puts the kernel image. */
    long kernelBase();

    /** Where a module in words goes by default. */
    long moduleBase();

    /**
     * Where this kernel looks for room for a module, the preferred window first; none where its
     * image is larger than all of them.
     *
     * @param seed what it took for its randomisation; not looked at by kernels that have none
     */
    List<Range> moduleWindows(KernelExtent kernel, long seed);

    /** Where the model puts what a kernel allocates while it runs. */
    long heapBase();

    /** Where its modules have their slots. */
    SlotTables slotTables();

    /**
     * The form of a slot in the table of a module whose register holds {@code toc}; where no
     * register belongs to a module, that is empty.
     */
    Veneer slot(OptionalLong toc);

    /**
     * What code has to begin with for a slot to lead there, if {@code word} is nothing of the kind;
     * empty where it may, or where nobody looks.
     */
    default Optional<String> missingLandingPad(long word) {
        return Optional.empty();
    }

    /** The form of a slot for a module's own sites; {@code kernelToc} is the kernel's register. */
    Veneer tracerSlot(OptionalLong toc, OptionalLong kernelToc);

    /**
     * Whether a branch to another object goes through a slot even where it would reach: the callee
     * will not find the register as it needs it.
     */
    boolean othersThroughSlots();

    /**
     * What the no-op behind a call becomes when the call goes through a slot, as assembler text;
     * empty where nothing has to be restored.
     */
    Optional<String> behindSlotCall();

    /**
     * What the register that belongs to an object holds when its data begin at {@code data}; empty
     * where there is no such register.
     */
    OptionalLong toc(long data);

    /** Whether this kernel lets a slot begin at {@code address}. */
    boolean mayHoldSlot(long address);

    /**
     * Every form that this architecture's kernels have used, {@link #slot} among them, oldest
     * first.
     */
    List<Veneer> slotForms(OptionalLong toc);

    /**
     * What takes a jump over a function's first instructions where a direct one does not reach;
     * empty where it needs a slot of the function's own module.
     */
    Optional<Veneer> farJump();

    /** The slots that every module has for its own sites, in their order. */
    List<TracerSlot> tracerSlots();

    /** How functions in words are made. */
    FunctionCode functionCode();

    /** The tracer's entry code. */
    EntryCode entryCode();

    /** The instruction that does nothing, as assembler text. */
    String noOp();

    /** The instruction that a kprobe puts in the place of another. */
    byte[] breakpoint();

    /** A direct call of {@code target}, as assembler text. */
    String call(long target);

    /**
     * What this kernel writes into a site for a call that does not get there, as it does not look;
     * as assembler text, and empty where it looks.
     */
    default Optional<String> callOutOfReach() {
        return Optional.empty();
    }

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

    /**
     * Makes {@code cpu} enter the function at {@code entry}, as a caller in the kernel proper would
     * have it: stack, return address behind the stack, and whatever else that kernel's code takes
     * for granted; that may take memory at the bottom of {@code stack}.
     */
    void begin(Cpu cpu, Machine machine, Range stack, long entry);

    /** The registers by which calls and returns find their way, and each object its data. */
    List<String> linkage();

    /**
     * Where a task keeps registers elsewhere than on its stack; empty where there is no such place.
     */
    Optional<SecondStack> secondStack(Machine machine, Range stack);

    /**
     * A stack of records that grows upwards.
     *
     * @param pointer where the address of the next free word stands
     * @param start its first record
     * @param size of a record, which begins with {@code registers}, eight bytes each
     */
    record SecondStack(String name, long pointer, long start, int size, List<String> registers) {
        public SecondStack {
            registers = List.copyOf(registers);
        }
    }

    /**
     * Who sets, saves and restores the register that belongs to an object, on a way from one
     * function to another; empty where there is none.
     */
    List<Duty> duties(Crossing crossing);

    /** How control gets from one function to another. */
    enum Crossing {
        /** a branch inside an object */
        INSIDE,
        /** a call through a slot */
        CALL_THROUGH_SLOT,
        /** a jump through a slot: the callee returns to somebody who did not call it */
        JUMP_THROUGH_SLOT,
        /** by the tracer's entry code, which was told to go on elsewhere */
        REDIRECTED
    }

    /**
     * @param what is done: {@code saves r2}
     * @param how by whom, and where
     */
    record Duty(String what, String how) {}

    /** How this kernel loads modules from files. */
    LoaderRules loader();

    /** What this kernel does with its own linked file. */
    LinkedKernelRules linkedKernel();

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
