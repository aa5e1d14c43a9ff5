package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import patchbay.bytes.Bits;
import patchbay.isa.arm64.LandingPads;
import patchbay.kernel.FunctionCode;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.ValueCode;

/**
 * arm64 functions as a kernel's compiler makes them, in the state after the tracer's
 * initialisation.
 *
 * <pre>
 *   mcount (to 5.4)               patchable (5.5 on)         with ops (6.3 on)
 *                                                            f-8: ops pointer
 *   f:  stp x29, x30, [sp, #-N]!  f:  mov x9, x30            f:   mov x9, x30
 *       mov x29, sp               ip: nop                    ip:  nop
 *       …save parameters…             stp x29, x30, …             stp x29, x30, …
 *       mov x0, x30
 *   ip: nop   (was bl _mcount)
 * </pre>
 *
 * In a kernel with BTI a function that others may reach through a register begins with {@code bti
 * c}, and the words above follow; a local one is only called directly and has none. Functions that
 * save x30 sign it, as such kernels are built with pointer authentication, too: {@code paciasp}
 * behind the no-ops, {@code autiasp} before {@code ret}. Where nothing stands before it, {@code
 * paciasp} is the landing pad.
 *
 * <p>A function that calls nobody has no frame, except under mcount. Parameters move into the frame
 * when a call (or mcount) would clobber them.
 */
record Arm64FunctionCode(Entry entry, boolean guarded) implements FunctionCode {

    enum Entry {
        MCOUNT,
        PATCHABLE,
        PATCHABLE_WITH_OPS
    }

    /** Bytes of a frame before the parameters. */
    private static final int FRAME_RECORD = 16;

    /** The largest frame that {@code stp …, [sp, #-N]!} makes. */
    private static final int LARGEST_PUSH = 512;

    /** The largest number in {@code sub sp, sp, #N}; beyond it only multiples of 4096. */
    private static final int LARGEST_IMMEDIATE = 4095;

    @Override
    public int alignment() {
        return 16;
    }

    @Override
    public int prefix() {
        return entry == Entry.PATCHABLE_WITH_OPS ? 8 : 0;
    }

    @Override
    public int localEntry(byte[] code) {
        return 0;
    }

    @Override
    public int padSize(byte[] code) {
        boolean bti =
                guarded && code.length >= 4 && LandingPads.isBti((int) Bits.little(code, 0, 4));
        return bti ? 4 : 0;
    }

    @Override
    public int argumentRegisters() {
        return 8;
    }

    @Override
    public Assembly lines(LayoutSpec.Function function, Linker links) {
        boolean traced = !function.notrace();
        boolean mcount = traced && entry == Entry.MCOUNT;
        boolean linked = mcount || ValueCode.calls(function);
        int parameters = function.parameters().size();
        List<String> lines = new ArrayList<>();
        Arm64Instructions instructions = new Arm64Instructions(lines);
        int pending = ValueCode.pending(function, instructions);
        int frame = linked || pending > 0 ? frame(FRAME_RECORD + 8 * (parameters + pending)) : 0;

        int site = -1;
        if (guarded && !function.local() && (traced || !linked)) {
            lines.add("bti c");
        }
        if (traced && !mcount) {
            lines.add("mov x9, x30");
            site = lines.size();
            lines.add("nop");
        }
        if (guarded && linked) {
            lines.add("paciasp");
        }
        open(lines, frame, linked);
        for (int i = 0; linked && i < parameters; i++) {
            lines.add("str x" + i + ", [sp, #" + (FRAME_RECORD + 8 * i) + "]");
        }
        if (mcount) {
            lines.add("mov x0, x30");
            site = lines.size();
            lines.add("nop");
        }
        new ValueCode(function, links, instructions, FRAME_RECORD, linked, EntryCodes.PRINTER)
                .write();
        close(lines, frame, linked);
        if (guarded && linked) {
            lines.add("autiasp");
        }
        lines.add("ret");
        return new Assembly(lines, site < 0 ? OptionalInt.empty() : OptionalInt.of(site));
    }

    private static int frame(int bytes) {
        int rounded = bytes + 15 & -16;
        return rounded > LARGEST_IMMEDIATE ? bytes + 4095 & -4096 : rounded;
    }

    private static void open(List<String> lines, int frame, boolean linked) {
        if (frame == 0) {
            return;
        }
        if (linked && frame <= LARGEST_PUSH) {
            lines.add("stp x29, x30, [sp, #-" + frame + "]!");
        } else {
            lines.add("sub sp, sp, #" + frame);
            if (linked) {
                lines.add("stp x29, x30, [sp]");
            }
        }
        if (linked) {
            lines.add("mov x29, sp");
        }
    }

    private static void close(List<String> lines, int frame, boolean linked) {
        if (frame == 0) {
            return;
        }
        if (linked && frame < LARGEST_PUSH) {
            lines.add("ldp x29, x30, [sp], #" + frame);
            return;
        }
        if (linked) {
            lines.add("ldp x29, x30, [sp]");
        }
        lines.add("add sp, sp, #" + frame);
    }
}
