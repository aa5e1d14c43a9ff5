package patchbay.kernel;

import java.util.OptionalLong;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;

/**
 * The relocations of a live patch (kernel/livepatch/core.c): they may name what nobody exports, and
 * wait until the object that they name is loaded.
 *
 * <pre>
 *   section   .klp.rela.OBJECT.SECTION     flag 0x00100000
 *   symbol    .klp.sym.OBJECT.NAME,POS     section index 0xff20
 * </pre>
 *
 * POS counts the symbols of that name in the object from 1; 0 says that there is only one. The
 * object {@code vmlinux} is the kernel itself and is there when the patch is loaded.
 */
final class LivepatchRelocs {
    private LivepatchRelocs() {}

    private static final long FLAG = 0x0010_0000;
    private static final String SECTION = ".klp.rela.";
    private static final String SYMBOL = ".klp.sym.";
    private static final String KERNEL = "vmlinux";

    static boolean areSome(LoadSection.Relocs relocs) {
        return (relocs.flags() & FLAG) != 0;
    }

    /** Whether a module calls itself a live patch. */
    static boolean isLivepatch(Image image) {
        for (Section section : image.sections()) {
            if (section.name().equals(FileCheck.MODINFO)) {
                return FileCheck.isLivepatch(section.content());
            }
        }
        return false;
    }

    /** When the patch is loaded: what names the kernel is applied, the rest waits. */
    static void load(Loading load, LoaderRules.Steps steps, LoadSection.Relocs relocs) {
        String object = object(load, relocs);
        if (object.equals(KERNEL)) {
            apply(load, steps, relocs, KERNEL);
        } else if (!object.isEmpty()) {
            load.note(
                    new LoadNote.LaterRelocations(relocs.name(), object, relocs.entries().size()));
        }
    }

    /** Resolves the symbols of one list and applies it. */
    static void apply(
            Loading load, LoaderRules.Steps steps, LoadSection.Relocs relocs, String object) {
        for (int i : relocs.order()) {
            resolve(load, load.symbol(relocs.entries().symbol(i)), object);
            if (load.isRefused()) {
                return;
            }
        }
        steps.relocate(relocs);
    }

    /** The object that a section names; empty, and refused, if it names none. */
    static String object(Loading load, LoadSection.Relocs relocs) {
        String name = relocs.name();
        int end = name.startsWith(SECTION) ? name.indexOf('.', SECTION.length()) : -1;
        if (end <= SECTION.length()) {
            refuse(load, name, "section " + name + " has an incorrectly formatted name");
            return "";
        }
        return name.substring(SECTION.length(), end);
    }

    private static void resolve(Loading load, Symbol symbol, String sectionObject) {
        String name = symbol.name();
        if (symbol.section() != Symbol.LIVEPATCH) {
            refuse(load, name, "symbol " + name + " is not marked as a livepatch symbol");
            return;
        }
        int dot = name.startsWith(SYMBOL) ? name.indexOf('.', SYMBOL.length()) : -1;
        int comma = name.lastIndexOf(',');
        int position = comma < 0 ? -1 : decimal(name.substring(comma + 1));
        if (dot <= SYMBOL.length() || comma <= dot + 1 || position < 0) {
            refuse(load, name, "symbol " + name + " has an incorrectly formatted name");
            return;
        }
        String object = name.substring(SYMBOL.length(), dot);
        String wanted = name.substring(dot + 1, comma);
        if (object.equals(KERNEL) && !sectionObject.equals(KERNEL)) {
            refuse(
                    load,
                    name,
                    "invalid access to vmlinux symbol '"
                            + wanted
                            + "' from module-specific livepatch relocation section");
            return;
        }
        OptionalLong found = load.exports().address(object, wanted, position);
        if (found.isEmpty()) {
            String line =
                    position == 0
                            ? "symbol '" + wanted + "' not found in symbol table"
                            : "symbol position "
                                    + position
                                    + " for symbol '"
                                    + wanted
                                    + "' in object '"
                                    + object
                                    + "' not found";
            refuse(load, name, line);
            return;
        }
        load.value(symbol.index(), found.getAsLong());
    }

    private static int decimal(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 100_000_000) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    private static void refuse(Loading load, String what, String line) {
        load.refuse(new LoadRefusal.BadLivepatch(load.module(), what, "livepatch: " + line));
    }
}
