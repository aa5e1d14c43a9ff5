package patchbay.isa;

/** What a {@link Syntax} is made of. */
sealed interface Part {
    void print(long word, long address, Isa.Names names, Text out);

    boolean isDefault(long word);

    long setDefault(long word);

    boolean parse(Draft draft);

    /** Reads parts that follow each other. */
    static boolean parse(Part[] parts, Draft draft) {
        for (Part part : parts) {
            if (!part.parse(draft)) {
                return false;
            }
        }
        return true;
    }

    record Literal(byte[] ascii, String text) implements Part {
        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            out.put(ascii);
        }

        @Override
        public boolean isDefault(long word) {
            return true;
        }

        @Override
        public long setDefault(long word) {
            return word;
        }

        @Override
        public boolean parse(Draft draft) {
            return draft.literal(text);
        }
    }

    record Slot(Operand operand) implements Part {
        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            operand.print(word, address, names, out);
        }

        @Override
        public boolean isDefault(long word) {
            return operand.isDefault(word);
        }

        @Override
        public long setDefault(long word) {
            return operand.setDefault(word);
        }

        @Override
        public boolean parse(Draft draft) {
            return operand.parse(draft);
        }
    }

    record Group(Part[] parts) implements Part {
        @Override
        public void print(long word, long address, Isa.Names names, Text out) {
            if (!isDefault(word)) {
                for (Part part : parts) {
                    part.print(word, address, names, out);
                }
            }
        }

        @Override
        public boolean isDefault(long word) {
            for (Part part : parts) {
                if (!part.isDefault(word)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long setDefault(long word) {
            for (Part part : parts) {
                word = part.setDefault(word);
            }
            return word;
        }

        @Override
        public boolean parse(Draft draft) {
            int start = draft.position();
            long word = draft.word();
            if (draft.isAtEnd() || !Part.parse(parts, draft)) {
                draft.position(start);
                draft.word(setDefault(word));
            }
            return true;
        }
    }
}
