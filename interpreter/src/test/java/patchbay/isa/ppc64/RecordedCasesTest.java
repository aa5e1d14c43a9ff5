package patchbay.isa.ppc64;

import patchbay.isa.RecordedCases;

/** What the CPU executes, against what qemu did once. */
class RecordedCasesTest extends RecordedCases {
    RecordedCasesTest() {
        super(PpcCases.REPLAY, Instructions.TABLE, PpcCases::new);
    }
}
