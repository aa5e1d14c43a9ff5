package patchbay.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Slice;
import patchbay.image.Image;
import patchbay.image.Section;

/**
 * What a kernel asks of a module's file before it takes anything in it for true.
 *
 * @param file for messages
 * @param sections all of them, or those of type REL and those that rules ask for by name; their
 *     contents are not looked at
 * @param symbols whether there is a symbol table with something in it
 * @param livepatch whether the module calls itself a live patch
 */
record FileCheck(
        String file,
        String module,
        String machine,
        Image.Kind kind,
        List<Section> sections,
        boolean symbols,
        boolean livepatch) {
    static final String MODINFO = ".modinfo";

    private static final byte[] LIVEPATCH = "livepatch=".getBytes(US_ASCII);

    /** Everything that {@code era} refuses; of a file that is none of its modules only that. */
    List<LoadRefusal> refusals(Era era, LoaderRules rules) {
        String wanted = era.isa().name();
        if (!machine.equals(wanted)) {
            return List.of(new LoadRefusal.ForeignMachine(file, machine, wanted));
        }
        if (kind != Image.Kind.RELOCATABLE) {
            return List.of(new LoadRefusal.NoModule(file, kind.name()));
        }
        List<LoadRefusal> refusals = new ArrayList<>();
        if (!symbols) {
            String line = module + ": module symtab section missing";
            refusals.add(new LoadRefusal.SectionMissing(module, List.of(".symtab"), line));
        }
        if (livepatch && !era.livepatches()) {
            String line =
                    module
                            + ": module is marked as livepatch module, but livepatch support is"
                            + " disabled";
            refusals.add(
                    new LoadRefusal.NoLivepatching(
                            module, era.version(), rules.withoutLivepatching(), line));
        }
        List<String> missing = new ArrayList<>(rules.slotSections());
        for (Section section : sections) {
            if (section.type() == Section.REL && section.is(Section.ALLOC)) {
                String line = "module " + module + ": REL relocation unsupported";
                refusals.add(new LoadRefusal.Rejected(module, section.name(), line));
            }
            missing.remove(section.name());
        }
        if (!missing.isEmpty()) {
            String line = rules.withoutSlotSections(module);
            refusals.add(new LoadRefusal.SectionMissing(module, missing, line));
        }
        return refusals;
    }

    /** Whether what {@code .modinfo} holds, texts that end in zero, calls it a live patch. */
    static boolean isLivepatch(Slice modinfo) {
        byte[] bytes = modinfo.array();
        int end = modinfo.start() + modinfo.size() - LIVEPATCH.length;
        for (int at = modinfo.start(); at <= end; at++) {
            if (at == modinfo.start() || bytes[at - 1] == 0) {
                int same = 0;
                while (same < LIVEPATCH.length && bytes[at + same] == LIVEPATCH[same]) {
                    same++;
                }
                if (same == LIVEPATCH.length) {
                    return true;
                }
            }
        }
        return false;
    }
}
