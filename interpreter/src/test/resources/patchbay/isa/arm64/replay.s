// Runs the cases of cases.bin one after another on the machine it is started on, and writes what each did to results.bin.
//
//   case     words      8 x 4     code, put at 0x500000; what leaves it at its end, at 0x500020, is done
//            registers 99 x 8     x0 .. x30, sp, nzcv (bits 3:0), fpcr, fpsr, v0 .. v31
//            memory    256        put at 0x600f80, so that a page border is in its middle
//   result   registers 99 x 8
//            memory    256
//
// Linked so:  ld -z norelro --section-start=.text=0x400000 --section-start=.slot=0x500000 --section-start=.buffer=0x600f80

        .equ    WORDS, 32
        .equ    GENERAL, 35 * 8
        .equ    REGISTERS, GENERAL + 32 * 16
        .equ    MEMORY, 256
        .equ    CASE, WORDS + REGISTERS + MEMORY

        .macro  open name, flags        // leaves the file in x0
        mov     x0, #-100               // AT_FDCWD
        adr     x1, \name
        mov     x2, #\flags
        mov     x3, #0600
        mov     x8, #56                 // openat
        svc     #0
        .endm

        .macro  general verb            // x1 .. x30 where x0 says
        \verb    x1, x2, [x0, #8]
        \verb    x3, x4, [x0, #24]
        \verb    x5, x6, [x0, #40]
        \verb    x7, x8, [x0, #56]
        \verb    x9, x10, [x0, #72]
        \verb    x11, x12, [x0, #88]
        \verb    x13, x14, [x0, #104]
        \verb    x15, x16, [x0, #120]
        \verb    x17, x18, [x0, #136]
        \verb    x19, x20, [x0, #152]
        \verb    x21, x22, [x0, #168]
        \verb    x23, x24, [x0, #184]
        \verb    x25, x26, [x0, #200]
        \verb    x27, x28, [x0, #216]
        \verb    x29, x30, [x0, #232]
        .endm

        .macro  vectors verb            // v0 .. v31 where x2 says
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
        \verb    q\n, [x2, #\n * 16]
        .endr
        .endm

        .text
        .global _start
_start:
        open    cases, 0
        mov     x20, x0
        open    results, 0x241          // O_WRONLY | O_CREAT | O_TRUNC
        ldr     x1, =control
        stp     x20, x0, [x1]

next:   ldr     x1, =control
        ldr     x0, [x1]
        ldr     x1, =case
        mov     x2, #CASE
        mov     x8, #63                 // read
        svc     #0
        cmp     x0, #CASE
        b.ne    done

        ldr     x19, =case
        ldr     x1, =slot
        ldp     x2, x3, [x19], #16
        ldp     x4, x5, [x19], #16
        stp     x2, x3, [x1]
        stp     x4, x5, [x1, #16]
        dc      cvau, x1
        dsb     ish
        ic      ivau, x1
        dsb     ish
        isb

        add     x2, x19, #REGISTERS
        ldr     x3, =buffer
        mov     x4, #MEMORY / 16
1:      ldp     x5, x6, [x2], #16
        stp     x5, x6, [x3], #16
        subs    x4, x4, #1
        b.ne    1b

        clrex
        mov     x0, x19
        add     x2, x0, #GENERAL
        vectors ldr
        ldp     x1, x2, [x0, #33 * 8]
        msr     fpcr, x1
        msr     fpsr, x2
        ldp     x1, x2, [x0, #31 * 8]
        mov     sp, x1
        lsl     x2, x2, #28
        msr     nzcv, x2
        general ldp
        ldr     x0, [x0]
        b       slot

save:   msr     tpidr_el0, x0           // the only place that needs no register to be reached
        ldr     x0, =result
        general stp
        mrs     x1, tpidr_el0
        str     x1, [x0]
        mov     x1, sp
        mrs     x2, nzcv
        lsr     x2, x2, #28
        stp     x1, x2, [x0, #31 * 8]
        mrs     x1, fpcr
        mrs     x2, fpsr
        stp     x1, x2, [x0, #33 * 8]
        add     x2, x0, #GENERAL
        vectors str

        add     x2, x0, #REGISTERS
        ldr     x3, =buffer
        mov     x4, #MEMORY / 16
1:      ldp     x5, x6, [x3], #16
        stp     x5, x6, [x2], #16
        subs    x4, x4, #1
        b.ne    1b

        ldr     x1, =control
        ldr     x0, [x1, #8]
        ldr     x1, =result
        mov     x2, #REGISTERS + MEMORY
        mov     x8, #64                 // write
        svc     #0
        b       next

done:   mov     x0, #0
        mov     x8, #93                 // exit
        svc     #0

cases:  .asciz  "cases.bin"
results:
        .asciz  "results.bin"
        .balign 8
        .ltorg

        .section .slot, "awx"
slot:   .skip   WORDS
        b       save

        .section .buffer, "aw"
buffer: .skip   MEMORY

        .data
        .balign 16
control:
        .quad   0, 0                    // files of cases and of results
case:   .skip   CASE
        .balign 16
result: .skip   REGISTERS + MEMORY
