package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import patchbay.kernel.LoadSection;
import patchbay.kernel.LoaderRules;
import patchbay.kernel.Loading;
import patchbay.kernel.SlotCount;
import patchbay.machine.SlotTable;

/** One load of a module on arm64: two PLTs, the tracer's slots, the sites. */
final class Arm64LoadSteps implements LoaderRules.Steps {
    static final String PLT = ".plt";
    static final String INIT_PLT = ".init.plt";

    private final Arm64Loader rules;
    private final Loading load;
    private final RelocationKinds kinds;
    private final FtraceSlots ftrace;
    private final List<PltTable> plts = new ArrayList<>();

    Arm64LoadSteps(Arm64Loader rules, Loading load) {
        this(rules, load, new RelocationKinds(rules));
    }

    private Arm64LoadSteps(Arm64Loader rules, Loading load, RelocationKinds kinds) {
        this.rules = rules;
        this.load = load;
        this.kinds = kinds;
        this.ftrace = new FtraceSlots(rules, load);
    }

    @Override
    public void prepare() {
        SlotCount.Slots counts = PltSizing.count(rules, load);
        plts(counts.core(), counts.init());
        ftrace.prepare();
    }

    private void plts(int core, int init) {
        plt("plt", PLT, core);
        if (rules.hasInitPlt()) {
            plt("init.plt", INIT_PLT, init);
        }
    }

    private void plt(String name, String section, int max) {
        plts.add(new PltTable(name, load.section(section).orElseThrow(), max, rules, load));
    }

    @Override
    public LoaderRules.Steps again(Loading other) {
        Arm64LoadSteps steps = new Arm64LoadSteps(rules, other, kinds);
        steps.plts(plts.getFirst().max(), plts.getLast().max());
        return steps;
    }

    @Override
    public void resume(List<SlotTable> tables) {
        for (SlotTable table : tables) {
            plts.forEach(plt -> plt.resume(table));
        }
    }

    @Override
    public void relocate(LoadSection.Relocs relocs) {
        PltTable plt = rules.isInit(relocs.target().name()) ? plts.getLast() : plts.getFirst();
        new Relocation(kinds, load, plt, rules).apply(relocs);
    }

    @Override
    public void finish() {
        ftrace.fill();
    }

    @Override
    public void initialiseSites() {
        SiteSetup.run(rules, load);
    }

    @Override
    public List<SlotTable> tables() {
        List<SlotTable> tables = new ArrayList<>();
        for (PltTable plt : plts) {
            tables.add(plt.table());
        }
        tables.addAll(ftrace.tables());
        return tables;
    }
}
