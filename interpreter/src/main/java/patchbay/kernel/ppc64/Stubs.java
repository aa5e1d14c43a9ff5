package patchbay.kernel.ppc64;

import static patchbay.isa.Template.datum;
import static patchbay.isa.Template.pair;
import static patchbay.isa.Template.target;
import static patchbay.isa.Template.word;

import java.util.List;
import patchbay.isa.Fixup;
import patchbay.isa.Template;
import patchbay.isa.Template.Subject;
import patchbay.isa.ppc64.Ppc64Fixups;

/**
 * The forms that a slot of a module's {@code .stubs} has had (module_64.c).
 *
 * <p>A branch with {@code bl} spans 32 MiB and modules lie petabytes from the kernel, so every call
 * of another object goes through a stub, and none is ever near. The target stands in the stub as
 * data; the code finds it from its own address, and its own address from r2, the register that
 * belongs to the module. So the distance that is encoded is one inside the module:
 *
 * <pre>
 *   r2 ──(stub - .TOC.)──► stub  +0  addis, addi   r11 = the stub itself
 *                               +8  std r2,24(r1)  the caller's r2, for the word behind its bl
 *                               +12 ld, mtctr      r12 = target: its global entry makes r2 of it
 *                               +28 "stub"         by which the tracer knows that it is one
 *                               +32 target
 * </pre>
 *
 * A call of the tracer stands before the callee has set up r2, and may not touch the caller's slot
 * at 24(r1). Such a stub starts from the kernel's own .TOC. instead, which the processor's paca
 * (r13) holds; until 4.20 it started from r2 and only left out the store. With PC-relative kernels
 * (from 6.4 on, POWER10) no register is needed at all.
 */
final class Stubs {
    private Stubs() {}

    static final int STD_R2 = 0xf841_0018;
    static final int LD_R2 = 0xe841_0018;
    static final int NOP = 0x6000_0000;
    private static final int MTCTR_R12 = 0x7d89_03a6;
    private static final int BCTR = 0x4e80_0420;

    /** What a stub is known by, at {@link #MAGIC_OFFSET}. */
    static final int MAGIC = 0x7374_7562;

    static final int MAGIC_OFFSET = 28;
    static final int TARGET_OFFSET = 32;

    /** A distance from the base of a PC-relative kernel, in a prefixed instruction. */
    private static final Fixup FROM_BASE_34 =
            new Fixup(
                    "target - base",
                    0,
                    Fixup.Formula.TOC_RELATIVE,
                    Ppc64Fixups.PCREL34.field(),
                    Fixup.Overflow.SIGNED,
                    8);

    private static final Template.Word STUB_HA =
            word(0x3d62_0000, "addis r11,r2,(stub-.TOC.)@ha", Ppc64Fixups.TOC16_HA, Subject.ITSELF);
    private static final Template.Word STUB_LO =
            word(0x396b_0000, "addi r11,r11,(stub-.TOC.)@l", Ppc64Fixups.TOC16_LO, Subject.ITSELF);
    private static final Template.Word ZERO = datum(0, "unused");
    private static final Template.Word STUB = datum(MAGIC, "\"stub\"");
    private static final Template.Word TARGET = target("target", Ppc64Fixups.ADDR64);

    /** A call of another object. */
    static final Template CALL =
            new Template(
                    "ld r12/mtctr/bctr",
                    "reaches every address, from a stub within 2 GiB of its module's .TOC.;"
                            + " clobbers r11, r12 and ctr, and stores r2 in the caller's frame",
                    List.of(
                            STUB_HA,
                            STUB_LO,
                            word(STD_R2, "std r2,24(r1)"),
                            word(0xe98b_0020, "ld r12,32(r11)"),
                            word(MTCTR_R12, "mtctr r12"),
                            word(BCTR, "bctr"),
                            ZERO,
                            STUB,
                            TARGET));

    /**
     * A call of another object by ELFv1, where a symbol is a descriptor: entry, r2, environment. A
     * copy of it stands in the stub. Such kernels are big-endian: the words are the same, their
     * bytes stand the other way round.
     */
    static final Template CALL_V1 =
            new Template(
                    "ld r12/ld r2/mtctr/bctr",
                    "reaches every address, from a stub within 2 GiB of its module's .TOC.;"
                            + " clobbers r11, r12 and ctr, stores r2 in the caller's frame, and sets"
                            + " the callee's",
                    List.of(
                            STUB_HA,
                            STUB_LO,
                            word(0xf841_0028, "std r2,40(r1)"),
                            word(0xe98b_0020, "ld r12,32(r11)"),
                            word(0xe84b_0028, "ld r2,40(r11)"),
                            word(MTCTR_R12, "mtctr r12"),
                            word(BCTR, "bctr"),
                            STUB,
                            TARGET,
                            doubleword("the callee's r2, from its descriptor"),
                            doubleword("its environment, from its descriptor")));

    /** A call of the tracer, as 4.18 to 4.20 have it. */
    static final Template TRACER_FROM_R2 =
            new Template(
                    "ld r12/mtctr/bctr without a store",
                    "reaches every address, from a stub within 2 GiB of its module's .TOC.;"
                            + " clobbers r11, r12 and ctr",
                    List.of(
                            STUB_HA,
                            STUB_LO,
                            word(NOP, "nop"),
                            word(0xe98b_0020, "ld r12,32(r11)"),
                            word(MTCTR_R12, "mtctr r12"),
                            word(BCTR, "bctr"),
                            ZERO,
                            STUB,
                            TARGET));

    /** A call of the tracer since. Its .TOC. is the kernel's. */
    static final Template TRACER =
            new Template(
                    "paca/addis/addi/bctr",
                    "reaches what is within 2 GiB of the kernel's .TOC.; clobbers r12 and ctr",
                    List.of(
                            word(0xe98d_0010, "ld r12,16(r13)   # paca.kernel_toc"),
                            word(
                                    0x3d8c_0000,
                                    "addis r12,r12,(target-.TOC.)@ha",
                                    Ppc64Fixups.TOC16_HA),
                            word(
                                    0x398c_0000,
                                    "addi r12,r12,(target-.TOC.)@l",
                                    Ppc64Fixups.TOC16_LO),
                            word(MTCTR_R12, "mtctr r12"),
                            word(BCTR, "bctr"),
                            ZERO,
                            ZERO,
                            STUB,
                            TARGET));

    /** A call of another object in a PC-relative kernel. */
    static final Template CALL_PCREL =
            new Template(
                    "pld r12/mtctr/bctr",
                    "reaches every address; clobbers r12 and ctr",
                    List.of(
                            word(0x0410_0000, "pld r12,32(pc)"),
                            word(0xe580_0020, "  its second word"),
                            word(MTCTR_R12, "mtctr r12"),
                            word(BCTR, "bctr"),
                            ZERO,
                            ZERO,
                            ZERO,
                            STUB,
                            TARGET));

    /** A call of the tracer in a PC-relative kernel. Its base is that of the kernel's text. */
    static final Template TRACER_PCREL =
            new Template(
                    "paca/paddi/bctr",
                    "reaches what is within 8 GiB of the kernel's base; clobbers r12 and ctr",
                    List.of(
                            word(0xe98d_0018, "ld r12,24(r13)   # paca.kernelbase"),
                            word(NOP, "nop   # keeps the pair on 8 bytes"),
                            pair(0x398c_0000_0600_0000L, "paddi r12,r12,target-base", FROM_BASE_34),
                            word(MTCTR_R12, "mtctr r12"),
                            word(BCTR, "bctr"),
                            ZERO,
                            STUB,
                            TARGET));

    /**
     * What a site with one no-op leads to, once it is a branch: the target is behind the site, the
     * tracer finds the site from the last word. Such stubs lie behind the last slot that is used.
     */
    static final Template OUT_OF_LINE =
            new Template(
                    "mflr/bl/mtlr/b",
                    "for a site within 32 MiB; clobbers r0",
                    List.of(
                            doubleword("the site's ops"),
                            word(0x7c08_02a6, "mflr r0"),
                            word(0x4800_0001, "bl ftrace_caller, or the slot for it"),
                            word(0x7c08_03a6, "mtlr r0"),
                            word(0x4800_0000, "b site+4", Ppc64Fixups.REL24)));

    private static Template.Word doubleword(String text) {
        return new Template.Word(0, 8, text, List.of(), Subject.TARGET, false);
    }
}
