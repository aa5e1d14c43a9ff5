package patchbay.lang.ast;

import java.util.List;
import patchbay.source.Source;

/** A whole script: its statements in order, each with what must come out. */
public record Script(Source source, List<Step> steps) {

    /** A top-level statement and the {@code //=} and {@code //!} lines that follow it, in order. */
    public record Step(Statement statement, List<Expectation> expected) {
        public Step {
            expected = List.copyOf(expected);
        }
    }

    public Script {
        steps = List.copyOf(steps);
    }
}
