package patchbay.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.patch.Effect;
import patchbay.patch.Journal;
import patchbay.patch.PatchRefusal;
import patchbay.patch.Plan;

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
    void aJournalIsNotChangedByWhatComesAfter() {
        Journal one = Journal.EMPTY.with(plan(write(AT, 0, 1)));
        Journal two = one.with(plan(write(AT, 1, 0)));
        assertEquals(1, one.plans().size());
        assertEquals(2, two.plans().size());
    }
}
