package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import patchbay.isa.Isa;

/**
 * Instructions and their words. The words were made with GNU as 2.40, {@code aarch64-linux-gnu-as
 * -march=armv8.6-a}, and read back with {@code aarch64-linux-gnu-objdump -d}.
 */
class EncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x0        | 14000002 | b 0x8",
                "0x8000000  | 15ffffff | b 0xffffffc",
                "0x8000000  | 16000000 | b 0x0",
                "0x0        | 94000002 | bl 0x8",
                "0x0        | 54000100 | b.eq 0x20",
                "0x0        | b4000100 | cbz x0, 0x20",
                "0x0        | 35000100 | cbnz w0, 0x20",
                "0x0        | b6f80103 | tbz x3, #63, 0x20",
                "0x0        | 37280103 | tbnz w3, #5, 0x20",
                "0x100000   | 107fffe1 | adr x1, 0x1ffffc",
                "0x1000     | 90000011 | adrp x17, 0x1000",
                "0x0        | 912af210 | add x16, x16, #0xabc",
                "0x0        | d10013c0 | sub x0, x30, #0x4",
                "0x0        | 916af210 | add x16, x16, #0xabc, lsl #12",
                "0x0        | d2824685 | mov x5, #0x1234",
                "0x0        | 92824685 | mov x5, #0xffffffffffffedcb",
                "0x0        | f2e24685 | movk x5, #0x1234, lsl #48",
                "0x0        | 58000083 | ldr x3, 0x10",
                "0x0        | d61f0200 | br x16",
                "0x0        | d63f0200 | blr x16",
                "0x0        | d65f03c0 | ret",
                "0x0        | d65f0120 | ret x9",
                "0x0        | d65f0bff | retaa",
                "0x0        | d61f0a1f | braaz x16",
                "0x0        | d503201f | nop",
                "0x0        | d503203f | yield",
                "0x0        | d503241f | bti",
                "0x0        | d503245f | bti c",
                "0x0        | d503249f | bti j",
                "0x0        | d50324df | bti jc",
                "0x0        | d503233f | paciasp",
                "0x0        | d50323bf | autiasp",
                "0x0        | d503237f | pacibsp",
                "0x0        | d50323ff | autibsp",
                "0x0        | d50320ff | xpaclri",
                "0x0        | aa1e03e9 | mov x9, x30",
                "0x0        | 910003fd | mov x29, sp",
                "0x0        | 910003ea | mov x10, sp",
                "0x0        | a90107e0 | stp x0, x1, [sp, #16]",
                "0x0        | a94107e0 | ldp x0, x1, [sp, #16]",
                "0x0        | a9bf7bfd | stp x29, x30, [sp, #-16]!",
                "0x0        | a8c17bfd | ldp x29, x30, [sp], #16",
                "0x0        | f90023e8 | str x8, [sp, #64]",
                "0x0        | f94023e8 | ldr x8, [sp, #64]",
                "0x0        | f81f0ffe | str x30, [sp, #-16]!",
                "0x0        | f84107fe | ldr x30, [sp], #16",
                "0x0        | d4202000 | brk #0x100",
                "0x0        | d4210000 | brk #0x800",
                "0x0        | d4200080 | brk #0x4",
                "0x0        | d4000001 | svc #0x0",
                "0x0        | d4000002 | hvc #0x0",
                "0x0        | d4000003 | smc #0x0",
                "0x0        | d5033fdf | isb",
                "0x0        | d5033b9f | dsb ish",
                "0x0        | d5033bbf | dmb ish",
                "0x0        | d50b7520 | ic ivau, x0",
                "0x0        | d50b7b20 | dc cvau, x0",
                "0x0        | 00000000 | udf #0",
                "0x0        | f9400421 | ldr x1, [x1, #8]",
                "0x0        | f85f8021 | ldur x1, [x1, #-8]",
                "0x0        | f8627820 | ldr x0, [x1, x2, lsl #3]",
                "0x0        | 8b34431f | add sp, x24, w20, uxtw",
                "0x0        | eb21c81f | cmp x0, w1, sxtw #2",
                "0x0        | b2089fe0 | mov x0, #0xff00ff00ff00ff00",
                "0x0        | d3431820 | ubfx x0, x1, #3, #4",
                "0x0        | 9a9f37e0 | cset x0, cs",
                "0x0        | fa450803 | ccmp x0, #0x5, #0x3, eq",
                "0x0        | d5384100 | mrs x0, sp_el0",
                "0x0        | d539f200 | mrs x0, s3_1_c15_c2_0",
                "0x0        | d50342df | msr daifset, #0x2",
                "0x0        | b820003f | stadd w0, [x1]",
                "0x0        | 48207c82 | casp x0, x1, x2, x3, [x4]",
                "0x0        | f9800000 | prfm pldl1keep, [x0]",
            })
    void anInstructionIsItsWord(String address, String word, String text) {
        long place = Long.decode(address);
        long value = Long.parseLong(word, 16);
        assertEquals(word, "%08x".formatted(Asm.word(place, text)), text);
        String printed = Asm.text(value, place).replaceAll("\\s*//.*", "").replace('\t', ' ');
        assertEquals(text, target(printed, text), word);
    }

    /**
     * The printed text, with the {@code 0x} before a target that assembler needs and objdump leaves
     * out.
     */
    private static String target(String printed, String text) {
        int last = Math.max(text.lastIndexOf(' '), 0) + 1;
        boolean isTarget = text.startsWith("0x", last);
        return isTarget && !printed.equals(text)
                ? printed.substring(0, last) + "0x" + printed.substring(last)
                : printed;
    }

    @Test
    void objdumpsRemarksStandBehind() {
        assertEquals("b.cs\t8  // b.hs, b.nlast", Asm.text(0x54000042, 0));
        assertEquals("b.eq\t8  // b.none", Asm.text(0x54000040, 0));
        assertEquals("b.vs\t8", Asm.text(0x54000046, 0));
        assertEquals("csel\tx0, x1, x2, cs\t// cs = hs, nlast", Asm.text(0x9a822020L, 0));
        assertEquals("mov\tw0, #0x1                   \t// #1", Asm.text(0x52800020, 0));
        assertEquals("mov\tx0, #0xfffffffffffffffe    \t// #-2", Asm.text(0x92800020L, 0));
        assertEquals(".inst\t0xffffffff ; undefined", Asm.text(0xffffffffL, 0));
    }

    @Test
    void theSetHasItsRelocations() {
        assertEquals("arm64", Arm64.ISA.name());
        assertEquals(new Isa.Listing("elf64-arm64", false, true), Arm64.ISA.listing());
        assertEquals(Optional.of(Arm64Fixups.CALL26), Arm64.ISA.fixup(283));
        assertEquals(Optional.empty(), Arm64.ISA.fixup(9999));
        assertEquals(Arm64Fixups.CALL26, Arm64.ISA.callFixup());
        assertEquals(Arm64Fixups.JUMP26, Arm64.ISA.jumpFixup());
        assertTrue(Arm64.ISA.isRegister("x3") && Arm64.ISA.isRegister("wzr"));
        assertFalse(Arm64.ISA.isRegister("x32") || Arm64.ISA.isRegister("r3"));
    }
}
