package patchbay.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
