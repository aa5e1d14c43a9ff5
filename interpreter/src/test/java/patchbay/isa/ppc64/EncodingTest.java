package patchbay.isa.ppc64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import patchbay.isa.Explanation;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.isa.IsaRefusal;

/**
 * Instructions and their words. The words were made with GNU as 2.40, {@code
 * powerpc64le-linux-gnu-as -mpower10 -mregnames}, and read back with {@code
 * powerpc64le-linux-gnu-objdump -d -Mpower10}.
 */
class EncodingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "49fffffc | b 0x11fffffc | b 11fffffc",
                "4bfffffc | b .-4 | b ffffffc",
                "4a000000 | b .-0x2000000 | b e000000",
                "48000103 | bla 0x100 | bla 100",
                "48000009 | bl .+8 | bl 10000008",
                "4182fffc | beq .-4 | beq ffffffc",
                "40c20008 | bne- 0,.+8 | bne- 10000008",
                "41860010 | beq cr1,.+16 | beq cr1,10000010",
                "42000010 | bdnz .+16 | bdnz 10000010",
                "429f0005 | bcl 20,31,.+4 | bcl 20,4*cr7+so,10000004",
                "4e800020 | blr | blr",
                "4e800421 | bctrl | bctrl",
                "4c860420 | bnectr cr1 | bnectr cr1",
                "4d820020 | beqlr | beqlr",
                "7d8903a6 | mtctr r12 | mtctr r12",
                "7c0802a6 | mflr 0 | mflr r0",
                "7c6042a6 | mfvrsave r3 | mfvrsave r3",
                "7c64e3a6 | mtspr 900,3 | mtspr 900,r3",
                "7c7043a6 | mtsprg 0,r3 | mtsprg 0,r3",
                "38600005 | li r3,5 | li r3,5",
                "3860ffff | li 3,-1 | li r3,-1",
                "3d80c000 | lis r12,0xc000 | lis r12,-16384",
                "618c00b5 | ori r12,r12,0xb5 | ori r12,r12,181",
                "798c07c6 | sldi r12,r12,32 | sldi r12,r12,32",
                "60000000 | nop | nop",
                "60420000 | ori r2,r2,0 | ori r2,r2,0",
                "f8410018 | std r2,24(r1) | std r2,24(r1)",
                "e98b0020 | ld 12,32(11) | ld r12,32(r11)",
                "f821ffe1 | stdu r1,-32(r1) | stdu r1,-32(r1)",
                "3c4c0002 | addis r2,r12,2 | addis r2,r12,2",
                "7c426214 | add r2,r2,r12 | add r2,r2,r12",
                "7c632850 | sub r3,r5,r3 | subf r3,r3,r5",
                "7fe00008 | trap | trap",
                "7f0c1088 | tdne r12,r2 | tdne r12,r2",
                "7c0004ac | sync | hwsync",
                "7c2004ac | lwsync | lwsync",
                "4c00012c | isync | isync",
                "7c00206c | dcbst 0,r4 | dcbst 0,r4",
                "7c601828 | lwarx r3,0,r3 | lwarx r3,0,r3",
                "7c60212d | stwcx. r3,0,r4 | stwcx. r3,0,r4",
                "2c030005 | cmpwi 3,5 | cmpwi r3,5",
                "2ca30005 | cmpdi cr1,r3,5 | cmpdi cr1,r3,5",
                "7ca32040 | cmpl 1,1,3,4 | cmpld cr1,r3,r4",
                "4cc63182 | crclr 4*cr1+eq | crclr 4*cr1+eq",
                "5463103a | slwi r3,r3,2 | slwi r3,r3,2",
                "5463f0be | srwi r3,r3,2 | srwi r3,r3,2",
                "7c64281e | isellt r3,r4,r5 | isellt r3,r4,r5",
                "7c64295e | isel r3,r4,r5,4*cr1+gt | isel r3,r4,r5,4*cr1+gt",
                "7c832378 | mr r3,r4 | mr r3,r4",
                "78833104 | extldi r3,r4,5,6 | rldicr r3,r4,6,4",
                "78835ee0 | extrdi r3,r4,5,6 | rldicl r3,r4,11,59",
                "7883a98e | insrdi r3,r4,5,6 | rldimi r3,r4,53,6",
                "7883d802 | rotrdi r3,r4,5 | rotldi r3,r4,59",
                "788330c8 | clrlsldi r3,r4,9,6 | rldic r3,r4,6,3",
                "54833008 | extlwi r3,r4,5,6 | rlwinm r3,r4,6,0,4",
                "54835efe | extrwi r3,r4,5,6 | rlwinm r3,r4,11,27,31",
                "5083d194 | inslwi r3,r4,5,6 | rlwimi r3,r4,26,6,10",
                "5083a994 | insrwi r3,r4,5,6 | rlwimi r3,r4,21,6,10",
                "5483d83e | rotrwi r3,r4,5 | rotlwi r3,r4,27",
                "548330f2 | clrlslwi r3,r4,9,6 | rlwinm r3,r4,6,3,25",
                "788306a4 | clrrdi r3,r4,5 | clrrdi r3,r4,5",
                "54830034 | clrrwi r3,r4,5 | clrrwi r3,r4,5",
                "78830000 | rotrdi r3,r4,0 | rotldi r3,r4,0",
                "5483083e | rotrwi r3,r4,31 | rotlwi r3,r4,1",
                "3864fffb | subi r3,r4,5 | addi r3,r4,-5",
                "4c66edc4 | subpcis r3,4660 | addpcis r3,-4660",
                "7c7242a6 | mfsprg2 r3 | mfsprg r3,2",
                "7ff343a6 | mtsprg3 r31 | mtsprg 3,r31",
                "3c640001 | subis r3,r4,-1 | addis r3,r4,1",
                "30648000 | subic r3,r4,32768 | addic r3,r4,-32768",
                "7883f802 | rotldi r3,r4,63 | rotldi r3,r4,63",
            })
    void anInstructionIsItsWord(String word, String text, String printed) {
        long place = 0x10000000;
        long value = Long.parseLong(word, 16);
        assertEquals(printed, Asm.text(value, place).replaceAll(" +", " "));
        assertEquals(List.of(value), Asm.words(place, Map.of(), text), text);
    }

    @Test
    void aPrefixComesFirst() {
        assertEquals(List.of(0x04000000L, 0xe4640008L), Asm.words(0, Map.of(), "pld r3,8(r4)"));
        assertEquals(
                List.of(0x06100000L, 0x386000f8L), Asm.words(8, Map.of("x", 0x100L), "pla 3,x"));
        assertEquals(
                List.of(0x04100000L, 0xe46000f8L),
                Asm.words(8, Map.of("x", 0x100L), "pld 3,x@pcrel"));
        assertEquals("pld     r12,32\t# 40", Asm.text(0x04100000_e5800020L, 0x20));
        Insn insn = Ppc64.ISA.decode(Asm.bytes(0x06000000_38600005L), 0, 0);
        assertEquals("pli r3,5", insn.text());
        assertEquals(8, insn.length());
    }

    @Test
    void anInstructionDoesNotLieAcrossABlockOf64Bytes() {
        assertEquals(
                List.of(0x60000000L, 0x04000000L, 0xe4640008L, 0x4bfffff8L),
                Asm.words(0x3c, Map.of(), "a: pld r3,8(r4)", "b a"));
        assertEquals(List.of(0x04000000L, 0xe4640008L), Asm.words(0x38, Map.of(), "pld r3,8(r4)"));
    }

    @Test
    void aPrefixWithoutItsSuffixStandsAlone() {
        assertEquals(".long 0x6000000", Asm.text(0x06000000L, 0));
        assertEquals(4, Ppc64.ISA.decode(Asm.bytes(0x06000000_48000000L), 0, 0).length());
        assertEquals(4, Ppc64.ISA.length(Asm.bytes(0x06000000_48000000L), 0));
    }

    @Test
    void aNumberCanBeAPartOfAnother() {
        Map<String, Long> symbols = Map.of("x", 0xc00000000123_89abL, ".TOC.", 0xc000000001240000L);
        assertEquals(
                List.of(0x3c600124L, 0x386389abL),
                Asm.words(0, symbols, "lis r3,x@ha", "addi r3,r3,x@l"));
        assertEquals(List.of(0x3c620000L), Asm.words(0, symbols, "addis 3,2,x@toc@ha"));
        assertEquals(List.of(0xe86289a8L), Asm.words(0, symbols, "ld 3,(x-3)@toc@l(2)"));
        assertEquals(
                List.of(0x3c60c000L, 0x60630000L),
                Asm.words(0, symbols, "lis 3,x@highest", "ori 3,3,x@higher"));
    }

    /** The words are those of powerpc64le-linux-gnu-as 2.40. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extlwi 3,4,5,6   | 54833008",
                "extlwi. 3,4,5,6  | 54833009",
                "extrwi 3,4,5,6   | 54835efe",
                "inslwi 3,4,5,6   | 5083d194",
                "insrwi 3,4,5,6   | 5083a994",
                "clrlslwi 3,4,6,5 | 54832874",
                "extldi. 3,4,5,6  | 78833105",
                "extrdi 3,4,5,6   | 78835ee0",
                "insrdi 3,4,5,6   | 7883a98e",
                "clrlsldi 3,4,6,5 | 78832848"
            })
    void twoNumbersSayWhichBitsARotationTakes(String text, String word) {
        assertEquals(List.of(Long.parseLong(word, 16)), Asm.words(0, Map.of(), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"extlwi 3,4,0,6", "insrwi 3,4,30,6", "clrlsldi 3,4,5,6", "extrdi 3,4,65,0"})
    void bitsThatARegisterHasNotAreRefused(String text) {
        assertTrue(Asm.refusals(text).getFirst() instanceof IsaRefusal.DoesNotFit, text);
    }

    @Test
    void commentsAndNumbersAreReadAsGnuReadsThem() {
        assertEquals(
                List.of(0x60000000L, 0x12345678L, 0x48000000L),
                Asm.words(
                        0,
                        Map.of("bar#2", 8L),
                        "# all of it",
                        "nop # the rest",
                        ".word 0x5678, 0x1234 // two halves",
                        "b bar#2"));
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsLimits() {
        IsaRefusal far = Asm.refusals("bl 0x2000000").getFirst();
        assertTrue(far instanceof IsaRefusal.OutOfReach, far.toString());
        IsaRefusal opposite = Asm.refusals("subi r3,r4,32769").getFirst();
        assertTrue(
                opposite instanceof IsaRefusal.DoesNotFit a
                        && a.value() == 32769
                        && a.allowed().equals("-32767 .. 32768"),
                opposite.toString());
        IsaRefusal odd = Asm.refusals("ld r3,2(r4)").getFirst();
        assertTrue(odd instanceof IsaRefusal.DoesNotFit, odd.toString());
        IsaRefusal unknown = Asm.refusals("ldd r3,8(r4)").getFirst();
        assertTrue(unknown instanceof IsaRefusal.UnknownInstruction, unknown.toString());
    }

    @Test
    void everyBitIsExplained() {
        Explanation explained = Ppc64.ISA.explain(Asm.bytes(0xf8410018L), 0, 0);
        assertEquals("std r2,24(r1)", explained.text().replaceAll(" +", " "));
        int bits = 0;
        for (Explanation.FieldValue field : explained.fields()) {
            bits += field.high() - field.low() + 1;
        }
        assertEquals(32, bits);
    }

    @ParameterizedTest
    @CsvSource({
        "ba 0x1fffffc, 49fffffe",
        "ba -0x2000000, 4a000002",
        "ba 0xfe000000, 4a000002",
        "beqa 0x7ffc, 41827ffe",
        "beqa -0x8000, 41828002",
        "ba 0x2000000, ''",
        "ba 0xfdfffffc, ''",
        "beqa 0x8000, ''",
        "ba 2, ''",
        "b .+2, ''"
    })
    void aTargetMayBeAnAddressNearToZero(String line, String word) {
        if (word.isEmpty()) {
            IsaRefusal why = Asm.refusals(line).getFirst();
            assertTrue(
                    why instanceof IsaRefusal.OutOfReach || why instanceof IsaRefusal.DoesNotFit,
                    why.toString());
        } else {
            assertEquals(List.of(Long.parseLong(word, 16)), Asm.words(0, Map.of(), line));
        }
    }

    @Test
    void theSetHasItsRelocations() {
        assertEquals("ppc64le", Ppc64.ISA.name());
        assertEquals(new Isa.Listing("elf64-powerpcle", true, false), Ppc64.ISA.listing());
        assertEquals(Optional.of(Ppc64Fixups.REL24), Ppc64.ISA.fixup(10));
        assertEquals(Optional.empty(), Ppc64.ISA.fixup(9999));
        assertEquals(Ppc64Fixups.REL24, Ppc64.ISA.callFixup());
        assertEquals(Ppc64Fixups.REL24, Ppc64.ISA.jumpFixup());
        assertTrue(Ppc64.ISA.isRegister("r3") && Ppc64.ISA.isRegister("cr7"));
        assertFalse(Ppc64.ISA.isRegister("r32") || Ppc64.ISA.isRegister("x3"));
    }

    @Test
    void aDistanceReachesEightGibibytes() {
        String last = "x = .+0x1ffffffff; pla r3,x";
        assertEquals(List.of(0x0611ffffL, 0x3860ffffL), Asm.words(0x40, Map.of(), last));
        String first = "x = .-0x200000000; pla r3,x";
        assertEquals(List.of(0x06120000L, 0x38600000L), Asm.words(0x40, Map.of(), first));
        for (String beyond :
                List.of("x = .+0x200000000; pla r3,x", "x = .-0x200000001; pla r3,x")) {
            assertTrue(
                    Asm.refusals(beyond).getFirst() instanceof IsaRefusal.OutOfReach far
                            && far.lowest() == -0x200000000L
                            && far.highest() == 0x1ffffffffL
                            && far.what().equals("pla"),
                    beyond);
        }
    }

    @Test
    void aPartNeedsWhatItIsAPartOf() {
        assertTrue(
                Asm.refusals("x = 8; addis 3,2,x@toc@ha").getFirst()
                        instanceof IsaRefusal.UnknownSymbol);
        assertTrue(
                Asm.refusals("x = 8; addis 3,2,x@none").getFirst()
                        instanceof IsaRefusal.WrongOperand);
    }
}
