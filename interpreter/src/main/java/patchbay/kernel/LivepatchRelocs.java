package patchbay.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import patchbay.image.Image;
import patchbay.image.Section;
import patchbay.image.Symbol;
import patchbay.machine.Awaited;
import patchbay.source.Phrase;

/**
 * The relocations of a live patch (kernel/livepatch/core.c): they may name what nobody exports, and
 * wait until the patch is enabled and the object that they name is loaded.
 *
 * <pre>
 *   section   .klp.rela.OBJECT.SECTION     flag 0x00100000
 *   symbol    .klp.sym.OBJECT.NAME,POS     section index 0xff20
 * </pre>
 *
 * POS counts the symbols of that name in the object from 1, data among them; 0 says that there is
 * only one. The object {@code vmlinux} is the kernel itself. From 5.8 on what names it is applied
 * when the patch is loaded, with all other relocations; before, when it is enabled.
 */
final class LivepatchRelocs {
    private LivepatchRelocs() {}

    private static final long FLAG = 0x0010_0000;
    static final String SECTION = ".klp.rela.";
    private static final String SYMBOL = ".klp.sym.";

    static boolean areSome(LoadSection.Relocs relocs) {
        return (relocs.flags() & FLAG) != 0;
    }

    /** Whether a module calls itself a live patch. */
    static boolean isLivepatch(Image image) {
        for (Section section : image.sections()) {
            if (section.name().equals(Modinfo.SECTION)) {
                return Modinfo.isLivepatch(section.content());
            }
        }
        return false;
    }

    /** When the patch is loaded: what need not wait is applied. */
    static void load(Loading load, LoaderRules.Steps steps, LoadSection.Relocs relocs) {
        String object = object(load, relocs);
        if (object.equals(Awaited.KERNEL) && load.rules().relocatesAgainstKernelAtLoad()) {
            apply(load, steps, relocs, Awaited.KERNEL);
        }
    }

    /** What still waits when the patch has been loaded, by the objects that it waits for. */
    static List<Awaited> awaited(Loading load) {
        Map<String, List<Long>> places = new LinkedHashMap<>();
        for (LoadSection.Relocs relocs : load.relocs()) {
            if (areSome(relocs) && !relocs.target().block().isEmpty()) {
                String object = object(load, relocs);
                if (!object.equals(Awaited.KERNEL)
                        || !load.rules().relocatesAgainstKernelAtLoad()) {
                    List<Long> known = places.computeIfAbsent(object, o -> new ArrayList<>());
                    for (int i = 0; i < relocs.entries().size(); i++) {
                        known.add(relocs.target().address() + relocs.entries().offset(i));
                    }
                }
            }
        }
        List<Awaited> awaited = new ArrayList<>();
        places.forEach((object, at) ->
                awaited.add(new Awaited(load.module(), object, at, Awaited.Stage.WAITING)));
        return awaited;
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
            refuse(
                    load,
                    "the section " + name + " names no object",
                    ".klp.rela.OBJECT.SECTION is its form, vmlinux the object of the kernel itself",
                    "section " + name + " has an incorrectly formatted name");
            return "";
        }
        return name.substring(SECTION.length(), end);
    }

    private static void resolve(Loading load, Symbol symbol, String sectionObject) {
        String name = symbol.name();
        if (symbol.section() != Symbol.LIVEPATCH) {
            refuse(
                    load,
                    name + " is no symbol of a live patch",
                    "its section index has to be 0xff20",
                    "symbol " + name + " is not marked as a livepatch symbol");
            return;
        }
        int dot = name.startsWith(SYMBOL) ? name.indexOf('.', SYMBOL.length()) : -1;
        int comma = name.lastIndexOf(',');
        int position = comma < 0 ? -1 : decimal(name.substring(comma + 1));
        if (dot <= SYMBOL.length() || comma <= dot + 1 || position < 0) {
            refuse(
                    load,
                    "the symbol "
                            + name
                            + " does not say of which object it is, or which of its name",
                    ".klp.sym.OBJECT.NAME,POS is its form",
                    "symbol " + name + " has an incorrectly formatted name");
            return;
        }
        String object = name.substring(SYMBOL.length(), dot);
        String wanted = name.substring(dot + 1, comma);
        if (object.equals(Awaited.KERNEL) && !sectionObject.equals(Awaited.KERNEL)) {
            refuse(
                    load,
                    wanted
                            + " of the kernel is named by relocations that wait for "
                            + sectionObject,
                    "such a relocation belongs to .klp.rela.vmlinux.…",
                    "invalid access to vmlinux symbol '"
                            + wanted
                            + "' from module-specific livepatch relocation section");
            return;
        }
        String holder = object.equals(Awaited.KERNEL) ? "the kernel" : object;
        List<Long> found = load.exports().all(object, wanted);
        int chosen = Math.max(0, position - 1);
        if (found.isEmpty() || chosen < found.size() && found.get(chosen) == 0) {
            refuse(
                    load,
                    holder + " has no symbol " + wanted,
                    object.equals(Awaited.KERNEL)
                            ? "it has to be in the kernel's layout, or in its list of symbols"
                            : "`list symbols in " + object + "`",
                    "symbol '" + wanted + "' not found in symbol table");
        } else if (position == 0 && found.size() > 1) {
            // Of the kernel itself it prints the name of no module.
            String where = object.equals(Awaited.KERNEL) ? "(null)" : object;
            refuse(
                    load,
                    Phrase.of(
                            "%s has %d symbols %s, and 0 wants one", holder, found.size(), wanted),
                    "count them from 1: .klp.sym." + object + "." + wanted + ",1",
                    "unresolvable ambiguity for symbol '" + wanted + "' in object '" + where + "'");
        } else if (chosen >= found.size()) {
            refuse(
                    load,
                    Phrase.of(
                            "%s has %d symbols %s, and no number %d",
                            holder, found.size(), wanted, position),
                    "",
                    Phrase.of(
                            "symbol position %d for symbol '%s' in object '%s' not found",
                            position, wanted, object));
        } else {
            load.value(symbol.index(), found.get(chosen));
        }
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

    private static void refuse(Loading load, String what, String help, String line) {
        load.refuse(new LoadRefusal.BadLivepatch(load.module(), what, help, "livepatch: " + line));
    }
}
