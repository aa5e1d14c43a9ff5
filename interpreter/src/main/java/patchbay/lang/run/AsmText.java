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
            cut(asm, text, at, stop, lines, spans);
            at = end + 1;
        }
        return lines;
    }

    private static void cut(
            Asm asm, String text, int from, int to, List<Isa.AsmLine> lines, List<Span> spans) {
        int comment = text.indexOf("//", from, to);
        int code = comment < 0 ? to : comment;
        int at = from;
        for (int next = text.indexOf(';', at, code);
                next >= 0;
                next = text.indexOf(';', at, code)) {
            add(asm, text, at, next, lines, spans);
            at = next + 1;
        }
        add(asm, text, at, to, lines, spans);
    }

    private static void add(
            Asm asm, String text, int from, int to, List<Isa.AsmLine> lines, List<Span> spans) {
        lines.add(new Isa.AsmLine(text.substring(from, to), spans.size()));
        spans.add(
                new Span(asm.body().source(), asm.body().start() + from, asm.body().start() + to));
    }
}
