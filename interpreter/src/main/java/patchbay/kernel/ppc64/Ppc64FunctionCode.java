package patchbay.kernel.ppc64;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import patchbay.bytes.Bits;
import patchbay.kernel.FunctionCode;
import patchbay.kernel.LayoutSpec;
import patchbay.kernel.ValueCode;

/**
 * ppc64le functions as a kernel's compiler makes them with {@code -mprofile-kernel}, in the state
 * after the tracer's initialisation.
 *
 * <pre>
 *   a function that calls               one that does not
 *   f:      addis r2,r12,…              f:  mflr r0
 *           addi  r2,r2,…               ip: nop
 *   local:  mflr  r0                        …
 *   ip:     nop   (was bl _mcount)          blr
 *           mflr  r0
 *           std   r0,16(r1)
 *           stdu  r1,-N(r1)
 *           …
 * </pre>
 *
 * Whoever comes from another object enters at {@code f} with r12 = f, and r2 is made of it; a
 * branch of the same object enters at {@code local}, with r2 as it is. A function that uses no r2
 * has one entry. Parameters move into the frame when a call would clobber them.
 */
record Ppc64FunctionCode() implements FunctionCode {
    /** Bytes of a frame that the ABI has: back chain, CR, LR, TOC. */
    private static final int FRAME_HEADER = 32;

    private static final int ENTRY = 8;

    @Override
    public int alignment() {
        return 16;
    }

    @Override
    public int prefix() {
        return 0;
    }

    @Override
    public int argumentRegisters() {
        return 8;
    }

    /** As the kernel looks for it ({@code ppc_function_entry}). */
    @Override
    public int localEntry(byte[] code) {
        if (code.length < ENTRY) {
            return 0;
        }
        long first = Bits.little(code, 0, 4) & 0xffff_0000L;
        long second = Bits.little(code, 4, 4) & 0xffff_0000L;
        boolean sets = first == 0x3c4c_0000L || first == 0x3c40_0000L;
        return sets && second == 0x3842_0000L ? ENTRY : 0;
    }

    @Override
    public Assembly lines(LayoutSpec.Function function, Linker links) {
        List<String> lines = new ArrayList<>();
        Ppc64Instructions instructions = new Ppc64Instructions(lines, links.toc());
        boolean linked = ValueCode.calls(function);
        int parameters = function.parameters().size();
        boolean inFrame = linked || parameters > Ppc64Instructions.PARAMETERS_IN_REGISTERS;
        int pending = ValueCode.pending(function, instructions);
        int frame =
                inFrame || pending > 0 ? FRAME_HEADER + 8 * (parameters + pending) + 15 & -16 : 0;
        if (linked) {
            long distance = links.toc() - links.here();
            lines.add("addis r2,r12," + Ppc64Instructions.high(distance));
            lines.add("addi r2,r2," + Ppc64Instructions.low(distance));
        }
        OptionalInt site = OptionalInt.empty();
        if (!function.notrace()) {
            lines.add("mflr r0");
            site = OptionalInt.of(lines.size());
            lines.add("nop");
        }
        if (linked) {
            lines.add("mflr r0");
            lines.add("std r0,16(r1)");
        }
        if (frame > 0) {
            lines.add("stdu r1,-" + frame + "(r1)");
        }
        for (int i = 0; inFrame && i < parameters; i++) {
            instructions.store(instructions.argument(i), FRAME_HEADER + 8 * i);
        }
        new ValueCode(function, links, instructions, FRAME_HEADER, inFrame, EntryCodes.PRINTER)
                .write();
        if (frame > 0) {
            lines.add("addi r1,r1," + frame);
        }
        if (linked) {
            lines.add("ld r0,16(r1)");
            lines.add("mtlr r0");
        }
        lines.add("blr");
        return new Assembly(lines, site);
    }
}
