package patchbay.kernel;

import patchbay.bytes.Slice;
import patchbay.source.Result;

/** Tells what people also call a kernel from one that was linked, by its first bytes. */
public final class BootFile {
    /** So many are looked at, where there are as many. */
    public static final int BYTES = 0x206;

    private static final int ARM64_MAGIC = 0x38;
    private static final int X86_MAGIC = 0x202;

    /** gzip, xz, zstd, bzip2, lzma, lzo, lz4. */
    private static final String[] PACKED = {
        "\u001f\u008b",
        "\u00fd7zXZ",
        "(\u00b5/\u00fd",
        "BZh",
        "]\0\0",
        "\u0089LZO",
        "\u0002!L\u0018",
        "\u0004\"M\u0018"
    };

    private BootFile() {}

    /** Refuses what begins as something else does. */
    public static Result<Slice> check(String file, Slice begin) {
        for (String magic : PACKED) {
            if (holds(begin, 0, magic)) {
                return refused(file, KernelRefusal.Found.PACKED);
            }
        }
        boolean boots =
                holds(begin, 0, "MZ")
                        || holds(begin, ARM64_MAGIC, "ARMd") && !holds(begin, 1, "ELF")
                        || holds(begin, X86_MAGIC, "HdrS");
        return boots ? refused(file, KernelRefusal.Found.BOOT_IMAGE) : Result.ok(begin);
    }

    private static Result<Slice> refused(String file, KernelRefusal.Found found) {
        return Result.refused(new KernelRefusal.NotLinked(file, found));
    }

    private static boolean holds(Slice bytes, int at, String text) {
        if (at + text.length() > bytes.size()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes.array()[bytes.start() + at + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
