package patchbay.kernel.arm64;

import java.util.List;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.UnaryOperator;
import patchbay.kernel.ValueCode;

/**
 * The instructions of which arm64 functions in words are made. Temporaries are x9 to x15; x16 and
 * x17 are spare. Dividing by zero gives zero, as {@code sdiv} has it.
 */
record Arm64Instructions(List<String> lines) implements ValueCode.Instructions {
    @Override
    public int argument(int index) {
        return index;
    }

    @Override
    public int firstTemporary() {
        return 9;
    }

    @Override
    public int temporaries() {
        return 7;
    }

    @Override
    public int spare() {
        return 16;
    }

    @Override
    public int largestImmediate() {
        return 4095;
    }

    @Override
    public void move(int to, int from) {
        lines.add("mov x" + to + ", x" + from);
    }

    @Override
    public void load(int register, int frameOffset) {
        lines.add("ldr x" + register + ", [sp, #" + frameOffset + "]");
    }

    @Override
    public void store(int register, int frameOffset) {
        lines.add("str x" + register + ", [sp, #" + frameOffset + "]");
    }

    @Override
    public void unary(UnaryOperator operator, int register) {
        String name =
                switch (operator) {
                    case MINUS -> "neg";
                    case NOT -> "mvn";
                };
        lines.add(name + " x" + register + ", x" + register);
    }

    @Override
    public void binary(BinaryOperator operator, int left, int right) {
        if (operator == BinaryOperator.MODULO) {
            lines.add("sdiv x17, x" + left + ", x" + right);
            lines.add("msub x" + left + ", x17, x" + right + ", x" + left);
            return;
        }
        String name =
                switch (operator) {
                    case PLUS -> "add";
                    case MINUS -> "sub";
                    case TIMES -> "mul";
                    case DIVIDED_BY, MODULO -> "sdiv";
                    case AND -> "and";
                    case OR -> "orr";
                    case XOR -> "eor";
                    case SHIFT_LEFT -> "lsl";
                    case SHIFT_RIGHT -> "asr";
                };
        lines.add(name + " x" + left + ", x" + left + ", x" + right);
    }

    @Override
    public void immediate(BinaryOperator operator, int register, long value) {
        String name = operator == BinaryOperator.PLUS ? "add" : "sub";
        lines.add(name + " x" + register + ", x" + register + ", #" + value);
    }

    @Override
    public void call(long target) {
        lines.add("bl 0x" + Long.toHexString(target));
    }

    @Override
    public void address(int register, long address) {
        lines.add("adrp x" + register + ", 0x" + Long.toHexString(address & ~0xfffL));
        lines.add("add x" + register + ", x" + register + ", #" + (address & 0xfff));
    }

    /** From the form that takes the fewest instructions: ones or zeros where nothing is set. */
    @Override
    public void constant(int register, long value) {
        if (value == 0) {
            lines.add("mov x" + register + ", #0");
            return;
        }
        int zeros = 0;
        int ones = 0;
        for (int shift = 0; shift < 64; shift += 16) {
            long half = value >>> shift & 0xffff;
            zeros += half == 0 ? 1 : 0;
            ones += half == 0xffff ? 1 : 0;
        }
        long skipped = ones > zeros ? 0xffff : 0;
        String first = ones > zeros ? "movn" : "movz";
        boolean started = false;
        for (int shift = 0; shift < 64; shift += 16) {
            long half = value >>> shift & 0xffff;
            if (half == skipped && (started || shift < 48)) {
                continue;
            }
            long field = started || skipped == 0 ? half : ~half & 0xffff;
            lines.add(
                    (started ? "movk" : first)
                            + " x"
                            + register
                            + ", #"
                            + field
                            + (shift == 0 ? "" : ", lsl #" + shift));
            started = true;
        }
    }
}
