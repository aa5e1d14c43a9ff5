package patchbay.lang.run;

import java.util.List;
import patchbay.bytes.Range;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Names;
import patchbay.kernel.Version;
import patchbay.machine.Symbol;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;
import patchbay.source.Phrase;

/** Words for names and places that a layout does not take. */
final class LayoutWording {
    /** Places that one name may have in a message. */
    private static final int MOST_CANDIDATES = 20;

    private final Words words;

    LayoutWording(Words words) {
        this.words = words;
    }

    Diagnostic of(LayoutRefusal refusal) {
        return switch (refusal) {
            case LayoutRefusal.UnknownName(String name, String from, List<String> candidates) ->
                    words.mentioned(
                            name,
                            words.say(
                                    refusal,
                                    Phrase.of("nothing is called '%s'", name),
                                    Words.likely(candidates)));
            case LayoutRefusal.AmbiguousName(String name, List<Symbol> candidates) -> {
                Diagnostic diagnostic =
                        words.say(
                                refusal,
                                Phrase.of(
                                        "'%s' is the name of %d symbols", name, candidates.size()),
                                Phrase.of(
                                        "say which: %s#1 to %s#%d", name, name, candidates.size()));
                int position = 0;
                for (Symbol candidate : candidates) {
                    if (position++ == MOST_CANDIDATES) {
                        diagnostic = diagnostic.with(new Note("and so on", null));
                        break;
                    }
                    diagnostic =
                            diagnostic.with(
                                    new Note(
                                            Phrase.of(
                                                    "%s#%d is at %s",
                                                    name, position, Value.hex(candidate.address())),
                                            words.places.declaration(candidate)));
                }
                yield diagnostic;
            }
            case LayoutRefusal.DeclaredTwice(String object, String name) -> {
                Diagnostic diagnostic =
                        words.say(
                                refusal, Phrase.of("'%s' is declared in %s already", name, object));
                yield Names.named(words.machine, object, name).stream()
                        .findFirst()
                        .map(words.places::declaration)
                        .map(first -> diagnostic.with(new Note("first declared here", first)))
                        .orElse(diagnostic);
            }
            case LayoutRefusal.Overlaps(String name, Range range, String other, Range otherRange) ->
                    words.say(
                            refusal,
                            Phrase.of("%s at %s overlaps %s at %s", name, range, other, otherRange),
                            Phrase.of("move it to %s or beyond", Value.hex(otherRange.end())));
            case LayoutRefusal.Misaligned(String name, long address, long alignment) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s at %s is not aligned to %d bytes",
                                    name, Value.hex(address), alignment),
                            Phrase.of(
                                    "the next aligned address is %s",
                                    Value.hex((address + alignment - 1) & -alignment)));
            case LayoutRefusal.TooLarge(String name, long needed, long room) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s needs %d bytes, there is room for %d", name, needed, room));
            case LayoutRefusal.VersionNotCovered(
                            patchbay.kernel.Version version,
                            String covered,
                            String why) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "Linux %s is not covered%s",
                                    version, why.isEmpty() ? "" : ": " + why),
                            "covered are " + covered);
            case LayoutRefusal.UnknownOption(String option, List<String> known) ->
                    words.say(
                            refusal,
                            Phrase.of("this kernel has no option '%s'", option),
                            "it has: " + String.join(", ", known));
            case LayoutRefusal.OptionTooNew(String option, Version version, Version first) ->
                    words.say(
                            refusal,
                            Phrase.of("linux %s has no option '%s' yet", version, option),
                            Phrase.of(
                                    "linux %d.%d is the first that has it",
                                    first.major(), first.minor()));
            case LayoutRefusal.TooManyParameters(String function, int given, int possible) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s has %d parameters, %d go into registers",
                                    function, given, possible));
            case LayoutRefusal.NotOpen(String object) ->
                    words.say(
                            refusal,
                            Phrase.of("%s takes no new functions", object),
                            "declare the function in its block, or declare the object without one");
        };
    }
}
