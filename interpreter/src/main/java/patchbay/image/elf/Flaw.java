package patchbay.image.elf;

/**
 * The first thing that is wrong with a file. Checked, and without a stack: it carries a refusal
 * from the depth of a table to {@link ElfReader}, and never leaves it.
 */
final class Flaw extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ElfRefusal refusal;

    Flaw(ElfRefusal refusal) {
        super(refusal.file(), null, false, false);
        this.refusal = refusal;
    }

    ElfRefusal refusal() {
        return refusal;
    }
}
