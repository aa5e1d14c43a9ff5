package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.machine.SymbolShape;
import patchbay.source.Result;

/**
 * Loads a module from its file as the kernel does it: {@code load_module} of kernel/module, a list
 * of passes. What an architecture does differently is behind {@link LoaderRules.Steps}.
 *
 * <p>The first passes are here. They change the sections' headers before anything has an address:
 * slots are counted from relocations, sections that were one byte in the file grow, and every
 * section gets its offset in its block. All of that is the same wherever the module comes to lie,
 * so it is done once; the other passes ({@link PlacedLoad}) work on a copy of the headers.
 */
public final class ModuleLoader {
    /** More than any window for modules that a kernel of today has room for. */
    private static final long LARGEST = 64L << 20;

    /** What a module has that its file does not: a few bytes of a header could ask for much. */
    private static final long MOST_ZEROS = 32L << 20;

    /** Sections that the loader reads and does not keep. */
    private static final List<String> DROPPED =
            List.of(".modinfo", "__versions", "__version_ext_crcs", "__version_ext_names");

    private static final String PERCPU = ".data..percpu";

    private final Loading load;
    private final LoaderRules.Steps steps;
    private final BlockSizes sizes;
    private volatile @Nullable SymbolShape symbols;
    private int percpuIndex = -1;

    private ModuleLoader(Loading load) {
        this.load = load;
        this.steps = load.rules().begin(load);
        this.sizes = new BlockSizes(load);
    }

    /** Loads {@code image} under the name {@code moduleName}; nothing is written anywhere. */
    public static Result<LoadedModule> load(
            Image image, String moduleName, Placement placement, Era era, Exports exports) {
        return begin(image, moduleName, era).load(placement, exports);
    }

    /** Does what depends neither on where the module lies nor on what else is there. */
    public static ModuleLoader begin(Image image, String moduleName, Era era) {
        ModuleLoader loader = new ModuleLoader(new Loading(image, moduleName, era));
        loader.load.run(
                List.of(
                        loader::checkFile,
                        loader.steps::prepare,
                        loader::checkPermissions,
                        loader::setAside,
                        loader::checkSize,
                        loader.sizes::lay,
                        loader::symbols));
        return loader;
    }

    /**
     * Does the rest, for one place: as often as wanted, in several threads at a time if {@code
     * exports} allows that.
     */
    public Result<LoadedModule> load(Placement placement, Exports exports) {
        Loading own = new Loading(load);
        if (own.isRefused()) {
            return Result.refused(own.refusals());
        }
        own.exports(exports);
        return new PlacedLoad(own, steps.again(own), sizes, symbols(), percpuIndex).at(placement);
    }

    private SymbolShape symbols() {
        SymbolShape known = symbols;
        if (known == null) {
            known = KeptSymbols.of(load);
            symbols = known;
        }
        return known;
    }

    /** The version magic of a module that was built for another kernel than this. */
    public Optional<String> foreignMagic() {
        return Modinfo.vermagic(load.image())
                .filter(built -> !load.era().version().isSeriesOf(built));
    }

    private void checkFile() {
        Image image = load.image();
        new FileCheck(
                        image.name(),
                        load.module(),
                        image.machine(),
                        image.kind(),
                        image.sections(),
                        !image.symbols().isEmpty(),
                        LivepatchRelocs.isLivepatch(image))
                .refusals(load.era(), load.rules())
                .forEach(load::refuse);
        ModuleSignature.size(image).ifPresent(size -> load.note(new LoadNote.Signed(size)));
    }

    private void checkPermissions() {
        for (LoadSection section : load.sections()) {
            if (section.is(Section.WRITE) && section.is(Section.EXECUTE)) {
                load.refuse(
                        LoadRefusal.writableCode(load.module(), section.name(), section.index()));
            }
        }
    }

    /** Takes out what is not kept, and marks what becomes read-only after init. */
    private void setAside() {
        for (LoadSection section : load.sections()) {
            String name = section.name();
            if (DROPPED.contains(name)) {
                section.flag(0, Section.ALLOC);
            } else if (name.equals(PERCPU) && section.is(Section.ALLOC) && percpuIndex < 0) {
                percpuIndex = section.index();
                section.flag(0, Section.ALLOC);
            } else if (ModuleLayout.isReadOnlyAfterInit(name, load.era().version())) {
                section.flag(ModuleLayout.RO_AFTER_INIT, 0);
            }
        }
    }

    private void checkSize() {
        long total = 0;
        long zeros = 0;
        for (LoadSection section : load.sections()) {
            if (!section.is(Section.ALLOC) || section.type() == Section.NULL) {
                continue;
            }
            long size = Math.max(section.size(), section.align());
            total += section.size() + section.align();
            zeros += section.type() == Section.NOBITS ? section.size() : 0;
            if (size > LARGEST || zeros > MOST_ZEROS || total > 2 * LARGEST) {
                load.refuse(tooLarge(section, size, zeros, total));
                return;
            }
        }
    }

    private LoadRefusal tooLarge(LoadSection section, long size, long zeros, long total) {
        String module = load.module();
        if (size > LARGEST) {
            return new LoadRefusal.TooLarge(module, section.name(), size, LARGEST);
        }
        return zeros > MOST_ZEROS
                ? new LoadRefusal.TooLarge(module, "what is zero at first", zeros, MOST_ZEROS)
                : new LoadRefusal.TooLarge(module, "what is kept", total, 2 * LARGEST);
    }
}
