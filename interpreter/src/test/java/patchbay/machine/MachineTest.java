package patchbay.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.patch.Effect;
import patchbay.patch.Journal;
import patchbay.patch.PatchRefusal;
import patchbay.patch.Plan;
import patchbay.patch.State;

/** Plans on a running system. */
class MachineTest {
    private static final long AT = 0xffff_8000_0800_0000L;
    private static final Range PAGE = Range.of(AT, 4096);

    private static Machine mapped() {
        Machine machine = new Machine();
        machine.apply(plan(new Effect.Map(PAGE, Protection.EXECUTE, "test")));
        return machine;
    }

    private static Plan plan(Effect... effects) {
        return new Plan("test", List.of(effects));
    }

    private static Effect.Write write(long at, int before, int after) {
        return new Effect.Write(at, new byte[] {(byte) before}, new byte[] {(byte) after}, "test");
    }

    @Test
    void aLaterEffectSeesWhatAnEarlierOneDid() {
        Machine machine = mapped();
        Plan plan = plan(write(AT, 0, 1), write(AT, 1, 2));
        assertEquals(List.of(), machine.check(plan));
        machine.apply(plan);
        assertEquals(2, machine.memory().little(AT, 1));
    }

    @Test
    void everyObstacleIsNamedAndNothingIsChanged() {
        Machine machine = mapped();
        Plan plan =
                plan(
                        write(AT, 0, 1),
                        write(AT + 8, 7, 1),
                        write(AT + 4096, 0, 1),
                        new Effect.Map(PAGE, Protection.EXECUTE, "test"),
                        new Effect.Become(Extern.key("x"), new Extern("x", 1), null));
        List<?> refusals = machine.check(plan);
        assertInstanceOf(PatchRefusal.OldBytes.class, refusals.get(0));
        assertInstanceOf(PatchRefusal.NotMapped.class, refusals.get(1));
        assertInstanceOf(PatchRefusal.Occupied.class, refusals.get(2));
        assertInstanceOf(PatchRefusal.Stale.class, refusals.get(3));
        assertEquals(4, refusals.size());
        assertEquals(0, machine.memory().little(AT, 1));
    }

    @Test
    void onlyZerosAreFilled() {
        Machine machine = mapped();
        byte[] bytes = new byte[2 * 4096];
        bytes[4096] = 1;
        Plan fill = plan(new Effect.Fill(AT + 4090, bytes, "test"));
        Object far = machine.check(fill).getFirst();
        assertInstanceOf(PatchRefusal.NotMapped.class, far);
        Range pages = new Range(PAGE.end(), PAGE.end() + 3 * 4096);
        machine.apply(plan(new Effect.Map(pages, Protection.EXECUTE, "more")));
        assertEquals(List.of(), machine.check(fill));
        machine.apply(fill);
        assertEquals(1, machine.memory().little(AT + 4090 + 4096, 1));
        assertEquals(List.of(), machine.check(fill.inverse("back")));
        Object taken = machine.check(fill).getFirst();
        assertInstanceOf(PatchRefusal.OldBytes.class, taken);
    }

    @Test
    void anInverseTakesEverythingBackButWhatWasSaid() {
        Machine machine = new Machine();
        Plan plan =
                plan(
                        new Effect.Map(PAGE, Protection.READ_WRITE, "test"),
                        write(AT, 0, 1),
                        Effect.Become.appear(new Extern("x", AT)),
                        new Effect.Say("hello"));
        machine.apply(plan);
        Plan inverse = plan.inverse("back");
        assertEquals(List.of(), machine.check(inverse));
        machine.apply(inverse);
        assertTrue(!machine.memory().isMapped(AT));
        assertEquals(List.of(), machine.states(Extern.class));
        assertEquals(List.of("hello"), machine.log());
    }

    @Test
    void aSnapshotIsADifferentSystemFromThenOn() {
        Machine machine = mapped();
        Machine copy = machine.snapshot();
        machine.apply(plan(write(AT, 0, 1), Effect.Become.appear(new Extern("x", AT))));
        assertEquals(0, copy.memory().little(AT, 1));
        assertEquals(List.of(), copy.states(Extern.class));
        copy.apply(plan(new Effect.Say("other")));
        assertEquals(List.of(), machine.log());
        machine.become(copy);
        assertEquals(0, machine.memory().little(AT, 1));
        assertEquals(List.of("other"), machine.log());
        machine.apply(plan(write(AT, 0, 3)));
        assertEquals(0, copy.memory().little(AT, 1));
    }

    @Test
    void everyPageThatAPlanWantsToMapHasToBeFree() {
        Machine machine = mapped();
        for (long at = AT - 3 * 4096; at <= AT + 2 * 4096; at += 1024) {
            for (long size = 1024; size <= 4 * 4096; size += 1024) {
                Range range = Range.of(at, size);
                boolean free = Long.compareUnsigned(at + size, AT) <= 0 || at >= AT + 4096;
                assertEquals(
                        free ? List.of() : List.of(new PatchRefusal.Occupied(range, "more")),
                        machine.check(plan(new Effect.Map(range, Protection.EXECUTE, "more"))));
            }
        }
        Range top = Range.of(-4096, 4096);
        Plan plan = plan(new Effect.Map(top, Protection.EXECUTE, "top"));
        assertEquals(List.of(), machine.check(plan));
        machine.apply(plan);
        assertEquals(List.of(new PatchRefusal.Occupied(top, "top")), machine.check(plan));
    }

    @Test
    void whatIsNotThereCannotBeTakenAway() {
        Range range = Range.of(AT, 8192);
        Plan plan = plan(new Effect.Unmap(range, Protection.EXECUTE, "test"));
        assertEquals(
                List.of(new PatchRefusal.NotMapped(Range.of(AT + 4096, 4096), "test")),
                mapped().check(plan));
    }

    @Test
    void recordsAreFoundByKeyAndByTypeInTheOrderInWhichTheyAppeared() {
        Range nowhere = Range.of(AT, 0);
        Symbol symbol = new Symbol("foo", "bar", AT, 64, Symbol.Kind.FUNCTION);
        Site site = new Site(AT, AT + 4);
        List<State> states =
                List.of(
                        new Extern("x", AT),
                        new Module("foo", List.of(), List.of(symbol), List.of(site), List.of()),
                        new Module(Module.KERNEL, List.of(), List.of(), List.of(), List.of()),
                        new SlotTable("foo", "plt", nowhere, 16, 0, 0, List.of()),
                        new SlotTable("foo", "init", nowhere, 16, 0, 0, List.of()),
                        new Room("foo", AT, AT),
                        new FunctionStack(AT + 4, AT, List.of(AT + 64)),
                        new Redirection(AT, AT + 64, Redirection.Via.JUMP, plan(), null));
        Machine machine = new Machine();
        for (State state : states) {
            machine.apply(plan(Effect.Become.appear(state)));
        }
        for (State state : states) {
            assertEquals(Optional.of(state), machine.state(state.key(), state.getClass()));
        }
        assertEquals(states.size(), states.stream().map(State::key).distinct().count());
        assertEquals(
                List.of(
                        new State.Key("extern", "x"),
                        new State.Key("room", "foo"),
                        new State.Key("functions", "ffff800008000004"),
                        new State.Key("redirection", "ffff800008000000")),
                Stream.of(0, 5, 6, 7).map(states::get).map(State::key).toList());
        assertEquals(List.of(states.get(1), states.get(2)), machine.modules());
        assertEquals(Optional.empty(), machine.state(Extern.key("x"), Module.class));
        assertEquals(Optional.of(states.get(4)), machine.table("foo", "init"));
        Module foo = machine.module("foo").orElseThrow();
        assertEquals(Optional.of(site), foo.site(AT));
        assertEquals(Optional.empty(), foo.site(AT + 4));
        assertTrue(!foo.isKernel());
        assertTrue(machine.module("kernel").orElseThrow().isKernel());
    }

    @Test
    void symbolsStandByAddressAndAreCountedInTheOrderOfTheirDeclaration() {
        Symbol second = new Symbol("foo", "bar", AT + 64, 64, Symbol.Kind.FUNCTION);
        Symbol first = new Symbol("foo", "bar", AT, 64, Symbol.Kind.FUNCTION);
        Module foo = new Module("foo", List.of(), List.of(second, first), List.of(), List.of());
        assertEquals(List.of(first, second), foo.symbols());
        assertEquals(List.of(second, first), foo.named("bar"));
        assertEquals(List.of(), foo.named("baz"));
        assertEquals(2, foo.functions());
        assertEquals(Optional.of(second), foo.symbolAt(AT + 127));
        assertEquals(Optional.empty(), foo.symbolAt(AT + 128));
        assertEquals(Optional.of(first), foo.symbolAt(AT + 63));
        assertEquals(Optional.empty(), foo.symbolAt(AT - 1));
    }

    @Test
    void aNameOutsideTheKernelIsWrittenWithItsModule() {
        Symbol far = new Symbol("foo", "bar", AT, 64, Symbol.Kind.FUNCTION);
        assertEquals("foo.bar", far.qualified());
        assertEquals(Range.of(AT, 64), far.range());
        assertEquals("printk", new Extern("printk", AT).symbol().qualified());
        assertEquals(Symbol.Kind.EXTERNAL, new Extern("printk", AT).symbol().kind());
    }

    @Test
    void aJournalIsNotChangedByWhatComesAfter() {
        Journal one = Journal.EMPTY.with(plan(write(AT, 0, 1)));
        Journal two = one.with(plan(write(AT, 1, 0)));
        assertEquals(1, one.plans().size());
        assertEquals(2, two.plans().size());
    }

    private static Module module(String name, Range... ranges) {
        List<Segment> segments = new ArrayList<>();
        for (Range range : ranges) {
            segments.add(new Segment(0, ".text", range, Protection.EXECUTE));
        }
        return new Module(name, segments, List.of(), List.of(), List.of());
    }

    private static void become(Machine machine, Effect... effects) {
        assertEquals(List.of(), machine.land(plan(effects)));
    }

    private static List<String> around(Machine machine, long address) {
        return machine.around(address).stream().map(Module::name).toList();
    }

    private static String at(Machine machine, long address) {
        return machine.moduleAt(address).map(Module::name).orElse("nobody");
    }

    @Test
    void aModuleIsFoundWhereItsSegmentsLie() {
        Machine machine = new Machine();
        become(
                machine,
                Effect.Become.appear(module("a", Range.of(AT, 64), Range.of(AT + 256, 64))),
                Effect.Become.appear(module("b", Range.of(AT + 64, 64), Range.of(AT + 320, 0))),
                Effect.Become.appear(module("first", Range.of(0, 64))));
        assertEquals("a", at(machine, AT));
        assertEquals("a", at(machine, AT + 63));
        assertEquals("b", at(machine, AT + 64));
        assertEquals("nobody", at(machine, AT + 128));
        assertEquals("a", at(machine, AT + 319));
        assertEquals("nobody", at(machine, AT + 320));
        assertEquals("nobody", at(machine, AT - 1));
        assertEquals("first", at(machine, 0));
        assertEquals(List.of("first"), around(machine, 0));
        assertEquals(List.of("a", "first"), around(machine, AT));
        assertEquals(List.of("a"), around(machine, AT + 32));
        assertEquals(List.of("b", "a"), around(machine, AT + 64));
        assertEquals(List.of("b"), around(machine, AT + 128));
        assertEquals(List.of("a", "b"), around(machine, AT + 256));
        assertEquals(List.of(), new Machine().around(AT));
    }

    @Test
    void aModuleThatMovesIsFoundWhereItIsThen() {
        Machine machine = new Machine();
        Module here = module("a", Range.of(AT, 64));
        Module there = module("a", Range.of(AT + 4096, 64));
        become(machine, Effect.Become.appear(here));
        Machine before = machine.snapshot();
        become(machine, Effect.Become.change(here, there));
        assertEquals("nobody", at(machine, AT));
        assertEquals("a", at(machine, AT + 4096));
        assertEquals("a", at(before, AT));
        become(machine, Effect.Become.vanish(there));
        assertEquals(List.of(), machine.around(AT + 4096));
    }

    @Test
    void aTableIsFoundWhereItsSlotsLie() {
        Machine machine = new Machine();
        SlotTable here = new SlotTable("a", "plt", Range.of(AT, 48), 12, 4, 0, List.of());
        SlotTable used = here.with(new Slot(0, AT, 1, List.of()));
        SlotTable there = new SlotTable("a", "plt", Range.of(AT + 4096, 48), 12, 4, 0, List.of());
        become(machine, Effect.Become.appear(here));
        assertEquals(Optional.of(here), machine.tableAt(AT));
        assertEquals(Optional.of(here), machine.tableAt(AT + 47));
        assertEquals(Optional.empty(), machine.tableAt(AT + 48));
        assertEquals(Optional.empty(), machine.tableAt(AT - 1));
        become(machine, Effect.Become.change(here, used));
        assertEquals(Optional.of(used), machine.tableAt(AT));
        become(machine, Effect.Become.change(used, there));
        assertEquals(Optional.empty(), machine.tableAt(AT));
        assertEquals(Optional.of(there), machine.tableAt(AT + 4096));
        become(machine, Effect.Become.vanish(there));
        assertEquals(Optional.empty(), machine.tableAt(AT + 4096));
    }

    @Test
    void ofExternsAtOneAddressTheFirstIsFoundAsLongAsItIsThere() {
        Machine machine = new Machine();
        Extern x = new Extern("x", AT);
        Extern y = new Extern("y", AT);
        Extern elsewhere = new Extern("z", AT + 1);
        become(
                machine,
                Effect.Become.appear(elsewhere),
                Effect.Become.appear(x),
                Effect.Become.appear(y));
        assertEquals(Optional.of(x), machine.externAt(AT));
        Machine copy = machine.snapshot();
        become(copy, Effect.Become.vanish(y));
        assertEquals(Optional.of(x), copy.externAt(AT));
        become(machine, Effect.Become.vanish(x));
        assertEquals(Optional.of(y), machine.externAt(AT));
        become(machine, Effect.Become.vanish(y));
        assertEquals(Optional.empty(), machine.externAt(AT));
        assertEquals(Optional.of(elsewhere), machine.externAt(AT + 1));
    }

    @Test
    void aPlanLandsAsAWholeOrNotAtAll() {
        Machine machine = mapped();
        assertEquals(1, machine.land(plan(write(AT, 0, 1), write(AT + 1, 7, 1))).size());
        assertEquals(0, machine.memory().little(AT, 1));
        assertEquals(List.of(), machine.land(plan(write(AT, 0, 1))));
        assertEquals(1, machine.memory().little(AT, 1));
    }

    @Test
    void symbolsStandByAddressAndThoseOfOneNameAsTheyWereDeclared() {
        List<Symbol> declared = new ArrayList<>();
        for (long offset : new long[] {64, 0, 32, 16, 16}) {
            String name = offset == 32 ? "other" : "same";
            declared.add(new Symbol("foo", name, AT + offset, 16, Symbol.Kind.FUNCTION));
        }
        Site site = new Site(AT, AT + 4);
        Module module = new Module("foo", List.of(), declared, List.of(site), List.of());
        Symbol late = new Symbol("foo", "same", AT + 8, 4, Symbol.Kind.FUNCTION);
        Module more = module.with(late, Optional.of(new Site(AT - 64, AT - 60)));
        assertEquals(
                List.of(0L, 16L, 16L, 32L, 64L),
                module.symbols().stream().map(symbol -> symbol.address() - AT).toList());
        assertEquals(
                List.of(64L, 0L, 16L, 16L, 8L),
                more.named("same").stream().map(symbol -> symbol.address() - AT).toList());
        assertEquals(List.of(declared.get(2)), more.named("other"));
        assertEquals(List.of(), more.named("nobody"));
        assertEquals(Optional.empty(), more.symbolAt(AT - 1));
        assertEquals(Optional.of(late), more.symbolAt(AT + 8));
        assertEquals(Optional.of(declared.get(3)), more.symbolAt(AT + 31));
        assertEquals(List.of(AT - 64, AT), more.sites().stream().map(Site::function).toList());
        assertEquals(Optional.of(site), more.site(AT));
        assertEquals(1, module.with(late, Optional.empty()).sites().size());
    }

    @Test
    void aFunctionsLocalEntryIsBehindItsGlobalOne() {
        assertEquals(AT + 8, new Symbol("foo", "f", AT, 64, Symbol.Kind.FUNCTION, 8).localEntry());
    }
}
