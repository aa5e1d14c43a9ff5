package patchbay.lang.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import patchbay.bench.Workloads;
import patchbay.source.Diagnostic;
import patchbay.source.Source;
import patchbay.view.TextView;

/** Modules that one script loads in a row come out as if each were loaded by itself. */
class LoadAheadTest {
    private static final int MODULES = 7;

    @TempDir Path folder;
    private List<String> script = List.of();

    @BeforeEach
    void files() throws IOException {
        Path written = Workloads.farCalls(folder, 100 * MODULES, MODULES);
        script = new ArrayList<>(Files.readAllLines(written));
        for (int m = 0; m < MODULES; m++) {
            script.add("list slots in m" + m);
            script.add("show sections m" + m);
        }
    }

    @Test
    void everyModuleHasTheSlotsThatItHasAlone() {
        List<String> together = together();
        assertEquals(oneByOne(), together);
        assertTrue(together.size() > 100 * MODULES, () -> String.join("\n", together));
    }

    @Test
    void aFileThatIsMissingOrDamagedIsRefusedByItsOwnStatement() throws IOException {
        for (int bad = 0; bad < MODULES; bad++) {
            Path file = folder.resolve("m" + bad + ".ko");
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            refusedAt(bad, "PB6001");
            Files.write(file, new byte[64]);
            refusedAt(bad, "PB6002");
            Files.write(file, whole);
        }
    }

    private void refusedAt(int bad, String code) {
        List<String> said = together();
        assertEquals(1, said.size(), () -> String.join("\n", said));
        assertTrue(said.getFirst().startsWith(code), said.getFirst());
        assertTrue(said.getFirst().contains("m" + bad + ".ko"), said.getFirst());
    }

    @Test
    void aModuleThatIsThereAlreadyIsRefusedThoughItsFileWasRead() {
        int second = lineOf("module m1 ");
        script.set(second, script.get(second).replace("module m1 ", "module m0 "));
        List<String> said = together();
        assertTrue(said.getFirst().startsWith("PB2003"), said.getFirst());
    }

    private int lineOf(String start) {
        for (int i = 0; i < script.size(); i++) {
            if (script.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError(start);
    }

    private List<String> together() {
        List<String> said = new ArrayList<>();
        session(said).run(new Source("test.lp", String.join("\n", script)), folder);
        return said;
    }

    private List<String> oneByOne() {
        List<String> said = new ArrayList<>();
        Session session = session(said);
        int end = lineOf("}") + 1;
        session.enter(new Source("test.lp", String.join("\n", script.subList(0, end))), folder);
        for (String line : script.subList(end, script.size())) {
            session.enter(new Source("test.lp", line), folder);
        }
        return said;
    }

    private static Session session(List<String> said) {
        return new Session(
                Session.Options.DEFAULT,
                event -> {
                    if (event instanceof Event.Answered(var span, Answer answer)) {
                        said.addAll(TextView.lines(answer));
                    } else if (event instanceof Event.Said(Diagnostic diagnostic)) {
                        said.add(diagnostic.code() + " " + diagnostic.message());
                    }
                });
    }
}
