package patchbay.machine;

/**
 * A patchable entry.
 *
 * @param function address of the function it belongs to
 * @param ip the address of the word that toggles between no-op and call (ftrace's rec-&gt;ip)
 */
public record Site(long function, long ip) {
    /** The order of the words that toggle. */
    public static int byIp(Site a, Site b) {
        return Long.compareUnsigned(a.ip, b.ip);
    }
}
