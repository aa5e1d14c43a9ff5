package patchbay.isa;

/**
 * What a processor's model does, after predecoding: fewer operations than there are instructions,
 * since a fixed word says again and again what needs to be worked out only once.
 *
 * <p>A predecoded instruction is two longs, this one and a constant, {@code imm}:
 *
 * <pre>
 *   63       48 47   40 39   32 31   24 23   16 15            0
 *   |    c     |   a   |   m   |   n   |   d   |  operation   |
 * </pre>
 *
 * {@code d n m a} are mostly numbers of registers; what {@code c} is, each set says.
 */
public abstract class PackedOperation {
    /**
     * Length of the array of registers: a power of two, so that a masked number is always inside.
     */
    public static final int REGISTERS = 64;

    protected PackedOperation() {}

    public static long pack(int operation, int d, int n, int m, int a, int c) {
        return operation
                | (long) d << 16
                | (long) n << 24
                | (long) m << 32
                | (long) a << 40
                | (long) c << 48;
    }

    public static int operation(long insn) {
        return (int) insn & 0xffff;
    }

    public static int d(long insn) {
        return (int) (insn >>> 16) & (REGISTERS - 1);
    }

    public static int n(long insn) {
        return (int) (insn >>> 24) & (REGISTERS - 1);
    }

    public static int m(long insn) {
        return (int) (insn >>> 32) & (REGISTERS - 1);
    }

    public static int a(long insn) {
        return (int) (insn >>> 40) & (REGISTERS - 1);
    }
}
