package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParser;
import patchbay.grammar.PatchbayParserBaseVisitor;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Expr.Binary.Operator;
import patchbay.lang.ast.Expr.Unary.Sign;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/** From the parser's expressions to those of the tree. */
final class ExprBuilder extends PatchbayParserBaseVisitor<Expr> {
    private final Source source;
    private final List<Diagnostic> diagnostics;
    private final Literals literals;
    private final Names names;

    ExprBuilder(Source source, List<Diagnostic> diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
        literals = new Literals(source, diagnostics);
        names = new Names(diagnostics, literals);
    }

    Names names() {
        return names;
    }

    Literals literals() {
        return literals;
    }

    Expr expression(ExpressionContext context) {
        return new Climb(context).above(0);
    }

    /**
     * One expression's operands and the signs between them, in turn: a sign takes as its right side
     * all that binds tighter than itself. Children are taken by their place: ANTLR's lists by kind
     * look at all of them each time.
     */
    private final class Climb {
        private final ExpressionContext whole;
        private final int signs;

        /** The operand that was taken last, and so the sign that comes next. */
        private int at;

        Climb(ExpressionContext whole) {
            this.whole = whole;
            signs = whole.getChildCount() / 2;
        }

        private OperandContext operand() {
            return (OperandContext) whole.getChild(2 * at);
        }

        private Token sign() {
            return ((InfixContext) whole.getChild(2 * at + 1)).getStart();
        }

        Expr above(int strength) {
            OperandContext first = operand();
            return more(prefixed(first, 0), first.getStart(), strength);
        }

        private Expr more(Expr first, Token start, int strength) {
            Expr left = first;
            while (at < signs && strength(sign()) > strength) {
                Token sign = sign();
                at++;
                Expr right = above(strength(sign));
                Span span = span(start, operand().getStop());
                left =
                        sign.getType() == UPTO
                                ? new Expr.Range(left, right, span)
                                : new Expr.Binary(left, operator(sign), right, span);
            }
            return left;
        }

        private Expr prefixed(OperandContext operand, int index) {
            ParseTree child = operand.getChild(index);
            if (child instanceof ValueContext value) {
                return suffixed(operand, value, index);
            }
            Token sign = symbol(child);
            Expr inner = prefixed(operand, index + 1);
            if (sign.getType() == PatchbayParser.NOT) {
                inner = more(inner, symbol(operand.getChild(index + 1)), NOT_STRENGTH);
                return new Expr.Unary(Sign.NOT, inner, span(sign, operand().getStop()));
            }
            return new Expr.Unary(
                    sign.getType() == MINUS ? Sign.MINUS : Sign.COMPLEMENT,
                    inner,
                    span(sign, operand.getStop()));
        }
    }

    /** A token, or the first one of a rule. */
    private static Token symbol(ParseTree node) {
        return node instanceof ParserRuleContext rule
                ? rule.getStart()
                : ((TerminalNode) node).getSymbol();
    }

    private static final int NOT_STRENGTH = 3;

    private static int strength(Token sign) {
        return switch (sign.getType()) {
            case PatchbayParser.OR -> 1;
            case PatchbayParser.AND -> 2;
            case EQ, NE, LT, LE, GT, GE, PatchbayParser.VISITS -> 4;
            case UPTO -> 5;
            case BAR -> 6;
            case CARET -> 7;
            case AMP -> 8;
            case SHL, SHR -> 9;
            case PLUS, MINUS -> 10;
            default -> 11;
        };
    }

    /** The value that is the operand's child {@code index}, and what hangs on it. */
    private Expr suffixed(OperandContext operand, ValueContext value, int index) {
        Token start = value.getStart();
        // nearly every value is one of these two; the visitor's way is a long one
        Expr of =
                value instanceof NameContext name
                        ? visitName(name)
                        : value instanceof NumberContext number
                                ? visitNumber(number)
                                : value.accept(this);
        for (int i = index + 1; i < operand.getChildCount(); i++) {
            SuffixContext suffix = (SuffixContext) operand.getChild(i);
            of =
                    suffix.word() != null
                            ? fields(of, start, suffix.word().getStart())
                            : new Expr.Index(
                                    of,
                                    expression(suffix.expression()),
                                    span(start, suffix.getStop()));
        }
        return of;
    }

    @Override
    public Expr visitName(NameContext name) {
        Expr.Name function = names.name(name);
        return name.getChildCount() == 1
                ? function
                : new Expr.Apply(function, arguments(name.arguments()), span(name));
    }

    @Override
    public Expr visitCall(CallContext call) {
        return call(call.callee(), call.arguments(), call.getStart());
    }

    @Override
    public Expr visitUnchanged(UnchangedContext unchanged) {
        return new Expr.Unchanged(subject(unchanged.subject()), span(unchanged));
    }

    @Override
    public Expr visitComparison(ComparisonContext comparison) {
        return comparison(comparison.dump(), span(comparison));
    }

    Expr.Comparison comparison(DumpContext dump, Span span) {
        Token kernel = dump.getStart();
        return new Expr.Comparison(
                dump.word() == null
                        ? new Word(kernel.getText(), literals.span(kernel))
                        : names.word(dump.word()),
                literals.text(dump.file().getStart()),
                dump.address() == null ? null : expression(dump.address().expression()),
                span);
    }

    @Override
    public Expr visitNumber(NumberContext number) {
        return literals.number(number.getStart());
    }

    @Override
    public Expr visitString(StringContext string) {
        return new Expr.Characters(literals.characters(string.getStart()), span(string));
    }

    @Override
    public Expr visitBytes(BytesContext bytes) {
        return literals.bytes(bytes.getStart());
    }

    @Override
    public Expr visitBacktracePlace(BacktracePlaceContext place) {
        return names.backtrace(place.getStart());
    }

    @Override
    public Expr visitTruth(TruthContext truth) {
        return new Expr.Truth(truth.TRUE() != null, span(truth));
    }

    @Override
    public Expr visitGroup(GroupContext group) {
        return expression(group.expression());
    }

    @Override
    public Expr visitListing(ListingContext list) {
        return new Expr.Items(expressions(list), span(list));
    }

    List<Expr> arguments(ArgumentsContext context) {
        return expressions(context);
    }

    /** The expressions between two brackets and commas. */
    private List<Expr> expressions(ParserRuleContext context) {
        int last = context.getChildCount() - 1;
        List<Expr> expressions = new ArrayList<>(last / 2);
        for (int i = 1; i < last; i += 2) {
            expressions.add(expression((ExpressionContext) context.getChild(i)));
        }
        return expressions;
    }

    Expr.Call call(CalleeContext callee, ArgumentsContext arguments, Token start) {
        Expr function =
                callee.expression() != null
                        ? expression(callee.expression())
                        : atom(callee.word(), callee.PLACE(), callee.NUMBER());
        return new Expr.Call(function, arguments(arguments), span(start, arguments.getStop()));
    }

    private Expr subject(SubjectContext subject) {
        return subject.expression() != null
                ? expression(subject.expression())
                : atom(subject.word(), subject.PLACE(), null);
    }

    private Expr atom(
            @Nullable WordContext word,
            @Nullable TerminalNode place,
            @Nullable TerminalNode number) {
        if (word != null) {
            return names.name(word);
        }
        if (place != null) {
            return names.backtrace(place.getSymbol());
        }
        if (number != null) {
            return literals.number(number.getSymbol());
        }
        throw new IllegalStateException("nothing to call");
    }

    /**
     * {@code (call f()).value.low} has one token behind the first dot; each of its parts is a
     * field.
     */
    private Expr fields(Expr owner, Token first, Token token) {
        Expr of = owner;
        int start = token.getStartIndex();
        for (String part : Names.parts(token.getText(), false)) {
            Span span = new Span(source, start, start + part.length());
            of =
                    new Expr.Field(
                            of,
                            new Word(Names.unquoted(part), span),
                            new Span(source, first.getStartIndex(), span.end()));
            start += part.length() + 1;
        }
        return of;
    }

    /** A template where the text has places to fill, else its characters. */
    Expr printed(ExpressionContext context) {
        Token token = context.getStart();
        if (token.getType() != STRING || context.getStop() != token) {
            return expression(context);
        }
        String text = token.getText();
        if (text.indexOf('{') < 0 && text.indexOf('}') < 0 || !Literals.isClosed(text)) {
            return expression(context);
        }
        return template(token, text);
    }

    private Expr template(Token token, String text) {
        List<Expr> parts = new ArrayList<>();
        int start = token.getStartIndex();
        int end = text.length() - 1;
        int done = 1;
        int at = 1;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '\\') {
                at += 2;
                continue;
            }
            if (c == '}') {
                bad(
                        start + at,
                        "this '}' closes nothing in the text",
                        "write \\} for the sign itself");
            }
            if (c == '{') {
                int close = text.indexOf('}', at);
                if (close < 0) {
                    bad(
                            start + at,
                            "this '{' is never closed in the text",
                            "write \\{ for the sign itself");
                    break;
                }
                characters(parts, text, done, at, start);
                Expr inner = Parser.expression(source, start + at + 1, start + close, diagnostics);
                if (inner != null) {
                    parts.add(inner);
                }
                at = close;
                done = close + 1;
            }
            at++;
        }
        characters(parts, text, done, end, start);
        return new Expr.Template(parts, literals.span(token));
    }

    private void characters(List<Expr> parts, String text, int from, int to, int start) {
        if (from < to) {
            parts.add(
                    new Expr.Characters(
                            literals.unescaped(text, from, to, start),
                            new Span(source, start + from, start + to)));
        }
    }

    private void bad(int at, String message, String remedy) {
        diagnostics.add(
                Diagnostic.error(Code.PB1007, new Span(source, at, at + 1), message, remedy));
    }

    private static Operator operator(Token sign) {
        return switch (sign.getType()) {
            case STAR -> Operator.TIMES;
            case SLASH -> Operator.DIVIDED;
            case PERCENT -> Operator.REMAINDER;
            case PLUS -> Operator.PLUS;
            case MINUS -> Operator.MINUS;
            case SHL -> Operator.SHIFT_LEFT;
            case SHR -> Operator.SHIFT_RIGHT;
            case AMP -> Operator.AND_BITS;
            case CARET -> Operator.XOR_BITS;
            case BAR -> Operator.OR_BITS;
            case EQ -> Operator.EQUAL;
            case NE -> Operator.UNEQUAL;
            case LT -> Operator.LESS;
            case LE -> Operator.AT_MOST;
            case GT -> Operator.GREATER;
            case GE -> Operator.AT_LEAST;
            case PatchbayParser.VISITS -> Operator.VISITS;
            case PatchbayParser.AND -> Operator.AND;
            default -> Operator.OR;
        };
    }

    Span span(ParserRuleContext context) {
        return span(context.getStart(), context.getStop());
    }

    private Span span(Token start, Token stop) {
        return new Span(source, start.getStartIndex(), stop.getStopIndex() + 1);
    }
}
