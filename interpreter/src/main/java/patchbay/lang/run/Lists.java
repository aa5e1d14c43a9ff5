package patchbay.lang.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.kernel.Branches;
import patchbay.kernel.Names;
import patchbay.lang.ast.Expr;
import patchbay.lang.ast.Statement;
import patchbay.machine.Extern;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Span;

/** {@code list}: everything of a kind, as far as its {@code where} holds for {@code it}. */
final class Lists {
    static final List<String> KINDS =
            List.of(
                    "functions",
                    "symbols",
                    "modules",
                    "slots",
                    "sites",
                    "sections",
                    "relocs",
                    "externs",
                    "calls to X");

    /** The fields of each of a kind, as its records are made: what may stand behind {@code it.} */
    static List<String> fields(String kind) {
        return switch (kind) {
            case "functions", "symbols", "externs" -> List.of("name", "address", "size", "object");
            case "modules" -> List.of("name", "address", "size", "functions");
            case "slots" -> List.of("name", "address", "target", "to", "users", "margin", "state");
            case "sites" -> List.of("name", "address", "function", "state");
            case "sections" -> List.of("name", "address", "size", "object", "use");
            case "relocs" ->
                    List.of(
                            "name", "address", "section", "entry", "type", "symbol", "addend",
                            "before", "after", "through");
            case "calls" -> List.of("name", "address", "through", "distance");
            default -> List.of();
        };
    }

    private final Run run;
    private final Expressions expressions;
    private final ModuleFiles files;

    Lists(Run run, Expressions expressions, ModuleFiles files) {
        this.run = run;
        this.expressions = expressions;
        this.files = files;
    }

    Answer things(Statement.ListThings list) throws Halt {
        Rows rows = new Rows(list.where());
        if (list.what().text().equals("slots") && list.in() instanceof Expr.Name name) {
            Optional<SlotTable> table = expressions.naming().table(name);
            if (table.isPresent()) {
                slots(table.get(), list.span(), rows);
                return rows.table("slots");
            }
        }
        List<Module> objects = objects(list.in());
        for (Module object : objects) {
            switch (list.what().text()) {
                case "functions" -> symbols(object, true, rows);
                case "symbols" -> symbols(object, false, rows);
                case "modules" -> {
                    if (!object.isKernel()) {
                        rows.add(expressions.naming().entry(object));
                    }
                }
                case "slots" -> slots(object, list.span(), rows);
                case "sites" -> sites(object, rows);
                case "sections" -> sections(object, rows);
                case "relocs" -> relocs(object, list, rows);
                case "externs" -> {}
                default ->
                        throw new Halt(
                                Code.PB2021,
                                list.what().span(),
                                Phrase.of(
                                        "there is nothing to list called '%s'", list.what().text()),
                                "there are: " + String.join(", ", KINDS));
            }
        }
        if (list.what().text().equals("externs")) {
            for (Extern extern : run.machine().states(Extern.class)) {
                rows.add(Naming.entry(extern.symbol()));
            }
        }
        return rows.table(list.what().text());
    }

    Answer calls(Statement.ListCalls list) throws Halt {
        Symbol target = expressions.naming().function(list.to());
        List<String> wanted = objects(list.in()).stream().map(Module::name).toList();
        Rows rows = new Rows(list.where());
        for (Branches.Branch branch :
                Branches.to(run.machine(), run.era(list.span()).isa(), target.address())) {
            if (!wanted.contains(branch.module().name())) {
                continue;
            }
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("name", Value.string(Names.place(run.machine(), branch.place())));
            fields.put("address", Value.address(branch.place()));
            boolean direct = branch.target() == target.address();
            fields.put(
                    "through",
                    Value.string(direct ? "direct" : Names.place(run.machine(), branch.target())));
            fields.put("distance", Value.number(Math.abs(target.address() - branch.place())));
            rows.add(new Value.Entry("call", fields));
        }
        return rows.table("calls to " + target.qualified());
    }

    private List<Module> objects(@Nullable Expr in) throws Halt {
        return in == null ? run.machine().modules() : List.of(expressions.naming().module(in));
    }

    /**
     * The entries for which {@code where} holds, their fields as columns; the list of slots of a
     * table is not shown. An entry is looked at when it is added and not kept: there may be as many
     * as a kernel has functions.
     */
    private final class Rows {
        private final @Nullable Expr where;
        private final Frame frame = new Frame(run.frame);
        private final List<List<Value>> rows = new ArrayList<>();
        private List<String> columns = List.of();
        private int all;

        Rows(@Nullable Expr where) {
            this.where = where;
        }

        void add(Value.Entry entry) throws Halt {
            if (all == 0) {
                columns = List.copyOf(entry.fields().keySet());
            }
            all++;
            if (where == null || holds(entry, where)) {
                rows.add(List.copyOf(entry.fields().values()));
            }
        }

        private boolean holds(Value.Entry entry, Expr condition) throws Halt {
            Frame outer = run.frame;
            run.frame = frame;
            frame.put("it", entry);
            boolean holds = expressions.truth(condition);
            run.frame = outer;
            return holds;
        }

        Answer table(String what) {
            String kind = all == 1 ? one(what) : what;
            String footer =
                    where == null
                            ? Phrase.of("%d %s", rows.size(), kind)
                            : Phrase.of("%d of %d %s", rows.size(), all, kind);
            return new Answer.Table("", columns, rows, List.of(footer));
        }
    }

    /** {@code functions} as one of them. */
    private static String one(String what) {
        return what.startsWith("calls ")
                ? "call " + what.substring("calls ".length())
                : what.substring(0, what.length() - 1);
    }

    private static void symbols(Module object, boolean functions, Rows rows) throws Halt {
        for (Symbol symbol : object.symbols()) {
            if (!functions || symbol.kind() == Symbol.Kind.FUNCTION) {
                rows.add(Naming.entry(symbol));
            }
        }
    }

    private void slots(Module object, Span span, Rows rows) throws Halt {
        for (String name : object.tables()) {
            Optional<SlotTable> table = run.machine().table(object.name(), name);
            if (table.isPresent()) {
                slots(table.get(), span, rows);
            }
        }
    }

    private void slots(SlotTable table, Span span, Rows rows) throws Halt {
        for (Value.Entry slot : new SlotListing(run.machine(), run.era(span)).entries(table)) {
            rows.add(slot);
        }
    }

    /** Those of modules from files; a module in words has none. */
    private void relocs(Module object, Statement.ListThings list, Rows rows) throws Halt {
        if (list.in() != null || run.world.files.containsKey(object.name())) {
            for (Value.Entry reloc : files.relocs(object, list.span()).entries()) {
                rows.add(reloc);
            }
        }
    }

    private void sites(Module object, Rows rows) throws Halt {
        for (Site site : object.sites()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("name", Value.string(Names.place(run.machine(), site.function())));
            fields.put("address", Value.address(site.ip()));
            fields.put("function", Value.address(site.function()));
            fields.put("state", Value.string(Tables.state(run.machine(), site)));
            rows.add(new Value.Entry("site", fields));
        }
    }

    private static void sections(Module object, Rows rows) throws Halt {
        for (Segment segment : object.segments()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("name", Value.string(segment.name()));
            fields.put("address", Value.address(segment.range().start()));
            fields.put("size", Value.number(segment.range().size()));
            fields.put("object", Value.string(object.name()));
            fields.put("use", Value.string(Tables.protection(segment)));
            rows.add(new Value.Entry("section", fields));
        }
    }

    /**
     * Where a statement asks for one object and says none: the only module there is, else it must
     * be said.
     */
    static Module only(Run run, Span span) throws Halt {
        List<Module> modules = run.machine().modules().stream().filter(m -> !m.isKernel()).toList();
        if (modules.size() == 1) {
            return modules.getFirst();
        }
        throw new Halt(
                Code.PB2001,
                span,
                modules.isEmpty() ? "there is no module" : "say of which module",
                modules.isEmpty()
                        ? "declare one: module foo at … { … }"
                        : "there are: "
                                + String.join(", ", modules.stream().map(Module::name).toList()));
    }
}
