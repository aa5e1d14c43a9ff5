package patchbay.lang.run;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What an expression is worth. */
public sealed interface Value {

    /** The type as a message names it. */
    String type();

    /** As {@code print} and a REPL line show it. */
    String text();

    /** A 64-bit integer; an address prints as hex and compares unsigned. */
    record Num(long value, boolean isAddress) implements Value {
        @Override
        public String type() {
            return isAddress ? "address" : "number";
        }

        @Override
        public String text() {
            return isAddress ? hex(value) : Long.toString(value);
        }
    }

    /** Bytes in memory order. */
    record Bytes(byte[] bytes) implements Value {
        @Override
        public String type() {
            return "bytes";
        }

        @Override
        public String text() {
            return "x\"" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "\"";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes b && Arrays.equals(bytes, b.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    record Str(String string) implements Value {
        @Override
        public String type() {
            return "string";
        }

        @Override
        public String text() {
            return string;
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public String type() {
            return "boolean";
        }

        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** {@code A .. B}, half-open, counted in steps of one. */
    record Span(Num from, Num to) implements Value {
        @Override
        public String type() {
            return "range";
        }

        @Override
        public String text() {
            return from.text() + " .. " + to.text();
        }
    }

    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String type() {
            return "list";
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder("[");
            for (Value item : items) {
                text.append(text.length() == 1 ? "" : ", ").append(item.text());
            }
            return text.append(']').toString();
        }
    }

    /**
     * Named fields in order, of a kind such as {@code function}, {@code slot}, {@code module};
     * prints as its {@code name} where it has one.
     */
    record Entry(String kind, Map<String, Value> fields) implements Value {
        @Override
        public String type() {
            return kind;
        }

        @Override
        public String text() {
            Value name = fields.get("name");
            if (name != null) {
                return name.text();
            }
            StringBuilder text = new StringBuilder("{");
            fields.forEach((field, value) ->
                    text.append(text.length() == 1 ? "" : ", ")
                            .append(field)
                            .append(' ')
                            .append(value.text()));
            return text.append('}').toString();
        }
    }

    static Num number(long value) {
        return new Num(value, false);
    }

    static Num address(long value) {
        return new Num(value, true);
    }

    static Str string(String text) {
        return new Str(text);
    }

    static Bool bool(boolean value) {
        return new Bool(value);
    }

    /** {@code 0x…} without leading zeros. */
    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** A number as a function returned it: decimal while it is small, else as an address. */
    static Num returned(long value) {
        return new Num(value, value > Integer.MAX_VALUE * 2L + 1 || value < Integer.MIN_VALUE);
    }
}
