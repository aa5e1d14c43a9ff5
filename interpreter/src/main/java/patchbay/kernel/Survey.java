package patchbay.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Slice;
import patchbay.image.Packing;
import patchbay.image.PartReader;
import patchbay.image.Parts;
import patchbay.image.RelocTable;
import patchbay.image.Section;
import patchbay.image.elf.ElfOutline;
import patchbay.image.elf.ElfRefusal;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * What modules need of a kernel's loader, found in their files without loading them: the slots that
 * it reserves, by the rules of one era. No address is needed, so nothing has to be placed and no
 * symbol to be known; of a file only its headers, its symbols and the relocations of its code are
 * read.
 *
 * <p>A row depends on nothing but a file's bytes, its name and the era, and can be written as a
 * line of text: files may be looked at in any order, on any machine, and {@link SurveyTotals} are
 * the same however they are added up. Of an engine with many machines, each does
 *
 * <pre>
 *     Survey survey = new Survey(era);                 // one a thread
 *     for (String name : its share of the files) {
 *         emit(survey.look(name, new File(folder, name)).row().line());
 *     }
 * </pre>
 *
 * and whoever puts the lines together sorts them by their last column, puts {@link
 * SurveyRow#heading} before them, and reads them with {@link SurveyRow#of} where sums are wanted.
 * The era is that of {@code Architectures.named("arm64")}, {@link Architecture#era}.
 *
 * <p>Nothing is thrown for what is in a file, or for a file that cannot be read: its row says the
 * code, and {@link Found#refusals} why. What a file takes of memory is bounded by a small multiple
 * of its size; one larger than 256 MiB is refused, packed or not. What only loading would show is
 * not seen: symbols that nobody exports, relocations that do not fit or that the kernel does not
 * know.
 *
 * <p>A survey keeps buffers from one file to the next: it belongs to one thread.
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
    private final PartReader reader = new PartReader();

    /**
     * @param era whose rules count: architecture, version and options of the kernel that the
     *     modules are for
     */
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

    /**
     * A row, and why the file is refused, if it is.
     *
     * @param refusals empty exactly if the row tells numbers; else the first is the one whose code
     *     the row has
     */
    public record Found(SurveyRow row, List<? extends Refusal> refusals) {}

    /**
     * Looks at one file on this machine, as it is or packed.
     *
     * @param name what the row will call it
     */
    public Found look(String name, File file) {
        try {
            return reader.look(file, parts -> unpacked(name, parts));
        } catch (IOException e) {
            // What is no UTF-8 in a name is lost before it comes here.
            String reason =
                    name.indexOf('\uFFFD') >= 0 ? "its name is not UTF-8" : ElfRefusal.reason(e);
            return refused(name, List.of(new ElfRefusal.Unreadable(name, reason)));
        }
    }

    private Found unpacked(String name, Parts file) {
        Result<Parts> parts = Packing.unpack(name, file);
        return parts instanceof Result.Ok<Parts>(Parts unpacked)
                ? look(name, unpacked)
                : refused(name, parts.reasons());
    }

    /**
     * Looks at one module, wherever its bytes are; packed ones are not unpacked.
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

    private static Found refused(String file, List<Refusal> why) {
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
