# Code as compilers leave it for ppc64le: two entry points, calls to symbols and to sections, a TOC, prefixes, vectors, data between.
#
#   powerpc64le-linux-gnu-as -mpower10 -o labels-ppc64le.o labels-ppc64le.s
#   powerpc64le-linux-gnu-ld -N -Ttext=0x10000 -e first -o labels-ppc64le.elf labels-ppc64le.o --defsym=elsewhere=0x20000
#   powerpc64le-linux-gnu-objdump -d FILE > FILE.objdump          (binutils 2.40)

        .abiversion 2
        .text
        .globl  first, second
        .type   first, @function
first:
0:      addis   2, 12, .TOC. - 0b@ha
        addi    2, 2, .TOC. - 0b@l
        .localentry first, . - first
        mflr    0
        std     0, 16(1)
        stdu    1, -32(1)
        bl      second
        nop
        bl      elsewhere
        ld      2, 24(1)
        cmpwi   cr7, 3, 0
        beq+    cr7, inner
        bne-    cr1, first
inner:  addi    1, 1, 32
        bdnz    inner
        ld      0, 16(1)
        mtlr    0
        blr
        .size   first, . - first
        .type   second, @function
second: pld     3, table@pcrel
        lxvd2x  0, 0, 3
        vpermxor 1, 2, 3, 4
        xxswapd 32, 0
        fmadd.  1, 2, 3, 4
        rldicl  3, 4, 5, 6
        mtspr   815, 3
        .long   0
        .long   0xffffffff
        b       second + 8
        trap
        blr
        .size   second, . - second
        .align  4
table:  .quad   0x1122334455667788
        .section .init.text, "ax"
start:  bl      first
        b       start
