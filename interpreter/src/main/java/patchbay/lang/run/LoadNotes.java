package patchbay.lang.run;

import java.util.List;
import java.util.Optional;
import patchbay.kernel.LoadNote;
import patchbay.source.Phrase;

/** What is said about loads that went well. */
final class LoadNotes {
    private LoadNotes() {}

    /** What a note says of any module, if it is no more than that. */
    static Optional<String> kind(LoadNote note) {
        return switch (note) {
            case LoadNote.NotModelled(String what, List<String> sections) ->
                    Optional.of(Phrase.of("%s are not modelled", what));
            case LoadNote.NoEntryCode(String table, String symbol) ->
                    Optional.of(Phrase.of("nobody exports %s", symbol));
            case LoadNote.Signed signed -> Optional.of("signatures are not checked here");
            case LoadNote.ValueLost lost -> Optional.empty();
            case LoadNote.WeakUndefined weak -> Optional.empty();
            case LoadNote.Assumed assumed -> Optional.empty();
            case LoadNote.UnexpectedSite site -> Optional.empty();
            case LoadNote.SlotLost lost -> Optional.empty();
            case LoadNote.LateSlot late -> Optional.empty();
            case LoadNote.LateLost late -> Optional.empty();
        };
    }

    static String words(LoadNote note) {
        return switch (note) {
            case LoadNote.ValueLost(String section, long place, String fixup, long value) ->
                    Phrase.of(
                            "%s at %s in %s: the value %s did not survive; the kernel does not look",
                            fixup, Value.hex(place), section, Value.hex(value));
            case LoadNote.WeakUndefined(String symbol) ->
                    Phrase.of("nobody exports the weak symbol %s: it is 0", symbol);
            case LoadNote.Assumed(String what, long address) ->
                    Phrase.of("%s is assumed at %s", what, Value.hex(address));
            case LoadNote.NotModelled(String what, List<String> sections) ->
                    Phrase.of(
                            "%s are not modelled: %s stay as relocated",
                            what, String.join(", ", sections));
            case LoadNote.NoEntryCode(String table, String symbol) ->
                    Phrase.of(
                            "nobody exports %s: no slot of %s leads there, and a site of this module that is too far from it cannot be used",
                            symbol, table);
            case LoadNote.UnexpectedSite(long ip, long word) ->
                    Phrase.of(
                            "the patchable entry at %s holds 0x%08x, not the compiler's no-op",
                            Value.hex(ip), word);
            case LoadNote.SlotLost(String table, int index, long address, long target) ->
                    Phrase.of(
                            "%s[%d] at %s does not get to %s; the kernel does not look",
                            table, index, Value.hex(address), Value.hex(target));
            case LoadNote.LateSlot(String table, int index, long address) ->
                    Phrase.of(
                            "%s[%d] at %s is filled while it is read-only: this kernel stores it directly, and presumably faults",
                            table, index, Value.hex(address));
            case LoadNote.LateLost(String section, long place, String fixup) ->
                    Phrase.of(
                            "%s at %s in %s is left as it was: the kernel writes only whole words into a module that is in use, and says nothing",
                            fixup, Value.hex(place), section);
            case LoadNote.Signed(int bytes) ->
                    Phrase.of(
                            "the last %d bytes of the file are a signature, which is not checked here",
                            bytes);
        };
    }
}
