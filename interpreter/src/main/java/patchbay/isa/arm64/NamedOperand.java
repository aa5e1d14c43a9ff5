package patchbay.isa.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Operand;
import patchbay.isa.Text;

/**
 * A field whose values have names: barriers, prefetch operations, and the endings that order an
 * atomic access.
 */
final class NamedOperand extends FieldOperand {
    /** One name for each value, {@code -} where there is none. */
    private static final String BARRIERS =
            "- oshld oshst osh - nshld nshst nsh - ishld ishst ish - ld st sy";

    private static final String BARRIERS_NXS = "- - oshnxs - - - nshnxs - - - ishnxs - - - synxs -";

    private static final String PREFETCHES =
            "pldl1keep pldl1strm pldl2keep pldl2strm pldl3keep pldl3strm - -"
                    + " plil1keep plil1strm plil2keep plil2strm plil3keep plil3strm - -"
                    + " pstl1keep pstl1strm pstl2keep pstl2strm pstl3keep pstl3strm - - - - - - - - - -";

    private static final String ISB = "- - - - - - - - - - - - - - - sy";

    /**
     * Whose rights reading and writing have (t: of user space), and what will not be needed soon
     * (n).
     */
    private static final String COPYING = " wt rt t wn wtwn rtwn twn rn wtrn rtrn trn n wtn rtn tn";

    /** By op1 and op2. */
    private static final String STATES =
            "03 uao 04 pan 05 spsel 10 allint 31 ssbs 32 dit 34 tco 36 daifset 37 daifclr";

    private final String[] names;
    private final String what;

    /** How many digits a value without a name has at least. */
    private final int digits;

    /** Whether it is the end of a mnemonic, where any value has a name, perhaps an empty one. */
    private final boolean suffix;

    /** Whether the names are numbers. */
    private final boolean numbered;

    private NamedOperand(String names, Field field, String what, int digits, int otherwise) {
        super(field, otherwise);
        this.names = names.split(" ", -1);
        this.what = what;
        this.digits = digits;
        this.suffix = digits == 0;
        this.numbered = digits > 0 && Character.isDigit(first(names));
    }

    /** Of the first name that there is. */
    private static char first(String names) {
        int at = 0;
        while ("- ".indexOf(names.charAt(at)) >= 0) {
            at++;
        }
        return names.charAt(at);
    }

    /** One name for each value, from names with their values in octal before them. */
    private static String sparse(String pairs) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            int at = pairs.indexOf("" + i / 8 + i % 8 + " ");
            int end = pairs.indexOf(' ', at + 3);
            all.append(i == 0 ? "" : " ")
                    .append(at < 0 ? "-" : pairs.substring(at + 3, end < 0 ? pairs.length() : end));
        }
        return all.toString();
    }

    static Operand of(String style, Field field, String name, int otherwise) {
        return switch (style) {
            case "barrier" ->
                    new NamedOperand(
                            BARRIERS, field, "a barrier: sy, ish, ishld, ishst, …", 2, otherwise);
            case "nxs" ->
                    new NamedOperand(
                            BARRIERS_NXS, field, "oshnxs, nshnxs, ishnxs or synxs", 1, otherwise);
            case "beyond" ->
                    new NamedOperand(
                            "- - 16 - - - 20 - - - 24 - - - 28 -",
                            field,
                            "0 .. 15, 16, 20, 24 or 28",
                            1,
                            otherwise);
            case "isb" -> new NamedOperand(ISB, field, "sy", 1, otherwise);
            case "prfop" ->
                    new NamedOperand(
                            PREFETCHES, field, "a prefetch: pldl1keep, pstl1strm, …", 2, otherwise);
            case "order" -> new NamedOperand(" l a al", field, "order", 0, otherwise);
            case "release" -> new NamedOperand(" l", field, "order", 0, otherwise);
            case "upper" -> new NamedOperand(" 2", field, "half", 0, otherwise);
            case "msl" -> new NamedOperand("8 16", field, "8 or 16", 1, otherwise);
            case "turn" -> new NamedOperand("90 270", field, "90 or 270", 1, otherwise);
            case "turns" ->
                    new NamedOperand("0 90 180 270", field, "0, 90, 180 or 270", 1, otherwise);
            case "copying" -> new NamedOperand(COPYING, field, "hints", 0, otherwise);
            case "setting" -> new NamedOperand(" t n tn", field, "hints", 0, otherwise);
            case "pstate" ->
                    new NamedOperand(
                            sparse(STATES),
                            field,
                            "spsel, daifset, daifclr, pan, uao, …",
                            1,
                            otherwise);
            case "ic", "icx", "dcx", "atx", "tlbi", "tlbix" ->
                    new SystemOperationOperand(field, style);
            default -> throw new IllegalArgumentException(name + "." + style);
        };
    }

    @Override
    public void print(long word, long address, Isa.Names symbols, Text out) {
        int value = (int) field.get(word);
        if (names[value].equals("-")) {
            out.put("#0x").hex(value, digits);
        } else {
            out.put(names[value]);
        }
    }

    @Override
    public boolean parse(Draft draft) {
        int best = -1;
        for (int i = 0; suffix && i < names.length; i++) {
            int start = draft.position();
            if (draft.acceptPrefix(names[i])) {
                draft.position(start);
                best = best < 0 || names[i].length() > names[best].length() ? i : best;
            }
        }
        if (suffix) {
            draft.acceptPrefix(names[best]);
            draft.settle(field.mask());
            draft.word(field.put(draft.word(), best));
            return true;
        }
        for (int i = 0; !numbered && i < names.length; i++) {
            if (isFree(i, draft) && !names[i].equals("-") && draft.acceptWord(names[i])) {
                draft.word(field.put(draft.word(), i));
                return true;
            }
        }
        return numbered || draft.isNumber() ? parseNumber(draft) : draft.expected(what);
    }

    private boolean isFree(int value, Draft draft) {
        return ((field.put(draft.word(), value) ^ draft.word()) & draft.settled()) == 0;
    }

    /** A number is the field's own, unless numbers are the names. */
    private boolean parseNumber(Draft draft) {
        if (!numbered) {
            draft.accept('#');
        }
        draft.peek();
        int start = draft.position();
        OptionalLong number = draft.number();
        if (number.isEmpty()) {
            return false;
        }
        long value = number.getAsLong();
        for (int i = 0; numbered && i < names.length; i++) {
            if (names[i].equals(Long.toString(value))) {
                draft.word(field.put(draft.word(), i));
                return true;
            }
        }
        if (numbered || value < 0 || value > field.max()) {
            return draft.doesNotFit(
                    start, "number", value, numbered ? what : "0 .. " + field.max());
        }
        draft.word(field.put(draft.word(), value));
        return true;
    }

    @Override
    public List<String> spellings() {
        List<String> all = new ArrayList<>(List.of(names));
        all.remove("-");
        return all;
    }

    @Override
    public String meaning(long word, long address) {
        String name = names[(int) field.get(word)];
        if (suffix) {
            return !what.equals("order")
                    ? name
                    : name.isEmpty()
                            ? "no order"
                            : name.equals("l")
                                    ? "release"
                                    : name.equals("a") ? "acquire" : "acquire and release";
        }
        return name.equals("-") ? "" : name;
    }
}
