package patchbay.lang;

import java.lang.reflect.RecordComponent;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import patchbay.lang.ast.Asm;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Script;
import patchbay.lang.ast.Text;
import patchbay.lang.ast.Word;
import patchbay.source.Span;

/**
 * A tree as text, spans and what is absent left out: {@code Redirect(from=bar to=foo.bar
 * via=callers)}.
 */
public final class Outline {
    private Outline() {}

    public static String of(Script script) {
        StringBuilder out = new StringBuilder();
        for (Script.Step step : script.steps()) {
            out.append(of(step.statement())).append('\n');
            step.expected().forEach(each -> out.append("  ").append(of(each)).append('\n'));
        }
        return out.toString();
    }

    static String of(Object node) {
        return switch (node) {
            case Word word -> word.text();
            case Text text -> quoted(text.value());
            case Asm asm -> "asm" + quoted(asm.text());
            case Expr.Name name -> name.text() + (name.ordinal() == 0 ? "" : "#" + name.ordinal());
            case Expr.Num number ->
                    number.hex()
                            ? "0x" + Long.toHexString(number.value())
                            : Long.toUnsignedString(number.value());
            case Expr.Characters text -> quoted(text.value());
            case Expr.Bytes bytes ->
                    "x" + quoted(HexFormat.ofDelimiter(" ").formatHex(bytes.value()));
            case Expr.Binary b ->
                    "(" + of(b.left()) + " " + b.operator().text() + " " + of(b.right()) + ")";
            case Expr.Unary u -> "(" + u.sign().text() + " " + of(u.operand()) + ")";
            case String text -> text.isEmpty() ? "''" : text;
            case List<?> list -> {
                StringJoiner items = new StringJoiner(" ", "[", "]");
                list.forEach(each -> items.add(of(each)));
                yield items.toString();
            }
            case Enum<?> one -> one.name().toLowerCase(Locale.ROOT);
            case Record record -> record(record);
            default -> String.valueOf(node);
        };
    }

    private static String record(Record record) {
        StringJoiner parts = new StringJoiner(" ", record.getClass().getSimpleName() + "(", ")");
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(record, component);
            boolean isAbsent =
                    value == null
                            || value instanceof Span
                            || value.equals(List.of())
                            || value.equals(false);
            if (!isAbsent) {
                parts.add(component.getName() + "=" + of(value));
            }
        }
        return parts.toString();
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n").replace("\0", "\\0") + "\"";
    }
}
