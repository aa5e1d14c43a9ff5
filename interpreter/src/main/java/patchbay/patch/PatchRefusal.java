package patchbay.patch;

import patchbay.bytes.Range;
import patchbay.source.Code;
import patchbay.source.Refusal;

/** Why a plan does not land. */
public sealed interface PatchRefusal extends Refusal {

    /** Other bytes stand where the plan expects its old bytes. */
    record OldBytes(long at, byte[] expected, byte[] found, String why) implements PatchRefusal {
        @Override
        public Code code() {
            return Code.PB4001;
        }
    }

    /** Nothing is mapped at part of a write. */
    record NotMapped(Range range, String why) implements PatchRefusal {
        @Override
        public Code code() {
            return Code.PB4008;
        }
    }

    /** Something is mapped already where a plan wants to map. */
    record Occupied(Range range, String why) implements PatchRefusal {
        @Override
        public Code code() {
            return Code.PB2004;
        }
    }

    /** A record of the system is no longer what the plan was made for. */
    record Stale(State.Key key) implements PatchRefusal {
        @Override
        public Code code() {
            return Code.PB4001;
        }
    }
}
