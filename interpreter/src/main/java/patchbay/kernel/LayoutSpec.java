package patchbay.kernel;

import java.util.List;
import java.util.OptionalLong;
import patchbay.isa.Isa;

/**
 * An object in words: the kernel proper or a module, as a layout block describes it.
 *
 * @param object {@code kernel}, or the module's name
 * @param size how much room the object has in bytes; without it as much as it needs
 * @param spareSlots slots beyond those that its own far calls need; a module's only
 * @param open whether functions may be added later ({@link WordsLayout#extend})
 * @param items in order of declaration
 */
public record LayoutSpec(
        String object,
        long base,
        OptionalLong size,
        int spareSlots,
        boolean open,
        List<Item> items) {
    public LayoutSpec {
        items = List.copyOf(items);
    }

    /** What stands in an object, each placed behind the one before it. */
    public sealed interface Item {}

    /**
     * A function.
     *
     * @param parameters their names
     * @param offset from the object's base, or from its section's start
     * @param size in bytes; what the code leaves is filled with no-ops
     * @param notrace without a patchable entry
     * @param local whether only its own object may call it
     * @param calls callees called before the body's value is made
     */
    public record Function(
            String name,
            List<String> parameters,
            OptionalLong offset,
            OptionalLong size,
            boolean notrace,
            boolean local,
            List<String> calls,
            Body body)
            implements Item {
        public Function {
            parameters = List.copyOf(parameters);
            calls = List.copyOf(calls);
        }

        /** The same function as code that is reached from elsewhere. */
        Function exposed() {
            return new Function(name, parameters, offset, size, notrace, false, calls, body);
        }

        /** {@code fn name}: a traceable function that returns 0. */
        public static Function empty(String name) {
            return new Function(
                    name,
                    List.of(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    false,
                    false,
                    List.of(),
                    new Empty());
        }
    }

    /** Named data, its values one after the other, each aligned to its size. */
    public record Data(String name, List<Value> values) implements Item {
        public Data {
            values = List.copyOf(values);
        }
    }

    /**
     * A section of its own; {@code .text.unlikely} stands among the code, one that holds data only
     * among the data.
     */
    public record Section(String name, List<Item> items) implements Item {
        public Section {
            items = List.copyOf(items);
        }
    }

    /** What a function does after its {@code calls}. */
    public sealed interface Body {}

    public record Returns(Expression value) implements Body {}

    /** Raw lines: the whole function, entry and return included. */
    public record Assembler(List<Isa.AsmLine> lines) implements Body {
        public Assembler {
            lines = List.copyOf(lines);
        }
    }

    /** Says {@code text} in the kernel log and returns 0. */
    public record Logs(String text) implements Body {}

    /** Returns 0. */
    public record Empty() implements Body {}

    /** What {@code returns} computes, in 64 bits with a sign. */
    public sealed interface Expression {}

    public record Constant(long value) implements Expression {}

    public record Parameter(String name) implements Expression {}

    public record Call(String callee, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    public record Unary(UnaryOperator operator, Expression operand) implements Expression {}

    public record Binary(BinaryOperator operator, Expression left, Expression right)
            implements Expression {}

    public enum UnaryOperator {
        MINUS,
        NOT
    }

    public enum BinaryOperator {
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        MODULO,
        AND,
        OR,
        XOR,
        SHIFT_LEFT,
        SHIFT_RIGHT
    }

    /** One value of {@link Data}. */
    public sealed interface Value {}

    /** {@code size} is 1, 2, 4 or 8 bytes. */
    public record Quantity(int size, long value) implements Value {}

    /** A symbol's address, 8 bytes. */
    public record Address(String symbol) implements Value {}

    /** UTF-8 with a zero byte behind it. */
    public record Text(String text) implements Value {}
}
