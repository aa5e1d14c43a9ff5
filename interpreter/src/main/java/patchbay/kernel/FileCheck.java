package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
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
                refusals.add(
                        new LoadRefusal.Rejected(
                                module,
                                section.name() + " has relocations without addends",
                                "compile it for this architecture, whose relocations have them",
                                line));
            }
            missing.remove(section.name());
        }
        if (!missing.isEmpty()) {
            String line = rules.withoutSlotSections(module);
            refusals.add(new LoadRefusal.SectionMissing(module, missing, line));
        }
        return refusals;
    }
}
