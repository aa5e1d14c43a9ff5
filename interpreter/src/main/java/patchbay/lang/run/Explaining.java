package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.arch.Architectures;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.isa.Veneer;
import patchbay.kernel.Architecture;
import patchbay.kernel.Branches;
import patchbay.kernel.Era;
import patchbay.kernel.Names;
import patchbay.kernel.SlotAccount;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Site;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;
import patchbay.source.Suggest;

/** {@code explain}: ways, slots, constants, codes, topics, functions, instructions. */
final class Explaining {
    private final Run run;
    private final Expressions expressions;
    private final Coding coding;

    Explaining(Run run, Expressions expressions, Coding coding) {
        this.run = run;
        this.expressions = expressions;
        this.coding = coding;
    }

    Answer way(Statement.ExplainWay explain) throws Halt {
        Expr slot = explain.slot();
        return new WayAccount(run.machine(), run.era(explain.span()))
                .way(
                        expressions.address(explain.from()),
                        expressions.address(explain.to()),
                        slot == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(expressions.address(slot)));
    }

    /** A place of a slot table, in use or not. */
    Answer slot(Statement.ExplainSlot explain) throws Halt {
        Era era = run.era(explain.span());
        long address = slotAddress(explain.slot());
        Optional<SlotTable> table = run.machine().tableAt(address);
        if (table.isEmpty()
                || (address - table.get().range().start()) % table.get().slotSize() != 0) {
            throw new Halt(
                    Code.PB2012,
                    explain.slot().span(),
                    "no slot begins there",
                    "name one: explain slot foo.plt[0]; `show plt foo` lists them");
        }
        int index = (int) ((address - table.get().range().start()) / table.get().slotSize());
        return new WayAccount(run.machine(), era)
                .slot(
                        table.get(),
                        SlotAccount.of(run.machine(), era, table.get()).get(index),
                        Optional.ofNullable(run.world.files.get(table.get().module()))
                                .map(file ->
                                        new SlotRequests(run.machine(), era, file, table.get())));
    }

    /** {@code foo.plt[3]} counts by places, whether or not a slot is in use there. */
    private long slotAddress(Expr slot) throws Halt {
        if (slot instanceof Expr.Index(Expr of, Expr number, Span span)
                && expressions.value(of) instanceof Value.Entry entry
                && entry.kind().equals("table")) {
            Optional<SlotTable> table = run.machine().tableAt(expressions.address(of));
            long at = expressions.address(number);
            long places = table.map(t -> t.range().size() / t.slotSize()).orElse(0L);
            if (table.isEmpty() || Long.compareUnsigned(at, places) >= 0) {
                throw new Halt(
                        Code.PB2022,
                        number.span(),
                        Phrase.of(
                                "%s has no place %d: it has %d, from %s[0] on",
                                entry.text(), at, places, entry.text()));
            }
            return table.get().addressOf((int) at);
        }
        return expressions.address(slot);
    }

    /** How each architecture makes a 64-bit constant. */
    Answer constant(Statement.ExplainConst explain) throws Halt {
        long value = expressions.address(explain.value());
        List<Answer.Account.Fact> facts = new ArrayList<>();
        facts.add(new Answer.Account.Fact("const", Value.hex(value)));
        for (Architecture architecture : Architectures.ALL) {
            boolean ours = architecture.name().equals(run.world.architecture.name());
            Era era =
                    ours
                            ? run.era(explain.span())
                            : run.need(
                                    architecture.era(architecture.newest(), architecture.usual()),
                                    explain.span());
            for (Era.Recipe recipe : era.constant(value)) {
                facts.add(
                        new Answer.Account.Fact(
                                architecture.name(), recipe.name() + ": " + recipe.when()));
                List<Isa.AsmLine> lines =
                        recipe.lines().stream().map(line -> new Isa.AsmLine(line, 0)).toList();
                byte[] code =
                        run.need(
                                        era.isa()
                                                .assemble(
                                                        lines,
                                                        recipe.place(),
                                                        name -> OptionalLong.empty()),
                                        explain.span())
                                .bytes();
                for (Answer.Code.Line line : coding.lines(era.isa(), code, recipe.place())) {
                    facts.add(
                            new Answer.Account.Fact(
                                    "", Phrase.of("  %08x  %s", line.word(), line.text())));
                }
            }
        }
        return new Answer.Account(facts);
    }

    /** Every form that slots and the like have had, as its template tells it. */
    private static void forms(List<String> lines) {
        for (Architecture architecture : Architectures.ALL) {
            for (Architecture.Form form : architecture.forms()) {
                Veneer veneer = form.veneer();
                lines.add("");
                lines.add(
                        Phrase.of(
                                "%s, %s: %d bytes",
                                architecture.name(), form.kernels(), veneer.size()));
                lines.add("  " + veneer.reach());
                veneer.template().forEach(line -> lines.add("    " + line));
            }
        }
    }

    /** A code's page, a topic's page, or what stands at an address. */
    Answer thing(Statement.ExplainThing explain) throws Halt {
        if (explain.thing() instanceof Expr.Name name) {
            Optional<List<String>> page = Manual.page(name.text());
            if (page.isPresent()) {
                List<String> lines = new ArrayList<>(page.get());
                if (name.text().equals("veneer")) {
                    forms(lines);
                }
                if (name.text().equals("eras") && run.world.archSaid) {
                    lines.add("");
                    lines.addAll(run.era(explain.span()).standing());
                }
                return new Answer.Lines(lines);
            }
            if (!expressions.naming().isKnown(name)) {
                expressions.naming().missing(name);
                String likely = Suggest.closest(name.text(), Manual.topics());
                throw new Halt(
                        Code.PB2001,
                        name.span(),
                        Phrase.of("nothing is called '%s', and no page", name.text()),
                        likely == null
                                ? "pages there are for codes such as PB4004, and for: "
                                        + String.join(", ", Manual.topics())
                                : Phrase.of("did you mean %s?", likely));
            }
        }
        if (expressions.value(explain.thing()) instanceof Value.Entry entry
                && entry.kind().equals("module")) {
            return object(expressions.naming().module(explain.thing()));
        }
        long address = expressions.address(explain.thing());
        Optional<Symbol> symbol = Names.at(run.machine(), address);
        if (symbol.isPresent() && symbol.get().address() == address) {
            return function(symbol.get(), explain.span());
        }
        Isa isa = run.era(explain.span()).isa();
        if (!Range.fits(address, isa.unit())) {
            throw new Halt(
                    Code.PB5005,
                    explain.thing().span(),
                    Phrase.of(
                            "no instruction begins at %s, the end of memory", Value.hex(address)));
        }
        Range word = Range.of(address, isa.unit());
        Asking.check(run, word, explain.thing().span());
        byte[] code = run.machine().memory().bytes(address, isa.unit());
        return new Answer.Decoded(
                address,
                Bits.little(code, 0, code.length),
                code.length,
                isa.explain(code, 0, address));
    }

    /** What an object consists of, and what has been done to it. */
    private Answer object(Module module) {
        Machine machine = run.machine();
        List<Answer.Account.Fact> facts = new ArrayList<>();
        int functions = module.functions();
        long redirected =
                machine.states(Redirection.class).stream()
                        .filter(r ->
                                Names.at(machine, r.function())
                                        .filter(s -> s.object().equals(module.name()))
                                        .isPresent())
                        .count();
        facts.add(
                new Answer.Account.Fact(
                        module.name(),
                        module.segments().isEmpty()
                                ? "nothing"
                                : "at " + Value.hex(module.segments().getFirst().range().start())));
        facts.add(
                new Answer.Account.Fact(
                        "functions",
                        Phrase.of(
                                "%d, %d of them patchable, %d redirected",
                                functions, module.sites().size(), redirected)));
        for (String name : module.tables()) {
            machine.table(module.name(), name)
                    .ifPresent(table ->
                            facts.add(
                                    new Answer.Account.Fact(
                                            name,
                                            Phrase.of(
                                                    "at %s, %d of %d slots used",
                                                    Value.hex(table.range().start()),
                                                    table.used(),
                                                    table.max()))));
        }
        if (module.tables().isEmpty()) {
            facts.add(
                    new Answer.Account.Fact("slots", "none: no far call can be helped from here"));
        }
        return new Answer.Account(facts);
    }

    /** What is known of a function: where it is, what a call of it meets, who calls it. */
    private Answer function(Symbol function, Span span) throws Halt {
        Machine machine = run.machine();
        Isa isa = run.era(span).isa();
        List<Answer.Account.Fact> facts = new ArrayList<>();
        facts.add(
                new Answer.Account.Fact(
                        function.qualified(),
                        Phrase.of(
                                "%s, %d bytes, in %s",
                                Value.hex(function.address()),
                                function.size(),
                                function.object())));
        Optional<Site> site =
                machine.module(function.object())
                        .flatMap(module -> module.site(function.address()));
        if (site.isPresent() && machine.memory().isMapped(site.get().ip())) {
            facts.add(
                    new Answer.Account.Fact(
                            "entry",
                            Phrase.of(
                                    "patchable at %s: %s",
                                    Value.hex(site.get().ip()),
                                    instruction(isa, site.get().ip()))));
        } else if (function.kind() == Symbol.Kind.FUNCTION) {
            facts.add(
                    new Answer.Account.Fact(
                            "entry", "not patchable: the tracer cannot intercept it"));
        }
        machine.state(Redirection.key(function.address()), Redirection.class)
                .ifPresent(redirection ->
                        facts.add(
                                new Answer.Account.Fact(
                                        "redirected",
                                        Phrase.of(
                                                "to %s via %s",
                                                Names.place(machine, redirection.replacement()),
                                                redirection
                                                        .via()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT)))));
        if (function.kind() == Symbol.Kind.DATA) {
            return new Answer.Account(facts);
        }
        List<String> callers = new ArrayList<>();
        for (Branches.Branch branch : Branches.to(machine, isa, function.address())) {
            callers.add(
                    Names.place(machine, branch.place())
                            + (branch.target() == function.address()
                                    ? ""
                                    : " through " + Names.place(machine, branch.target())));
        }
        facts.add(
                new Answer.Account.Fact(
                        "called from",
                        callers.isEmpty() ? "nowhere in the layout" : String.join(", ", callers)));
        return new Answer.Account(facts);
    }

    private String instruction(Isa isa, long address) {
        Text text = new Text();
        isa.print(
                run.machine().memory().bytes(address, isa.unit()),
                0,
                address,
                new Listing(isa, run.machine(), null).names(),
                text);
        return text.toString().replace('\t', ' ');
    }
}
