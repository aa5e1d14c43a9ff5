package patchbay.isa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code spelt.txt}, which {@link RecordedText} reads, is what GNU's tools say. {@code
 * -Dpatchbay.text.record=FILE} writes it: of the words and lines that other tests make, a few of
 * each shape.
 */
public abstract class SpeltAgainstGnu {
    protected static final String REFUSED = "refused";

    /** System registers have thousands of names. */
    private static final int MOST_OF_A_ROW = 20;

    private final Isa isa;
    private final List<String> names;

    /** How often each shape was taken. */
    private final Map<String, Integer> taken = new HashMap<>();

    @TempDir private Path dir;

    protected SpeltAgainstGnu(Isa isa) {
        this.isa = isa;
        this.names = isa.rows().stream().map(Instruction::name).toList();
    }

    /** What objdump prints of an instruction's bytes, which stand in hexadecimal. */
    public record Said(String bytes, long address, String text) {}

    /** Many words, as objdump prints them. */
    protected abstract List<Said> printed(Path dir) throws IOException;

    /** The bytes that as makes of each statement at address 0, or {@link #REFUSED}. */
    protected abstract List<String> read(Path dir, List<String> statements) throws IOException;

    /** Statements that are all taken over if they are understood alike. */
    protected abstract List<String> spellings();

    /** Statements, many of them wrong, that are made of good ones. */
    protected abstract List<String> mistakes(List<String> good);

    @Test
    void whatIsRecordedIsWhatGnuSays() throws IOException {
        List<Said> chosen = printed(dir).stream().filter(this::isWanted).toList();
        List<String> texts = chosen.stream().map(Said::text).toList();
        List<String> lines = new ArrayList<>(instructions(chosen, read(dir, texts)));
        lines.addAll(statements(spellings(), 1, false));
        lines.addAll(statements(mistakes(texts), 8, false));
        lines.addAll(statements(broken(texts), 5, true));
        String file = System.getProperty("patchbay.text.record");
        if (file != null) {
            Files.writeString(Path.of(file), String.join("\n", lines) + "\n", UTF_8);
        }
        assertEquals(lines, RecordedText.lines(getClass(), "spelt.txt"), "to be recorded again");
    }

    private boolean isWanted(Said said) {
        int number = isa.row(HexFormat.of().parseHex(said.bytes), 0);
        String row = number < 0 ? "" : names.get(number);
        return isNew(row + shape(said.text), 1) && isNew(row, MOST_OF_A_ROW);
    }

    /** Whether it reads otherwise at another address. */
    private boolean moves(Said said) {
        byte[] code = HexFormat.of().parseHex(said.bytes);
        Text here = new Text();
        Text there = new Text();
        isa.print(code, 0, 0, Isa.Names.NONE, here);
        isa.print(code, 0, 1 << 20, Isa.Names.NONE, there);
        return !here.toString().equals(there.toString());
    }

    private List<String> instructions(List<Said> chosen, List<String> again) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            String bytes = chosen.get(i).bytes;
            if (moves(chosen.get(i))) {
                String address = Long.toHexString(chosen.get(i).address);
                lines.add(bytes + "@" + address + "\t>\t" + chosen.get(i).text);
            } else {
                String sign = again.get(i).equals(bytes) ? "\t=\t" : "\t>\t";
                lines.add(bytes + sign + chosen.get(i).text);
            }
            String meanings = RecordedText.meanings(isa, HexFormat.of().parseHex(bytes));
            boolean more = false;
            for (String meaning : meanings.split("; ")) {
                more |= isNew(shape(meaning), 1);
            }
            if (more) {
                lines.add(bytes + "\t?\t" + meanings);
            }
        }
        return lines;
    }

    /** Each with its last number broken off. */
    private static List<String> broken(List<String> texts) {
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            String line = text.replaceAll("\\s*(#|//) .*", "");
            all.add(line.replaceFirst("\\b\\d[0-9a-fx]*(\\W*)$", "($1"));
        }
        all.removeIf(line -> !line.contains("(") || line.matches(".*\\(.*\\).*"));
        return all;
    }

    /**
     * One of so many that are taken, and two of each kind that is refused; or one of so many of
     * these too, whatever is said.
     */
    private List<String> statements(List<String> statements, int step, boolean all)
            throws IOException {
        List<String> results = read(dir, statements);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            String statement = statements.get(i);
            String ours = RecordedText.read(isa, statement);
            String theirs = results.get(i);
            if (!ours.contains("[")) {
                if (ours.equals(theirs) && i % step == 0 && isNew(statement, 1)) {
                    lines.add(ours + "\t<\t" + statement);
                }
            } else if (theirs.equals(REFUSED)
                    && (all
                            ? i % step == 0
                            : isNew(shape(ours.replaceAll(" text=.*?, expected", "")), 2))) {
                lines.add(ours + "\t" + statement);
            }
        }
        return lines;
    }

    /** Whether there were fewer than so many of that shape. */
    private boolean isNew(String shape, int most) {
        return taken.merge(shape, 1, Integer::sum) <= most;
    }

    /** The same for operands that differ in a number only, unless it is below zero or 0. */
    private static String shape(String text) {
        return text.replaceAll("\\b([xwbhsdqvrf]|vs|cr)\\d+", "$1n")
                .replaceAll("-(0x)?[0-9a-f]*\\d[0-9a-f]*", "-n")
                .replaceAll("\\b(0x[0-9a-f]+|[1-9]\\d*)\\b", "n");
    }
}
