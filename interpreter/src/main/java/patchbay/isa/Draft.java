package patchbay.isa;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * A statement while it is being read, by every form of its mnemonic in turn: where the reader
 * stands, the word so far, and the complaints.
 */
public final class Draft {
    private final Isa isa;
    private final Definitions names;
    private final String text;
    private final int line;
    private final int start;
    private final int end;
    private int at;
    private long word;
    private long settled;
    private long place;
    private final Complaints complaints;

    /** A draft of {@code statement}, which goes to {@code place}. */
    Draft(Isa isa, Definitions names, Statement statement, long place) {
        this.isa = isa;
        this.names = names;
        this.line = statement.line().index();
        this.text = statement.text();
        this.start = statement.from();
        this.at = start;
        this.end = statement.to();
        this.place = place;
        this.complaints =
                new Complaints(
                        new IsaRefusal.WrongOperand(
                                line, start, end, text.substring(start, end), ""));
    }

    public long word() {
        return word;
    }

    public void word(long value) {
        word = value;
    }

    /** Begins a form anew: its fixed bits, and which those are. */
    void begin(int position, long base, long mask) {
        at = position;
        word = base;
        settled = mask;
    }

    /** The bits that nothing that is read may change any more. */
    public long settled() {
        return settled;
    }

    public void settle(long mask) {
        settled |= mask;
    }

    /** The address of the instruction. */
    public long place() {
        return place;
    }

    /** Goes on as if the statement stood there. */
    void place(long value) {
        place = value;
    }

    public int position() {
        return at;
    }

    public void position(int position) {
        at = position;
    }

    Complaints complaints() {
        return complaints;
    }

    /** The next character that is no blank, or 0 at the end. */
    public char peek() {
        skipBlanks();
        return at < end ? text.charAt(at) : 0;
    }

    /** Whether what comes next can only be a number, not a name. */
    public boolean isNumber() {
        char next = peek();
        return next >= '0' && next <= '9' || next != 0 && "#(-~!+'".indexOf(next) >= 0;
    }

    boolean isAtEnd() {
        return peek() == 0;
    }

    /** Whether nothing is left; complains if something is. */
    boolean isDone() {
        return isAtEnd() || expected("the end of the statement");
    }

    /** Whether the mnemonic ends here. */
    boolean isMnemonicDone() {
        return at == end
                || text.charAt(at) == ' '
                || text.charAt(at) == '\t'
                || expected("a mnemonic");
    }

    /** Takes {@code c} if it comes next. */
    public boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** Takes the literal text of a form: blanks are free, {@code #} may be missing. */
    boolean literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (Character.isLetter(c)) {
                return acceptWord(literal.substring(i)) || expected(literal.substring(i));
            }
            if (Character.isDigit(c)) {
                int end = i;
                while (end < literal.length() && "]".indexOf(literal.charAt(end)) < 0) {
                    end++;
                }
                if (!same(literal.substring(i, end))) {
                    return false;
                }
                i = end - 1;
            } else if (c == '#') {
                accept('#');
            } else if (c != ' ' && c != '\t' && !accept(c)) {
                return expected("'" + c + "'");
            }
        }
        return true;
    }

    /** Takes a number that is {@code wanted}, be it written as an expression. */
    private boolean same(String wanted) {
        peek();
        int from = at;
        String decimal = takeDecimal();
        boolean fraction = decimal.indexOf('.') >= 0 || decimal.indexOf('e') >= 0;
        if (fraction && wanted.indexOf('.') >= 0) {
            return Double.parseDouble(decimal) == Double.parseDouble(wanted)
                    || doesNotFit(from, "number", (long) Double.parseDouble(decimal), wanted);
        }
        at = from;
        OptionalLong number = number();
        return number.isPresent()
                && (number.getAsLong() == Double.parseDouble(wanted)
                        || doesNotFit(from, "number", number.getAsLong(), wanted));
    }

    /**
     * Takes {@code prefix} if it comes next, in letters of any size and with no blank before it.
     */
    public boolean acceptPrefix(String prefix) {
        if (!text.regionMatches(true, at, prefix, 0, prefix.length())
                || at + prefix.length() > end) {
            return false;
        }
        at += prefix.length();
        return true;
    }

    /** Takes {@code name} if it comes next as a whole word, in letters of any size. */
    public boolean acceptWord(String name) {
        int start = at;
        if (word(name.length()).equals(name)) {
            return true;
        }
        at = start;
        return false;
    }

    /**
     * Takes the next word, letters, digits, underscores and dots, and gives it in small letters;
     * empty if there is none.
     */
    public String takeWord() {
        return word(Integer.MAX_VALUE);
    }

    /** Takes the next word as it is written. */
    String takeName() {
        peek();
        int start = at;
        takeWord();
        return text.substring(start, at);
    }

    /**
     * Takes the decimal fraction that comes next, such as {@code -1.5e+00}; empty if there is none.
     */
    public String takeDecimal() {
        skipBlanks();
        int start = at;
        int digits = at < end && "+-".indexOf(text.charAt(at)) >= 0 ? at + 1 : at;
        int stop = digits(digits);
        boolean whole = stop > digits;
        if (whole && stop < end && text.charAt(stop) == '.') {
            stop = digits(stop + 1);
        }
        if (whole && stop < end && (text.charAt(stop) | 32) == 'e') {
            int power =
                    stop + 1 < end && "+-".indexOf(text.charAt(stop + 1)) >= 0
                            ? stop + 2
                            : stop + 1;
            int last = digits(power);
            stop = last > power && last - power < 8 ? last : stop;
        }
        at = whole ? stop : start;
        return text.substring(start, at);
    }

    private int digits(int from) {
        int to = from;
        while (to < end && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
            to++;
        }
        return to;
    }

    private String word(int longest) {
        skipBlanks();
        int start = at;
        while (at < end && isWord(text.charAt(at)) && at - start <= longest) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** The value of the expression that comes next; empty, with a complaint, if there is none. */
    public OptionalLong number() {
        return new Expression(this).read();
    }

    /** The value of a name, a label before a symbol; empty, with a complaint, if nothing has it. */
    OptionalLong address(String name, int from) {
        OptionalLong known = name.equals(".") ? OptionalLong.of(place) : names.address(name, place);
        if (known.isEmpty()) {
            complaints.add(3, from, new IsaRefusal.UnknownSymbol(line, from, at, name));
        }
        return known;
    }

    /** The same, for a name that the set itself asks for. */
    public OptionalLong address(String name) {
        return address(name, at);
    }

    /** Whether {@code name} is a register: no expression can begin with it. */
    boolean isRegister(String name) {
        return isa.isRegister(name);
    }

    /** The raw text from the position on, for an expression's reader. */
    String text() {
        return text;
    }

    int end() {
        return end;
    }

    /** Complains that something else should stand here; false, to be returned. */
    public boolean expected(String what) {
        skipBlanks();
        int to = at;
        while (to < end && isWord(text.charAt(to))) {
            to++;
        }
        to = Math.min(end, Math.max(to, at + 1));
        complaints.add(
                1,
                at,
                new IsaRefusal.WrongOperand(
                        line, at, to, text.substring(at, Math.max(at, to)), what));
        return false;
    }

    /** Complains of a number that its field does not hold; false, to be returned. */
    public boolean doesNotFit(int start, String what, long value, String allowed) {
        int from = unblanked(start);
        complaints.add(
                2,
                from,
                new IsaRefusal.DoesNotFit(line, from, trimmed(from), what, value, allowed));
        return false;
    }

    /**
     * Complains of a target that is too far; {@code lowest} and {@code highest} are the distances
     * that are not.
     */
    public boolean outOfReach(int number, long target, long lowest, long highest) {
        int from = unblanked(number);
        int blank = start;
        while (blank < end && text.charAt(blank) > ' ') {
            blank++;
        }
        String mnemonic = text.substring(start, blank).toLowerCase(Locale.ROOT);
        complaints.add(
                2,
                from,
                new IsaRefusal.OutOfReach(
                        line, from, trimmed(from), mnemonic, place, target, lowest, highest));
        return false;
    }

    private int unblanked(int from) {
        int at = from;
        while (at < end && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private int trimmed(int from) {
        int to = at;
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return to;
    }

    /** Complains that this is known but not done, and why; false, to be returned. */
    public boolean refused(int from, int to, String why) {
        complaints.add(
                2,
                from,
                new IsaRefusal.WrongOperand(line, from, to, text.substring(from, to), why));
        return false;
    }

    private void skipBlanks() {
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    static boolean isWord(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '.'
                || c == '$';
    }
}
