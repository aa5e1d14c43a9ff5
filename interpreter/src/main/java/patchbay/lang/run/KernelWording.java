package patchbay.lang.run;

import patchbay.kernel.KernelRefusal;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;

/** Words for linked kernels that are not taken into memory. */
final class KernelWording {
    private static final String WHERE =
            "the vmlinux is in a distribution's package of debug files (Debian: linux-image-…-dbg), and where a kernel was built";

    private final Words words;

    KernelWording(Words words) {
        this.words = words;
    }

    Diagnostic of(KernelRefusal refusal) {
        return switch (refusal) {
            case KernelRefusal.NotLinked(String file, KernelRefusal.Found found) ->
                    words.say(
                            refusal, file + " is no linked kernel: " + what(found), remedy(found));
            case KernelRefusal.NoSymbols(String file) ->
                    words.say(
                            refusal,
                            file + " has no table of symbols (.symtab): it was stripped",
                            WHERE
                                    + "; names alone come from a list: kernel symbols \"System.map\"");
            case KernelRefusal.TooLarge(String file, long first, long size, long limit) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s takes %d bytes from %s on; no kernel has more than %d",
                                    file, size, Value.hex(first), limit),
                            "its program headers are damaged: copy the file again");
            case KernelRefusal.Overlap(String file, String first, String second, long address) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s and %s of %s overlap at %s",
                                    first, second, file, Value.hex(address)),
                            "its section headers are damaged: copy the file again");
            case KernelRefusal.Outside(String file, String what, long address) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s of %s leads to %s, where nothing of the kernel lies",
                                    what, file, Value.hex(address)),
                            "the file is damaged: copy it again");
            case KernelRefusal.Intertwined(String file, long functions, long text) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "the functions of %s are %d bytes long together, and its code has %d",
                                    file, functions, text),
                            "its table of symbols is damaged: copy the file again");
            case KernelRefusal.Wraps(String file, long wanted, long size) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s takes %d bytes: from %s on they do not fit below 2^64",
                                    file, size, Value.hex(wanted)));
            case KernelRefusal.Misaligned(String file, long linked, long wanted, long unit) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s was linked at %s: %s is not whole pages of %d bytes away from that",
                                    file, Value.hex(linked), Value.hex(wanted), unit),
                            Phrase.of(
                                    "the next such address is %s",
                                    Value.hex(linked + (wanted - linked + unit - 1 & -unit))));
            case KernelRefusal.Fixed(String file, long linked, long wanted) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s was linked for %s (ET_EXEC, without CONFIG_RELOCATABLE) and cannot run at %s",
                                    file, Value.hex(linked), Value.hex(wanted)),
                            "leave out `at`");
        };
    }

    private static String what(KernelRefusal.Found found) {
        return switch (found) {
            case PACKED -> "it is packed";
            case BOOT_IMAGE -> "it is what a boot loader loads (Image, bzImage, vmlinuz)";
            case RELOCATABLE -> "it is relocatable, as a module is";
            case NOTHING_TO_LOAD -> "no program header puts anything into memory";
            case NO_CODE -> "no section with code has its bytes in the file";
        };
    }

    private static String remedy(KernelRefusal.Found found) {
        return switch (found) {
            case PACKED -> "unpack it first (gunzip, xz -d, zstd -d): it is mapped as it lies";
            case BOOT_IMAGE ->
                    WHERE
                            + "; scripts/extract-vmlinux of the kernel's source unpacks an image, mostly without symbols";
            case RELOCATABLE -> "a module is loaded: module NAME from \"FILE\"";
            case NOTHING_TO_LOAD -> WHERE;
            case NO_CODE -> "it is the debug information alone, split off: " + WHERE;
        };
    }
}
