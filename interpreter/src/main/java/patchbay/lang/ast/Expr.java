package patchbay.lang.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.source.Span;

/**
 * An expression. Only depth that the limits of the parser allow: walking it by recursion is safe.
 */
public sealed interface Expr {

    Span span();

    /** {@code 128M}, {@code 0xd503201f}: 64 bits; {@code hex} says how it was written. */
    record Num(long value, boolean hex, Span span) implements Expr {}

    /** {@code "text"}, escapes resolved. */
    record Characters(String value, Span span) implements Expr {}

    /**
     * {@code "plt of {m} has {slots(m).used}"} in a {@code print}: {@link Characters} and other
     * expressions, one behind the other.
     */
    record Template(List<Expr> parts, Span span) implements Expr {
        public Template {
            parts = List.copyOf(parts);
        }
    }

    /** {@code x"1f 20 03 d5"}: bytes in memory order. */
    record Bytes(byte[] value, Span span) implements Expr {}

    record Truth(boolean value, Span span) implements Expr {}

    /**
     * A name with all its dots: {@code bar}, {@code foo.bar}, {@code bar.isra.0}, {@code foo.plt},
     * {@code it.users}, {@code bar#2}. The parser does not know what {@code foo} is, so a dotted
     * run stays together, and the reader of the tree decides: a variable or {@code it} takes the
     * first part and the rest are fields; otherwise the longest existing symbol wins. {@code parts}
     * has the back quotes taken off; a quoted part is never looked at as a word of the language.
     * {@code ordinal} is the sympos behind {@code #}, or 0.
     */
    record Name(List<String> parts, int ordinal, Span span) implements Expr {
        public Name {
            parts = List.copyOf(parts);
        }

        /** The dotted text without quotes and sympos. */
        public String text() {
            return parts.size() == 1 ? parts.getFirst() : String.join(".", parts);
        }
    }

    /**
     * {@code bar+0x1c/0x40 [foo]} from a backtrace: the function is {@code size} bytes long there.
     */
    record Backtrace(String function, long offset, long size, @Nullable String module, Span span)
            implements Expr {}

    /**
     * {@code f(a, b)}: a built-in, a {@code def}, or, inside {@code returns}, a function of the
     * layout.
     */
    record Apply(Name function, List<Expr> arguments, Span span) implements Expr {
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code call f(1, 2)}: runs the real bytes. */
    record Call(Expr function, List<Expr> arguments, Span span) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code .used} behind a {@code )} or {@code ]}. */
    record Field(Expr of, Word name, Span span) implements Expr {}

    /** {@code foo.plt[3]}. */
    record Index(Expr of, Expr index, Span span) implements Expr {}

    record Unary(Sign sign, Expr operand, Span span) implements Expr {
        public enum Sign {
            MINUS("-"),
            COMPLEMENT("~"),
            NOT("not");

            private final String text;

            Sign(String text) {
                this.text = text;
            }

            public String text() {
                return text;
            }
        }
    }

    record Binary(Expr left, Operator operator, Expr right, Span span) implements Expr {
        public enum Operator {
            TIMES("*"),
            DIVIDED("/"),
            REMAINDER("%"),
            PLUS("+"),
            MINUS("-"),
            SHIFT_LEFT("<<"),
            SHIFT_RIGHT(">>"),
            AND_BITS("&"),
            XOR_BITS("^"),
            OR_BITS("|"),
            EQUAL("=="),
            UNEQUAL("!="),
            LESS("<"),
            AT_MOST("<="),
            GREATER(">"),
            AT_LEAST(">="),
            /** {@code call f() visits foo.bar}. */
            VISITS("visits"),
            AND("and"),
            OR("or");

            private final String text;

            Operator(String text) {
                this.text = text;
            }

            public String text() {
                return text;
            }
        }
    }

    /** {@code A .. B}, half-open. */
    record Range(Expr from, Expr to, Span span) implements Expr {}

    /** {@code [a, b]}. */
    record Items(List<Expr> items, Span span) implements Expr {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** {@code unchanged kernel}: byte for byte as when loading had finished. */
    record Unchanged(Expr thing, Span span) implements Expr {}

    /**
     * {@code compare module foo with "FILE" at ADDR}, or {@code compare kernel …}: what stands in
     * the file beside what was loaded.
     *
     * @param at where raw bytes stood; nothing for a file or folder that says so itself
     */
    record Comparison(Word module, Text file, @Nullable Expr at, Span span) implements Expr {}
}
