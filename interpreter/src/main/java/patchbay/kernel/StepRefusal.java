package patchbay.kernel;

import java.util.List;
import patchbay.bytes.Range;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Refusal;

/** Why a patch step is not done. */
public sealed interface StepRefusal extends Refusal {

    /** The function has no patchable entry. */
    record NoSite(Symbol function) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4002;
        }
    }

    /** The patch needs {@code needed} bytes of a function of {@code size}. */
    record TooShort(Symbol function, long size, long needed) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4003;
        }
    }

    /** Nothing says where the kernel has that part of its entry code. */
    record NoEntryCode(String symbol) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB2001;
        }
    }

    /**
     * Branches that do not reach, in an object that has no slot left for them.
     *
     * @param sites every one of them, by address
     * @param lowest the least distance a branch spans
     * @param highest the greatest
     * @param remedies what would help
     */
    record NoSlot(
            Symbol target, List<FarSite> sites, long lowest, long highest, List<Remedy> remedies)
            implements StepRefusal {
        public NoSlot {
            sites = List.copyOf(sites);
            remedies = List.copyOf(remedies);
        }

        @Override
        public Code code() {
            return Code.PB4004;
        }
    }

    /**
     * A branch that is too far from where it should go.
     *
     * @param object whose slot table would have to hold the slot
     * @param hasTable whether that object has one at all
     */
    record FarSite(long address, Symbol function, String object, boolean hasTable, long distance) {}

    /** What would help. */
    enum Remedy {
        /** redirect at the called function: its callers stay as they are */
        AT_THE_CALLED_FUNCTION,
        /** place the module nearer */
        NEARER,
        /** give the caller's module spare slots: {@code plt N} */
        SPARE_SLOTS
    }

    /** The function is redirected already. */
    record RedirectedAlready(Symbol function, long replacement) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4005;
        }
    }

    /** The function is not redirected. */
    record NothingToRestore(Symbol function) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4006;
        }
    }

    /** These words must not be exchanged while another processor may run them. */
    record UnsafeExchange(long at, long before, String beforeText, long after, String afterText)
            implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4007;
        }
    }

    /** No object declares this range. */
    record Undeclared(Range range) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4008;
        }
    }

    /**
     * The kernel's entry code saves no pc that a tracer could change; {@code first} is the first
     * version whose code does.
     */
    record PcNotSaved(Version version, Version first) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4009;
        }
    }

    /**
     * A write of code that is not a whole number of aligned instructions, or whose sides differ in
     * length.
     */
    record Misshapen(long at, int before, int after, int unit) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4010;
        }
    }

    /** A branch elsewhere lands inside what the step overwrites. */
    record BranchInto(Range overwritten, long branch, long target) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4011;
        }
    }

    /**
     * Behind the call at {@code call} stands no no-op that could become what restores the register
     * of {@code function}'s object.
     */
    record NothingToRestoreWith(Symbol function, long call) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4013;
        }
    }

    /**
     * A jump from {@code from} to a function of another object: it returns to a caller that finds
     * the other object's register.
     *
     * @param place of the jump
     */
    record RegisterLost(Symbol from, long place, Symbol to) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4014;
        }
    }

    /**
     * Others refer to the module that is to be unloaded.
     *
     * @param uses the first of each kind first; never empty
     */
    record InUse(String module, List<Use> uses) implements StepRefusal {
        public InUse {
            uses = List.copyOf(uses);
        }

        @Override
        public Code code() {
            return Code.PB4016;
        }
    }

    /**
     * How something at {@code from} refers to {@code to}.
     *
     * @param from a function, a branch, or the beginning of a module
     */
    record Use(Kind kind, long from, long to) {
        public enum Kind {
            /** the function at {@code from} is redirected there */
            REDIRECT,
            /** the branch at {@code from} leads there, by itself or through a slot */
            BRANCH,
            /** the module at {@code from} imports a symbol */
            IMPORT,
            /** the module is a live patch that is enabled */
            ENABLED
        }
    }

    /** This kernel was built without the unloading of modules. */
    record NeverUnloads(String module) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB7011;
        }
    }

    /**
     * {@code from}, entered from another object, has that one's register, and makes none of its
     * own; {@code to}, entered by a branch of its own object, takes it for its object's.
     */
    record RegisterUnset(Symbol from, Symbol to) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4017;
        }
    }

    /** No call of the function is known. */
    record NoCallers(Symbol function) implements StepRefusal {
        @Override
        public Code code() {
            return Code.PB4012;
        }
    }
}
