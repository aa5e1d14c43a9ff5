// What is peculiar to objdump's way of showing code. Made and shown with binutils 2.40:
//   aarch64-linux-gnu-as -o labels.o labels.s && aarch64-linux-gnu-ld -N -Ttext=0x400000 -e start -o labels.elf labels.o
//   for f in labels.o labels.elf; do aarch64-linux-gnu-objdump -d $f > $f.objdump; done
        .text
        nop
        b       1f                      // to a place before the first label, and behind it
        .globl  start
        .type   start, %function
start:
alias:
        bl      inner
        bl      outside
        adrp    x0, value
1:      b       start - 8
        .zero   12                      // shown as ...
        .word   0xd503201f
        .byte   1, 2, 3
        .hword  0x1234
        .byte   5
        .zero   2
inner:
        ret
        .type   table, %object
table:
        .word   7
        .zero   7
        .byte   9
        .balign 4
last:
        cbz     x0, last
        .zero   16

        .section .text.far, "ax"
outside:
        bl      inner
        bl      missing
        b       outside + 4
        .weak   missing

        .data
value:
        .quad   1
