package patchbay.lang.run;

import java.util.Objects;
import patchbay.kernel.Era;
import patchbay.kernel.InitBlocks;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ReusedInit;
import patchbay.kernel.Unload;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.source.Phrase;
import patchbay.source.Span;

/** What a session does when the init of a module returns, or has returned long ago. */
final class InitReturns {
    private final Run run;
    private final Era era;
    private final Span span;

    InitReturns(Run run, Span span) throws Halt {
        this.run = run;
        this.era = run.era(span);
        this.span = span;
    }

    /** The init of a module has run: what only it needed goes. */
    void after(String name) throws Halt {
        release(name);
        run.loaded(name);
    }

    /**
     * Puts a module into the running system, and takes out what of other modules, or of itself, was
     * freed since.
     *
     * @param begins whether its init runs now, so that its blocks must have room
     */
    void load(LoadedModule loaded, ReusedInit reused, boolean begins) throws Halt {
        String name = loaded.module().name();
        for (Module other : reused.returned()) {
            Machine baseline = run.world.baselines.get(other.name());
            if (baseline != null) {
                Machine left = baseline.snapshot();
                left.apply(InitBlocks.release(left, era, left.module(other.name()).orElseThrow()));
                run.world.baselines = run.world.baselines.with(other.name(), left);
            }
            release(other.name());
            run.remark(
                    "it lies where an init was that has returned, and is freed",
                    name,
                    span,
                    Phrase.of(
                            "%s lies where the init of %s was: that has returned, and is freed",
                            name, other.name()));
        }
        if (begins || reused.owners().isEmpty()) {
            run.load(name, loaded.plan(), span);
            file(loaded, Objects.requireNonNull(run.world.baselines.get(name)));
            return;
        }
        Machine aside = run.machine().snapshot();
        reused.owners().forEach(owner -> aside.apply(Unload.plan(aside, owner)));
        aside.apply(loaded.plan());
        run.load(name, InitBlocks.withoutInit(era, loaded), span);
        file(loaded, aside);
        fileAfterInit(name);
        run.remark(
                "its init has returned, and is not there, as another module lies where it was",
                name,
                span,
                Phrase.of(
                        "%s lies where the init of %s was: that has returned, and is not there",
                        reused.owners().getFirst().name(), name));
    }

    /** What the module has of its file; {@code live} holds it as it is before its init. */
    private void file(LoadedModule loaded, Machine live) {
        run.world.files = run.world.files.with(loaded.module().name(), LoadedFile.of(loaded, live));
    }

    private void release(String name) throws Halt {
        run.apply(
                InitBlocks.release(run.machine(), era, run.machine().module(name).orElseThrow()),
                span);
        fileAfterInit(name);
    }

    private void fileAfterInit(String name) {
        LoadedFile file = run.world.files.get(name);
        if (file != null) {
            run.world.files =
                    run.world.files.with(
                            name, file.afterInit(run.machine().module(name).orElseThrow()));
        }
    }
}
