// Runs the cases of cases.bin one after another on the machine it is started on, and writes what each did to results.bin.
//
//   case     words      8 x 4     code, put at 0x500000; what leaves it at its end, at 0x500020, is done
//            registers 33 x 8     x0 .. x30, sp, nzcv (bits 31:28)
//            memory    256        put at 0x600f80, so that a page border is in its middle
//   result   registers 33 x 8
//            memory    256
//
// Linked so:  ld -z norelro --section-start=.text=0x400000 --section-start=.slot=0x500000 --section-start=.buffer=0x600f80
//                --section-start=.cases=0x700000

        .equ    WORDS, 32
        .equ    REGISTERS, 33 * 8
        .equ    MEMORY, 256
        .equ    CASE, WORDS + REGISTERS + MEMORY

        .text
        .global _start
_start:
        mov     x0, #-100               // AT_FDCWD
        adr     x1, name
        mov     x2, #0x241              // O_WRONLY | O_CREAT | O_TRUNC
        mov     x3, #0600
        mov     x8, #56                 // openat
        svc     #0
        ldr     x1, =control
        ldr     x2, =cases
        stp     x0, x2, [x1]            // file, next case

next:   ldr     x20, =control
        ldr     x19, [x20, #8]
        ldr     x1, =end
        cmp     x19, x1
        b.hs    done
        add     x2, x19, #CASE
        str     x2, [x20, #8]

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
        ldp     x1, x2, [x0, #31 * 8]
        mov     sp, x1
        msr     nzcv, x2
        ldp     x1, x2, [x0, #8]
        ldp     x3, x4, [x0, #24]
        ldp     x5, x6, [x0, #40]
        ldp     x7, x8, [x0, #56]
        ldp     x9, x10, [x0, #72]
        ldp     x11, x12, [x0, #88]
        ldp     x13, x14, [x0, #104]
        ldp     x15, x16, [x0, #120]
        ldp     x17, x18, [x0, #136]
        ldp     x19, x20, [x0, #152]
        ldp     x21, x22, [x0, #168]
        ldp     x23, x24, [x0, #184]
        ldp     x25, x26, [x0, #200]
        ldp     x27, x28, [x0, #216]
        ldp     x29, x30, [x0, #232]
        ldr     x0, [x0]
        b       slot

save:   msr     tpidr_el0, x0           // the only place that needs no register to be reached
        ldr     x0, =result
        stp     x1, x2, [x0, #8]
        stp     x3, x4, [x0, #24]
        stp     x5, x6, [x0, #40]
        stp     x7, x8, [x0, #56]
        stp     x9, x10, [x0, #72]
        stp     x11, x12, [x0, #88]
        stp     x13, x14, [x0, #104]
        stp     x15, x16, [x0, #120]
        stp     x17, x18, [x0, #136]
        stp     x19, x20, [x0, #152]
        stp     x21, x22, [x0, #168]
        stp     x23, x24, [x0, #184]
        stp     x25, x26, [x0, #200]
        stp     x27, x28, [x0, #216]
        stp     x29, x30, [x0, #232]
        mrs     x1, tpidr_el0
        str     x1, [x0]
        mov     x1, sp
        mrs     x2, nzcv
        stp     x1, x2, [x0, #31 * 8]

        add     x2, x0, #REGISTERS
        ldr     x3, =buffer
        mov     x4, #MEMORY / 16
1:      ldp     x5, x6, [x3], #16
        stp     x5, x6, [x2], #16
        subs    x4, x4, #1
        b.ne    1b

        ldr     x1, =control
        ldr     x0, [x1]
        ldr     x1, =result
        mov     x2, #REGISTERS + MEMORY
        mov     x8, #64                 // write
        svc     #0
        b       next

done:   mov     x0, #0
        mov     x8, #93                 // exit
        svc     #0

name:   .asciz  "results.bin"
        .balign 8
        .ltorg

        .section .slot, "awx"
slot:   .skip   WORDS
        b       save

        .section .buffer, "aw"
buffer: .skip   MEMORY

        .section .cases, "a"
cases:  .incbin "cases.bin"
end:
        .data
        .balign 16
control:
        .quad   0, 0
result: .skip   REGISTERS + MEMORY
