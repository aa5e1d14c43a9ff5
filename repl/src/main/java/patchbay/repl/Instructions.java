package patchbay.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import patchbay.image.Image;
import patchbay.isa.Coverage;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.lang.run.Event;
import patchbay.repl.Command.Option;
import patchbay.source.Source;
import patchbay.source.Span;

/** {@code isa}: what the table of an instruction set holds, and how much of given code it knows. */
final class Instructions {
    /** Where an answer stands that no script asked for. */
    private static final Span NOWHERE = new Span(new Source("isa", ""), 0, 0);

    private final Console console;

    Instructions(Console console) {
        this.console = console;
    }

    int show(Invocation invocation) {
        Architecture architecture = console.architecture(invocation.operands().getFirst());
        if (architecture == null) {
            return Console.WRONG;
        }
        Isa isa = architecture.isa();
        InstructionPages pages =
                new InstructionPages(
                        isa, answer -> console.printer.accept(new Event.Answered(NOWHERE, answer)));
        List<String> more = invocation.operands().subList(1, invocation.operands().size());
        if (invocation.has(Option.COVERAGE)) {
            if (!more.isEmpty()) {
                return coverage(isa, more, pages);
            }
            pages.coverage();
            return Console.HELD;
        }
        if (more.isEmpty()) {
            pages.list();
        }
        for (String mnemonic : more) {
            if (!pages.show(mnemonic)) {
                return console.unknown(
                        isa.name() + " has no instruction '" + mnemonic + "'",
                        mnemonic,
                        isa.mnemonics(),
                        "patchbay isa " + isa.name() + " lists them all");
            }
        }
        return Console.HELD;
    }

    /** Counts the code of ELF files, or of all in a folder. */
    private int coverage(Isa isa, List<String> names, InstructionPages pages) {
        Coverage.Code code = new Coverage.Code(isa);
        int files = 0;
        for (String name : names) {
            Path path = ScriptFile.path(name, console.streams.folder());
            if (path == null) {
                return console.wrong("'" + name + "' is no file name here");
            }
            boolean folder = Files.isDirectory(path);
            List<Path> found = List.of(path);
            if (folder) {
                try (Stream<Path> all = Files.walk(path)) {
                    found = all.filter(Files::isRegularFile).sorted().toList();
                } catch (IOException | UncheckedIOException unreadable) {
                    return console.wrong(name + " cannot be read: " + unreadable.getMessage());
                }
            }
            for (Path file : found) {
                if (!folder || isElf(file)) {
                    Image image = console.image(folder ? file.toString() : name);
                    if (image == null) {
                        return Console.WRONG;
                    }
                    if (!image.machine().equals(isa.name())) {
                        return console.foreign(image, isa.name());
                    }
                    Disassembly.count(image, isa, code);
                    files++;
                }
            }
        }
        if (files == 0) {
            return console.wrong("there is no ELF file in " + String.join(", ", names));
        }
        pages.coverage();
        pages.coverage(code, files);
        return Console.HELD;
    }

    private static boolean isElf(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(4), new byte[] {0x7f, 'E', 'L', 'F'});
        } catch (IOException unreadable) {
            return false;
        }
    }
}
