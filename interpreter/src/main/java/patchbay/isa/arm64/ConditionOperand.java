package patchbay.isa.arm64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A condition on the flags. Some have several names; the first is printed, and the others behind it
 * as a remark.
 */
final class ConditionOperand extends FieldOperand {
    private static final String[][] NAMES = {
        {"eq", "none"},
        {"ne", "any"},
        {"cs", "hs", "nlast"},
        {"cc", "lo", "ul", "last"},
        {"mi", "first"},
        {"pl", "nfrst"},
        {"vs"},
        {"vc"},
        {"hi", "pmore"},
        {"ls", "plast"},
        {"ge", "tcont"},
        {"lt", "tstop"},
        {"gt"},
        {"le"},
        {"al"},
        {"nv"}
    };
    private static final String[] FLAGS = {
        "Z set: equal",
        "Z clear: not equal",
        "C set: unsigned not below",
        "C clear: unsigned below",
        "N set: negative",
        "N clear: not negative",
        "V set: overflow",
        "V clear: no overflow",
        "C set and Z clear: unsigned above",
        "C clear or Z set: unsigned not above",
        "N equals V: signed not below",
        "N differs from V: signed below",
        "Z clear and N equals V: signed above",
        "Z set or N differs from V: signed not above",
        "always",
        "always"
    };
    private static final int ALWAYS = 14;

    /** How it stands in the text. */
    enum Use {
        /** Part of the mnemonic: {@code b.eq}. */
        SUFFIX,
        /** The same, of {@code bc.eq}. */
        HINTED_SUFFIX,
        PLAIN,
        /** The opposite of what the field says, as in {@code cset}. */
        INVERTED
    }

    private final Use use;

    ConditionOperand(Field field, Use use) {
        super(field);
        this.use = use;
    }

    private int number(long word) {
        int raw = (int) field.get(word);
        return use == Use.INVERTED ? raw ^ 1 : raw;
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put(NAMES[number(word)][0]);
    }

    @Override
    public void comment(long word, long address, Isa.Names names, Text out) {
        String[] others = NAMES[number(word)];
        for (int i = 1; i < others.length; i++) {
            if (use == Use.SUFFIX || use == Use.HINTED_SUFFIX) {
                out.put(i == 1 ? "  // " : ", ").put(use == Use.SUFFIX ? "b." : "bc.");
            } else if (i == 1) {
                out.put("\t// ").put(others[0]).put(" = ");
            } else {
                out.put(", ");
            }
            out.put(others[i]);
        }
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        String name = draft.takeWord();
        for (int i = 0; i < (use == Use.INVERTED ? ALWAYS : NAMES.length); i++) {
            if (Arrays.asList(NAMES[i]).contains(name)) {
                draft.word(field.put(draft.word(), use == Use.INVERTED ? i ^ 1 : i));
                return true;
            }
        }
        draft.position(start);
        return draft.expected(
                "a condition: eq, ne, cs, cc, mi, pl, vs, vc, hi, ls, ge, lt, gt, le");
    }

    @Override
    public List<String> spellings() {
        List<String> all = new ArrayList<>();
        for (String[] names : NAMES) {
            all.addAll(Arrays.asList(names));
        }
        return all;
    }

    @Override
    public String meaning(long word, long address) {
        int raw = (int) field.get(word);
        return NAMES[raw][0] + ": " + FLAGS[raw];
    }
}
