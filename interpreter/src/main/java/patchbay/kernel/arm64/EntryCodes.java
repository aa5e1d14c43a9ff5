package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.kernel.EntryCode;

/**
 * The tracer's entry code through the ages, written from its contract.
 *
 * <p>At a traced site x30 is the site's ip + 4 and, from 5.5 on, x9 the return address of the
 * function's caller; x0 to x8 are its arguments. The code saves them in an area on the stack, lays
 * two frame records (the function's caller, the function), and calls the tracer with x0 = ip, x1 =
 * the caller's return address, x2 = the ops, x3 = the area. It reloads everything from the area and
 * leaves by {@code ret x9}, with x9 from the area's pc: whoever changes that, changes where control
 * goes.
 *
 * <pre>
 *        5.5 – 6.1: a pt_regs and 16 bytes          6.2 on: only what a call may pass
 *   +0x000  x0 … x28                                +0x00  x0 … x8
 *   +0x0e8  x29                                     +0x48  direct trampoline
 *   +0x0f0  lr  (of the function's caller)          +0x50  x29
 *   +0x0f8  sp  (before)                            +0x58  lr
 *   +0x100  pc  (ip + 4)                            +0x60  sp
 *   +0x130  record 2: {record 1, ip + 4}            +0x68  pc
 *   +0x150  record 1: {x29, lr}                     +0x70  record 2    +0x80  record 1
 * </pre>
 *
 * Before 5.5 ({@code mcount}) nothing is saved but frame and link: such a tracer watches, and
 * cannot send elsewhere. From 6.3 on the ops stand in the eight bytes before the function, found
 * from x30, and their first word is the tracer.
 */
final class EntryCodes {
    private static final String CALLER = "ftrace_caller";
    private static final String REGS_CALLER = "ftrace_regs_caller";
    private static final String STUB = "ftrace_stub";
    private static final String LIST_FUNCTION = "ftrace_ops_list_func";
    static final String PRINTER = "vprintk";
    private static final EntryCode.Printer SAY = new EntryCode.Printer(PRINTER, 0);

    /** The area of registers is x3's, the site x0's. */
    private static final int IP_REGISTER = 0;

    private static final int AREA_REGISTER = 3;

    private EntryCodes() {}

    /** Up to 5.4. */
    static EntryCode mcount() {
        List<String> lines =
                List.of(
                        "_mcount:",
                        "ret",
                        CALLER + ":",
                        "stp x29, x30, [sp, #-16]!",
                        "mov x29, sp",
                        "sub x0, x30, #4",
                        "ldr x1, [x29]",
                        "ldr x1, [x1, #8]",
                        "ftrace_call:",
                        "nop",
                        "ftrace_graph_call:",
                        "nop",
                        "ldp x29, x30, [sp], #16",
                        "ret",
                        STUB + ":",
                        "ret",
                        PRINTER + ":",
                        "ret");
        return new EntryCode(
                lines,
                List.of("_mcount", CALLER, "ftrace_call", "ftrace_graph_call", STUB, PRINTER),
                List.of(),
                CALLER,
                Optional.empty(),
                STUB,
                STUB,
                SAY,
                List.of(),
                Optional.empty());
    }

    /**
     * 5.5 to 6.1: with all registers ({@code ftrace_regs_caller}, live patching's), or with those
     * that a call passes.
     */
    static EntryCode withRegisters(boolean guarded) {
        List<String> lines = new ArrayList<>();
        lines.addAll(List.of(REGS_CALLER + ":", "bti c", "sub sp, sp, #0x160"));
        for (int i = 0; i <= 28; i += 2) {
            lines.add("stp x" + i + ", x" + (i + 1) + ", [sp, #" + 8 * i + "]");
        }
        lines.addAll(recordsOfRegisters());
        lines.addAll(List.of(CALLER + ":", "bti c", "sub sp, sp, #0x160"));
        for (int i = 0; i <= 8; i += 2) {
            lines.add("stp x" + i + ", x" + (i + 1) + ", [sp, #" + 8 * i + "]");
        }
        lines.add("str x29, [sp, #0xe8]");
        lines.addAll(recordsOfRegisters());
        lines.addAll(
                List.of(
                        "ftrace_common:",
                        "sub x0, x30, #4",
                        "mov x1, x9",
                        "adrp x2, function_trace_op",
                        "ldr x2, [x2, #:lo12:function_trace_op]",
                        "mov x3, sp",
                        "ftrace_call:",
                        "bl " + STUB));
        lines.addAll(reloadArguments());
        lines.addAll(
                List.of(
                        "ldr x29, [sp, #0xe8]",
                        "ldr x30, [sp, #0xf0]",
                        "ldr x9, [sp, #0x100]",
                        "add sp, sp, #0x160",
                        "ret x9"));
        lines.addAll(functions(guarded));
        return new EntryCode(
                lines,
                List.of(
                        REGS_CALLER,
                        CALLER,
                        "ftrace_common",
                        "ftrace_call",
                        STUB,
                        LIST_FUNCTION,
                        PRINTER),
                List.of(
                        new EntryCode.Datum("function_trace_op", 8, "ftrace_list_end"),
                        new EntryCode.Datum("ftrace_list_end", 8, STUB)),
                REGS_CALLER,
                Optional.of("ftrace_call"),
                STUB,
                LIST_FUNCTION,
                SAY,
                List.of("ftrace_common", "ftrace_call", LIST_FUNCTION),
                Optional.of(
                        new EntryCode.SavedPc(
                                IP_REGISTER, AREA_REGISTER, 0x100, Optional.empty())));
    }

    private static List<String> recordsOfRegisters() {
        return List.of(
                "add x10, sp, #0x160",
                "stp x9, x10, [sp, #0xf0]",
                "str x30, [sp, #0x100]",
                "stp x29, x9, [sp, #0x150]",
                "add x29, sp, #0x150",
                "stp x29, x30, [sp, #0x130]",
                "add x29, sp, #0x130",
                "b ftrace_common");
    }

    /**
     * From 6.2 on.
     *
     * @param callOps whether the ops stand before each function (6.3)
     * @param directCalls offset of {@code direct_call} in the ops, if there is one (6.4)
     * @param guarded whether indirect branches need landing pads
     */
    static EntryCode withArguments(
            boolean callOps, Optional<Integer> directCalls, boolean guarded) {
        List<String> lines = new ArrayList<>(List.of(CALLER + ":", "bti c"));
        if (callOps) {
            lines.addAll(List.of("bic x11, x30, #7", "ldur x11, [x11, #-16]"));
        }
        if (directCalls.isPresent()) {
            lines.addAll(
                    List.of(
                            "ldr x17, [x11, #" + directCalls.get() + "]",
                            "cbnz x17, ftrace_caller_direct"));
        }
        lines.addAll(List.of("mov x10, sp", "sub sp, sp, #0x90"));
        for (int i = 0; i < 8; i += 2) {
            lines.add("stp x" + i + ", x" + (i + 1) + ", [sp, #" + 8 * i + "]");
        }
        lines.add("str x8, [sp, #0x40]");
        if (directCalls.isPresent()) {
            lines.add("str xzr, [sp, #0x48]");
        }
        lines.addAll(
                List.of(
                        "str x29, [sp, #0x50]",
                        "str x9, [sp, #0x58]",
                        "str x10, [sp, #0x60]",
                        "str x30, [sp, #0x68]",
                        "stp x29, x9, [sp, #0x80]",
                        "add x29, sp, #0x80",
                        "stp x29, x30, [sp, #0x70]",
                        "add x29, sp, #0x70",
                        "sub x0, x30, #4",
                        "mov x1, x9",
                        "mov x3, sp"));
        lines.addAll(
                callOps
                        ? List.of("mov x2, x11", "ldr x4, [x2]", "blr x4")
                        : List.of(
                                "adrp x2, function_trace_op",
                                "ldr x2, [x2, #:lo12:function_trace_op]",
                                "ftrace_call:",
                                "bl " + STUB));
        lines.addAll(reloadArguments());
        lines.add("ldr x29, [sp, #0x50]");
        if (directCalls.isPresent()) {
            lines.addAll(List.of("ldr x17, [sp, #0x48]", "cbnz x17, ftrace_caller_direct_late"));
        }
        lines.addAll(
                List.of(
                        "ldr x30, [sp, #0x58]",
                        "ldr x9, [sp, #0x68]",
                        "add sp, sp, #0x90",
                        "ret x9"));
        if (directCalls.isPresent()) {
            lines.addAll(
                    List.of(
                            "ftrace_caller_direct_late:",
                            "ldr x9, [sp, #0x58]",
                            "ldr x30, [sp, #0x68]",
                            "add sp, sp, #0x90",
                            "ftrace_caller_direct:",
                            "br x17"));
        }
        lines.addAll(functions(guarded));

        List<String> names = new ArrayList<>(List.of(CALLER));
        if (!callOps) {
            names.add("ftrace_call");
        }
        if (directCalls.isPresent()) {
            names.addAll(List.of("ftrace_caller_direct_late", "ftrace_caller_direct"));
        }
        names.addAll(List.of(STUB, LIST_FUNCTION, PRINTER));

        List<String> hidden = new ArrayList<>(names);
        hidden.removeAll(List.of(CALLER, STUB, PRINTER));

        // In call-ops kernels a struct ftrace_ops; direct_call behind it stays zero.
        int opsSize = directCalls.isPresent() ? directCalls.get() + 8 : 8;
        List<EntryCode.Datum> data =
                callOps
                        ? List.of(
                                new EntryCode.Datum("ftrace_nop_ops", opsSize, STUB),
                                new EntryCode.Datum("ftrace_list_ops", opsSize, LIST_FUNCTION))
                        : List.of(
                                new EntryCode.Datum("function_trace_op", 8, "ftrace_list_end"),
                                new EntryCode.Datum("ftrace_list_end", 8, STUB));
        return new EntryCode(
                lines,
                names,
                data,
                CALLER,
                callOps ? Optional.empty() : Optional.of("ftrace_call"),
                STUB,
                LIST_FUNCTION,
                SAY,
                hidden,
                Optional.of(
                        new EntryCode.SavedPc(
                                IP_REGISTER,
                                AREA_REGISTER,
                                0x68,
                                callOps
                                        ? Optional.of(
                                                new EntryCode.Ops(12, "ftrace_nop_ops", opsSize))
                                        : Optional.empty())));
    }

    private static List<String> reloadArguments() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i += 2) {
            lines.add("ldp x" + i + ", x" + (i + 1) + ", [sp, #" + 8 * i + "]");
        }
        lines.add("ldr x8, [sp, #0x40]");
        return lines;
    }

    /**
     * What the entry code calls, and what functions in words call. The model acts when the last two
     * are about to run.
     */
    private static List<String> functions(boolean guarded) {
        List<String> lines = new ArrayList<>(List.of(STUB + ":", "bti c", "ret"));
        for (String function : List.of(LIST_FUNCTION, PRINTER)) {
            lines.add(function + ":");
            if (guarded) {
                lines.add("bti c");
            }
            lines.add("ret");
        }
        return lines;
    }
}
