package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/** {@code encode} and {@code decode}: instructions and words without a layout. */
final class Coding {
    private final Run run;
    private final Expressions expressions;

    Coding(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    Answer encode(Statement.Encode encode) throws Halt {
        Expr place = encode.at();
        Isa isa = isa(encode.span());
        long at = place(place, isa);
        // The text begins behind the opening quote; escapes in an instruction are unheard of.
        Span inside =
                new Span(
                        encode.instruction().span().source(),
                        encode.instruction().span().start() + 1,
                        encode.instruction().span().end() - 1);
        byte[] code =
                run.need(
                                isa.assemble(
                                        List.of(new Isa.AsmLine(encode.instruction().value(), 0)),
                                        at,
                                        expressions.naming().imports()::internal),
                                encode.instruction().span(),
                                List.of(inside))
                        .bytes();
        return new Answer.Encoded(lines(isa, code, at), code);
    }

    /** Where an instruction stands: 0 if nobody says. */
    private long place(@Nullable Expr place, Isa isa) throws Halt {
        long at = place == null ? 0 : expressions.address(place);
        if (place != null && at % isa.unit() != 0) {
            throw new Halt(
                    Code.PB2005,
                    place.span(),
                    Phrase.of(
                            "an instruction stands at a multiple of %d, %s is none",
                            isa.unit(), Value.hex(at)));
        }
        return at;
    }

    /** Code that stands nowhere, an instruction a line. */
    List<Answer.Code.Line> lines(Isa isa, byte[] code, long at) {
        List<Answer.Code.Line> lines = new ArrayList<>();
        Isa.Names names = new Listing(isa, run.machine(), null).names();
        for (int offset = 0; offset + isa.unit() <= code.length; ) {
            Text text = new Text();
            int length = isa.print(code, offset, at + offset, names, text);
            lines.add(
                    new Answer.Code.Line(
                            "",
                            at + offset,
                            Bits.little(code, offset, length),
                            length,
                            Listing.shown(text.toString()),
                            ""));
            offset += length;
        }
        return lines;
    }

    Answer decode(Statement.Decode decode) throws Halt {
        Expr place = decode.at();
        Isa isa = isa(decode.span());
        long at = place(place, isa);
        Value value = expressions.value(decode.word());
        byte[] code =
                value instanceof Value.Bytes(byte[] bytes)
                        ? bytes
                        : Steps.word(
                                Arithmetic.number(value, decode.word().span()).value(),
                                isa,
                                decode.word().span());
        if (code.length == 0 || code.length % isa.unit() != 0) {
            throw new Halt(
                    Code.PB3002,
                    decode.word().span(),
                    Phrase.of(
                            "%d bytes are no whole number of instructions of %d",
                            code.length, isa.unit()));
        }
        return code.length == isa.unit()
                ? new Answer.Decoded(
                        at,
                        Bits.little(code, 0, code.length),
                        code.length,
                        isa.explain(code, 0, at))
                : new Answer.Code(lines(isa, code, at));
    }

    /** The {@code Code:} line of an oops: words, the one at the pc in brackets. */
    Answer oops(Statement.DecodeOops decode) throws Halt {
        Isa isa = isa(decode.span());
        String text = decode.line().value().strip();
        if (text.startsWith("Code:")) {
            text = text.substring("Code:".length()).strip();
        }
        if (text.isEmpty()) {
            throw new Halt(
                    Code.PB1014,
                    decode.line().span(),
                    "there is no instruction word in this line",
                    "an oops prints it as Code: aa1e03e9 (d503201f) 94000002");
        }
        List<Answer.Code.Line> lines = new ArrayList<>();
        long at = 0;
        for (String token : text.split("\\s+", -1)) {
            boolean pc = atPc(token, decode.line().span());
            String digits = pc ? token.substring(1, token.length() - 1) : token;
            checkWord(digits, 2 * isa.unit(), decode.line().span());
            byte[] code = Steps.word(Long.parseLong(digits, 16), isa, decode.line().span());
            Answer.Code.Line line = lines(isa, code, at).getFirst();
            lines.add(
                    new Answer.Code.Line(
                            line.label(),
                            line.address(),
                            line.word(),
                            line.length(),
                            line.text(),
                            pc ? "the pc was here" : ""));
            at += isa.unit();
        }
        return new Answer.Code(lines);
    }

    /** Whether a word stands in the brackets that say where the pc was. */
    private static boolean atPc(String token, Span span) throws Halt {
        boolean opened = token.startsWith("(") || token.startsWith("<");
        char close = token.startsWith("(") ? ')' : '>';
        boolean closed = token.length() > 1 && token.charAt(token.length() - 1) == close;
        if (opened ? !closed : token.endsWith(")") || token.endsWith(">")) {
            throw new Halt(
                    Code.PB1013,
                    span,
                    Phrase.of(
                            "'%s': the word at the pc stands in ( ) or < >, both touching it",
                            token),
                    "write it as (d503201f)");
        }
        return opened;
    }

    private static void checkWord(String word, int digits, Span span) throws Halt {
        if (!isHex(word)) {
            boolean unread = word.equals("?".repeat(digits)) || word.equals("X".repeat(digits));
            throw new Halt(
                    Code.PB1003,
                    span,
                    unread
                            ? Phrase.of("'%s' stands for a word that could not be read", word)
                            : Phrase.of(
                                    "'%s' is no instruction word: %d hexadecimal digits",
                                    word, digits),
                    unread ? "decode the words before it, or those behind it" : "leave it out");
        }
        if (word.length() != digits) {
            throw new Halt(
                    Code.PB1012,
                    span,
                    Phrase.of(
                            "'%s' has %d digits, an instruction word has %d",
                            word, word.length(), digits),
                    "bytes in the order of memory are decoded by decode x\"1f 20 03 d5\"");
        }
    }

    private static boolean isHex(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), 16) < 0) {
                return false;
            }
        }
        return !digits.isEmpty();
    }

    /** The instruction set alone: no kernel is assumed for a question about a word. */
    private Isa isa(Span span) {
        if (!run.world.archSaid && run.settings.arch() == null) {
            run.assume(
                    span,
                    Phrase.of(
                            "no arch statement: arch %s is assumed",
                            run.world.architecture.name()));
        }
        return run.world.architecture.isa();
    }
}
