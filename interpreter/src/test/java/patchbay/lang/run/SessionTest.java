package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import patchbay.source.Source;

class SessionTest {
    @Test
    void theSeedsPointIsExecutable() {
        Transcript transcript =
                Transcript.inLayout(
                        """
                        call caller()
                        expect not reaches(caller, foo.bar)
                        redirect bar -> foo.bar via callers
                        //! PB4004
                        redirect bar -> foo.bar
                        call caller()
                        restore bar
                        call caller()
                        expect unchanged kernel
                        expect unchanged foo
                        """);
        assertEquals(List.of(), transcript.errors);
        assertEquals(
                List.of(
                        "caller() = 11   path: caller -> bar",
                        "caller() = 12   path: caller -> bar -> ftrace_regs_caller -> foo.bar -> foo.plt[0] -> printk",
                        "caller() = 11   path: caller -> bar"),
                transcript.output);
    }

    @Test
    void theShortestScriptRunsAndSaysWhatItAssumes() {
        Transcript transcript =
                Transcript.of(
                        "module foo at 0xffff800014800000; redirect bar -> foo.bar; show code bar");
        assertEquals(List.of(), transcript.errors);
        assertTrue(
                transcript.output.stream().anyMatch(line -> line.contains("bl ")),
                transcript.output::toString);
        assertTrue(transcript.notes.size() >= 4, transcript.notes::toString);
    }

    @Test
    void whatALaterKernelCanIsARemarkNotAnAssumption() {
        Transcript transcript =
                Transcript.inLayout("redirect bar -> near.bar\nredirect printk -> near.bar\n");
        assertEquals(1, transcript.notes.size(), transcript.notes::toString);
        assertTrue(
                transcript.notes.getFirst().startsWith("PB4015 linux 6.1 on arm64 has no live"),
                transcript.notes::toString);
    }

    @Test
    void afterARefusalTheRestIsCheckedNotExecuted() {
        Transcript transcript =
                Transcript.inLayout(
                        """
                        restore bar
                        print "never"
                        call nobody()
                        """);
        assertEquals(List.of(), transcript.output);
        assertEquals(List.of("PB4006", "PB2001"), transcript.codes());
        assertFalse(transcript.held);
    }

    @Test
    void aRefusalThatIsDemandedHolds() {
        Transcript transcript = Transcript.inLayout("restore bar\n//! PB4006\nprint \"on\"\n");
        assertTrue(transcript.held);
        assertEquals(List.of("on"), transcript.output);
    }

    @Test
    void aDemandedRefusalThatDoesNotComeIsAnError() {
        assertEquals(List.of("PB5010"), Transcript.inLayout("call caller()\n//! PB4006\n").codes());
    }

    @Test
    void aFailedStatementChangesNothing() {
        Transcript transcript =
                Transcript.inLayout(
                        """
                        transaction {
                            redirect bar -> near.bar
                            let seen = 1
                            restore printk
                        }
                        //! PB4006
                        expect unchanged kernel
                        call caller()
                        """);
        assertEquals(List.of(), transcript.errors);
        assertEquals(List.of("caller() = 11   path: caller -> bar"), transcript.output);
    }

    @Test
    void aTransactionIsOneStepToUndo() {
        Transcript transcript =
                Transcript.inLayout(
                        """
                        transaction {
                            redirect bar -> near.bar
                            redirect printk -> near.bar
                        }
                        undo
                        expect unchanged kernel
                        undo
                        //! PB5009
                        """);
        assertEquals(List.of(), transcript.errors);
    }

    @Test
    void undoTakesBackSoManySteps() {
        Transcript transcript =
                Transcript.inLayout(
                        """
                        redirect bar -> near.bar
                        redirect printk -> near.bar
                        undo 2
                        expect unchanged kernel
                        show patches
                        """);
        assertEquals(List.of(), transcript.errors);
        assertEquals(List.of("nothing is redirected"), transcript.output);
    }

    @Test
    void expectFailsChangesNothingAndNamesWhatCameInstead() {
        assertEquals(
                List.of(),
                Transcript.inLayout(
                                "expect fails PB4006 { redirect bar -> near.bar; restore printk }\nexpect unchanged kernel\n")
                        .errors);
        assertEquals(
                List.of("PB5010"),
                Transcript.inLayout("expect fails PB4006 { redirect bar -> near.bar }\n").codes());
        Transcript other = Transcript.inLayout("expect fails PB4002 { restore bar }\n");
        assertEquals(List.of("PB5010"), other.codes());
        assertTrue(other.errors.getFirst().contains("PB4006"), other.errors::toString);
    }

    @Test
    void aFalseExpectationTellsBothSides() {
        Transcript transcript = Transcript.inLayout("expect (call caller()).value == 12\n");
        assertEquals(List.of("PB5010"), transcript.codes());
        assertTrue(
                transcript.errors.getFirst().contains("left is 11")
                        && transcript.errors.getFirst().contains("right is 12"),
                transcript.errors::toString);
    }

    @Test
    void bytesAndNumbersAreNeverCompared() {
        Transcript transcript = Transcript.inLayout("expect bytes(bar, 4) == 0xaa1e03e9\n");
        assertEquals(List.of("PB2020"), transcript.codes());
        assertTrue(
                transcript
                        .diagnostics
                        .getFirst()
                        .remedies()
                        .getFirst()
                        .contains("x\"e9 03 1e aa\""),
                transcript.diagnostics::toString);
    }

    @Test
    void unsafeRelaxesPolicyAndItsReasonStandsInTheJournal() {
        assertEquals(
                List.of("PB4001"),
                Transcript.inLayout("write bar+4 : 0x14000000 -> 0xd503201f\n").codes());
        Transcript transcript =
                Transcript.inLayout(
                        """
                        unsafe "the old word does not matter" {
                            write bar+4 : 0x14000000 -> 0xd503201f
                        }
                        show journal
                        """);
        assertEquals(List.of(), transcript.errors);
        assertTrue(
                transcript.output.stream()
                        .anyMatch(line -> line.contains("the old word does not matter")),
                transcript.output::toString);
    }

    @Test
    void unsafeNeverRelaxesEncoding() {
        assertEquals(
                List.of("PB3001"),
                Transcript.inLayout(
                                "unsafe \"try\" { write bar+4 : 0xd503201f -> asm { bl foo.bar } }\n")
                        .codes());
    }

    @Test
    void loopsAndDefinitionsWork() {
        Transcript transcript =
                Transcript.of(
                        """
                        def twice(n) = n * 2
                        def tell(n) { print "n is {n}" }
                        let sum = 0
                        for i in 0 .. 10 step 3 { let sum = sum + twice(i) }
                        tell(sum)
                        for m in [1, 2] { if m == 1 { print "one" } else { print "other" } }
                        print 0xffff800008000000 + 16
                        """);
        assertEquals(List.of(), transcript.errors);
        assertEquals(List.of("n is 36", "one", "other", "0xffff800008000010"), transcript.output);
    }

    @Test
    void recursionIsBounded() {
        assertEquals(List.of("PB2025"), Transcript.of("def f(n) = f(n + 1)\nprint f(0)\n").codes());
        assertEquals(List.of("PB2026"), Transcript.of("for i in 0 .. 1G { let x = i }\n").codes());
    }

    @Test
    void aVariableMayNotShadowTheLayout() {
        assertEquals(List.of("PB2024"), Transcript.inLayout("let bar = 1\n").codes());
    }

    @Test
    void lintOfNamesNeedsNoExecution() {
        Transcript transcript = Transcript.of("");
        assertFalse(
                transcript.session.check(
                        new Source(
                                "test.lp",
                                Transcript.LAYOUT
                                        + "redirect barr -> foo.bar\nprint distence(bar, foo.bar)\n"),
                        Path.of("")));
        assertEquals(List.of("PB2001", "PB2021"), transcript.codes());
    }

    @Test
    void listFiltersByWhere() {
        Transcript transcript =
                Transcript.inLayout("list functions where distance(it, foo.bar) > 128M\n");
        assertEquals(List.of(), transcript.errors);
        assertTrue(
                transcript.output.getLast().startsWith("4 of 5 functions"),
                transcript.output::toString);
    }

    @Test
    void backGoesBehindTheLastInput() {
        Transcript transcript = Transcript.inLayout("");
        Session session = transcript.session;
        assertTrue(session.enter(new Source("input", "redirect bar -> near.bar"), Path.of("")));
        assertTrue(session.back());
        assertTrue(session.enter(new Source("input", "expect unchanged kernel"), Path.of("")));
    }
}
