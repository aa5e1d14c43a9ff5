package patchbay.kernel.ppc64;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;

/**
 * Where a kernel keeps what its entry code asks for. Its structures depend on how it was built, so
 * the offsets are read off the words of that code: the byte that says whether tracing is allowed is
 * the first that {@code ftrace_caller} loads from the paca (r13), the task the first doubleword
 * that {@code livepatch_handler} loads from there, the livepatch stack's pointer the first that it
 * loads from r12.
 *
 * <pre>
 *   stack: …  ◄ frames | 128 | task | paca |
 * </pre>
 *
 * @param ftraceEnabled in the paca
 * @param current in the paca
 * @param livepatchSp in thread_info
 */
record TaskLayout(int ftraceEnabled, int current, int livepatchSp) {
    private static final TaskLayout MODEL =
            new TaskLayout(
                    EntryCodes.PACA_FTRACE_ENABLED,
                    EntryCodes.PACA_CURRENT,
                    EntryCodes.LIVEPATCH_SP);

    /** No structure has more room on a task's stack here. */
    private static final int MOST = 4 << 10;

    private static final int UNIT = 128;
    private static final int LONGEST = 64;
    private static final int LOAD_BYTE = 34;
    private static final int LOAD_DOUBLEWORD = 58;
    private static final int PACA = 13;
    private static final int THREAD_INFO = 12;

    /** As the kernel's code in {@code machine} has it; what it does not ask for as in the model. */
    static TaskLayout of(Machine machine) {
        return new TaskLayout(
                offset(machine, "ftrace_caller", word -> isLoad(word, LOAD_BYTE, PACA))
                        .orElse(MODEL.ftraceEnabled),
                offset(machine, "livepatch_handler", word -> isLoad(word, LOAD_DOUBLEWORD, PACA))
                        .orElse(MODEL.current),
                offset(
                                machine,
                                "livepatch_handler",
                                word -> isLoad(word, LOAD_DOUBLEWORD, THREAD_INFO))
                        .orElse(MODEL.livepatchSp));
    }

    private static OptionalInt offset(Machine machine, String function, IntPredicate wanted) {
        List<Symbol> named =
                machine.module(Module.KERNEL).map(m -> m.named(function)).orElse(List.of());
        if (named.isEmpty()) {
            return OptionalInt.empty();
        }
        Memory memory = machine.memory();
        long start = named.getFirst().address();
        for (long at = start;
                at < start + 4 * LONGEST && memory.isMapped(Range.of(at, 4));
                at += 4) {
            int word = memory.u32(at);
            if (wanted.test(word)) {
                int offset = word & (word >>> 26 == LOAD_BYTE ? 0xffff : 0xfffc);
                return offset < MOST ? OptionalInt.of(offset) : OptionalInt.empty();
            }
        }
        return OptionalInt.empty();
    }

    /** Of that primary opcode, relative to that register; {@code ld} and not {@code ldu, lwa}. */
    private static boolean isLoad(int word, int opcode, int base) {
        return word >>> 26 == opcode
                && (word >>> 16 & 31) == base
                && (opcode == LOAD_BYTE || (word & 3) == 0);
    }

    /** Bytes that the paca takes. */
    int pacaSize() {
        return size(Math.max(ftraceEnabled, current) + 8);
    }

    /** Bytes that the task takes. */
    int taskSize() {
        return size(livepatchSp + 8);
    }

    private static int size(int least) {
        return (int) Bits.alignUp(least, UNIT);
    }
}
