package patchbay.kernel.arm64;

import static patchbay.isa.Template.word;

import java.util.List;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Fixup;
import patchbay.isa.Template;
import patchbay.isa.Veneer;
import patchbay.isa.arm64.Arm64Fixups;
import patchbay.source.Result;

/**
 * The two forms that a slot of a module's PLT has had on arm64 (module-plts.c).
 *
 * <p>Both come to a direct {@code b} or {@code bl} and leave through x16, which the procedure call
 * standard gives to veneers; the branch-target rule for x16 accepts {@code bti c}, so neither needs
 * a landing pad.
 *
 * <pre>
 *   4.6 – 4.20: absolute, 16 bytes        5.0 on: relative, 12 bytes
 *   movn x16, #~target[15:0]              adrp x16, target
 *   movk x16, #target[31:16], lsl #16     add  x16, x16, #:lo12:target
 *   movk x16, #target[47:32], lsl #32     br   x16
 *   br   x16
 * </pre>
 *
 * The absolute form may stand anywhere but assumes that bits 63 to 48 of the target are ones; the
 * kernel does not look. The relative form reaches 4 GiB either way; the kernel cuts the distance in
 * pages to 32 bits, and writes {@code brk #0x100} for the {@code adrp} when that is too far.
 */
public final class PltEntries implements Veneer {

    /** What the kernel's instruction generator gives back when it cannot: {@code brk #0x100}. */
    public static final int GENERATOR_FAULT = 0xd4202000;

    public static final PltEntries MOVN_MOVK_MOVK_BR =
            new PltEntries(
                    new Template(
                            "movn/movk/movk/br",
                            "reaches every address whose bits 63 to 48 are ones; clobbers x16",
                            List.of(
                                    word(
                                            0x9280_0010,
                                            "movn x16, #~target[15:0]",
                                            Arm64Fixups.MOVN_G0),
                                    word(
                                            0xf2a0_0010,
                                            "movk x16, #target[31:16], lsl #16",
                                            Arm64Fixups.UABS_G1_NC),
                                    word(
                                            0xf2c0_0010,
                                            "movk x16, #target[47:32], lsl #32",
                                            Arm64Fixups.UABS_G2_NC),
                                    word(0xd61f_0200, "br x16"))));

    public static final PltEntries ADRP_ADD_BR =
            new PltEntries(
                    new Template(
                            "adrp/add/br",
                            "reaches 4 GiB either way, in pages of 4 KiB; clobbers x16",
                            List.of(
                                    word(0x9000_0010, "adrp x16, target", Arm64Fixups.ADRP_HI21),
                                    word(
                                            0x9100_0210,
                                            "add x16, x16, #:lo12:target",
                                            Arm64Fixups.ADD_LO12),
                                    word(0xd61f_0200, "br x16"))));

    private static final int X16 = 16;

    private final Template template;
    private final int size;
    private final boolean isRelative;

    private PltEntries(Template template) {
        this.template = template;
        this.size = template.size();
        this.isRelative = beginsWith(Arm64Fixups.ADRP_HI21, template);
    }

    /** By its number: at every start, comparing records takes ten milliseconds the first time. */
    private static boolean beginsWith(Fixup fixup, Template template) {
        for (Fixup each : template.words().getFirst().fixups()) {
            if (each.elfType() == fixup.elfType()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the form begins with an {@code adrp}, which erratum 843419 keeps off some places. */
    public boolean isRelative() {
        return isRelative;
    }

    /** The bytes that the kernel writes, also where the entry does not get to its target. */
    public byte[] asKernelWrites(long address, long target) {
        byte[] bytes = template.fill(address, target);
        if (isRelative) {
            int pages = (int) (target - (address & ~0xfffL) >>> 12);
            if (!Bits.fitsSigned(pages, 21)) {
                Bits.putLittle(bytes, 0, 4, GENERATOR_FAULT);
            }
        }
        return bytes;
    }

    /** The same, with the address in another register than x16; the last word stays a branch. */
    byte[] asKernelWrites(long address, long target, int register) {
        byte[] bytes = asKernelWrites(address, target);
        for (int at = 0; at < bytes.length - 4; at += 4) {
            long word = Bits.little(bytes, at, 4);
            if (word != (GENERATOR_FAULT & 0xffff_ffffL)) {
                boolean reads = isRelative && at > 0;
                long registers = register | (reads ? register << 5 : 0);
                long old = X16 | (reads ? X16 << 5 : 0);
                Bits.putLittle(bytes, at, 4, word ^ old ^ registers);
            }
        }
        return bytes;
    }

    /**
     * Whether the kernel takes entry {@code a} at {@code addressA} for the same as {@code b}: the
     * words that hold the target are equal, and relative ones lead to the same page.
     */
    public boolean same(byte[] a, long addressA, byte[] b, long addressB) {
        if (!isRelative) {
            return Bits.little(a, 0, 8) == Bits.little(b, 0, 8)
                    && Bits.little(a, 8, 4) == Bits.little(b, 8, 4);
        }
        if (Bits.little(a, 4, 8) != Bits.little(b, 4, 8)) {
            return false;
        }
        long first = Bits.little(a, 0, 4);
        long second = Bits.little(b, 0, 4);
        long pageA = addressA & ~0xfffL;
        long pageB = addressB & ~0xfffL;
        return first == second && pageA == pageB
                || pageA + pagesOf(first) == pageB + pagesOf(second);
    }

    /** The distance in an {@code adrp}, as the kernel computes it: cut to 32 bits, with sign. */
    private static long pagesOf(long adrp) {
        return (int) Bits.signed(Arm64Fixups.ADRP_HI21.field().extract(adrp), 33);
    }

    @Override
    public String name() {
        return template.name();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String reach() {
        return template.reach();
    }

    /** As the template says, without making one: every slot that is emitted is asked. */
    @Override
    public boolean reaches(long address, long target) {
        return isRelative
                ? Arm64Fixups.ADRP_HI21.inRange(Arm64Fixups.ADRP_HI21.value(target, 0, address))
                : target >>> 48 == 0xffff;
    }

    @Override
    public OptionalLong left(long address, long target) {
        return template.left(address, target);
    }

    @Override
    public Result<byte[]> emit(long address, long target) {
        return template.emit(address, target);
    }

    @Override
    public OptionalLong recognise(byte[] bytes, long address) {
        return template.recognise(bytes, address);
    }

    @Override
    public List<String> template() {
        return template.template();
    }
}
