package patchbay.isa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instruction: all that is known of it stands here, once. Encoder, decoder, assembler,
 * disassembler and explanation derive from it.
 */
public final class Row {
    private final int index;
    private final String name;
    private final String bits;
    private final int width;
    private final String meaning;
    private final Clause[] clauses;
    private final Flow flow;
    private final Operand.Maker operands;
    private final List<Form> forms;
    private @Nullable Pattern pattern;
    private @Nullable Allocation allocation;

    /** Where control goes next. */
    public enum Flow {
        NEXT,
        JUMP,
        CALL,
        CONDITIONAL,
        INDIRECT_JUMP,
        INDIRECT_CALL,
        RETURN,
        TRAP;

        /** Whether the instruction itself says where it leads. */
        boolean isDirect() {
            return this == JUMP || this == CALL || this == CONDITIONAL;
        }
    }

    /** What a row may say beyond its bits, its syntax and its meaning. */
    public sealed interface Clause {}

    /**
     * A spelling that is printed instead if the {@code fixed} fields are so and {@code when} holds;
     * also read.
     */
    private record Alias(String syntax, String fixed, String when) implements Clause {}

    /** A spelling that is read, never printed. */
    private record Also(String syntax, String fixed) implements Clause {}

    /** A condition under which the bits are unallocated. */
    private record Except(String condition) implements Clause {}

    /** An equation without which the bits are unallocated; assembling makes it true. */
    private record Always(String equation) implements Clause {}

    /** A condition without which the bits are unallocated. */
    private record Only(String condition) implements Clause {}

    /** A condition under which the instruction is printed, but not assembled. */
    private record OnlyPrinted(String condition) implements Clause {}

    private record Goes(Flow flow) implements Clause {}

    /**
     * Printed instead where {@code fixed} holds; when it is read, {@code fixed} is made to hold.
     */
    public static Clause alias(String syntax, String fixed) {
        return new Alias(syntax, fixed, "");
    }

    /** The same, but printed only where {@code when} holds too. */
    public static Clause alias(String syntax, String fixed, String when) {
        return new Alias(syntax, fixed, when);
    }

    /** Read, with {@code fixed} made to hold, but never printed. */
    public static Clause also(String syntax, String fixed) {
        return new Also(syntax, fixed);
    }

    /** Not this instruction where {@code condition} holds. */
    public static Clause except(String condition) {
        return new Except(condition);
    }

    /** Not this instruction unless {@code condition} holds. */
    public static Clause only(String condition) {
        return new Only(condition);
    }

    /** Not this instruction unless {@code equation} holds; assembling makes it hold. */
    public static Clause always(String equation) {
        return new Always(equation);
    }

    /** Where {@code condition} holds, it is printed so, but an assembler does not take it. */
    public static Clause onlyPrinted(String condition) {
        return new OnlyPrinted(condition);
    }

    public static Clause goes(Flow flow) {
        return new Goes(flow);
    }

    Row(
            int index,
            String name,
            String bits,
            int width,
            String syntax,
            String meaning,
            Clause[] clauses,
            Operand.Maker operands) {
        this.index = index;
        this.name = name;
        this.bits = bits;
        this.width = width;
        this.meaning = meaning;
        this.clauses = clauses;
        this.operands = operands;
        List<Form> forms = new ArrayList<>(clauses.length + 1);
        List<Form> read = new ArrayList<>(0);
        Flow flow = Flow.NEXT;
        // Not a switch over types: the first of those costs a cold start many milliseconds.
        for (Clause clause : clauses) {
            if (clause instanceof Alias alias) {
                forms.add(new Form(this, alias.syntax, alias.fixed, alias.when, true));
            } else if (clause instanceof Also also) {
                read.add(new Form(this, also.syntax, also.fixed, "", false));
            } else if (clause instanceof Goes goes) {
                flow = goes.flow;
            }
        }
        forms.add(new Form(this, syntax, "", "", true));
        forms.addAll(read);
        this.forms = forms;
        this.flow = flow;
    }

    /** Its number in the table: dense enough for an array, stable within a run. */
    public int index() {
        return index;
    }

    /** Bits of an instruction. */
    public int width() {
        return width;
    }

    /** Its name in the table: unique and stable. */
    public String name() {
        return name;
    }

    /** The bits, read when they are asked for first: the assembler looks at few rows. */
    public Pattern pattern() {
        Pattern known = pattern;
        if (known == null) {
            known = new Pattern(bits, width);
            pattern = known;
        }
        return known;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }

    public Flow flow() {
        return flow;
    }

    /** A field by the manual's name; pieces are joined with colons, highest first. */
    public Field field(String field) {
        return pattern().field(field);
    }

    /**
     * Aliases first, as they are preferred; then the instruction itself; last what is only read.
     */
    public List<Form> forms() {
        return forms;
    }

    /** The instruction's own syntax. */
    public Form form() {
        for (Form form : forms) {
            if (form.isOwn()) {
                return form;
            }
        }
        throw new IllegalStateException(name);
    }

    /** The operand that is an address near the instruction, if there is one. */
    public @Nullable Label label() {
        for (Operand operand : form().operands()) {
            if (operand instanceof Label label) {
                return label;
            }
        }
        return null;
    }

    /** The spelling that is printed for {@code word}. */
    public Form form(long word) {
        for (int i = 0; ; i++) {
            Form form = forms.get(i);
            if (form.isPreferred(word)) {
                return form;
            }
        }
    }

    /** Whether {@code word} is this instruction. */
    public boolean matches(long word) {
        return (word & pattern().mask) == pattern().value && isAllocated(word);
    }

    /** {@code word} with what always holds. */
    long settle(long word) {
        for (Condition condition : allocation().always) {
            word = condition.make(word);
        }
        return word;
    }

    /** Whether an assembler may make {@code word}. */
    boolean isAssembled(long word) {
        for (Clause clause : clauses) {
            if (clause instanceof OnlyPrinted each
                    && new Condition(each.condition, pattern()).holds(word)) {
                return false;
            }
        }
        return matches(word);
    }

    /** Whether {@code word}, which has the fixed bits, is this instruction. */
    boolean isAllocated(long word) {
        if (clauses.length == 0) {
            return true;
        }
        Allocation known = allocation();
        for (Condition condition : known.except) {
            if (condition.holds(word)) {
                return false;
            }
        }
        for (Condition condition : known.only) {
            if (!condition.holds(word)) {
                return false;
            }
        }
        return true;
    }

    private Allocation allocation() {
        Allocation known = allocation;
        if (known == null) {
            List<Condition> except = new ArrayList<>(1);
            List<Condition> only = new ArrayList<>(1);
            List<Condition> always = new ArrayList<>(1);
            for (Clause clause : clauses) {
                if (clause instanceof Except each) {
                    except.add(new Condition(each.condition, pattern()));
                } else if (clause instanceof Only each) {
                    only.add(new Condition(each.condition, pattern()));
                } else if (clause instanceof Always each) {
                    always.add(new Condition(each.equation, pattern()));
                    only.add(always.getLast());
                }
            }
            known = new Allocation(array(except), array(only), array(always));
            allocation = known;
        }
        return known;
    }

    private static Condition[] array(List<Condition> conditions) {
        return conditions.toArray(new Condition[0]);
    }

    /** Which words of the pattern are this instruction; read when it is met first. */
    private record Allocation(Condition[] except, Condition[] only, Condition[] always) {}

    Operand.Maker operands() {
        return operands;
    }

    @Override
    public String toString() {
        return name + "  " + bits;
    }
}
