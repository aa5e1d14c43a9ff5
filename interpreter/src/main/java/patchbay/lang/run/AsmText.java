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
     * The lines of a body, cut at each {@code ;} before a comment; each is numbered by where its
     * span stands in {@code spans}, to which they are added.
     */
    static List<Isa.AsmLine> lines(Asm asm, List<Span> spans) {
        List<Isa.AsmLine> lines = new ArrayList<>();
        String text = asm.text();
        int at = 0;
        while (at <= text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            int stop = end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
            cut(asm, text.substring(at, stop), at, lines, spans);
            at = end + 1;
        }
        return lines;
    }

    /** One line, which stands at {@code start} in its body. */
    private static void cut(
            Asm asm, String line, int start, List<Isa.AsmLine> lines, List<Span> spans) {
        int comment = line.indexOf("//");
        int code = comment < 0 ? line.length() : comment;
        int at = 0;
        for (int next = line.indexOf(';'); next >= 0 && next < code; next = line.indexOf(';', at)) {
            add(asm, line, at, next, start, lines, spans);
            at = next + 1;
        }
        add(asm, line, at, line.length(), start, lines, spans);
    }

    private static void add(
            Asm asm,
            String line,
            int from,
            int to,
            int start,
            List<Isa.AsmLine> lines,
            List<Span> spans) {
        lines.add(new Isa.AsmLine(line.substring(from, to), spans.size()));
        int body = asm.body().start() + start;
        spans.add(new Span(asm.body().source(), body + from, body + to));
    }
}
