package patchbay.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import patchbay.isa.Coverage;
import patchbay.isa.Instruction;
import patchbay.isa.Instruction.Kind;
import patchbay.isa.Instruction.Spelling;
import patchbay.isa.Isa;
import patchbay.isa.Pattern;
import patchbay.lang.run.Answer;
import patchbay.lang.run.Answer.Account.Fact;
import patchbay.lang.run.Value;
import patchbay.source.Phrase;

/** What {@code patchbay isa} shows of an instruction set's table. */
final class InstructionPages {
    /** Of the rows that code uses and the CPU lacks, so many are named. */
    private static final int NAMED = 10;

    private final Isa isa;
    private final Consumer<Answer> out;

    InstructionPages(Isa isa, Consumer<Answer> out) {
        this.isa = isa;
        this.out = out;
    }

    /** A row a line, and a line for each other way to write it. */
    void list() {
        List<List<Value>> lines = new ArrayList<>();
        for (Instruction row : isa.rows()) {
            lines.add(List.of(text(row.name()), text(row.syntax()), text(row.bits()), text("")));
            for (Spelling spelling : row.spellings()) {
                if (spelling.kind() != Kind.OWN) {
                    lines.add(
                            List.of(
                                    text(""),
                                    text(spelling.syntax()),
                                    text(spelling.conditions()),
                                    text(row.name())));
                }
            }
        }
        out.accept(
                new Answer.Table(
                        "", List.of("row", "syntax", "bits", "alias of"), lines, List.of()));
    }

    /** The rows that {@code wanted} is a mnemonic or the name of; false if there are none. */
    boolean show(String wanted) {
        String name = wanted.toLowerCase(Locale.ROOT);
        boolean found = false;
        for (Instruction row : isa.rows()) {
            if (row.name().equals(name) || row.isWritten(name)) {
                found = true;
                out.accept(page(row));
            }
        }
        return found;
    }

    private static Answer page(Instruction row) {
        Pattern pattern = row.pattern();
        List<List<Value>> fields = new ArrayList<>();
        for (Pattern.Piece piece : pattern.pieces()) {
            String place = piece.high() + (piece.high() == piece.low() ? "" : ":" + piece.low());
            StringBuilder bits = new StringBuilder();
            for (int bit = piece.high(); bit >= piece.low(); bit--) {
                boolean free = (pattern.mask >>> bit & 1) == 0;
                bits.append(free ? "x" : String.valueOf(pattern.value >>> bit & 1));
            }
            String name = piece.name().equals("fixed") ? "" : piece.name();
            fields.add(List.of(text(place), text(bits.toString()), text(name)));
        }
        List<String> more = new ArrayList<>();
        for (Spelling spelling : row.spellings()) {
            if (spelling.kind() != Kind.OWN) {
                more.add(
                        "  "
                                + spelling.syntax()
                                + (spelling.kind() == Kind.READ ? "  is read" : "  is written")
                                + (spelling.conditions().isEmpty()
                                        ? ""
                                        : ", where " + spelling.conditions()));
            }
        }
        more.add(
                (row.executed() ? "  executed" : "  not executed")
                        + (row.compared() ? ", compared with another machine" : "")
                        + (row.tested() ? "; text and bytes compared with other tools" : ""));
        String title = row.name() + ": " + row.syntax() + "\n  " + row.meaning();
        return new Answer.Table(title, List.of("bits", "value", "field"), fields, more);
    }

    void coverage() {
        Coverage coverage = Coverage.of(isa);
        List<List<Value>> lines = new ArrayList<>();
        coverage.families().forEach(family -> lines.add(line(family)));
        lines.add(line(coverage.all()));
        out.accept(
                new Answer.Table(
                        isa.name(),
                        List.of("family", "rows", "aliases", "executed", "tested", "compared"),
                        lines,
                        List.of(
                                "tested: text and bytes are those of another assembler and disassembler",
                                "compared: what the CPU does is what another machine does")));
    }

    private static List<Value> line(Coverage.Family family) {
        return List.of(
                text(family.name()),
                number(family.rows()),
                number(family.aliases()),
                number(family.executed()),
                number(family.tested()),
                number(family.compared()));
    }

    /** How much of {@code code}, from {@code files} files, the table covers. */
    void coverage(Coverage.Code code, int files) {
        long known = 0;
        long executed = 0;
        long tested = 0;
        List<String> lacking = new ArrayList<>();
        List<Coverage.Code.Use> uses = code.uses();
        for (Coverage.Code.Use use : uses) {
            known += use.times();
            executed += use.row().executed() ? use.times() : 0;
            tested += use.row().tested() ? use.times() : 0;
            if (!use.row().executed() && lacking.size() < NAMED) {
                lacking.add(use.row().name() + " (" + use.times() + ")");
            }
        }
        long all = known + code.unknown();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("files", Integer.toString(files)));
        facts.add(new Fact("instructions", all + ", of " + uses.size() + " rows"));
        facts.add(new Fact("covered", share(known, all)));
        facts.add(new Fact("executed", share(executed, all)));
        facts.add(new Fact("tested", share(tested, all)));
        if (!lacking.isEmpty()) {
            facts.add(new Fact("not executed", String.join(", ", lacking)));
        }
        out.accept(new Answer.Account(facts));
    }

    /** Rounded down: all is only all. */
    private static String share(long part, long all) {
        long thousandths = all == 0 ? 100_000 : part * 100_000 / all;
        return Phrase.of("%d.%03d %%, %d", thousandths / 1000, thousandths % 1000, part);
    }

    private static Value text(String text) {
        return new Value.Str(text);
    }

    private static Value number(long number) {
        return new Value.Num(number, false);
    }
}
