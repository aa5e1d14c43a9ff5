package patchbay.view;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import patchbay.kernel.SlotAccount;
import patchbay.lang.run.Answer;
import patchbay.lang.run.Value;
import patchbay.lang.run.Words;
import patchbay.source.Phrase;

/**
 * A slot table as text: a word of a slot a line, and beside the words where it goes, and whom it
 * serves.
 */
final class SlotLines {
    private static final List<String> COLUMNS =
            List.of("slot", "address", "word", "instruction", "goes to", "for");

    /** As many branches as most slots have words; `explain slot` tells them all. */
    private static final int USERS = 3;

    private SlotLines() {}

    static Answer.Table of(Answer.Slots.Table table) {
        return new Answer.Table(
                Phrase.of(
                        "%s at %s: %d of %d used, %d bytes a slot, %d in all",
                        table.name(),
                        Value.hex(table.address()),
                        table.used(),
                        table.reserved(),
                        table.slotSize(),
                        table.size()),
                COLUMNS,
                table.places().stream().map(SlotLines::row).toList(),
                table.sizing());
    }

    private static List<Value> row(Answer.Slots.Place place) {
        List<Value> addresses = new ArrayList<>();
        List<Value> words = new ArrayList<>();
        List<Value> instructions = new ArrayList<>();
        for (Answer.Slots.Word word : place.words()) {
            addresses.add(Value.address(word.address()));
            words.add(Value.string(HexFormat.of().toHexDigits(word.word(), 2 * word.size())));
            instructions.add(Value.string(word.text()));
        }
        return List.of(
                Value.string(place.name()),
                new Value.Items(addresses),
                new Value.Items(words),
                new Value.Items(instructions),
                new Value.Items(goesTo(place)),
                new Value.Items(users(place)));
    }

    private static List<Value> goesTo(Answer.Slots.Place place) {
        List<Value> lines = new ArrayList<>();
        place.target()
                .ifPresent(target -> {
                    lines.add(Value.string(place.to()));
                    if (!place.to().startsWith("0x")) {
                        lines.add(Value.address(target));
                    }
                });
        String remark =
                switch (place.state()) {
                    case IN_USE -> "";
                    case DUPLICATE -> "duplicate of " + place.twin();
                    case VENEER -> "veneer: does one instruction, and comes back";
                    case ASTRAY -> "astray: its words do not lead there";
                    case SKIPPED -> "skipped: no slot may begin here";
                    case STALE_COPY -> "unused: stale copy of " + place.twin();
                    case FOREIGN -> "unused, but not as its loader left it";
                    case SPARE -> "unused";
                };
        String left = place.left().isPresent() ? left(place.left().getAsLong()) : "";
        if (!left.isEmpty() || !remark.isEmpty()) {
            lines.add(
                    Value.string(left + (left.isEmpty() || remark.isEmpty() ? "" : "; ") + remark));
        }
        return lines;
    }

    /** The first of them, with the margin of a branch without the slot. */
    private static List<Value> users(Answer.Slots.Place place) {
        List<Value> lines = new ArrayList<>();
        int count = place.users().size();
        int shown = count > USERS ? USERS - 1 : count;
        for (Answer.Slots.User user : place.users().subList(0, shown)) {
            lines.add(
                    Value.string(
                            user.place()
                                    + (place.state() == SlotAccount.State.VENEER
                                            ? ""
                                            : ", " + left(user.margin()))
                                    + (user.late() ? "; late" : "")));
        }
        if (shown < count) {
            lines.add(Value.string(Phrase.of("and %d more branches", count - shown)));
        }
        return lines;
    }

    /** {@code 895.99M too far}, {@code 3G left}. */
    private static String left(long margin) {
        return margin >= 0 ? Words.scaled(margin) + " left" : Words.scaled(-margin) + " too far";
    }
}
