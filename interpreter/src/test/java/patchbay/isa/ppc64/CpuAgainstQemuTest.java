package patchbay.isa.ppc64;

import java.util.Set;
import patchbay.isa.CpuAgainstQemu;
import patchbay.isa.Row;
import patchbay.isa.Untested;

/** What the CPU executes, against qemu. */
class CpuAgainstQemuTest extends CpuAgainstQemu {
    /** What a user may not do, or qemu does not know. */
    private static final Set<String> UNTESTED = Untested.of(Instructions.class).execution();

    CpuAgainstQemuTest() {
        super(
                PpcCases.REPLAY,
                Instructions.TABLE.rows().stream().filter(CpuAgainstQemuTest::isTried).toList(),
                PpcCases::new,
                "-mpower10");
    }

    static boolean isTried(Row row) {
        return Predecoder.executes(row) && !UNTESTED.contains(row.name());
    }

    @Override
    protected boolean computes(Row row) {
        long[] code = new long[2];
        new Predecoder().predecode((int) row.pattern().base, 0, 0, code, 0);
        int operation = Op.operation(code[0]);
        boolean branches = operation >= Op.B && operation <= Op.RETURN;
        boolean stores = operation >= Op.LOAD8 && operation <= Op.STORE1;
        return isTried(row)
                && row.width() == 32
                && operation != Op.NOP
                && (operation < Op.TRANSFERS
                        || operation >= Op.LANE_OPERATIONS && operation < Op.FLOAT_STATUS)
                && !OpenResults.isPartlyOpen(operation)
                && !row.name().startsWith("vdive")
                && !branches
                && !stores
                && !row.name().equals("addpcis");
    }
}
