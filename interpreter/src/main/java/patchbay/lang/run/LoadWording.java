package patchbay.lang.run;

import java.util.List;
import patchbay.bytes.Range;
import patchbay.image.Packing.PackRefusal;
import patchbay.image.SectionAddresses.SectionRefusal;
import patchbay.image.SymbolMap.MapRefusal;
import patchbay.image.elf.ElfRefusal;
import patchbay.kernel.LoadRefusal;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;

/**
 * Words for files that are not read and modules that are not loaded: what happened first, that
 * kernel's errno and log lines as notes.
 */
final class LoadWording {
    private final Words words;

    LoadWording(Words words) {
        this.words = words;
    }

    Diagnostic of(MapRefusal refusal) {
        return switch (refusal) {
            case MapRefusal.NoAddress(String file, int line, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: '%s' begins with no address: up to 16 hexadecimal digits"
                                    .formatted(file, line, found),
                            found.startsWith("0x")
                                    ? "leave out the 0x"
                                    : "a list has lines like ffff800008027100 T ftrace_caller");
            case MapRefusal.Hidden(String file, int lines) ->
                    words.say(
                            refusal,
                            "all %d addresses in %s are zero".formatted(lines, file),
                            "read /proc/kallsyms as root, or with kernel.kptr_restrict=0");
            case MapRefusal.NoType(String file, int line, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: one letter, the type, stands behind the address, not '%s'"
                                    .formatted(file, line, found),
                            "nm prints such lines too: its letters are what is meant");
            case MapRefusal.NoName(String file, int line, String text) ->
                    words.say(
                            refusal,
                            "%s:%d: '%s' has no name, which stands one blank behind the type"
                                    .formatted(file, line, text),
                            "a list that was cut ends with a whole line, or with none");
            case MapRefusal.NoModule(String file, int line, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: behind a name stands [module] or nothing, not '%s'"
                                    .formatted(file, line, found));
        };
    }

    Diagnostic of(SectionRefusal refusal) {
        return switch (refusal) {
            case SectionRefusal.NoSection(String file, int line, String text) ->
                    words.say(
                            refusal,
                            "%s:%d: '%s' is no section's name and address"
                                    .formatted(file, line, text),
                            "a list has lines like .text 0xffff800000a00000, or is printed by grep -H . /sys/module/NAME/sections/.*");
            case SectionRefusal.NoAddress(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: behind %s stands '%s', and no address"
                                    .formatted(file, line, section, found),
                            "an address is 0x and up to 16 hexadecimal digits");
            case SectionRefusal.NoSign(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: the address of %s, %s, does not begin with 0x"
                                    .formatted(file, line, section, found),
                            "write 0x" + found);
            case SectionRefusal.More(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: behind an address ends the line; in '%s %s' it does not"
                                    .formatted(file, line, section, found),
                            "a size or a mark behind the address has to go");
            case SectionRefusal.NoDigit(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: the address of %s is '%s': behind 0x stand hexadecimal digits only"
                                    .formatted(file, line, section, found));
            case SectionRefusal.TooLong(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            "%s:%d: the address of %s, %s, has %d digits or more; 64 bits have 16"
                                    .formatted(file, line, section, found, found.length() - 2));
            case SectionRefusal.Hidden(String file, int line, String section) ->
                    words.say(
                            refusal,
                            "%s:%d: the address of %s is zero".formatted(file, line, section),
                            "sysfs hides addresses from those without the right: read it as root");
        };
    }

    Diagnostic of(PackRefusal refusal) {
        return switch (refusal) {
            case PackRefusal.Damaged(String file, String form, String reason) ->
                    words.say(
                            refusal,
                            "%s is packed with %s and damaged: %s".formatted(file, form, reason),
                            "copy the file again");
            case PackRefusal.TooLarge(String file, String form, long packed, long limit) ->
                    words.say(
                            refusal,
                            "%s of %d bytes is packed with %s from more than %d: no module is"
                                    .formatted(file, packed, form, limit),
                            "unpack it yourself, if it is what you think it is");
        };
    }

    Diagnostic of(ElfRefusal refusal) {
        return switch (refusal) {
            case ElfRefusal.Foreign(
                            String file,
                            String field,
                            long offset,
                            long found,
                            String expected) ->
                    words.say(
                            refusal,
                            "%s is no file for this: %s at offset %s is %s, expected %s"
                                    .formatted(
                                            file,
                                            field,
                                            Value.hex(offset),
                                            Value.hex(found),
                                            expected));
            case ElfRefusal.Truncated(
                            String file,
                            String field,
                            long offset,
                            long end,
                            long fileSize) ->
                    words.say(
                            refusal,
                            "%s is truncated: what %s at offset %s points to ends at %s, the file has %d bytes"
                                    .formatted(
                                            file,
                                            field,
                                            Value.hex(offset),
                                            Value.hex(end),
                                            fileSize),
                            "copy the file again");
            case ElfRefusal.Damaged(
                            String file,
                            String field,
                            long offset,
                            long found,
                            String expected) ->
                    words.say(
                            refusal,
                            "%s is damaged: %s at offset %s is %s, expected %s"
                                    .formatted(
                                            file,
                                            field,
                                            Value.hex(offset),
                                            Value.hex(found),
                                            expected),
                            "copy the file again");
            case ElfRefusal.Unreadable(String file, String reason) ->
                    words.say(refusal, "cannot read %s: %s".formatted(file, reason));
        };
    }

    /** What that kernel would refuse: our words first, its errno and log lines as notes. */
    Diagnostic of(LoadRefusal refusal) {
        Diagnostic diagnostic =
                switch (refusal) {
                    case LoadRefusal.ForeignMachine(String file, String machine, String wanted) ->
                            words.say(
                                    refusal,
                                    "%s is for %s, this script is for %s"
                                            .formatted(file, machine, wanted),
                                    "arch %s, if that is meant".formatted(machine));
                    case LoadRefusal.NoModule(String file, String found) ->
                            words.say(
                                    refusal,
                                    "%s is no kernel module: it is %s, not relocatable"
                                            .formatted(
                                                    file,
                                                    found.toLowerCase(java.util.Locale.ROOT)));
                    case LoadRefusal.NotPlaced(String module, String what, List<String> names) ->
                            words.say(
                                    refusal,
                                    "the placement of %s leaves out %s: %s"
                                            .formatted(module, what, String.join(", ", names)),
                                    "give an address for each");
                    case LoadRefusal.NoSuchBlock(String module, String name, List<String> known) ->
                            words.mentioned(
                                    name,
                                    words.say(
                                            refusal,
                                            "the modules of this kernel have no block '%s'"
                                                    .formatted(name),
                                            "they have: " + String.join(", ", known)));
                    case LoadRefusal.Misaligned(
                                    String module,
                                    String what,
                                    long address,
                                    long alignment) ->
                            words.say(
                                    refusal,
                                    "%s of %s at %s is not aligned to %d bytes"
                                            .formatted(what, module, Value.hex(address), alignment),
                                    "the next aligned address is %s"
                                            .formatted(
                                                    Value.hex(
                                                            (address + alignment - 1)
                                                                    & -alignment)));
                    case LoadRefusal.Overlap(
                                    String module,
                                    String first,
                                    String second,
                                    long address) ->
                            words.say(
                                    refusal,
                                    "%s and %s of %s overlap at %s"
                                            .formatted(first, second, module, Value.hex(address)));
                    case LoadRefusal.TooLarge(String module, String what, long size, long limit) ->
                            words.say(
                                    refusal,
                                    "%s of %s takes %d bytes, the limit is %d"
                                            .formatted(what, module, size, limit));
                    case LoadRefusal.NoRoom(
                                    String module,
                                    String block,
                                    long size,
                                    List<Range> windows) ->
                            words.say(
                                    refusal,
                                    "there is no room for %s of %s: %d bytes and a free page, in %s"
                                            .formatted(
                                                    block,
                                                    module,
                                                    size,
                                                    windows.isEmpty()
                                                            ? "no window, as the kernel is larger than all of them"
                                                            : String.join(
                                                                    " or ",
                                                                    windows.stream()
                                                                            .map(Range::toString)
                                                                            .toList())),
                                    "unload something, or say where: at ADDR");
                    case LoadRefusal.NotModelled(String module, String rule) ->
                            words.say(
                                    refusal,
                                    "%s cannot be loaded here: %s is not available yet"
                                            .formatted(module, rule));
                    case LoadRefusal.UnknownSymbols(String module, List<String> names) ->
                            words.say(
                                    refusal,
                                    "nobody exports %d symbol%s that %s needs: %s"
                                            .formatted(
                                                    names.size(),
                                                    names.size() == 1 ? "" : "s",
                                                    module,
                                                    listed(names)),
                                    "declare them in the kernel's block, with `extern %s at …`, or with `kernel symbols \"System.map\"`"
                                            .formatted(names.getFirst()));
                    case LoadRefusal.Overflow(
                                    String module,
                                    String section,
                                    long place,
                                    String fixup,
                                    String symbol,
                                    long value,
                                    long lowest,
                                    long highest,
                                    String line) ->
                            words.say(
                                    refusal,
                                    "%s in %s of %s: %s does not fit for %s: it spans %s to %s"
                                            .formatted(
                                                    words.place(place),
                                                    section,
                                                    module,
                                                    Value.hex(value),
                                                    fixup + " against " + symbol,
                                                    Words.distance(lowest),
                                                    Words.distance(highest)),
                                    "place the module nearer to what it refers to");
                    case LoadRefusal.OutsideOfSection(
                                    String module,
                                    String section,
                                    long offset,
                                    int size,
                                    long sectionSize,
                                    String fixup) ->
                            words.say(
                                    refusal,
                                    "%s at offset %s lies outside of %s, which has %d bytes"
                                            .formatted(
                                                    fixup,
                                                    Value.hex(offset),
                                                    section,
                                                    sectionSize));
                    case LoadRefusal.Unsupported(
                                    String module,
                                    String section,
                                    long place,
                                    int type,
                                    String symbol,
                                    String line) ->
                            words.say(
                                    refusal,
                                    "relocation type %d against %s in %s is not supported by that kernel"
                                            .formatted(type, symbol, section));
                    case LoadRefusal.NoSlotLeft(
                                    String module,
                                    String table,
                                    long place,
                                    long target,
                                    int max,
                                    int errno) ->
                            words.say(
                                    refusal,
                                    "the branch at %s to %s needs a slot, and all %d of %s are used"
                                            .formatted(
                                                    words.place(place),
                                                    words.place(target),
                                                    max,
                                                    table));
                    case LoadRefusal.SlotOutOfReach(
                                    String module,
                                    String table,
                                    long slot,
                                    long target,
                                    int errno,
                                    String line) ->
                            words.say(
                                    refusal,
                                    "the slot at %s of %s cannot lead to %s"
                                            .formatted(
                                                    words.place(slot), table, words.place(target)));
                    case LoadRefusal.SectionMissing(
                                    String module,
                                    List<String> names,
                                    String line) ->
                            words.say(
                                    refusal,
                                    "%s has no %s"
                                            .formatted(module, String.join(" and no ", names)),
                                    "link it with the kernel's module.lds");
                    case LoadRefusal.BadLivepatch(String module, String what, String line) ->
                            words.say(
                                    refusal,
                                    "the live patch %s cannot be relocated because of %s"
                                            .formatted(module, what));
                    case LoadRefusal.Rejected(String module, String what, String line) ->
                            words.say(
                                    refusal,
                                    "%s would be refused because of %s".formatted(module, what));
                };
        if (refusal.errno() != 0) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    "insmod would get %s".formatted(errno(refusal.errno())), null));
        }
        for (String line : refusal.log()) {
            diagnostic = diagnostic.with(new Note("the kernel would log: " + line, null));
        }
        return diagnostic;
    }

    private static String errno(int errno) {
        return switch (errno) {
            case LoadRefusal.ENOENT -> "-ENOENT (-2)";
            case LoadRefusal.ENOEXEC -> "-ENOEXEC (-8)";
            case LoadRefusal.ENOMEM -> "-ENOMEM (-12)";
            case LoadRefusal.EINVAL -> "-EINVAL (-22)";
            default -> Integer.toString(errno);
        };
    }

    private static String listed(List<String> names) {
        return names.size() <= 8
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 8)) + " and " + (names.size() - 8) + " more";
    }
}
