package patchbay.kernel;

/** What a loader that counts slots makes of a relocation that may need one. */
public enum SlotAsk {
    /** Unlike the one in front of it: it reserves a slot. */
    NEW(true),
    /** Like the one in front, but with an addend: it reserves a slot all the same. */
    ADDEND(true),
    /** Like the one in front: it reserves none. */
    REPEATED(false),
    /** Its instruction may come to stand where it may not: it reserves a slot to stand in. */
    STAND_IN(true);

    private final boolean reserves;

    SlotAsk(boolean reserves) {
        this.reserves = reserves;
    }

    public boolean reserves() {
        return reserves;
    }

    /** Is told what was made of each. */
    public interface Tally {
        /**
         * @param entry the relocation's index
         */
        void ask(int entry, SlotAsk ask);
    }

    /** Counts the slots that are reserved. */
    public static final class Reserved implements Tally {
        private int slots;

        @Override
        public void ask(int entry, SlotAsk ask) {
            if (ask.reserves) {
                slots++;
            }
        }

        public int slots() {
            return slots;
        }
    }
}
