package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import patchbay.image.Image;
import patchbay.image.Symbol;
import patchbay.kernel.LateRelocation;
import patchbay.kernel.LoadRefusal;
import patchbay.machine.Awaited;
import patchbay.machine.Livepatch;
import patchbay.machine.Machine;
import patchbay.machine.SlotTable;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Result;
import patchbay.source.Span;

/**
 * Live patches from files, as modules come and go: a patch is enabled by its init ({@code
 * klp_enable_patch}) and relocated against what is loaded then; it is visited again whenever
 * another of its objects is loaded ({@code klp_module_coming}).
 */
final class LivePatches {
    private static final String ENABLE = "klp_enable_patch";

    private final Run run;
    private final Expressions expressions;

    LivePatches(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    /** What a patch that was only placed waits for. */
    void placed(String module, Span span) {
        for (Awaited awaited : LateRelocation.of(run.machine(), module)) {
            run.note(
                    Code.PB7010,
                    span,
                    Phrase.of(
                            "%s: waiting until %s is enabled by its init; declare it absent, and `load %s`",
                            counted(awaited), module, module));
        }
    }

    /**
     * {@code module} is there, and its init has not run: the patches that are enabled look at it.
     */
    void coming(String module, Span span) throws Halt {
        for (Livepatch patch : run.machine().states(Livepatch.class)) {
            for (Awaited awaited : LateRelocation.of(run.machine(), patch.module())) {
                if (awaited.object().equals(module)) {
                    relocate(awaited, span, true);
                }
            }
        }
    }

    /** The init of {@code module} runs: if it enables a live patch, that is relocated. */
    void enable(String module, Span span) throws Halt {
        LoadedFile file = run.world.files.get(module);
        if (file == null || !enables(file.image())) {
            return;
        }
        if (!LateRelocation.isPatch(file.image())) {
            String line = "livepatch: module " + module + " is not marked as a livepatch module";
            run.need(
                    Result.refused(
                            new LoadRefusal.BadLivepatch(
                                    module,
                                    "its init enables it, and its .modinfo does not say livepatch=Y",
                                    "MODULE_INFO(livepatch, \"Y\")",
                                    line)),
                    span);
        }
        for (Awaited awaited : LateRelocation.of(run.machine(), module)) {
            if (LateRelocation.isThere(run.machine(), awaited)) {
                relocate(awaited, span, false);
            } else {
                run.note(
                        Code.PB7010,
                        span,
                        Phrase.of(
                                "%s: waiting, %s is not loaded",
                                counted(awaited), awaited.object()));
            }
        }
        run.step(
                new Plan("enable " + module, List.of(Effect.Become.appear(new Livepatch(module)))),
                span);
    }

    private static boolean enables(Image image) {
        for (Symbol symbol : image.symbols()) {
            if (symbol.section() == Symbol.UNDEFINED && symbol.name().equals(ENABLE)) {
                return true;
            }
        }
        return false;
    }

    /** What stays of the patches that were relocated against {@code module}, which has gone. */
    void gone(String module, Span span) {
        for (Awaited awaited : run.machine().states(Awaited.class)) {
            if (awaited.object().equals(module) && awaited.stage() == Awaited.Stage.LEFT) {
                run.note(
                        Code.PB7010,
                        span,
                        Phrase.of(
                                "%s: left as written, they lead to where %s was",
                                counted(awaited), module));
            }
        }
    }

    private void relocate(Awaited awaited, Span span, boolean coming) throws Halt {
        LoadedFile file = Objects.requireNonNull(run.world.files.get(awaited.patch()));
        LateRelocation.Outcome outcome =
                LateRelocation.apply(
                        file.image(),
                        file.places(),
                        awaited,
                        run.machine(),
                        run.era(span),
                        expressions.naming().imports());
        if (coming && !outcome.refusals().isEmpty()) {
            run.need(
                    Result.refused(
                            new LoadRefusal.RefusedByPatch(
                                    awaited.object(),
                                    awaited.patch(),
                                    outcome.refusals().getFirst(),
                                    filled(outcome.plan()))),
                    span);
        }
        run.step(run.need(outcome.result(), span), span);
        run.note(
                Code.PB7010,
                span,
                Phrase.of("%s: applied, %s is loaded", counted(awaited), awaited.object()));
        outcome.notes().forEach(note -> run.note(Code.PB7010, span, LoadNotes.words(note)));
    }

    /** A table of which more slots are used after {@code plan}. */
    private static Optional<SlotTable> filled(Plan plan) {
        for (Effect effect : plan.effects()) {
            if (effect instanceof Effect.Become become
                    && become.before() instanceof SlotTable before
                    && become.after() instanceof SlotTable after
                    && after.used() > before.used()) {
                return Optional.of(after);
            }
        }
        return Optional.empty();
    }

    /** How far the relocations of a module have come that wait, or have waited, for others. */
    static List<String> words(Machine machine, String module) {
        boolean enabled = machine.state(Livepatch.key(module), Livepatch.class).isPresent();
        List<String> lines = new ArrayList<>();
        for (Awaited awaited : LateRelocation.of(machine, module)) {
            lines.add(
                    switch (awaited.stage()) {
                        case WAITING ->
                                Phrase.of(
                                        "against %s: waiting until %s",
                                        awaited.object(),
                                        enabled
                                                ? "that is loaded"
                                                : "the init of " + module + " has enabled it");
                        case APPLIED ->
                                Phrase.of(
                                        "against %s: applied late, when both were there",
                                        awaited.object());
                        case LEFT ->
                                Phrase.of(
                                        "against %s: applied late, and left as written since that has gone",
                                        awaited.object());
                    });
        }
        return lines;
    }

    private static String counted(Awaited awaited) {
        int count = awaited.places().size();
        return Phrase.of(
                "%d relocation%s of %s against %s",
                count, count == 1 ? "" : "s", awaited.patch(), awaited.object());
    }
}
