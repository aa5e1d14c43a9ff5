package patchbay.lang.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.isa.Explanation;
import patchbay.kernel.SlotAccount;
import patchbay.lang.ast.Statement;
import patchbay.source.Diagnostic;

/** What a statement found out: values for a view to show. Immutable. */
public sealed interface Answer {

    /** About how many lines it is shown in. A method, as a switch over the types starts slowly. */
    long height();

    /**
     * What one-liners are answered with; told apart without a switch, as {@link
     * Statement.OneLiner}.
     */
    sealed interface OfOneLiner extends Answer {}

    /** An expression's value, or a {@code print}ed line. */
    record Shown(Value value) implements OfOneLiner {
        @Override
        public long height() {
            return 1;
        }
    }

    /**
     * A call that returned.
     *
     * @param call as written: {@code caller(1, 2)}
     * @param path names of what control entered, by fetched addresses
     */
    record Called(String call, Value value, List<String> path, long steps) implements Answer {
        @Override
        public long height() {
            return 1 + path.size() / 4;
        }
    }

    /**
     * A run, an instruction a line, and how it ended.
     *
     * @param entered what the registers held that calls are made by, {@code r2=0x1}
     */
    record Traced(List<String> entered, List<Step> steps, Called result) implements Answer {
        /**
         * @param place symbol and offset
         * @param changed registers that the instruction changed, {@code x0=0x1}
         */
        public record Step(
                long address, String place, long word, String text, List<String> changed) {}

        @Override
        public long height() {
            return steps.size();
        }
    }

    /** Code, an instruction a line. */
    record Code(List<Line> lines) implements OfOneLiner {
        /**
         * @param label the symbol that begins here, or empty
         * @param length in bytes
         * @param remark behind the instruction: what it is for, or empty
         */
        public record Line(
                String label, long address, long word, int length, String text, String remark) {}

        @Override
        public long height() {
            return lines.size();
        }
    }

    /** Bytes of memory, sixteen a line. */
    record Dump(long address, byte[] bytes) implements Answer {
        @Override
        public long height() {
            return bytes.length / 16;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Dump dump
                    && dump.address == address
                    && Arrays.equals(dump.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /**
     * Rows of values under named columns.
     *
     * @param title lines above, or empty
     * @param footer lines below: totals, what is not shown
     */
    record Table(String title, List<String> columns, List<List<Value>> rows, List<String> footer)
            implements Answer {
        @Override
        public long height() {
            return rows.size();
        }
    }

    /** Slot tables, place by place: {@code show plt}. */
    record Slots(List<Table> tables) implements Answer {
        /**
         * @param name {@code foo.plt}
         * @param used slots that its loader has given out, skipped ones too
         * @param reserved slots that its loader may give out
         * @param slotSize bytes of a slot
         * @param size bytes of the table, with the place that is only for a copy
         * @param sizing what the size is made of, a line each
         * @param places those that hold anything, in use or not
         */
        public record Table(
                String name,
                long address,
                int used,
                int reserved,
                int slotSize,
                long size,
                List<String> sizing,
                List<Place> places) {}

        /**
         * @param name {@code plt[3]}
         * @param target where it goes; empty where it is not in use
         * @param to the same as a name
         * @param left bytes from the target to the nearer end of what the slot's form reaches
         * @param twin the slot that it repeats, {@code plt[1]}, or empty
         * @param users the branches that it serves, in the order in which they came
         */
        public record Place(
                String name,
                long address,
                SlotAccount.State state,
                List<Word> words,
                Optional<Long> target,
                String to,
                OptionalLong left,
                String twin,
                List<User> users) {}

        /** An instruction or a datum of {@code size} bytes. */
        public record Word(long address, long word, int size, String text) {}

        /**
         * @param margin bytes that the branch would have left without the slot; negative by how
         *     much the target is too far
         * @param late whether the branch was written when its module was in use already
         */
        public record User(long address, String place, long margin, boolean late) {}

        @Override
        public long height() {
            long lines = 0;
            for (Table table : tables) {
                for (Place place : table.places) {
                    lines += place.words.size() + place.users.size() / 4;
                }
            }
            return lines;
        }
    }

    /** Labelled facts, the account of {@code explain}. */
    record Account(List<Fact> facts) implements OfOneLiner {
        /** A label without a text is a heading; a text without a label goes on. */
        public record Fact(String label, String text) {}

        @Override
        public long height() {
            return facts.size();
        }
    }

    /** An instruction, bit by bit. */
    record Decoded(long address, long word, int length, Explanation explanation)
            implements OfOneLiner {
        @Override
        public long height() {
            return 8;
        }
    }

    /** An instruction or several, encoded: {@code encode}. */
    record Encoded(List<Code.Line> lines, byte[] bytes) implements OfOneLiner {
        @Override
        public long height() {
            return lines.size();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Encoded encoded
                    && encoded.lines.equals(lines)
                    && Arrays.equals(encoded.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** What the same statements say on two kernels. */
    record Compared(Side left, Side right) implements Answer {
        /**
         * @param title {@code arm64 linux 6.1}
         * @param parts one for each statement; a refused one is the last
         */
        public record Side(String title, List<Part> parts) {
            private long height() {
                long sum = 0;
                for (Part part : parts) {
                    for (Answer answer : part.answers) {
                        sum += answer.height();
                    }
                }
                return sum;
            }
        }

        /** What one statement said, and why it was refused if it was. */
        public record Part(List<Answer> answers, List<Diagnostic> refusals) {}

        @Override
        public long height() {
            return left.height() + right.height();
        }
    }

    /**
     * What a block says with a module at one place after the other.
     *
     * @param first the first place, {@code step} bytes before the second of {@code count}
     * @param flips how often the answer is another one than at the place before
     * @param stretches of places with the same answer; the first of them, where there are many
     */
    record Swept(
            String module, long first, long step, int count, int flips, List<Stretch> stretches)
            implements Answer {
        public Swept {
            stretches = List.copyOf(stretches);
        }

        /**
         * @param from the first place
         * @param to the last place
         * @param refusals why it was refused at the first, if it was
         */
        public record Stretch(
                long from, long to, int count, List<Answer> answers, List<Diagnostic> refusals) {}

        @Override
        public long height() {
            return stretches.size();
        }
    }

    /** Lines as they are: the kernel log, a page of the manual. */
    record Lines(List<String> lines) implements Answer {
        @Override
        public long height() {
            return lines.size();
        }
    }
}
