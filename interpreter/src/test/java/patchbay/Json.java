package patchbay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of test resources: objects, arrays, strings as they are written, numbers, words.
 */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Maps, lists, strings, longs, doubles, booleans; {@code null} becomes the empty string. */
    public static Object read(String text) {
        return new Json(text).value();
    }

    /** The member {@code name} of an object, which must be there. */
    public static Object member(Object object, String name) {
        Object value = members(object).get(name);
        if (value == null) {
            throw new AssertionError("no member " + name);
        }
        return value;
    }

    /** An object as a map in the file's order. */
    public static Map<String, Object> members(Object object) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> members.put(String.valueOf(key), value));
        }
        return members;
    }

    private Object value() {
        char c = next();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (next() != '}') {
            String name = string();
            expect(':');
            members.put(name, value());
            if (next() == ',') {
                at++;
            }
        }
        at++;
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        at++;
        while (next() != ']') {
            items.add(value());
            if (next() == ',') {
                at++;
            }
        }
        at++;
        return items;
    }

    private String string() {
        expect('"');
        int end = at;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        String found = text.substring(at, end);
        at = end + 1;
        return found;
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",}] \n\t\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> "";
            default -> number(word);
        };
    }

    private static Object number(String word) {
        return word.contains(".") ? (Object) Double.valueOf(word) : Long.valueOf(word);
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (next() != c) {
            throw new AssertionError("expected " + c + " at " + at);
        }
        at++;
    }
}
