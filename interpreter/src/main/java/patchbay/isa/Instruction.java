package patchbay.isa;

import java.util.List;

/**
 * One row of a set's table as plain data, for whoever looks at the set as a whole.
 *
 * @param name unique in its set
 * @param family the part of the set that it belongs to
 * @param length in bytes
 * @param bits as {@link Pattern} draws them
 * @param spellings aliases first, as they are preferred; then its own; last what is only read
 * @param meaning one sentence
 * @param executed whether the CPU executes it
 * @param tested whether tests hold its text and its bytes to tools that were not written here
 * @param compared whether tests hold what it does to another machine
 */
public record Instruction(
        String name,
        String family,
        int length,
        String bits,
        List<Spelling> spellings,
        String meaning,
        boolean executed,
        boolean tested,
        boolean compared) {

    /** What a spelling is to its row. */
    public enum Kind {
        ALIAS,
        OWN,
        READ
    }

    /**
     * A way to write it.
     *
     * @param syntax for people
     * @param conditions on the fields, under which an alias is printed; or empty
     * @param mnemonics every one that it can have
     */
    public record Spelling(String syntax, Kind kind, String conditions, List<String> mnemonics) {}

    /** From the highest bit down. */
    public List<Pattern.Piece> fields() {
        return pattern().pieces();
    }

    public Pattern pattern() {
        return new Pattern(bits, 8 * length);
    }

    /** The row's own syntax. */
    public String syntax() {
        for (Spelling spelling : spellings) {
            if (spelling.kind == Kind.OWN) {
                return spelling.syntax;
            }
        }
        throw new IllegalStateException(name);
    }

    /** Whether {@code mnemonic} is written for it, be it as an alias. */
    public boolean isWritten(String mnemonic) {
        for (Spelling spelling : spellings) {
            if (spelling.mnemonics.contains(mnemonic)) {
                return true;
            }
        }
        return false;
    }
}
