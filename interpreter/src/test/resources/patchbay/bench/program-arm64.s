// x0: rounds, x1: 64 KiB of memory. What a kernel's small functions do: hash, sort, copy, call, count.
main:
stp x29, x30, [sp, #-48]!
mov x29, sp
stp x19, x20, [sp, #16]
str x21, [sp, #32]
mov x19, x0
mov x20, x1
mov x21, #0
round:
mov x0, x20
eor x1, x21, x19
bl fill
mov x0, x20
mov w1, #48
bl sort
mov x0, x20
mov w1, #512
mov w2, w21
bl checksum
eor x21, x21, x0
add x0, x20, #1, lsl #12
mov x1, x20
bl copy
mov x0, x20
bl weigh
add x21, x21, x0
mov w0, #9
bl fibonacci
eor x21, x21, x0, ror #7
subs x19, x19, #1
b.ne round
mov x0, x21
ldr x21, [sp, #32]
ldp x19, x20, [sp, #16]
ldp x29, x30, [sp], #48
ret

// 256 words of a linear congruence, a zero byte behind them
fill:
mov x2, #0x4e6d
movk x2, #0x41c6, lsl #16
mov w3, #256
fill_more:
mul w1, w1, w2
add w1, w1, #0x3, lsl #12
orr w4, w1, #0x1010101
str w4, [x0], #4
sub w3, w3, #1
cbnz w3, fill_more
strb wzr, [x0]
ret

// insertion sort of w1 words at x0, unsigned
sort:
mov w2, #1
sort_next:
ldr w3, [x0, w2, uxtw #2]
mov w4, w2
sort_down:
sub w5, w4, #1
ldr w6, [x0, w5, uxtw #2]
cmp w6, w3
b.ls sort_place
str w6, [x0, w4, uxtw #2]
mov w4, w5
cbnz w4, sort_down
sort_place:
str w3, [x0, w4, uxtw #2]
add w2, w2, #1
cmp w2, w1
b.cc sort_next
ret

// a sum over w1 bytes at x0, mixed bit by bit at every eighth
checksum:
mvn w2, w2
mov w5, #0x8320
movk w5, #0xedb8, lsl #16
checksum_byte:
ldrb w3, [x0], #1
eor w2, w2, w3
ror w2, w2, #5
tst w1, #7
b.ne checksum_go
mov w4, #8
checksum_bit:
lsr w6, w2, #1
eor w7, w6, w5
tst w2, #1
csel w2, w7, w6, ne
subs w4, w4, #1
b.ne checksum_bit
checksum_go:
subs w1, w1, #1
b.ne checksum_byte
mvn w0, w2
ret

// a string from x1 to x0
copy:
ldrb w2, [x1], #1
strb w2, [x0], #1
cbnz w2, copy
ret

// pairs of words at x0: counts bits, fields and signs
weigh:
mov x1, #0
mov w2, #64
weigh_pair:
ldp x3, x4, [x0], #16
ubfx x5, x3, #9, #11
sxtw x6, w4
cmp x5, x6
cinc x1, x1, gt
tbz w3, #4, weigh_even
madd x1, x5, x4, x1
b weigh_on
weigh_even:
bic x6, x4, x3, lsl #3
sub x1, x1, x6, asr #2
weigh_on:
sub w2, w2, #1
cbnz w2, weigh_pair
mov x0, x1
ret

fibonacci:
cmp w0, #1
b.gt fibonacci_deeper
ret
fibonacci_deeper:
stp x29, x30, [sp, #-32]!
mov x29, sp
stp x19, x20, [sp, #16]
mov w19, w0
sub w0, w19, #1
bl fibonacci
mov w20, w0
sub w0, w19, #2
bl fibonacci
add w0, w0, w20
ldp x19, x20, [sp, #16]
ldp x29, x30, [sp], #32
ret
