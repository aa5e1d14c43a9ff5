package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import patchbay.bytes.Range;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.Version;
import patchbay.machine.Module;
import patchbay.machine.SlotTable;
import patchbay.source.Diagnostic;
import patchbay.source.Diagnostic.Note;
import patchbay.source.Phrase;

/**
 * Words for modules that are not loaded: what happened first, then that kernel's errno and log
 * lines as notes.
 */
final class LoadWording {
    /** Of the kernel's log: one of a thousand unknown symbols is like the other. */
    private static final int MOST_LINES = 8;

    private final Words words;

    LoadWording(Words words) {
        this.words = words;
    }

    /** What that kernel would refuse: our words first, its errno and log lines as notes. */
    Diagnostic of(LoadRefusal refusal) {
        Diagnostic diagnostic = words(refusal);
        if (refusal.errno() != 0) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    Phrase.of("insmod would get %s", Errno.name(refusal.errno())),
                                    null));
        }
        List<String> log = refusal.log();
        for (String line : log.subList(0, Math.min(MOST_LINES, log.size()))) {
            diagnostic = diagnostic.with(new Note("the kernel would log: " + line, null));
        }
        return log.size() <= MOST_LINES
                ? diagnostic
                : diagnostic.with(
                        new Note(
                                Phrase.of("and %d more lines like this", log.size() - MOST_LINES),
                                null));
    }

    private Diagnostic words(LoadRefusal refusal) {
        return switch (refusal) {
            case LoadRefusal.ForeignMachine(String file, String machine, String wanted) ->
                    words.say(
                            refusal,
                            Phrase.of("%s is for %s, this script is for %s", file, machine, wanted),
                            Phrase.of("arch %s, if that is meant", machine));
            case LoadRefusal.NoModule(String file, String found) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s is no kernel module: it is %s, not relocatable",
                                    file, found.toLowerCase(Locale.ROOT)));
            case LoadRefusal.NotPlaced(String module, String what, List<String> names) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "the placement of %s leaves out %s: %s",
                                    module, what, String.join(", ", names)),
                            "give an address for each");
            case LoadRefusal.NoSuchBlock(String module, String name, List<String> known) ->
                    words.mentioned(
                            name,
                            words.say(
                                    refusal,
                                    Phrase.of(
                                            "the modules of this kernel have no block '%s'", name),
                                    "they have: " + String.join(", ", known)));
            case LoadRefusal.Misaligned(String module, String what, long address, long alignment) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s of %s at %s is not aligned to %d bytes",
                                    what, module, Value.hex(address), alignment),
                            Phrase.of(
                                    "the next aligned address is %s",
                                    Value.hex((address + alignment - 1) & -alignment)));
            case LoadRefusal.Overlap(String module, String first, String second, long address) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s and %s of %s overlap at %s",
                                    first, second, module, Value.hex(address)),
                            "give one of them another address");
            case LoadRefusal.TooLarge(String module, String what, long size, long limit) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s of %s takes %d bytes, the limit is %d",
                                    what, module, size, limit));
            case LoadRefusal.NoRoom(String module, String block, long size, List<Range> windows) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "there is no room for %s of %s: %d bytes and a free page, in %s",
                                    block,
                                    module,
                                    size,
                                    windows.isEmpty()
                                            ? "no window, as the kernel is larger than all of them"
                                            : String.join(
                                                    " or ",
                                                    windows.stream()
                                                            .map(Range::toString)
                                                            .toList())),
                            "unload something, or say where: at ADDR");
            case LoadRefusal.UnknownSymbols(
                            String module,
                            List<String> names,
                            List<String> depends) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "nobody exports %d symbol%s that %s needs: %s",
                                    names.size(),
                                    names.size() == 1 ? "" : "s",
                                    module,
                                    listed(names)),
                            isInKernel(names.getFirst())
                                    ? Phrase.of(
                                            "the kernel has %s and does not export it (EXPORT_SYMBOL)",
                                            names.getFirst())
                                    : first(depends)
                                            + Phrase.of(
                                                    "declare them in the kernel's block, with `extern %s at …`, or with `kernel symbols \"System.map\"`",
                                                    names.getFirst()));
            case LoadRefusal.Overflow(
                            String module,
                            String section,
                            long place,
                            String fixup,
                            String symbol,
                            long value,
                            long lowest,
                            long highest,
                            String line) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s in %s of %s: %s does not fit for %s: it spans %s to %s",
                                    words.place(place),
                                    section,
                                    module,
                                    Value.hex(value),
                                    fixup + " against " + symbol,
                                    Words.distance(lowest),
                                    Words.distance(highest)),
                            "place the module nearer to what it refers to");
            case LoadRefusal.OutsideOfSection(
                            String module,
                            String section,
                            long offset,
                            int size,
                            long sectionSize,
                            String fixup) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s at offset %s lies outside of %s, which has %d bytes",
                                    fixup, Value.hex(offset), section, sectionSize),
                            "no linker writes that: copy the file again");
            case LoadRefusal.Unsupported(
                            String module,
                            String section,
                            long place,
                            int type,
                            String symbol,
                            String line) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "relocation type %d against %s in %s is not supported by that kernel",
                                    type, symbol, section),
                            "compile it as that kernel compiles its modules: they have no GOT");
            case LoadRefusal.NoSlotLeft none -> noSlotLeft(none);
            case LoadRefusal.NoSlotForOwn(
                            String module,
                            long place,
                            String symbol,
                            int errno,
                            String line) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "the branch at %s to %s, of %s itself, is out of reach, and this kernel has slots for the symbols of others only",
                                    words.place(place), symbol, module),
                            "place its blocks within a branch's reach of each other");
            case LoadRefusal.SlotOutOfReach(
                            String module,
                            String table,
                            long slot,
                            long target,
                            int errno,
                            String line) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "the slot at %s of %s cannot lead to %s",
                                    words.place(slot), table, words.place(target)),
                            "place the module nearer to the kernel");
            case LoadRefusal.SectionMissing(String module, List<String> names, String line) ->
                    words.say(
                            refusal,
                            Phrase.of("%s has no %s", module, String.join(" and no ", names)),
                            "link it with the kernel's module.lds");
            case LoadRefusal.NoLivepatching(
                            String module,
                            Version version,
                            String more,
                            String line) ->
                    words.say(
                            refusal,
                            Phrase.of(
                                    "%s is a live patch, and linux %s has no live patching for this architecture",
                                    module, version),
                            more);
            case LoadRefusal.RefusedByPatch(
                            String module,
                            String patch,
                            LoadRefusal reason,
                            Optional<SlotTable> table) ->
                    refusedByPatch(module, patch, reason, table);
            case LoadRefusal.BadLivepatch(String module, String what, String help, String line) ->
                    words.say(
                            refusal,
                            Phrase.of("the live patch %s cannot be relocated: %s", module, what),
                            help);
            case LoadRefusal.Rejected(String module, String what, String help, String line) ->
                    words.say(refusal, Phrase.of("%s is not loaded: %s", module, what), help);
        };
    }

    /** Who has the slots, and why they were too few. */
    private Diagnostic noSlotLeft(LoadRefusal.NoSlotLeft none) {
        Diagnostic diagnostic =
                words.say(
                        none,
                        Phrase.of(
                                "the branch at %s to %s needs a slot, and all %d of %s.%s are used",
                                none.where(),
                                words.place(none.target()),
                                none.max(),
                                none.module(),
                                none.table()),
                        Phrase.of(
                                "within a branch's reach of what it calls it needs none: placed there, `show plt %s` says what reserved them",
                                none.module()));
        if (!none.last().isEmpty()) {
            diagnostic =
                    diagnostic.with(new Note("the last slot was filled for " + none.last(), null));
        }
        if (!none.strangers().isEmpty()) {
            diagnostic =
                    diagnostic.with(
                            new Note(
                                    Phrase.of(
                                            "slots that were not reserved here went to %s",
                                            listed(none.strangers())),
                                    null));
        }
        return none.countedFor().equals(none.table())
                ? diagnostic
                : diagnostic.with(
                        new Note(
                                none.countedFor().isEmpty()
                                        ? "no slot was reserved for it: only branches in sections of code are counted"
                                        : Phrase.of(
                                                "its slot was reserved in %s: that is told by the name of the section, and which to take by its address",
                                                none.countedFor()),
                                null));
    }

    /** What is wrong with the patch, said of the module that has to stay out for it. */
    private Diagnostic refusedByPatch(
            String module, String patch, LoadRefusal refusal, Optional<SlotTable> table) {
        Diagnostic reason = words(refusal);
        String what =
                refusal instanceof LoadRefusal.BadLivepatch bad
                        ? bad.what()
                        : refusal instanceof LoadRefusal.Rejected rejected
                                ? rejected.what()
                                : reason.message();
        Diagnostic diagnostic =
                new Diagnostic(
                        reason.severity(),
                        reason.code(),
                        Phrase.of("%s is kept out by the live patch %s: %s", module, patch, what),
                        reason.span(),
                        reason.notes(),
                        reason.remedies());
        return table.isEmpty()
                ? diagnostic
                : diagnostic.with(
                        new Note(
                                Phrase.of(
                                        "the kernel keeps the slot that it filled before: %d of %d of %s.%s would be used from then on",
                                        table.get().used(),
                                        table.get().max(),
                                        patch,
                                        table.get().name()),
                                null));
    }

    /** What modprobe would have loaded first; files are called with a dash, modules never. */
    private String first(List<String> depends) {
        List<String> absent = new ArrayList<>(depends);
        absent.removeIf(file ->
                words.machine.module(file).isPresent()
                        || words.machine.module(file.replace('-', '_')).isPresent());
        return absent.isEmpty()
                ? ""
                : Phrase.of(
                        "give the modules first that its file says it depends on: %s; or ",
                        String.join(", ", absent));
    }

    private boolean isInKernel(String name) {
        return words.machine
                .module(Module.KERNEL)
                .filter(kernel -> !kernel.named(name).isEmpty())
                .isPresent();
    }

    private static String listed(List<String> names) {
        return names.size() <= 8
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 8)) + " and " + (names.size() - 8) + " more";
    }
}
