package patchbay.kernel;

import java.util.List;
import patchbay.source.Code;
import patchbay.source.Refusal;

/**
 * Why an execution came to no end. Every one names the last addresses that were executed, oldest
 * first.
 */
public sealed interface RunRefusal extends Refusal {
    List<Long> last();

    record BoundPassed(long bound, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5001;
        }
    }

    record Fetch(long address, String reason, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5002;
        }
    }

    /**
     * An indirect branch at {@code from} landed at {@code address}, on {@code word}.
     *
     * @param accepted what it may land on, as text
     */
    record NoLandingPad(long from, long address, long word, String accepted, List<Long> last)
            implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5012;
        }
    }

    record Undefined(long address, long word, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5003;
        }
    }

    /** A return to {@code address}, where nothing is. */
    record ReturnToNowhere(long address, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5004;
        }
    }

    record Access(long at, long address, int size, boolean store, String reason, List<Long> last)
            implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5005;
        }
    }

    record Unmodelled(long address, String mnemonic, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5006;
        }
    }

    record Trap(long address, String text, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5007;
        }
    }

    record Interrupted(long address, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB5008;
        }
    }

    /** More arguments than go into registers. */
    record TooManyArguments(int given, int possible, List<Long> last) implements RunRefusal {
        @Override
        public Code code() {
            return Code.PB2009;
        }
    }
}
