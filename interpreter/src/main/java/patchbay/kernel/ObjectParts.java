package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Refusal;

/** What an object in words has been given so far: segments, symbols, slot tables, bytes. */
final class ObjectParts {
    private final String object;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final List<SlotTable> tables = new ArrayList<>();
    private final List<Effect> writes = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private OptionalLong toc = OptionalLong.empty();

    ObjectParts(String object) {
        this.object = object;
    }

    String object() {
        return object;
    }

    void segment(String name, Range range, Protection protection) {
        segments.add(new Segment(segments.size() + 1, name, range, protection));
    }

    void symbol(String name, long address, long size, Symbol.Kind kind) {
        symbols.add(new Symbol(object, name, address, size, kind));
    }

    void function(Era era, FunctionAssembly assembly) {
        symbols.add(WordsLayout.symbol(era, object, assembly));
        WordsLayout.site(assembly).ifPresent(sites::add);
    }

    /** Gives the object the value of the register that belongs to it. */
    void toc(OptionalLong value) {
        toc = value;
    }

    OptionalLong toc() {
        return toc;
    }

    void table(SlotTable table) {
        tables.add(table);
    }

    void write(long address, byte[] bytes, String why) {
        if (bytes.length > 0) {
            writes.add(new Effect.Fill(address, bytes, why));
        }
    }

    void write(Effect write) {
        writes.add(write);
    }

    void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    void refuse(List<? extends Refusal> reasons) {
        refusals.addAll(reasons);
    }

    List<Refusal> refusals() {
        return refusals;
    }

    boolean isRefused() {
        return !refusals.isEmpty();
    }

    List<SlotTable> tables() {
        return tables;
    }

    List<Effect> writes() {
        return writes;
    }

    Module module() {
        // kallsyms counts by address in the kernel proper, in order of declaration in a module
        List<Symbol> counted = new ArrayList<>(symbols);
        if (object.equals(Module.KERNEL)) {
            counted.sort(Symbol::byAddress);
        }
        List<Site> byIp = new ArrayList<>(sites);
        byIp.sort(Site::byIp);
        List<String> names = tables.stream().map(SlotTable::name).toList();
        return new Module(object, segments, counted, byIp, names, toc);
    }

    /** A copy of {@code machine} with this object in it, to look names up in. */
    Machine in(Machine machine) {
        Machine copy = machine.snapshot();
        copy.apply(new Plan("", List.of(Effect.Become.appear(module()))));
        return copy;
    }

    /** Pages by protection; segments of one protection share them. */
    List<Effect> maps(Range code) {
        List<Effect> maps = new ArrayList<>();
        maps.add(new Effect.Map(code, Protection.EXECUTE, object + " code"));
        for (Protection protection : List.of(Protection.READ_ONLY, Protection.READ_WRITE)) {
            String what = protection == Protection.READ_ONLY ? " texts" : " data";
            segments.stream()
                    .filter(s -> s.protection() == protection)
                    .map(s -> WordsLayout.pages(s.range()))
                    .reduce((a, b) -> new Range(a.start(), b.end()))
                    .ifPresent(range -> maps.add(new Effect.Map(range, protection, object + what)));
        }
        return maps;
    }
}
