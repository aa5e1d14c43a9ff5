package patchbay.kernel.arm64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.image.Image;
import patchbay.kernel.Era;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Placement;
import patchbay.source.Result;

/**
 * A module that was prepared once and is loaded at many places, in several threads, beside the same
 * module read and loaded for each place alone.
 */
class LoadedAgainTest {
    @ParameterizedTest
    @CsvSource({
        "demo-6.1, demo-6.1-far, 4.19, ''",
        "demo-6.1, demo-6.1-far, 5.4, erratum_843419",
        "demo-6.1, demo-6.1-far, 6.1, ''",
        "demo-6.1, demo-6.1-far, 6.1, erratum_843419",
        "err-6.1, err-6.1-off, 5.4, erratum_843419",
        "err-6.1, err-6.1-off, 6.1, erratum_843419",
        "demobti-6.12, demobti-6.12-far, 6.4, ''",
        "demobti-6.12, demobti-6.12-far, 6.12, ''",
        "demobti-6.12, demobti-6.12-far, 6.12, erratum_843419",
        "demobti-6.12, demobti-6.12-far, 7.2, ''",
    })
    void everyPlaceGivesWhatAFreshLoadGives(
            String file, String golden, String version, String option) {
        Golden known = Golden.named(golden);
        Era era = option.isEmpty() ? Golden.era(version) : Golden.era(version, option);
        Image image = Golden.image(file + ".ko");
        ModuleLoader loader = ModuleLoader.begin(image, "demo", era);
        List<Placement> places = places(known.first());
        List<Result<LoadedModule>> again =
                IntStream.range(0, places.size())
                        .parallel()
                        .mapToObj(i -> loader.load(places.get(i), known.exports()))
                        .toList();
        int loaded = 0;
        for (int i = 0; i < places.size(); i++) {
            Result<LoadedModule> fresh =
                    ModuleLoader.load(image, "demo", places.get(i), era, known.exports());
            loaded += fresh instanceof Result.Ok ? 1 : 0;
            same(fresh, again.get(i), places.get(i).toString());
        }
        assertTrue(loaded > places.size() / 2, () -> "most places are in reach");
    }

    /** Near, at the edges of what a branch, a word and an {@code adrp} reach, and far. */
    private static List<Placement> places(long imported) {
        List<Placement> places = new ArrayList<>();
        for (long distance : new long[] {16 << 20, 128 << 20, 1 << 30, 1L << 31, 1L << 32}) {
            for (long sign = -1; sign <= 1; sign += 2) {
                for (int page = -3; page <= 3; page++) {
                    long base = (imported & ~0xffffL) + sign * distance + page * 0x1000L;
                    places.add(new Placement.First(base, OptionalLong.empty()));
                }
            }
        }
        return places;
    }

    private static void same(Result<LoadedModule> fresh, Result<LoadedModule> again, String place) {
        if (!(fresh instanceof Result.Ok<LoadedModule>(LoadedModule one))) {
            assertEquals(fresh.reasons(), again.reasons(), place);
            return;
        }
        LoadedModule other = Golden.value(again);
        assertEquals(one.module(), other.module(), place);
        assertEquals(one.tables(), other.tables(), place);
        assertEquals(one.blocks(), other.blocks(), place);
        assertEquals(one.areas(), other.areas(), place);
        assertEquals(one.notes(), other.notes(), place);
        assertEquals(one.sections().size(), other.sections().size(), place);
        for (int i = 0; i < one.sections().size(); i++) {
            LoadedModule.PlacedSection section = one.sections().get(i);
            LoadedModule.PlacedSection twin = other.sections().get(i);
            String where = section.name() + " at " + place;
            assertEquals(section.range(), twin.range(), where);
            assertArrayEquals(section.relocated(), twin.relocated(), where);
            assertArrayEquals(section.live(), twin.live(), where);
        }
        for (int i = 0; i < one.relocations().size(); i++) {
            assertArrayEquals(
                    one.relocations().get(i).order(), other.relocations().get(i).order(), place);
        }
    }
}
