package patchbay.lang.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import patchbay.arch.Architectures;
import patchbay.kernel.Architecture;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.kernel.WordsLayout;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Statement;
import patchbay.machine.Module;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/** {@code arch}, and layouts in words: {@code kernel}, {@code module}, {@code extern}. */
final class Layouts {
    private final Run run;
    private final Expressions expressions;

    Layouts(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    /**
     * {@code --arch} replaces the name, keeps the version, and drops options that the other
     * architecture does not have.
     */
    void arch(Statement.Arch arch) throws Halt {
        if (!run.machine().modules().isEmpty() || run.machine().listed().isPresent()) {
            throw new Halt(
                    Code.PB2023,
                    arch.span(),
                    "arch stands before the layout: what is placed already follows other rules",
                    "move it to the top of the script");
        }
        Architecture architecture =
                architecture(
                        run.settings.arch() == null ? arch.name().text() : run.settings.arch(),
                        arch.name().span());
        Statement.Arch.Release linux = arch.linux();
        Version demanded = run.settings.linux();
        Version version =
                demanded != null
                        ? demanded
                        : linux == null ? architecture.newest() : version(linux);
        run.world.architecture = architecture;
        run.world.era =
                run.need(
                        architecture.era(version, options(arch, architecture)),
                        linux == null ? arch.span() : linux.span());
        run.world.archSaid = true;
        if (linux == null && demanded == null) {
            run.assume(arch.span(), Phrase.of("no version: linux %s is assumed", version));
        }
    }

    static Architecture architecture(String name, Span span) throws Halt {
        Optional<Architecture> found = Architectures.named(name);
        if (found.isPresent()) {
            return found.get();
        }
        List<String> known = Architectures.ALL.stream().map(Architecture::name).toList();
        throw new Halt(
                Code.PB2011,
                span,
                Phrase.of("there is no architecture '%s'", name),
                "there are: " + String.join(", ", known));
    }

    static Version version(Statement.Arch.Release release) {
        return new Version(release.major(), release.minor(), release.patch());
    }

    private Options options(Statement.Arch arch, Architecture architecture) throws Halt {
        Set<String> flags = new HashSet<>();
        long pageSize = architecture.usual().pageSize();
        for (Statement.Arch.Option option : arch.options()) {
            String name = option.name().text();
            Expr value = option.value();
            boolean other =
                    run.settings.arch() != null && !run.settings.arch().equals(arch.name().text());
            if (!name.equals("pages") && !architecture.options().contains(name)) {
                if (other) {
                    run.note(
                            Code.PB2030,
                            option.span(),
                            Phrase.of("%s has no option '%s': dropped", architecture.name(), name));
                    continue;
                }
                String why = architecture.unmodelled().get(name);
                throw new Halt(
                        Code.PB2008,
                        option.span(),
                        why == null
                                ? Phrase.of("%s has no option '%s'", architecture.name(), name)
                                : Phrase.of(
                                        "%s kernels built with %s are not modelled: %s",
                                        architecture.name(), name, why),
                        "it has: pages, " + String.join(", ", architecture.options()));
            }
            if (name.equals("pages")) {
                pageSize = value == null ? 0 : expressions.address(value);
                if (!architecture.pageSizes().contains(pageSize)) {
                    throw new Halt(
                            Code.PB2008,
                            option.span(),
                            "pages are "
                                    + architecture.pageSizes().stream()
                                            .map(Words::scaled)
                                            .collect(Collectors.joining(" or ")));
                }
            } else if (value != null) {
                throw new Halt(Code.PB2008, value.span(), Phrase.of("'%s' takes no value", name));
            } else {
                flags.add(name);
            }
        }
        return new Options(flags, pageSize);
    }

    void kernel(Statement.Kernel kernel) throws Halt {
        long base =
                base(kernel.at(), run.era(kernel.span()).kernelBase(), kernel.span(), "the kernel");
        place(Module.KERNEL, base, kernel.size(), 0, kernel.layout(), kernel.span(), kernel.span());
    }

    void module(Statement.Module module) throws Halt {
        String name = module.name().text();
        if (name.equals(Module.KERNEL)) {
            throw new Halt(
                    Code.PB2024,
                    module.name().span(),
                    "'kernel' is the kernel proper, a module needs another name");
        }
        if (run.machine().module(Module.KERNEL).isEmpty() && run.machine().listed().isEmpty()) {
            expressions.naming().openKernel(module.span());
        }
        long base =
                base(
                        module.at(),
                        run.era(module.span()).moduleBase(),
                        module.span(),
                        "module " + name);
        Expr plt = module.plt();
        int spare = plt == null ? 0 : (int) expressions.count(plt, 1 << 16);
        place(name, base, null, spare, module.layout(), module.name().span(), module.span());
    }

    private long base(@Nullable Base base, long usual, Span span, String what) throws Halt {
        return switch (base) {
            case Base.Address address -> expressions.address(address.value());
            case Base.Usual ignored -> usual;
            case null -> {
                run.assume(
                        span, Phrase.of("no address: %s is assumed at %s", what, Value.hex(usual)));
                yield usual;
            }
        };
    }

    private void place(
            String object,
            long base,
            @Nullable Expr size,
            int spare,
            @Nullable Layout layout,
            Span name,
            Span span)
            throws Halt {
        LayoutItems items = new LayoutItems(expressions);
        List<LayoutSpec.Item> converted = layout == null ? List.of() : items.of(layout);
        OptionalLong room =
                size == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(expressions.count(size, 1L << 32));
        LayoutSpec spec = new LayoutSpec(object, base, room, spare, layout == null, converted);
        if (expressions.naming().variable(object) != null) {
            throw new Halt(Code.PB2024, name, Phrase.of("'%s' is a variable already", object));
        }
        items.declarations.forEach(items.mentions::putIfAbsent);
        Plan plan =
                run.need(
                        WordsLayout.place(run.machine(), run.era(span), spec),
                        name,
                        items.asm,
                        items.mentions);
        run.load(object, plan, span);
        run.world.layouts = run.world.layouts.with(object, items.declarations);
        if (layout == null) {
            run.world.opened(object);
        }
    }

    void extern(Statement.Extern extern) throws Halt {
        Plan plan =
                run.need(
                        WordsLayout.extern(
                                run.machine(),
                                extern.name().text(),
                                expressions.address(extern.at())),
                        extern.span());
        run.apply(plan, extern.span());
        run.world.declarations =
                run.world.declarations.with(extern.name().text(), extern.name().span());
    }
}
