package patchbay.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Slice;
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
    private static final Version NAMESPACES = new Version(5, 4, 0);
    private static final long LIVEPATCH = 0x0010_0000;
    private static final long WRITABLE_CODE = Section.WRITE | Section.EXECUTE;
    private static final long CODE = Section.ALLOC | Section.EXECUTE;

    /** Sections that are known by their names, and behind them those of the loader's slots. */
    private static final List<String> NAMES =
            List.of(
                    Modinfo.SECTION,
                    "__patchable_function_entries",
                    "__mcount_loc",
                    "__ksymtab",
                    "__ksymtab_gpl");

    private static final int MODINFO = 0;
    private static final int LAST_SITES = 2;
    private static final int LAST_EXPORTS = 4;

    private final Era era;
    private final LoaderRules rules;
    private final byte[][] names;

    public Survey(Era era) {
        this.era = era;
        this.rules = era.loader();
        List<String> all = new ArrayList<>(NAMES);
        all.addAll(rules.slotSections());
        this.names = new byte[all.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = (all.get(i) + '\0').getBytes(US_ASCII);
        }
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
        Result<SurveyRow> row = new Look(file, outline).row();
        return row instanceof Result.Ok<SurveyRow>(SurveyRow found)
                ? new Found(found, List.of())
                : refused(file, row.reasons());
    }

    /** The row of a file that cannot even be opened, or is refused. */
    public static Found refused(String file, List<Refusal> why) {
        return new Found(SurveyRow.refused(file, why.getFirst().code()), why);
    }

    /** What is found in one file. */
    private final class Look {
        private final String file;
        private final ElfOutline outline;
        private final List<Section> remarkable = new ArrayList<>();
        private final List<LoadRefusal> writableCode = new ArrayList<>();
        private int modinfo = -1;
        private long relocs;
        private long code;
        private long sites;
        private long exports;
        private int livepatch;

        Look(String file, ElfOutline outline) {
            this.file = file;
            this.outline = outline;
        }

        Result<SurveyRow> row() {
            Result<int[]> symbols = outline.symbolSections();
            if (!(symbols instanceof Result.Ok<int[]>(int[] symbolSections))) {
                return Result.refused(symbols.reasons());
            }
            takeSections();
            List<LoadRefusal> refusals = check(symbolSections.length);
            if (!refusals.isEmpty() || !writableCode.isEmpty()) {
                return Result.refused(refusals.isEmpty() ? writableCode : refusals);
            }
            return count(symbolSections)
                    .map(slots ->
                            new SurveyRow(
                                    file,
                                    relocs,
                                    slots,
                                    code,
                                    sites,
                                    exports,
                                    livepatch,
                                    Optional.empty()));
        }

        /** What the headers alone tell, and which sections have to be looked at as records. */
        private void takeSections() {
            for (int i = 0; i < outline.count(); i++) {
                int type = outline.type(i);
                long flags = outline.flags(i);
                if (type == Section.RELA) {
                    relocs += outline.size(i) / RelocTable.ENTRY;
                    livepatch += (flags & LIVEPATCH) != 0 ? 1 : 0;
                    continue;
                }
                if ((flags & WRITABLE_CODE) == WRITABLE_CODE) {
                    takeWritableCode(outline.section(i));
                }
                int name = outline.named(i, names);
                if (name > LAST_EXPORTS || type == Section.REL) {
                    remarkable.add(outline.section(i));
                }
                if ((flags & CODE) == CODE) {
                    // Shorter than an instruction: a place that the loader fills.
                    code += outline.size(i) < 4 ? 0 : outline.size(i);
                } else if (name > LAST_SITES && name <= LAST_EXPORTS) {
                    exports += exports(outline.section(i));
                } else if (name > MODINFO && name <= LAST_SITES) {
                    sites += outline.size(i) / 8;
                } else if (name == MODINFO) {
                    modinfo = i;
                }
            }
        }

        /** The kernel looks at permissions when it has set those of its own sections. */
        private void takeWritableCode(Section section) {
            if (!rules.remadeSections().contains(section.name())) {
                writableCode.add(
                        LoadRefusal.writableCode(
                                SurveyRow.module(file), section.name(), section.index()));
            }
        }

        private List<LoadRefusal> check(int symbols) {
            boolean isLivepatch =
                    modinfo >= 0
                            && !era.livepatches()
                            && outline.content(modinfo) instanceof Result.Ok<Slice>(Slice bytes)
                            && Modinfo.isLivepatch(bytes);
            return new FileCheck(
                            file,
                            SurveyRow.module(file),
                            outline.machine(),
                            outline.kind(),
                            remarkable,
                            symbols != 0,
                            isLivepatch)
                    .refusals(era, rules);
        }

        private Result<SlotCount.Slots> count(int[] symbolSections) {
            SlotCount count = rules.slotCount(symbolSections);
            for (int i = 0; i < outline.count(); i++) {
                if (outline.type(i) != Section.RELA || outline.info(i) >= outline.count()) {
                    continue;
                }
                int target = (int) outline.info(i);
                if (count.counts(outline.flags(target))) {
                    Result<RelocTable> table = outline.relocs(i, symbolSections.length);
                    if (!(table instanceof Result.Ok<RelocTable>(RelocTable entries))) {
                        return Result.refused(table.reasons());
                    }
                    count.add(entries, outline.section(target));
                }
            }
            return Result.ok(count.slots());
        }

        /** The entries of a table of exported symbols: two fields each, three since 5.4. */
        private long exports(Section section) {
            int fields = era.version().atLeast(NAMESPACES) ? 3 : 2;
            return section.size() / (fields * (section.align() == 8 ? 8 : 4));
        }
    }
}
