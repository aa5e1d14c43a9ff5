package patchbay.lang.run;

import patchbay.source.Phrase;

/** Error numbers by their names, and what insmod says about them. */
final class Errno {
    private Errno() {}

    /** By number; what libkmod words in its own way is worded so. */
    private static final String[] TABLE = {
        "",
        "EPERM Operation not permitted",
        "ENOENT Unknown symbol in module, or unknown parameter (see dmesg)",
        "ESRCH Module has wrong symbol version",
        "EINTR Interrupted system call",
        "EIO Input/output error",
        "ENXIO No such device or address",
        "E2BIG Argument list too long",
        "ENOEXEC Invalid module format",
        "EBADF Bad file descriptor",
        "ECHILD No child processes",
        "EAGAIN Resource temporarily unavailable",
        "ENOMEM Cannot allocate memory",
        "EACCES Permission denied",
        "EFAULT Bad address",
        "ENOTBLK Block device required",
        "EBUSY Device or resource busy",
        "EEXIST File exists",
        "EXDEV Invalid cross-device link",
        "ENODEV No such device",
        "ENOTDIR Not a directory",
        "EISDIR Is a directory",
        "EINVAL Invalid parameters",
        "ENFILE Too many open files in system",
        "EMFILE Too many open files",
        "ENOTTY Inappropriate ioctl for device",
        "ETXTBSY Text file busy",
        "EFBIG File too large",
        "ENOSPC No space left on device",
        "ESPIPE Illegal seek",
        "EROFS Read-only file system",
        "EMLINK Too many links",
        "EPIPE Broken pipe",
        "EDOM Numerical argument out of domain",
        "ERANGE Numerical result out of range",
    };

    /** {@code errno}, which is negative, as a kernel developer writes it: {@code -ENODEV (-19)}. */
    static String name(int errno) {
        String entry = entry(errno);
        return entry.isEmpty()
                ? Integer.toString(errno)
                : Phrase.of("-%s (%d)", entry.substring(0, entry.indexOf(' ')), errno);
    }

    /** What insmod prints behind {@code could not insert module foo.ko:}. */
    static String insmod(int errno) {
        String entry = entry(errno);
        return entry.isEmpty()
                ? "Unknown error " + -errno
                : entry.substring(entry.indexOf(' ') + 1);
    }

    private static String entry(int errno) {
        return errno < 0 && errno > -TABLE.length ? TABLE[-errno] : "";
    }
}
