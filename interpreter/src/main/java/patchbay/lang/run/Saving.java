package patchbay.lang.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.image.elf.ElfRefusal;
import patchbay.image.elf.ElfWriter;
import patchbay.kernel.LoadedModule;
import patchbay.kernel.Names;
import patchbay.lang.ast.Statement;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.patch.Effect;
import patchbay.patch.Plan;
import patchbay.source.Code;
import patchbay.source.JsonText;
import patchbay.source.Span;

/** {@code save}: a module's sections, the kernel as an executable, the journal. */
final class Saving {
    private final Run run;

    Saving(Run run) {
        this.run = run;
    }

    private boolean isDry(Span span) {
        if (run.settings.dryRun()) {
            run.note(Code.PB2030, span, "dry run: nothing is saved");
        }
        return run.settings.dryRun();
    }

    /**
     * The kernel proper as its memory is now: a section for each of its own, its symbols with their
     * addresses. A name that several symbols have is local in the file.
     */
    void kernel(Statement.SaveKernel save) throws Halt {
        Module kernel =
                run.machine()
                        .module(Module.KERNEL)
                        .orElseThrow(() ->
                                new Halt(
                                        Code.PB2001,
                                        save.span(),
                                        "there is no kernel to save",
                                        "declare it: kernel at default { … }"));
        List<Section> sections = new ArrayList<>();
        sections.add(section(0, "", Section.NULL, 0, new Range(0, 0), Slice.NONE));
        for (Segment segment : kernel.segments()) {
            Range range = segment.range();
            byte[] bytes = run.machine().memory().bytes(range.start(), (int) range.size());
            long flags =
                    Section.ALLOC
                            | (segment.protection() == Protection.EXECUTE ? Section.EXECUTE : 0)
                            | (segment.protection() == Protection.READ_WRITE ? Section.WRITE : 0);
            sections.add(
                    section(
                            sections.size(),
                            segment.name(),
                            Section.PROGBITS,
                            flags,
                            range,
                            Slice.of(bytes)));
        }
        if (!isDry(save.span())) {
            NamedFiles.write(
                    save.file(),
                    run.folder,
                    ElfWriter.executable(
                            new Image(
                                    save.file().value(),
                                    run.world.architecture.name(),
                                    Image.Kind.EXECUTABLE,
                                    0,
                                    sections,
                                    symbols(kernel, sections))));
        }
    }

    private static Section section(
            int index, String name, int type, long flags, Range range, Slice content) {
        return new Section(
                index,
                name,
                type,
                flags,
                range.start(),
                type == Section.NULL ? 1 : 16,
                range.size(),
                0,
                0,
                content,
                List.of());
    }

    /** Local symbols first, as the format wants them. */
    private static List<Symbol> symbols(Module kernel, List<Section> sections) {
        Map<String, Integer> named = new HashMap<>();
        for (patchbay.machine.Symbol symbol : kernel.symbols()) {
            named.merge(symbol.name(), 1, Integer::sum);
        }
        List<Symbol> symbols = new ArrayList<>();
        for (int binding : new int[] {Symbol.LOCAL, Symbol.GLOBAL}) {
            for (patchbay.machine.Symbol symbol : kernel.symbols()) {
                boolean shared = named.getOrDefault(symbol.name(), 0) > 1;
                if (shared == (binding == Symbol.LOCAL)) {
                    symbols.add(
                            new Symbol(
                                    symbols.size() + 1,
                                    symbol.name(),
                                    symbol.address(),
                                    symbol.size(),
                                    holder(sections, symbol.address()),
                                    binding,
                                    symbol.kind() == patchbay.machine.Symbol.Kind.FUNCTION
                                            ? Symbol.FUNCTION
                                            : Symbol.OBJECT,
                                    other(symbol.local())));
                }
            }
        }
        return symbols;
    }

    /** How st_other says how far the local entry is from the function: as a power of two. */
    private static int other(int local) {
        return local < 4 ? 0 : Integer.numberOfTrailingZeros(local) << 5;
    }

    private static int holder(List<Section> sections, long address) {
        for (Section section : sections) {
            if (section.size() > 0
                    && Range.of(section.address(), section.size()).contains(address)) {
                return section.index();
            }
        }
        return Symbol.ABSOLUTE;
    }

    /** Every write of every step. */
    void journal(Statement.SaveJournal save) throws Halt {
        StringBuilder json = new StringBuilder("{\"steps\": [");
        String step = "\n  ";
        for (Plan plan : run.world.journal.plans()) {
            json.append(step).append("{\"title\": ");
            JsonText.quote(json, plan.title());
            json.append(", \"writes\": [");
            String write = "\n    ";
            for (Effect.Write each : plan.writes()) {
                json.append(write).append("{\"address\": \"").append(Value.hex(each.at()));
                json.append("\", \"place\": ");
                JsonText.quote(json, Names.place(run.machine(), each.at()));
                json.append(", \"before\": \"").append(HexFormat.of().formatHex(each.before()));
                json.append("\", \"after\": \"").append(HexFormat.of().formatHex(each.after()));
                json.append("\", \"why\": ");
                JsonText.quote(json, each.why());
                json.append('}');
                write = ",\n    ";
            }
            json.append("]}");
            step = ",\n  ";
        }
        if (!isDry(save.span())) {
            NamedFiles.write(
                    save.file(),
                    run.folder,
                    json.append("\n]}\n")
                            .toString()
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** A file a section, and {@code index.json}. */
    void module(Statement.SaveModule save) throws Halt {
        String name = save.name().text();
        LoadedFile file = run.world.files.get(name);
        if (file == null) {
            boolean inWords = run.machine().module(name).isPresent();
            throw new Halt(
                    inWords ? Code.PB2023 : Code.PB2001,
                    save.name().span(),
                    inWords
                            ? "module %s is in words: only one that came from a file has stages"
                                    .formatted(name)
                            : "'%s' is no module".formatted(name));
        }
        LoadedModule.Stage stage =
                switch (save.stage()) {
                    case RELOCATED -> LoadedModule.Stage.RELOCATED;
                    case LIVE -> LoadedModule.Stage.LIVE;
                };
        if (isDry(save.span())) {
            return;
        }
        Path folder = NamedFiles.path(save.folder(), run.folder);
        StringBuilder index = new StringBuilder("{\"sections\": [");
        try {
            Files.createDirectories(folder);
            String separator = "\n  ";
            for (LoadedFile.Placed section : file.sections()) {
                String target =
                        "%03d%s.bin".formatted(section.index(), section.name().replace('/', '_'));
                Files.write(folder.resolve(target), file.at(section, stage));
                index.append(separator).append("{\"index\": ").append(section.index());
                index.append(", \"name\": ");
                JsonText.quote(index, section.name());
                index.append(", \"address\": \"").append(Value.hex(section.range().start()));
                index.append("\", \"size\": ").append(section.range().size());
                index.append(", \"file\": ");
                JsonText.quote(index, target);
                index.append('}');
                separator = ",\n  ";
            }
            Files.writeString(folder.resolve("index.json"), index.append("\n]}\n"));
        } catch (IOException e) {
            throw new Halt(
                    Code.PB6023,
                    save.folder().span(),
                    "cannot write to %s: %s".formatted(folder, ElfRefusal.reason(e)));
        }
    }
}
