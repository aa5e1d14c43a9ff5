package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** What a stable release has early counts, and what its series does not have at all is next. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4.6     | linux 4.6 is E0: all of the above up to 4.6 | next, in 4.11: a second PLT",
                "5.15    | linux 5.15 is E3: all of the above up to 5.9 | and of 5.17: modules begin",
                "6.1.50  | linux 6.1.50 is E3: all of the above up to 5.17 | next, in 6.2: the entry",
                "6.12.48 | linux 6.12.48 is E5: all of the above up to 6.11 | and of 6.17: a slot for",
                "7.2     | linux 7.2 is E6: all of the above up to 6.17 | modules: 0xffff800000000000",
            })
    void aKernelStandsBetweenWhatItHasAndWhatComesNext(String version, String first, String next) {
        List<String> lines =
                new Arm64Era(Arm64.ISA, Version.parse(version).orElseThrow(), Options.NONE)
                        .standing();
        assertEquals(first, lines.getFirst());
        assertEquals(next, lines.get(1).substring(2, 2 + next.length()));
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
