package patchbay.kernel;

import java.util.List;
import patchbay.kernel.FunctionCode.Linker;
import patchbay.kernel.LayoutSpec.Binary;
import patchbay.kernel.LayoutSpec.BinaryOperator;
import patchbay.kernel.LayoutSpec.Call;
import patchbay.kernel.LayoutSpec.Constant;
import patchbay.kernel.LayoutSpec.Expression;
import patchbay.kernel.LayoutSpec.Parameter;
import patchbay.kernel.LayoutSpec.Unary;
import patchbay.kernel.LayoutSpec.UnaryOperator;

/**
 * The calls and the value of a function in words, for a machine that computes in registers.
 *
 * <p>The value of a node at depth d goes into the temporary of that depth, and its right operand
 * one deeper; from the last temporary on all share that, and the left operand waits in the frame. A
 * call lets everything pending wait there. Arithmetic is modulo 2^64, division and shift right have
 * a sign; shifts count modulo 64.
 *
 * <pre>
 *   frame + 0       what the architecture keeps there
 *   + base          parameters, when the function calls
 *   …               what is pending, by depth
 * </pre>
 */
public final class ValueCode {
    /** The instructions of one architecture, each of which appends its lines. */
    public interface Instructions {
        /** The register of the argument of that index; that of the first also takes a value. */
        int argument(int index);

        int firstTemporary();

        int temporaries();

        /** A register for a right operand when the temporaries have run out. */
        int spare();

        /** The largest number that {@link #immediate} takes. */
        int largestImmediate();

        void constant(int register, long value);

        void move(int to, int from);

        void load(int register, int frameOffset);

        void store(int register, int frameOffset);

        void unary(UnaryOperator operator, int register);

        /** {@code left} = {@code left} operator {@code right}. */
        void binary(BinaryOperator operator, int left, int right);

        /** The register = the register PLUS or MINUS a number of at least 0. */
        void immediate(BinaryOperator operator, int register, long value);

        void call(long target);

        /** The address into the register. */
        void address(int register, long address);
    }

    private final LayoutSpec.Function function;
    private final Linker links;
    private final Instructions instructions;
    private final int base;
    private final boolean parametersInFrame;
    private final String printer;

    /**
     * @param base frame offset of the first parameter, in bytes
     * @param printer the function that says a text
     */
    public ValueCode(
            LayoutSpec.Function function,
            Linker links,
            Instructions instructions,
            int base,
            boolean parametersInFrame,
            String printer) {
        this.function = function;
        this.links = links;
        this.instructions = instructions;
        this.base = base;
        this.parametersInFrame = parametersInFrame;
        this.printer = printer;
    }

    /** Whether {@code function} calls anything. */
    public static boolean calls(LayoutSpec.Function function) {
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
    public static int pending(LayoutSpec.Function function, Instructions instructions) {
        if (!(function.body() instanceof LayoutSpec.Returns returns)) {
            return 0;
        }
        int depth = depth(returns.value(), instructions);
        return depth >= instructions.temporaries() || depth > 0 && calls(returns.value())
                ? depth
                : 0;
    }

    private static int depth(Expression expression, Instructions instructions) {
        return switch (expression) {
            case Constant constant -> 0;
            case Parameter parameter -> 0;
            case Unary unary -> depth(unary.operand(), instructions);
            case Binary binary when immediate(binary, instructions) ->
                    depth(binary.left(), instructions);
            case Binary binary ->
                    Math.max(
                            depth(binary.left(), instructions),
                            1 + depth(binary.right(), instructions));
            case Call call -> {
                int depth = simple(call) ? 0 : call.arguments().size();
                for (int i = 0; i < call.arguments().size(); i++) {
                    depth = Math.max(depth, i + depth(call.arguments().get(i), instructions));
                }
                yield depth;
            }
        };
    }

    /** Appends the calls, and the value's way into the register that returns it. */
    public void write() {
        for (String callee : function.calls()) {
            call(callee);
        }
        switch (function.body()) {
            case LayoutSpec.Returns returns -> result(returns.value());
            case LayoutSpec.Logs logs -> {
                instructions.address(instructions.argument(0), links.text(logs.text()));
                call(printer);
                instructions.constant(instructions.argument(0), 0);
            }
            case LayoutSpec.Empty empty -> instructions.constant(instructions.argument(0), 0);
            case LayoutSpec.Assembler assembler ->
                    throw new IllegalArgumentException("has code of its own");
        }
    }

    private void call(String callee) {
        instructions.call(links.branch(callee));
    }

    /** The value into the register that returns it. */
    private void result(Expression expression) {
        switch (expression) {
            case Constant constant ->
                    instructions.constant(instructions.argument(0), constant.value());
            case Parameter parameter -> parameter(instructions.argument(0), parameter);
            case Call call -> call(call, 0);
            case Binary binary
                    when immediate(binary, instructions)
                            && !(binary.left() instanceof Constant) -> {
                result(binary.left());
                addImmediate(instructions.argument(0), binary);
            }
            case Binary binary -> viaTemporary(binary);
            case Unary unary -> viaTemporary(unary);
        }
    }

    private void viaTemporary(Expression expression) {
        value(expression, 0);
        instructions.move(instructions.argument(0), instructions.firstTemporary());
    }

    /** The value into the temporary of {@code depth}. */
    private void value(Expression expression, int depth) {
        int register = temporary(depth);
        switch (expression) {
            case Constant constant -> instructions.constant(register, constant.value());
            case Parameter parameter -> parameter(register, parameter);
            case Unary unary -> {
                value(unary.operand(), depth);
                instructions.unary(unary.operator(), register);
            }
            case Binary binary when immediate(binary, instructions) -> {
                value(binary.left(), depth);
                addImmediate(register, binary);
            }
            case Binary binary -> binary(binary, depth);
            case Call call -> {
                for (int i = 0; i < Math.min(depth, instructions.temporaries() - 1); i++) {
                    store(temporary(i), i);
                }
                call(call, depth);
                instructions.move(register, instructions.argument(0));
                for (int i = 0; i < Math.min(depth, instructions.temporaries() - 1); i++) {
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
            right = instructions.spare();
            instructions.move(right, left);
            load(left, depth);
        }
        instructions.binary(binary.operator(), left, right);
    }

    /**
     * Calls; the value is left where calls return it. Arguments that are more than a constant or a
     * parameter wait in the frame.
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
                load(instructions.argument(i), depth + i);
            } else if (arguments.get(i) instanceof Parameter parameter) {
                parameter(instructions.argument(i), parameter);
            } else if (arguments.get(i) instanceof Constant constant) {
                instructions.constant(instructions.argument(i), constant.value());
            }
        }
        call(call.callee());
    }

    private static boolean simple(Call call) {
        return call.arguments().stream()
                .allMatch(a -> a instanceof Constant || a instanceof Parameter);
    }

    private static boolean immediate(Binary binary, Instructions instructions) {
        return binary.right() instanceof Constant constant
                && (binary.operator() == BinaryOperator.PLUS
                        || binary.operator() == BinaryOperator.MINUS)
                && constant.value() >= 0
                && constant.value() <= instructions.largestImmediate();
    }

    private void addImmediate(int register, Binary binary) {
        long value = ((Constant) binary.right()).value();
        instructions.immediate(binary.operator(), register, value);
    }

    private void parameter(int register, Parameter parameter) {
        int index = function.parameters().indexOf(parameter.name());
        if (parametersInFrame) {
            instructions.load(register, base + 8 * index);
        } else if (instructions.argument(index) != register) {
            instructions.move(register, instructions.argument(index));
        }
    }

    private void store(int register, int depth) {
        instructions.store(register, pendingAt(depth));
    }

    private void load(int register, int depth) {
        instructions.load(register, pendingAt(depth));
    }

    private int pendingAt(int depth) {
        return base + 8 * (function.parameters().size() + depth);
    }

    private int temporary(int depth) {
        return instructions.firstTemporary() + Math.min(depth, instructions.temporaries() - 1);
    }
}
