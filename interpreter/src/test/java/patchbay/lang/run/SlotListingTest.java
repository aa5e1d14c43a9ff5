package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.Json;
import patchbay.Sources;
import patchbay.source.Source;
import patchbay.view.JsonView;
import patchbay.view.TextView;

class SlotListingTest {
    private static final Path EXAMPLES = Sources.root().resolve("examples");
    private static final String KERNEL =
            """
            kernel at 0xffff800008000000 {
                fn printk(format)  returns 0
                fn far_a           returns 0
                fn far_b(x)        returns 0
                data ext_var = u64 40
            }
            """;

    private final List<String> output = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> json = new ArrayList<>();

    private void run(Path folder, String script) {
        new Session(Session.Options.DEFAULT, this::take).run(new Source("test.lp", script), folder);
    }

    private void take(Event event) {
        if (event instanceof Event.Answered(var span, Answer answer)) {
            json.add(JsonView.line(event));
            output.addAll(TextView.lines(answer));
        } else if (event instanceof Event.Said(var diagnostic)) {
            said.add(diagnostic.code() + " " + diagnostic.message());
        }
    }

    /**
     * The sixth place of this table is in the last words of a page, where no adrp may stand, and a
     * redirect has taken the seventh.
     */
    private void passingOverASlot(Path folder, String script) throws IOException {
        Files.writeString(
                folder.resolve("sections"),
                Files.readString(EXAMPLES.resolve("demo.sections"))
                        .replaceFirst("(?m)^\\.plt .*$", ".plt 0xffff7fff90010fc0")
                        .replaceFirst("(?m)^\\.exit.text .*$", ".exit.text 0xffff7fff90000100"));
        run(
                folder,
                "arch arm64 linux 6.1 with erratum_843419\n"
                        + KERNEL
                        + "module demo from \""
                        + EXAMPLES.resolve("demo-6.1.ko")
                        + "\" sections \"sections\"\n"
                        + "module foo at kernel + 512M { fn bar returns 1 }\n"
                        + "redirect far_a -> foo.bar via callers\n"
                        + script);
    }

    @Test
    void aSlotIsCountedByItsPlaceInTheTableSkippedOnesIncluded(@TempDir Path folder)
            throws IOException {
        passingOverASlot(folder, "print demo.plt[6]; print demo.plt[5]");
        assertEquals("demo.plt[6]", output.get(0));
        assertTrue(
                said.contains("PB2022 demo.plt[5] is no slot in use: 6 others are"),
                said::toString);
    }

    @Test
    void aPlaceWithoutASlotIsExplainedToo(@TempDir Path folder) throws IOException {
        passingOverASlot(folder, "explain slot demo.plt[5]; explain slot demo.plt[7]");
        assertEquals(
                List.of(
                        "  slot   demo.plt[5] at 0xffff7fff90010ffc, 7 of 7 used",
                        "  state  skipped: no slot may begin here, where an adrp would be in the last words of a page",
                        "  slot   demo.plt[7] at 0xffff7fff90011014, 7 of 7 used",
                        "  state  spare: behind the last that may be given out"),
                output);
    }

    @Test
    void aPlaceBehindTheTableIsRefused(@TempDir Path folder) throws IOException {
        passingOverASlot(folder, "explain slot demo.plt[8]");
        assertTrue(
                said.getLast().startsWith("PB2022 demo.plt has no place 8: it has 8"),
                said::toString);
    }

    private void far(String script) {
        run(
                EXAMPLES,
                "arch arm64 linux 6.1\n"
                        + KERNEL
                        + "module demo from \"demo-6.1.ko\" at kernel - 1G\n"
                        + script);
    }

    @Test
    void whyASecondSlotWasFilledForOneTargetIsSaid() {
        far("explain slot demo.plt[3]");
        assertTrue(
                output.contains(
                        "  state     duplicate of plt[1]: only the slot that was filled last is compared"),
                output::toString);
        assertTrue(
                output.stream()
                        .anyMatch(line ->
                                line.endsWith(
                                        "printk: reserved one, filled plt[3], as plt[2] in front leads to far_b")),
                output::toString);
    }

    @Test
    void slotsAndRelocationsAreListedByWhatIsAskedOfThem() {
        far("list slots in demo.init.plt where it.users > 2");
        far("list slots where it.state == \"duplicate\" and it.margin < 3G");
        far("list relocs in demo where it.symbol == \"printk\" and it.through == \"plt[1]\"");
        far(
                "list relocs where it.section == \".text\" and it.through == \"\" and it.before != it.after");
        assertEquals(
                List.of("1 of 3 slots", "2 of 10 slots"),
                output.stream().filter(line -> line.endsWith("slots")).toList());
        assertTrue(
                output.stream().anyMatch(line -> line.matches("  demo\\.bar\\+0x4c .* plt\\[1\\]")),
                output::toString);
        assertEquals(List.of(), said.stream().filter(line -> !line.startsWith("PB7010")).toList());
    }

    @Test
    void eachTableIsItsOwnAndJsonHasNumbersWhereTheTextHasWords() {
        far("show plt demo");
        assertEquals(
                2,
                output.stream().filter(line -> line.startsWith("  slot ")).count(),
                "a heading for each table");
        Object first = list(Json.member(Json.read(json.getLast()), "tables")).getFirst();
        assertEquals(5L, Json.member(first, "reserved"));
        Object slot = list(Json.member(first, "slots")).get(3);
        assertEquals("duplicate", Json.member(slot, "state"));
        assertEquals("plt[1]", Json.member(slot, "same_as"));
        assertEquals("0xffff800008000000", Json.member(slot, "target"));
        assertEquals(3, list(Json.member(slot, "words")).size());
        Object user = list(Json.member(slot, "users")).getFirst();
        assertEquals("demo.demo_exit+0x24", Json.member(user, "place"));
        assertTrue((Long) Json.member(user, "margin") < 0);
    }

    @Test
    void sectionsAreALinkersMapWithWhatLiesBetweenThem() {
        far("show sections demo");
        assertEquals(
                "  core   .text                         0xffff7fffc8000000   204  16     r-x",
                output.get(2));
        assertEquals(
                "         *fill*                        0xffff7fffc80000f8     8", output.get(5));
        assertTrue(
                output.contains(
                        "init 0xffff7fffc8005000 .. 0xffff7fffc80050bc: 188 bytes, 16 of them fill"),
                output::toString);
    }

    @Test
    void aSiteWithOpsOfItsOwnSaysWhereTheirPointerIs() {
        run(
                EXAMPLES,
                "arch arm64 linux 6.12\nkernel at 0xffff800080000000 { fn bar; fn baz }\nshow sites kernel\n"
                        + "redirect bar -> baz\nlist sites where it.state != \"idle\"");
        assertTrue(
                output.get(1).endsWith("0xffff800080000008, now ftrace_nop_ops"), output::toString);
        assertTrue(output.contains("1 of 2 sites"), output::toString);
    }

    /** Before the fix of 2025 text of init could not reach the one slot, and nobody looked. */
    @Test
    void aSiteOutOfReachOfItsSlotWouldBecomeATrap() {
        for (String version : List.of("6.12.47", "6.12.48")) {
            output.clear();
            run(
                    Sources.root().resolve("interpreter/src/test/resources/golden/arm64"),
                    "arch arm64 linux "
                            + version
                            + "\nkernel at default { fn printk(f); fn far_a; fn far_b(x);"
                            + " data ext_var = u64 1 }\n"
                            + "module demo from \"demobti-6.12.ko\" at { text kernel + 200M,"
                            + " data kernel + 210M, rodata kernel + 220M,"
                            + " ro_after_init kernel + 230M, init_text kernel + 500M,"
                            + " init_data kernel + 510M, init_rodata kernel + 520M }\n"
                            + "show sites demo");
            assertEquals(
                    version.equals("6.12.47"),
                    output.getLast().contains("d4202000  brk #0x100, being out of reach"),
                    output::toString);
        }
    }

    @Test
    void whatIsListedHasTheFieldsThatAreCompleted() {
        for (String kind : Lists.KINDS) {
            String what = kind.equals("calls to X") ? "calls to printk" : kind;
            output.clear();
            far("extern e at 0x1000; list " + what);
            assertEquals(
                    Lists.fields(what.split(" ")[0]),
                    List.of(output.getFirst().strip().split(" +")),
                    kind);
        }
    }

    @Test
    void theSlotsOfInitAreSaidToHaveBeenFreedWithIt() {
        run(
                EXAMPLES,
                "arch arm64 linux 6.1\n"
                        + KERNEL
                        + "module demo absent from \"demo-6.1.ko\" at kernel - 1G\nload demo\n"
                        + "explain slot demo.init.plt[0]\n");
        String freed =
                "demo.init.plt is no more: the kernel freed it when the init of demo had returned";
        assertEquals("PB2001 " + freed, said.getLast());
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
