package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Block;
import patchbay.lang.ast.Content;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Place;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.source.Span;

/** From the parser's statements to those of the tree. Gives no meaning to anything; leaves out what a diagnostic has been made for. */
final class TreeBuilder {
    private final Recovery recovery;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Literals literals;
    private final ExprBuilder expressions;

    TreeBuilder(Source source, Recovery recovery) {
        this.recovery = recovery;
        literals = new Literals(source, diagnostics);
        expressions = new ExprBuilder(source, diagnostics, literals);
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

    /** How many diagnostics blocks inside the running statement have made; they are not its own. */
    private int inner;

    private <T> @Nullable T unlessBad(ParserRuleContext context, Supplier<T> build) {
        if (recovery.isBroken(context)) {
            return null;
        }
        int before = diagnostics.size();
        int outer = inner;
        inner = 0;
        T built = build.get();
        boolean bad = diagnostics.size() - before > inner;
        inner = outer + diagnostics.size() - before;
        return bad ? null : built;
    }

    private List<Statement> statements(List<StatementContext> contexts) {
        List<Statement> statements = new ArrayList<>(contexts.size());
        for (StatementContext each : contexts) {
            Statement statement = unlessBad(each, () -> statement(each));
            if (statement != null) {
                statements.add(statement);
            }
        }
        return statements;
    }

    private Statement statement(StatementContext context) {
        return switch (context) {
            case ArchContext arch -> arch(arch);
            case KernelContext kernel -> kernel(kernel);
            case KernelSymbolsContext symbols ->
                new Statement.KernelSymbols(file(symbols.file()), amount(symbols.amount()), span(symbols));
            case ModuleContext module -> module(module);
            case ModuleFromContext module -> moduleFrom(module);
            case ExternContext extern -> new Statement.Extern(declared(extern.word()), address(extern.address()), span(extern));

            case RedirectContext redirect -> redirect(redirect);
            case RestoreContext restore -> new Statement.Restore(expression(restore.function().expression()), span(restore));
            case WriteContext write ->
                new Statement.Write(address(write.address()), content(write.content(0)), content(write.content(1)), span(write));
            case TransactionContext transaction -> new Statement.Transaction(block(transaction.block()), span(transaction));
            case UndoContext undo -> new Statement.Undo(amount(undo.amount()), span(undo));
            case UnsafeContext unsafe -> new Statement.Unsafe(text(unsafe.text()), block(unsafe.block()), span(unsafe));

            case ShowCodeContext show -> new Statement.Show(Statement.Show.Topic.CODE, thing(show.thing()), span(show));
            case ShowOfContext show -> new Statement.Show(topic(show), thing(show.thing()), span(show));
            case ShowAllContext show -> new Statement.Show(topic(show), null, span(show));
            case ShowBytesContext show ->
                new Statement.ShowBytes(expression(show.amount().expression()), address(show.address()), span(show));
            case TraceContext trace ->
                new Statement.Trace(call(trace.callee(), trace.arguments()), span(trace));
            case ExplainWayContext way ->
                new Statement.ExplainWay(
                        address(way.address(0)), address(way.address(1)), optional(way.address(2)), span(way));
            case ExplainSlotContext slot -> new Statement.ExplainSlot(expression(slot.thing().expression()), span(slot));
            case ExplainConstContext constant -> new Statement.ExplainConst(expression(constant.amount().expression()), span(constant));
            case ExplainThingContext explain -> new Statement.ExplainThing(expression(explain.thing().expression()), span(explain));
            case EncodeContext encode -> new Statement.Encode(text(encode.text()), optional(encode.address()), span(encode));
            case DecodeContext decode ->
                new Statement.Decode(expression(decode.amount().expression()), optional(decode.address()), span(decode));
            case DecodeOopsContext decode -> new Statement.DecodeOops(text(decode.text()), span(decode));
            case ListCallsContext list -> listCalls(list);
            case ListContext list ->
                new Statement.ListThings(word(list.word()), thing(list.thing()), condition(list.condition()), span(list));

            case ExpectContext expect -> new Statement.Expect(expression(expect.condition().expression()), span(expect));
            case ExpectFailsContext expect -> new Statement.ExpectFails(word(expect.word()), block(expect.block()), span(expect));

            case SaveModuleContext save ->
                new Statement.SaveModule(
                        word(save.word()),
                        save.LIVE() != null ? Statement.SaveModule.Stage.LIVE : Statement.SaveModule.Stage.RELOCATED,
                        file(save.file()),
                        span(save));

            case LetContext let -> new Statement.Let(declared(let.word()), expression(let.expression()), span(let));
            case ForContext loop ->
                new Statement.For(
                        declared(loop.word()), expression(loop.expression()), amount(loop.amount()), block(loop.block()), span(loop));
            case IfContext choice -> choice(choice);
            case DefContext def -> def(def);
            case IncludeContext include -> new Statement.Include(file(include.file()), span(include));
            case PrintContext print -> new Statement.Print(expressions.printed(print.expression()), span(print));
            case EvaluateContext evaluate -> evaluate(evaluate);
            default -> throw new IllegalStateException(context.getClass().getName());
        };
    }

    // ---- machine and layout

    private Statement arch(ArchContext arch) {
        List<Statement.Arch.Option> options = new ArrayList<>();
        for (OptionContext each : arch.option()) {
            options.add(new Statement.Arch.Option(word(each.word()), amount(each.amount()), span(each)));
        }
        return new Statement.Arch(word(arch.word()), arch.version() == null ? null : release(arch.version()), options, span(arch));
    }

    private Statement.Arch.Release release(VersionContext version) {
        String[] parts = version.getText().split("\\.", -1);
        int[] numbers = {-1, -1, -1};
        boolean bad = parts.length < 2 || parts.length > 3;
        for (int i = 0; i < parts.length && !bad; i++) {
            bad = parts[i].isEmpty() || parts[i].length() > 5;
            int value = 0;
            for (int j = 0; j < parts[i].length() && !bad; j++) {
                bad = parts[i].charAt(j) < '0' || parts[i].charAt(j) > '9';
                value = value * 10 + parts[i].charAt(j) - '0';
            }
            numbers[i] = value;
        }
        if (bad) {
            diagnostics.add(Diagnostic.error(
                    Code.PB1003, span(version), "'" + version.getText() + "' is no kernel version", "write it as 6.1 or 6.1.0"));
        }
        return new Statement.Arch.Release(numbers[0], numbers[1], numbers[2], span(version));
    }

    private Statement kernel(KernelContext kernel) {
        once(kernel.base(), "at");
        once(kernel.amount(), "size");
        return new Statement.Kernel(base(kernel.base(0)), amount(kernel.amount(0)), layout(kernel.layout()), span(kernel));
    }

    private Statement module(ModuleContext module) {
        once(module.base(), "at");
        once(module.amount(), "plt");
        return new Statement.Module(
                declared(module.word()), base(module.base(0)), amount(module.amount(0)), layout(module.layout()), span(module));
    }

    private Statement moduleFrom(ModuleFromContext module) {
        List<ParserRuleContext> places = new ArrayList<>();
        List<ParserRuleContext> percpus = new ArrayList<>();
        Place place = null;
        Expr percpu = null;
        for (PlaceContext each : module.place()) {
            if (each instanceof PercpuPlaceContext own) {
                percpus.add(each);
                percpu = address(own.address());
            } else {
                places.add(each);
                place = place(each);
            }
        }
        once(places, "at");
        once(percpus, "percpu");
        return new Statement.ModuleFrom(declared(module.word()), file(module.file()), place, percpu, span(module));
    }

    private @Nullable Place place(PlaceContext place) {
        return switch (place) {
            case BasePlaceContext base -> new Place.First(someBase(base.base()), span(base));
            case PartsPlaceContext parts -> {
                List<Place.Part> each = new ArrayList<>();
                for (PartContext part : parts.part()) {
                    each.add(new Place.Part(word(part.word()), address(part.address()), span(part)));
                }
                yield new Place.Parts(each, span(parts));
            }
            case SectionsPlaceContext sections -> new Place.Sections(file(sections.file()), span(sections));
            default -> null;
        };
    }

    private @Nullable Layout layout(@Nullable LayoutContext layout) {
        return layout == null ? null : someLayout(layout);
    }

    private Layout someLayout(LayoutContext layout) {
        List<Item> items = new ArrayList<>();
        for (ItemContext each : layout.item()) {
            Item item = unlessBad(each, () -> item(each));
            if (item != null) {
                items.add(item);
            }
        }
        return new Layout(items, span(layout));
    }

    private Item item(ItemContext item) {
        return switch (item) {
            case FunctionItemContext function -> function(function);
            case DataItemContext data -> {
                List<Item.Datum> values = new ArrayList<>();
                for (DatumContext each : data.datum()) {
                    values.add(datum(each));
                }
                yield new Item.Data(declared(data.word()), values, span(data));
            }
            case SectionItemContext section ->
                new Item.Section(text(section.text()), someLayout(section.layout()), span(section));
            default -> throw new IllegalStateException(item.getClass().getName());
        };
    }

    private Item function(FunctionItemContext function) {
        Expr at = null;
        Expr size = null;
        Expr returns = null;
        Asm asm = null;
        Text logs = null;
        boolean notrace = false;
        boolean local = false;
        List<Expr.Name> calls = new ArrayList<>();
        List<Class<?>> seen = new ArrayList<>();
        for (ClauseContext each : function.clause()) {
            if (seen.contains(each.getClass())) {
                twice(each);
            }
            seen.add(each.getClass());
            switch (each) {
                case AtClauseContext clause -> at = address(clause.address());
                case SizeClauseContext clause -> size = expression(clause.amount().expression());
                case NotraceClauseContext clause -> notrace = true;
                case LocalClauseContext clause -> local = true;
                case CallsClauseContext clause -> {
                    for (CalledContext callee : clause.called()) {
                        calls.add(expressions.name(callee));
                    }
                }
                case ReturnsClauseContext clause -> returns = expression(clause.expression());
                case AsmClauseContext clause -> asm = assembly(clause.assembly());
                case LogsClauseContext clause -> logs = text(clause.text());
                default -> throw new IllegalStateException(each.getClass().getName());
            }
        }
        return new Item.Function(
                declared(function.word()),
                words(function.parameters()),
                at,
                size,
                notrace,
                local,
                calls,
                returns,
                asm,
                logs,
                span(function));
    }

    private Item.Datum datum(DatumContext datum) {
        return switch (datum) {
            case NumberDatumContext number ->
                new Item.Datum.Num(
                        number.U8() != null ? 1 : number.U16() != null ? 2 : number.U32() != null ? 4 : 8,
                        expression(number.amount().expression()),
                        span(number));
            case AddressDatumContext address -> new Item.Datum.Address(address(address.address()), span(address));
            case TextDatumContext text -> new Item.Datum.Characters(literals.text(text.STRING().getSymbol()), span(text));
            case BytesDatumContext bytes -> new Item.Datum.Literal(literals.bytes(bytes.BYTES().getSymbol()), span(bytes));
            default -> throw new IllegalStateException(datum.getClass().getName());
        };
    }

    // ---- patch steps, asking

    private Statement redirect(RedirectContext redirect) {
        Statement.Redirect.Way way =
                redirect.FTRACE() != null
                        ? Statement.Redirect.Way.FTRACE
                        : redirect.CALLERS() != null
                                ? Statement.Redirect.Way.CALLERS
                                : redirect.JUMP() != null ? Statement.Redirect.Way.JUMP : null;
        return new Statement.Redirect(
                expression(redirect.function(0).expression()), expression(redirect.function(1).expression()), way, span(redirect));
    }

    private Content content(ContentContext content) {
        return content.assembly() != null
                ? new Content.Assembly(assembly(content.assembly()))
                : new Content.Value(expression(content.expression()));
    }

    private Asm assembly(AssemblyContext assembly) {
        return new Asm(literals.span(assembly.ASM_BODY().getSymbol()), span(assembly));
    }

    private static Statement.Show.Topic topic(ParserRuleContext show) {
        return switch (((org.antlr.v4.runtime.tree.TerminalNode) show.getChild(1)).getSymbol().getType()) {
            case PLT -> Statement.Show.Topic.PLT;
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

    private Expr.Call call(CalleeContext callee, ArgumentsContext arguments) {
        Expr.Call call = expressions.call(callee, arguments, arguments);
        return new Expr.Call(call.function(), call.arguments(), span(callee).to(span(arguments)));
    }

    private Statement listCalls(ListCallsContext list) {
        return new Statement.ListCalls(
                expression(list.thing(0).expression()), thing(list.thing(1)), condition(list.condition()), span(list));
    }

    // ---- a little programming

    private Statement choice(IfContext choice) {
        List<Statement.If.Arm> arms = new ArrayList<>();
        for (int i = 0; i < choice.condition().size(); i++) {
            arms.add(new Statement.If.Arm(expression(choice.condition(i).expression()), block(choice.block(i))));
        }
        boolean otherwise = choice.block().size() > arms.size();
        return new Statement.If(arms, otherwise ? block(choice.block(arms.size())) : null, span(choice));
    }

    private Statement def(DefContext def) {
        Word name = declared(def.word());
        List<Word> parameters = words(def.parameters());
        return def.block() != null
                ? new Statement.DefSteps(name, parameters, block(def.block()), span(def))
                : new Statement.DefValue(name, parameters, expression(def.expression()), span(def));
    }

    private Statement evaluate(EvaluateContext evaluate) {
        Expr value = expression(evaluate.expression());
        return value instanceof Expr.Call call && evaluate.expression() instanceof CallContext
                ? new Statement.Call(call, span(evaluate))
                : new Statement.Evaluate(value, span(evaluate));
    }

    private Block block(BlockContext block) {
        return new Block(statements(block.statement()), span(block));
    }

    // ---- small things

    private Expr expression(ExpressionContext context) {
        return expressions.expression(context);
    }

    private Expr address(AddressContext context) {
        return expression(context.expression());
    }

    private @Nullable Expr optional(@Nullable AddressContext context) {
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

    private @Nullable Base base(@Nullable BaseContext context) {
        return context == null ? null : someBase(context);
    }

    private Base someBase(BaseContext context) {
        return context.address() == null ? new Base.Usual(span(context)) : new Base.Address(address(context.address()));
    }

    private Text file(FileContext context) {
        return literals.text(context.STRING().getSymbol());
    }

    private Text text(TextContext context) {
        return literals.text(context.STRING().getSymbol());
    }

    private Word word(WordContext context) {
        return expressions.word(context);
    }

    private Word declared(WordContext context) {
        return expressions.declared(context);
    }

    private List<Word> words(@Nullable ParametersContext context) {
        List<Word> words = new ArrayList<>();
        if (context != null) {
            for (WordContext each : context.word()) {
                words.add(declared(each));
            }
        }
        return words;
    }

    private void once(List<? extends ParserRuleContext> clauses, String name) {
        if (clauses.size() > 1) {
            Token second = clauses.get(1).getStart();
            diagnostics.add(Diagnostic.error(Code.PB1008, literals.span(second), "'" + name + "' is given twice"));
        }
    }

    private void twice(ClauseContext clause) {
        Token word = clause.getStart();
        diagnostics.add(Diagnostic.error(Code.PB1008, literals.span(word), "'" + word.getText() + "' is given twice"));
    }

    private Span span(ParserRuleContext context) {
        return expressions.span(context);
    }
}
