package patchbay.lang.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.Era;
import patchbay.kernel.Version;
import patchbay.machine.Machine;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Refusal;
import patchbay.source.Result;
import patchbay.source.Span;

/**
 * One evaluation under way: the world it changes, where its output goes, and what is relaxed just
 * now.
 */
final class Run {
    static final int MAX_DEPTH = 200;

    /** What a thread's stack has room for. */
    private static final int MAX_NESTED = 5000;

    World world;
    Frame frame = new Frame(null);
    final Settings settings;
    final Consumer<Event> out;

    /** File names are relative to this folder. */
    Path folder;

    /** Why {@code unsafe} relaxes the policy codes, or null outside of one. */
    @Nullable String unsafe;

    int depth;

    /**
     * Expressions and blocks within each other, those of definitions that are under way included.
     */
    int nested;

    final Work work;
    private final Set<String> noted = new HashSet<>();

    /** By what they say in general: remarks on modules since the input began. */
    private final Map<String, Remark> remarks = new LinkedHashMap<>();

    /**
     * @param modules how many modules it was to be said of
     * @param last of which at last
     */
    private record Remark(int modules, String last, Span span) {}

    /**
     * What the command line sets, and for one side of a {@code compare} the statement.
     *
     * @param arch replaces the script's architecture; null for none
     * @param linux replaces the script's version; null for none
     * @param dryRun shows each step's writes, and writes no files
     * @param interrupted asked while code runs
     */
    record Settings(
            @Nullable String arch,
            @Nullable Version linux,
            boolean dryRun,
            BooleanSupplier interrupted) {
        Settings with(@Nullable String otherArch, @Nullable Version otherLinux) {
            return new Settings(otherArch, otherLinux, dryRun, interrupted);
        }
    }

    Run(World world, Settings settings, Path folder, Consumer<Event> out) {
        this.world = world;
        this.settings = settings;
        this.folder = folder;
        this.out = out;
        this.work = new Work(settings.interrupted());
    }

    Machine machine() {
        return world.machine;
    }

    /**
     * The kernel's rules; without an {@code arch} statement the newest known, and a note says so.
     */
    Era era(Span span) throws Halt {
        Era era = world.era;
        if (era == null) {
            Version newest = world.architecture.newest();
            era = need(world.architecture.era(newest, world.architecture.usual()), span);
            world.era = era;
            assume(
                    span,
                    Phrase.of(
                            "no arch statement: arch %s linux %s is assumed",
                            world.architecture.name(), newest));
        }
        return era;
    }

    /** Says an assumption, once a session. */
    void assume(Span span, String text) {
        once(Code.PB2030, span, text);
    }

    /** The same for what is no assumption. */
    void once(Code code, Span span, String text) {
        if (noted.add(text)) {
            note(code, span, text);
        }
    }

    void note(Code code, Span span, String text) {
        noted.add(text);
        out.accept(new Event.Said(Diagnostic.note(code, span, text)));
    }

    /**
     * A note that many modules give rise to: it is said of the first, and of the others together
     * when the input ends.
     *
     * @param kind the same in general
     */
    void remark(String kind, String module, Span span, String text) {
        Remark before = remarks.get(kind);
        if (before == null) {
            note(Code.PB7010, span, text);
        }
        remarks.put(kind, new Remark(before == null ? 1 : before.modules + 1, module, span));
    }

    /** Says of how many more modules there was the same to be said. */
    void sayRemarks() {
        remarks.forEach((kind, remark) -> {
            if (remark.modules > 1) {
                note(
                        Code.PB7010,
                        remark.span,
                        remark.modules == 2
                                ? Phrase.of("the same of %s: %s", remark.last, kind)
                                : Phrase.of(
                                        "the same of %d more modules, %s the last: %s",
                                        remark.modules - 1, remark.last, kind));
            }
        });
        remarks.clear();
    }

    /** What a side of a {@code compare} said, unless it has been said. */
    void passOn(Diagnostic diagnostic) {
        if (noted.add(diagnostic.message())) {
            out.accept(new Event.Said(diagnostic));
        }
    }

    void answer(Span span, Answer answer) throws Halt {
        work.answer(span, answer);
        out.accept(new Event.Answered(span, answer));
    }

    /** The value of a result, or the end of the statement in words. */
    <T> T need(Result<T> result, Span span) throws Halt {
        return need(result, span, List.of());
    }

    <T> T need(Result<T> result, Span span, List<Span> asm) throws Halt {
        return need(result, span, asm, Map.of());
    }

    /**
     * The same, where assembler lines (by index) or names may be to blame, with the places they
     * were written at.
     */
    <T> T need(Result<T> result, Span span, List<Span> asm, Map<String, Span> mentions)
            throws Halt {
        if (result instanceof Result.Ok<T>(T value)) {
            return value;
        }
        throw new Halt(words(result.reasons(), span, asm, mentions));
    }

    private List<Diagnostic> words(
            List<Refusal> reasons, Span span, List<Span> asm, Map<String, Span> mentions) {
        Wording wording =
                new Wording(new Words(world.machine, new ScriptPlaces(asm, mentions), span));
        List<Diagnostic> diagnostics = new ArrayList<>();
        AbsentModules absent = new AbsentModules(world, folder);
        for (Refusal reason : reasons) {
            Diagnostic diagnostic = wording.of(reason);
            for (String remedy : absent.remedies(reason)) {
                diagnostic = diagnostic.withRemedy(remedy);
            }
            diagnostics.add(diagnostic);
        }
        return diagnostics;
    }

    private final class ScriptPlaces implements Words.Places {
        private final List<Span> asm;
        private final Map<String, Span> mentions;

        ScriptPlaces(List<Span> asm, Map<String, Span> mentions) {
            this.asm = asm;
            this.mentions = mentions;
        }

        @Override
        public @Nullable Span mention(String name) {
            return mentions.get(name);
        }

        @Override
        public @Nullable Span asmLine(int line, int from, int to) {
            if (line < 0 || line >= asm.size()) {
                return null;
            }
            Span whole = asm.get(line);
            return new Span(
                    whole.source(),
                    whole.start() + from,
                    Math.min(whole.end(), whole.start() + Math.max(to, from + 1)));
        }

        @Override
        public @Nullable Span declaration(Symbol symbol) {
            return world.declaration(symbol);
        }
    }

    /** The codes that are relaxed just now. */
    Set<Code> relaxed() {
        Set<Code> codes = new HashSet<>();
        if (unsafe != null) {
            for (Code code : Code.values()) {
                if (code.rule() == Code.Rule.POLICY) {
                    codes.add(code);
                }
            }
        }
        return codes;
    }

    /** Checks a patch step as a whole, applies it all or nothing, and puts it in the journal. */
    void step(Plan planned, Span span) throws Halt {
        Plan plan =
                unsafe == null
                        ? planned
                        : new Plan(
                                planned.title() + " (unsafe: " + unsafe + ")", planned.effects());
        List<Refusal> refusals = world.machine.check(plan);
        if (!refusals.isEmpty()) {
            boolean relaxable =
                    unsafe != null && refusals.stream().allMatch(r -> r.code() == Code.PB4001);
            if (!relaxable) {
                throw new Halt(words(refusals, span, List.of(), Map.of()));
            }
            plan = asFound(plan);
        }
        if (settings.dryRun()) {
            answer(span, new Tables(era(span).isa(), world.machine).plan(plan));
        }
        work.add(span, Work.STEP);
        world.before = World.Before.of(world, world.before);
        world.machine.apply(plan);
        world.journal = world.journal.with(plan);
    }

    /**
     * Applies what is no patch step (an object placed, a name given): it cannot be undone and is
     * not in the journal.
     */
    void apply(Plan plan, Span span) throws Halt {
        List<Refusal> refusals = world.machine.land(plan);
        if (!refusals.isEmpty()) {
            // Where something else lies, every byte is another: that says nothing more.
            Optional<Refusal> occupied =
                    refusals.stream().filter(r -> r.code() == Code.PB2004).findFirst();
            throw new Halt(
                    words(occupied.map(List::of).orElse(refusals), span, List.of(), Map.of()));
        }
        world.before = null;
    }

    /**
     * Places an object, and keeps what it looks like now as what {@code unchanged} compares with.
     */
    void load(String object, Plan plan, Span span) throws Halt {
        apply(plan, span);
        loaded(object);
    }

    /** What the object looks like now is what it looked like when loading had finished. */
    void loaded(String object) {
        world.baselines = world.baselines.with(object, world.machine.snapshot());
    }

    /**
     * The plan with the bytes that stand there now as its old bytes, so that it can be taken back
     * to them.
     */
    private Plan asFound(Plan plan) {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : plan.effects()) {
            effects.add(
                    effect instanceof Effect.Write write
                            ? new Effect.Write(
                                    write.at(),
                                    world.machine.memory().bytes(write.at(), write.before().length),
                                    write.after(),
                                    write.why())
                            : effect);
        }
        return new Plan(plan.title(), effects);
    }

    /** Refuses what looked at memory whose file is not as it was. */
    void checkFile(Span span) throws Halt {
        KernelFile file = world.kernelFile;
        Diagnostic fault = file == null ? null : file.fault(span);
        if (fault != null) {
            throw new Halt(List.of(fault));
        }
    }

    void freshWork() {
        work.begin();
        depth = 0;
        nested = 0;
    }

    /** Goes into an expression or a block; who comes out takes it off {@link #nested}. */
    void enter(Span span) throws Halt {
        work.value(span);
        if (++nested > MAX_NESTED) {
            throw new Halt(
                    Code.PB2025,
                    span,
                    Phrase.of(
                            "definitions and what stands in them are nested more than %d deep",
                            MAX_NESTED),
                    "a definition that calls itself needs an `if` that ends it");
        }
    }
}
