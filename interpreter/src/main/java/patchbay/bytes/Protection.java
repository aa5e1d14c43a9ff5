package patchbay.bytes;

/**
 * What a page may be used for once the kernel has set its permissions. A patch writes through an
 * alias mapping, so it never asks.
 */
public enum Protection {
    READ_ONLY,
    READ_WRITE,
    /** Code: readable and executable, not writable. */
    EXECUTE
}
