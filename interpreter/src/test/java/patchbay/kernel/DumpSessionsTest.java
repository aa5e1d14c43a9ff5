package patchbay.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.machine.Module;
import patchbay.machine.Segment;
import patchbay.machine.Site;
import patchbay.machine.Slot;
import patchbay.machine.SlotTable;
import patchbay.machine.Symbol;
import patchbay.patch.Effect;
import patchbay.patch.Plan;

/**
 * Memory of booted kernels before, during and after live patches, a function tracer and kprobes:
 * each word of modules and of the kernel's text that changed, explained.
 */
class DumpSessionsTest {
    @Test
    void aFunctionTracerAndKprobesOnArm64() throws IOException {
        RecordedSession session =
                new RecordedSession(
                        "ftrace-arm64-6.1-far",
                        "",
                        6,
                        1,
                        Map.of("function_trace_call", 0xffff_a567_91be_bf80L));
        // The module's file was not kept: its text is that of the snapshot, its slots are known.
        long text = session.names.getOrDefault("lptarget:.text", 0L);
        long slots = session.names.getOrDefault("lptarget:.text.ftrace_trampoline", 0L);
        List<Segment> segments =
                List.of(
                        new Segment(1, ".text", Range.of(text, 0xa0), Protection.EXECUTE),
                        new Segment(2, ".slots", Range.of(slots, 24), Protection.EXECUTE));
        session.map(Range.of(text, 0x1000));
        session.live.memory().write(text + 0x54, RecordedSession.hex("e9031eaa1f2003d5"));
        List<Slot> tracers = new ArrayList<>();
        for (String name : List.of("ftrace_caller", "ftrace_regs_caller")) {
            int i = tracers.size();
            tracers.add(
                    new Slot(i, slots + 12L * i, session.names.getOrDefault(name, 0L), List.of()));
        }
        SlotTable table =
                new SlotTable("lptarget", "ftrace", segments.get(1).range(), 12, 2, 2, tracers);
        session.live.apply(new Plan("slots", List.of(Effect.Become.appear(table))));
        session.add(
                new Module(
                        "lptarget",
                        segments,
                        List.of(new Symbol("lptarget", "text", text, 0xa0, Symbol.Kind.FUNCTION)),
                        List.of(new Site(text + 0x54, text + 0x58)),
                        List.of("ftrace")));

        session.explains(
                "function-tracer",
                """
                kernel ftrace_call acfb0694: ftrace: ftrace_call goes to function_trace_call
                kernel cmdline_proc_show+0x4 ba25ef97: ftrace: on, traced or redirected by ftrace_caller
                lptarget text+0x58 33000094: ftrace: on, traced or redirected by ftrace_caller
                """);
        session.explains("kprobe-ftrace-site", "lptarget text 800020d4: kprobe: a breakpoint\n");
        session.explains(
                "kprobe-mid",
                """
                lptarget text 800020d4: kprobe: a breakpoint
                lptarget text+0x18 800020d4: kprobe: a breakpoint
                """);
        session.explains("nop-tracer", "");
        session.explains("after", "");
    }

    @Test
    void aLivePatchOnArm64() throws IOException {
        RecordedSession session =
                new RecordedSession(
                        "arm64-7.2-far",
                        "arm64-72",
                        7,
                        2,
                        Map.of("ftrace_nop_ops", 0xffff_9fc7_fdb7_0df0L));
        session.load("lptarget", "lptarget", blocks(0xffff_9fc7_fa33_0000L, 0xd000));
        LoadedModule patch =
                session.load("lpone-klp", "lpone", blocks(0xffff_9fc7_fa33_6000L, 0x60_0000));
        session.relocate(patch, 0);
        String kernel =
                """
                kernel 0xffff9fc7fda3cbb8 20aee4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e4ae20
                kernel cmdline_proc_show+0x4 b795f797: ftrace: on, traced or redirected by ftrace_caller
                """;
        String late =
                "lpone lp_lptarget_show+0x20 26e8ff97: late: relocate lpone against lptarget\n";
        session.explains(
                "patched",
                kernel
                        + """
                        lptarget 0xffff9fc7fa330118 20ade4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e4ad20
                        lptarget lptarget_show+0x4 5fc8d394: ftrace: on, traced or redirected by ftrace_caller
                        """
                        + late);
        session.explains("target-reloaded", kernel + late);
        session.explains("unpatched", late); // nobody takes it back
    }

    @Test
    void stackedLivePatchesOnArm64() throws IOException {
        RecordedSession session =
                new RecordedSession(
                        "arm64-7.2-sleeper",
                        "arm64-72",
                        7,
                        2,
                        Map.of("ftrace_nop_ops", 0xffff_9fc7_fdb7_0df0L));
        session.load("lptarget", "lptarget", blocks(0xffff_9fc7_ac1c_8000L, 0x6000));
        long slow = session.names.getOrDefault("lpslow:.text", 0L);
        session.relocate(session.load("lpslow-klp", "lpslow", blocks(slow, 0x60_0000)), 0);
        String patched =
                """
                lptarget 0xffff9fc7ac1c8000 207de4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47d20
                lptarget lpslow_inner+0x4 79000094: ftrace: on, traced or redirected by ftrace_caller
                lptarget 0xffff9fc7ac1c8048 207ee4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47e20
                lptarget lpslow_show+0x4 67000094: ftrace: on, traced or redirected by ftrace_caller
                """;
        String kernel =
                """
                kernel 0xffff9fc7fda3cbb8 207ce4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47c20
                kernel cmdline_proc_show+0x4 b795f797: ftrace: on, traced or redirected by ftrace_caller
                """;
        String late =
                "lpslow lp_lpslow_show+0x20 e4e7ff97: late: relocate lpslow against lptarget\n";
        session.explains("in-transition", patched + late);
        session.explains("patched", patched + late);
        long one = session.names.getOrDefault("lpone:.text", 0L);
        session.relocate(session.load("lpone-klp", "lpone", blocks(one, 0x60_0000)), 0);
        late += "lpone lp_lptarget_show+0x20 26ccff97: late: relocate lpone against lptarget\n";
        session.explains(
                "stacked",
                kernel
                        + patched
                        + """
                        lptarget 0xffff9fc7ac1c8118 207be4000000ffff: ops pointer: assumed to be its tracer's, at 0xffff000000e47b20
                        lptarget lptarget_show+0x4 33000094: ftrace: on, traced or redirected by ftrace_caller
                        """
                        + late);
        session.explains("replaced", kernel + late);
    }

    private static Placement blocks(long text, long init) {
        return new Placement.Blocks(
                Map.of(
                        "text", text,
                        "data", text + 0x10_0000,
                        "rodata", text + 0x20_0000,
                        "ro_after_init", text + 0x30_0000,
                        "init_text", text + init,
                        "init_data", text + 0x40_0000,
                        "init_rodata", text + 0x50_0000),
                OptionalLong.empty());
    }

    @Test
    void aLivePatchOnPpc64le() throws IOException {
        RecordedSession session = new RecordedSession("ppc64le-6.1", "ppc64le", 6, 1, Map.of());
        session.load(
                "lptarget",
                "lptarget",
                new Placement.First(0xc008_0000_000e_0000L, OptionalLong.empty()));
        LoadedModule patch =
                session.load(
                        "lpone-klp",
                        "lpone",
                        new Placement.First(0xc008_0000_0013_0000L, OptionalLong.empty()));
        session.relocate(patch, 0);
        String kernel =
                """
                kernel ftrace_regs_call 41501148: ftrace: ftrace_regs_call goes to ftrace_ops_list_func
                kernel ftrace_call 194f1148: ftrace: ftrace_call goes to ftrace_ops_list_func
                kernel cmdline_proc_show+0xc 612bda4b: ftrace: on, traced or redirected by ftrace_caller
                """;
        String call =
                """
                lpone lp_lptarget_show+0x28 e9010048: late: relocate lpone against lptarget
                lpone lp_lptarget_show+0x2c 180041e8: late: relocate lpone against lptarget
                """;
        String stub = stub(6, "feff623d 18826b39", "08010e00");
        session.explains(
                "patched",
                kernel
                        + """
                        lptarget lptarget_show+0xc ed010048: ftrace: on, traced or redirected by ftrace_caller
                        """
                        + call
                        + stub);
        // Refused when the target came again; the stub for its new place had been filled by then.
        session.relocate(patch, 0xa_0000);
        String stubs = stub + stub(7, "feff623d 40826b39", "08011800");
        session.explains("target-reloaded", kernel + call + stubs);
        session.explains("unpatched", call + stubs);
    }

    /** A stub's words but the one that stays 0. */
    private static String stub(int index, String own, String target) {
        String[] words =
                (own + " 180041f8 20008be9 a603897d 2004804e 0 62757473 " + target + " 000008c0")
                        .split(" ");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals("0")) {
                lines.append("lpone stubs[%d]".formatted(index))
                        .append(i == 0 ? "" : "+0x%x".formatted(4 * i))
                        .append(" %s: late: relocate lpone against lptarget\n".formatted(words[i]));
            }
        }
        return lines.toString();
    }
}
