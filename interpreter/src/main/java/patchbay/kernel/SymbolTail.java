package patchbay.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import patchbay.bytes.Bits;
import patchbay.image.Section;
import patchbay.image.Symbol;

/**
 * What {@code layout_symtab} appends to the blocks of a kernel with KALLSYMS: the whole symbol
 * table to the block that is freed after init, and a reduced one to the module's data. It moves no
 * section; it only makes the blocks larger, and so decides where the next block begins.
 *
 * <pre>
 *   init data | .symtab | .strtab | struct of 32 bytes | a letter for each symbol |
 *   core data | symbols that stay | their names | a letter for each |
 * </pre>
 *
 * The letters came with 5.2, and with them a pointer in the struct, which had 24 bytes before. What
 * stays is everything in a live patch, else every symbol of code that stays, and with KALLSYMS_ALL
 * of data too.
 */
final class SymbolTail {
    private SymbolTail() {}

    private static final int SYMBOL_SIZE = 24;
    private static final Version LETTERS = new Version(5, 2, 0);

    static void append(Loading load, Map<String, Long> sizes) {
        LoadSection table = null;
        LoadSection strings = null;
        for (LoadSection section : load.sections()) {
            if (section.type() == Section.SYMTAB && table == null) {
                table = section;
                strings = load.sections().get(load.image().sections().get(section.index()).link());
            }
        }
        if (table == null || strings == null) {
            return;
        }
        ModuleLayout layout = load.rules().layout();
        long kept = 0;
        long names = 1;
        boolean all = LivepatchRelocs.isLivepatch(load.image());
        for (Symbol symbol : load.image().symbols()) {
            if (all || symbol.index() == 0 || stays(load, symbol)) {
                kept++;
                names += symbol.name().getBytes(UTF_8).length + 1L;
            }
        }
        boolean letters = load.era().version().atLeast(LETTERS);
        long data = sizes.getOrDefault(layout.dataBlock(), 0L);
        data = Bits.alignUp(data, table.align()) + kept * SYMBOL_SIZE + names;
        data += letters ? kept : 0;
        sizes.put(layout.dataBlock(), data);

        long init = sizes.getOrDefault(layout.initDataBlock(), 0L);
        init = Bits.alignUp(init, table.align()) + table.size();
        init = Bits.alignUp(init, strings.align()) + strings.size();
        init = Bits.alignUp(init, 8) + (letters ? 32 + load.image().symbols().size() : 24);
        sizes.put(layout.initDataBlock(), init);
    }

    private static boolean stays(Loading load, Symbol symbol) {
        int index = symbol.section();
        if (index == Symbol.UNDEFINED
                || index >= load.sections().size()
                || symbol.name().isEmpty()) {
            return false;
        }
        LoadSection section = load.sections().get(index);
        boolean kept = section.is(Section.EXECUTE) || load.rules().keepsDataSymbols();
        return section.is(Section.ALLOC) && kept && !load.rules().isInit(section.name());
    }
}
