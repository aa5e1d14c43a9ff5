package patchbay.view;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import patchbay.isa.Explanation;
import patchbay.lang.run.Answer;
import patchbay.lang.run.Event;
import patchbay.lang.run.Value;
import patchbay.source.Diagnostic;
import patchbay.source.JsonText;
import patchbay.source.Span;

/**
 * Events as JSON, one object a line. Addresses and words are strings of hexadecimal digits with
 * {@code 0x}, since JSON readers keep only 53 bits of a number; other numbers are numbers.
 */
public final class JsonView {
    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    private JsonView() {}

    public static String line(Event event) {
        JsonView json = new JsonView();
        switch (event) {
            case Event.Answered(Span span, Answer answer) ->
                    json.open('{').field("at", span.place()).answer(answer).close('}');
            case Event.Said(Diagnostic diagnostic) -> json.diagnostic(diagnostic);
            case Event.Held(Span span, Diagnostic diagnostic) ->
                    json.open('{')
                            .field("at", span.place())
                            .field("held", diagnostic.code().name())
                            .close('}');
            case Event.Progress(Span span, int done, int total) ->
                    json.open('{')
                            .field("at", span.place())
                            .key("progress")
                            .open('[')
                            .raw(done + ", " + total)
                            .close(']')
                            .close('}');
            case Event.Done(Span span, boolean held) ->
                    json.open('{')
                            .field("at", span.place())
                            .key("done")
                            .raw(Boolean.toString(held))
                            .close('}');
        }
        return json.out.toString();
    }

    private JsonView answer(Answer answer) {
        switch (answer) {
            case Answer.Shown(Value value) -> key("value").value(value);
            case Answer.Called called -> called(called);
            case Answer.Traced(
                            List<String> entered,
                            List<Answer.Traced.Step> steps,
                            Answer.Called result) -> {
                strings("entered", entered).key("trace").open('[');
                for (Answer.Traced.Step step : steps) {
                    item().open('{')
                            .hex("address", step.address())
                            .field("place", step.place())
                            .hex("word", step.word());
                    field("text", step.text()).strings("changed", step.changed()).close('}');
                }
                close(']').called(result);
            }
            case Answer.Code(List<Answer.Code.Line> lines) -> code(lines);
            case Answer.Dump(long address, byte[] bytes) ->
                    hex("address", address).field("bytes", HexFormat.of().formatHex(bytes));
            case Answer.Table table -> table(table);
            case Answer.Slots(List<Answer.Slots.Table> tables) -> {
                key("tables").open('[');
                tables.forEach(this::slots);
                close(']');
            }
            case Answer.Account(List<Answer.Account.Fact> facts) -> {
                key("facts").open('[');
                for (Answer.Account.Fact fact : facts) {
                    item().open('{')
                            .field("label", fact.label())
                            .field("text", fact.text())
                            .close('}');
                }
                close(']');
            }
            case Answer.Decoded(long address, long word, int length, Explanation explanation) -> {
                hex("address", address).hex("word", word).number("length", length);
                explanation(explanation);
            }
            case Answer.Encoded(List<Answer.Code.Line> lines, byte[] bytes) ->
                    code(lines).field("bytes", HexFormat.of().formatHex(bytes));
            case Answer.Compared(Answer.Compared.Side left, Answer.Compared.Side right) ->
                    key("compare").open('[').side(left).side(right).close(']');
            case Answer.Swept swept -> swept(swept);
            case Answer.Lines(List<String> lines) -> strings("lines", lines);
        }
        return this;
    }

    private JsonView side(Answer.Compared.Side side) {
        item().open('{').field("side", side.title()).key("answers").open('[');
        for (Answer.Compared.Part part : side.parts()) {
            for (Answer answer : part.answers()) {
                item().open('{').answer(answer).close('}');
            }
            part.refusals().forEach(refusal -> item().diagnostic(refusal));
        }
        return close(']').close('}');
    }

    private void swept(Answer.Swept swept) {
        field("sweep", swept.module())
                .hex("first", swept.first())
                .hex("step", swept.step())
                .number("places", swept.count())
                .number("flips", swept.flips())
                .key("stretches")
                .open('[');
        for (Answer.Swept.Stretch stretch : swept.stretches()) {
            item().open('{')
                    .hex("from", stretch.from())
                    .hex("to", stretch.to())
                    .number("places", stretch.count())
                    .key("answers")
                    .open('[');
            for (Answer answer : stretch.answers()) {
                item().open('{').answer(answer).close('}');
            }
            stretch.refusals().forEach(refusal -> item().diagnostic(refusal));
            close(']').close('}');
        }
        close(']');
    }

    private JsonView called(Answer.Called called) {
        field("call", called.call()).key("value").value(called.value());
        return strings("path", called.path()).number("steps", called.steps());
    }

    private JsonView code(List<Answer.Code.Line> lines) {
        key("code").open('[');
        for (Answer.Code.Line line : lines) {
            item().open('{')
                    .field("label", line.label())
                    .hex("address", line.address())
                    .hex("word", line.word());
            field("text", line.text()).field("remark", line.remark()).close('}');
        }
        return close(']');
    }

    private void table(Answer.Table table) {
        field("title", table.title()).key("rows").open('[');
        for (List<Value> row : table.rows()) {
            item().open('{');
            for (int c = 0; c < row.size(); c++) {
                key(table.columns().get(c).replace(' ', '_')).value(row.get(c));
            }
            close('}');
        }
        close(']').strings("footer", table.footer());
    }

    private void slots(Answer.Slots.Table table) {
        item().open('{').field("name", table.name()).hex("address", table.address());
        number("used", table.used())
                .number("reserved", table.reserved())
                .number("slot_size", table.slotSize())
                .number("size", table.size())
                .strings("sizing", table.sizing())
                .key("slots")
                .open('[');
        for (Answer.Slots.Place place : table.places()) {
            item().open('{').field("slot", place.name()).hex("address", place.address());
            field("state", place.state().title());
            place.target().ifPresent(target -> hex("target", target).field("to", place.to()));
            place.left().ifPresent(left -> number("margin", left));
            if (!place.twin().isEmpty()) {
                field("same_as", place.twin());
            }
            key("words").open('[');
            for (Answer.Slots.Word word : place.words()) {
                item().open('{').hex("address", word.address()).hex("word", word.word());
                field("text", word.text()).close('}');
            }
            close(']').key("users").open('[');
            for (Answer.Slots.User user : place.users()) {
                item().open('{').hex("address", user.address()).field("place", user.place());
                number("margin", user.margin())
                        .key("late")
                        .raw(Boolean.toString(user.late()))
                        .close('}');
            }
            close(']').close('}');
        }
        close(']').close('}');
    }

    private void explanation(Explanation explanation) {
        field("text", explanation.text())
                .field("row", explanation.row())
                .field("summary", explanation.summary());
        key("fields").open('[');
        for (Explanation.FieldValue field : explanation.fields()) {
            item().open('{').number("high", field.high()).number("low", field.low());
            field("name", field.name())
                    .hex("bits", field.bits())
                    .field("meaning", field.meaning())
                    .close('}');
        }
        close(']').strings("remarks", explanation.remarks());
    }

    private void diagnostic(Diagnostic diagnostic) {
        open('{');
        Span span = diagnostic.span();
        if (span != null) {
            field("at", span.place());
        }
        field("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        field("code", diagnostic.code().name())
                .field("message", diagnostic.message())
                .key("notes")
                .open('[');
        for (Diagnostic.Note note : diagnostic.notes()) {
            item().open('{').field("message", note.message());
            if (note.span() != null) {
                field("at", note.span().place());
            }
            close('}');
        }
        close(']').strings("remedies", diagnostic.remedies()).close('}');
    }

    private JsonView value(Value value) {
        switch (value) {
            case Value.Num(long number, boolean isAddress) -> {
                if (isAddress) {
                    string(Value.hex(number));
                } else {
                    raw(Long.toString(number));
                }
            }
            case Value.Bool(boolean truth) -> raw(Boolean.toString(truth));
            case Value.Items(List<Value> items) -> {
                open('[');
                items.forEach(item -> item().value(item));
                close(']');
            }
            case Value.Entry(String kind, Map<String, Value> fields) -> {
                open('{');
                fields.forEach((name, field) -> key(name).value(field));
                close('}');
            }
            case Value.Bytes(byte[] bytes) -> string(HexFormat.of().formatHex(bytes));
            case Value.Str(String text) -> string(text);
            case Value.Span span -> string(span.text());
        }
        return this;
    }

    private JsonView strings(String name, List<String> texts) {
        key(name).open('[');
        texts.forEach(text -> item().string(text));
        return close(']');
    }

    private JsonView number(String name, long value) {
        return key(name).raw(Long.toString(value));
    }

    private JsonView hex(String name, long value) {
        return field(name, Value.hex(value));
    }

    private JsonView field(String name, String text) {
        return key(name).string(text);
    }

    private JsonView key(String name) {
        item().string(name);
        out.append(": ");
        return this;
    }

    private JsonView item() {
        if (!first) {
            out.append(", ");
        }
        first = false;
        return this;
    }

    private JsonView open(char bracket) {
        out.append(bracket);
        first = true;
        return this;
    }

    private JsonView close(char bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    private JsonView raw(String text) {
        out.append(text);
        return this;
    }

    private JsonView string(String text) {
        JsonText.quote(out, text);
        return this;
    }
}
