package patchbay.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.source.Code;

/** What a plan consists of, and the way back. */
class EffectTest {
    private static final Range PAGE = Range.of(0x1000, 0x1000);

    private record Named(String name, int value) implements State {
        @Override
        public Key key() {
            return new Key("named", name);
        }
    }

    private static Effect.Write write(long at, int before, int after, String why) {
        return new Effect.Write(at, new byte[] {(byte) before}, new byte[] {(byte) after}, why);
    }

    @Test
    void theInverseOfAnInverseIsTheEffectItself() {
        State one = new Named("x", 1);
        State two = new Named("x", 2);
        for (Effect effect :
                List.of(
                        write(0x1000, 1, 2, "why"),
                        new Effect.Map(PAGE, Protection.EXECUTE, "why"),
                        new Effect.Unmap(PAGE, Protection.READ_WRITE, "why"),
                        Effect.Become.appear(one),
                        Effect.Become.change(one, two),
                        Effect.Become.vanish(two))) {
            assertEquals(effect, effect.inverse().inverse());
            assertNotEquals(effect, effect.inverse());
        }
        assertEquals(write(0x1000, 2, 1, "why"), write(0x1000, 1, 2, "why").inverse());
        assertEquals(Effect.Become.vanish(one), Effect.Become.appear(one).inverse());
        assertEquals(Effect.Become.change(two, one), Effect.Become.change(one, two).inverse());
        assertEquals(new Effect.Say("x"), new Effect.Say("x").inverse());
    }

    @Test
    void writesAreEqualWhenAddressBytesAndReasonAre() {
        Effect.Write write = write(0x1000, 1, 2, "why");
        assertEquals(write, write(0x1000, 1, 2, "why"));
        assertEquals(write.hashCode(), write(0x1000, 1, 2, "why").hashCode());
        List<Effect.Write> others =
                List.of(
                        write(0x1001, 1, 2, "why"),
                        write(0x1000, 3, 2, "why"),
                        write(0x1000, 1, 3, "why"),
                        write(0x1000, 1, 2, "because"));
        for (Effect.Write other : others) {
            assertNotEquals(write, other);
            assertNotEquals(write.hashCode(), other.hashCode());
        }
        assertEquals("Write[0x1000: 01 -> 02, why]", write.toString());
    }

    @Test
    void aWriteReplacesAsManyBytesAsItExpects() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Effect.Write(0, new byte[4], new byte[8], "why"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Effect.Write(0, new byte[0], new byte[0], "why"));
    }

    @Test
    void aFillIsTakenBackByAWriteOfZeros() {
        byte[] bytes = {1, 2};
        Effect.Fill fill = new Effect.Fill(0x1000, bytes, "why");
        assertEquals(new Effect.Write(0x1000, bytes, new byte[2], "why"), fill.inverse());
        assertEquals(fill, new Effect.Fill(0x1000, bytes.clone(), "why"));
        assertEquals(fill.hashCode(), new Effect.Fill(0x1000, bytes.clone(), "why").hashCode());
        for (Effect.Fill other :
                List.of(
                        new Effect.Fill(0x1001, bytes, "why"),
                        new Effect.Fill(0x1000, new byte[] {1, 3}, "why"),
                        new Effect.Fill(0x1000, bytes, "because"))) {
            assertNotEquals(fill, other);
            assertNotEquals(fill.hashCode(), other.hashCode());
        }
        assertEquals("Fill[0x1000: 0102, why]", fill.toString());
        assertThrows(IllegalArgumentException.class, () -> new Effect.Fill(0, new byte[0], "why"));
    }

    @Test
    void theWritesOfAPlanAreItsWritesInOrder() {
        Effect.Write first = write(0x1000, 0, 1, "first");
        Effect.Write second = write(0x1001, 0, 1, "second");
        Plan plan =
                new Plan(
                        "test",
                        List.of(
                                new Effect.Map(PAGE, Protection.EXECUTE, "room"),
                                first,
                                new Effect.Say("hello"),
                                second));
        assertEquals(List.of(first, second), plan.writes());
        assertEquals(
                List.of(
                        second.inverse(),
                        first.inverse(),
                        new Effect.Unmap(PAGE, Protection.EXECUTE, "room")),
                plan.inverse("back").effects());
    }

    @Test
    void theJournalTellsTheOldestPlanFirst() {
        Plan one = new Plan("one", List.of());
        Plan two = new Plan("two", List.of());
        assertEquals(List.of(one, two), Journal.EMPTY.with(one).with(two).plans());
    }

    @Test
    void refusalsHaveTheirCodes() {
        assertEquals(
                Code.PB4001,
                new PatchRefusal.OldBytes(0x1000, new byte[1], new byte[1], "why").code());
        assertEquals(Code.PB4001, new PatchRefusal.Stale(new Named("x", 1).key()).code());
        assertEquals(Code.PB4008, new PatchRefusal.NotMapped(PAGE, "why").code());
        assertEquals(Code.PB2004, new PatchRefusal.Occupied(PAGE, "why").code());
    }
}
