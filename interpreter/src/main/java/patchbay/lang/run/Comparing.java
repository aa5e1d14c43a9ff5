package patchbay.lang.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.Version;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Word;
import patchbay.source.Code;
import patchbay.source.Diagnostic;

/**
 * {@code compare arch A with B { … }} and {@code compare linux V with W { … }}.
 *
 * <p>A layout cannot be turned into that of another kernel: it is made anew. Each side is a world
 * of its own, in which every statement of the script that stands is done again, from its {@code
 * arch} on, as {@code --arch} would do it; what was refused is left out, and so is what only asked.
 * Then the block runs there. Nothing of a side outlives the statement, but for a few worlds that
 * are kept so that the next comparison goes on from them.
 *
 * <p>A refusal is an answer too, and ends its side. When both sides end like that, or an {@code
 * expect} does not hold, the statement itself is refused.
 */
final class Comparing {
    private static final int KEPT = 4;

    /**
     * Letters of statements done again and rounds of their loops: so many, and so many times the
     * script's own letters. Who compares ever other kernels would take the square of its length.
     */
    private static final long AGAIN = 4 << 20;

    private static final int TIMES = 4;

    private final Run run;
    private long again;
    private final Deque<Relaid> relaid = new ArrayDeque<>();

    /** The script up to a statement, done for another kernel. */
    private record Relaid(Run.Settings settings, World.@Nullable Done upTo, World world) {}

    Comparing(Run run) {
        this.run = run;
    }

    Answer compare(Statement.Compare compare) throws Halt {
        if (run.frame.outer != null || run.depth > 0) {
            throw new Halt(
                    Code.PB2023,
                    compare.span(),
                    "compare stands in a block: what the block has done so far cannot be done again",
                    "write it at the top level of the script");
        }
        Side left = side(compare.left(), compare);
        Side right = side(compare.right(), compare);
        left.run();
        right.run();
        List<Diagnostic> refusals = new ArrayList<>(left.refusals());
        refusals.addAll(right.refusals());
        if (!left.refusals().isEmpty() && !right.refusals().isEmpty()) {
            throw new Halt(refusals);
        }
        return new Answer.Compared(left.answer(), right.answer());
    }

    /** An {@code expect} that does not hold, a limit, an interruption: no kernel says that. */
    private static boolean isNoAnswer(Diagnostic refusal) {
        return switch (refusal.code()) {
            case PB2026, PB5008, PB5010 -> true;
            default -> false;
        };
    }

    private Side side(Statement.Compare.Side named, Statement.Compare compare) throws Halt {
        return switch (named) {
            case Statement.Compare.Side.OfArch(Word name) -> {
                Architecture architecture = Layouts.architecture(name.text(), name.span());
                yield new Side(
                        architecture,
                        run.settings.with(architecture.name(), run.settings.linux()),
                        compare);
            }
            case Statement.Compare.Side.OfLinux(Statement.Arch.Release linux) -> {
                Architecture architecture = run.world.architecture;
                Version version = Layouts.version(linux);
                run.need(architecture.era(version, architecture.usual()), linux.span());
                yield new Side(
                        architecture, run.settings.with(run.settings.arch(), version), compare);
            }
        };
    }

    /** One side while it is made and asked. */
    private final class Side {
        private final Architecture architecture;
        private final Run.Settings settings;
        private final Statement.Compare compare;
        private final List<Answer.Compared.Part> parts = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final Run side;
        private final Statements statements;

        Side(Architecture architecture, Run.Settings settings, Statement.Compare compare) {
            this.architecture = architecture;
            this.settings = settings;
            this.compare = compare;
            side = new Run(new World(architecture), settings, run.folder, this::take);
            statements = new Statements(side);
        }

        void run() throws Halt {
            try {
                relay();
            } catch (Halt halt) {
                answers.clear();
                answers.add(new Answer.Lines(List.of("the script so far is refused here:")));
                refused(halt);
                return;
            }
            side.folder = run.folder;
            side.frame = new Frame(side.frame);
            for (Statement statement : compare.block().statements()) {
                run.work.add(statement.span(), 1);
                side.freshWork();
                answers.clear();
                try {
                    statements.whole(statement);
                    parts.add(new Answer.Compared.Part(List.copyOf(answers), List.of()));
                } catch (Halt halt) {
                    refused(halt);
                    return;
                }
            }
        }

        private void refused(Halt halt) throws Halt {
            List<Diagnostic> refusals = new ArrayList<>();
            halt.diagnostics().forEach(each -> refusals.add(ofSide(each)));
            if (refusals.stream().anyMatch(Comparing::isNoAnswer)) {
                throw new Halt(refusals);
            }
            parts.add(new Answer.Compared.Part(List.copyOf(answers), refusals));
        }

        private Diagnostic ofSide(Diagnostic diagnostic) {
            return diagnostic.with(new Diagnostic.Note("on " + title(), null));
        }

        /** Does again what was done so far, from where an earlier comparison has stopped. */
        private void relay() throws Halt {
            Relaid kept = kept();
            World.Done upTo = null;
            if (kept != null) {
                upTo = kept.upTo();
                side.world = kept.world().copy();
                relaid.remove(kept);
            } else if (!run.world.archSaid && settings.linux() != null) {
                side.world.era =
                        side.need(
                                architecture.era(settings.linux(), architecture.usual()),
                                compare.span());
            }
            Deque<World.Done> missing = new ArrayDeque<>();
            for (World.Done at = run.world.done; at != null && at != upTo; at = at.earlier) {
                missing.push(at);
            }
            long letters = run.world.done == null ? 0 : run.world.done.allLetters;
            for (World.Done done : missing) {
                run.work.add(compare.span(), 1);
                side.freshWork();
                side.folder = done.folder;
                statements.whole(done.statement);
                again += done.letters() + side.work.done();
                if (again > AGAIN + TIMES * letters) {
                    throw new Halt(
                            Code.PB2026,
                            compare.span(),
                            "the script was done again for too many kernels",
                            "compare fewer of them in one script");
                }
            }
            relaid.addFirst(new Relaid(settings, run.world.done, side.world.copy()));
            if (relaid.size() > KEPT) {
                relaid.removeLast();
            }
        }

        private @Nullable Relaid kept() {
            for (Relaid each : relaid) {
                World.Done at = run.world.done;
                int count = each.upTo() == null ? 0 : each.upTo().count;
                while (at != null && at.count > count) {
                    at = at.earlier;
                }
                if (at == each.upTo() && each.settings().equals(settings)) {
                    return each;
                }
            }
            return null;
        }

        /** What was said to the script already is not said again. */
        private void take(Event event) {
            if (event instanceof Event.Answered(var span, Answer answer)) {
                answers.add(answer);
            } else if (event instanceof Event.Said(Diagnostic diagnostic)) {
                run.passOn(ofSide(diagnostic));
            }
        }

        private String title() {
            Era era = side.world.era;
            Version version = era == null ? settings.linux() : era.version();
            String name = side.world.architecture.name();
            return version == null ? name : name + " linux " + version;
        }

        List<Diagnostic> refusals() {
            return parts.isEmpty() ? List.of() : parts.getLast().refusals();
        }

        Answer.Compared.Side answer() {
            return new Answer.Compared.Side(title(), parts);
        }
    }
}
