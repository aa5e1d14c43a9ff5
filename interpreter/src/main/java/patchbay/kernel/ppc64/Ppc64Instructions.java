package patchbay.kernel.ppc64;

import java.util.List;
import patchbay.bytes.Bits;
import patchbay.isa.ppc64.Ppc64Fixups;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.UnaryOperator;
import patchbay.kernel.ValueCode;

/**
 * The instructions of which ppc64 functions in words are made. Arguments come in r3 to r10;
 * temporaries are r9 to r11, so parameters of a function that takes more than six wait in its
 * frame; r12 and r0 are spare. Addresses are made from r2.
 *
 * @param toc what r2 holds
 */
record Ppc64Instructions(List<String> lines, long toc) implements ValueCode.Instructions {
    /** More parameters than this lie in temporaries. */
    static final int PARAMETERS_IN_REGISTERS = 6;

    @Override
    public int argument(int index) {
        return 3 + index;
    }

    @Override
    public int firstTemporary() {
        return 9;
    }

    @Override
    public int temporaries() {
        return 3;
    }

    @Override
    public int spare() {
        return 12;
    }

    @Override
    public int largestImmediate() {
        return 32767;
    }

    private void line(String text) {
        lines.add(text);
    }

    @Override
    public void move(int to, int from) {
        line("mr r" + to + ",r" + from);
    }

    @Override
    public void load(int register, int frameOffset) {
        line("ld r" + register + "," + frameOffset + "(r1)");
    }

    @Override
    public void store(int register, int frameOffset) {
        line("std r" + register + "," + frameOffset + "(r1)");
    }

    @Override
    public void unary(UnaryOperator operator, int register) {
        switch (operator) {
            case MINUS -> line("neg r" + register + ",r" + register);
            case NOT -> line("not r" + register + ",r" + register);
        }
    }

    /** Shifts look at seven bits of the count; a value has shifts modulo 64. */
    @Override
    public void binary(BinaryOperator operator, int left, int right) {
        String registers = " r" + left + ",r" + left + ",r" + right;
        switch (operator) {
            case PLUS -> line("add" + registers);
            case MINUS -> line("sub" + registers);
            case TIMES -> line("mulld" + registers);
            case DIVIDED_BY -> line("divd" + registers);
            case MODULO -> {
                line("divd r0,r" + left + ",r" + right);
                line("mulld r0,r0,r" + right);
                line("sub r" + left + ",r" + left + ",r0");
            }
            case AND -> line("and" + registers);
            case OR -> line("or" + registers);
            case XOR -> line("xor" + registers);
            case SHIFT_LEFT -> {
                line("clrldi r" + right + ",r" + right + ",58");
                line("sld" + registers);
            }
            case SHIFT_RIGHT -> {
                line("clrldi r" + right + ",r" + right + ",58");
                line("srad" + registers);
            }
        }
    }

    @Override
    public void immediate(BinaryOperator operator, int register, long value) {
        long added = operator == BinaryOperator.PLUS ? value : -value;
        line("addi r" + register + ",r" + register + "," + added);
    }

    /** The no-op is the loader's, for r2 to be restored when the call goes through a stub. */
    @Override
    public void call(long target) {
        line("bl 0x" + Long.toHexString(target));
        line("nop");
    }

    @Override
    public void address(int register, long address) {
        long distance = address - toc;
        line("addis r" + register + ",r2," + high(distance));
        line("addi r" + register + ",r" + register + "," + low(distance));
    }

    /** What {@code addis} adds of a distance whose low half is added with its sign. */
    static long high(long distance) {
        return Bits.signed(Ppc64Fixups.TOC16_HA.field().insert(0, distance), 16);
    }

    static long low(long distance) {
        return Bits.signed(distance, 16);
    }

    /** One or two instructions for what fits 32 bits, else the halves that are not zero. */
    @Override
    public void constant(int register, long value) {
        lines.addAll(Constants.inRegister(register, value));
    }
}
