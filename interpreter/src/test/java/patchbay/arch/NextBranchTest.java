package patchbay.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;

/** A short way to direct branches finds all that the whole table knows. */
class NextBranchTest {
    @Test
    void noDirectBranchIsPassedOver() {
        for (Architecture architecture : Architectures.ALL) {
            Isa isa = architecture.isa();
            byte[] code = new byte[1 << 18];
            new Random(3).nextBytes(code);
            int branches = 0;
            int next = isa.nextBranch(code, 0);
            for (int at = 0; at + 8 <= code.length; at += isa.length(code, at)) {
                boolean direct =
                        switch (isa.flow(code, at, 0)) {
                            case Insn.Flow.Call call -> true;
                            case Insn.Flow.Jump jump -> true;
                            case Insn.Flow.Conditional conditional -> true;
                            case Insn.Flow.Next n -> false;
                            case Insn.Flow.Indirect i -> false;
                            case Insn.Flow.Return r -> false;
                            case Insn.Flow.Trap t -> false;
                        };
                if (direct) {
                    branches++;
                    assertEquals(at, next, () -> architecture.name());
                }
                if (at == next) {
                    next = isa.nextBranch(code, at + isa.length(code, at));
                }
            }
            assertTrue(branches > 1000, architecture.name() + ": " + branches);
        }
    }
}
