package patchbay.lang.run;

import java.util.LinkedHashSet;
import java.util.Set;
import patchbay.bytes.Range;
import patchbay.kernel.StepRefusal;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;
import patchbay.source.Phrase;

/** Words for patch steps that are not done. */
final class StepWording {
    private final Words words;

    StepWording(Words words) {
        this.words = words;
    }

    Diagnostic of(StepRefusal refusal) {
        return switch (refusal) {
            case StepRefusal.NoSite(Symbol function) ->
                    words.declared(
                            function,
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "%s has no patchable entry: the tracer cannot intercept it",
                                            function.qualified()),
                                    "`redirect … via jump` needs none, `via callers` neither"));
            case StepRefusal.TooShort(Symbol function, long size, long needed) ->
                    words.declared(
                            function,
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "%s is %d bytes long, the jump needs %d",
                                            function.qualified(), size, needed),
                                    "redirect via ftrace: it needs only the patchable entry"));
            case StepRefusal.NoEntryCode(String symbol) ->
                    words.machine.module(Module.KERNEL).isPresent()
                            ? words.say(
                                    refusal,
                                    Phrase.of(
                                            "this kernel has no '%s', which the redirect leads through: it was built without the tracer, or without what live patching needs of it (CONFIG_FUNCTION_TRACER with registers or arguments; ppc64le: CONFIG_LIVEPATCH)",
                                            symbol),
                                    "`via callers` and `via jump` need none")
                            : words.say(
                                    refusal,
                                    Phrase.of(
                                            "nothing says where this kernel has '%s', which the redirect leads through",
                                            symbol),
                                    Phrase.of(
                                            "name its address: extern %s at …; `via callers` and `via jump` need none",
                                            symbol));
            case StepRefusal.NoSlot noSlot -> noSlot(noSlot);
            case StepRefusal.RedirectedAlready(Symbol function, long replacement) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s is redirected to %s already",
                                    function.qualified(), words.place(replacement)),
                            Phrase.of(
                                    "`restore %s` first; to put one on top of the other, say why: unsafe \"why\" { … }",
                                    function.qualified()));
            case StepRefusal.NothingToRestore(Symbol function) ->
                    words.say(
                            refusal,
                            Phrase.of("%s is not redirected", function.qualified()),
                            "`show patches` lists what is");
            case StepRefusal.UnsafeExchange(
                            long at,
                            long before,
                            String beforeText,
                            long after,
                            String afterText) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "at %s, '%s' (0x%08x) must not take the place of '%s' (0x%08x) while another processor may run it",
                                    words.place(at), afterText, after, beforeText, before),
                            "only b, bl, brk, hvc, isb, nop, smc and svc may be exchanged for each other; if nothing runs there, say so: unsafe \"why\" { … }");
            case StepRefusal.Undeclared(Range range) ->
                    words.say(
                            refusal,
                            Phrase.of("no object declares %s", range),
                            "`show map` lists the objects; to write there all the same: unsafe \"why\" { … }");
            case StepRefusal.PcNotSaved(
                            patchbay.kernel.Version version,
                            patchbay.kernel.Version first) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "the entry code of Linux %s saves no pc that a tracer could change",
                                    version),
                            Phrase.of(
                                    "the first that does is %s; `via callers` and `via jump` need none",
                                    first));
            case StepRefusal.Misshapen(long at, int before, int after, int unit) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "a write at %s of %d over %d bytes is not a whole number of aligned instructions of %d bytes",
                                    words.place(at), after, before, unit));
            case StepRefusal.BranchInto(Range overwritten, long branch, long target) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s branches to %s, inside the words at %s that the step overwrites",
                                    words.place(branch), words.place(target), overwritten),
                            "redirect via ftrace: it leaves the body alone");
            case StepRefusal.NothingToRestoreWith(Symbol function, long call) ->
                    words.declared(
                            function,
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "no no-op stands behind the call at %s: nothing could restore the TOC register of %s there",
                                            words.place(call), function.object()),
                                    "a compiler leaves one behind every call that may leave the object"));
            case StepRefusal.RegisterLost(Symbol from, long place, Symbol to) ->
                    words.declared(
                            from,
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "the jump at %s would go to %s, which returns to a caller of %s with the TOC register of %s",
                                            words.place(place),
                                            to.qualified(),
                                            from.qualified(),
                                            to.object()),
                                    "redirect it at its entry: leave out `via`",
                                    "or see it fail: unsafe \"…\" { … }"));
            case StepRefusal.InUse inUse -> inUse(inUse);
            case StepRefusal.NeverUnloads(String module) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "this kernel unloads no modules, %s stays: it was built without MODULE_UNLOAD",
                                    module),
                            "leave out the option no_module_unload");
            case StepRefusal.RegisterUnset(Symbol from, Symbol to) ->
                    words.declared(
                            from,
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "a jump from %s enters %s behind the instructions that set its TOC register, and %s sets none: a caller from another object brings its own",
                                            from.qualified(), to.qualified(), from.qualified()),
                                    "redirect it at its entry: leave out `via`",
                                    "if only its own object calls it: unsafe \"…\" { … }"));
            case StepRefusal.NoCallers(Symbol function) ->
                    words.declared(
                            function,
                            words.say(
                                    refusal,
                                    Phrase.of("nothing calls %s", function.qualified()),
                                    "redirect it at its entry: leave out `via callers`"));
        };
    }

    private Diagnostic inUse(StepRefusal.InUse refusal) {
        Diagnostic diagnostic =
                words.say(
                        refusal,
                        Phrase.of(
                                "module %s is in use; a kernel says -EWOULDBLOCK",
                                refusal.module()));
        int most = 4;
        for (StepRefusal.Use use : refusal.uses().stream().limit(most).toList()) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    switch (use.kind()) {
                                        case REDIRECT ->
                                                Phrase.of(
                                                        "%s is redirected to %s",
                                                        words.place(use.from()),
                                                        words.place(use.to()));
                                        case BRANCH ->
                                                Phrase.of(
                                                        "%s branches to %s",
                                                        words.place(use.from()),
                                                        words.place(use.to()));
                                        case IMPORT ->
                                                Phrase.of(
                                                        "%s imports from it",
                                                        words.object(use.from()));
                                        case ENABLED ->
                                                "it is a live patch and enabled: to disable one is not available yet";
                                    },
                                    null));
        }
        if (refusal.uses().size() > most) {
            diagnostic =
                    diagnostic.with(
                            new Note(Phrase.of("and %d more", refusal.uses().size() - most), null));
        }
        Set<String> users = new LinkedHashSet<>();
        boolean redirected = false;
        for (StepRefusal.Use use : refusal.uses()) {
            switch (use.kind()) {
                case REDIRECT -> redirected = true;
                case BRANCH, IMPORT -> users.add(words.object(use.from()));
                case ENABLED -> {}
            }
        }
        users.remove(Module.KERNEL);
        if (redirected) {
            diagnostic = diagnostic.withRemedy("restore what is redirected there first");
        }
        return users.isEmpty()
                ? diagnostic
                : diagnostic.withRemedy("unload first " + String.join(", ", users));
    }

    /** The point that this project grew from: the slot would have to lie with the branch. */
    private Diagnostic noSlot(StepRefusal.NoSlot refusal) {
        StepRefusal.FarSite first = refusal.sites().getFirst();
        String object = first.object();
        Diagnostic diagnostic =
                words.say(
                        refusal,
                        Phrase.of(
                                "%d call%s cannot reach %s: the slot would have to lie in %s, with the branch, and %s",
                                refusal.sites().size(),
                                refusal.sites().size() == 1 ? "" : "s",
                                refusal.target().qualified(),
                                object.equals("kernel") ? "the kernel proper" : object,
                                first.hasTable() ? "its table has none left" : "it has no PLT"));
        for (StepRefusal.FarSite site : refusal.sites()) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    Phrase.of(
                                            "%s is %s away; a branch spans %s to %s",
                                            words.place(site.address()),
                                            Words.distance(site.distance()),
                                            Words.distance(refusal.lowest()),
                                            Words.distance(refusal.highest())),
                                    words.places.declaration(site.function())));
        }
        for (StepRefusal.Remedy remedy : refusal.remedies()) {
            diagnostic =
                    diagnostic.withRemedy(
                            switch (remedy) {
                                case AT_THE_CALLED_FUNCTION ->
                                        "redirect at the called function (leave out `via callers`): then its callers stay as they are";
                                case NEARER ->
                                        Phrase.of(
                                                "place %s within %s of the branch",
                                                movable(refusal),
                                                Words.distance(refusal.highest()));
                                case SPARE_SLOTS ->
                                        Phrase.of(
                                                "give %s one more spare slot: `module %s … plt N`",
                                                withTable(refusal), withTable(refusal));
                            });
        }
        return diagnostic;
    }

    /** The object to move: a kernel stays where it is. */
    private static String movable(StepRefusal.NoSlot refusal) {
        String target = refusal.target().object();
        return target.equals("kernel") ? refusal.sites().getFirst().object() : target;
    }

    private static String withTable(StepRefusal.NoSlot refusal) {
        return refusal.sites().stream()
                .filter(StepRefusal.FarSite::hasTable)
                .map(StepRefusal.FarSite::object)
                .findFirst()
                .orElse(refusal.sites().getFirst().object());
    }
}
