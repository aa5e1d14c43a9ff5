package patchbay.lang.run;

import patchbay.bytes.Range;
import patchbay.image.Packing.PackRefusal;
import patchbay.image.SectionAddresses.SectionRefusal;
import patchbay.image.SymbolMap.MapRefusal;
import patchbay.image.elf.ElfRefusal;
import patchbay.isa.IsaRefusal;
import patchbay.kernel.KernelRefusal;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.Names;
import patchbay.kernel.RunRefusal;
import patchbay.kernel.StepRefusal;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.patch.PatchRefusal;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Refusal;

/**
 * Refusals in words: the one place where what an engine refused becomes what a user reads. One
 * exhaustive switch a family; each arm says what happened with its numbers, and what would help.
 * The long families have a file of their own beside this one.
 */
final class Wording {
    private final Words words;

    Wording(Words words) {
        this.words = words;
    }

    Diagnostic of(Refusal refusal) {
        return switch (refusal) {
            case IsaRefusal isa -> isa(isa);
            case PatchRefusal patch -> patch(patch);
            case LayoutRefusal layout -> new LayoutWording(words).of(layout);
            case StepRefusal step -> new StepWording(words).of(step);
            case RunRefusal run -> new RunWording(words).of(run);
            case MapRefusal map -> new FileWording(words).of(map);
            case PackRefusal pack -> new FileWording(words).of(pack);
            case ElfRefusal elf -> new FileWording(words).of(elf);
            case LoadRefusal load -> new LoadWording(words).of(load);
            case KernelRefusal kernel -> new KernelWording(words).of(kernel);
            case SectionRefusal section -> new FileWording(words).of(section);
            default ->
                    throw new IllegalStateException("no words for " + refusal.getClass().getName());
        };
    }

    private Diagnostic isa(IsaRefusal refusal) {
        return switch (refusal) {
            case IsaRefusal.OutOfReach(
                            int line,
                            int from,
                            int to,
                            String what,
                            long place,
                            long target,
                            long lowest,
                            long highest) ->
                    words.at(
                            line,
                            from,
                            to,
                            refusal,
                            Phrase.of(
                                    "%s from %s does not reach %s: the distance is %s, it spans %s to %s",
                                    what,
                                    words.place(place),
                                    words.place(target),
                                    Words.distance(target - place),
                                    Words.distance(lowest),
                                    Words.distance(highest)),
                            "a far branch needs a veneer within reach of it, in the object that contains the branch");
            case IsaRefusal.DoesNotFit(
                            int line,
                            int from,
                            int to,
                            String what,
                            long value,
                            String allowed) ->
                    words.at(
                            line,
                            from,
                            to,
                            refusal,
                            Phrase.of("%s %s does not fit", what, Words.number(value)),
                            "it takes " + allowed);
            case IsaRefusal.UnknownInstruction(
                            int line,
                            int from,
                            int to,
                            String text,
                            String expected,
                            String suggestion) ->
                    words.at(
                            line,
                            from,
                            to,
                            refusal,
                            Phrase.of("'%s': expected %s", text, expected),
                            suggestion.isEmpty()
                                    ? ""
                                    : Phrase.of("did you mean '%s'?", suggestion));
            case IsaRefusal.WrongOperand(
                            int line,
                            int from,
                            int to,
                            String text,
                            String expected) ->
                    words.at(
                            line,
                            from,
                            to,
                            refusal,
                            text.isEmpty()
                                    ? Phrase.of("expected %s behind this", expected)
                                    : Phrase.of("'%s': expected %s", text, expected));
            case IsaRefusal.TakenLabel(
                            int line,
                            int from,
                            int to,
                            String name,
                            boolean isRegister) ->
                    words.at(
                            line,
                            from,
                            to,
                            refusal,
                            isRegister
                                    ? Phrase.of("'%s' is a register, no label", name)
                                    : Phrase.of("there is a label '%s' already", name),
                            "take another name");
            case IsaRefusal.UnknownSymbol(int line, int from, int to, String name) ->
                    words.at(
                            line,
                            from,
                            to,
                            refusal,
                            Phrase.of("nothing is called '%s'", name),
                            Words.likely(Names.like(words.machine, name)));
            case IsaRefusal.VeneerOutOfReach(
                            String form,
                            long address,
                            long target,
                            String reach) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "a veneer %s at %s does not get to %s: %s",
                                    form, words.place(address), words.place(target), reach));
        };
    }

    private Diagnostic patch(PatchRefusal refusal) {
        return switch (refusal) {
            case PatchRefusal.OldBytes(long at, byte[] expected, byte[] found, String why) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s holds %s, the step expects %s (%s)",
                                    words.place(at), Words.some(found), Words.some(expected), why),
                            Phrase.of(
                                    "look at it with `show bytes %d at %s`; if the old bytes do not matter, say so: unsafe \"why\" { … }",
                                    found.length, Value.hex(at)));
            case PatchRefusal.NotMapped(Range range, String why) ->
                    words.say(
                            refusal,
                            Phrase.of("nothing is mapped at %s (%s)", range, why),
                            "`show map` lists what is");
            case PatchRefusal.Occupied(Range range, String why) ->
                    words.say(
                            refusal,
                            Phrase.of("%s: %s is taken already%s", why, range, by(range)),
                            "`show map` lists what lies where");
            case PatchRefusal.Stale(patchbay.patch.State.Key key) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "the %s %s has changed since the step was planned",
                                    key.kind(), key.name()),
                            "do the step again");
        };
    }

    /** Whose the first segment in {@code range} is. */
    private String by(Range range) {
        for (Module module : words.machine.modules()) {
            for (Segment segment : module.segments()) {
                if (segment.range().overlaps(range)) {
                    return Phrase.of(
                            ", by %s of %s at %s", segment.name(), module.name(), segment.range());
                }
            }
        }
        return "";
    }
}
