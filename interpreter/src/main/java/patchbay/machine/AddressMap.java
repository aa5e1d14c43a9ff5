package patchbay.machine;

import org.jspecify.annotations.Nullable;
import patchbay.patch.State;

/**
 * What of a running system lies where: segments by their start, slot tables by theirs, externs.
 * Immutable; it changes with the records that it is made of.
 */
record AddressMap(
        Tree<Long, String> segments, Tree<Long, State.Key> tables, Tree<Long, Extern> externs) {
    AddressMap() {
        this(
                new Tree<>(Long::compareUnsigned),
                new Tree<>(Long::compareUnsigned),
                new Tree<>(Long::compareUnsigned));
    }

    /** The same after a record took the place of another; null stands for none. */
    AddressMap changed(@Nullable State before, @Nullable State after) {
        return without(before, after).with(before, after);
    }

    private AddressMap without(@Nullable State state, @Nullable State after) {
        return switch (state) {
            case Module module when !sameSegments(module, after) -> {
                Tree<Long, String> fewer = segments;
                for (Segment segment : module.segments()) {
                    if (!segment.range().isEmpty()) {
                        fewer = fewer.without(segment.range().start());
                    }
                }
                yield new AddressMap(fewer, tables, externs);
            }
            case SlotTable table when !sameRange(table, after) ->
                    new AddressMap(segments, tables.without(table.range().start()), externs);
            case Extern extern ->
                    extern.equals(externs.get(extern.address()))
                            ? new AddressMap(segments, tables, externs.without(extern.address()))
                            : this;
            case null, default -> this;
        };
    }

    private AddressMap with(@Nullable State before, @Nullable State state) {
        return switch (state) {
            case Module module when !sameSegments(module, before) -> {
                Tree<Long, String> more = segments;
                for (Segment segment : module.segments()) {
                    if (!segment.range().isEmpty()) {
                        more = more.with(segment.range().start(), module.name());
                    }
                }
                yield new AddressMap(more, tables, externs);
            }
            case SlotTable table when !sameRange(table, before) ->
                    new AddressMap(
                            segments, tables.with(table.range().start(), table.key()), externs);
            case Extern extern ->
                    externs.get(extern.address()) == null
                            ? new AddressMap(
                                    segments, tables, externs.with(extern.address(), extern))
                            : this;
            case null, default -> this;
        };
    }

    private static boolean sameSegments(Module module, @Nullable State other) {
        return other instanceof Module twin && twin.segments().equals(module.segments());
    }

    private static boolean sameRange(SlotTable table, @Nullable State other) {
        return other instanceof SlotTable twin && twin.range().equals(table.range());
    }
}
