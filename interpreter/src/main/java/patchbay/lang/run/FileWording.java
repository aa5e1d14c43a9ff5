package patchbay.lang.run;

import patchbay.image.Packing.PackRefusal;
import patchbay.image.SectionAddresses.SectionRefusal;
import patchbay.image.SymbolMap.MapRefusal;
import patchbay.image.elf.ElfRefusal;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;

/** Words for files that are not read. */
final class FileWording {
    private final Words words;

    FileWording(Words words) {
        this.words = words;
    }

    Diagnostic of(MapRefusal refusal) {
        return switch (refusal) {
            case MapRefusal.NoAddress(String file, int line, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: '%s' begins with no address: up to 16 hexadecimal digits",
                                    file, line, found),
                            found.startsWith("0x")
                                    ? "leave out the 0x"
                                    : "a list has lines like ffff800008027100 T ftrace_caller");
            case MapRefusal.Hidden(String file, int lines) ->
                    words.say(
                            refusal,
                            Phrase.of("all %d addresses in %s are zero", lines, file),
                            "read /proc/kallsyms as root, or with kernel.kptr_restrict=0");
            case MapRefusal.NoType(String file, int line, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: one letter, the type, stands behind the address, not '%s'",
                                    file, line, found),
                            "nm prints such lines too: its letters are what is meant");
            case MapRefusal.NoName(String file, int line, String text) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: '%s' has no name, which stands one blank behind the type",
                                    file, line, text),
                            "a list that was cut ends with a whole line, or with none");
            case MapRefusal.NoModule(String file, int line, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: behind a name stands [module] or nothing, not '%s'",
                                    file, line, found));
        };
    }

    Diagnostic of(SectionRefusal refusal) {
        return switch (refusal) {
            case SectionRefusal.NoSection(String file, int line, String text) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: '%s' is no section's name and address",
                                    file, line, text),
                            "a list has lines like .text 0xffff800000a00000, or is printed by grep -H . /sys/module/NAME/sections/.*");
            case SectionRefusal.NoAddress(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: behind %s stands '%s', and no address",
                                    file, line, section, found),
                            "an address is 0x and up to 16 hexadecimal digits");
            case SectionRefusal.NoSign(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: the address of %s, %s, does not begin with 0x",
                                    file, line, section, found),
                            "write 0x" + found);
            case SectionRefusal.More(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: behind an address ends the line; in '%s %s' it does not",
                                    file, line, section, found),
                            "a size or a mark behind the address has to go");
            case SectionRefusal.NoDigit(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: the address of %s is '%s': behind 0x stand hexadecimal digits only",
                                    file, line, section, found));
            case SectionRefusal.TooLong(String file, int line, String section, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s:%d: the address of %s, %s, has %d digits or more; 64 bits have 16",
                                    file, line, section, found, found.length() - 2));
            case SectionRefusal.Hidden(String file, int line, String section) ->
                    words.say(
                            refusal,
                            Phrase.of("%s:%d: the address of %s is zero", file, line, section),
                            "sysfs hides addresses from those without the right: read it as root");
        };
    }

    Diagnostic of(PackRefusal refusal) {
        return switch (refusal) {
            case PackRefusal.Damaged(String file, String form, String reason) ->
                    words.say(
                            refusal,
                            Phrase.of("%s is packed with %s and damaged: %s", file, form, reason),
                            "copy the file again");
            case PackRefusal.TooLarge(String file, String form, long packed, long limit) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s of %d bytes is packed with %s from more than %d: no module is",
                                    file, packed, form, limit),
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
                            Phrase.of(
                                    "%s is no file for this: %s at offset %s is %s, expected %s",
                                    file, field, Value.hex(offset), Value.hex(found), expected));
            case ElfRefusal.Truncated(
                            String file,
                            String field,
                            long offset,
                            long end,
                            long fileSize) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s is truncated: what %s at offset %s points to ends at %s, the file has %d bytes",
                                    file, field, Value.hex(offset), Value.hex(end), fileSize),
                            "copy the file again");
            case ElfRefusal.Damaged(
                            String file,
                            String field,
                            long offset,
                            long found,
                            String expected) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s is damaged: %s at offset %s is %s, expected %s",
                                    file, field, Value.hex(offset), Value.hex(found), expected),
                            "copy the file again");
            case ElfRefusal.Unreadable(String file, String reason) ->
                    words.say(refusal, Phrase.of("cannot read %s: %s", file, reason));
        };
    }
}
