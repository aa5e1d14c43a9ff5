package patchbay.isa;

/**
 * Why a statement is no instruction. Every form of its mnemonic complains; what counts is the
 * complaint that got furthest, a number that does not fit before a text that is something else.
 */
final class Complaints {
    /** A statement is shorter. */
    private static final int PLACES = 20;

    private static final String OR = " or ";

    private IsaRefusal best;
    private int rank = -1;

    /** {@code first} is what is said if nothing better is. */
    Complaints(IsaRefusal first) {
        best = first;
    }

    IsaRefusal best() {
        return best;
    }

    /** Where the best one points to, or -1. */
    int place() {
        return rank < 0 ? rank : rank & (1 << PLACES) - 1;
    }

    void add(int weight, int place, IsaRefusal refusal) {
        int rank = weight << PLACES | place;
        if (rank > this.rank) {
            this.rank = rank;
            best = refusal;
        } else if (rank == this.rank) {
            best = both(best, refusal);
        }
    }

    /** What two forms that stopped at the same place would have taken. */
    private static IsaRefusal both(IsaRefusal first, IsaRefusal second) {
        if (first instanceof IsaRefusal.WrongOperand a
                && second instanceof IsaRefusal.WrongOperand b) {
            String expected = either(a.expected(), b.expected());
            return new IsaRefusal.WrongOperand(a.line(), a.from(), a.to(), a.text(), expected);
        }
        if (first instanceof IsaRefusal.DoesNotFit a && second instanceof IsaRefusal.DoesNotFit b) {
            String allowed = either(a.allowed(), b.allowed());
            return new IsaRefusal.DoesNotFit(
                    a.line(), a.from(), a.to(), a.what(), a.value(), allowed);
        }
        return first;
    }

    /** All that the two name, each once. */
    private static String either(String first, String second) {
        String all = OR + first + OR;
        for (String each : second.split(OR)) {
            if (!all.contains(OR + each + OR)) {
                all += each + OR;
            }
        }
        return all.substring(OR.length(), all.length() - OR.length());
    }
}
