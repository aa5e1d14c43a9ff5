package patchbay.isa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import patchbay.source.Result;

/**
 * A set reads and prints what {@code spelt.txt} beside its tests says, without GNU's tools. Its
 * lines, parted by tabs:
 *
 * <pre>
 *   91000420  =  add x0, x1, #0x1     objdump prints the bytes so, and as makes them of it
 *   91000420  >  add x0, x1, #0x1     objdump prints them so
 *   91000420  <  add x0, x1, 01       as makes them of it
 *   91000420  ?  imm12=#1; Rn=x1      this is how we explain its fields
 *   WrongOperand[…]  add x0           as refuses it; and this is what we say to it
 * </pre>
 *
 * All stands at address 0, or at the one behind an {@code @}. What we say was not said by another
 * tool, but read by people.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecordedText {
    private static final int LINES_OF_A_TEST = 250;

    /** What objdump puts behind a target. */
    private static final String NAME = " <name>";

    private final Supplier<? extends Isa> fresh;

    /**
     * @param fresh a set that has not read its table yet
     */
    protected RecordedText(Supplier<? extends Isa> fresh) {
        this.fresh = fresh;
    }

    Stream<Named<List<String>>> parts() throws IOException {
        List<String> lines = lines(getClass(), "spelt.txt");
        List<Named<List<String>>> parts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += LINES_OF_A_TEST) {
            parts.add(
                    Named.of(
                            lines.get(i) + " …",
                            lines.subList(i, Math.min(i + LINES_OF_A_TEST, lines.size()))));
        }
        return parts.stream();
    }

    /** A file's lines; none if there is no such file. */
    static List<String> lines(Class<?> beside, String file) throws IOException {
        try (InputStream in = beside.getResourceAsStream(file)) {
            return in == null ? List.of() : new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("parts")
    void itIsSpeltSo(List<String> lines) {
        Isa isa = fresh.get();
        for (String line : lines) {
            String[] parts = line.split("\t", 3);
            if (parts.length == 3 && parts[1].equals("?")) {
                assertEquals(parts[2], meanings(isa, HexFormat.of().parseHex(parts[0])), line);
            } else if (parts.length == 3 && "=<>".contains(parts[1])) {
                String[] place = parts[0].split("@", 2);
                byte[] code = HexFormat.of().parseHex(place[0]);
                long address = place.length == 1 ? 0 : Long.parseLong(place[1], 16);
                if (!parts[1].equals("<")) {
                    Text text = new Text();
                    int length = isa.print(code, 0, address, Isa.Names.NONE, text);
                    assertEquals(code.length, length, line);
                    assertEquals(parts[2], text.toString(), line);
                    if (place.length == 2) {
                        Text named = new Text();
                        isa.print(code, 0, address, (at, out) -> out.put(NAME), named);
                        assertTrue(named.toString().contains(NAME), line);
                        assertEquals(parts[2], named.toString().replace(NAME, ""));
                    }
                }
                if (!parts[1].equals(">")) {
                    assertEquals(parts[0], read(isa, parts[2]), line);
                }
            } else {
                int tab = line.indexOf('\t');
                assertEquals(line.substring(0, tab), read(isa, line.substring(tab + 1)), line);
            }
        }
        assertFalse(lines.isEmpty());
    }

    /** What is said of the instruction's fields, but for those of which nothing is. */
    public static String meanings(Isa isa, byte[] code) {
        return isa.explain(code, 0, 0).fields().stream()
                .filter(field -> !field.meaning().isEmpty())
                .map(field -> field.name() + "=" + field.meaning())
                .collect(Collectors.joining("; "));
    }

    /** Its bytes, or why it is refused. */
    public static String read(Isa isa, String statement) {
        return switch (isa.assemble(
                List.of(new Isa.AsmLine(statement, 0)), 0, name -> OptionalLong.empty())) {
            case Result.Ok<Isa.Assembly>(Isa.Assembly assembly) ->
                    HexFormat.of().formatHex(assembly.bytes());
            case Result.Refused<Isa.Assembly> refused ->
                    refused.reasons().getFirst().toString().replace("line=0, ", "");
        };
    }
}
