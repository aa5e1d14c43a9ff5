package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.ParseTreeVisitor;
import org.jspecify.annotations.Nullable;
import patchbay.lang.ast.Block;
import patchbay.lang.ast.Content;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.source.Source;

/**
 * From the parser's statements to those of the tree. Gives no meaning to anything; leaves out what
 * a diagnostic has been made for. A visitor and not a switch over types: those cost the start some
 * milliseconds.
 */
final class TreeBuilder extends StatementParts {
    private final Recovery recovery;
    private final ObjectBuilder objects;
    private final LayoutBuilder items;
    private final AskingBuilder asking;

    /** What is built of the blocks that the parser is in, or that nobody has asked for yet. */
    private final Map<ParserRuleContext, List<Statement>> blocks = new HashMap<>(4);

    private final Map<ParserRuleContext, List<Item>> layouts = new HashMap<>(4);

    TreeBuilder(Source source, Recovery recovery) {
        super(source, new ArrayList<>());
        this.recovery = recovery;
        items = new LayoutBuilder(this, expressions);
        objects = new ObjectBuilder(this, items);
        asking = new AskingBuilder(this);
    }

    List<Script.Step> steps(ScriptContext script) {
        List<Script.Step> steps = new ArrayList<>(1);
        for (StatementContext each : script.statement()) {
            Statement statement = built(each, this);
            if (statement != null) {
                steps.add(new Script.Step(statement, List.of()));
            }
        }
        return steps;
    }

    /**
     * The parser is behind the END of a statement or an item in a block. What ANTLR made of it is
     * many times as large as the tree, so it goes now and not with the whole block.
     */
    void ended(ParserRuleContext block) {
        ParseTree last = block.children.get(block.children.size() - 2);
        if (last instanceof StatementContext statement) {
            add(blocks, block, built(statement, this));
        } else if (last instanceof ItemContext item) {
            add(layouts, block, built(item, items));
        }
        block.children.subList(1, block.children.size()).clear();
    }

    private static <T> void add(
            Map<ParserRuleContext, List<T>> all, ParserRuleContext block, @Nullable T built) {
        if (built != null) {
            all.computeIfAbsent(block, key -> new ArrayList<>()).add(built);
        }
    }

    /** The statement or item, or null if something is wrong with it itself. */
    private <T> @Nullable T built(ParserRuleContext context, ParseTreeVisitor<T> builder) {
        if (recovery.isBroken(context)) {
            return null;
        }
        int before = diagnostics.size();
        T built = context.accept(builder);
        if (diagnostics.size() == before) {
            return built;
        }
        forget(Limits.MISTAKES + 1);
        return null;
    }

    /** Takes back what was built since there were so many diagnostics; it is read once more. */
    void takeBack(int told) {
        forget(told);
        blocks.clear();
        layouts.clear();
    }

    private void forget(int from) {
        if (diagnostics.size() > from) {
            diagnostics.subList(from, diagnostics.size()).clear();
        }
    }

    /** The items of a layout, each built before. */
    List<Item> items(LayoutContext layout) {
        List<Item> items = layouts.remove(layout);
        return items == null ? List.of() : items;
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
        return kernel.kernel().accept(objects);
    }

    @Override
    public Statement visitModuleStatement(ModuleStatementContext module) {
        Statement placed = module.module().accept(objects);
        return module.ABSENT() == null
                ? placed
                : new Statement.Absent(word(module.word()), placed, span(module));
    }

    @Override
    public Statement visitRegion(RegionContext region) {
        return new Statement.Region(expression(region.expression()), span(region));
    }

    @Override
    public Statement visitLoad(LoadContext load) {
        return new Statement.Load(word(load.word()), span(load));
    }

    @Override
    public Statement visitUnload(UnloadContext unload) {
        return new Statement.Unload(word(unload.word()), span(unload));
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
        return show.show().accept(asking);
    }

    @Override
    public Statement visitTrace(TraceContext trace) {
        return new Statement.Trace(
                expressions.call(trace.callee(), trace.arguments(), trace.callee().getStart()),
                span(trace));
    }

    @Override
    public Statement visitExplainStatement(ExplainStatementContext explain) {
        return explain.explain().accept(asking);
    }

    @Override
    public Statement visitEncode(EncodeContext encode) {
        return new Statement.Encode(text(encode.text()), address(encode.address()), span(encode));
    }

    @Override
    public Statement visitDecodeStatement(DecodeStatementContext decode) {
        return decode.decode().accept(asking);
    }

    @Override
    public Statement visitListStatement(ListStatementContext list) {
        return list.list().accept(asking);
    }

    @Override
    public Statement visitSurvey(SurveyContext survey) {
        VersionContext linux = survey.version();
        return new Statement.Survey(
                file(survey.file(0)),
                linux == null ? null : expressions.literals().release(linux.getStart()),
                survey.TO() == null ? null : file(survey.file(1)),
                span(survey));
    }

    @Override
    public Statement visitSweep(SweepContext sweep) {
        return new Statement.Sweep(
                word(sweep.word()),
                expression(sweep.expression()),
                amount(sweep.amount()),
                block(sweep.block()),
                span(sweep));
    }

    @Override
    public Statement visitCompareStatement(CompareStatementContext compare) {
        return compare.compare().accept(this);
    }

    @Override
    public Statement visitCompareArch(CompareArchContext compare) {
        return compare(
                new Statement.Compare.Side.OfArch(word(compare.word(0))),
                new Statement.Compare.Side.OfArch(word(compare.word(1))),
                compare.block(),
                compare);
    }

    @Override
    public Statement visitCompareDump(CompareDumpContext compare) {
        return new Statement.CompareDump(
                expressions.comparison(compare.dump(), whole(compare)), whole(compare));
    }

    @Override
    public Statement visitCompareLinux(CompareLinuxContext compare) {
        return compare(
                release(compare.version(0)), release(compare.version(1)), compare.block(), compare);
    }

    private Statement.Compare.Side release(VersionContext version) {
        return new Statement.Compare.Side.OfLinux(
                expressions.literals().release(version.getStart()));
    }

    private Statement compare(
            Statement.Compare.Side left,
            Statement.Compare.Side right,
            BlockContext block,
            CompareContext compare) {
        return new Statement.Compare(left, right, block(block), whole(compare));
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
    public Statement visitSaveStatement(SaveStatementContext save) {
        return save.save().accept(asking);
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
        List<Statement> statements = blocks.remove(block);
        return new Block(statements == null ? List.of() : statements, span(block));
    }
}
