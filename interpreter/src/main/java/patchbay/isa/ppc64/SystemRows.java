package patchbay.isa.ppc64;

import static patchbay.isa.Row.alias;
import static patchbay.isa.Row.also;
import static patchbay.isa.Row.except;
import static patchbay.isa.Row.only;

import patchbay.isa.Row;
import patchbay.isa.Rows;

/**
 * Moves to and from special registers, barriers, translation, messages and transactions: opcode 31.
 */
final class SystemRows {
    // spotless:off
    private SystemRows() {}

    private static final Row.Clause ONE_FIELD = only("FXM=1 | FXM=2 | FXM=4 | FXM=8 | FXM=16 | FXM=32 | FXM=64 | FXM=128");

    /** The number of a special register has its halves exchanged. */
    private static final String SPR = "s4 s3 s2 s1 s0 spr:5";

    private static final String SPRG = "spr=8 s4=1 s3=0 s2=0";
    private static final String IBAT = "spr=16 s4=1 s3=0";
    private static final String DBAT = "spr=16 s4=1 s3=1";

    static void add(Rows t) {
        moves(t);
        barriers(t);
        translation(t);
        messages(t);
        transactions(t);
    }

    private static void moves(Rows t) {
        t.row("mfspr", "011111 RT " + SPR + " 0101010011 0", "mfspr RT,spr:s4:s3:s2:s1:s0", "Reads a special register.",
              alias("mf<spr:s4:s3:s2:s1:s0.read> RT", ""), alias("mfsprg RT,s1:s0", SPRG),
              also("mfsprg0 RT", SPRG + " s1=0 s0=0"), also("mfsprg1 RT", SPRG + " s1=0 s0=1"),
              also("mfsprg2 RT", SPRG + " s1=1 s0=0"), also("mfsprg3 RT", SPRG + " s1=1 s0=1"),
              alias("mfibatu RT,s2:s1", IBAT + " s0=0"), alias("mfibatl RT,s2:s1", IBAT + " s0=1"),
              alias("mfdbatu RT,s2:s1", DBAT + " s0=0"), alias("mfdbatl RT,s2:s1", DBAT + " s0=1"));
        t.row("mtspr", "011111 RS " + SPR + " 0111010011 0", "mtspr spr:s4:s3:s2:s1:s0,RS", "Writes a special register.",
              alias("mt<spr:s4:s3:s2:s1:s0.write> RS", ""), alias("mtsprg s1:s0,RS", SPRG),
              also("mtsprg0 RS", SPRG + " s1=0 s0=0"), also("mtsprg1 RS", SPRG + " s1=0 s0=1"),
              also("mtsprg2 RS", SPRG + " s1=1 s0=0"), also("mtsprg3 RS", SPRG + " s1=1 s0=1"),
              alias("mtibatu s2:s1,RS", IBAT + " s0=0"), alias("mtibatl s2:s1,RS", IBAT + " s0=1"),
              alias("mtdbatu s2:s1,RS", DBAT + " s0=0"), alias("mtdbatl s2:s1,RS", DBAT + " s0=1"));
        t.row("mfcr", "011111 RT 0 00000000 0 0000010011 0", "mfcr RT", "Reads the condition register.");
        t.row("mfocrf", "011111 RT 1 FXM:8 0 0000010011 0", "mfocrf RT,FXM", "Reads one field of the condition register.", ONE_FIELD);
        t.row("mtocrf", "011111 RS 1 FXM:8 0 0010010000 0", "mtocrf FXM,RS", "Writes one field of the condition register.", ONE_FIELD,
              also("mtcrf FXM,RS", ""));
        t.row("mtcrf", "011111 RS 0 FXM:8 0 0010010000 0", "mtcrf FXM,RS", "Writes fields of the condition register.",
              alias("mtcr RS", "FXM=255"));
        t.row("mfmsr", "011111 RT 00000 00000 0001010011 0", "mfmsr RT", "Reads the machine state.");
        t.row("mtmsr", "011111 RS 0000 L 00000 0010010010 0", "mtmsr RS{,L}", "Writes the low word of the machine state.");
        t.row("mtmsrd", "011111 RS 0000 L 00000 0010110010 0", "mtmsrd RS{,L}", "Writes the machine state.");
        t.row("mtsle", "011111 0000 L 00000 00000 0010010011 0", "mtsle L", "Sets what the machine state says of logs.");
        t.row("mtsrd", "011111 RS 0 SR:4 00000 0001010010 0", "mtsrd SR,RS", "Writes a segment register.");
        t.row("mtsrdin", "011111 RS 00000 RB 0001110010 0", "mtsrdin RS,RB", "Writes the segment register that RB names.");
        from(t, "mfvsrd", "mffprd", "mfvrd", "0000110011", "Copies the upper doubleword of a vector-scalar register.");
        from(t, "mfvsrwz", "mffprwz", "mfvrwz", "0001110011", "Copies the second word of a vector-scalar register.");
        to(t, "mtvsrd", "mtfprd", "mtvrd", "0010110011", "Copies to the upper doubleword of a vector-scalar register.");
        to(t, "mtvsrwa", "mtfprwa", "mtvrwa", "0011010011", "Copies a word with its sign to a vector-scalar register.");
        to(t, "mtvsrwz", "mtfprwz", "mtvrwz", "0011110011", "Copies a word to a vector-scalar register.");
        t.row("mfvsrld", "011111 S:5 RA 00000 0100110011 SX", "mfvsrld RA,XS", "Copies the lower doubleword of a vector-scalar register.");
        t.row("mtvsrdd", "011111 T:5 RA RB 0110110011 TX", "mtvsrdd XT,RA|0,RB", "Copies two registers to a vector-scalar register.");
        t.row("mtvsrws", "011111 T:5 RA 00000 0110010011 TX", "mtvsrws XT,RA", "Copies a word to every word of a vector-scalar register.");
        t.row("mfbhrbe", "011111 RT BHRBE:10 0100101110 0", "mfbhrbe RT,BHRBE", "Reads an entry of the branch history.");
        t.row("clrbhrb", "011111 00000 00000 00000 0110101110 0", "clrbhrb", "Clears the branch history.");
    }

    private static void from(Rows t, String name, String fpr, String vr, String xo, String meaning) {
        t.row(name, "011111 S:5 RA 00000 " + xo + " SX", name + " RA,XS", meaning,
              alias(fpr + " RA,S.float", "SX=0"), alias(vr + " RA,S.vector", "SX=1"));
    }

    private static void to(Rows t, String name, String fpr, String vr, String xo, String meaning) {
        t.row(name, "011111 T:5 RA 00000 " + xo + " TX", name + " XT,RA", meaning,
              alias(fpr + " T.float,RA", "TX=0"), alias(vr + " T.vector,RA", "TX=1"));
    }

    private static void barriers(Rows t) {
        t.row("sync", "011111 00 L:3 000 SC:2 00000 1001010110 0", "sync L,SC", "Orders memory accesses.",
              alias("hwsync", "L=000 SC=00"), alias("lwsync", "L=001 SC=00"), alias("ptesync", "L=010 SC=00"),
              alias("phwsync", "L=100 SC=00"), alias("plwsync", "L=101 SC=00"), alias("stcisync", "L=000 SC=10"),
              alias("stncisync", "L=001 SC=01"), alias("stsync", "L=000 SC=11"), also("sync", "L=000 SC=00"),
              also("msync", "L=000 SC=00"), except("L=011 | L=11x"));
        none(t, "eieio", "1101010110", "Orders accesses to devices.");
        t.row("wait", "011111 000 WC:2 00000 00000 0000011110 0", "wait", "Waits.", alias("waitrsv", "WC=01"),
              alias("pause_short", "WC=10"), except("WC=11"));
        none(t, "cpabort", "1101000110", "Empties the copy buffer.");
    }

    private static void translation(Rows t) {
        t.row("tlbie", "011111 RS 0 RIC:2 PRS R:1 RB 0100110010 0", "tlbie RB,RS{,RIC{,PRS{,R}}}",
              "Drops translations on all processors.");
        t.row("tlbiel", "011111 RS 0 RIC:2 PRS R:1 RB 0100010010 0", "tlbiel RB{,RS{,RIC{,PRS{,R}}}}",
              "Drops translations on this processor.");
        none(t, "tlbsync", "1000110110", "Waits until other processors have dropped translations.");
        none(t, "tlbia", "0101110010", "Drops all translations.");
        b(t, "tlbld", "1111010010", "Loads a translation of data, on old processors.");
        b(t, "tlbli", "1111110010", "Loads a translation of instructions, on old processors.");
        b(t, "slbie", "0110110010", "Drops the segment of an address.");
        t.row("slbieg", "011111 RS 00000 RB 0111010010 0", "slbieg RS,RB", "Drops a segment on all processors.");
        t.row("slbia", "011111 00 IH:3 00000 00000 0111110010 0", "slbia {IH}", "Drops all segments.");
        t.row("slbiag", "011111 RS 0000 L 00000 1101010010 0", "slbiag RS{,L}", "Drops all segments on all processors.");
        none(t, "slbsync", "0101010010", "Waits until other processors have dropped segments.");
        t.row("slbmte", "011111 RS 00000 RB 0110010010 0", "slbmte RS,RB", "Writes an entry of the segment buffer.");
        t.row("slbmfev", "011111 RT 0000 L RB 1101010011 0", "slbmfev RT,RB{,L}", "Reads half an entry of the segment buffer.");
        t.row("slbmfee", "011111 RT 0000 L RB 1110010011 0", "slbmfee RT,RB{,L}", "Reads the other half of an entry.");
        t.row("slbfee.", "011111 RT 00000 RB 1111010011 1", "slbfee. RT,RB", "Finds the entry of an address.");
        b(t, "rmieg", "1101110010", "Marks an entry of the segment buffer for reuse.");
    }

    private static void messages(Rows t) {
        b(t, "msgsnd", "0011001110", "Sends a message to another processor.");
        b(t, "msgclr", "0011101110", "Drops a message from another processor.");
        b(t, "msgsndp", "0010001110", "Sends a privileged message.");
        b(t, "msgclrp", "0010101110", "Drops a privileged message.");
        b(t, "msgsndu", "0001001110", "Sends an ultravisor message.");
        b(t, "msgclru", "0001101110", "Drops an ultravisor message.");
        none(t, "msgsync", "1101110110", "Waits for messages.");
        t.row("icswx", "011111 RS RA RB 0110010110 Rc:1", "icswx<Rc> RS,RA,RB", "Asks a coprocessor.");
        t.row("pbt.", "011111 RS RA RB 0110010100 1", "pbt. RS,RA|0,RB", "Stores to a device if it takes it.");
    }

    private static void transactions(Rows t) {
        t.row("tbegin.", "011111 0000 R:1 00000 00000 1010001110 1", "tbegin. {R}", "Begins a transaction.");
        t.row("tend.", "011111 A 0000 00000 00000 1010101110 1", "tend.", "Ends a transaction.",
              alias("tendall.", "A=1"));
        t.row("tsr.", "011111 0000 L 00000 00000 1011101110 1", "tsr. L", "Suspends or resumes a transaction.",
              alias("tsuspend.", "L=0"), alias("tresume.", "L=1"));
        t.row("tcheck", "011111 BF:3 00 00000 00000 1011001110 0", "tcheck BF", "Tells how a transaction stands.");
        t.row("tabort.", "011111 00000 RA 00000 1110001110 1", "tabort. RA", "Aborts a transaction.");
        t.row("treclaim.", "011111 00000 RA 00000 1110101110 1", "treclaim. RA", "Takes back what a transaction has done.");
        t.row("trechkpt.", "011111 00000 00000 00000 1111101110 1", "trechkpt.", "Makes a transaction's checkpoint.");
        abort(t, "tabortwc.", "1100001110", "RB", "RB", "Aborts a transaction if the words are as TO says.");
        abort(t, "tabortdc.", "1100101110", "RB", "RB", "Aborts a transaction if both are as TO says.");
        abort(t, "tabortwci.", "1101001110", "SI:5", "SI.signed", "Aborts a transaction if the word and the number are as TO says.");
        abort(t, "tabortdci.", "1101101110", "SI:5", "SI.signed", "Aborts a transaction if RA and the number are as TO says.");
    }

    private static void abort(Rows t, String name, String xo, String field, String operand, String meaning) {
        t.row(name, "011111 TO:5 RA " + field + " " + xo + " 1", name + " TO,RA," + operand, meaning);
    }

    private static void none(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 00000 00000 00000 " + xo + " 0", name, meaning);
    }

    private static void b(Rows t, String name, String xo, String meaning) {
        t.row(name, "011111 00000 00000 RB " + xo + " 0", name + " RB", meaning);
    }
    // spotless:on
}
