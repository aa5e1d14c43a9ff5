package patchbay.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.source.Refusal;

/** What can be said against an object in words before anything has a place. */
final class SpecCheck {
    private final Era era;
    private final LayoutSpec spec;
    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> shared = new HashSet<>();

    private SpecCheck(Era era, LayoutSpec spec) {
        this.era = era;
        this.spec = spec;
    }

    static List<Refusal> of(Machine machine, Era era, LayoutSpec spec) {
        SpecCheck check = new SpecCheck(era, spec);
        if (machine.module(spec.object()).isPresent()) {
            check.refusals.add(new LayoutRefusal.DeclaredTwice(spec.object(), spec.object()));
        }
        check.aligned(spec.object(), spec.base(), era.options().pageSize());
        spec.size()
                .ifPresent(size -> check.atMost(spec.object(), size, WordsLayout.LARGEST_OBJECT));
        check.atMost(
                spec.object() + "." + era.slotTables().far(),
                spec.spareSlots(),
                WordsLayout.MOST_SLOTS);
        check.items(spec.items(), spec.base());
        return check.refusals;
    }

    /** Bytes before the function that are its own too. */
    static int prefix(Era era, LayoutSpec.Function function) {
        boolean traced = !function.notrace() && !(function.body() instanceof LayoutSpec.Assembler);
        return traced ? era.functionCode().prefix() : 0;
    }

    private void items(List<LayoutSpec.Item> items, long start) {
        for (LayoutSpec.Item item : items) {
            switch (item) {
                case LayoutSpec.Function function -> function(function, start);
                case LayoutSpec.Data data -> declared(data.name(), false);
                case LayoutSpec.Section section -> items(section.items(), 0);
            }
        }
    }

    /** Local functions may share their name, as static functions of several files do. */
    private void declared(String name, boolean local) {
        if (!local && !shared.add(name)) {
            refusals.add(new LayoutRefusal.DeclaredTwice(spec.object(), name));
        }
    }

    private void function(LayoutSpec.Function function, long start) {
        declared(function.name(), function.local());
        int prefix = prefix(era, function);
        function.offset()
                .ifPresent(offset -> {
                    aligned(function.name(), start + offset, Math.max(era.isa().unit(), prefix));
                    atMost(function.name(), offset, WordsLayout.LARGEST_OFFSET);
                    if (offset < prefix) {
                        refusals.add(
                                new LayoutRefusal.Overlaps(
                                        function.name(),
                                        new Range(start + offset - prefix, start + offset),
                                        spec.object(),
                                        new Range(start, start)));
                    }
                });
        function.size()
                .ifPresent(size -> {
                    aligned(function.name() + " size", size, era.isa().unit());
                    atMost(function.name(), size, WordsLayout.LARGEST_FUNCTION);
                });
        int registers = era.functionCode().argumentRegisters();
        if (function.parameters().size() > registers) {
            refusals.add(
                    new LayoutRefusal.TooManyParameters(
                            function.name(), function.parameters().size(), registers));
        }
        if (function.body() instanceof LayoutSpec.Returns returns) {
            expression(function, returns.value());
        }
    }

    private void expression(LayoutSpec.Function function, LayoutSpec.Expression expression) {
        switch (expression) {
            case LayoutSpec.Constant constant -> {}
            case LayoutSpec.Parameter parameter -> {
                if (!function.parameters().contains(parameter.name())) {
                    refusals.add(
                            new LayoutRefusal.UnknownName(
                                    parameter.name(), spec.object(), function.parameters()));
                }
            }
            case LayoutSpec.Unary unary -> expression(function, unary.operand());
            case LayoutSpec.Binary binary -> {
                expression(function, binary.left());
                expression(function, binary.right());
            }
            case LayoutSpec.Call call -> {
                int registers = era.functionCode().argumentRegisters();
                if (call.arguments().size() > registers) {
                    refusals.add(
                            new LayoutRefusal.TooManyParameters(
                                    call.callee(), call.arguments().size(), registers));
                }
                call.arguments().forEach(argument -> expression(function, argument));
            }
        }
    }

    private void aligned(String name, long value, long alignment) {
        if (Long.remainderUnsigned(value, alignment) != 0) {
            refusals.add(new LayoutRefusal.Misaligned(name, value, alignment));
        }
    }

    private void atMost(String name, long value, long most) {
        if (Long.compareUnsigned(value, most) > 0) {
            refusals.add(new LayoutRefusal.TooLarge(name, value, most));
        }
    }
}
