package patchbay.lang.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.image.Image;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.LoadRefusal;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Layout;
import patchbay.lang.ast.Statement;
import patchbay.machine.Module;
import patchbay.source.Phrase;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * What modules that are not loaded would bring, or have and do not export: said where a name is not
 * found, as modprobe loads first what a module depends on. Their files are read only then.
 */
final class AbsentModules {
    /** Names that are said of a module. */
    private static final int MOST = 4;

    private final World world;
    private final Path folder;
    private final Map<String, Optional<Image>> images = new LinkedHashMap<>();

    AbsentModules(World world, Path folder) {
        this.world = world;
        this.folder = folder;
    }

    /** Which of them to load, a line each. */
    List<String> remedies(Refusal refusal) {
        return switch (refusal) {
            case LayoutRefusal.UnknownName(String name, String from, var candidates) ->
                    remedies(List.of(name), false);
            case LoadRefusal.UnknownSymbols(String module, List<String> names, var depends) -> {
                List<String> lines = remedies(names, true);
                for (String name : names.subList(0, Math.min(MOST, names.size()))) {
                    notExported(name).ifPresent(lines::add);
                }
                yield lines;
            }
            default -> List.of();
        };
    }

    /** That a module which is loaded has the name for itself. */
    private Optional<String> notExported(String name) {
        for (Module module : world.machine.modules()) {
            if (world.files.containsKey(module.name()) && !module.named(name).isEmpty()) {
                return Optional.of(
                        Phrase.of(
                                "%s has %s and does not export it: EXPORT_SYMBOL(%s)",
                                module.name(), name, name));
            }
        }
        return Optional.empty();
    }

    private List<String> remedies(List<String> names, boolean exported) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        world.absent.forEach((module, statement) -> {
            for (String name : names) {
                String own =
                        name.startsWith(module + ".") ? name.substring(module.length() + 1) : name;
                if (has(module, statement, own, exported)) {
                    wanted.computeIfAbsent(module, m -> new ArrayList<>()).add(own);
                }
            }
        });
        List<String> lines = new ArrayList<>();
        wanted.forEach((module, its) ->
                lines.add(
                        Phrase.of(
                                "load %s first, which has %s",
                                module,
                                String.join(", ", its.subList(0, Math.min(MOST, its.size()))))));
        return lines;
    }

    private boolean has(String module, Statement statement, String name, boolean exported) {
        if (statement instanceof Statement.ModuleFrom from) {
            return images.computeIfAbsent(module, m -> image(from))
                    .filter(image -> exported ? Imports.exports(image, name) : has(image, name))
                    .isPresent();
        }
        return statement instanceof Statement.Module words
                && words.layout() != null
                && has(words.layout(), name);
    }

    private static boolean has(Layout layout, String name) {
        for (Item item : layout.items()) {
            boolean found =
                    switch (item) {
                        case Item.Function function -> function.name().text().equals(name);
                        case Item.Data data -> data.name().text().equals(name);
                        case Item.Section section -> has(section.layout(), name);
                    };
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Image image, String name) {
        for (Symbol symbol : image.symbols()) {
            if (symbol.section() != Symbol.UNDEFINED && symbol.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Image> image(Statement.ModuleFrom from) {
        try {
            return NamedFiles.unpacked(from.file(), folder)
                                    .then(bytes -> ElfReader.read(from.file().value(), bytes))
                            instanceof Result.Ok<Image>(Image image)
                    ? Optional.of(image)
                    : Optional.empty();
        } catch (Halt halt) {
            return Optional.empty();
        }
    }
}
