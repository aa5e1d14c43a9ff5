package patchbay.kernel;

import java.util.Arrays;
import java.util.Optional;
import patchbay.bytes.Range;
import patchbay.isa.Fixup;
import patchbay.machine.Machine;
import patchbay.machine.Symbol;

/**
 * How a branch of one object is joined to a function of the same or another one.
 *
 * <p>Where a register belongs to each object, three things follow. Inside an object the callee is
 * entered behind the instructions that set the register, since it is right already. Another
 * object's function is reached only through a slot, near or not, which saves the register; it is
 * entered at its beginning. And the word behind such a call restores the register, a no-op until
 * then.
 */
final class Calls {
    private Calls() {}

    /** Where a branch in {@code object} enters {@code callee}. */
    static long entry(String object, Symbol callee) {
        return callee.object().equals(object) ? callee.localEntry() : callee.address();
    }

    /** Whether a branch at {@code place} in {@code object} gets to {@code callee} by itself. */
    static boolean direct(Era era, String object, Symbol callee, long place, boolean links) {
        Fixup fixup = links ? era.isa().callFixup() : era.isa().jumpFixup();
        boolean own = callee.object().equals(object);
        return (own || !era.othersThroughSlots())
                && fixup.fits(fixup.value(entry(object, callee), 0, place));
    }

    /** Whether behind the call at {@code place} stands what restores the register. */
    static boolean restores(Machine machine, Era era, long place) {
        return era.behindSlotCall().isPresent()
                && behind(machine, era, place, era.behindSlotCall().get());
    }

    /** Whether behind the call at {@code place} stands {@code instruction}. */
    static boolean behind(Machine machine, Era era, long place, String instruction) {
        long next = place + era.isa().unit();
        byte[] wanted = Redirect.word(era, instruction, next);
        return machine.memory().isMapped(Range.of(next, wanted.length))
                && Arrays.equals(machine.memory().bytes(next, wanted.length), wanted);
    }

    /**
     * Puts what restores the register behind the call at {@code offset} of {@code code}; refused
     * where no no-op stands there.
     */
    static Optional<StepRefusal> restore(
            Era era, Symbol function, byte[] code, int offset, String instruction) {
        int next = offset + era.isa().unit();
        long address = function.address() + next;
        byte[] idle = Redirect.word(era, era.noOp(), address);
        byte[] restore = Redirect.word(era, instruction, address);
        boolean room =
                next + idle.length <= code.length
                        && Arrays.equals(code, next, next + idle.length, idle, 0, idle.length);
        if (!room) {
            return Optional.of(
                    new StepRefusal.NothingToRestoreWith(function, address - era.isa().unit()));
        }
        System.arraycopy(restore, 0, code, next, restore.length);
        return Optional.empty();
    }
}
