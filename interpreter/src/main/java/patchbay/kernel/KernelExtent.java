package patchbay.kernel;

/**
 * What of the kernel's image decides where its modules go.
 *
 * @param start {@code _stext}
 * @param textEnd {@code _etext}
 * @param end {@code _end}
 */
public record KernelExtent(long start, long textEnd, long end) {}
