package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import patchbay.isa.arm64.Arm64;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.lang.run.Manual;

/** The manual lists the changes that the rules are made of, each with the era that it began. */
class ErasPageTest {
    private static final String FIRST =
            "    4.6    E0  modules may be out of reach of a branch, and have a PLT of 16-byte slots";

    @Test
    void thePageOfErasListsEveryChange() {
        List<String> expected = new ArrayList<>(List.of(FIRST));
        String era = "E0";
        for (Change change : Change.values()) {
            String now = new Arm64Era(Arm64.ISA, change.first(), Options.NONE).name();
            expected.add(line(change, now.equals(era) ? "" : now));
            era = now;
        }
        List<String> page = Manual.page("eras").orElseThrow();
        int from = page.indexOf(FIRST);
        assertEquals(
                String.join("\n", expected),
                String.join("\n", page.subList(from, from + expected.size())));
        assertEquals("", page.get(from + expected.size()));
    }

    private static String line(Change change, String era) {
        List<Version> stable = change.releases().subList(1, change.releases().size());
        String also =
                stable.isEmpty()
                        ? ""
                        : stable.stream()
                                .map(Version::toString)
                                .collect(Collectors.joining(", ", " (also ", ")"));
        Version first = change.first();
        return "    %-6s %-3s %s%s"
                .formatted(first.major() + "." + first.minor(), era, change.what(), also);
    }
}
