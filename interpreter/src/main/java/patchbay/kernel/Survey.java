package patchbay.kernel;

import java.util.List;
import java.util.Optional;
import patchbay.image.Parts;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.elf.ElfOutline;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * What modules need of a kernel's loader, found in their files without loading them: the slots that
 * it reserves, by the rules of one era. No address is needed, so nothing has to be placed and no
 * symbol to be known; of a file only its headers, its symbols and the relocations of its code are
 * read.
 *
 * <p>A row depends on nothing but a file's bytes and the era, and can be written as a line of text:
 * files may be looked at in any order, on any machine.
 */
public final class Survey {
    private static final String FTRACE_SITES = "__patchable_function_entries";
    private static final String MCOUNT_SITES = "__mcount_loc";
    private static final long LIVEPATCH = 0x0010_0000;
    private static final Version NAMESPACES = new Version(5, 4, 0);

    private final Era era;
    private final LoaderRules rules;

    public Survey(Era era) {
        this.era = era;
        this.rules = era.loader();
    }

    /** A row, and why the file is refused, if it is. */
    public record Found(SurveyRow row, List<? extends Refusal> refusals) {}

    /**
     * Looks at one file.
     *
     * @param file its name, which the row will tell
     */
    public Found look(String file, Parts parts) {
        Result<ElfOutline> read = ElfOutline.read(file, parts);
        if (!(read instanceof Result.Ok<ElfOutline>(ElfOutline outline))) {
            return refused(file, read.reasons());
        }
        Result<SurveyRow> row = row(file, outline);
        return row instanceof Result.Ok<SurveyRow>(SurveyRow found)
                ? new Found(found, List.of())
                : refused(file, row.reasons());
    }

    /** The row of a file that cannot even be opened, or is refused. */
    public static Found refused(String file, List<Refusal> why) {
        return new Found(SurveyRow.refused(file, why.getFirst().code()), why);
    }

    private Result<SurveyRow> row(String file, ElfOutline outline) {
        Result<int[]> symbols = outline.symbolSections();
        if (!(symbols instanceof Result.Ok<int[]>(int[] symbolSections))) {
            return Result.refused(symbols.reasons());
        }
        List<LoadRefusal> refusals = check(file, outline, symbolSections.length);
        if (!refusals.isEmpty()) {
            return Result.refused(refusals);
        }
        SlotCount count = rules.slotCount(symbolSections);
        long relocs = 0;
        long code = 0;
        long sites = 0;
        long exports = 0;
        int livepatch = 0;
        for (Section section : outline.sections()) {
            if (section.type() == Section.RELA) {
                relocs += section.size() / RelocTable.ENTRY;
                livepatch += (section.flags() & LIVEPATCH) != 0 ? 1 : 0;
                if (section.info() >= outline.sections().size()) {
                    continue;
                }
                Section target = outline.sections().get((int) section.info());
                if (count.counts(target)) {
                    Result<RelocTable> table = outline.relocs(section, symbolSections.length);
                    if (!(table instanceof Result.Ok<RelocTable>(RelocTable entries))) {
                        return Result.refused(table.reasons());
                    }
                    count.add(entries, target);
                }
            } else if (section.is(Section.EXECUTE) && section.is(Section.ALLOC)) {
                // Shorter than an instruction: a place that the loader fills.
                code += section.size() < 4 ? 0 : section.size();
            } else if (section.name().startsWith("__")) {
                sites +=
                        section.name().equals(FTRACE_SITES) || section.name().equals(MCOUNT_SITES)
                                ? section.size() / 8
                                : 0;
                exports += exports(section);
            }
        }
        return Result.ok(
                new SurveyRow(
                        file,
                        relocs,
                        count.slots(),
                        code,
                        sites,
                        exports,
                        livepatch,
                        Optional.empty()));
    }

    private List<LoadRefusal> check(String file, ElfOutline outline, int symbols) {
        boolean livepatch = false;
        if (!era.livepatches()) {
            for (Section section : outline.sections()) {
                if (section.name().equals(FileCheck.MODINFO)
                        && outline.content(section)
                                instanceof Result.Ok<patchbay.bytes.Slice>(var bytes)) {
                    livepatch = FileCheck.isLivepatch(bytes);
                }
            }
        }
        String module = SurveyRow.module(file);
        return new FileCheck(
                        file,
                        module,
                        outline.machine(),
                        outline.kind(),
                        outline.sections(),
                        symbols != 0,
                        livepatch)
                .refusals(era, rules);
    }

    /** The entries of a table of exported symbols: two fields each, three since 5.4. */
    private long exports(Section section) {
        if (!section.name().equals("__ksymtab") && !section.name().equals("__ksymtab_gpl")) {
            return 0;
        }
        int fields = era.version().atLeast(NAMESPACES) ? 3 : 2;
        return section.size() / (fields * (section.align() == 8 ? 8 : 4));
    }
}
