package patchbay.isa.ppc64;

import java.util.ArrayList;
import java.util.List;
import patchbay.isa.Draft;
import patchbay.isa.Field;
import patchbay.isa.FieldOperand;
import patchbay.isa.Isa;
import patchbay.isa.Text;

/**
 * A special purpose register by its name, which is part of the mnemonic: {@code mflr}, {@code
 * mtsrr0}. Those without a name, and those that are numbered, have forms of their own.
 */
final class SpecialRegisterOperand extends FieldOperand {
    /** Numbers and names; behind the dot, that they are only read or only written by name. */
    private static final String TABLE =
            """
            1 xer  3 udscr  4 rtcu.r  5 rtcl.r  8 lr  9 ctr  13 uamr  17 dscr  18 dsisr  19 dar
            20 rtcu.w  21 rtcl.w  22 dec  25 sdr1  26 srr0  27 srr1  28 cfar  29 amr  48 pidr
            61 iamr  128 tfhar.w  129 tfiar.w  130 texasr.w  131 texasru.w  136 ctrl.r
            152 ctrl.w  153 fscr  157 uamor  159 pspb  176 dpdes  180 dawr0  181 dawr1  186 rpr
            187 ciabr  188 dawrx0  189 dawrx1  190 hfscr  256 vrsave  259 usprg3.r  268 tb.r
            269 tbu.r  280 asr  282 ear  284 tbl.w  285 tbu.w  286 tbu40.w  287 pvr.r  304 hsprg0
            305 hsprg1  306 hdisr  307 hdar  308 spurr  309 purr  310 hdec  313 hrmor  314 hsrr0
            315 hsrr1  318 lpcr  319 lpidr  336 hmer  337 hmeer  338 pcr  339 heir  349 amor
            446 tir.r  464 ptcr  496 usprg0  497 usprg1  505 urmor  506 usrr0  507 usrr1
            511 smfctrl  736 usier2.r  737 usier3.r  738 ummcr3.r  752 sier2.w  753 sier3.w
            754 mmcr3.w  768 usier.r  769 ummcr2  770 ummcra  771 upmc1  772 upmc2  773 upmc3
            774 upmc4  775 upmc5  776 upmc6  779 ummcr0  780 usiar.r  781 usdar.r  782 ummcr1.r
            784 sier.w  786 mmcra.w  787 pmc1.w  788 pmc2.w  789 pmc3.w  790 pmc4.w  791 pmc5.w
            792 pmc6.w  795 mmcr0.w  796 siar.w  797 sdar.w  798 mmcr1.w  800 bescrs  801 bescrsu
            802 bescrr  803 bescrru  804 ebbhr  805 ebbrr  806 bescr  815 tar  816 asdr
            823 psscr  848 ic  849 vtb  855 hpsscr  896 ppr  898 ppr32  1023 pir.r
            """;

    private final char direction;

    /** {@code direction} is r or w. */
    SpecialRegisterOperand(Field field, char direction) {
        super(field);
        this.direction = direction;
    }

    /** The name of register {@code number} for reading or writing; empty if it has none. */
    static String name(long number, char direction) {
        String key = Long.toString(number) + ' ';
        int at = TABLE.startsWith(key) ? 0 : TABLE.indexOf(' ' + key);
        at = at < 0 ? TABLE.indexOf('\n' + key) : at;
        if (at < 0) {
            return "";
        }
        int start = TABLE.indexOf(key, at) + key.length();
        return nameAt(start, direction);
    }

    /** The name that begins there, if it is one for that direction. */
    private static String nameAt(int start, char direction) {
        int end = start;
        while (TABLE.charAt(end) > ' ') {
            end++;
        }
        int dot = TABLE.indexOf('.', start);
        if (dot < 0 || dot > end) {
            return TABLE.substring(start, end);
        }
        return TABLE.charAt(dot + 1) == direction ? TABLE.substring(start, dot) : "";
    }

    /** The number of the register with that name, or -1. */
    private int number(String name) {
        for (int at = TABLE.indexOf(' ' + name); at >= 0; at = TABLE.indexOf(' ' + name, at + 1)) {
            if (!name.isEmpty() && nameAt(at + 1, direction).equals(name)) {
                int start = at;
                while (start > 0 && TABLE.charAt(start - 1) > ' ') {
                    start--;
                }
                return Integer.parseInt(TABLE.substring(start, at));
            }
        }
        return -1;
    }

    @Override
    public boolean shows(long word) {
        return !name(field.get(word), direction).isEmpty();
    }

    @Override
    public void print(long word, long address, Isa.Names names, Text out) {
        out.put(name(field.get(word), direction));
    }

    @Override
    public boolean parse(Draft draft) {
        int start = draft.position();
        int number = number(draft.takeWord());
        if (number < 0) {
            draft.position(start);
            return draft.expected("a special purpose register");
        }
        draft.word(field.put(draft.word(), number));
        return true;
    }

    @Override
    public List<String> spellings() {
        List<String> all = new ArrayList<>();
        for (int at = TABLE.indexOf(' '); at >= 0; at = TABLE.indexOf(' ', at + 1)) {
            char next = TABLE.charAt(at + 1);
            if (next >= 'a' && next <= 'z') {
                String name = nameAt(at + 1, direction);
                if (!name.isEmpty()) {
                    all.add(name);
                }
            }
        }
        return all;
    }

    @Override
    public String meaning(long word, long address) {
        String name = name(field.get(word), direction);
        return name.isEmpty() ? "register " + field.get(word) : name;
    }
}
