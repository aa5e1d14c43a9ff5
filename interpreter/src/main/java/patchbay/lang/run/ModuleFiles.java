package patchbay.lang.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.image.SectionAddresses;
import patchbay.image.SymbolMap;
import patchbay.image.elf.ElfReader;
import patchbay.kernel.Era;
import patchbay.kernel.KernelExtent;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.ModuleLoader;
import patchbay.kernel.Placement;
import patchbay.kernel.ReusedInit;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Place;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.SymbolList;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Result;
import patchbay.source.Span;

/** Statements that take files in: {@code module … from}, {@code kernel symbols}. */
final class ModuleFiles {
    private final Run run;
    private final Expressions expressions;
    private final LoadAhead ahead = new LoadAhead();

    ModuleFiles(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    void symbols(Statement.KernelSymbols symbols) throws Halt {
        long slide = symbols.slide() == null ? 0 : expressions.address(symbols.slide());
        Text file = symbols.file();
        SymbolList list =
                new SymbolList(
                        run.need(
                                NamedFiles.unpacked(file, run.folder)
                                        .then(bytes -> SymbolMap.read(file.value(), bytes, slide)),
                                file.span()));
        Effect.Become known =
                run.machine()
                        .listed()
                        .map(before -> Effect.Become.change(before, list))
                        .orElseGet(() -> Effect.Become.appear(list));
        run.apply(new Plan("symbols", List.of(known)), symbols.span());
    }

    /**
     * Places a module.
     *
     * @param begins whether its init runs now, and has not returned long ago
     */
    void module(Statement.ModuleFrom from, boolean begins) throws Halt {
        String name = from.name().text();
        Span span = from.span();
        Era era = run.era(span);
        if (run.machine().module(name).isPresent()) {
            throw new Halt(
                    Code.PB2003,
                    from.name().span(),
                    Phrase.of("module %s is there already", name),
                    "give it another name");
        }
        if (expressions.naming().variable(name) != null) {
            throw new Halt(
                    Code.PB2024, from.name().span(), Phrase.of("'%s' is a variable already", name));
        }
        @Nullable ModuleLoader begun = ahead.take(from, era);
        ModuleLoader loader =
                begun == null ? run.need(begin(from, run.folder, era), from.file().span()) : begun;
        loader.foreignMagic()
                .ifPresent(magic ->
                        run.remark(
                                Phrase.of("built with the version magic '%s'", magic),
                                name,
                                span,
                                Phrase.of(
                                        "built for a kernel with the version magic '%s': on linux %s insmod would get -ENOEXEC (-8)",
                                        magic, era.version())));
        OptionalLong percpu =
                from.percpu() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(expressions.address(from.percpu()));
        LoadedModule loaded =
                run.need(
                        loader.load(placement(from, percpu, era), expressions.naming().imports()),
                        span,
                        List.of(),
                        mentions(from.place()));
        ReusedInit reused =
                isGiven(from.place()) ? ReusedInit.of(run.machine(), era, loaded) : ReusedInit.NONE;
        new InitReturns(run, span).load(loaded, reused, begins);
        for (LoadNote note : loaded.notes()) {
            Optional<String> kind = LoadNotes.kind(note);
            if (kind.isPresent()) {
                run.remark(kind.get(), name, span, LoadNotes.words(note));
            } else {
                run.note(Code.PB7010, span, LoadNotes.words(note));
            }
        }
    }

    /** Reads the file and does what depends on nothing else. */
    static Result<ModuleLoader> begin(Statement.ModuleFrom from, Path folder, Era era) throws Halt {
        return NamedFiles.unpacked(from.file(), folder)
                .then(bytes -> ElfReader.read(from.file().value(), bytes))
                .map(image -> ModuleLoader.begin(image, from.name().text(), era));
    }

    /**
     * Begins to load the modules that these steps load, up to the first that does something else.
     */
    void ahead(List<Script.Step> next) {
        Era era = run.world.era;
        for (int i = 0; era != null && i < next.size() && ahead.hasRoom(); i++) {
            if (!(next.get(i).statement() instanceof Statement.ModuleFrom from)) {
                return;
            }
            ahead.begin(from, run.folder, era);
        }
    }

    /** Forgets the loads that were begun and not finished. */
    void noneAhead() {
        ahead.clear();
    }

    /** Where a placement names each block. */
    private static Map<String, Span> mentions(@Nullable Place place) {
        Map<String, Span> mentions = new LinkedHashMap<>();
        if (place instanceof Place.Parts(List<Place.Part> parts, Span span)) {
            parts.forEach(part -> mentions.put(part.name().text(), part.name().span()));
        }
        return mentions;
    }

    private Placement placement(Statement.ModuleFrom from, OptionalLong percpu, Era era)
            throws Halt {
        return switch (from.place()) {
            case Place.First(Base.Address(patchbay.lang.ast.Expr value), Span span) ->
                    new Placement.First(expressions.address(value), percpu);
            case Place.First(Base.Usual usual, Span span) ->
                    new Placement.First(era.moduleBase(), percpu);
            case Place.Parts(List<Place.Part> parts, Span span) -> {
                Map<String, Long> bases = new LinkedHashMap<>();
                for (Place.Part part : parts) {
                    bases.put(part.name().text(), expressions.address(part.address()));
                }
                yield new Placement.Blocks(bases, percpu);
            }
            case Place.Free free -> free(free, percpu, era);
            case Place.Sections(Text file, Span span) ->
                    new Placement.Sections(run.need(sections(file), file.span()), percpu);
            case null -> {
                run.assume(
                        from.span(),
                        Phrase.of(
                                "no address: module %s is assumed at %s",
                                from.name().text(), Value.hex(era.moduleBase())));
                yield new Placement.First(era.moduleBase(), percpu);
            }
        };
    }

    /** Whether the place is one that a running system has told, each block for itself. */
    private static boolean isGiven(@Nullable Place place) {
        return place instanceof Place.Parts || place instanceof Place.Sections;
    }

    /** By the kernel's own rule, or in the region that the script has said. */
    private Placement free(Place.Free free, OptionalLong percpu, Era era) throws Halt {
        List<Range> taken = new ArrayList<>();
        for (Module module : run.machine().modules()) {
            if (!module.isKernel()) {
                module.segments().forEach(segment -> taken.add(segment.range()));
                LoadedFile file = run.world.files.get(module.name());
                if (file != null) {
                    taken.addAll(file.areas());
                }
            }
        }
        Range region = run.world.region;
        if (region != null) {
            return new Placement.Free(List.of(region), taken, percpu);
        }
        long seed = free.seed() == null ? 0 : expressions.address(free.seed());
        List<Range> windows = era.moduleWindows(extent(free.span()), seed);
        return new Placement.Free(windows, taken, percpu);
    }

    /** From the list of the kernel's symbols, else from its layout. */
    private KernelExtent extent(Span span) throws Halt {
        OptionalLong start = expressions.naming().imports().internal("_stext");
        OptionalLong textEnd = expressions.naming().imports().internal("_etext");
        OptionalLong end = expressions.naming().imports().internal("_end");
        if (start.isPresent() && textEnd.isPresent() && end.isPresent()) {
            long image = expressions.naming().imports().internal("_text").orElse(start.getAsLong());
            return new KernelExtent(image, start.getAsLong(), textEnd.getAsLong(), end.getAsLong());
        }
        Optional<Module> kernel = run.machine().module(Module.KERNEL);
        if (kernel.isEmpty()) {
            throw new Halt(
                    Code.PB2001,
                    span,
                    "nothing says where the kernel begins and ends",
                    "declare one, or read a list with _stext, _etext and _end");
        }
        long text = kernel.get().segments().getFirst().range().start();
        long last = text;
        long lastText = text;
        for (Segment segment : kernel.get().segments()) {
            last = segment.range().end();
            lastText = segment.protection() == Protection.EXECUTE ? last : lastText;
        }
        return new KernelExtent(text, text, lastText, last);
    }

    /**
     * A list of sections, or a copy of the folder {@code /sys/module/NAME/sections}: a file a
     * section with its address in it.
     */
    private Result<Map<String, List<Long>>> sections(Text file) throws Halt {
        Path path = NamedFiles.path(file, run.folder);
        if (!Files.isDirectory(path)) {
            return SectionAddresses.read(
                    file.value(),
                    new String(NamedFiles.read(file, run.folder), StandardCharsets.UTF_8));
        }
        StringBuilder lines = new StringBuilder();
        try (var entries = Files.list(path)) {
            for (Path entry : entries.sorted().toList()) {
                byte[] address =
                        NamedFiles.read(new Text(entry.toString(), file.span()), run.folder);
                lines.append(entry.getFileName())
                        .append(' ')
                        .append(new String(address, StandardCharsets.UTF_8).strip())
                        .append('\n');
            }
        } catch (IOException e) {
            throw NamedFiles.unreadable(file, e);
        }
        return SectionAddresses.read(file.value(), lines.toString());
    }

    /** The relocations of a module from a file. */
    RelocListing relocs(Module module, Span span) throws Halt {
        LoadedFile file = run.world.files.get(module.name());
        if (file == null) {
            throw new Halt(
                    Code.PB2023,
                    span,
                    Phrase.of("%s has no relocations: it is not from a file", module.name()));
        }
        return new RelocListing(run.machine(), run.era(span).isa(), module, file);
    }
}
