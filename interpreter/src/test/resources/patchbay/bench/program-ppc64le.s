// r3: rounds, r4: 64 KiB of memory. What a kernel's small functions do: hash, sort, copy, call, count.
main:
mflr r0
stdu r1,-80(r1)
std r0,72(r1)
std r29,48(r1)
std r30,56(r1)
std r31,64(r1)
mr r31,r3
mr r30,r4
li r29,0
round:
mr r3,r30
xor r4,r29,r31
bl fill
mr r3,r30
li r4,48
bl sort
mr r3,r30
li r4,512
mr r5,r29
bl checksum
xor r29,r29,r3
addi r3,r30,4096
mr r4,r30
bl copy
mr r3,r30
bl weigh
add r29,r29,r3
li r3,9
bl fibonacci
rotldi r3,r3,57
xor r29,r29,r3
addi r31,r31,-1
cmpdi r31,0
bne round
mr r3,r29
ld r0,72(r1)
ld r29,48(r1)
ld r30,56(r1)
ld r31,64(r1)
mtlr r0
addi r1,r1,80
blr

// 256 words of a linear congruence, a zero byte behind them
fill:
lis r5,0x41c6
ori r5,r5,0x4e6d
lis r8,0x101
ori r8,r8,0x101
li r6,256
mtctr r6
fill_more:
mullw r4,r4,r5
addi r4,r4,0x3039
or r7,r4,r8
stw r7,0(r3)
addi r3,r3,4
bdnz fill_more
li r7,0
stb r7,0(r3)
blr

// insertion sort of r4 words at r3, unsigned
sort:
li r5,1
sort_next:
sldi r6,r5,2
lwzx r7,r3,r6
sort_down:
addi r8,r6,-4
lwzx r9,r3,r8
cmplw r9,r7
ble sort_place
stwx r9,r3,r6
mr r6,r8
cmpdi r6,0
bne sort_down
sort_place:
stwx r7,r3,r6
addi r5,r5,1
cmpw r5,r4
blt sort_next
blr

// a sum over r4 bytes at r3, mixed bit by bit at every eighth
checksum:
nor r5,r5,r5
lis r8,-4680
ori r8,r8,0x8320
checksum_byte:
lbz r6,0(r3)
addi r3,r3,1
xor r5,r5,r6
rotlwi r5,r5,27
andi. r6,r4,7
bne checksum_go
li r7,8
checksum_bit:
srwi r9,r5,1
xor r10,r9,r8
andi. r11,r5,1
isel r5,r9,r10,eq
addi r7,r7,-1
cmpdi r7,0
bne checksum_bit
checksum_go:
addi r4,r4,-1
cmpdi r4,0
bne checksum_byte
nor r3,r5,r5
clrldi r3,r3,32
blr

// a string from r4 to r3
copy:
addi r3,r3,-1
addi r4,r4,-1
copy_more:
lbzu r5,1(r4)
stbu r5,1(r3)
cmpwi r5,0
bne copy_more
blr

// pairs of doublewords at r3: counts bits, fields and signs
weigh:
li r4,0
li r5,64
mtctr r5
weigh_pair:
ld r6,0(r3)
ld r7,8(r3)
addi r3,r3,16
rldicl r8,r6,55,53
extsw r9,r7
cmpd r8,r9
ble weigh_less
addi r4,r4,1
weigh_less:
andi. r10,r6,16
beq weigh_even
mulld r8,r8,r7
add r4,r4,r8
b weigh_on
weigh_even:
sldi r9,r6,3
andc r9,r7,r9
srdi r9,r9,2
subf r4,r9,r4
weigh_on:
bdnz weigh_pair
mr r3,r4
blr

fibonacci:
cmpwi r3,1
bgt fibonacci_deeper
blr
fibonacci_deeper:
mflr r0
stdu r1,-48(r1)
std r0,40(r1)
std r30,24(r1)
std r31,32(r1)
mr r31,r3
addi r3,r31,-1
bl fibonacci
mr r30,r3
addi r3,r31,-2
bl fibonacci
add r3,r3,r30
ld r0,40(r1)
ld r30,24(r1)
ld r31,32(r1)
mtlr r0
addi r1,r1,48
blr
