package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import patchbay.machine.SlotTable;

/** What module loading leaves to the architecture, the version and the configuration. */
public interface LoaderRules {
    ModuleLayout layout();

    /** Whether a section of that name is freed after init. */
    boolean isInit(String section);

    /** Bytes of an entry of the exception table: 8, or 12 with a type. */
    int exceptionEntrySize();

    /** Whether symbols of data stay after init (KALLSYMS_ALL). */
    boolean keepsDataSymbols();

    /** The first rule that is not modelled, in words, if there is one. */
    Optional<String> notModelled();

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

        /** Takes up slot tables that a load before left, once sections have their addresses. */
        void resume(List<SlotTable> tables);

        /** Applies one list of relocations ({@code apply_relocate_add}). */
        void relocate(LoadSection.Relocs relocs);

        /** After relocation: what the architecture still writes ({@code module_finalize}). */
        void finish();

        /** Finds the patchable entries and brings them to their first state. */
        void initialiseSites();

        /** The slot tables, with what was used of them. */
        List<SlotTable> tables();
    }
}
