package patchbay.isa.ppc64;

/** What the fields of loads and stores of general registers come to. */
final class StoragePredecoder {
    private final Word word;

    StoragePredecoder(Word word) {
        this.word = word;
    }

    /** With a displacement; false if it is none of these. */
    boolean displaced(String name) {
        long ds = word.simm() & ~3L;
        switch (name) {
            case "lwz", "lwzu" -> displaced(Op.LOAD4, word.simm(), name);
            case "lbz", "lbzu" -> displaced(Op.LOAD1, word.simm(), name);
            case "lhz", "lhzu" -> displaced(Op.LOAD2, word.simm(), name);
            case "lha", "lhau" -> displaced(Op.LOAD2S, word.simm(), name);
            case "stw", "stwu" -> displaced(Op.STORE4, word.simm(), name);
            case "stb", "stbu" -> displaced(Op.STORE1, word.simm(), name);
            case "sth", "sthu" -> displaced(Op.STORE2, word.simm(), name);
            case "ld", "ldu" -> displaced(Op.LOAD8, ds, name);
            case "lwa" -> word.put(Op.LOAD4S, word.t(), word.base(), Op.ZERO, Op.SINK, 0, ds);
            case "std", "stdu" -> displaced(Op.STORE8, ds, name);
            case "lq" ->
                    word.put(
                            Op.LOAD_QUAD,
                            word.t(),
                            word.base(),
                            Op.ZERO,
                            0,
                            16,
                            word.simm() & ~15L);
            case "stq" -> word.put(Op.STORE_QUAD, word.t(), word.base(), Op.ZERO, 0, 16, ds);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** With an index: primary opcode 31. */
    boolean indexed(String name) {
        switch (name) {
            case "lwzx", "lwzux" -> summed(Op.LOAD4, name);
            case "lbzx", "lbzux" -> summed(Op.LOAD1, name);
            case "lhzx", "lhzux" -> summed(Op.LOAD2, name);
            case "lhax", "lhaux" -> summed(Op.LOAD2S, name);
            case "lwax", "lwaux" -> summed(Op.LOAD4S, name);
            case "ldx", "ldux" -> summed(Op.LOAD8, name);
            case "stwx", "stwux" -> summed(Op.STORE4, name);
            case "stbx", "stbux" -> summed(Op.STORE1, name);
            case "sthx", "sthux" -> summed(Op.STORE2, name);
            case "stdx", "stdux" -> summed(Op.STORE8, name);
            // Nothing is known of caches here, so going past them is nothing special.
            case "lbzcix" -> summed(Op.LOAD1, name);
            case "lhzcix" -> summed(Op.LOAD2, name);
            case "lwzcix" -> summed(Op.LOAD4, name);
            case "ldcix" -> summed(Op.LOAD8, name);
            case "stbcix" -> summed(Op.STORE1, name);
            case "sthcix" -> summed(Op.STORE2, name);
            case "stwcix" -> summed(Op.STORE4, name);
            case "stdcix" -> summed(Op.STORE8, name);
            case "lhbrx" -> sized(Op.LOAD_REVERSED, 2);
            case "lwbrx" -> sized(Op.LOAD_REVERSED, 4);
            case "ldbrx" -> sized(Op.LOAD_REVERSED, 8);
            case "sthbrx" -> sized(Op.STORE_REVERSED, 2);
            case "stwbrx" -> sized(Op.STORE_REVERSED, 4);
            case "stdbrx" -> sized(Op.STORE_REVERSED, 8);
            case "lbarx" -> sized(Op.LOAD_RESERVING, 1);
            case "lharx" -> sized(Op.LOAD_RESERVING, 2);
            case "lwarx" -> sized(Op.LOAD_RESERVING, 4);
            case "ldarx" -> sized(Op.LOAD_RESERVING, 8);
            case "lqarx" -> sized(Op.LOAD_QUAD_RESERVING, 16);
            case "stbcx." -> sized(Op.STORE_CONDITIONAL, 1);
            case "sthcx." -> sized(Op.STORE_CONDITIONAL, 2);
            case "stwcx." -> sized(Op.STORE_CONDITIONAL, 4);
            case "stdcx." -> sized(Op.STORE_CONDITIONAL, 8);
            case "stqcx." -> sized(Op.STORE_QUAD_CONDITIONAL, 16);
            case "dcbz", "dcbzl" -> sized(Op.ZERO_LINE, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** With a prefix. */
    boolean prefixed(String name) {
        long imm = word.prefixedNumber();
        int n = word.isRelative() ? Op.ZERO : word.base();
        switch (name) {
            case "plwz" -> word.put(Op.LOAD4, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plbz" -> word.put(Op.LOAD1, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plhz" -> word.put(Op.LOAD2, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plha" -> word.put(Op.LOAD2S, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plwa" -> word.put(Op.LOAD4S, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pld" -> word.put(Op.LOAD8, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pstw" -> word.put(Op.STORE4, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pstb" -> word.put(Op.STORE1, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "psth" -> word.put(Op.STORE2, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "pstd" -> word.put(Op.STORE8, word.t(), n, Op.ZERO, Op.SINK, 0, imm);
            case "plq" -> word.put(Op.LOAD_QUAD, word.t() & ~1, n, Op.ZERO, 0, 16, imm);
            case "pstq" -> word.put(Op.STORE_QUAD, word.t() & ~1, n, Op.ZERO, 0, 16, imm);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void displaced(int operation, long displacement, String name) {
        boolean updates = name.endsWith("u");
        word.put(
                operation,
                word.t(),
                word.base(),
                Op.ZERO,
                updates ? word.a() : Op.SINK,
                0,
                displacement);
    }

    private void summed(int operation, String name) {
        boolean updates = name.endsWith("ux");
        word.put(operation, word.t(), word.base(), word.b(), updates ? word.a() : Op.SINK, 0, 0);
    }

    private void sized(int operation, int size) {
        word.put(operation, word.t(), word.base(), word.b(), 0, size, 0);
    }
}
