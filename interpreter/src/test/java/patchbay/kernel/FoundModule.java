package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import patchbay.machine.Extern;
import patchbay.machine.Machine;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/** A module that was loaded, and memory as it was found. */
final class FoundModule {
    final LoadedModule loaded;
    private final Era era;
    final Machine live = new Machine();
    final List<Dumped.Piece> pieces = new ArrayList<>();

    FoundModule(MadeModule made, Era era) {
        this.loaded = made.loaded();
        this.era = era;
        live.apply(loaded.plan());
        for (LoadedModule.PlacedSection section : loaded.sections()) {
            pieces.add(new Dumped.Piece(section.range().start(), section.live().clone()));
        }
    }

    FoundModule words(String section, int at, int... words) {
        long start = MadeModule.placed(loaded, section).range().start();
        for (Dumped.Piece piece : pieces) {
            if (piece.address() == start) {
                byte[] bytes = MadeModule.words(words);
                System.arraycopy(bytes, 0, piece.bytes(), at, bytes.length);
            }
        }
        return this;
    }

    FoundModule pointer(String section, int at, long value) {
        return words(section, at, (int) value, (int) (value >>> 32));
    }

    long text() {
        return MadeModule.placed(loaded, ".text").range().start();
    }

    void knows(String name, long address) {
        live.apply(new Plan("extern", List.of(Effect.Become.appear(new Extern(name, address)))));
    }

    /** As the sections were when they had just been relocated. */
    List<Dumped.Piece> relocated() {
        return loaded.sections().stream()
                .map(section -> new Dumped.Piece(section.range().start(), section.relocated()))
                .toList();
    }

    DumpComparison comparison(List<Dumped.Piece> found) {
        return DumpComparison.of(
                live, era, loaded.module(), relocated(), List.of(), new Dumped(found));
    }

    List<String> whys() {
        return whys(
                DumpComparison.of(
                        live, era, loaded.module(), List.of(), List.of(), new Dumped(pieces)),
                text());
    }

    /** Of each difference why, by its distance from {@code start}. */
    static List<String> whys(DumpComparison comparison, long start) {
        return comparison.differences().stream()
                .map(each ->
                        "%x: %s"
                                .formatted(
                                        each.address() - start,
                                        each.cause()
                                                .map(Rewrite.Cause::what)
                                                .orElse("unexplained")))
                .toList();
    }
}
