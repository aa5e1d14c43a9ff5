package patchbay.image;

/**
 * A symbol of an object file.
 *
 * @param value offset in its section (ET_REL), or address
 * @param section st_shndx as it is, extended indices resolved
 * @param binding STB_*
 * @param type STT_*
 * @param other st_other: on some machines it holds the distance of the local entry point
 */
public record Symbol(
        int index,
        String name,
        long value,
        long size,
        int section,
        int binding,
        int type,
        int other) {
    public static final int UNDEFINED = 0;
    public static final int ABSOLUTE = 0xfff1;
    public static final int COMMON = 0xfff2;
    public static final int LIVEPATCH = 0xff20;
    public static final int LOCAL = 0;
    public static final int GLOBAL = 1;
    public static final int WEAK = 2;
    public static final int NO_TYPE = 0;
    public static final int OBJECT = 1;
    public static final int FUNCTION = 2;
    public static final int SECTION = 3;
    public static final int FILE = 4;
}
