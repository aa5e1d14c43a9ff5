package patchbay.lang.run;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Range;
import patchbay.image.SectionAddresses.BadSectionLine;
import patchbay.image.SymbolMap.MapRefusal;
import patchbay.image.elf.ElfRefusal;
import patchbay.isa.IsaRefusal;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.Names;
import patchbay.kernel.RunRefusal;
import patchbay.kernel.StepRefusal;
import patchbay.machine.Machine;
import patchbay.machine.Symbol;
import patchbay.patch.PatchRefusal;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;
import patchbay.source.Refusal;
import patchbay.source.Span;

/**
 * Refusals in words: the one place where what an engine refused becomes what a user reads. One
 * switch a family; each arm says what happened with its numbers, and what would help.
 */
final class Wording {
    private final Machine machine;
    private final Places places;
    private final @Nullable Span span;

    /** Where things stand in the script. */
    interface Places {
        /**
         * The span of columns {@code from .. to} of an assembler line, or null when the statement
         * has none.
         */
        @Nullable Span asmLine(int line, int from, int to);

        /** Where the statement concerned says {@code name}, or null when it does not. */
        @Nullable Span mention(String name);

        /** Where a symbol was declared, or null where no script declared it. */
        @Nullable Span declaration(Symbol symbol);
    }

    Wording(Machine machine, Places places, @Nullable Span span) {
        this.machine = machine;
        this.places = places;
        this.span = span;
    }

    Diagnostic of(Refusal refusal) {
        return switch (refusal) {
            case IsaRefusal isa -> isa(isa);
            case PatchRefusal patch -> patch(patch);
            case LayoutRefusal layout -> layout(layout);
            case StepRefusal step -> step(step);
            case RunRefusal run -> run(run);
            case MapRefusal map -> map(map);
            case ElfRefusal elf -> elf(elf);
            case LoadRefusal load -> load(load);
            case BadSectionLine(String file, int line, String text, String expected) ->
                    say(
                            refusal,
                            "%s:%d: '%s' is no section: expected %s"
                                    .formatted(file, line, text, expected));
            default ->
                    throw new IllegalStateException("no words for " + refusal.getClass().getName());
        };
    }

    private Diagnostic isa(IsaRefusal refusal) {
        return switch (refusal) {
            case IsaRefusal.OutOfReach(
                            int line,
                            int from,
                            int to,
                            String what,
                            long place,
                            long target,
                            long lowest,
                            long highest) ->
                    at(
                            line,
                            from,
                            to,
                            refusal,
                            "%s from %s does not reach %s: the distance is %s, it spans %s to %s"
                                    .formatted(
                                            what,
                                            place(place),
                                            place(target),
                                            distance(target - place),
                                            distance(lowest),
                                            distance(highest)),
                            "a far branch needs a veneer within reach of it, in the object that contains the branch");
            case IsaRefusal.DoesNotFit(
                            int line,
                            int from,
                            int to,
                            String what,
                            long value,
                            String allowed) ->
                    at(
                            line,
                            from,
                            to,
                            refusal,
                            "%s %s does not fit".formatted(what, number(value)),
                            "it takes " + allowed);
            case IsaRefusal.NoInstruction(
                            int line,
                            int from,
                            int to,
                            String text,
                            String expected,
                            String suggestion) ->
                    at(
                            line,
                            from,
                            to,
                            refusal,
                            text.isEmpty()
                                    ? "expected %s behind this".formatted(expected)
                                    : "'%s': expected %s".formatted(text, expected),
                            suggestion.isEmpty() ? "" : "did you mean '%s'?".formatted(suggestion));
            case IsaRefusal.UnknownSymbol(int line, int from, int to, String name) ->
                    at(
                            line,
                            from,
                            to,
                            refusal,
                            "nothing is called '%s'".formatted(name),
                            likely(Names.like(machine, name)));
            case IsaRefusal.VeneerOutOfReach(
                            String form,
                            long address,
                            long target,
                            String reach) ->
                    say(
                            refusal,
                            "a veneer %s at %s does not get to %s: %s"
                                    .formatted(form, place(address), place(target), reach));
        };
    }

    private Diagnostic patch(PatchRefusal refusal) {
        return switch (refusal) {
            case PatchRefusal.OldBytes(long at, byte[] expected, byte[] found, String why) ->
                    say(
                            refusal,
                            "%s holds %s, the step expects %s (%s)"
                                    .formatted(place(at), bytes(found), bytes(expected), why),
                            "look at it with `show bytes %d at %s`; if the old bytes do not matter, say so: unsafe \"why\" { … }"
                                    .formatted(found.length, Value.hex(at)));
            case PatchRefusal.NotMapped(Range range, String why) ->
                    say(
                            refusal,
                            "nothing is mapped at %s (%s)".formatted(range, why),
                            "`show map` lists what is");
            case PatchRefusal.Occupied(Range range, String why) ->
                    say(
                            refusal,
                            "%s is taken already (%s)".formatted(range, why),
                            "`show map` lists what lies there");
            case PatchRefusal.Stale(patchbay.patch.State.Key key) ->
                    say(
                            refusal,
                            "the %s %s has changed since the step was planned"
                                    .formatted(key.kind(), key.name()),
                            "do the step again");
        };
    }

    private Diagnostic layout(LayoutRefusal refusal) {
        return switch (refusal) {
            case LayoutRefusal.UnknownName(String name, String from, List<String> candidates) ->
                    mentioned(
                            name,
                            say(
                                    refusal,
                                    "nothing is called '%s'".formatted(name),
                                    likely(candidates)));
            case LayoutRefusal.AmbiguousName(String name, List<Symbol> candidates) -> {
                Diagnostic diagnostic =
                        say(
                                refusal,
                                "'%s' is the name of %d symbols".formatted(name, candidates.size()),
                                "say which: %s#1 to %s#%d"
                                        .formatted(name, name, candidates.size()));
                int position = 0;
                for (Symbol candidate : candidates) {
                    position++;
                    diagnostic =
                            diagnostic.with(
                                    new Note(
                                            "%s#%d is at %s"
                                                    .formatted(
                                                            name,
                                                            position,
                                                            Value.hex(candidate.address())),
                                            places.declaration(candidate)));
                }
                yield diagnostic;
            }
            case LayoutRefusal.DeclaredTwice(String object, String name) -> {
                Diagnostic diagnostic =
                        say(refusal, "'%s' is declared in %s already".formatted(name, object));
                yield Names.named(machine, object, name).stream()
                        .findFirst()
                        .map(places::declaration)
                        .map(first -> diagnostic.with(new Note("first declared here", first)))
                        .orElse(diagnostic);
            }
            case LayoutRefusal.Overlaps(String name, Range range, String other, Range otherRange) ->
                    say(
                            refusal,
                            "%s at %s overlaps %s at %s".formatted(name, range, other, otherRange),
                            "move it to %s or beyond".formatted(Value.hex(otherRange.end())));
            case LayoutRefusal.Misaligned(String name, long address, long alignment) ->
                    say(
                            refusal,
                            "%s at %s is not aligned to %d bytes"
                                    .formatted(name, Value.hex(address), alignment),
                            "the next aligned address is %s"
                                    .formatted(Value.hex((address + alignment - 1) & -alignment)));
            case LayoutRefusal.TooLarge(String name, long needed, long room) ->
                    say(
                            refusal,
                            "%s needs %d bytes, there is room for %d"
                                    .formatted(name, needed, room));
            case LayoutRefusal.VersionNotCovered(
                            patchbay.kernel.Version version,
                            patchbay.kernel.Version oldest,
                            patchbay.kernel.Version newest) ->
                    say(
                            refusal,
                            "Linux %s is not covered".formatted(version),
                            "covered are %s to %s".formatted(oldest, newest));
            case LayoutRefusal.UnknownOption(String option, List<String> known) ->
                    say(
                            refusal,
                            "this kernel has no option '%s'".formatted(option),
                            "it has: " + String.join(", ", known));
            case LayoutRefusal.TooManyParameters(String function, int given, int possible) ->
                    say(
                            refusal,
                            "%s has %d parameters, %d go into registers"
                                    .formatted(function, given, possible));
            case LayoutRefusal.NotOpen(String object) ->
                    say(
                            refusal,
                            "%s takes no new functions".formatted(object),
                            "declare the function in its block, or declare the object without one");
        };
    }

    private Diagnostic step(StepRefusal refusal) {
        return switch (refusal) {
            case StepRefusal.NoSite(Symbol function) ->
                    declared(
                            function,
                            say(
                                    refusal,
                                    "%s has no patchable entry: the tracer cannot intercept it"
                                            .formatted(function.qualified()),
                                    "`redirect … via jump` needs none, `via callers` neither"));
            case StepRefusal.TooShort(Symbol function, long size, long needed) ->
                    declared(
                            function,
                            say(
                                    refusal,
                                    "%s is %d bytes long, the jump needs %d"
                                            .formatted(function.qualified(), size, needed),
                                    "redirect via ftrace: it needs only the patchable entry"));
            case StepRefusal.NoSlot noSlot -> noSlot(noSlot);
            case StepRefusal.RedirectedAlready(Symbol function, long replacement) ->
                    say(
                            refusal,
                            "%s is redirected to %s already"
                                    .formatted(function.qualified(), place(replacement)),
                            "`restore %s` first; to put one on top of the other, say why: unsafe \"why\" { … }"
                                    .formatted(function.qualified()));
            case StepRefusal.NothingToRestore(Symbol function) ->
                    say(
                            refusal,
                            "%s is not redirected".formatted(function.qualified()),
                            "`show patches` lists what is");
            case StepRefusal.UnsafeExchange(
                            long at,
                            long before,
                            String beforeText,
                            long after,
                            String afterText) ->
                    say(
                            refusal,
                            "at %s, '%s' (0x%08x) must not take the place of '%s' (0x%08x) while another processor may run it"
                                    .formatted(place(at), afterText, after, beforeText, before),
                            "only b, bl, brk, hvc, isb, nop, smc and svc may be exchanged for each other; if nothing runs there, say so: unsafe \"why\" { … }");
            case StepRefusal.Undeclared(Range range) ->
                    say(
                            refusal,
                            "no object declares %s".formatted(range),
                            "`show map` lists the objects; to write there all the same: unsafe \"why\" { … }");
            case StepRefusal.PcNotSaved(
                            patchbay.kernel.Version version,
                            patchbay.kernel.Version first) ->
                    say(
                            refusal,
                            "the entry code of Linux %s saves no pc that a tracer could change"
                                    .formatted(version),
                            "the first that does is %s; `via callers` and `via jump` need none"
                                    .formatted(first));
            case StepRefusal.Misshapen(long at, int before, int after, int unit) ->
                    say(
                            refusal,
                            "a write at %s of %d over %d bytes is not a whole number of aligned instructions of %d bytes"
                                    .formatted(place(at), after, before, unit));
            case StepRefusal.BranchInto(Range overwritten, long branch, long target) ->
                    say(
                            refusal,
                            "%s branches to %s, inside the words at %s that the step overwrites"
                                    .formatted(place(branch), place(target), overwritten),
                            "redirect via ftrace: it leaves the body alone");
            case StepRefusal.NoCallers(Symbol function) ->
                    declared(
                            function,
                            say(
                                    refusal,
                                    "nothing calls %s".formatted(function.qualified()),
                                    "redirect it at its entry: leave out `via callers`"));
        };
    }

    /** The point that this project grew from: the slot would have to lie with the branch. */
    private Diagnostic noSlot(StepRefusal.NoSlot refusal) {
        StepRefusal.FarSite first = refusal.sites().getFirst();
        String object = first.object();
        Diagnostic diagnostic =
                say(
                        refusal,
                        "%d call%s cannot reach %s: the slot would have to lie in %s, with the branch, and %s"
                                .formatted(
                                        refusal.sites().size(),
                                        refusal.sites().size() == 1 ? "" : "s",
                                        refusal.target().qualified(),
                                        object.equals("kernel") ? "the kernel proper" : object,
                                        first.hasTable()
                                                ? "its table has none left"
                                                : "it has no PLT"));
        for (StepRefusal.FarSite site : refusal.sites()) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    "%s is %s away; a branch spans %s to %s"
                                            .formatted(
                                                    place(site.address()),
                                                    distance(site.distance()),
                                                    distance(refusal.lowest()),
                                                    distance(refusal.highest())),
                                    places.declaration(site.function())));
        }
        for (StepRefusal.Remedy remedy : refusal.remedies()) {
            diagnostic =
                    diagnostic.withRemedy(
                            switch (remedy) {
                                case AT_THE_CALLED_FUNCTION ->
                                        "redirect at the called function (leave out `via callers`): then its callers stay as they are";
                                case NEARER ->
                                        "place %s within %s of the branch"
                                                .formatted(
                                                        refusal.target().object(),
                                                        distance(refusal.highest()));
                                case SPARE_SLOTS ->
                                        "give %s spare slots: `module %s … plt %d`"
                                                .formatted(object, object, refusal.sites().size());
                            });
        }
        return diagnostic;
    }

    private Diagnostic run(RunRefusal refusal) {
        Diagnostic diagnostic =
                switch (refusal) {
                    case RunRefusal.BoundPassed(long bound, List<Long> last) ->
                            say(
                                    refusal,
                                    "%d instructions were executed and the function has not returned"
                                            .formatted(bound),
                                    "`trace` shows where it goes round");
                    case RunRefusal.Fetch(long address, String reason, List<Long> last) ->
                            say(
                                    refusal,
                                    "the next instruction cannot be fetched from %s: %s"
                                            .formatted(place(address), reason));
                    case RunRefusal.Undefined(long address, long word, List<Long> last) ->
                            say(
                                    refusal,
                                    "0x%08x at %s is no instruction"
                                            .formatted(word, place(address)));
                    case RunRefusal.ReturnToNowhere(long address, List<Long> last) ->
                            say(
                                    refusal,
                                    "returns to %s, where nothing is".formatted(Value.hex(address)),
                                    "the return address was lost: look at what saved it, and at what overwrote it");
                    case RunRefusal.Access(
                                    long at,
                                    long address,
                                    int size,
                                    boolean store,
                                    String reason,
                                    List<Long> last) ->
                            say(
                                    refusal,
                                    "%s %s %d byte%s at %s: %s"
                                            .formatted(
                                                    place(at),
                                                    store ? "stores" : "loads",
                                                    size,
                                                    size == 1 ? "" : "s",
                                                    place(address),
                                                    reason));
                    case RunRefusal.Unmodelled(long address, String mnemonic, List<Long> last) ->
                            say(
                                    refusal,
                                    "'%s' at %s is known but not modelled"
                                            .formatted(mnemonic, place(address)));
                    case RunRefusal.Trap(long address, String text, List<Long> last) ->
                            say(refusal, "'%s' at %s traps".formatted(text, place(address)));
                    case RunRefusal.Interrupted(long address, List<Long> last) ->
                            say(refusal, "stopped at %s".formatted(place(address)));
                    case RunRefusal.TooManyArguments(int given, int possible, List<Long> last) ->
                            say(
                                    refusal,
                                    "%d arguments are given, %d go into registers"
                                            .formatted(given, possible));
                };
        if (!refusal.last().isEmpty()) {
            List<String> steps = new ArrayList<>();
            refusal.last().forEach(address -> steps.add(place(address)));
            diagnostic =
                    diagnostic.with(new Note("executed last: " + String.join(", ", steps), null));
        }
        return diagnostic;
    }

    private Diagnostic map(MapRefusal refusal) {
        return switch (refusal) {
            case MapRefusal.BadLine(String file, int line, String text, String expected) ->
                    say(
                            refusal,
                            "%s:%d: '%s' is no symbol: expected %s"
                                    .formatted(file, line, text, expected));
            case MapRefusal.Hidden(String file, int lines) ->
                    say(
                            refusal,
                            "all %d addresses in %s are zero".formatted(lines, file),
                            "read /proc/kallsyms as root, or with kernel.kptr_restrict=0");
        };
    }

    private Diagnostic elf(ElfRefusal refusal) {
        return switch (refusal) {
            case ElfRefusal.Foreign(
                            String file,
                            String field,
                            long offset,
                            long found,
                            String expected) ->
                    say(
                            refusal,
                            "%s is no file for this: %s at offset %s is %s, expected %s"
                                    .formatted(
                                            file,
                                            field,
                                            Value.hex(offset),
                                            Value.hex(found),
                                            expected));
            case ElfRefusal.Truncated(
                            String file,
                            String field,
                            long offset,
                            long end,
                            long fileSize) ->
                    say(
                            refusal,
                            "%s is truncated: what %s at offset %s points to ends at %s, the file has %d bytes"
                                    .formatted(
                                            file,
                                            field,
                                            Value.hex(offset),
                                            Value.hex(end),
                                            fileSize),
                            "copy the file again");
            case ElfRefusal.Damaged(
                            String file,
                            String field,
                            long offset,
                            long found,
                            String expected) ->
                    say(
                            refusal,
                            "%s is damaged: %s at offset %s is %s, expected %s"
                                    .formatted(
                                            file,
                                            field,
                                            Value.hex(offset),
                                            Value.hex(found),
                                            expected),
                            "copy the file again");
        };
    }

    /** What that kernel would refuse: our words first, its errno and log lines as notes. */
    private Diagnostic load(LoadRefusal refusal) {
        Diagnostic diagnostic =
                switch (refusal) {
                    case LoadRefusal.ForeignMachine(String file, String machine, String wanted) ->
                            say(
                                    refusal,
                                    "%s is for %s, this script is for %s"
                                            .formatted(file, machine, wanted),
                                    "arch %s, if that is meant".formatted(machine));
                    case LoadRefusal.NoModule(String file, String found) ->
                            say(
                                    refusal,
                                    "%s is no kernel module: it is %s, not relocatable"
                                            .formatted(
                                                    file,
                                                    found.toLowerCase(java.util.Locale.ROOT)));
                    case LoadRefusal.NotPlaced(String module, String what, List<String> names) ->
                            say(
                                    refusal,
                                    "the placement of %s leaves out %s: %s"
                                            .formatted(module, what, String.join(", ", names)),
                                    "give an address for each");
                    case LoadRefusal.Misaligned(
                                    String module,
                                    String what,
                                    long address,
                                    long alignment) ->
                            say(
                                    refusal,
                                    "%s of %s at %s is not aligned to %d bytes"
                                            .formatted(what, module, Value.hex(address), alignment),
                                    "the next aligned address is %s"
                                            .formatted(
                                                    Value.hex(
                                                            (address + alignment - 1)
                                                                    & -alignment)));
                    case LoadRefusal.Overlap(
                                    String module,
                                    String first,
                                    String second,
                                    long address) ->
                            say(
                                    refusal,
                                    "%s and %s of %s overlap at %s"
                                            .formatted(first, second, module, Value.hex(address)));
                    case LoadRefusal.TooLarge(String module, String what, long size, long limit) ->
                            say(
                                    refusal,
                                    "%s of %s takes %d bytes, the limit is %d"
                                            .formatted(what, module, size, limit));
                    case LoadRefusal.NotModelled(String module, String rule) ->
                            say(
                                    refusal,
                                    "%s cannot be loaded here: %s is not available yet"
                                            .formatted(module, rule));
                    case LoadRefusal.UnknownSymbols(String module, List<String> names) ->
                            say(
                                    refusal,
                                    "nobody exports %d symbol%s that %s needs: %s"
                                            .formatted(
                                                    names.size(),
                                                    names.size() == 1 ? "" : "s",
                                                    module,
                                                    listed(names)),
                                    "declare them in the kernel's block, with `extern %s at …`, or with `kernel symbols \"System.map\"`"
                                            .formatted(names.getFirst()));
                    case LoadRefusal.Overflow(
                                    String module,
                                    String section,
                                    long place,
                                    String fixup,
                                    int type,
                                    String symbol,
                                    long value,
                                    long lowest,
                                    long highest) ->
                            say(
                                    refusal,
                                    "%s in %s of %s: %s does not fit for %s: it spans %s to %s"
                                            .formatted(
                                                    place(place),
                                                    section,
                                                    module,
                                                    Value.hex(value),
                                                    fixup + " against " + symbol,
                                                    Wording.distance(lowest),
                                                    Wording.distance(highest)),
                                    "place the module nearer to what it refers to");
                    case LoadRefusal.OutsideOfSection(
                                    String module,
                                    String section,
                                    long offset,
                                    int size,
                                    long sectionSize,
                                    String fixup) ->
                            say(
                                    refusal,
                                    "%s at offset %s lies outside of %s, which has %d bytes"
                                            .formatted(
                                                    fixup,
                                                    Value.hex(offset),
                                                    section,
                                                    sectionSize));
                    case LoadRefusal.Unsupported(
                                    String module,
                                    String section,
                                    long place,
                                    int type,
                                    String symbol) ->
                            say(
                                    refusal,
                                    "relocation type %d against %s in %s is not supported by that kernel"
                                            .formatted(type, symbol, section));
                    case LoadRefusal.NoSlotLeft(
                                    String module,
                                    String table,
                                    long place,
                                    long target,
                                    int max) ->
                            say(
                                    refusal,
                                    "the branch at %s to %s needs a slot, and all %d of %s are used"
                                            .formatted(place(place), place(target), max, table));
                    case LoadRefusal.SectionMissing(
                                    String module,
                                    List<String> names,
                                    String line) ->
                            say(
                                    refusal,
                                    "%s has no %s"
                                            .formatted(module, String.join(" and no ", names)),
                                    "link it with the kernel's module.lds");
                    case LoadRefusal.BadLivepatch(String module, String what, String line) ->
                            say(
                                    refusal,
                                    "the live patch %s cannot be relocated because of %s"
                                            .formatted(module, what));
                    case LoadRefusal.Rejected(String module, String what, String line) ->
                            say(
                                    refusal,
                                    "%s would be refused because of %s".formatted(module, what));
                };
        if (refusal.errno() != 0) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    "insmod would get %s".formatted(errno(refusal.errno())), null));
        }
        for (String line : refusal.log()) {
            diagnostic = diagnostic.with(new Note("the kernel would log: " + line, null));
        }
        return diagnostic;
    }

    private static String errno(int errno) {
        return switch (errno) {
            case LoadRefusal.ENOENT -> "-ENOENT (-2)";
            case LoadRefusal.ENOEXEC -> "-ENOEXEC (-8)";
            case LoadRefusal.ENOMEM -> "-ENOMEM (-12)";
            case LoadRefusal.EINVAL -> "-EINVAL (-22)";
            default -> Integer.toString(errno);
        };
    }

    private static String listed(List<String> names) {
        return names.size() <= 8
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 8)) + " and " + (names.size() - 8) + " more";
    }

    private Diagnostic say(Refusal refusal, String message, String... remedies) {
        Diagnostic diagnostic = Diagnostic.error(refusal.code(), span, message);
        for (String remedy : remedies) {
            if (!remedy.isEmpty()) {
                diagnostic = diagnostic.withRemedy(remedy);
            }
        }
        return diagnostic;
    }

    private Diagnostic at(
            int line, int from, int to, Refusal refusal, String message, String... remedies) {
        Span precise = places.asmLine(line, from, to);
        Diagnostic plain = say(refusal, message, remedies);
        return precise == null
                ? plain
                : new Diagnostic(
                        plain.severity(),
                        plain.code(),
                        plain.message(),
                        precise,
                        plain.notes(),
                        plain.remedies());
    }

    private Diagnostic mentioned(String name, Diagnostic diagnostic) {
        Span precise = places.mention(name);
        return precise == null
                ? diagnostic
                : new Diagnostic(
                        diagnostic.severity(),
                        diagnostic.code(),
                        diagnostic.message(),
                        precise,
                        diagnostic.notes(),
                        diagnostic.remedies());
    }

    private Diagnostic declared(Symbol symbol, Diagnostic diagnostic) {
        Span where = places.declaration(symbol);
        return where == null
                ? diagnostic
                : diagnostic.with(new Note(symbol.qualified() + " is declared here", where));
    }

    private static String likely(List<String> candidates) {
        return candidates.isEmpty() ? "" : "did you mean " + String.join(" or ", candidates) + "?";
    }

    /** {@code 0xffff800008000008 (caller+0x8)}, or the bare address where it has no name. */
    private String place(long address) {
        String name = Names.place(machine, address);
        return name.startsWith("0x") ? name : Value.hex(address) + " (" + name + ")";
    }

    private static String number(long value) {
        return value > -4096 && value < 4096
                ? Long.toString(value)
                : value + " (" + Value.hex(value) + ")";
    }

    /** {@code +0x8000000 (128M)}. */
    static String distance(long bytes) {
        long size = Math.abs(bytes);
        String hex = (bytes < 0 ? "-0x" : "+0x") + Long.toHexString(size);
        return size < 1 << 20 ? hex : hex + " (" + scaled(size) + ")";
    }

    /**
     * Binary units with at most two decimals: {@code 200M}, {@code 127.99M}. Never rounded up over
     * a limit.
     */
    static String scaled(long bytes) {
        String[] units = {"", "K", "M", "G", "T", "P", "E"};
        int unit = bytes == 0 ? 0 : Math.min(6, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        long whole = bytes >>> 10 * unit;
        long rest = (bytes - (whole << 10 * unit)) * 100 >>> 10 * unit;
        return whole
                + (rest == 0 ? "" : "." + rest / 10 + (rest % 10 == 0 ? "" : "" + rest % 10))
                + units[unit];
    }

    private static String bytes(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
