package patchbay.doc;

import java.util.ArrayList;
import java.util.List;

/** The record of one file while its parts are run. */
final class Trial {
    private final Examples.Mode mode;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Edit> edits = new ArrayList<>();
    private int ran;
    private int failed;

    Trial(Examples.Mode mode) {
        this.mode = mode;
    }

    boolean strict() {
        return mode.strict();
    }

    boolean bless() {
        return mode.bless();
    }

    void ran() {
        ran++;
    }

    /** One statement is not as it is written down. */
    void failed(Finding finding) {
        failed++;
        findings.add(finding);
    }

    void edit(Edit edit) {
        edits.add(edit);
    }

    int statements() {
        return ran;
    }

    int failures() {
        return failed;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Edit> edits() {
        return edits;
    }
}
