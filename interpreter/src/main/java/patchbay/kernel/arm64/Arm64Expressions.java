package patchbay.kernel.arm64;

import java.util.List;
import patchbay.kernel.FunctionCode.Linker;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.LayoutSpec.Binary;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.Call;
import patchbay.kernel.LayoutSpec.Constant;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.kernel.LayoutSpec.Parameter;
import patchbay.kernel.LayoutSpec.Unary;

/**
 * The calls and the value of a function in words.
 *
 * <p>The value of a node at depth d goes into temporary x(9 + d), and its right operand one deeper;
 * from depth 6 on all share x15, and the left operand waits in the frame. A call lets everything
 * pending wait there. Arithmetic is modulo 2^64, division and shift right have a sign; dividing by
 * zero gives zero and shifts count modulo 64, as the instructions have it.
 *
 * <pre>
 *   sp + 0        x29, x30
 *   sp + 16       parameters, when the function has a frame record
 *   …             what is pending, by depth
 * </pre>
 */
final class Arm64Expressions {
    private static final int FIRST_TEMPORARY = 9;
    private static final int DEEPEST_TEMPORARY = 6;
    private static final int LARGEST_IMMEDIATE = 4095;
    private static final String PRINTER = EntryCodes.PRINTER;

    private final LayoutSpec.Function function;
    private final Linker links;
    private final boolean parametersInFrame;
    private final List<String> lines;

    Arm64Expressions(
            LayoutSpec.Function function,
            Linker links,
            boolean parametersInFrame,
            List<String> lines) {
        this.function = function;
        this.links = links;
        this.parametersInFrame = parametersInFrame;
        this.lines = lines;
    }

    /** Whether {@code function} calls anything. */
    static boolean calls(LayoutSpec.Function function) {
        return !function.calls().isEmpty()
                || switch (function.body()) {
                    case LayoutSpec.Returns returns -> calls(returns.value());
                    case LayoutSpec.Logs logs -> true;
                    case LayoutSpec.Assembler assembler -> false;
                    case LayoutSpec.Empty empty -> false;
                };
    }

    private static boolean calls(Expression expression) {
        return switch (expression) {
            case Constant constant -> false;
            case Parameter parameter -> false;
            case Call call -> true;
            case Unary unary -> calls(unary.operand());
            case Binary binary -> calls(binary.left()) || calls(binary.right());
        };
    }

    /** How many operands may have to wait in the frame at once. */
    static int pending(LayoutSpec.Function function) {
        if (!(function.body() instanceof LayoutSpec.Returns returns)) {
            return 0;
        }
        int depth = depth(returns.value());
        return depth > DEEPEST_TEMPORARY || depth > 0 && calls(returns.value()) ? depth : 0;
    }

    private static int depth(Expression expression) {
        return switch (expression) {
            case Constant constant -> 0;
            case Parameter parameter -> 0;
            case Unary unary -> depth(unary.operand());
            case Binary binary when immediate(binary) -> depth(binary.left());
            case Binary binary -> Math.max(depth(binary.left()), 1 + depth(binary.right()));
            case Call call -> {
                int depth = simple(call) ? 0 : call.arguments().size();
                for (int i = 0; i < call.arguments().size(); i++) {
                    depth = Math.max(depth, i + depth(call.arguments().get(i)));
                }
                yield depth;
            }
        };
    }

    void write() {
        for (String callee : function.calls()) {
            line("bl", callee);
        }
        switch (function.body()) {
            case LayoutSpec.Returns returns -> result(returns.value());
            case LayoutSpec.Logs logs -> {
                long text = links.text(logs.text());
                lines.add("adrp x0, 0x" + Long.toHexString(text & ~0xfffL));
                lines.add("add x0, x0, #" + (text & 0xfff));
                line("bl", PRINTER);
                constant(0, 0);
            }
            case LayoutSpec.Empty empty -> constant(0, 0);
            case LayoutSpec.Assembler assembler ->
                    throw new IllegalArgumentException("has code of its own");
        }
    }

    private void line(String mnemonic, String callee) {
        lines.add(mnemonic + " 0x" + Long.toHexString(links.branch(callee)));
    }

    /** The value into x0. */
    private void result(Expression expression) {
        switch (expression) {
            case Constant constant -> constant(0, constant.value());
            case Parameter parameter -> parameter(0, parameter);
            case Call call -> call(call, 0);
            case Binary binary when immediate(binary) && !(binary.left() instanceof Constant) -> {
                result(binary.left());
                addImmediate(0, binary);
            }
            case Binary binary -> viaTemporary(binary);
            case Unary unary -> viaTemporary(unary);
        }
    }

    private void viaTemporary(Expression expression) {
        value(expression, 0);
        lines.add("mov x0, x" + FIRST_TEMPORARY);
    }

    /** The value into the temporary of {@code depth}. */
    private void value(Expression expression, int depth) {
        int register = temporary(depth);
        switch (expression) {
            case Constant constant -> constant(register, constant.value());
            case Parameter parameter -> parameter(register, parameter);
            case Unary unary -> {
                value(unary.operand(), depth);
                String name =
                        switch (unary.operator()) {
                            case MINUS -> "neg";
                            case NOT -> "mvn";
                        };
                lines.add(name + " x" + register + ", x" + register);
            }
            case Binary binary when immediate(binary) -> {
                value(binary.left(), depth);
                addImmediate(register, binary);
            }
            case Binary binary -> binary(binary, depth);
            case Call call -> {
                for (int i = 0; i < Math.min(depth, DEEPEST_TEMPORARY); i++) {
                    store(temporary(i), i);
                }
                call(call, depth);
                lines.add("mov x" + register + ", x0");
                for (int i = 0; i < Math.min(depth, DEEPEST_TEMPORARY); i++) {
                    load(temporary(i), i);
                }
            }
        }
    }

    private void binary(Binary binary, int depth) {
        int left = temporary(depth);
        int right = temporary(depth + 1);
        value(binary.left(), depth);
        if (left == right) {
            store(left, depth);
        }
        value(binary.right(), depth + 1);
        if (left == right) {
            right = 16;
            lines.add("mov x16, x" + left);
            load(left, depth);
        }
        if (binary.operator() == BinaryOperator.MODULO) {
            lines.add("sdiv x17, x" + left + ", x" + right);
            lines.add("msub x" + left + ", x17, x" + right + ", x" + left);
            return;
        }
        String name =
                switch (binary.operator()) {
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

    /**
     * Calls; the value is left in x0. Arguments that are more than a constant or a parameter wait
     * in the frame.
     */
    private void call(Call call, int depth) {
        List<Expression> arguments = call.arguments();
        boolean simple = simple(call);
        for (int i = 0; !simple && i < arguments.size(); i++) {
            value(arguments.get(i), depth + i);
            store(temporary(depth + i), depth + i);
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!simple) {
                load(i, depth + i);
            } else if (arguments.get(i) instanceof Parameter parameter) {
                parameter(i, parameter);
            } else if (arguments.get(i) instanceof Constant constant) {
                constant(i, constant.value());
            }
        }
        line("bl", call.callee());
    }

    private static boolean simple(Call call) {
        return call.arguments().stream()
                .allMatch(a -> a instanceof Constant || a instanceof Parameter);
    }

    private static boolean immediate(Binary binary) {
        return binary.right() instanceof Constant constant
                && (binary.operator() == BinaryOperator.PLUS
                        || binary.operator() == BinaryOperator.MINUS)
                && constant.value() >= 0
                && constant.value() <= LARGEST_IMMEDIATE;
    }

    private void addImmediate(int register, Binary binary) {
        long value = ((Constant) binary.right()).value();
        String name = binary.operator() == BinaryOperator.PLUS ? "add" : "sub";
        lines.add(name + " x" + register + ", x" + register + ", #" + value);
    }

    private void parameter(int register, Parameter parameter) {
        int index = function.parameters().indexOf(parameter.name());
        if (parametersInFrame) {
            lines.add("ldr x" + register + ", [sp, #" + (16 + 8 * index) + "]");
        } else if (index != register) {
            lines.add("mov x" + register + ", x" + index);
        }
    }

    /** From the form that takes the fewest instructions: ones or zeros where nothing is set. */
    private void constant(int register, long value) {
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

    private void store(int register, int depth) {
        lines.add("str x" + register + ", [sp, #" + slot(depth) + "]");
    }

    private void load(int register, int depth) {
        lines.add("ldr x" + register + ", [sp, #" + slot(depth) + "]");
    }

    private int slot(int depth) {
        return 16 + 8 * (function.parameters().size() + depth);
    }

    private static int temporary(int depth) {
        return FIRST_TEMPORARY + Math.min(depth, DEEPEST_TEMPORARY);
    }
}
