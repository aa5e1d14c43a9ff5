package patchbay.isa.ppc64;

import static patchbay.isa.ppc64.Elements.LOW;
import static patchbay.isa.ppc64.Elements.RECORD;
import static patchbay.isa.ppc64.Elements.SATURATE;
import static patchbay.isa.ppc64.Elements.SIGNED;
import static patchbay.isa.ppc64.Elements.TO_SIGNED;

/**
 * What the fields of instructions come to that have vectors of integers as operands. Registers are
 * numbered as vector-scalar ones: the vector register 0 is 32.
 *
 * <p>Mnemonics are regular: a letter says how wide elements are (b h w d q), another whether they
 * have signs.
 */
final class VectorPredecoder extends VectorFields {
    private static final String SIZES = "bhwdq";

    private final VectorStoragePredecoder storage;
    private final VectorMovePredecoder moves;
    private final FloatPredecoder floats;
    private final ScalarPredecoder scalars;

    VectorPredecoder(Word word) {
        super(word);
        this.storage = new VectorStoragePredecoder(word);
        this.moves = new VectorMovePredecoder(word);
        this.floats = new FloatPredecoder(word);
        this.scalars = new ScalarPredecoder(word);
    }

    /** Loads and stores with a displacement, of floating-point registers, too. */
    boolean displaced(String name) {
        return storage.displaced(name);
    }

    /** Primary opcode 31: loads, stores, and moves from and to general registers. */
    boolean extended(String name) {
        return storage.indexed(name) || moves.general(name);
    }

    boolean prefixed(String name) {
        return storage.prefixed(name) || moves.prefixed(name);
    }

    /** Primary opcodes 59 and 63. */
    boolean floating(String name) {
        return floats.floating(name);
    }

    /** Primary opcode 60. */
    boolean scalar(String name) {
        return moves.scalar(name) || scalars.scalar(name);
    }

    /** Primary opcode 4. */
    boolean vector(String name) {
        return moves.vector(name)
                || lanes(name)
                || unary(name)
                || combined(name)
                || quads(name)
                || cipher(name)
                || floats.vector(name);
    }

    /** The size that a letter of a name says. */
    static int size(String name, int at) {
        return SIZES.indexOf(name.charAt(at));
    }

    private boolean lanes(String name) {
        switch (name) {
            case "vaddubm", "vadduhm", "vadduwm", "vaddudm" -> lanes(LaneFunction.ADD, name, 5, 0);
            case "vsububm", "vsubuhm", "vsubuwm", "vsubudm" -> lanes(LaneFunction.SUB, name, 5, 0);
            case "vaddubs", "vadduhs", "vadduws" -> lanes(LaneFunction.ADD, name, 5, SATURATE);
            case "vsububs", "vsubuhs", "vsubuws" -> lanes(LaneFunction.SUB, name, 5, SATURATE);
            case "vaddsbs", "vaddshs", "vaddsws" ->
                    lanes(LaneFunction.ADD, name, 5, SATURATE | SIGNED);
            case "vsubsbs", "vsubshs", "vsubsws" ->
                    lanes(LaneFunction.SUB, name, 5, SATURATE | SIGNED);
            case "vaddcuw" -> lanes(LaneFunction.ADD_CARRY, name, 6, 0);
            case "vsubcuw" -> lanes(LaneFunction.SUB_CARRY, name, 6, 0);
            case "vavgub", "vavguh", "vavguw" -> lanes(LaneFunction.AVERAGE, name, 5, 0);
            case "vavgsb", "vavgsh", "vavgsw" -> lanes(LaneFunction.AVERAGE, name, 5, SIGNED);
            case "vabsdub", "vabsduh", "vabsduw" -> lanes(LaneFunction.DISTANCE, name, 6, 0);
            case "vmaxub", "vmaxuh", "vmaxuw", "vmaxud" -> lanes(LaneFunction.MAX, name, 5, 0);
            case "vmaxsb", "vmaxsh", "vmaxsw", "vmaxsd" -> lanes(LaneFunction.MAX, name, 5, SIGNED);
            case "vminub", "vminuh", "vminuw", "vminud" -> lanes(LaneFunction.MIN, name, 5, 0);
            case "vminsb", "vminsh", "vminsw", "vminsd" -> lanes(LaneFunction.MIN, name, 5, SIGNED);
            case "vcmpequb", "vcmpequh", "vcmpequw", "vcmpequd" ->
                    compare(LaneFunction.EQUAL, name, 7, 0);
            case "vcmpgtub", "vcmpgtuh", "vcmpgtuw", "vcmpgtud" ->
                    compare(LaneFunction.GREATER, name, 7, 0);
            case "vcmpgtsb", "vcmpgtsh", "vcmpgtsw", "vcmpgtsd" ->
                    compare(LaneFunction.GREATER, name, 7, SIGNED);
            case "vcmpneb", "vcmpneh", "vcmpnew" -> compare(LaneFunction.UNEQUAL, name, 6, 0);
            case "vcmpnezb", "vcmpnezh", "vcmpnezw" ->
                    compare(LaneFunction.UNEQUAL_OR_ZERO, name, 7, 0);
            case "vslb", "vslh", "vslw", "vsld" -> lanes(LaneFunction.SHL, name, 3, 0);
            case "vsrb", "vsrh", "vsrw", "vsrd" -> lanes(LaneFunction.SHR, name, 3, 0);
            case "vsrab", "vsrah", "vsraw", "vsrad" -> lanes(LaneFunction.SHR, name, 4, SIGNED);
            case "vrlb", "vrlh", "vrlw", "vrld" -> lanes(LaneFunction.ROTATE, name, 3, 0);
            case "vrlwmi", "vrldmi" -> lanes(LaneFunction.ROTATE_INSERT, name, 3, 0);
            case "vrlwnm", "vrldnm" -> lanes(LaneFunction.ROTATE_MASK, name, 3, 0);
            case "vmuluwm" -> lanes(LaneFunction.MUL, name, 5, 0);
            case "vmulld" -> lanes(LaneFunction.MUL, name, 5, 0);
            case "vmulhuw", "vmulhud" -> lanes(LaneFunction.MUL_HIGH, name, 6, 0);
            case "vmulhsw", "vmulhsd" -> lanes(LaneFunction.MUL_HIGH, name, 6, SIGNED);
            case "vdivuw", "vdivud" -> lanes(LaneFunction.DIV, name, 5, 0);
            case "vdivsw", "vdivsd" -> lanes(LaneFunction.DIV, name, 5, SIGNED);
            case "vdiveuw", "vdiveud" -> lanes(LaneFunction.DIV_EXTENDED, name, 6, 0);
            case "vdivesw", "vdivesd" -> lanes(LaneFunction.DIV_EXTENDED, name, 6, SIGNED);
            case "vmoduw", "vmodud" -> lanes(LaneFunction.MOD, name, 5, 0);
            case "vmodsw", "vmodsd" -> lanes(LaneFunction.MOD, name, 5, SIGNED);
            case "vcfuged" -> bitwise(Op.CFUGED);
            case "vpdepd" -> bitwise(Op.PDEPD);
            case "vpextd" -> bitwise(Op.PEXTD);
            case "vclzdm" -> bitwise(Op.CNTLZDM);
            case "vctzdm" -> bitwise(Op.CNTTZDM);
            case "vbpermd" -> {
                long control = control(LaneFunction.BITWISE + Op.BPERMD, 3, 0);
                word.put(Op.LANES, vt(), vb(), va(), 0, 0, control);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean unary(String name) {
        switch (name) {
            case "vclzb", "vclzh", "vclzw", "vclzd" -> unary(LaneFunction.LEADING, size(name, 4));
            case "vctzb", "vctzh", "vctzw", "vctzd" -> unary(LaneFunction.TRAILING, size(name, 4));
            case "vpopcntb", "vpopcnth", "vpopcntw", "vpopcntd" ->
                    unary(LaneFunction.ONES, size(name, 7));
            case "vnegw", "vnegd" -> unary(LaneFunction.NEG, size(name, 4));
            case "vprtybw", "vprtybd" -> unary(LaneFunction.PARITY, size(name, 6));
            case "vexpandbm", "vexpandhm", "vexpandwm", "vexpanddm" ->
                    unary(LaneFunction.EXPAND, size(name, 7));
            case "vextsb2w" -> unary(LaneFunction.EXTEND_BYTE, 2);
            case "vextsb2d" -> unary(LaneFunction.EXTEND_BYTE, 3);
            case "vextsh2w" -> unary(LaneFunction.EXTEND_HALFWORD, 2);
            case "vextsh2d" -> unary(LaneFunction.EXTEND_HALFWORD, 3);
            case "vextsw2d" -> unary(LaneFunction.EXTEND_WORD, 3);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Where elements of different sizes or neighbours meet. */
    private boolean combined(String name) {
        switch (name) {
            case "vmuleub", "vmuleuh", "vmuleuw" -> three(Op.PRODUCTS_WIDE, size(name, 6), 0);
            case "vmuloub", "vmulouh", "vmulouw" -> three(Op.PRODUCTS_WIDE, size(name, 6), LOW);
            case "vmulesb", "vmulesh", "vmulesw" -> three(Op.PRODUCTS_WIDE, size(name, 6), SIGNED);
            case "vmulosb", "vmulosh", "vmulosw" ->
                    three(Op.PRODUCTS_WIDE, size(name, 6), SIGNED | LOW);
            case "vmladduhm" -> four(Op.MULTIPLY_ADD, 0, 0, 0);
            case "vmhaddshs" -> four(Op.HIGH_PRODUCTS, 0, 0, 0);
            case "vmhraddshs" -> four(Op.HIGH_PRODUCTS, 1, 0, 0);
            case "vmsumubm", "vmsumuhm" -> four(Op.PRODUCTS_SUMMED, 0, size(name, 6), 0);
            case "vmsumuhs" -> four(Op.PRODUCTS_SUMMED, 0, 1, SATURATE);
            case "vmsummbm" -> four(Op.PRODUCTS_SUMMED, 0, 0, TO_SIGNED);
            case "vmsumshm" -> four(Op.PRODUCTS_SUMMED, 0, 1, SIGNED);
            case "vmsumshs" -> four(Op.PRODUCTS_SUMMED, 0, 1, SIGNED | SATURATE);
            case "vsum4ubs" -> sums(0, 4, 0);
            case "vsum4sbs" -> sums(0, 4, SIGNED);
            case "vsum4shs" -> sums(1, 2, SIGNED);
            case "vsum2sws" -> sums(2, 2, SIGNED);
            case "vsumsws" -> sums(2, 4, SIGNED);
            case "vpkuhum", "vpkuwum", "vpkudum" -> three(Op.PACK, size(name, 4), 0);
            case "vpkuhus", "vpkuwus", "vpkudus" -> three(Op.PACK, size(name, 4), SATURATE);
            case "vpkshus", "vpkswus", "vpksdus" ->
                    three(Op.PACK, size(name, 4), SATURATE | SIGNED);
            case "vpkshss", "vpkswss", "vpksdss" ->
                    three(Op.PACK, size(name, 4), SATURATE | SIGNED | TO_SIGNED);
            case "vupkhsb", "vupkhsh", "vupkhsw" -> unpack(Op.UNPACK, size(name, 6), 0);
            case "vupklsb", "vupklsh", "vupklsw" -> unpack(Op.UNPACK, size(name, 6), LOW);
            case "vpkpx" -> three(Op.PACK_PIXELS, 0, 0);
            case "vupkhpx" -> unpack(Op.UNPACK_PIXELS, 0, 0);
            case "vupklpx" -> unpack(Op.UNPACK_PIXELS, 0, LOW);
            case "vpmsumb", "vpmsumh", "vpmsumw", "vpmsumd" ->
                    three(Op.POLYNOMIALS, size(name, 6), 0);
            case "vsl" -> shift(7, 0);
            case "vsr" -> shift(7, LOW);
            case "vslo" -> shift(0x78, 0);
            case "vsro" -> shift(0x78, LOW);
            case "vslv" -> word.put(Op.SHIFT_EACH, vt(), va(), vb(), 0, 1, 0);
            case "vsrv" -> word.put(Op.SHIFT_EACH, vt(), va(), vb(), 0, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean quads(String name) {
        switch (name) {
            case "vadduqm" -> quads(QuadArithmetic.ADD, 0);
            case "vaddcuq" -> quads(QuadArithmetic.ADD_CARRY, 0);
            case "vaddeuqm" -> quads(QuadArithmetic.ADD + QuadArithmetic.CARRYING, 0);
            case "vaddecuq" -> quads(QuadArithmetic.ADD_CARRY + QuadArithmetic.CARRYING, 0);
            case "vsubuqm" -> quads(QuadArithmetic.SUB, 0);
            case "vsubcuq" -> quads(QuadArithmetic.SUB_CARRY, 0);
            case "vsubeuqm" -> quads(QuadArithmetic.SUB + QuadArithmetic.CARRYING, 0);
            case "vsubecuq" -> quads(QuadArithmetic.SUB_CARRY + QuadArithmetic.CARRYING, 0);
            case "vslq" -> quads(QuadArithmetic.SHL, 0);
            case "vsrq" -> quads(QuadArithmetic.SHR, 0);
            case "vsraq" -> quads(QuadArithmetic.SHR, SIGNED);
            case "vrlq" -> quads(QuadArithmetic.ROTATE, 0);
            case "vrlqmi" -> quads(QuadArithmetic.ROTATE_INSERT, 0);
            case "vrlqnm" -> quads(QuadArithmetic.ROTATE_MASK, 0);
            case "vcmpequq" -> quads(QuadArithmetic.EQUAL, recorded());
            case "vcmpgtuq" -> quads(QuadArithmetic.GREATER, recorded());
            case "vcmpgtsq" -> quads(QuadArithmetic.GREATER, recorded() | SIGNED);
            case "vcmpuq" -> word.put(Op.COMPARE_QUADS, word.bf(), va(), vb(), 0, 0, 0);
            case "vcmpsq" ->
                    word.put(Op.COMPARE_QUADS, word.bf(), va(), vb(), 0, 0, control(0, 4, SIGNED));
            case "vmul10uq" -> tenTimes(QuadArithmetic.TIMES_TEN, 0);
            case "vmul10cuq" -> tenTimes(QuadArithmetic.TIMES_TEN_CARRY, 0);
            case "vmul10euq" -> tenTimes(QuadArithmetic.TIMES_TEN, 1);
            case "vmul10ecuq" -> tenTimes(QuadArithmetic.TIMES_TEN_CARRY, 1);
            case "vdivuq" -> quads(QuadArithmetic.DIV, 0);
            case "vdivsq" -> quads(QuadArithmetic.DIV, SIGNED);
            case "vdiveuq" -> quads(QuadArithmetic.DIV_EXTENDED, 0);
            case "vdivesq" -> quads(QuadArithmetic.DIV_EXTENDED, SIGNED);
            case "vmoduq" -> quads(QuadArithmetic.MOD, 0);
            case "vmodsq" -> quads(QuadArithmetic.MOD, SIGNED);
            case "vextsd2q" -> ofQuad(QuadArithmetic.EXTEND_DOUBLEWORD);
            case "vexpandqm" -> ofQuad(QuadArithmetic.EXPAND);
            case "vprtybq" -> ofQuad(QuadArithmetic.PARITY);
            case "vmuleud" -> three(Op.MULTIPLY_DOUBLEWORDS, 3, 0);
            case "vmuloud" -> three(Op.MULTIPLY_DOUBLEWORDS, 3, LOW);
            case "vmulesd" -> three(Op.MULTIPLY_DOUBLEWORDS, 3, SIGNED);
            case "vmulosd" -> three(Op.MULTIPLY_DOUBLEWORDS, 3, SIGNED | LOW);
            case "vmsumudm" -> four(Op.MULTIPLY_SUM, 0, 0, 0);
            case "vmsumcud" -> four(Op.MULTIPLY_SUM, 1, 0, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean cipher(String name) {
        switch (name) {
            case "vcipher" -> three(Op.AES_ROUND, 0, 0);
            case "vcipherlast" -> three(Op.AES_LAST, 0, 0);
            case "vncipher" -> three(Op.AES_INVERSE, 0, 0);
            case "vncipherlast" -> three(Op.AES_INVERSE_LAST, 0, 0);
            case "vsbox" -> three(Op.AES_SUBSTITUTE, 0, 0);
            case "vshasigmaw" -> word.put(Op.SHA256_SIGMA, vt(), va(), 0, 0, word.b(), 0);
            case "vshasigmad" -> word.put(Op.SHA512_SIGMA, vt(), va(), 0, 0, word.b(), 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int recorded() {
        return word.bit(10) ? RECORD : 0;
    }

    private static long control(int function, int size, int flags) {
        return Elements.control(function, size, flags, 0, 0);
    }

    private void lanes(int function, String name, int letter, int flags) {
        long control = control(function, size(name, letter), flags);
        word.put(Op.LANES, vt(), va(), vb(), 0, 0, control);
    }

    private void compare(int function, String name, int letter, int flags) {
        lanes(function, name, letter, flags | recorded());
    }

    private void bitwise(int function) {
        long control = control(LaneFunction.BITWISE + function, 3, 0);
        word.put(Op.LANES, vt(), va(), vb(), 0, 0, control);
    }

    private void unary(int function, int size) {
        word.put(Op.LANES_UNARY, vt(), vb(), 0, 0, 0, control(function, size, 0));
    }

    private void three(int operation, int size, int flags) {
        word.put(operation, vt(), va(), vb(), 0, 0, control(0, size, flags));
    }

    private void four(int operation, int c, int size, int flags) {
        word.put(operation, vt(), va(), vb(), vc(), c, control(0, size, flags));
    }

    private void unpack(int operation, int size, int flags) {
        word.put(operation, vt(), vb(), 0, 0, 0, control(0, size, flags));
    }

    private void sums(int size, int each, int flags) {
        word.put(Op.SUMS, vt(), va(), vb(), 0, 0, Elements.control(0, size, flags, each, 0));
    }

    private void shift(int bits, int flags) {
        word.put(Op.SHIFT_ALL, vt(), va(), vb(), 0, 0, Elements.control(0, 4, flags, bits, 0));
    }

    private void quads(int function, int flags) {
        word.put(Op.QUADS, vt(), va(), vb(), vc(), 0, control(function, 4, flags));
    }

    private void ofQuad(int function) {
        word.put(Op.QUADS, vt(), vb(), vb(), 0, 0, control(function, 4, 0));
    }

    private void tenTimes(int function, int digit) {
        long control = Elements.control(function, 4, 0, digit, 0);
        word.put(Op.QUADS, vt(), va(), vb(), 0, 0, control);
    }
}
