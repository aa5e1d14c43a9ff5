package patchbay.kernel;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.image.Section;

/**
 * How a kernel lays a module's sections out (layout_sections in kernel/module: before 6.4 {@code
 * __layout_sections} of main.c, after it {@code __layout_sections} over module_memory).
 *
 * <p>Five passes go over all sections, lowest index first. A section goes into the first pass that
 * wants it: to the end of the block that the pass fills, at its own alignment. Until 6.4 there are
 * two blocks, one for the module and one that is freed after init, and the block is rounded up to a
 * page where the protection changes:
 *
 * <pre>
 *   core | text        | rodata      | after init  | data          |
 *        ^ base        ^ page        ^ page        ^ page          ^ page
 * </pre>
 *
 * From 6.4 on every pass fills a block of its own, each of which may lie anywhere.
 *
 * @param passes in order
 * @param blocks in the order in which the kernel allocates them
 */
public record ModuleLayout(List<Pass> passes, List<String> blocks) {
    /**
     * Marks what becomes read-only when init has returned; a bit of the kernel's own in sh_flags.
     */
    public static final long RO_AFTER_INIT = 0x20_0000;

    private static final Version DATA_AFTER_INIT = new Version(4, 8, 0);
    private static final Version JUMP_LABELS_AFTER_INIT = new Version(4, 20, 0);

    /** Whether a kernel of that version makes a section of that name read-only after init. */
    static boolean isReadOnlyAfterInit(String section, Version version) {
        return section.equals(".data..ro_after_init") && version.atLeast(DATA_AFTER_INIT)
                || section.equals("__jump_table") && version.atLeast(JUMP_LABELS_AFTER_INIT);
    }

    /**
     * One pass.
     *
     * @param need flags that must all be set
     * @param not flags none of which may be set
     * @param block the block for what stays
     * @param initBlock the block for what is freed after init; empty if this pass takes none of it
     * @param rounds whether the block ends at a page after this pass
     */
    public record Pass(
            long need,
            long not,
            String block,
            String initBlock,
            boolean rounds,
            Protection protection) {

        boolean wants(long flags) {
            return (flags & need) == need && (flags & not) == 0;
        }
    }

    private static final long X = Section.EXECUTE;
    private static final long A = Section.ALLOC;
    private static final long W = Section.WRITE;
    private static final long R = RO_AFTER_INIT;

    /** Until 6.4. */
    public static final ModuleLayout CORE_AND_INIT =
            new ModuleLayout(
                    List.of(
                            new Pass(X | A, 0, "core", "init", true, Protection.EXECUTE),
                            new Pass(A, W, "core", "init", true, Protection.READ_ONLY),
                            new Pass(R | A, 0, "core", "init", true, Protection.READ_WRITE),
                            new Pass(W | A, 0, "core", "init", false, Protection.READ_WRITE),
                            new Pass(A, 0, "core", "init", true, Protection.READ_WRITE)),
                    List.of("core", "init"));

    /** From 6.4 on. */
    public static final ModuleLayout BLOCK_BY_TYPE =
            new ModuleLayout(
                    List.of(
                            new Pass(X | A, 0, "text", "init_text", false, Protection.EXECUTE),
                            new Pass(A, W, "rodata", "init_rodata", false, Protection.READ_ONLY),
                            new Pass(R | A, 0, "ro_after_init", "", false, Protection.READ_WRITE),
                            new Pass(W | A, 0, "data", "init_data", false, Protection.READ_WRITE),
                            new Pass(A, 0, "data", "init_data", false, Protection.READ_WRITE)),
                    List.of(
                            "text",
                            "data",
                            "rodata",
                            "ro_after_init",
                            "init_text",
                            "init_data",
                            "init_rodata"));

    public ModuleLayout {
        passes = List.copyOf(passes);
        blocks = List.copyOf(blocks);
    }

    /** The block that takes the symbol table as a whole; it is freed after init. */
    public String initDataBlock() {
        return passes.getLast().initBlock;
    }

    /** The block that takes the symbols that stay. */
    public String dataBlock() {
        return passes.getLast().block;
    }

    /**
     * Gives every allocated section its block and its offset there.
     *
     * @param pageSize that kernel's, in bytes
     * @return the size of every block that holds something, in order of allocation
     */
    public Map<String, Long> lay(List<LoadSection> sections, LoaderRules rules, long pageSize) {
        Map<String, Long> sizes = new HashMap<>();
        for (Pass pass : passes) {
            for (boolean init : new boolean[] {false, true}) {
                String block = init ? pass.initBlock : pass.block;
                if (block.isEmpty()) {
                    continue;
                }
                long size = sizes.getOrDefault(block, 0L);
                for (LoadSection section : sections) {
                    if (section.block().isEmpty()
                            && pass.wants(section.flags())
                            && rules.isInit(section.name()) == init) {
                        long offset = Bits.alignUp(size, section.align());
                        section.lie(block, offset, pass.protection);
                        size = offset + section.size();
                    }
                }
                sizes.put(block, pass.rounds ? Bits.alignUp(size, pageSize) : size);
            }
        }
        Map<String, Long> ordered = new LinkedHashMap<>();
        for (String block : blocks) {
            if (sizes.getOrDefault(block, 0L) != 0) {
                ordered.put(block, sizes.getOrDefault(block, 0L));
            }
        }
        return ordered;
    }
}
