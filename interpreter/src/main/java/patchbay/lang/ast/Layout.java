package patchbay.lang.ast;

import java.util.List;
import patchbay.source.Span;

/** What the kernel, a module or a section consists of, in order. */
public record Layout(List<Item> items, Span span) {
    public Layout {
        items = List.copyOf(items);
    }
}
