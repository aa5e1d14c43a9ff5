# Runs the cases of cases.bin one after another on the machine it is started on, and writes what each did to results.bin.
#
#   case     words      8 x 4     code, put at 0x500000; what leaves it at its end, at 0x500020, is done
#            registers 167 x 8    r0 .. r31, cr, xer, lr, ctr, tar, fpscr, vscr, vs0 .. vs63 (the left half first)
#            memory    256        put at 0x600f80, so that a page border is in its middle
#   result   registers 167 x 8
#            memory    256
#
# Linked so:  ld -z norelro --section-start=.text=0x400000 --section-start=.slot=0x500000 --section-start=.buffer=0x600f80

        .abiversion 2
        .equ    WORDS, 32
        .equ    REGISTERS, 167 * 8
        .equ    STATUS, 37 * 8          # of fpscr, then vscr
        .equ    VECTORS, 39 * 8
        .equ    MEMORY, 256
        .equ    CASE, WORDS + REGISTERS + MEMORY

        .macro  address register, symbol
        lis     \register, \symbol@ha
        addi    \register, \register, \symbol@l
        .endm

        .macro  each operation, base    # for all vector-scalar registers; uses r5
        .altmacro
        .set    n, 0
        .rept   64
        addi    5, \base, VECTORS + 16 * n
        one     \operation, %n
        .set    n, n + 1
        .endr
        .noaltmacro
        .endm

        .macro  one operation, number
        \operation \number, 0, 5
        .endm

        .macro  call number
        li      0, \number
        sc
        .endm

        .text
        .global _start
_start:
        li      3, -100                 # AT_FDCWD
        address 4, input
        li      5, 0                    # O_RDONLY
        li      6, 0
        call    286                     # openat
        address 31, control
        std     3, 0(31)
        li      3, -100
        address 4, name
        li      5, 0x241                # O_WRONLY | O_CREAT | O_TRUNC
        li      6, 0x180
        call    286
        std     3, 8(31)

next:   address 31, control
        ld      3, 0(31)
        address 4, case
        li      5, CASE
        call    3                       # read
        cmpdi   3, CASE
        bne     done

        address 3, case
        address 4, slot
        li      5, WORDS / 8
        bl      copy
        address 4, slot
        dcbst   0, 4
        sync
        icbi    0, 4
        sync
        isync
        address 3, case + WORDS + REGISTERS
        address 4, buffer
        li      5, MEMORY / 8
        bl      copy

        address 4, control
        stdcx.  4, 0, 4                 # gives up a reservation
        address 31, case + WORDS
        ld      3, 32 * 8(31)
        mtcr    3
        ld      3, 33 * 8(31)
        mtxer   3
        ld      3, 34 * 8(31)
        mtlr    3
        ld      3, 35 * 8(31)
        mtctr   3
        ld      3, 36 * 8(31)
        mttar   3
        lfd     0, STATUS(31)
        mtfsf   255, 0, 1, 0
        ld      3, STATUS + 8(31)
        mtvsrdd 32, 0, 3
        mtvscr  0
        each    lxvd2x, 31
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        ld      \n, \n * 8(31)
        .endr
        b       slot

save:   pstd    31, (result + 31 * 8)@pcrel     # the only store that needs no register to be reached
        address 31, result
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
        std     \n, \n * 8(31)
        .endr
        each    stxvd2x, 31
        mffs    0
        stfd    0, STATUS(31)
        mfvscr  0
        mfvsrld 3, 32
        std     3, STATUS + 8(31)
        mfcr    3
        std     3, 32 * 8(31)
        mfxer   3
        std     3, 33 * 8(31)
        mflr    3
        std     3, 34 * 8(31)
        mfctr   3
        std     3, 35 * 8(31)
        mftar   3
        std     3, 36 * 8(31)
        address 3, buffer
        address 4, result + REGISTERS
        li      5, MEMORY / 8
        bl      copy
        address 31, control
        ld      3, 8(31)
        address 4, result
        li      5, REGISTERS + MEMORY
        call    4                       # write
        b       next

done:   li      3, 0
        call    1                       # exit

copy:   mtctr   5
1:      ld      6, 0(3)
        std     6, 0(4)
        addi    3, 3, 8
        addi    4, 4, 8
        bdnz    1b
        blr

input:  .asciz  "cases.bin"
name:   .asciz  "results.bin"

        .section .slot, "awx"
        .balign 64
slot:   .skip   WORDS
        b       save

        .section .buffer, "aw"
buffer: .skip   MEMORY

        .data
        .balign 16
control:
        .quad   0, 0
case:   .skip   CASE
result: .skip   REGISTERS + MEMORY
