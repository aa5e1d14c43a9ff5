package patchbay.doc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import patchbay.lang.ast.Base;
import patchbay.lang.ast.Content;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Item;
import patchbay.lang.ast.Place;
import patchbay.lang.ast.Statement;
import patchbay.lang.parse.Parser;
import patchbay.source.Source;
import patchbay.source.Span;

/** Nothing in the language is without an example. */
class ShownLanguageTest {

    @Test
    void everyKindOfNodeIsUsedByAnExample() throws IOException, ReflectiveOperationException {
        Set<Class<?>> used = new HashSet<>();
        for (Source script : Language.scripts()) {
            visit(Parser.parse(script).script().steps(), used);
        }
        List<String> unused = new ArrayList<>();
        for (Class<?> family :
                List.of(
                        Statement.class,
                        Item.class,
                        Item.Datum.class,
                        Base.class,
                        Content.class,
                        Place.class,
                        Expr.class)) {
            for (Class<?> node : nodes(family)) {
                if (!used.contains(node)) {
                    unused.add(family.getSimpleName() + "." + node.getSimpleName());
                }
            }
        }
        assertEquals(List.of(), unused);
    }

    /** The records of a family, those of the families inside it included. */
    private static List<Class<?>> nodes(Class<?> family) {
        List<Class<?>> nodes = new ArrayList<>();
        for (Class<?> member : family.getPermittedSubclasses()) {
            nodes.addAll(member.isSealed() ? nodes(member) : List.of(member));
        }
        return nodes;
    }

    @Test
    void everyWordIsUsedByAnExample() throws IOException {
        StringBuilder shown = new StringBuilder();
        for (Source script : Language.scripts()) {
            script.text()
                    .lines()
                    .map(line -> line.replaceFirst("//.*", ""))
                    .forEach(line -> shown.append(line).append('\n'));
        }
        List<String> unused = new ArrayList<>();
        for (String word : Language.words()) {
            if (!Pattern.compile("\\b" + word + "\\b").matcher(shown).find()) {
                unused.add(word);
            }
        }
        assertEquals(List.of(), unused);
    }

    /** Adds the classes of all records in a tree. */
    private static void visit(Object node, Set<Class<?>> used)
            throws IllegalAccessException, InvocationTargetException {
        if (node instanceof List<?> nodes) {
            for (Object each : nodes) {
                visit(each, used);
            }
        } else if (node instanceof Record && !(node instanceof Span)) {
            used.add(node.getClass());
            for (RecordComponent component : node.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(node);
                if (value != null) {
                    visit(value, used);
                }
            }
        }
    }
}
