package patchbay.lang.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.kernel.EntryCode;
import patchbay.kernel.Era;
import patchbay.kernel.Names;
import patchbay.kernel.Redirect;
import patchbay.machine.Freed;
import patchbay.machine.FunctionStack;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Redirection;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.patch.Effect;
import patchbay.patch.Journal;
import patchbay.patch.Plan;
import patchbay.source.Phrase;

/** What {@code show} tells about the running system, as tables. */
final class Tables {
    private final Isa isa;
    private final Machine machine;

    Tables(Isa isa, Machine machine) {
        this.isa = isa;
        this.machine = machine;
    }

    /** The doublewords of an object's {@code .toc}, by their distance from its register. */
    Answer.Table toc(Module module, long register) {
        List<List<Value>> rows = new ArrayList<>();
        String where = "no .toc";
        for (Segment segment : module.segments()) {
            if (segment.name().equals(".toc")) {
                Range range = segment.range();
                where = ".toc at " + Value.hex(range.start()) + ", " + range.size() + " bytes";
                for (long at = range.start(); at + 8 <= range.end(); at += 8) {
                    long value = machine.memory().little(at, 8);
                    rows.add(
                            List.of(
                                    Value.string(Words.distance(at - register)),
                                    Value.address(at),
                                    Value.address(value),
                                    Value.string(Names.place(machine, value))));
                }
            }
        }
        return new Answer.Table(
                Phrase.of("%s: TOC register %s, %s", module.name(), Value.hex(register), where),
                List.of("from register", "address", "value", "is"),
                rows,
                List.of());
    }

    private String words(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        HexFormat hex = HexFormat.of();
        for (int at = 0; at < bytes.length; at += isa.unit()) {
            int size = Math.min(isa.unit(), bytes.length - at);
            text.append(at == 0 ? "" : " ")
                    .append(hex.toHexDigits(Bits.little(bytes, at, size), 2 * size));
        }
        return text.toString();
    }

    /** Every segment of every object, by address. */
    Answer.Table map() {
        record Row(Module module, Segment segment) {}
        List<Row> all = new ArrayList<>();
        for (Module module : machine.modules()) {
            module.segments().forEach(segment -> all.add(new Row(module, segment)));
        }
        all.sort((a, b) -> a.segment().range().compareTo(b.segment().range()));
        List<List<Value>> rows = new ArrayList<>();
        for (Row row : all) {
            Segment segment = row.segment();
            rows.add(
                    List.of(
                            Value.address(segment.range().start()),
                            Value.address(segment.range().end()),
                            Value.number(segment.range().size()),
                            Value.string(protection(segment)),
                            Value.string(row.module().name()),
                            Value.string(segment.name())));
        }
        return new Answer.Table(
                "", List.of("start", "end", "size", "use", "object", "section"), rows, List.of());
    }

    /**
     * A module's sections as a linker's map has them: block by block and by address, with what lies
     * between them.
     *
     * @param file what the loader made of its file, or null for a module in words
     */
    Answer.Table sections(Module module, @Nullable LoadedFile file) {
        List<Segment> segments = new ArrayList<>(module.segments());
        segments.sort((a, b) -> a.range().compareTo(b.range()));
        List<List<Value>> rows = new ArrayList<>();
        List<String> footer = new ArrayList<>();
        String block = "";
        Range whole = Range.of(0, 0);
        long fill = 0;
        for (Segment segment : segments) {
            Range range = segment.range();
            Optional<LoadedFile.Placed> placed =
                    file == null ? Optional.empty() : file.section(segment.index());
            String its = placed.map(LoadedFile.Placed::block).orElse(module.name());
            boolean first = !its.equals(block);
            if (first) {
                footer.addAll(extent(block, whole, fill));
                block = its;
                whole = range;
                fill = 0;
            }
            long gap = range.start() - whole.end();
            if (!first && gap > 0) {
                rows.add(section("", "*fill*", Range.of(whole.end(), gap), "", ""));
                fill += gap;
            }
            rows.add(
                    section(
                            first ? its : "",
                            segment.name(),
                            range,
                            placed.map(p -> Long.toString(p.align())).orElse(""),
                            protection(segment)));
            whole = new Range(whole.start(), range.end());
        }
        footer.addAll(extent(block, whole, fill));
        if (file != null && file.percpu().isPresent()) {
            rows.add(section("percpu", ".data..percpu", file.percpu().get(), "", "rw-"));
            footer.add("percpu: each processor has its copy, as far from there as its own area is");
        }
        if (machine.state(Freed.key(module.name()), Freed.class).isPresent()) {
            footer.add("init: freed when it had returned");
        }
        return new Answer.Table(
                module.name(),
                List.of("block", "section", "address", "size", "align", "use"),
                rows,
                footer);
    }

    /** {@code core 0x… .. 0x…: 30484 bytes, 8456 of them fill}. */
    private static List<String> extent(String block, Range whole, long fill) {
        return whole.isEmpty()
                ? List.of()
                : List.of(
                        Phrase.of(
                                "%s %s .. %s: %d bytes, %d of them fill",
                                block,
                                Value.hex(whole.start()),
                                Value.hex(whole.end()),
                                whole.size(),
                                fill));
    }

    private static List<Value> section(
            String block, String name, Range range, String align, String use) {
        return List.of(
                Value.string(block),
                Value.string(name),
                Value.address(range.start()),
                Value.number(range.size()),
                Value.string(align),
                Value.string(use));
    }

    static String protection(Segment segment) {
        return switch (segment.protection()) {
            case READ_ONLY -> "r--";
            case READ_WRITE -> "rw-";
            case EXECUTE -> "r-x";
        };
    }

    /** A tracer would do it; a redirect is refused here. */
    private String tooFar(Era era, long ip) {
        return Redirect.siteOutOfReach(era, ip)
                .map(word -> shown(word, ip) + ", being out of reach")
                .orElse("nothing: out of reach");
    }

    /**
     * Each patchable entry: the word that stands there, and the one that a redirect would write;
     * where a site has a pointer to its ops, that too.
     */
    Answer.Table sites(Era era, Predicate<Module> wanted) {
        List<List<Value>> rows = new ArrayList<>();
        Optional<EntryCode.Ops> ops = era.entryCode().saved().flatMap(EntryCode.SavedPc::ops);
        for (Module module : machine.modules()) {
            if (!wanted.test(module)) {
                continue;
            }
            for (Site site : module.sites()) {
                long ip = site.ip();
                List<Value> row = new ArrayList<>();
                row.add(Value.string(Names.place(machine, site.function())));
                row.add(Value.address(ip));
                row.add(Value.string(shown(machine.memory().bytes(ip, isa.unit()), ip)));
                row.add(Value.string(state(machine, site)));
                row.add(
                        Value.string(
                                Redirect.siteCall(machine, era, module, ip)
                                        .map(call -> shown(call, ip))
                                        .orElseGet(() -> tooFar(era, ip))));
                ops.ifPresent(o -> row.add(Value.string(pointer(o.literal(ip)))));
                rows.add(row);
            }
        }
        List<String> columns =
                new ArrayList<>(List.of("function", "ip", "holds", "state", "a redirect writes"));
        ops.ifPresent(o -> columns.add("and its ops to"));
        return new Answer.Table("", columns, rows, none(rows, "no patchable entries"));
    }

    /** {@code 0x…08, now ftrace_nop_ops}. */
    private String pointer(long at) {
        return Value.hex(at) + ", now " + Names.place(machine, machine.memory().little(at, 8));
    }

    /** {@code d503201f nop}. */
    private String shown(byte[] word, long address) {
        Text text = new Text();
        isa.print(word, 0, address, new Listing(isa, machine, null).names(), text);
        return words(word) + "  " + Listing.brief(text.toString());
    }

    /** {@code idle}, or {@code -> foo.bar}. */
    static String state(Machine machine, Site site) {
        return machine.state(FunctionStack.key(site.ip()), FunctionStack.class)
                .map(stack -> "-> " + Names.place(machine, stack.replacements().getFirst()))
                .orElse("idle");
    }

    /** The redirects that stand. */
    Answer.Table patches() {
        List<List<Value>> rows = new ArrayList<>();
        for (Redirection redirection : machine.states(Redirection.class)) {
            rows.add(
                    List.of(
                            Value.string(Names.place(machine, redirection.function())),
                            Value.string(Names.place(machine, redirection.replacement())),
                            Value.string(
                                    redirection.via().name().toLowerCase(java.util.Locale.ROOT)),
                            Value.number(redirection.plan().writes().size())));
        }
        return new Answer.Table(
                "",
                List.of("function", "goes to", "via", "writes"),
                rows,
                none(rows, "nothing is redirected"));
    }

    /** Every write, step by step. */
    Answer.Table journal(Journal journal) {
        List<List<Value>> rows = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (Plan plan : journal.plans()) {
            steps.add(Phrase.of("step %d: %s", steps.size() + 1, plan.title()));
            rows.addAll(writes(steps.size(), plan));
        }
        return new Answer.Table(
                "",
                List.of("step", "address", "place", "before", "after", "why"),
                rows,
                steps.isEmpty() ? List.of("nothing was patched") : steps);
    }

    /** What one plan would write: the account of a dry run. */
    Answer.Table plan(Plan plan) {
        return new Answer.Table(
                plan.title(),
                List.of("step", "address", "place", "before", "after", "why"),
                writes(1, plan),
                List.of());
    }

    private List<List<Value>> writes(int number, Plan plan) {
        List<List<Value>> rows = new ArrayList<>();
        for (Effect.Write write : plan.writes()) {
            rows.add(
                    List.of(
                            Value.number(number),
                            Value.address(write.at()),
                            Value.string(Names.place(machine, write.at())),
                            Value.string(shortened(write.before())),
                            Value.string(shortened(write.after())),
                            Value.string(write.why())));
        }
        return rows;
    }

    private String shortened(byte[] bytes) {
        return bytes.length <= 16
                ? words(bytes)
                : words(Arrays.copyOf(bytes, 16)) + " … " + bytes.length + " bytes";
    }

    private static List<String> none(List<List<Value>> rows, String text) {
        return rows.isEmpty() ? List.of(text) : List.of();
    }
}
