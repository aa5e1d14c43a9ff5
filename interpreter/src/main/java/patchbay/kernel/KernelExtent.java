package patchbay.kernel;

/**
 * What of the kernel's image decides where its modules go.
 *
 * @param image {@code _text}
 * @param start {@code _stext}
 * @param textEnd {@code _etext}
 * @param end {@code _end}
 */
public record KernelExtent(long image, long start, long textEnd, long end) {}
