package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import patchbay.grammar.PatchbayParserBaseVisitor;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Block;
import patchbay.lang.ast.Content;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Place;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/**
 * From the parser's statements to those of the tree. Gives no meaning to anything; leaves out what
 * a diagnostic has been made for. A visitor and not a switch over types: those cost the start some
 * milliseconds.
 */
final class TreeBuilder extends PatchbayParserBaseVisitor<Statement> {
    private final Recovery recovery;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final ExprBuilder expressions;
    private final LayoutBuilder layouts;

    /**
     * For every statement and item that is being built: how many diagnostics there were before,
     * without those of blocks inside.
     */
    private final List<Integer> before = new ArrayList<>();

    TreeBuilder(Source source, Recovery recovery) {
        this.recovery = recovery;
        expressions = new ExprBuilder(source, diagnostics);
        layouts = new LayoutBuilder(this, expressions);
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    ExprBuilder expressions() {
        return expressions;
    }

    List<Script.Step> steps(ScriptContext script) {
        List<Script.Step> steps = new ArrayList<>();
        for (Statement statement : statements(script.statement())) {
            steps.add(new Script.Step(statement, List.of()));
        }
        return steps;
    }

    private List<Statement> statements(List<StatementContext> contexts) {
        List<Statement> statements = new ArrayList<>(contexts.size());
        for (StatementContext each : contexts) {
            if (enter(each)) {
                Statement statement = each.accept(this);
                if (leave()) {
                    statements.add(statement);
                }
            }
        }
        return statements;
    }

    /** Begins a statement or an item, unless the parser could not read it. */
    boolean enter(ParserRuleContext context) {
        boolean good = !recovery.isBroken(context);
        if (good) {
            before.add(diagnostics.size());
        }
        return good;
    }

    /** Ends it, and says whether nothing is wrong with it itself. */
    boolean leave() {
        int own = diagnostics.size() - before.removeLast();
        for (int i = 0; i < before.size(); i++) {
            before.set(i, before.get(i) + own);
        }
        return own == 0;
    }

    // ---- machine and layout

    @Override
    public Statement visitArch(ArchContext arch) {
        List<Statement.Arch.Option> options = new ArrayList<>();
        for (OptionContext each : arch.option()) {
            options.add(
                    new Statement.Arch.Option(
                            word(each.word()), amount(each.amount()), span(each)));
        }
        VersionContext version = arch.version();
        return new Statement.Arch(
                word(arch.word()),
                version == null ? null : expressions.literals().release(version.getStart()),
                options,
                span(arch));
    }

    @Override
    public Statement visitKernelStatement(KernelStatementContext kernel) {
        return kernel.kernel().accept(this);
    }

    @Override
    public Statement visitKernelInWords(KernelInWordsContext kernel) {
        once(kernel.AT(), kernel.SIZE());
        return new Statement.Kernel(
                base(kernel.base(0)),
                amount(kernel.amount(0)),
                layouts.optional(kernel.layout()),
                whole(kernel));
    }

    @Override
    public Statement visitKernelSymbols(KernelSymbolsContext symbols) {
        return new Statement.KernelSymbols(
                file(symbols.file()), amount(symbols.amount()), whole(symbols));
    }

    @Override
    public Statement visitModuleStatement(ModuleStatementContext module) {
        return module.module().accept(this);
    }

    @Override
    public Statement visitModuleInWords(ModuleInWordsContext module) {
        once(module.AT(), module.PLT());
        return new Statement.Module(
                moduleName(module),
                base(module.base(0)),
                amount(module.amount(0)),
                layouts.optional(module.layout()),
                whole(module));
    }

    @Override
    public Statement visitModuleFrom(ModuleFromContext module) {
        Place place = null;
        Expr percpu = null;
        for (PlaceContext each : module.place()) {
            boolean isPercpu = each.PERCPU() != null;
            if ((isPercpu ? percpu : place) != null) {
                twice(each.getStart(), isPercpu ? "'percpu'" : "the place");
            }
            if (isPercpu) {
                percpu = expression(each.address().expression());
            } else {
                place = place(each);
            }
        }
        return new Statement.ModuleFrom(
                moduleName(module), file(module.file()), place, percpu, whole(module));
    }

    private Word moduleName(ModuleContext module) {
        return declared(((ModuleStatementContext) module.getParent()).word());
    }

    private Place place(PlaceContext place) {
        if (place.SECTIONS() != null) {
            return new Place.Sections(file(place.file()), span(place));
        }
        Base base = base(place.base());
        if (base != null) {
            return new Place.First(base, span(place));
        }
        List<Place.Part> parts = new ArrayList<>();
        for (PartContext part : place.part()) {
            parts.add(
                    new Place.Part(
                            word(part.word()),
                            expression(part.address().expression()),
                            span(part)));
        }
        return new Place.Parts(parts, span(place));
    }

    @Override
    public Statement visitExtern(ExternContext extern) {
        return new Statement.Extern(
                declared(extern.word()), expression(extern.address().expression()), span(extern));
    }

    // ---- patch steps

    @Override
    public Statement visitRedirect(RedirectContext redirect) {
        Statement.Redirect.Way way =
                redirect.FTRACE() != null
                        ? Statement.Redirect.Way.FTRACE
                        : redirect.CALLERS() != null
                                ? Statement.Redirect.Way.CALLERS
                                : redirect.JUMP() != null ? Statement.Redirect.Way.JUMP : null;
        return new Statement.Redirect(
                expression(redirect.function(0).expression()),
                expression(redirect.function(1).expression()),
                way,
                span(redirect));
    }

    @Override
    public Statement visitRestore(RestoreContext restore) {
        return new Statement.Restore(expression(restore.function().expression()), span(restore));
    }

    @Override
    public Statement visitWrite(WriteContext write) {
        return new Statement.Write(
                expression(write.address().expression()),
                content(write.content(0)),
                content(write.content(1)),
                span(write));
    }

    private Content content(ContentContext content) {
        return content.assembly() != null
                ? new Content.Assembly(assembly(content.assembly()))
                : new Content.Value(expression(content.expression()));
    }

    @Override
    public Statement visitTransaction(TransactionContext transaction) {
        return new Statement.Transaction(block(transaction.block()), span(transaction));
    }

    @Override
    public Statement visitUndo(UndoContext undo) {
        return new Statement.Undo(amount(undo.amount()), span(undo));
    }

    @Override
    public Statement visitUnsafe(UnsafeContext unsafe) {
        return new Statement.Unsafe(text(unsafe.text()), block(unsafe.block()), span(unsafe));
    }

    // ---- asking

    @Override
    public Statement visitShowStatement(ShowStatementContext show) {
        return show.show().accept(this);
    }

    @Override
    public Statement visitShowCode(ShowCodeContext show) {
        return new Statement.Show(Statement.Show.Topic.CODE, thing(show.thing()), whole(show));
    }

    @Override
    public Statement visitShowOf(ShowOfContext show) {
        return new Statement.Show(topic(show.getStart()), thing(show.thing()), whole(show));
    }

    @Override
    public Statement visitShowAll(ShowAllContext show) {
        return new Statement.Show(topic(show.getStart()), null, whole(show));
    }

    @Override
    public Statement visitShowBytes(ShowBytesContext show) {
        return new Statement.ShowBytes(
                expression(show.amount().expression()),
                expression(show.address().expression()),
                whole(show));
    }

    private static Statement.Show.Topic topic(Token word) {
        return switch (word.getType()) {
            case PLT -> Statement.Show.Topic.PLT;
            case STUBS -> Statement.Show.Topic.STUBS;
            case TOC -> Statement.Show.Topic.TOC;
            case SECTIONS -> Statement.Show.Topic.SECTIONS;
            case RELOCS -> Statement.Show.Topic.RELOCS;
            case SITES -> Statement.Show.Topic.SITES;
            case MAP -> Statement.Show.Topic.MAP;
            case PATCHES -> Statement.Show.Topic.PATCHES;
            case JOURNAL -> Statement.Show.Topic.JOURNAL;
            case LOG -> Statement.Show.Topic.LOG;
            default -> Statement.Show.Topic.DIFF;
        };
    }

    @Override
    public Statement visitTrace(TraceContext trace) {
        return new Statement.Trace(
                expressions.call(trace.callee(), trace.arguments(), trace.callee().getStart()),
                span(trace));
    }

    @Override
    public Statement visitExplainStatement(ExplainStatementContext explain) {
        return explain.explain().accept(this);
    }

    @Override
    public Statement visitExplainSlot(ExplainSlotContext slot) {
        return new Statement.ExplainSlot(expression(slot.thing().expression()), whole(slot));
    }

    @Override
    public Statement visitExplainConst(ExplainConstContext constant) {
        return new Statement.ExplainConst(
                expression(constant.amount().expression()), whole(constant));
    }

    @Override
    public Statement visitExplainWay(ExplainWayContext way) {
        Expr from = expression(way.thing().expression());
        return way.ARROW() == null
                ? new Statement.ExplainThing(from, whole(way))
                : new Statement.ExplainWay(
                        from,
                        expression(way.address(0).expression()),
                        address(way.address(1)),
                        whole(way));
    }

    @Override
    public Statement visitEncode(EncodeContext encode) {
        return new Statement.Encode(text(encode.text()), address(encode.address()), span(encode));
    }

    @Override
    public Statement visitDecodeStatement(DecodeStatementContext decode) {
        return decode.decode().accept(this);
    }

    @Override
    public Statement visitDecodeOops(DecodeOopsContext oops) {
        return new Statement.DecodeOops(text(oops.text()), whole(oops));
    }

    @Override
    public Statement visitDecodeWord(DecodeWordContext word) {
        return new Statement.Decode(
                expression(word.amount().expression()), address(word.address()), whole(word));
    }

    @Override
    public Statement visitListStatement(ListStatementContext list) {
        return list.list().accept(this);
    }

    @Override
    public Statement visitListCalls(ListCallsContext calls) {
        ListStatementContext list = (ListStatementContext) calls.getParent();
        return new Statement.ListCalls(
                expression(calls.thing().expression()),
                thing(list.thing()),
                condition(list.condition()),
                span(list));
    }

    @Override
    public Statement visitListThings(ListThingsContext things) {
        ListStatementContext list = (ListStatementContext) things.getParent();
        return new Statement.ListThings(
                word(things.word()), thing(list.thing()), condition(list.condition()), span(list));
    }

    // ---- saying what must hold, taking it along

    @Override
    public Statement visitExpectStatement(ExpectStatementContext expect) {
        return expect.expect().accept(this);
    }

    @Override
    public Statement visitExpectFails(ExpectFailsContext fails) {
        return new Statement.ExpectFails(word(fails.word()), block(fails.block()), whole(fails));
    }

    @Override
    public Statement visitExpectCondition(ExpectConditionContext expect) {
        return new Statement.Expect(expression(expect.condition().expression()), whole(expect));
    }

    @Override
    public Statement visitSaveModule(SaveModuleContext save) {
        return new Statement.SaveModule(
                word(save.word()),
                save.LIVE() != null
                        ? Statement.SaveModule.Stage.LIVE
                        : Statement.SaveModule.Stage.RELOCATED,
                file(save.file()),
                span(save));
    }

    // ---- a little programming

    @Override
    public Statement visitLet(LetContext let) {
        return new Statement.Let(declared(let.word()), expression(let.expression()), span(let));
    }

    @Override
    public Statement visitFor(ForContext loop) {
        return new Statement.For(
                declared(loop.word()),
                expression(loop.expression()),
                amount(loop.amount()),
                block(loop.block()),
                span(loop));
    }

    @Override
    public Statement visitIf(IfContext choice) {
        List<BlockContext> blocks = choice.block();
        List<Statement.If.Arm> arms = new ArrayList<>();
        for (ConditionContext each : choice.condition()) {
            arms.add(
                    new Statement.If.Arm(
                            expression(each.expression()), block(blocks.get(arms.size()))));
        }
        return new Statement.If(
                arms, blocks.size() > arms.size() ? block(blocks.getLast()) : null, span(choice));
    }

    @Override
    public Statement visitDef(DefContext def) {
        Word name = declared(def.word());
        List<Word> parameters = expressions.names().parameters(def.parameters());
        return def.block() != null
                ? new Statement.DefSteps(name, parameters, block(def.block()), span(def))
                : new Statement.DefValue(name, parameters, expression(def.expression()), span(def));
    }

    @Override
    public Statement visitInclude(IncludeContext include) {
        return new Statement.Include(file(include.file()), span(include));
    }

    @Override
    public Statement visitPrint(PrintContext print) {
        return new Statement.Print(expressions.printed(print.expression()), span(print));
    }

    @Override
    public Statement visitEvaluate(EvaluateContext evaluate) {
        Expr value = expression(evaluate.expression());
        return value instanceof Expr.Call call && evaluate.getStart().getType() == CALL
                ? new Statement.Call(call, span(evaluate))
                : new Statement.Evaluate(value, span(evaluate));
    }

    private Block block(BlockContext block) {
        return new Block(statements(block.statement()), span(block));
    }

    // ---- parts

    Asm assembly(AssemblyContext assembly) {
        return new Asm(
                expressions.literals().span(assembly.ASM_BODY().getSymbol()), span(assembly));
    }

    Text text(TextContext context) {
        return expressions.literals().text(context.getStart());
    }

    private Text file(FileContext context) {
        return expressions.literals().text(context.getStart());
    }

    private @Nullable Base base(@Nullable BaseContext context) {
        if (context == null) {
            return null;
        }
        Expr address = address(context.address());
        return address == null ? new Base.Usual(span(context)) : new Base.Address(address);
    }

    private Expr expression(ExpressionContext context) {
        return expressions.expression(context);
    }

    private @Nullable Expr address(@Nullable AddressContext context) {
        return context == null ? null : expression(context.expression());
    }

    private @Nullable Expr amount(@Nullable AmountContext context) {
        return context == null ? null : expression(context.expression());
    }

    private @Nullable Expr thing(@Nullable ThingContext context) {
        return context == null ? null : expression(context.expression());
    }

    private @Nullable Expr condition(@Nullable ConditionContext context) {
        return context == null ? null : expression(context.expression());
    }

    private Word word(WordContext context) {
        return expressions.names().word(context);
    }

    private Word declared(WordContext context) {
        return expressions.names().declared(context);
    }

    private void once(List<? extends TerminalNode> first, List<? extends TerminalNode> second) {
        for (List<? extends TerminalNode> words : List.of(first, second)) {
            if (words.size() > 1) {
                twice(words.get(1).getSymbol());
            }
        }
    }

    void twice(Token word) {
        twice(word, "'" + word.getText() + "'");
    }

    private void twice(Token second, String what) {
        diagnostics.add(
                Diagnostic.error(
                        Code.PB1008,
                        expressions.literals().span(second),
                        what + " is given twice"));
    }

    private Span span(ParserRuleContext context) {
        return expressions.span(context);
    }

    /** The span of the whole statement that {@code part} is the rest of. */
    private Span whole(ParserRuleContext part) {
        return expressions.span(part.getParent());
    }
}
