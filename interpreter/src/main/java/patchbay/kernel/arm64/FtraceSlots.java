package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.kernel.LoadNote;
import patchbay.kernel.LoadRefusal;
import patchbay.kernel.LoadSection;
import patchbay.kernel.Loading;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;

/**
 * The slots through which a module's patched entries get to the tracer: {@code
 * .text.ftrace_trampoline}, and since September 2025 one for the text of init.
 *
 * <p>From 5.5 on they are filled when the module is loaded ({@code module_init_ftrace_plt}): the
 * first with {@code ftrace_caller}, and until 6.1 a second with {@code ftrace_regs_caller}. Before,
 * the one slot stays empty until the first far call is patched. Until 4.14 the section is none of
 * the loader's.
 */
final class FtraceSlots {
    static final String TEXT = ".text.ftrace_trampoline";
    private static final String INIT = ".init.text.ftrace_trampoline";
    private static final List<String> TARGETS = List.of("ftrace_caller", "ftrace_regs_caller");

    private final Arm64Loader rules;
    private final Loading load;
    private final List<SlotTable> tables = new ArrayList<>();

    FtraceSlots(Arm64Loader rules, Loading load) {
        this.rules = rules;
        this.load = load;
    }

    /** The sections that have such slots. */
    static List<String> sections(Arm64Loader rules) {
        return rules.ftraceSlots() == 0
                ? List.of()
                : rules.initSlots() ? List.of(TEXT, INIT) : List.of(TEXT);
    }

    void prepare() {
        long size = (long) rules.ftraceSlots() * rules.entries().size();
        for (String name : sections(rules)) {
            load.section(name).ifPresent(section -> section.become(size, 4));
        }
    }

    void fill() {
        if (rules.ftraceSlots() == 0) {
            return;
        }
        fill(TEXT, "ftrace");
        if (rules.initSlots()) {
            fill(INIT, "init.ftrace");
        }
    }

    private void fill(String name, String table) {
        Optional<LoadSection> found = load.section(name);
        if (found.isEmpty()) {
            if (rules.slotsAtLoad()) {
                load.refuse(new LoadRefusal.SectionMissing(load.module(), List.of(name), ""));
            }
            return;
        }
        LoadSection section = found.get();
        int size = rules.entries().size();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < rules.ftraceSlots() && rules.slotsAtLoad(); i++) {
            OptionalLong target = load.exports().internal(TARGETS.get(i));
            if (target.isEmpty()) {
                load.note(new LoadNote.NoEntryCode(table, TARGETS.get(i)));
                continue;
            }
            long address = section.address() + (long) i * size;
            section.put(
                    (long) i * size, rules.entries().asKernelWrites(address, target.getAsLong()));
            slots.add(new Slot(i, address, target.getAsLong(), List.of()));
            if (!rules.entries().reaches(address, target.getAsLong())) {
                load.note(new LoadNote.SlotLost(table, i, address, target.getAsLong()));
            }
        }
        tables.add(
                new SlotTable(
                        load.module(),
                        table,
                        section.range(),
                        size,
                        rules.ftraceSlots(),
                        slots.size(),
                        slots));
    }

    List<SlotTable> tables() {
        return tables;
    }
}
