package patchbay.kernel;

import java.util.List;
import patchbay.bytes.Range;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Refusal;

/** Why a name is not found or an object cannot be placed. */
public sealed interface LayoutRefusal extends Refusal {

    /**
     * Nothing has this name.
     *
     * @param from the object it was looked up from
     * @param candidates names that look like it, most alike first
     */
    record UnknownName(String name, String from, List<String> candidates) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2001;
        }
    }

    /** More than one symbol has this name; {@code bar#2} picks one. */
    record AmbiguousName(String name, List<Symbol> candidates) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2002;
        }
    }

    /** {@code object} already has something of this name. */
    record DeclaredTwice(String object, String name) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2003;
        }
    }

    /** {@code name} at {@code range} overlaps {@code other} at {@code otherRange}. */
    record Overlaps(String name, Range range, String other, Range otherRange)
            implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2004;
        }
    }

    /** {@code name} at {@code address} must be a multiple of {@code alignment}. */
    record Misaligned(String name, long address, long alignment) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2005;
        }
    }

    /** {@code name} needs {@code needed} bytes and {@code room} are there. */
    record TooLarge(String name, long needed, long room) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2006;
        }
    }

    /**
     * @param covered which versions are
     * @param why this one is not; empty where there is no more to say
     */
    record VersionNotCovered(Version version, String covered, String why) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2007;
        }
    }

    /** {@code with} names an option that this kernel does not have. */
    record UnknownOption(String option, List<String> known) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2008;
        }
    }

    /** {@code with} names an option that kernels have from {@code first} on only. */
    record OptionTooNew(String option, Version version, Version first) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2008;
        }
    }

    /** A function has {@code given} parameters or arguments, {@code possible} go into registers. */
    record TooManyParameters(String function, int given, int possible) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2009;
        }
    }

    /** The object is not open, or is not there. */
    record NotOpen(String object) implements LayoutRefusal {
        @Override
        public Code code() {
            return Code.PB2010;
        }
    }
}
