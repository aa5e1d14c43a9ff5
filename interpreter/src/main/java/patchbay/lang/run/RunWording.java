package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import patchbay.kernel.RunRefusal;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;
import patchbay.source.Phrase;

/** Words for executions that came to no end. */
final class RunWording {
    private final Words words;

    RunWording(Words words) {
        this.words = words;
    }

    Diagnostic of(RunRefusal refusal) {
        Diagnostic diagnostic =
                switch (refusal) {
                    case RunRefusal.BoundPassed(long bound, List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "%d instructions were executed and the function has not returned",
                                            bound),
                                    "`trace` shows where it goes round");
                    case RunRefusal.Fetch(long address, String reason, List<Long> last) -> {
                        String freed = words.freed(address);
                        yield words.say(
                                refusal,
                                Phrase.of(
                                        "the next instruction cannot be fetched from %s: %s",
                                        words.place(address),
                                        freed.isEmpty()
                                                ? reason
                                                : freed
                                                        + " was there, which the kernel freed when the module's init had returned"));
                    }
                    case RunRefusal.Undefined(long address, long word, List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "0x%08x at %s is no instruction",
                                            word, words.place(address)));
                    case RunRefusal.ReturnToNowhere(long address, List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "returns to %s, where nothing is", Value.hex(address)),
                                    "the return address was lost: look at what saved it, and at what overwrote it");
                    case RunRefusal.NoLandingPad(
                                    long from,
                                    long address,
                                    long word,
                                    String accepted,
                                    List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "the branch at %s lands at %s, on 0x%08x: a Branch Target exception",
                                            words.place(from), words.place(address), word),
                                    Phrase.of(
                                            "it may land on %s, which a `local` function has not; a return may land anywhere",
                                            accepted));
                    case RunRefusal.Access(
                                    long at,
                                    long address,
                                    int size,
                                    boolean store,
                                    String reason,
                                    List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "%s %s %d byte%s at %s: %s",
                                            words.place(at),
                                            store ? "stores" : "loads",
                                            size,
                                            size == 1 ? "" : "s",
                                            words.place(address),
                                            reason));
                    case RunRefusal.Unmodelled(long address, String mnemonic, List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "'%s' at %s is known but not modelled",
                                            mnemonic, words.place(address)));
                    case RunRefusal.Trap(long address, String text, List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of("'%s' at %s traps", text, words.place(address)));
                    case RunRefusal.Interrupted(long address, List<Long> last) ->
                            words.say(refusal, Phrase.of("stopped at %s", words.place(address)));
                    case RunRefusal.TooManyArguments(int given, int possible, List<Long> last) ->
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "%d arguments are given, %d go into registers",
                                            given, possible));
                };
        if (!refusal.last().isEmpty()) {
            List<String> steps = new ArrayList<>();
            refusal.last().forEach(address -> steps.add(words.place(address)));
            diagnostic =
                    diagnostic.with(new Note("executed last: " + String.join(", ", steps), null));
        }
        return diagnostic;
    }
}
