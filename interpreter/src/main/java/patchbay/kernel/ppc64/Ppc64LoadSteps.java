package patchbay.kernel.ppc64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.isa.Template;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadSection;
import patchbay.kernel.LoaderRules;
import patchbay.kernel.Loading;
import patchbay.kernel.RelocationOrder;
import patchbay.machine.SlotTable;

/**
 * One load of a module on ppc64le: one table of stubs, one register that belongs to the module.
 *
 * <p>That register, r2, points 32 KiB behind the start of {@code .toc}, so that a signed
 * displacement reaches all of its first 64 KiB; a module without {@code .toc} takes {@code .stubs}
 * for it. The start is rounded down to 256 bytes, whatever its alignment.
 */
final class Ppc64LoadSteps implements LoaderRules.Steps {
    static final String TOC = ".toc";
    private static final String TOC_SYMBOL = ".TOC.";
    private static final long TOC_BIAS = 0x8000;

    private final Ppc64Loader rules;
    private final Loading load;
    private final List<LoadSection> tocHolder = new ArrayList<>();
    private final List<StubTable> stubs = new ArrayList<>();
    private int tocSymbol;

    Ppc64LoadSteps(Ppc64Loader rules, Loading load) {
        this.rules = rules;
        this.load = load;
    }

    @Override
    public void prepare() {
        load.section(TOC).ifPresent(section -> section.raiseAlign(8));
        dropDots();
        // The kernel would write stubs over what it has read of the file, and forget them.
        if (!load.section(StubTable.SECTION).orElseThrow().is(Section.ALLOC)) {
            List<String> missing = List.of(StubTable.SECTION + " in memory");
            load.refuse(new LoadRefusal.SectionMissing(load.module(), missing, ""));
        }
        take(count());
    }

    /** Takes up the sections of a load whose stubs are counted. */
    private void take(int slots) {
        LoadSection table = load.section(StubTable.SECTION).orElseThrow();
        table.grow((long) slots * StubTable.SIZE);
        tocHolder.add(load.section(TOC).orElse(table));
        stubs.add(new StubTable(table, slots, load));
    }

    @Override
    public LoaderRules.Steps again(Loading other) {
        Ppc64LoadSteps steps = new Ppc64LoadSteps(rules, other);
        steps.tocSymbol = tocSymbol;
        steps.take(stubs.getFirst().reserved());
        return steps;
    }

    /** Sorts every list, whatever it applies to, and counts its slots. */
    private int count() {
        StubCount count = new StubCount(rules, load.symbols().size());
        for (LoadSection.Relocs relocs : load.relocs()) {
            int size = relocs.order().length;
            RelocationOrder.sort(
                    relocs.entries(),
                    relocs.order(),
                    size,
                    RelocationOrder.Key.GREATEST_SYMBOL_FIRST,
                    rules.heapsort());
            relocs.sorted(size);
            count.add(relocs.entries());
        }
        return count.stubs();
    }

    /** Symbols to be imported lose their dot; that of the module's own r2 is not imported. */
    private void dropDots() {
        for (Symbol symbol : List.copyOf(load.symbols())) {
            if (symbol.section() == Symbol.UNDEFINED && symbol.name().startsWith(".")) {
                boolean toc = symbol.name().equals(TOC_SYMBOL);
                tocSymbol = toc ? symbol.index() : tocSymbol;
                load.change(
                        new Symbol(
                                symbol.index(),
                                symbol.name().substring(1),
                                symbol.value(),
                                symbol.size(),
                                toc ? Symbol.ABSOLUTE : Symbol.UNDEFINED,
                                symbol.binding(),
                                symbol.type(),
                                symbol.other()));
            }
        }
    }

    @Override
    public void resume(List<SlotTable> tables) {
        tables.forEach(stubs.getFirst()::resume);
    }

    @Override
    public OptionalLong toc() {
        return OptionalLong.of(toc(tocHolder.getFirst().address()));
    }

    static long toc(long start) {
        return (start & ~0xffL) + TOC_BIAS;
    }

    @Override
    public void relocate(LoadSection.Relocs relocs) {
        long toc = toc().orElseThrow();
        if (tocSymbol != 0) {
            load.value(tocSymbol, toc);
        }
        new Relocation(rules, load, stubs.getFirst(), toc).apply(relocs);
    }

    @Override
    public void finish() {
        for (String name : rules.tracers()) {
            OptionalLong target = load.exports().internal(name);
            Optional<Template> form = tracerForm(rules, load, toc().orElseThrow());
            if (target.isEmpty() || form.isEmpty()) {
                load.note(
                        new LoadNote.NoEntryCode(
                                StubTable.NAME, target.isEmpty() ? name : TOC_SYMBOL));
            } else if (rules.viaPaca()) {
                stubs.getFirst().emit(List.of(), target.getAsLong(), form.get());
            } else {
                stubs.getFirst().fresh(List.of(), target.getAsLong(), form.get());
            }
        }
    }

    /** The form of calls of the tracer; empty where nobody knows the kernel's .TOC. */
    static Optional<Template> tracerForm(Ppc64Loader rules, Loading load, long toc) {
        if (!rules.viaPaca()) {
            return Optional.of(Stubs.TRACER_FROM_R2.from(toc));
        }
        OptionalLong kernel = load.exports().internal(TOC_SYMBOL);
        return kernel.isPresent()
                ? Optional.of(Stubs.TRACER.from(kernel.getAsLong()))
                : Optional.empty();
    }

    @Override
    public void initialiseSites() {
        SiteSetup.run(load, rules.knowsPatchableEntries());
    }

    @Override
    public List<SlotTable> tables() {
        return List.of(stubs.getFirst().table());
    }
}
