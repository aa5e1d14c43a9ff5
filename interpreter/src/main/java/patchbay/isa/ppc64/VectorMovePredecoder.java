package patchbay.isa.ppc64;

import static patchbay.isa.ppc64.Elements.LOW;
import static patchbay.isa.ppc64.Elements.RECORD;
import static patchbay.isa.ppc64.Elements.SCALAR;

/**
 * What the fields of instructions come to that move bits, bytes and elements of vectors: see {@link
 * VectorMoving}. Some exist twice, for vector registers and for all vector-scalar ones.
 */
final class VectorMovePredecoder extends VectorFields {

    VectorMovePredecoder(Word word) {
        super(word);
    }

    /** Primary opcode 4. */
    boolean vector(String name) {
        switch (name) {
            case "vand" -> logic(VectorMoving.AND);
            case "vandc" -> logic(VectorMoving.ANDC);
            case "vor" -> logic(VectorMoving.OR);
            case "vorc" -> logic(VectorMoving.ORC);
            case "vxor" -> logic(VectorMoving.XOR);
            case "vnor" -> logic(VectorMoving.NOR);
            case "vnand" -> logic(VectorMoving.NAND);
            case "veqv" -> logic(VectorMoving.EQV);
            case "vsel" -> word.put(Op.SELECT, vt(), va(), vb(), vc(), 0, 0);
            case "vperm" -> word.put(Op.PERMUTE, vt(), va(), vb(), vc(), 0, 0);
            case "vpermr" -> word.put(Op.PERMUTE, vt(), va(), vb(), vc(), 31, 0);
            case "vpermxor" -> word.put(Op.PERMUTE_XOR, vt(), va(), vb(), vc(), 0, 0);
            case "vsldoi" -> word.put(Op.SHIFT_DOUBLE, vt(), va(), vb(), 0, word.field(6, 4), 0);
            case "vsldbi" -> shiftDouble(0);
            case "vsrdbi" -> shiftDouble(LOW);
            case "vmrghb", "vmrghh", "vmrghw" -> merge(VectorPredecoder.size(name, 5), 0);
            case "vmrglb", "vmrglh", "vmrglw" -> merge(VectorPredecoder.size(name, 5), LOW);
            case "vmrgew" -> word.put(Op.MERGE_ALTERNATE, vt(), va(), vb(), 0, 0, 0);
            case "vmrgow" -> word.put(Op.MERGE_ALTERNATE, vt(), va(), vb(), 0, 1, 0);
            case "vspltb" -> splat(word.field(16, 4), 0);
            case "vsplth" -> splat(word.field(16, 3), 1);
            case "vspltw" -> splat(word.field(16, 2), 2);
            case "vspltisb" -> constant((simm() & 0xff) * 0x0101_0101_0101_0101L);
            case "vspltish" -> constant((simm() & 0xffff) * 0x0001_0001_0001_0001L);
            case "vspltisw" -> constant((simm() & Bitwise.WORD) * 0x1_0000_0001L);
            case "vgbbd" -> word.put(Op.TRANSPOSE_BITS, vt(), vb(), 0, 0, 0, 0);
            case "vbpermq" -> word.put(Op.INDEXED_BITS, vt(), va(), vb(), 0, 0, 0);
            case "vclrlb" -> word.put(Op.CLEAR_BYTES, vt(), va(), word.b(), 0, 0, 0);
            case "vclrrb" -> word.put(Op.CLEAR_BYTES, vt(), va(), word.b(), 0, 0, sized(0, LOW));
            case "vstribl" -> string(0, 0);
            case "vstribr" -> string(0, LOW);
            case "vstrihl" -> string(1, 0);
            case "vstrihr" -> string(1, LOW);
            case "mfvscr" -> word.put(Op.FROM_VSCR, vt(), 0, 0, 0, 0, 0);
            case "mtvscr" -> word.put(Op.TO_VSCR, 0, vb(), 0, 0, 0, 0);
            default -> {
                return elements(name) || masks(name);
            }
        }
        return true;
    }

    /** Elements into and out of vectors. */
    private boolean elements(String name) {
        int at = word.field(16, 4);
        switch (name) {
            case "vextractub" -> word.put(Op.EXTRACT_ELEMENT, vt(), vb(), 0, 0, at, sized(0, 0));
            case "vextractuh" -> word.put(Op.EXTRACT_ELEMENT, vt(), vb(), 0, 0, at, sized(1, 0));
            case "vextractuw" -> word.put(Op.EXTRACT_ELEMENT, vt(), vb(), 0, 0, at, sized(2, 0));
            case "vextractd" -> word.put(Op.EXTRACT_ELEMENT, vt(), vb(), 0, 0, at, sized(3, 0));
            case "vinsertb" -> word.put(Op.INSERT_ELEMENT, vt(), vb(), 0, 0, at, sized(0, 0));
            case "vinserth" -> word.put(Op.INSERT_ELEMENT, vt(), vb(), 0, 0, at, sized(1, 0));
            case "vinsertw" -> word.put(Op.INSERT_ELEMENT, vt(), vb(), 0, 0, at, sized(2, 0));
            case "vinsertd" -> word.put(Op.INSERT_ELEMENT, vt(), vb(), 0, 0, at, sized(3, 0));
            case "vinsw" -> word.put(Op.INSERT_GENERAL, vt(), word.b(), 0, 0, at, sized(2, 0));
            case "vinsd" -> word.put(Op.INSERT_GENERAL, vt(), word.b(), 0, 0, at, sized(3, 0));
            case "vinsblx", "vinshlx", "vinswlx", "vinsdlx" ->
                    insert(word.b(), VectorPredecoder.size(name, 4), SCALAR);
            case "vinsbrx", "vinshrx", "vinswrx", "vinsdrx" ->
                    insert(word.b(), VectorPredecoder.size(name, 4), SCALAR | LOW);
            case "vinsbvlx", "vinshvlx", "vinswvlx" ->
                    insert(vb(), VectorPredecoder.size(name, 4), 0);
            case "vinsbvrx", "vinshvrx", "vinswvrx" ->
                    insert(vb(), VectorPredecoder.size(name, 4), LOW);
            case "vextublx", "vextuhlx", "vextuwlx" -> extract(VectorPredecoder.size(name, 5), 0);
            case "vextubrx", "vextuhrx", "vextuwrx" -> extract(VectorPredecoder.size(name, 5), LOW);
            case "vextdubvlx", "vextduhvlx", "vextduwvlx" ->
                    extractOfTwo(VectorPredecoder.size(name, 6), 0);
            case "vextdubvrx", "vextduhvrx", "vextduwvrx" ->
                    extractOfTwo(VectorPredecoder.size(name, 6), LOW);
            case "vextddvlx" -> extractOfTwo(3, 0);
            case "vextddvrx" -> extractOfTwo(3, LOW);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Bits that stand for elements. */
    private boolean masks(String name) {
        switch (name) {
            case "mtvsrbm", "mtvsrhm", "mtvsrwm", "mtvsrdm", "mtvsrqm" ->
                    word.put(
                            Op.MASK_FROM_GENERAL,
                            vt(),
                            word.b(),
                            0,
                            0,
                            VectorPredecoder.size(name, 5),
                            0);
            case "mtvsrbmi" -> {
                long bits = word.field(6, 10) << 6 | word.a() << 1 | word.field(0, 1);
                word.put(Op.MASK_FROM_GENERAL, vt(), Op.ZERO, 0, 0, 0, bits);
            }
            case "vextractbm", "vextracthm", "vextractwm", "vextractdm", "vextractqm" ->
                    toGeneral(Op.MASK_TO_GENERAL, 0, VectorPredecoder.size(name, 8));
            case "vcntmbb", "vcntmbh", "vcntmbw", "vcntmbd" ->
                    toGeneral(Op.COUNT_MASK, word.field(16, 1), VectorPredecoder.size(name, 6));
            case "vclzlsbb" -> toGeneral(Op.COUNT_BYTES, 0, 0);
            case "vctzlsbb" -> toGeneral(Op.COUNT_BYTES, 1, 0);
            case "vgnb" -> {
                int step = word.field(16, 3);
                if (step < 2) {
                    word.put(Op.UNDEFINED, 0, 0, 0, 0, 0, word.bits());
                } else {
                    toGeneral(Op.GATHER_NTH, step, 0);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Primary opcode 60. */
    boolean scalar(String name) {
        switch (name) {
            case "xxland" -> logicOfAll(VectorMoving.AND);
            case "xxlandc" -> logicOfAll(VectorMoving.ANDC);
            case "xxlor" -> logicOfAll(VectorMoving.OR);
            case "xxlorc" -> logicOfAll(VectorMoving.ORC);
            case "xxlxor" -> logicOfAll(VectorMoving.XOR);
            case "xxlnor" -> logicOfAll(VectorMoving.NOR);
            case "xxlnand" -> logicOfAll(VectorMoving.NAND);
            case "xxleqv" -> logicOfAll(VectorMoving.EQV);
            case "xxsel" -> word.put(Op.SELECT, xt(), xa(), xb(), xc(), 0, 0);
            case "xxpermdi" -> word.put(Op.DOUBLEWORDS, xt(), xa(), xb(), 0, word.field(8, 2), 0);
            case "xxsldwi" ->
                    word.put(Op.SHIFT_DOUBLE, xt(), xa(), xb(), 0, 4 * word.field(8, 2), 0);
            case "xxmrghw" -> word.put(Op.MERGE, xt(), xa(), xb(), 0, 0, sized(2, 0));
            case "xxmrglw" -> word.put(Op.MERGE, xt(), xa(), xb(), 0, 0, sized(2, LOW));
            case "xxperm" -> word.put(Op.PERMUTE, xt(), xa(), xt(), xb(), 0, 0);
            case "xxpermr" -> word.put(Op.PERMUTE, xt(), xa(), xt(), xb(), 31, 0);
            case "xxspltw" -> word.put(Op.SPLAT, xt(), xb(), 0, 0, word.field(16, 2), sized(2, 0));
            case "xxspltib" ->
                    word.put(
                            Op.SPLAT_CONSTANT,
                            xt(),
                            0,
                            0,
                            0,
                            0,
                            word.field(11, 8) * 0x0101_0101_0101_0101L);
            case "lxvkq" -> {
                long left = quad(word.b());
                if (left == 0) {
                    word.put(Op.UNDEFINED, 0, 0, 0, 0, 0, word.bits());
                } else {
                    word.put(Op.SPLAT_CONSTANT, xt(), 0, 0, 0, 1, left);
                }
            }
            case "xxbrh", "xxbrw", "xxbrd" -> {
                int size = VectorPredecoder.size(name, 4);
                long control = Elements.control(LaneFunction.REVERSE, size, 0, 0, 0);
                word.put(Op.LANES_UNARY, xt(), xb(), 0, 0, 0, control);
            }
            case "xxbrq" -> word.put(Op.REVERSE_BYTES, xt(), xb(), 0, 0, 0, 0);
            case "xxextractuw" ->
                    word.put(Op.EXTRACT_ELEMENT, xt(), xb(), 0, 0, word.field(16, 4), sized(2, 0));
            case "xxinsertw" ->
                    word.put(Op.INSERT_ELEMENT, xt(), xb(), 0, 0, word.field(16, 4), sized(2, 0));
            case "xxgenpcvbm", "xxgenpcvhm", "xxgenpcvwm", "xxgenpcvdm" -> {
                int size = VectorPredecoder.size(name, 8);
                int kind = word.a();
                if (kind > 3) {
                    word.put(Op.UNDEFINED, 0, 0, 0, 0, 0, word.bits());
                } else {
                    word.put(Op.GENERATE_PERMUTATION, xt(), vb(), 0, 0, kind, sized(size, 0));
                }
            }
            case "xvtlsbb" -> word.put(Op.TEST_LOWEST, word.bf(), xb(), 0, 0, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The constants that lxvkq knows: 1 to 7, infinity, not a number, and negative ones; or 0. */
    private static long quad(int number) {
        return switch (number) {
            case 1 -> 0x3fff_0000_0000_0000L;
            case 2 -> 0x4000_0000_0000_0000L;
            case 3 -> 0x4000_8000_0000_0000L;
            case 4 -> 0x4001_0000_0000_0000L;
            case 5 -> 0x4001_4000_0000_0000L;
            case 6 -> 0x4001_8000_0000_0000L;
            case 7 -> 0x4001_c000_0000_0000L;
            case 8 -> 0x7fff_0000_0000_0000L;
            case 9 -> 0x7fff_8000_0000_0000L;
            case 16 -> Long.MIN_VALUE;
            case 17, 18, 19, 20, 21, 22, 23, 24 -> quad(number - 16) | Long.MIN_VALUE;
            default -> 0;
        };
    }

    /** Primary opcode 31. */
    boolean general(String name) {
        int x = word.field(0, 1) << 5 | word.t();
        switch (name) {
            case "mfvsrd" -> word.put(Op.FROM_LEFT, word.a(), x, 0, 0, 0, 0);
            case "mfvsrwz" -> word.put(Op.FROM_LEFT, word.a(), x, 0, 0, 1, 0);
            case "mfvsrld" -> word.put(Op.FROM_RIGHT, word.a(), x, 0, 0, 0, 0);
            case "mtvsrd" -> word.put(Op.TO_VECTOR, x, word.a(), 0, 0, 0, 0);
            case "mtvsrwa" -> word.put(Op.TO_VECTOR, x, word.a(), 0, 0, 1, 0);
            case "mtvsrwz" -> word.put(Op.TO_VECTOR, x, word.a(), 0, 0, 2, 0);
            case "mtvsrdd" -> word.put(Op.TO_VECTOR_PAIR, x, word.base(), word.b(), 0, 0, 0);
            case "mtvsrws" -> word.put(Op.TO_VECTOR_WORDS, x, word.a(), 0, 0, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    boolean prefixed(String name) {
        int number = word.prefixedWord();
        // Those with a number have the highest bit of the register elsewhere.
        int target = word.field(16, 1) << 5 | word.t();
        switch (name) {
            case "xxspltiw" ->
                    word.put(
                            Op.SPLAT_CONSTANT,
                            target,
                            0,
                            0,
                            0,
                            0,
                            (number & Bitwise.WORD) * 0x1_0000_0001L);
            case "xxspltidp" ->
                    word.put(Op.SPLAT_CONSTANT, target, 0, 0, 0, 0, Singles.toDouble(number));
            case "xxsplti32dx" ->
                    word.put(Op.SPLAT_WORD_PAIR, target, 0, 0, 0, word.field(17, 1), number);
            case "xxblendvb", "xxblendvh", "xxblendvw", "xxblendvd" -> {
                int size = VectorPredecoder.size(name, 8);
                word.put(Op.BLEND, xt(), xa(), xb(), xc(), 0, sized(size, 0));
            }
            case "xxpermx" ->
                    word.put(Op.PERMUTE_PART, xt(), xa(), xb(), xc(), word.field(32, 3), 0);
            case "xxeval" -> word.put(Op.EVALUATE, xt(), xa(), xb(), xc(), word.field(32, 8), 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int simm() {
        return word.a() << 27 >> 27;
    }

    private static long sized(int size, int flags) {
        return Elements.control(0, size, flags, 0, 0);
    }

    private void logic(int function) {
        word.put(Op.LOGIC, vt(), va(), vb(), 0, function, 0);
    }

    private void logicOfAll(int function) {
        word.put(Op.LOGIC, xt(), xa(), xb(), 0, function, 0);
    }

    private void shiftDouble(int flags) {
        long control = sized(0, flags);
        word.put(Op.SHIFT_DOUBLE_BITS, vt(), va(), vb(), 0, word.field(6, 3), control);
    }

    private void merge(int size, int flags) {
        word.put(Op.MERGE, vt(), va(), vb(), 0, 0, sized(size, flags));
    }

    private void splat(int index, int size) {
        word.put(Op.SPLAT, vt(), vb(), 0, 0, index, sized(size, 0));
    }

    private void constant(long both) {
        word.put(Op.SPLAT_CONSTANT, vt(), 0, 0, 0, 0, both);
    }

    private void string(int size, int flags) {
        int records = word.bit(10) ? RECORD : 0;
        word.put(Op.STRING, vt(), vb(), 0, 0, 0, sized(size, flags | records));
    }

    private void insert(int value, int size, int flags) {
        word.put(Op.INSERT_INDEXED, vt(), word.a(), value, 0, 0, sized(size, flags));
    }

    private void extract(int size, int flags) {
        word.put(Op.EXTRACT_TO_GENERAL, word.t(), word.a(), vb(), 0, 0, sized(size, flags));
    }

    private void extractOfTwo(int size, int flags) {
        word.put(Op.EXTRACT_INDEXED, vt(), va(), vb(), word.c(), 0, sized(size, flags));
    }

    private void toGeneral(int operation, int c, int size) {
        word.put(operation, word.t(), vb(), 0, 0, c, sized(size, 0));
    }
}
