package patchbay.image.elf;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import patchbay.source.Code;
import patchbay.source.Refusal;

/**
 * Why a file is not read. {@code field} is spelled as in elf.h, with what it belongs to: {@code
 * sh_size of section 5}; {@code offset} is where it stands in the file.
 */
public sealed interface ElfRefusal extends Refusal {
    String file();

    /** Why the system does not do with a file what was asked, in few words. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        } else if (e instanceof AccessDeniedException) {
            return "no permission";
        } else if (e instanceof FileSystemException other) {
            return other.getReason() == null ? "it is no readable file" : other.getReason();
        }
        return e.getMessage() == null ? "input or output failed" : e.getMessage();
    }

    /** Not ELF at all, or of a class, byte order or type that nothing here reads. */
    record Foreign(String file, String field, long offset, long found, String expected)
            implements ElfRefusal {
        @Override
        public Code code() {
            return Code.PB6002;
        }
    }

    /** What {@code field} points to ends at {@code end}, behind the file's own end. */
    record Truncated(String file, String field, long offset, long end, long fileSize)
            implements ElfRefusal {
        @Override
        public Code code() {
            return Code.PB6003;
        }
    }

    /** A value that its field cannot have. */
    record Damaged(String file, String field, long offset, long found, String expected)
            implements ElfRefusal {
        @Override
        public Code code() {
            return Code.PB6004;
        }
    }

    /** The system does not hand it out. */
    record Unreadable(String file, String reason) implements ElfRefusal {
        @Override
        public Code code() {
            return Code.PB6001;
        }
    }
}
