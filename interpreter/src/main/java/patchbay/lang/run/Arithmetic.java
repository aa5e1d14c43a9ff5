package patchbay.lang.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * Operators on values. Numbers are 64 bits wide and wrap; where an address takes part, comparison
 * and division are unsigned.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Value binary(String operator, Value left, Value right, Span span) throws Halt {
        return switch (operator) {
            case "==" -> Value.bool(equal(left, right, span));
            case "!=" -> Value.bool(!equal(left, right, span));
            case "<", "<=", ">", ">=" -> Value.bool(ordered(operator, left, right, span));
            case "+" -> plus(left, right, span);
            default -> numbers(operator, number(left, span), number(right, span), span);
        };
    }

    private static Value plus(Value left, Value right, Span span) throws Halt {
        if (left instanceof Value.Str(String a)) {
            return Value.string(a + right.text());
        }
        if (left instanceof Value.Bytes(byte[] a) && right instanceof Value.Bytes(byte[] b)) {
            byte[] joined = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, joined, a.length, b.length);
            return new Value.Bytes(joined);
        }
        if (left instanceof Value.Items(List<Value> a)
                && right instanceof Value.Items(List<Value> b)) {
            List<Value> joined = new ArrayList<>(a);
            joined.addAll(b);
            return new Value.Items(joined);
        }
        return numbers("+", number(left, span), number(right, span), span);
    }

    private static Value numbers(String operator, Value.Num left, Value.Num right, Span span)
            throws Halt {
        long a = left.value();
        long b = right.value();
        boolean unsigned = left.isAddress() || right.isAddress();
        return switch (operator) {
            case "+" -> new Value.Num(a + b, unsigned);
            case "-" -> new Value.Num(a - b, left.isAddress() && !right.isAddress());
            case "*" -> new Value.Num(a * b, false);
            case "/" -> {
                nonZero(b, span);
                yield new Value.Num(unsigned ? Long.divideUnsigned(a, b) : a / b, false);
            }
            case "%" -> {
                nonZero(b, span);
                yield new Value.Num(unsigned ? Long.remainderUnsigned(a, b) : a % b, false);
            }
            case "&" -> new Value.Num(a & b, unsigned);
            case "|" -> new Value.Num(a | b, unsigned);
            case "^" -> new Value.Num(a ^ b, unsigned);
            case "<<" -> new Value.Num(Long.compareUnsigned(b, 64) < 0 ? a << b : 0, unsigned);
            case ">>" -> new Value.Num(shiftRight(a, b, left.isAddress()), unsigned);
            default -> throw new IllegalStateException("operator " + operator);
        };
    }

    private static long shiftRight(long a, long b, boolean logical) {
        if (Long.compareUnsigned(b, 64) >= 0) {
            return logical || a >= 0 ? 0 : -1;
        }
        return logical ? a >>> b : a >> b;
    }

    private static void nonZero(long divisor, Span span) throws Halt {
        if (divisor == 0) {
            throw new Halt(Code.PB2022, span, "division by zero");
        }
    }

    /**
     * Whether both are the same; bytes and numbers are never compared, since their order in memory
     * would be a guess.
     */
    static boolean equal(Value left, Value right, Span span) throws Halt {
        if (left instanceof Value.Bytes bytes && right instanceof Value.Num number) {
            throw bytesBesideNumber(bytes, number, span);
        }
        if (right instanceof Value.Bytes bytes && left instanceof Value.Num number) {
            throw bytesBesideNumber(bytes, number, span);
        }
        if (isNumeric(left) && isNumeric(right)) {
            return number(left, span).value() == number(right, span).value();
        }
        if (!left.type().equals(right.type())) {
            throw new Halt(
                    Code.PB2020,
                    span,
                    Phrase.of("a %s is never equal to a %s", left.type(), right.type()));
        }
        if (left instanceof Value.Items(List<Value> a)
                && right instanceof Value.Items(List<Value> b)) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = equal(a.get(i), b.get(i), span);
            }
            return same;
        }
        return left.equals(right);
    }

    private static Halt bytesBesideNumber(Value.Bytes bytes, Value.Num number, Span span) {
        int size = bytes.bytes().length;
        byte[] little = new byte[size];
        patchbay.bytes.Bits.putLittle(little, 0, Math.min(size, 8), number.value());
        return new Halt(
                Code.PB2020,
                span,
                Phrase.of(
                        "bytes are compared with a number: %s with %s",
                        bytes.text(), Value.hex(number.value())),
                size <= 8
                        ? Phrase.of(
                                "as bytes in memory order the number is x\"%s\"",
                                HexFormat.ofDelimiter(" ").formatHex(little))
                        : "write the bytes in memory order: x\"…\"");
    }

    private static boolean ordered(String operator, Value left, Value right, Span span)
            throws Halt {
        int order;
        if (left instanceof Value.Str(String a) && right instanceof Value.Str(String b)) {
            order = a.compareTo(b);
        } else {
            Value.Num a = number(left, span);
            Value.Num b = number(right, span);
            order =
                    a.isAddress() || b.isAddress()
                            ? Long.compareUnsigned(a.value(), b.value())
                            : Long.compare(a.value(), b.value());
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    static Value negate(Value operand, Span span) throws Halt {
        return new Value.Num(-number(operand, span).value(), false);
    }

    static Value complement(Value operand, Span span) throws Halt {
        Value.Num number = number(operand, span);
        return new Value.Num(~number.value(), number.isAddress());
    }

    private static boolean isNumeric(Value value) {
        return value instanceof Value.Num
                || value instanceof Value.Entry entry && entry.fields().containsKey("address");
    }

    /** A number; a function, a slot, a module counts as its address. */
    static Value.Num number(Value value, Span span) throws Halt {
        if (value instanceof Value.Num number) {
            return number;
        }
        if (value instanceof Value.Entry entry
                && entry.fields().get("address") instanceof Value.Num address) {
            return address;
        }
        throw new Halt(
                Code.PB2020,
                span,
                Phrase.of("a number is needed, this is a %s: %s", value.type(), value.text()));
    }

    static boolean truth(Value value, Span span) throws Halt {
        if (value instanceof Value.Bool(boolean truth)) {
            return truth;
        }
        throw new Halt(
                Code.PB2020,
                span,
                Phrase.of("a condition is needed, this is a %s: %s", value.type(), value.text()));
    }
}
