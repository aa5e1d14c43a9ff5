package patchbay.lang.parse;

import static patchbay.grammar.PatchbayParser.*;

import java.util.ArrayList;
import java.util.List;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Place;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;

/** What stands behind {@code kernel} and {@code module}: objects in words, from files, in lists. */
final class ObjectBuilder extends StatementParts {
    private final LayoutBuilder layouts;

    ObjectBuilder(TreeBuilder tree, LayoutBuilder layouts) {
        super(tree);
        this.layouts = layouts;
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
    public Statement visitKernelFrom(KernelFromContext kernel) {
        return new Statement.KernelFrom(file(kernel.file()), base(kernel.base()), whole(kernel));
    }

    @Override
    public Statement visitKernelSymbols(KernelSymbolsContext symbols) {
        return new Statement.KernelSymbols(
                file(symbols.file()), amount(symbols.amount()), whole(symbols));
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
        if (place.IN() != null) {
            return new Place.Free(amount(place.amount()), span(place));
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
}
