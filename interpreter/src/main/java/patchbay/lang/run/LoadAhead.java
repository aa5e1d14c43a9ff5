package patchbay.lang.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.Era;
import patchbay.kernel.ModuleLoader;
import patchbay.lang.ast.Statement;
import patchbay.source.Result;

/**
 * Loads of modules that other threads have begun while an earlier statement was executed: they have
 * read the files and counted the slots, which depends neither on addresses nor on what else is
 * there. What goes wrong on the way is forgotten: the statement finds it itself when it is its
 * turn.
 */
final class LoadAhead {
    /** How many files are in memory before they are needed. */
    private static final int MOST = 4;

    private static final long LARGEST = 16L << 20;

    private final IdentityHashMap<Statement.ModuleFrom, Begun> begun = new IdentityHashMap<>();

    private record Begun(Era era, Future<Optional<ModuleLoader>> loader) {}

    boolean hasRoom() {
        return begun.size() < MOST && Runtime.getRuntime().availableProcessors() > 1;
    }

    void begin(Statement.ModuleFrom from, Path folder, Era era) {
        if (!begun.containsKey(from)) {
            Callable<Optional<ModuleLoader>> load = () -> quietly(from, folder, era);
            begun.put(from, new Begun(era, ForkJoinPool.commonPool().submit(load)));
        }
    }

    private static Optional<ModuleLoader> quietly(Statement.ModuleFrom from, Path folder, Era era) {
        try {
            Path path = NamedFiles.path(from.file(), folder);
            return Files.size(path) <= LARGEST
                            && ModuleFiles.begin(from, folder, era)
                                    instanceof Result.Ok<ModuleLoader>(ModuleLoader loader)
                    ? Optional.of(loader)
                    : Optional.empty();
        } catch (Halt | IOException e) {
            return Optional.empty();
        }
    }

    /** What was begun for this statement under these rules, if it went well. */
    @Nullable ModuleLoader take(Statement.ModuleFrom from, Era era) {
        Begun own = begun.remove(from);
        if (own == null || own.era != era) {
            return null;
        }
        try {
            return own.loader.get().orElse(null);
        } catch (ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Forgets what nobody will take any more. */
    void clear() {
        begun.clear();
    }
}
