package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Block;
import patchbay.lang.ast.Content;
import patchbay.lang.ast.Expectation;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Place;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.machine.Module;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Suggest;

/**
 * Looks whether the names of a script can be known, without executing anything. What a file brings
 * (a module, a symbol list, an include) is not known before it is read, so a script with one may
 * name anything from there on; so may the patch steps of an open object. What this finds is certain
 * to be refused.
 */
final class Check {
    /**
     * Names are compared with all others for so many mistakes; who makes more has other worries.
     */
    private static final int SUGGESTIONS = 100;

    private final Set<String> known = new HashSet<>();

    /** What stands before a dot of a known name. */
    private final Set<String> qualifiers = new HashSet<>();

    private final Set<String> functions = new HashSet<>();
    private final Set<String> openObjects = new HashSet<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private boolean anything;

    private Check() {}

    /**
     * What is wrong with the names of {@code script}, in its order.
     *
     * @param outside names that are known already
     * @param open objects that take new functions
     * @param refused so many statements at the beginning were refused already: nothing more is said
     *     about them, and what they would have declared counts as known
     */
    static List<Diagnostic> names(
            Script script, List<String> outside, Set<String> open, int refused) {
        Check check = new Check();
        check.known.add(Module.KERNEL);
        check.known.add("modules");
        check.openObjects.addAll(open);
        for (String name : outside) {
            check.know(name);
            if (name.endsWith("(")) {
                check.functions.add(name.substring(0, name.length() - 1));
            }
        }
        Builtins.names()
                .forEach(
                        builtin -> check.functions.add(builtin.substring(0, builtin.indexOf('('))));
        for (int i = 0; i < script.steps().size(); i++) {
            Script.Step step = script.steps().get(i);
            boolean demanded =
                    step.expected().stream().anyMatch(e -> e instanceof Expectation.Refused);
            int before = check.found.size();
            check.statement(step.statement());
            if (demanded || i < refused) {
                check.found.subList(before, check.found.size()).clear();
            }
        }
        return check.found;
    }

    private void statement(Statement statement) {
        switch (statement) {
            case Statement.Arch arch -> {}
            case Statement.Kernel kernel -> {
                base(kernel.at());
                object(Module.KERNEL, kernel.layout());
            }
            case Statement.KernelFrom kernel -> {
                base(kernel.at());
                known.add(Module.KERNEL);
                openObjects.add(Module.KERNEL);
                anything = true;
            }
            case Statement.KernelSymbols symbols -> anything = true;
            case Statement.Module module -> {
                base(module.at());
                object(module.name().text(), module.layout());
            }
            case Statement.ModuleFrom module -> {
                if (module.place() instanceof Place.First(Base base, var span)) {
                    base(base);
                }
                known.add(module.name().text());
                openObjects.add(module.name().text());
                anything = true;
            }
            case Statement.Absent absent -> statement(absent.module());
            case Statement.Region region -> expr(region.range());
            case Statement.Load load -> {}
            case Statement.Unload unload -> {}
            case Statement.Extern extern -> {
                expr(extern.at());
                known.add(extern.name().text());
            }
            case Statement.Redirect redirect -> {
                patched(redirect.from());
                patched(redirect.to());
            }
            case Statement.Restore restore -> patched(restore.function());
            case Statement.Write write -> {
                expr(write.at());
                content(write.before());
                content(write.after());
            }
            case Statement.Transaction transaction -> block(transaction.block());
            case Statement.Undo undo -> expr(undo.count());
            case Statement.Unsafe unsafe -> block(unsafe.block());
            case Statement.Show show -> expr(show.of());
            case Statement.ShowBytes show -> {
                expr(show.count());
                expr(show.at());
            }
            case Statement.Call call -> expr(call.call());
            case Statement.Trace trace -> expr(trace.call());
            case Statement.ExplainWay explain -> {
                expr(explain.from());
                expr(explain.to());
                expr(explain.slot());
            }
            case Statement.ExplainSlot explain -> expr(explain.slot());
            case Statement.ExplainConst explain -> expr(explain.value());
            case Statement.ExplainThing explain -> {}
            case Statement.Survey survey -> {}
            case Statement.Encode encode -> expr(encode.at());
            case Statement.Decode decode -> {
                expr(decode.word());
                expr(decode.at());
            }
            case Statement.DecodeOops decode -> {}
            case Statement.ListCalls list -> {
                expr(list.to());
                expr(list.in());
                where(list.where());
            }
            case Statement.ListThings list -> {
                expr(list.in());
                where(list.where());
            }
            case Statement.CompareDump compare -> expr(compare.comparison());
            case Statement.SaveKernel save -> {}
            case Statement.SaveJournal save -> {}
            case Statement.Sweep sweep -> {
                expr(sweep.over());
                expr(sweep.step());
                block(sweep.block());
            }
            case Statement.Compare compare -> block(compare.block());
            case Statement.Expect expect -> expr(expect.condition());
            case Statement.ExpectFails expect -> code(expect.code());
            case Statement.SaveModule save -> {}
            case Statement.Let let -> {
                expr(let.value());
                known.add(let.name().text());
            }
            case Statement.For loop -> {
                expr(loop.over());
                expr(loop.step());
                known.add(loop.name().text());
                block(loop.block());
            }
            case Statement.If choice -> {
                for (Statement.If.Arm arm : choice.arms()) {
                    expr(arm.condition());
                    block(arm.block());
                }
                block(choice.otherwise());
            }
            case Statement.DefValue def -> {
                functions.add(def.name().text());
                def.parameters().forEach(parameter -> known.add(parameter.text()));
                expr(def.value());
            }
            case Statement.DefSteps def -> {
                functions.add(def.name().text());
                def.parameters().forEach(parameter -> known.add(parameter.text()));
                block(def.block());
            }
            case Statement.Include include -> anything = true;
            case Statement.Print print -> expr(print.value());
            case Statement.Evaluate evaluate -> expr(evaluate.value());
        }
    }

    private void block(@Nullable Block block) {
        if (block != null) {
            block.statements().forEach(this::statement);
        }
    }

    private void object(String object, @Nullable Layout layout) {
        known.add(object);
        if (layout == null) {
            openObjects.add(object);
        } else {
            openObjects.remove(object);
            declare(object, layout);
        }
    }

    private void declare(String object, Layout layout) {
        for (Item item : layout.items()) {
            switch (item) {
                case Item.Function function -> declare(object, function.name());
                case Item.Data data -> declare(object, data.name());
                case Item.Section section -> declare(object, section.layout());
            }
        }
    }

    private void declare(String object, Word name) {
        know(object.equals(Module.KERNEL) ? name.text() : object + "." + name.text());
    }

    private void know(String name) {
        known.add(name);
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            qualifiers.add(name.substring(0, dot));
        }
    }

    private void base(@Nullable Base base) {
        if (base instanceof Base.Address(Expr value)) {
            expr(value);
        }
    }

    private void content(Content content) {
        if (content instanceof Content.Value(Expr value)) {
            expr(value);
        }
    }

    private void where(@Nullable Expr where) {
        boolean had = known.contains("it");
        known.add("it");
        expr(where);
        if (!had) {
            known.remove("it");
        }
    }

    private void code(Word code) {
        for (Code each : Code.values()) {
            if (each.name().equals(code.text())) {
                return;
            }
        }
        found.add(
                Diagnostic.error(
                        Code.PB2021, code.span(), Phrase.of("there is no code '%s'", code.text())));
    }

    /** In a patch step an unknown name of an open object declares a function. */
    private void patched(Expr expr) {
        if (expr instanceof Expr.Name name) {
            String object = name.parts().size() > 1 ? name.parts().getFirst() : Module.KERNEL;
            if (openObjects.contains(object)) {
                know(name.text());
            }
        }
        expr(expr);
    }

    private void expr(@Nullable Expr expr) {
        switch (expr) {
            case null -> {}
            case Expr.Name name -> name(name);
            case Expr.Apply apply -> {
                function(apply.function());
                apply.arguments().forEach(this::expr);
            }
            case Expr.Call call -> {
                expr(call.function());
                call.arguments().forEach(this::expr);
            }
            case Expr.Field field -> expr(field.of());
            case Expr.Index index -> {
                expr(index.of());
                expr(index.index());
            }
            case Expr.Unary unary -> expr(unary.operand());
            case Expr.Binary binary -> {
                expr(binary.left());
                expr(binary.right());
            }
            case Expr.Range range -> {
                expr(range.from());
                expr(range.to());
            }
            case Expr.Items items -> items.items().forEach(this::expr);
            case Expr.Template template -> template.parts().forEach(this::expr);
            case Expr.Unchanged unchanged -> expr(unchanged.thing());
            case Expr.Comparison comparison -> expr(comparison.at());
            case Expr.Num number -> {}
            case Expr.Characters text -> {}
            case Expr.Bytes bytes -> {}
            case Expr.Truth truth -> {}
            case Expr.Backtrace place -> {}
        }
    }

    private void name(Expr.Name name) {
        String text = name.text();
        String first = name.parts().getFirst();
        boolean entryCode =
                text.startsWith("ftrace_")
                        || text.startsWith("function_trace")
                        || text.equals("livepatch_handler")
                        || text.equals("_mcount");
        boolean table =
                known.contains(first)
                        && name.parts().size() > 1
                        && List.of("plt", "stubs", "ftrace", "init").contains(name.parts().get(1));
        boolean field = known.contains(first) && name.parts().size() > 1 && !isObject(first);
        if (anything
                || entryCode
                || table
                || field
                || known.contains(text)
                || openObjects.contains(Module.KERNEL) && !known.contains(first)) {
            return;
        }
        String likely = suggestion(text, known);
        found.add(
                Diagnostic.error(
                        Code.PB2001,
                        name.span(),
                        Phrase.of("nothing is called '%s'", text),
                        likely == null
                                ? Phrase.of(
                                        "`fn %s` in a layout block declares a function",
                                        name.parts().getLast())
                                : Phrase.of("did you mean %s?", likely)));
    }

    private @Nullable String suggestion(String text, Set<String> names) {
        return found.size() < SUGGESTIONS ? Suggest.closest(text, names) : null;
    }

    /**
     * Whether a name is that of a module whose symbols are all known: then a dot leads to a symbol,
     * not to a field.
     */
    private boolean isObject(String name) {
        return openObjects.contains(name) || qualifiers.contains(name);
    }

    private void function(Expr.Name function) {
        String text = function.text();
        if (anything || functions.contains(text) || known.contains(text)) {
            return; // a function of the layout is refused when it is met, with the remedy that fits
        }
        String likely = suggestion(text, functions);
        found.add(
                Diagnostic.error(
                        Code.PB2021,
                        function.span(),
                        Phrase.of("there is no function '%s'", text),
                        likely == null
                                ? "there are: " + String.join(", ", Builtins.names())
                                : Phrase.of("did you mean %s?", likely)));
    }
}
