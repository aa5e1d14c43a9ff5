package patchbay.isa.ppc64;

import static patchbay.isa.ppc64.VectorTransfers.BYTE;
import static patchbay.isa.ppc64.VectorTransfers.DOUBLE;
import static patchbay.isa.ppc64.VectorTransfers.HALFWORD;
import static patchbay.isa.ppc64.VectorTransfers.SIGNED_WORD;
import static patchbay.isa.ppc64.VectorTransfers.SINGLE;
import static patchbay.isa.ppc64.VectorTransfers.WORD;

/** What the fields of loads and stores of floating-point and vector registers come to. */
final class VectorStoragePredecoder {
    private final Word word;

    VectorStoragePredecoder(Word word) {
        this.word = word;
    }

    boolean displaced(String name) {
        long d = word.simm();
        long ds = d & ~3L;
        long dq = d & ~15L;
        int vector = 32 + word.t();
        switch (name) {
            case "lfs" -> displaced(Op.LOAD_SCALAR, word.t(), SINGLE, d);
            case "lfd" -> displaced(Op.LOAD_SCALAR, word.t(), DOUBLE, d);
            case "stfs" -> displaced(Op.STORE_SCALAR, word.t(), SINGLE, d);
            case "stfd" -> displaced(Op.STORE_SCALAR, word.t(), DOUBLE, d);
            case "lfsu" -> updating(Op.LOAD_SCALAR, SINGLE, Op.ZERO);
            case "lfdu" -> updating(Op.LOAD_SCALAR, DOUBLE, Op.ZERO);
            case "stfsu" -> updating(Op.STORE_SCALAR, SINGLE, Op.ZERO);
            case "stfdu" -> updating(Op.STORE_SCALAR, DOUBLE, Op.ZERO);
            case "lxssp" -> displaced(Op.LOAD_SCALAR, vector, SINGLE, ds);
            case "lxsd" -> displaced(Op.LOAD_SCALAR, vector, DOUBLE, ds);
            case "stxssp" -> displaced(Op.STORE_SCALAR, vector, SINGLE, ds);
            case "stxsd" -> displaced(Op.STORE_SCALAR, vector, DOUBLE, ds);
            case "lxv" -> displaced(Op.LOAD_VECTOR, scalar(3), 1, dq);
            case "stxv" -> displaced(Op.STORE_VECTOR, scalar(3), 1, dq);
            case "lxvp" -> displaced(Op.LOAD_VECTORS, pair(), 0, dq);
            case "stxvp" -> displaced(Op.STORE_VECTORS, pair(), 0, dq);
            default -> {
                return false;
            }
        }
        return true;
    }

    boolean indexed(String name) {
        int x = scalar(0);
        int vector = 32 + word.t();
        switch (name) {
            case "lfsx" -> indexed(Op.LOAD_SCALAR, word.t(), SINGLE);
            case "lfdx" -> indexed(Op.LOAD_SCALAR, word.t(), DOUBLE);
            case "lfiwax" -> indexed(Op.LOAD_SCALAR, word.t(), SIGNED_WORD);
            case "lfiwzx" -> indexed(Op.LOAD_SCALAR, word.t(), WORD);
            case "stfsx" -> indexed(Op.STORE_SCALAR, word.t(), SINGLE);
            case "stfdx" -> indexed(Op.STORE_SCALAR, word.t(), DOUBLE);
            case "stfiwx" -> indexed(Op.STORE_SCALAR, word.t(), WORD);
            case "lfsux" -> updating(Op.LOAD_SCALAR, SINGLE, word.b());
            case "lfdux" -> updating(Op.LOAD_SCALAR, DOUBLE, word.b());
            case "stfsux" -> updating(Op.STORE_SCALAR, SINGLE, word.b());
            case "stfdux" -> updating(Op.STORE_SCALAR, DOUBLE, word.b());
            case "lvebx" -> indexed(Op.LOAD_ELEMENT, vector, 1);
            case "lvehx" -> indexed(Op.LOAD_ELEMENT, vector, 2);
            case "lvewx" -> indexed(Op.LOAD_ELEMENT, vector, 4);
            case "lvx", "lvxl" -> indexed(Op.LOAD_VECTOR, vector, 16);
            case "lvsl" -> indexed(Op.SHIFT_LEFT_PATTERN, vector, 0);
            case "lvsr" -> indexed(Op.SHIFT_RIGHT_PATTERN, vector, 0);
            case "stvebx" -> indexed(Op.STORE_ELEMENT, vector, 1);
            case "stvehx" -> indexed(Op.STORE_ELEMENT, vector, 2);
            case "stvewx" -> indexed(Op.STORE_ELEMENT, vector, 4);
            case "stvx", "stvxl" -> indexed(Op.STORE_VECTOR, vector, 16);
            case "lxsdx" -> indexed(Op.LOAD_SCALAR, x, DOUBLE);
            case "lxsspx" -> indexed(Op.LOAD_SCALAR, x, SINGLE);
            case "lxsiwax" -> indexed(Op.LOAD_SCALAR, x, SIGNED_WORD);
            case "lxsiwzx" -> indexed(Op.LOAD_SCALAR, x, WORD);
            case "lxsihzx" -> indexed(Op.LOAD_SCALAR, x, HALFWORD);
            case "lxsibzx" -> indexed(Op.LOAD_SCALAR, x, BYTE);
            case "stxsdx" -> indexed(Op.STORE_SCALAR, x, DOUBLE);
            case "stxsspx" -> indexed(Op.STORE_SCALAR, x, SINGLE);
            case "stxsiwx" -> indexed(Op.STORE_SCALAR, x, WORD);
            case "stxsihx" -> indexed(Op.STORE_SCALAR, x, HALFWORD);
            case "stxsibx" -> indexed(Op.STORE_SCALAR, x, BYTE);
            case "lxvx" -> indexed(Op.LOAD_VECTOR, x, 1);
            case "stxvx" -> indexed(Op.STORE_VECTOR, x, 1);
            case "lxvpx" -> indexed(Op.LOAD_VECTORS, pair(), 0);
            case "stxvpx" -> indexed(Op.STORE_VECTORS, pair(), 0);
            case "lxvd2x" -> indexed(Op.LOAD_ELEMENTS, x, 8);
            case "lxvw4x" -> indexed(Op.LOAD_ELEMENTS, x, 4);
            case "lxvh8x" -> indexed(Op.LOAD_ELEMENTS, x, 2);
            case "lxvb16x" -> indexed(Op.LOAD_ELEMENTS, x, 1);
            case "stxvd2x" -> indexed(Op.STORE_ELEMENTS, x, 8);
            case "stxvw4x" -> indexed(Op.STORE_ELEMENTS, x, 4);
            case "stxvh8x" -> indexed(Op.STORE_ELEMENTS, x, 2);
            case "stxvb16x" -> indexed(Op.STORE_ELEMENTS, x, 1);
            case "lxvdsx" -> indexed(Op.LOAD_SPREAD, x, 8);
            case "lxvwsx" -> indexed(Op.LOAD_SPREAD, x, 4);
            case "lxvrbx" -> indexed(Op.LOAD_RIGHT, x, 1);
            case "lxvrhx" -> indexed(Op.LOAD_RIGHT, x, 2);
            case "lxvrwx" -> indexed(Op.LOAD_RIGHT, x, 4);
            case "lxvrdx" -> indexed(Op.LOAD_RIGHT, x, 8);
            case "stxvrbx" -> indexed(Op.STORE_RIGHT, x, 1);
            case "stxvrhx" -> indexed(Op.STORE_RIGHT, x, 2);
            case "stxvrwx" -> indexed(Op.STORE_RIGHT, x, 4);
            case "stxvrdx" -> indexed(Op.STORE_RIGHT, x, 8);
            case "lxvl" -> indexed(Op.LOAD_LENGTH, x, 0);
            case "lxvll" -> indexed(Op.LOAD_LENGTH, x, 1);
            case "stxvl" -> indexed(Op.STORE_LENGTH, x, 0);
            case "stxvll" -> indexed(Op.STORE_LENGTH, x, 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    boolean prefixed(String name) {
        int vector = 32 + word.t();
        int whole = word.t() | word.field(26, 1) << 5;
        switch (name) {
            case "plfs" -> prefixed(Op.LOAD_SCALAR, word.t(), SINGLE);
            case "plfd" -> prefixed(Op.LOAD_SCALAR, word.t(), DOUBLE);
            case "pstfs" -> prefixed(Op.STORE_SCALAR, word.t(), SINGLE);
            case "pstfd" -> prefixed(Op.STORE_SCALAR, word.t(), DOUBLE);
            case "plxssp" -> prefixed(Op.LOAD_SCALAR, vector, SINGLE);
            case "plxsd" -> prefixed(Op.LOAD_SCALAR, vector, DOUBLE);
            case "pstxssp" -> prefixed(Op.STORE_SCALAR, vector, SINGLE);
            case "pstxsd" -> prefixed(Op.STORE_SCALAR, vector, DOUBLE);
            case "plxv" -> prefixed(Op.LOAD_VECTOR, whole, 1);
            case "pstxv" -> prefixed(Op.STORE_VECTOR, whole, 1);
            case "plxvp" -> prefixed(Op.LOAD_VECTORS, pair(), 0);
            case "pstxvp" -> prefixed(Op.STORE_VECTORS, pair(), 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A vector-scalar register whose highest bit is by itself. */
    private int scalar(int highest) {
        return word.field(highest, 1) << 5 | word.t();
    }

    /** The first of an even and an odd one. */
    private int pair() {
        return word.field(21, 1) << 5 | word.field(22, 4) << 1;
    }

    private void displaced(int operation, int register, int c, long displacement) {
        word.put(operation, register, word.base(), Op.ZERO, Op.SINK, c, displacement);
    }

    private void updating(int operation, int kind, int index) {
        long displacement = index == Op.ZERO ? word.simm() : 0;
        word.put(operation, word.t(), word.base(), index, word.a(), kind, displacement);
    }

    private void indexed(int operation, int register, int c) {
        word.put(operation, register, word.base(), word.b(), Op.SINK, c, 0);
    }

    private void prefixed(int operation, int register, int c) {
        int base = word.isRelative() ? Op.ZERO : word.base();
        word.put(operation, register, base, Op.ZERO, Op.SINK, c, word.prefixedNumber());
    }
}
