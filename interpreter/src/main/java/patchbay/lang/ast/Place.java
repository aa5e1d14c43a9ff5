package patchbay.lang.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.source.Span;

/** Where the blocks of a module from a file stand. */
public sealed interface Place {

    Span span();

    /**
     * {@code at ADDR}: the first block there, the others as that kernel's allocator would put them.
     */
    record First(Base base, Span span) implements Place {}

    /** {@code at { core ADDR, init ADDR }}: each block by itself. */
    record Parts(List<Part> parts, Span span) implements Place {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    record Part(Word name, Expr address, Span span) {}

    /** {@code in modules seed N}: where that kernel's allocator finds room. */
    record Free(@Nullable Expr seed, Span span) implements Place {}

    /** {@code sections "FILE"}: as a running system says. */
    record Sections(Text file, Span span) implements Place {}
}
