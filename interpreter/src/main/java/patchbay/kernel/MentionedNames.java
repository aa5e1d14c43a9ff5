package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * The names that an object in words mentions, looked up before anything has a place, so that an
 * unknown one is told together with whatever else is wrong. Names in assembler text are the
 * assembler's.
 */
final class MentionedNames {
    private final LayoutSpec spec;
    private final List<Symbol> declared = new ArrayList<>();
    private final Set<String> mentioned = new LinkedHashSet<>();

    private MentionedNames(LayoutSpec spec) {
        this.spec = spec;
    }

    /** One refusal for each name that is unknown or ambiguous. */
    static List<Refusal> unknown(Machine machine, Era era, LayoutSpec spec) {
        MentionedNames names = new MentionedNames(spec);
        if (spec.object().equals(Module.KERNEL)) {
            era.entryCode().symbols().forEach(names::declare);
            era.entryCode().data().forEach(datum -> names.declare(datum.name()));
        }
        names.items(spec.items());
        Module stand = new Module(spec.object(), List.of(), names.declared, List.of(), List.of());
        Machine trial = machine.snapshot();
        trial.apply(new Plan("", List.of(Effect.Become.appear(stand))));
        List<Refusal> refusals = new ArrayList<>();
        for (String name : names.mentioned) {
            if (Names.resolve(trial, spec.object(), name)
                    instanceof Result.Refused<Symbol>(List<Refusal> reasons)) {
                refusals.addAll(reasons);
            }
        }
        return refusals;
    }

    private void declare(String name) {
        declared.add(new Symbol(spec.object(), name, spec.base(), 0, Symbol.Kind.FUNCTION));
    }

    private void items(List<LayoutSpec.Item> items) {
        for (LayoutSpec.Item item : items) {
            switch (item) {
                case LayoutSpec.Function function -> {
                    declare(function.name());
                    mentioned.addAll(function.calls());
                    if (function.body() instanceof LayoutSpec.Returns returns) {
                        expression(returns.value());
                    }
                }
                case LayoutSpec.Data data -> {
                    declare(data.name());
                    for (LayoutSpec.Value value : data.values()) {
                        if (value instanceof LayoutSpec.Address address) {
                            mentioned.add(address.symbol());
                        }
                    }
                }
                case LayoutSpec.Section section -> items(section.items());
            }
        }
    }

    private void expression(LayoutSpec.Expression expression) {
        switch (expression) {
            case LayoutSpec.Constant constant -> {}
            case LayoutSpec.Parameter parameter -> {}
            case LayoutSpec.Unary unary -> expression(unary.operand());
            case LayoutSpec.Binary binary -> {
                expression(binary.left());
                expression(binary.right());
            }
            case LayoutSpec.Call call -> {
                mentioned.add(call.callee());
                call.arguments().forEach(this::expression);
            }
        }
    }
}
