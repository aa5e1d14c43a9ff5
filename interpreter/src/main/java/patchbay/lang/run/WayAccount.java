package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.isa.Explanation;
import patchbay.isa.Fixup;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.isa.Veneer;
import patchbay.kernel.Era;
import patchbay.kernel.Names;
import patchbay.kernel.Reachability;
import patchbay.kernel.Reachability.Form;
import patchbay.kernel.Reachability.ViaSlot;
import patchbay.kernel.SlotAccount;
import patchbay.lang.run.Answer.Account.Fact;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.source.Phrase;

/**
 * The account of how a branch gets from here to there: distance, limit, margin, the veneer and why
 * that one, every field.
 */
final class WayAccount {
    private final Machine machine;
    private final Era era;
    private final List<Fact> facts = new ArrayList<>();

    WayAccount(Machine machine, Era era) {
        this.machine = machine;
        this.era = era;
    }

    Answer way(long from, long to, OptionalLong slot) {
        Reachability way = Reachability.of(machine, era, from, to, slot);
        Fixup call = era.isa().callFixup();
        fact("from", place(from) + way.object().map(object -> ", in " + object).orElse(""));
        fact("to", place(to));
        fact(
                "distance",
                Words.distance(way.distance()) + ", " + Math.abs(way.distance()) + " bytes");
        fact(
                "limit",
                Phrase.of(
                        "%s .. %s (%s, %d bits of %d bytes)",
                        Words.distance(way.lowest()),
                        Words.distance(way.highest()),
                        call.name(),
                        call.field().width(),
                        1 << call.field().shift()));
        fact(
                "margin",
                way.margin() >= 0
                        ? Words.distance(way.margin()) + " left"
                        : Words.distance(-way.margin()) + " too far");
        if (way.direct()) {
            fact("way", "direct: the branch reaches by itself, no veneer");
            word("branch", from, branch(from, way.enters()));
            duties(crossing(from, to, Era.Crossing.INSIDE));
            return new Answer.Account(facts);
        }
        Veneer chosen = null;
        for (Form form : way.forms()) {
            chosen = form.verdict() == Reachability.Verdict.CHOSEN ? form.veneer() : chosen;
        }
        if (way.slot().isEmpty()) {
            nowhere(way);
        } else if (chosen == null) {
            fact(
                    "way",
                    "none: no veneer of this kernel gets there from "
                            + Value.hex(way.slot().get().address()));
        } else {
            viaSlot(way, way.slot().get(), chosen);
        }
        duties(
                crossing(
                        from,
                        to,
                        jumps(from)
                                ? Era.Crossing.JUMP_THROUGH_SLOT
                                : Era.Crossing.CALL_THROUGH_SLOT));
        for (Form form : way.forms()) {
            if (form.verdict() != Reachability.Verdict.CHOSEN) {
                fact(
                        "not",
                        form.veneer().name()
                                + ", "
                                + form.veneer().size()
                                + " bytes: "
                                + reason(form));
            }
        }
        return new Answer.Account(facts);
    }

    private void duties(Era.Crossing crossing) {
        for (Era.Duty duty : era.duties(crossing)) {
            fact(duty.what(), duty.how());
        }
    }

    /** How control gets there: {@code otherwise}, unless a redirect leads there. */
    private Era.Crossing crossing(long from, long to, Era.Crossing otherwise) {
        Optional<Redirection> standing =
                machine.state(Redirection.key(from), Redirection.class)
                        .filter(redirection -> redirection.replacement() == to);
        if (standing.isEmpty()) {
            return otherwise;
        }
        return switch (standing.get().via()) {
            case FTRACE -> Era.Crossing.REDIRECTED;
            case JUMP ->
                    otherwise == Era.Crossing.INSIDE ? otherwise : Era.Crossing.JUMP_THROUGH_SLOT;
            case CALLERS -> otherwise;
        };
    }

    /** A call, or a jump where one stands there. */
    private String branch(long place, long target) {
        return jumps(place) ? era.jump(target) : era.call(target);
    }

    private boolean jumps(long place) {
        if (!machine.memory().isMapped(Range.of(place, era.isa().unit()))) {
            return false;
        }
        byte[] word = machine.memory().bytes(place, era.isa().unit());
        return era.isa().flow(word, 0, place) instanceof Insn.Flow.Jump;
    }

    private void nowhere(Reachability way) {
        if (way.object().isEmpty()) {
            fact("way", "none: the branch needs a slot within its own reach");
            return;
        }
        String object = way.object().get();
        fact(
                "way",
                Phrase.of(
                        "none: a slot would have to lie in %s, with the branch, and %s",
                        object.equals(Module.KERNEL) ? "the kernel proper" : object,
                        way.hasTable() ? "its table has none left" : "it has no PLT"));
        fact(
                "instead",
                "redirect at the called function: its callers stay as they are, and nothing has to reach the replacement");
        if (!object.equals(Module.KERNEL)) {
            fact("", Phrase.of("or give %s spare slots: module %s … plt 1", object, object));
        }
    }

    private void viaSlot(Reachability way, ViaSlot via, Veneer veneer) {
        fact(
                "way",
                Phrase.of(
                        "through a slot: %s, %d bytes (%s of Linux %s)",
                        veneer.name(), veneer.size(), era.name(), era.version()));
        fact("why", veneer.reach());
        String where = via.table().isEmpty() ? "" : " (" + via.table() + "[" + via.index() + "])";
        fact("slot", Value.hex(via.address()) + where + origin(via.origin()));
        if (via.reachable()) {
            word("branch", way.from(), branch(way.from(), via.address()));
        } else {
            fact(
                    "branch",
                    "does not reach the slot either: it is "
                            + Words.distance(via.address() - way.from())
                            + " away");
        }
        if (via.bytes().length == 0) {
            fact("bytes", "none: a veneer there does not get to the target");
        } else {
            words(via.address(), via.bytes(), veneer);
            fact("bytes", HexFormat.ofDelimiter(" ").formatHex(via.bytes()));
        }
        landing(way.to());
        fact(
                "shared by",
                via.users().isEmpty()
                        ? "nobody else"
                        : String.join(", ", via.users().stream().map(this::place).toList()));
    }

    /** What the slot's own branch would meet there. */
    private void landing(long target) {
        int size = era.isa().unit();
        if (!Range.fits(target, size) || !machine.memory().isMapped(Range.of(target, size))) {
            return;
        }
        long word = machine.memory().little(target, era.isa().unit());
        era.missingLandingPad(word)
                .ifPresent(wanted ->
                        fact(
                                "lands on",
                                Phrase.of(
                                        "0x%08x, where no landing pad is: a Branch Target exception; it takes %s",
                                        word, wanted)));
    }

    private static String origin(Reachability.Origin origin) {
        return switch (origin) {
            case GIVEN -> "";
            case SHARED -> ", which leads there already";
            case SPARE -> ", the next spare one";
            case ASSUMED -> ", assumed: nobody said where the table is";
        };
    }

    private String reason(Form form) {
        return switch (form.verdict()) {
            case TOO_FAR -> "does not reach; " + form.veneer().reach();
            case OTHER_KERNELS -> "it would reach, but this kernel's tables have the other form";
            case CHOSEN -> "";
        };
    }

    /**
     * A place of a slot table: what it holds, whom it serves, what asked for it.
     *
     * @param requests of the module's file; empty for a module in words
     */
    Answer slot(SlotTable table, SlotAccount place, Optional<SlotRequests> requests) {
        fact(
                "slot",
                Phrase.of(
                        "%s.%s at %s, %d of %d used",
                        table.module(),
                        SlotListing.index(table, place.index()),
                        Value.hex(place.address()),
                        table.used(),
                        table.max()));
        fact("state", place.state().title() + state(table, place));
        boolean veneer = place.state() == SlotAccount.State.VENEER;
        place.slot().ifPresent(slot -> fact(veneer ? "makes" : "goes to", place(slot.target())));
        place.slot().ifPresent(slot -> landing(slot.target()));
        Veneer form =
                Reachability.form(machine, era, place.address())
                        .orElse(era.slot(OptionalLong.empty()));
        if (place.state() != SlotAccount.State.SPARE
                && place.state() != SlotAccount.State.SKIPPED) {
            if (!veneer) {
                fact("form", form.name());
            }
            words(place.address(), place.bytes(), form);
        }
        place.left().ifPresent(left -> fact("margin", Words.distance(left) + " left"));
        if (place.slot().isPresent()) {
            users(place.slot().get(), requests);
        }
        return new Answer.Account(facts);
    }

    private String state(SlotTable table, SlotAccount place) {
        String twin = place.twin().map(slot -> SlotListing.index(table, slot.index())).orElse("");
        return switch (place.state()) {
            case IN_USE -> "";
            case DUPLICATE -> " of " + twin + ": only the slot that was filled last is compared";
            case VENEER ->
                    ": an adrp that may not stand in the last words of its page is done here (erratum 843419)";
            case ASTRAY -> ": its words do not lead to its target";
            case SKIPPED ->
                    ": no slot may begin here, where an adrp would be in the last words of a page";
            case STALE_COPY ->
                    " of " + twin + ": written before the two were compared, and then not counted";
            case FOREIGN -> ": unused, but not as its loader left it";
            case SPARE ->
                    place.index() < table.max()
                            ? ": reserved, and not needed"
                            : ": behind the last that may be given out";
        };
    }

    private static String branches(int count) {
        return count == 0 ? "no branch" : count + (count == 1 ? " branch" : " branches");
    }

    private void users(Slot slot, Optional<SlotRequests> requests) {
        List<Fact> asked = requests.map(all -> all.facts(slot)).orElse(List.of());
        int count = slot.users().size();
        fact("serves", slot.kind() == Slot.Kind.STAND_IN ? "its instruction" : branches(count));
        if (asked.isEmpty()) {
            for (long user : slot.users()) {
                fact(
                        "",
                        place(user)
                                + ", "
                                + Words.distance(slot.target() - user)
                                + " from its target");
            }
        }
        facts.addAll(asked);
    }

    /** Assembles one line and tells its fields. */
    private void word(String label, long address, String text) {
        era.isa()
                .assemble(List.of(new Isa.AsmLine(text, 0)), address, name -> OptionalLong.empty())
                .map(assembly -> {
                    instruction(label, assembly.bytes(), 0, address);
                    return assembly;
                });
    }

    private void words(long address, byte[] bytes, Veneer form) {
        for (int at = 0; at < bytes.length; ) {
            Optional<Veneer.Datum> datum = form.datum(at);
            if (datum.isPresent()) {
                int size = datum.get().size();
                String digits = HexFormat.of().toHexDigits(Bits.little(bytes, at, size), 2 * size);
                fact("", Value.hex(address + at) + "  " + digits + "  " + datum.get().text());
                at += size;
            } else {
                at += instruction(at == 0 ? "words" : "", bytes, at, address + at);
            }
        }
    }

    private int instruction(String label, byte[] bytes, int at, long address) {
        Text text = new Text();
        int length =
                era.isa()
                        .print(
                                bytes,
                                at,
                                address,
                                new Listing(era.isa(), machine, null).names(),
                                text);
        fact(
                label,
                Phrase.of(
                        "%s  %s  %s",
                        Value.hex(address),
                        HexFormat.of().toHexDigits(Bits.little(bytes, at, length), 2 * length),
                        Listing.brief(text.toString())));
        Explanation explanation = era.isa().explain(bytes, at, address);
        StringBuilder fields = new StringBuilder();
        for (Explanation.FieldValue field : explanation.fields()) {
            if (field.name().equals("fixed")) {
                continue;
            }
            fields.append(fields.isEmpty() ? "" : "  ").append('[').append(field.high());
            if (field.high() != field.low()) {
                fields.append(':').append(field.low());
            }
            fields.append("] ").append(field.name()).append('=').append(Value.hex(field.bits()));
        }
        fact("", "  " + fields);
        return length;
    }

    private void fact(String label, String text) {
        facts.add(new Fact(label, text));
    }

    private String place(long address) {
        String name = Names.place(machine, address);
        return name.startsWith("0x") ? name : Value.hex(address) + " (" + name + ")";
    }
}
