package patchbay.lang.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.lang.ast.Expectation;
import patchbay.lang.ast.Script;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * The comments that say what the statement before them must do: {@code //= text}, {@code //= …},
 * {@code //! PB3001}, each also with an architecture directly behind the sign.
 */
final class Remarks {
    private final Source source;
    private final Ranges ranges;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** By index of the top-level statement; nearly none has any. */
    private final Map<Integer, List<Expectation>> expected = new HashMap<>();

    Remarks(Source source, List<? extends Token> comments, Ranges ranges) {
        this.source = source;
        this.ranges = ranges;
        int statement = -1;
        for (Token comment : comments) {
            Expectation expectation = read(comment);
            if (expectation == null) {
                continue;
            }
            while (statement + 1 < ranges.size()
                    && ranges.start(statement + 1) < comment.getStartIndex()) {
                statement++;
            }
            if (statement < 0 || ranges.end(statement) > comment.getStartIndex()) {
                if (diagnostics.size() > Limits.MISTAKES) {
                    return;
                }
                diagnostics.add(
                        Diagnostic.error(
                                Code.PB1009,
                                expectation.span(),
                                statement < 0
                                        ? "no statement stands before this line"
                                        : "this line stands inside of a statement",
                                "what must come out stands behind a statement of the top level"));
            } else {
                expected.computeIfAbsent(statement, key -> new ArrayList<>()).add(expectation);
            }
        }
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    List<Script.Step> attach(List<Script.Step> steps) {
        List<Script.Step> attached = new ArrayList<>(steps.size());
        int at = 0;
        for (Script.Step step : steps) {
            while (ranges.start(at) != step.statement().span().start()) {
                at++;
            }
            List<Expectation> here = expected.get(at);
            attached.add(here == null ? step : new Script.Step(step.statement(), here));
        }
        return attached;
    }

    /** Takes out of {@code found} what the line behind the statement concerned says. */
    List<Diagnostic> takeHeld(List<Diagnostic> found) {
        List<Diagnostic> held = new ArrayList<>();
        List<Diagnostic> others = new ArrayList<>();
        for (Diagnostic each : found) {
            (isHeld(each) ? held : others).add(each);
        }
        found.clear();
        found.addAll(others);
        return held;
    }

    private boolean isHeld(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        if (span == null) {
            return false;
        }
        int at = span.start();
        int last = ranges.lastBefore(at);
        return last >= 0 && at <= ranges.end(last) && isRefused(last, diagnostic)
                // right between two statements it may belong to the one before
                || last > 0 && at == ranges.end(last - 1) && isRefused(last - 1, diagnostic);
    }

    private boolean isRefused(int statement, Diagnostic diagnostic) {
        for (Expectation each : expected.getOrDefault(statement, List.of())) {
            if (each instanceof Expectation.Refused refused
                    && refused.code().equals(diagnostic.code().name())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Expectation read(Token comment) {
        int start = comment.getStartIndex();
        String text = comment.getText();
        if (text.length() < 3
                || text.charAt(1) != '/'
                || text.charAt(2) != '=' && text.charAt(2) != '!'
                || !beginsLine(start)) {
            return null;
        }
        int at = 3;
        while (at < text.length() && isLetter(text.charAt(at), at == 3)) {
            at++;
        }
        if (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
            return null;
        }
        String arch = at == 3 ? null : text.substring(3, at);
        int end = text.length();
        while (end > at && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        Span span = new Span(source, start, start + Math.max(end, at));
        String rest = at < end ? text.substring(at + 1, end) : "";
        if (text.charAt(2) == '!') {
            int word = 0;
            String code = rest.strip();
            while (word < code.length() && !Character.isWhitespace(code.charAt(word))) {
                word++;
            }
            return new Expectation.Refused(arch, code.substring(0, word), span);
        }
        return rest.equals("…") || rest.equals("...")
                ? new Expectation.Elision(arch, span)
                : new Expectation.Line(arch, rest, span);
    }

    private static boolean isLetter(char c, boolean first) {
        return c >= 'a' && c <= 'z' || !first && (c >= '0' && c <= '9' || c == '_');
    }

    private boolean beginsLine(int start) {
        String text = source.text();
        int at = start;
        while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        return at == 0 || text.charAt(at - 1) == '\n';
    }
}
