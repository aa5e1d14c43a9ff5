package patchbay.kernel;

import java.util.List;

/** Something that a load did and that is easily overlooked. */
public sealed interface LoadNote {

    /** The loader let a value through that did not survive its field. */
    record ValueLost(String section, long place, String fixup, long value) implements LoadNote {}

    /** A weak symbol that nobody exports: it became 0. */
    record WeakUndefined(String symbol) implements LoadNote {}

    /** An address that nobody gave. */
    record Assumed(String what, long address) implements LoadNote {}

    /** Something that the kernel does at this stage and this model does not. */
    record NotModelled(String what, List<String> sections) implements LoadNote {
        public NotModelled {
            sections = List.copyOf(sections);
        }
    }

    /** The kernel's entry code is not among the exports: these slots stay empty. */
    record NoEntryCode(String table, String symbol) implements LoadNote {}

    /** A patchable entry that holds other words than the compiler's no-ops; the kernel gives up. */
    record UnexpectedSite(long ip, long word) implements LoadNote {}

    /** The veneer does not get to its target, and the kernel does not look. */
    record SlotLost(String table, int index, long address, long target) implements LoadNote {}

    /** A slot that is filled when its module is in use already, its code read-only. */
    record LateSlot(String table, int index, long address) implements LoadNote {}

    /**
     * What the kernel's way to write into code that is in use leaves as it is: not a whole word.
     */
    record LateLost(String section, long place, String fixup) implements LoadNote {}

    /** So many bytes behind the module are its signature, which nobody checks here. */
    record Signed(int bytes) implements LoadNote {}
}
