sub sp, sp, #64
str x0, [sp, #0]
str x1, [sp, #8]
stp xzr, xzr, [sp, #16]
stp xzr, xzr, [sp, #32]
stp xzr, xzr, [sp, #48]
mov x2, #74
mov x3, #111
mov x4, #148
mov x5, #185
mov x6, #222
mov x7, #259
mov x8, #296
mov x9, #333
str x6, [sp, #8]
ldr x9, [sp, #8]
clz x6, x1
sub w9, w1, #506
sub w3, w0, #1090
and x8, x1, #0xff00ff00ff00ff
orr w9, w9, w3
sub w9, w3, #3502
adds w9, w7, w5
cmp x9, x4
adds w4, w9, w1
lsl x5, x2, #2
str x5, [sp, #56]
eor x1, x4, x7, lsl #2
adds w4, w6, w5
lsl x9, x1, #7
and x3, x6, #0xff00ff00ff00ff
adds w6, w8, w4
csel x6, x5, x6, lt
lsl x2, x3, #16
csel x4, x0, x2, lt
str x8, [sp, #48]
rev w6, w6
sub w3, w1, #3609
str x0, [sp, #16]
orr w5, w9, w0
rev w2, w4
orr w7, w7, w7
and x1, x5, #0xff00ff00ff00ff
add x3, x8, x5
ubfx x1, x4, #30, #7
ldr x3, [sp, #24]
madd x3, x6, x3, x6
ldr x0, [sp, #24]
ldr x7, [sp, #8]
cmp x3, x5
cset w5, hi
cset w2, hi
adds w6, w1, w2
and x9, x7, #0xff00ff00ff00ff
and x8, x8, #0xff00ff00ff00ff
and x6, x3, #0xff00ff00ff00ff
ubfx x8, x3, #9, #7
and x0, x5, #0xff00ff00ff00ff
and x8, x8, #0xff00ff00ff00ff
add x2, x2, x2
sub w5, w8, #3952
sub w3, w3, #345
adds w8, w0, w1
csel x7, x8, x8, lt
csel x8, x3, x7, lt
rev w7, w5
madd x4, x1, x2, x1
and x7, x3, #0xff00ff00ff00ff
lsl x3, x2, #11
madd x5, x5, x1, x5
adds w7, w0, w6
eor x1, x3, x1, lsl #9
sub w2, w4, #3459
rev w2, w8
eor x4, x0, x2, lsl #29
csel x0, x1, x4, lt
eor x4, x1, x7, lsl #11
csel x9, x2, x0, lt
csel x0, x2, x3, lt
madd x4, x7, x8, x7
add x4, x0, x0
cset w3, hi
rev w8, w4
and x6, x5, #0xff00ff00ff00ff
csel x6, x2, x0, lt
ubfx x9, x3, #15, #7
lsl x4, x7, #12
str x0, [sp, #16]
add x5, x6, x1
cmp x0, x1
and x6, x9, #0xff00ff00ff00ff
ubfx x3, x1, #22, #7
str x2, [sp, #48]
and x8, x8, #0xff00ff00ff00ff
eor x0, x0, x2, lsl #4
adds w8, w0, w0
add x7, x1, x8
cset w4, hi
add sp, sp, #64
ret
