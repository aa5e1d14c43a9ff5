package patchbay.kernel.arm64;

import java.util.Map;
import patchbay.isa.arm64.Arm64;
import patchbay.kernel.LoadedCode;

/** As much of a kernel 6.1 as pure code of modules calls. */
final class Kernel61 {
    /**
     * The kernel's own memory functions, a byte at a time; what it does before and after code with
     * vectors, which is nothing here; and a call of x0 with numbers with a point.
     */
    private static final String CODE =
            """
            memset:
                mov x3, x0
            fill: cbz x2, filled
                strb w1, [x3], #1
                sub x2, x2, #1
                b fill
            filled: ret
            memmove:
                cmp x0, x1
                b.ls memcpy
            down: cbz x2, wasdown
                sub x2, x2, #1
                ldrb w3, [x1, x2]
                strb w3, [x0, x2]
                b down
            wasdown: ret
            memcpy:
                mov x3, x0
            up: cbz x2, wasup
                ldrb w4, [x1], #1
                strb w4, [x3], #1
                sub x2, x2, #1
                b up
            wasup: ret
            kernel_neon_begin:
            kernel_neon_end:
                ret
            withfloats:
                stp x29, x30, [sp, #-16]!
                fmov s0, w1
                fmov s1, w2
                fmov s2, w3
                fmov s3, w4
                fmov s4, w5
                blr x0
                fmov w0, s0
                ldp x29, x30, [sp], #16
                ret
            """;

    static final LoadedCode.Kernel KERNEL =
            new LoadedCode.Kernel(
                    Golden.era("6.1"),
                    Arm64.ISA,
                    CODE,
                    Map.of(),
                    new LoadedCode.Addresses(
                            0xffff_8000_0100_0000L,
                            0xffff_8000_0800_0000L,
                            0xffff_8000_0900_0000L,
                            0xffff_8000_0a00_0000L));

    private Kernel61() {}
}
