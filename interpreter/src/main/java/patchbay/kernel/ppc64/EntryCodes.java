package patchbay.kernel.ppc64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.kernel.EntryCode;

/**
 * The tracer's entry code of {@code -mprofile-kernel} kernels, and the way to a live patch, written
 * from their contracts (ftrace_64_mprofile.S, ftrace_mprofile.S).
 *
 * <p>At a traced site lr is the site's ip + 4 and r0 the return address of the function's caller;
 * r2 belongs to the function's object. The code makes a frame with a pt_regs, keeps r2 at 24(r1),
 * takes the kernel's r2 from the paca (r13), and calls the tracer with r3 = ip, r4 = the caller's
 * return address, r5 = the ops, r6 = the pt_regs. Then everything is reloaded; ctr takes
 * pt_regs.nip, lr the caller's return address, and {@code bctr} goes on behind the site.
 *
 * <pre>
 *   6.1: 32 bytes as the function's own frame, 496 below it      4.19: one frame
 *   +24   r2 of the function's object
 *   +112  pt_regs: r0 … r31 at +112 … +360
 *   +368  nip = ip + 4   +376 msr   +392 ctr   +400 link = r0   +408 xer   +416 cr
 * </pre>
 *
 * <p>{@code ftrace_caller} saves only what a call may change, and says so by an msr of 0.
 *
 * <p>If the tracer has changed nip, the way is another: the new function lies in another object.
 * Its caller entered the old one perhaps without a stub, has no word behind the call that restores
 * r2, and no room in its frame may be used, since arguments may lie there. So r2 and lr go onto a
 * second stack, which grows up from the bottom of the task's stack, and the new function is called
 * with r12 = its own address at its global entry:
 *
 * <pre>
 *   livepatch_sp ─►  … | r2 | lr | 0x57ac6e9d |          three doublewords for each call under way
 * </pre>
 */
final class EntryCodes {
    private static final String CALLER = "ftrace_caller";
    private static final String REGS_CALLER = "ftrace_regs_caller";
    private static final String LIVEPATCH = "livepatch_handler";
    private static final String STUB = "ftrace_stub";
    private static final String LIST_FUNCTION = "ftrace_ops_list_func";
    static final String PRINTER = "vprintk";

    /** Where things stand in the paca; the first two are the kernel's, the others this model's. */
    static final int PACA_KERNEL_TOC = 16;

    static final int PACA_KERNEL_BASE = 24;
    static final int PACA_CURRENT = 40;
    static final int PACA_FTRACE_ENABLED = 48;

    /** Where the livepatch stack's pointer stands in thread_info. */
    static final int LIVEPATCH_SP = 16;

    static final long STACK_END_MAGIC = 0x57ac_6e9dL;

    /** Bits of the size of a task's stack; before 5.1 thread_info stands at its bottom. */
    static final int THREAD_SHIFT = 14;

    private static final int FRAME = 496;
    private static final int PT_REGS = 112;
    private static final int NIP = PT_REGS + 256;
    private static final int MSR = PT_REGS + 264;
    private static final int CTR = PT_REGS + 280;
    private static final int LINK = PT_REGS + 288;
    private static final int XER = PT_REGS + 296;
    private static final int CCR = PT_REGS + 304;

    /** The first data of the kernel in words, which .TOC. points 32 KiB behind. */
    private static final int TRACE_OP_FROM_TOC = -0x8000;

    private final List<String> lines = new ArrayList<>();
    private final boolean old;
    private final int frames;

    private EntryCodes(boolean old) {
        this.old = old;
        this.frames = old ? FRAME : FRAME + 32;
    }

    /**
     * @param old as in 4.18 and 4.19, else as in 6.1
     */
    static EntryCode of(boolean old) {
        return new EntryCodes(old).code();
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    private EntryCode code() {
        add("_mcount:", "mflr r12", "mtctr r12", "mtlr r0", "bctr");
        caller(REGS_CALLER, true);
        caller(CALLER, false);
        add("ftrace_common:");
        if (!old) {
            add("std r7," + (FRAME + 16) + "(r1)");
        }
        add(
                "std r7," + NIP + "(r1)",
                "std r8," + MSR + "(r1)",
                "std r0," + LINK + "(r1)",
                "std r2,24(r1)",
                "ld r2," + PACA_KERNEL_TOC + "(r13)",
                "ld r5," + TRACE_OP_FROM_TOC + "(r2)",
                "mr r14,r7",
                "addi r3,r7,-4",
                "mr r4,r0",
                "addi r6,r1," + PT_REGS,
                "ftrace_call:",
                "bl " + STUB,
                "nop",
                "ld r3," + NIP + "(r1)",
                "mtctr r3",
                "cmpd r14,r3");
        registers("ld", 3, 10);
        register("ld", 14);
        add(
                "ld r0," + LINK + "(r1)",
                "mtlr r0",
                "ld r2,24(r1)",
                "addi r1,r1," + frames,
                "bne- " + LIVEPATCH,
                "bctr",
                "ftrace_no_trace:",
                "mflr r3",
                "mtctr r3");
        register("ld", 3);
        add("addi r1,r1," + frames, "mtlr r0", "bctr");
        livepatch();
        // The model acts when the last two are about to run.
        add(STUB + ":", "blr", LIST_FUNCTION + ":", "blr", PRINTER + ":", "blr");
        return new EntryCode(
                lines,
                List.of(
                        "_mcount",
                        REGS_CALLER,
                        CALLER,
                        "ftrace_common",
                        "ftrace_call",
                        "ftrace_no_trace",
                        LIVEPATCH,
                        STUB,
                        LIST_FUNCTION,
                        PRINTER),
                List.of(
                        new EntryCode.Datum("function_trace_op", 8, "ftrace_list_end"),
                        new EntryCode.Datum("ftrace_list_end", 8, STUB)),
                old ? REGS_CALLER : CALLER,
                Optional.of("ftrace_call"),
                STUB,
                LIST_FUNCTION,
                new EntryCode.Printer(PRINTER, 3),
                List.of("ftrace_common", "ftrace_call", LIST_FUNCTION),
                Optional.of(
                        new EntryCode.SavedPc(
                                3, 6, NIP - PT_REGS, Optional.empty(), Optional.of(LIVEPATCH))));
    }

    /** One of the two ways in; r7 = the site's ip + 4, r0 = the caller's return address. */
    private void caller(String name, boolean all) {
        add(name + ":");
        if (old) {
            add("std r0,16(r1)");
        } else {
            add("stdu r1,-32(r1)");
        }
        add("stdu r1,-" + FRAME + "(r1)");
        register("std", 0);
        registers("std", 3, 10);
        if (!old) {
            add("std r0," + (frames + 16) + "(r1)");
        }
        add("lbz r3," + PACA_FTRACE_ENABLED + "(r13)", "cmpdi r3,0", "beq ftrace_no_trace");
        if (all) {
            register("std", 2);
            registers("std", 11, 31);
        } else {
            register("std", 14);
        }
        add("addi r8,r1," + frames, "std r8," + (PT_REGS + 8) + "(r1)");
        if (all) {
            add(
                    "mfmsr r8",
                    "mfctr r9",
                    "mfxer r10",
                    "mfcr r11",
                    "std r9," + CTR + "(r1)",
                    "std r10," + XER + "(r1)",
                    "std r11," + CCR + "(r1)",
                    "mflr r7",
                    "b ftrace_common");
        } else {
            add("li r8,0", "mflr r7");
        }
    }

    private void registers(String operation, int first, int last) {
        for (int i = first; i <= last; i++) {
            register(operation, i);
        }
    }

    private void register(String operation, int number) {
        add(operation + " r" + number + "," + (PT_REGS + 8 * number) + "(r1)");
    }

    /**
     * lr = the return address in the caller, ctr = the new function. In 4.19 r11 may still be in
     * use, so r1 itself becomes the second stack's pointer for a moment.
     */
    private void livepatch() {
        String sp = old ? "r1" : "r11";
        add(LIVEPATCH + ":");
        threadInfo();
        add(
                "ld " + sp + "," + LIVEPATCH_SP + "(r12)",
                "addi " + sp + "," + sp + ",24",
                "std " + sp + "," + LIVEPATCH_SP + "(r12)",
                "std r2,-24(" + sp + ")",
                "mflr r12",
                "std r12,-16(" + sp + ")",
                "lis r12," + (STACK_END_MAGIC >> 16),
                "ori r12,r12," + (STACK_END_MAGIC & 0xffff),
                "std r12,-8(" + sp + ")");
        if (old) {
            add("mr r1,r0");
        }
        add("mfctr r12", "bctrl");
        threadInfo();
        add(
                "ld " + sp + "," + LIVEPATCH_SP + "(r12)",
                "lis r2," + (STACK_END_MAGIC >> 16),
                "ori r2,r2," + (STACK_END_MAGIC & 0xffff),
                "ld r12,-8(" + sp + ")",
                "tdne r12,r2",
                "ld r12,-16(" + sp + ")",
                "mtlr r12",
                "ld r2,-24(" + sp + ")",
                "addi " + sp + "," + sp + ",-24");
        add(old ? "clrrdi r12,r0," + THREAD_SHIFT : "ld r12," + PACA_CURRENT + "(r13)");
        add("std " + sp + "," + LIVEPATCH_SP + "(r12)");
        if (old) {
            add("mr r1,r0");
        }
        add("blr");
    }

    /** r12 = thread_info: of the task, or at the bottom of its stack. */
    private void threadInfo() {
        if (old) {
            add("clrrdi r12,r1," + THREAD_SHIFT, "mr r0,r1");
        } else {
            add("ld r12," + PACA_CURRENT + "(r13)");
        }
    }
}
