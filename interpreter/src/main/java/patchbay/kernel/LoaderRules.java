package patchbay.kernel;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;

/** What module loading leaves to the architecture, the version and the configuration. */
public interface LoaderRules {
    ModuleLayout layout();

    /** Whether a section of that name is freed after init. */
    boolean isInit(String section);

    /** Bytes of an entry of the exception table: 8, or 12 with a type. */
    int exceptionEntrySize();

    /** Bytes from a function to its entry for branches of its own object, as st_other says. */
    default int localEntry(int other) {
        return 0;
    }

    /** Whether symbols of data stay after init (KALLSYMS_ALL). */
    boolean keepsDataSymbols();

    /**
     * Whether what a live patch refers to in the kernel itself is relocated when the patch is
     * loaded, or only when it is enabled.
     */
    default boolean relocatesAgainstKernelAtLoad() {
        return true;
    }

    /** What more there is to say to somebody who loads a live patch into a kernel without. */
    default String withoutLivepatching() {
        return "";
    }

    /** Whether branches in a section of that name are counted for the table of init. */
    boolean countsAsInit(String section);

    /**
     * What else this architecture may do to the code of {@code module}, as its tables say; {@code
     * live} holds it as its loader left it.
     */
    default List<Rewrite> rewrites(Machine live, Module module) {
        return List.of();
    }

    /** What the kernel still does before init, and this does not, by the section that causes it. */
    Map<String, String> leftOut();

    /** The sections that hold a module's slots; every module must have them. */
    List<String> slotSections();

    /** The sections whose flags the loader sets, whatever they are in the file. */
    default List<String> remadeSections() {
        return List.of();
    }

    /** What the kernel logs about a module that lacks some of those. */
    String withoutSlotSections(String module);

    /** Counts slots of a module whose symbols are in these sections, by their indices. */
    SlotCount slotCount(int[] symbolSections);

    /** The architecture's part of one load. */
    Steps begin(Loading load);

    /**
     * The architecture's part of one load, in the order in which {@link ModuleLoader} asks for it.
     * A step that refuses says so to the {@link Loading}.
     */
    interface Steps {
        /**
         * Before layout: brings relocations into their order, counts slots and sizes the sections
         * that hold them ({@code module_frob_arch_sections}).
         */
        void prepare();

        /** The same for another load of what these have prepared. */
        Steps again(Loading load);

        /** Takes up slot tables that a load before left, once sections have their addresses. */
        void resume(List<SlotTable> tables);

        /** Applies one list of relocations ({@code apply_relocate_add}). */
        void relocate(LoadSection.Relocs relocs);

        /** After relocation: what the architecture still writes ({@code module_finalize}). */
        void finish();

        /** Finds the patchable entries and brings them to their first state. */
        void initialiseSites();

        /** What the module's code keeps in the register that belongs to it, if there is one. */
        default OptionalLong toc() {
            return OptionalLong.empty();
        }

        /** The slot tables, with what was used of them. */
        List<SlotTable> tables();
    }
}
