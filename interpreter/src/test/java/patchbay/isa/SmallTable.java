package patchbay.isa;

import java.util.List;
import java.util.Optional;
import patchbay.bytes.Memory;

/**
 * Six rows in two classes: what a table does is tested with these, made anew for each test, as a
 * real set's table is made once and remembers what it has found.
 */
final class SmallTable extends RowTable {
    static final String SWAP = "0010 0000 Rd Rn Rm 000000000";

    SmallTable() {
        super(16, 2);
    }

    @Override
    protected int key(long word) {
        return (int) (word >>> 28);
    }

    @Override
    protected long keyMask(long word) {
        return 0xf000_0000L;
    }

    @Override
    protected int classOf(long word) {
        return (int) (word >>> 31);
    }

    @Override
    protected Rows make(int number) {
        Rows rows = new Rows(number * CLASS, 32, SmallTable::operand);
        if (number == 0) {
            rows.row(
                    "add",
                    "0001 0000 Rd Rn imm14",
                    "add Rd, Rn, #imm14",
                    "Adds.",
                    Row.alias("mov Rd, Rn", "imm14=0", "Rd!=Rn"),
                    Row.alias("nop", "imm14=0 Rd=0 Rn=0"),
                    Row.also("plus Rd, Rn{, #imm14}", ""));
            rows.row("inc", "0001 0000 Rd Rn 11111111111111", "inc Rd, Rn", "Adds the most.");
            rows.row(
                    "swap",
                    SWAP,
                    "swap Rd, Rn, Rm",
                    "Exchanges.",
                    Row.except("Rd=Rn"),
                    Row.only("Rm<30 | Rm=Rd"),
                    Row.onlyPrinted("Rm=7"));
            rows.row(
                    "twice",
                    "0011 0000 Rd Rn Rm 000000000",
                    "twice Rd, Rn",
                    "Doubles.",
                    Row.always("Rm=Rn"));
        } else {
            rows.row(
                    "b",
                    "1000 imm28:28",
                    "b imm28.label",
                    "Goes on elsewhere.",
                    Row.goes(Row.Flow.JUMP));
            rows.row(
                    "ret<cond>",
                    "1001 0000 imm4 00000000000000000000",
                    "ret<imm4>",
                    "Comes back.",
                    Row.goes(Row.Flow.RETURN));
        }
        return rows;
    }

    @Override
    protected String family(int number) {
        return "family " + number;
    }

    @Override
    protected boolean isExecuted(Row row) {
        return !row.name().equals("swap");
    }

    private static Operand operand(Row row, String specification) {
        int dot = specification.indexOf('.');
        String name = dot < 0 ? specification : specification.substring(0, dot);
        Field field = row.field(name);
        return dot < 0 ? new Unsigned(name, field) : new Near(field);
    }

    /** {@code r5} or {@code 5}; in a mnemonic {@code x0} or {@code x1}. */
    private static final class Unsigned extends FieldOperand {
        private final String name;

        Unsigned(String name, Field field) {
            super(field);
            this.name = name;
        }

        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            out.put(prefix()).decimal(field.get(word));
        }

        private String prefix() {
            return name.startsWith("R") ? "r" : name.equals("imm4") ? "x" : "";
        }

        @Override
        public boolean parse(Draft draft) {
            boolean mnemonic = name.equals("imm4");
            if ((mnemonic || draft.peek() != 0) && !draft.acceptPrefix(prefix())) {
                return draft.expected(prefix());
            }
            int from = draft.position();
            long value = Long.parseLong("0" + draft.takeDecimal());
            draft.word(field.put(draft.word(), value));
            return value <= field.max() || draft.doesNotFit(from, name, value, "0 ..");
        }

        @Override
        public List<String> spellings() {
            return List.of("x0", "x1");
        }

        @Override
        public void comment(long word, long address, Isa.Names names, Text out) {
            if (field.get(word) == 9) {
                out.put(" # nine");
            }
        }
    }

    /** An address, which the field holds as a distance. */
    private record Near(Field field) implements Label {
        @Override
        public long target(long word, long address) {
            return address + field.get(word);
        }

        @Override
        public long lowest(long word, long address) {
            return address;
        }

        @Override
        public long highest(long word, long address) {
            return address + field.max();
        }

        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            out.hex(target(word, address));
            names.append(target(word, address), out);
        }

        @Override
        public boolean parse(Draft draft) {
            return draft.expected("nothing");
        }

        @Override
        public boolean dependsOnAddress() {
            return true;
        }

        @Override
        public long mask() {
            return field.mask();
        }
    }

    /** The set that has this table. */
    static final class Set extends TableIsa {
        Set(RowTable table) {
            super(
                    table,
                    8,
                    new Unknown(".what", " ", 8, " ; none"),
                    new Assembler.Dialect(0x1000_0000L, (char) 0, 4, 0));
        }

        @Override
        public String name() {
            return "small";
        }

        @Override
        public Listing listing() {
            return new Listing("small", false, false);
        }

        @Override
        public Optional<Fixup> fixup(int elfType) {
            return Optional.empty();
        }

        @Override
        public Fixup callFixup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Fixup jumpFixup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Cpu cpu(Memory memory) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRegister(String name) {
            return name.startsWith("r");
        }
    }
}
