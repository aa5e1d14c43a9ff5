package patchbay.lang.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Range;
import patchbay.image.elf.CoreFile;
import patchbay.kernel.Dumped;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Text;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.source.Code;
import patchbay.source.Phrase;

/**
 * Memory of running systems as people have it: raw bytes from one address on, as gdb's {@code dump
 * memory} and crash's {@code rd -r} write them; a folder as {@code save module} makes it; an ELF
 * core with virtual addresses, such as {@code /proc/kcore}. Of a core only the parts are read where
 * the module lies.
 */
final class DumpFiles {
    private static final int LARGEST = 256 << 20;
    private static final String KDUMP = "KDUMP   ";

    private final Run run;
    private final Expressions expressions;

    DumpFiles(Run run, Expressions expressions) {
        this.run = run;
        this.expressions = expressions;
    }

    Dumped read(Expr.Comparison compare, Module module) throws Halt {
        if (compare.at() != null) {
            return raw(compare.file(), expressions.address(compare.at()));
        }
        Path path = NamedFiles.path(compare.file(), run.folder);
        return Files.isDirectory(path)
                ? folder(compare.file())
                : core(path, module, compare.file());
    }

    private Dumped raw(Text file, long address) throws Halt {
        byte[] bytes = NamedFiles.read(file, run.folder);
        if (bytes.length == 0) {
            throw damaged(file, "is empty");
        }
        if (!Range.fits(address, bytes.length)) {
            throw damaged(
                    file,
                    Phrase.of(
                            "has %d bytes: from %s on they reach past the end of memory",
                            bytes.length, Value.hex(address)));
        }
        if (CoreFile.isCore(bytes)) {
            throw damaged(
                    file, "is an ELF core: it says itself where its memory was", "leave out `at`");
        }
        return new Dumped(List.of(new Dumped.Piece(address, bytes)));
    }

    // ---- what `save module` writes

    private Dumped folder(Text folder) throws Halt {
        Text index = inside(folder, "index.json");
        String text = new String(NamedFiles.read(index, run.folder), UTF_8);
        List<Dumped.Piece> pieces = new ArrayList<>();
        long sum = 0;
        for (SavedIndex.Section section : SavedIndex.read(text, index)) {
            String name = section.file();
            if (name.isEmpty()
                    || name.contains("/")
                    || name.contains("\\")
                    || name.contains("\0")
                    || name.equals("..")) {
                throw damaged(index, Phrase.of("names '%s', which is no file of its folder", name));
            }
            Text file = inside(folder, name);
            byte[] bytes = NamedFiles.read(file, run.folder);
            sum += bytes.length;
            if (sum > LARGEST) {
                throw damaged(index, "names files that are too large together");
            }
            if (section.size() >= 0 && section.size() != bytes.length) {
                throw damaged(
                        file,
                        Phrase.of(
                                "has %d bytes, but its index says %d",
                                bytes.length, section.size()));
            }
            if (!Range.fits(section.address(), bytes.length)) {
                throw damaged(file, "reaches past the end of memory");
            }
            if (bytes.length > 0) {
                pieces.add(new Dumped.Piece(section.address(), bytes));
            }
        }
        if (pieces.isEmpty()) {
            throw damaged(index, "names no sections");
        }
        return new Dumped(pieces);
    }

    private static Text inside(Text folder, String name) {
        return new Text(folder.value() + "/" + name, folder.span());
    }

    // ---- ELF cores

    private Dumped core(Path path, Module module, Text name) throws Halt {
        try (FileChannel file = FileChannel.open(NamedFiles.ready(path))) {
            byte[] header = bytes(file, 0, CoreFile.HEADER);
            if (!CoreFile.isCore(header)) {
                throw noCore(name, header);
            }
            String isa = run.era(name.span()).isa().name();
            if (!CoreFile.isOf(header, isa)) {
                throw damaged(name, "is not of " + isa);
            }
            int size = CoreFile.tableSize(header);
            byte[] table = bytes(file, CoreFile.tableOffset(header), size);
            if (size == 0 || table.length < size) {
                throw damaged(name, "is an ELF core without readable program headers");
            }
            List<Dumped.Piece> pieces = new ArrayList<>();
            for (CoreFile.Part part : CoreFile.parts(table)) {
                for (Segment segment : module.segments()) {
                    piece(file, part, segment.range(), pieces);
                }
            }
            return new Dumped(pieces);
        } catch (IOException e) {
            throw NamedFiles.unreadable(name, e);
        }
    }

    /** What a part of the core has of {@code wanted}; less, where the file ends before. */
    private static void piece(
            FileChannel file, CoreFile.Part part, Range wanted, List<Dumped.Piece> pieces)
            throws IOException {
        Range has = Range.of(part.address(), part.size());
        if (has.overlaps(wanted)) {
            long start = has.contains(wanted.start()) ? wanted.start() : has.start();
            long end = wanted.contains(has.end() - 1) ? has.end() : wanted.end();
            long offset = part.offset() + (start - has.start());
            byte[] bytes = bytes(file, offset, (int) Math.min(end - start, LARGEST));
            if (bytes.length > 0) {
                pieces.add(new Dumped.Piece(start, bytes));
            }
        }
    }

    /** So many bytes, or as many as there are. */
    private static byte[] bytes(SeekableByteChannel file, long offset, int size)
            throws IOException {
        if (offset < 0) {
            return new byte[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        file.position(offset);
        while (bytes.hasRemaining() && file.read(bytes) > 0) {
            // as far as it goes
        }
        byte[] read = new byte[bytes.position()];
        bytes.flip().get(read);
        return read;
    }

    private static Halt noCore(Text name, byte[] header) {
        if (new String(header, ISO_8859_1).startsWith(KDUMP)) {
            return damaged(
                    name,
                    "is a compressed kdump",
                    "take the memory out of it with crash: rd -r FILE FROM -e TO, and say `at FROM`");
        }
        return damaged(
                name,
                "does not say where its bytes stood",
                "say it: `at ADDR`; a folder as `save module` makes it and an ELF core need none");
    }

    static Halt damaged(Text name, String what, String... remedies) {
        return new Halt(Code.PB6040, name.span(), name.value() + " " + what, remedies);
    }
}
