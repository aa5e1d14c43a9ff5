package patchbay.isa.arm64;

import patchbay.isa.RecordedCases;

/** What the CPU executes, against what qemu did once. */
class RecordedCasesTest extends RecordedCases {
    RecordedCasesTest() {
        super(ArmCases.REPLAY, Instructions.TABLE, ArmCases::new);
    }
}
