package patchbay.isa.ppc64;

import patchbay.isa.RecordedText;

/** What is printed and read, against what GNU's tools printed and read once. */
class RecordedTextTest extends RecordedText {
    RecordedTextTest() {
        super(() -> new Ppc64(new Instructions()));
    }
}
