package patchbay.isa.arm64;

import java.util.Set;
import patchbay.isa.CpuAgainstQemu;
import patchbay.isa.Row;

/** What the CPU executes, against qemu. */
class CpuAgainstQemuTest extends CpuAgainstQemu {
    /** What qemu 7.2 does not know yet. */
    private static final Set<String> NEWER = Set.of("bc.cond", "dsb.nxs");

    CpuAgainstQemuTest() {
        super(
                ArmCases.REPLAY,
                Instructions.TABLE.rows().stream().filter(CpuAgainstQemuTest::isTried).toList(),
                ArmCases::new,
                "-march=armv8.2-a");
    }

    static boolean isTried(Row row) {
        return switch (Encoding.of(row)) {
            case UNDEFINED, UNMODELLED, TRAP, PSTATE -> false;
            case NOP -> !row.name().startsWith("wf") && !NEWER.contains(row.name()); // waits
            default -> !NEWER.contains(row.name());
        };
    }

    @Override
    protected boolean computes(Row row) {
        Encoding encoding = Encoding.of(row);
        return encoding == Encoding.VECTOR
                || encoding.compareTo(Encoding.ADR) >= 0 && encoding.compareTo(Encoding.BRANCH) < 0;
    }
}
