package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import patchbay.isa.Isa;
import patchbay.lang.ast.Asm;
import patchbay.source.Span;

/** Raw assembler lines with the places they were written at. */
final class AsmText {
    private AsmText() {}

    /**
     * The lines of a body; each is numbered by where its span stands in {@code spans}, to which
     * they are added.
     */
    static List<Isa.AsmLine> lines(Asm asm, List<Span> spans) {
        List<Isa.AsmLine> lines = new ArrayList<>();
        String text = asm.text();
        int at = 0;
        while (at <= text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            int stop = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
            int start = asm.body().start() + at;
            lines.add(new Isa.AsmLine(text.substring(at, stop), spans.size()));
            spans.add(new Span(asm.body().source(), start, start + stop - at));
            at = end + 1;
        }
        return lines;
    }
}
