package patchbay.lang.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Memory;
import patchbay.bytes.Slice;
import patchbay.image.OpenFile;
import patchbay.image.elf.ElfOutline;
import patchbay.kernel.BootFile;
import patchbay.kernel.Era;
import patchbay.kernel.LinkedKernel;
import patchbay.kernel.Version;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Result;
import patchbay.source.Span;

/**
 * {@code kernel from}: a kernel as its linker left it, of which only what is looked at is read. So
 * the file is in use as long as the session is.
 *
 * @param exports whether it says which of its symbols modules may use
 */
record KernelFile(String name, OpenFile file, boolean exports) {
    /** With all debug information that there is. */
    private static final long LARGEST = 8L << 30;

    private static final String BANNER = "linux_banner";
    private static final String BEGUN = "Linux version ";
    private static final int LONGEST_BANNER = 256;

    /** Places the kernel; a note says what is remarkable. */
    static void place(Run run, Expressions expressions, Statement.KernelFrom from) throws Halt {
        Text name = from.file();
        Span span = from.span();
        Era era = run.era(span);
        if (run.machine().module(Module.KERNEL).isPresent()) {
            throw new Halt(
                    Code.PB2003,
                    span,
                    "there is a kernel already",
                    "a script has one: say it before everything that refers to it");
        }
        OptionalLong at =
                from.at() instanceof Base.Address(patchbay.lang.ast.Expr value)
                        ? OptionalLong.of(expressions.address(value))
                        : OptionalLong.empty();
        OpenFile file = open(name, run.folder);
        Result<LinkedKernel.Placed> result =
                BootFile.check(name.value(), begin(file))
                        .then(ignored -> ElfOutline.read(name.value(), file, LARGEST))
                        .then(outline -> LinkedKernel.place(outline, file, era, at));
        LinkedKernel.Placed placed = run.need(result, name.span());
        run.load(Module.KERNEL, placed.plan(), span);
        run.world.kernelFile = new KernelFile(name.value(), file, placed.exports());
        remark(run, era, placed, span);
    }

    private static OpenFile open(Text name, Path folder) throws Halt {
        Path path = NamedFiles.path(name, folder);
        try {
            if (!Files.isRegularFile(path) && Files.exists(path)) {
                throw new Halt(
                        Code.PB6001,
                        name.span(),
                        Phrase.of("%s is no file that parts can be read of", name.value()),
                        "a kernel is mapped, not read: name an ordinary file");
            }
            return OpenFile.of(path);
        } catch (IOException e) {
            throw NamedFiles.unreadable(name, e);
        }
    }

    /** What is not there is told when its headers are read. */
    private static Slice begin(OpenFile file) {
        try {
            return file.read(0, (int) Math.min(BootFile.BYTES, file.size()));
        } catch (IOException e) {
            return Slice.NONE;
        }
    }

    private static void remark(Run run, Era era, LinkedKernel.Placed placed, Span span) {
        if (placed.otherRelocations() > 0) {
            run.note(
                    Code.PB7010,
                    span,
                    Phrase.of(
                            "%d relocations are of types that the kernel passes over when it moves: their words stay as linked",
                            placed.otherRelocations()));
        }
        String banner = banner(run.machine());
        Optional<Version> said = version(banner);
        Version version = era.version();
        if (said.isPresent() && !said.get().sharesSeriesWith(version)) {
            run.note(
                    Code.PB7010,
                    span,
                    Phrase.of(
                            "this kernel calls itself %s; the script takes it for linux %s, and by the rules of that",
                            BEGUN + said.get(), version));
        }
    }

    /** What the kernel says first when it starts; nothing where it does not have it. */
    private static String banner(Machine machine) {
        List<Symbol> named = machine.module(Module.KERNEL).orElseThrow().named(BANNER);
        if (named.isEmpty()) {
            return "";
        }
        Memory memory = machine.memory();
        StringBuilder text = new StringBuilder();
        for (long at = named.getFirst().address();
                text.length() < LONGEST_BANNER && memory.isMapped(at);
                at++) {
            int letter = (int) memory.little(at, 1);
            if (letter == 0) {
                break;
            }
            text.append((char) letter);
        }
        return text.toString();
    }

    private static Optional<Version> version(String banner) {
        if (!banner.startsWith(BEGUN)) {
            return Optional.empty();
        }
        int end = BEGUN.length();
        while (end < banner.length()
                && (Character.isDigit(banner.charAt(end)) || banner.charAt(end) == '.')) {
            end++;
        }
        return Version.parse(banner.substring(BEGUN.length(), end));
    }

    /** That a part of the file could not be read since this was asked last. */
    @Nullable Diagnostic fault(Span span) {
        String why = file.fault();
        return why == null
                ? null
                : Diagnostic.error(
                        Code.PB6013,
                        span,
                        Phrase.of("%s cannot be used any more: %s", name, why),
                        "copy it where nobody writes to it, and begin again");
    }
}
