package patchbay.isa.ppc64;

import java.util.ArrayList;
import java.util.List;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/** A part of a mnemonic that a field chooses: {@code .} for a record form, a condition, a hint. */
final class ChoiceOperand extends FieldOperand {
    /** By value; what has none cannot be written so. */
    private static final String NONE = "?";

    private static final String[] CONDITIONS = {"ge", "le", "ne", "ns", "lt", "gt", "eq", "so"};
    private static final String[] OTHER_CONDITIONS = {
        "nl", "ng", NONE, "nu", NONE, NONE, NONE, "un"
    };

    private final String[] spellings;

    /** Also read. */
    private final String[] others;

    private ChoiceOperand(Field field, String[] spellings, String[] others) {
        super(field);
        this.spellings = spellings;
        this.others = others;
    }

    /** {@code spellings} by the field's value, separated by blanks; {@code ''} is nothing. */
    private static ChoiceOperand of(Field field, String spellings) {
        String[] all = spellings.split(" ", -1);
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i].equals("''") ? "" : all[i];
        }
        return new ChoiceOperand(field, all, new String[0]);
    }

    /** {@code Rc} adds a dot, {@code OE} an o, {@code LK} an l, {@code AA} an a. */
    static ChoiceOperand flag(Field field, String name) {
        return of(
                field,
                switch (name) {
                    case "Rc" -> "'' .";
                    case "OE" -> "'' o";
                    case "LK" -> "'' l";
                    case "AA" -> "'' a";
                    default -> throw new IllegalArgumentException(name);
                });
    }

    /** A condition, by whether its bit is to be one, and which bit of a field it is. */
    static ChoiceOperand condition(Field field) {
        return new ChoiceOperand(field, CONDITIONS, OTHER_CONDITIONS);
    }

    /** Whether a count that has become 0 goes on. */
    static ChoiceOperand zero(Field field) {
        return of(field, "nz z");
    }

    static ChoiceOperand truth(Field field) {
        return of(field, "f t");
    }

    /** What the program tells of a branch: unlikely, likely. */
    static ChoiceOperand hint(Field field) {
        return of(field, "'' '' - +");
    }

    /** What a trap compares for: less, greater, equal, and the first two without signs. */
    static ChoiceOperand trap(Field field) {
        return of(
                field,
                "? lgt llt ? eq lge lle ? gt ? ? ? ge ? ? ? lt ? ? ? le ? ? ? ne ? ? ? ? ? ? u");
    }

    private int value(long word) {
        return (int) field.get(word);
    }

    @Override
    public boolean shows(long word) {
        return !spellings[value(word)].equals(NONE);
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put(spellings[value(word)]);
    }

    @Override
    public boolean parse(Draft draft) {
        int best = -1;
        int length = -1;
        int start = draft.position();
        for (int i = 0; i < spellings.length + others.length; i++) {
            String spelling = i < spellings.length ? spellings[i] : others[i - spellings.length];
            if (!spelling.equals(NONE)
                    && spelling.length() > length
                    && draft.acceptPrefix(spelling)) {
                best = i % spellings.length;
                length = spelling.length();
                draft.position(start);
            }
        }
        if (best < 0) {
            return draft.expected("a mnemonic");
        }
        draft.position(start + length);
        draft.word(field.put(draft.word(), best));
        return true;
    }

    @Override
    public boolean isDefault(long word) {
        return value(word) == 0;
    }

    @Override
    public List<String> spellings() {
        List<String> all = new ArrayList<>();
        for (String spelling : spellings) {
            if (!spelling.equals(NONE) && !all.contains(spelling)) {
                all.add(spelling);
            }
        }
        for (String spelling : others) {
            if (!spelling.equals(NONE)) {
                all.add(spelling);
            }
        }
        return all;
    }

    @Override
    public String meaning(long word, long address) {
        return spellings[value(word)];
    }
}
