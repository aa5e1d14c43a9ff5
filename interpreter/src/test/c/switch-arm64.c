// The measure for the emulator: a switch interpreter of predecoded A64 instructions, as one writes it in C. It knows the instructions of
// program-arm64.s. Like our own it calls an observer before each instruction, computes the flags at once, and checks every access.
// usage: switch-arm64 FILE ROUNDS; says how many seconds it ran, what x0 is at the end, and how many instructions that took
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXT = 0x10000, DATA = 0x100000, DATA_SIZE = 0x10000, SP = 31, ZERO = 32, SINK = 33 };

enum {
    NEW, CONST, MOVK, ADDI, ADDI32, SUBSI, SUBSI32, ANDI, ANDSI, ANDSI32, ORRI, EORI,
    ADD, ADD32, SUB, SUB32, SUBS, SUBS32, ADD_SHIFTED, SUB_SHIFTED, AND, ORR, EOR, LOGIC_SHIFTED, NOT32,
    UBFM, UBFM32, SBFM, SBFM32, ROR32, MADD, MADD32, CSEL, CSINC, CSINC32,
    LOAD8, LOAD4, LOAD1, STORE8, STORE4, STORE1, LOAD4_INDEX, STORE4_INDEX, LOAD_PAIR, STORE_PAIR,
    B, BL, RET, BCOND, CBZ, CBNZ, CBZ32, CBNZ32, TBZ, TBNZ, UNDEFINED
};

struct insn {
    uint16_t op;
    uint16_t c;                 // a condition as the set of flags that meet it
    uint8_t d, n, m, a;
    int64_t imm;
};

typedef int (*observer)(void *context, uint64_t pc);

struct watch {
    uint64_t last[8], steps, landing;
};

// What EngineRows.Watch does.
static int watch(void *context, uint64_t pc)
{
    struct watch *w = context;
    if (pc == w->landing)
        return 0;
    w->last[w->steps++ & 7] = pc;
    return 1;
}

static uint64_t x[34];
static unsigned nzcv;
static uint8_t data[DATA_SIZE];
static struct insn *code;
static uint32_t *words;
static uint64_t text_size;

static uint64_t mask_of(unsigned width) { return width == 64 ? ~0ull : (1ull << width) - 1; }

static int64_t field(uint32_t w, int low, int width) { return (int64_t)((uint64_t)w << (64 - low - width)) >> (64 - width); }

static uint64_t bitmask(uint32_t w)
{
    unsigned n = w >> 22 & 1, immr = w >> 16 & 63, imms = w >> 10 & 63;
    unsigned length = 31 - __builtin_clz(n << 6 | (~imms & 63)), size = 1u << length;
    unsigned ones = (imms & (size - 1)) + 1, turn = immr & (size - 1);
    uint64_t element = mask_of(ones);
    if (turn)
        element = (element >> turn | element << (size - turn)) & mask_of(size);
    for (unsigned have = size; have < 64; have *= 2)
        element |= element << have;
    return element;
}

static uint16_t condition(unsigned cond)
{
    uint16_t set = 0;
    for (unsigned f = 0; f < 16; f++) {
        unsigned n = f >> 3 & 1, z = f >> 2 & 1, c = f >> 1 & 1, v = f & 1, holds = 1;
        switch (cond >> 1) {
        case 0: holds = z; break;
        case 1: holds = c; break;
        case 2: holds = n; break;
        case 3: holds = v; break;
        case 4: holds = c && !z; break;
        case 5: holds = n == v; break;
        case 6: holds = n == v && !z; break;
        }
        set |= (holds ^ (cond & 1 && cond != 15)) << f;
    }
    return set;
}

static struct insn predecode(uint32_t w, uint64_t pc)
{
    struct insn i = { UNDEFINED };
    unsigned wide = w >> 31, rd = w & 31, rn = w >> 5 & 31, rm = w >> 16 & 31;
    unsigned d = rd == 31 ? SINK : rd, n = rn == 31 ? ZERO : rn, m = rm == 31 ? ZERO : rm, t = rd == 31 ? ZERO : rd;
    i.d = d, i.n = n, i.m = m;
    if ((w & 0x1f000000) == 0x11000000) {                           // add, sub (immediate)
        int64_t imm = (w >> 10 & 0xfff) << (w >> 22 & 1) * 12;
        int subtract = w >> 30 & 1, set = w >> 29 & 1;
        i.n = rn, i.d = set ? d : rd;
        if (set && subtract)
            i.op = wide ? SUBSI : SUBSI32, i.imm = imm;
        else if (!set)
            i.op = wide ? ADDI : ADDI32, i.imm = subtract ? -imm : imm;
    } else if ((w & 0x1f800000) == 0x12000000) {                    // logical (immediate)
        unsigned kind = w >> 29 & 3;
        i.imm = bitmask(w) & mask_of(wide ? 64 : 32);
        i.d = kind == 3 ? d : rd;
        i.op = kind == 0 ? ANDI : kind == 1 ? ORRI : kind == 2 ? EORI : wide ? ANDSI : ANDSI32;
    } else if ((w & 0x1f800000) == 0x12800000) {                    // movn, movz, movk
        unsigned shift = (w >> 21 & 3) * 16, kind = w >> 29 & 3;
        uint64_t value = (uint64_t)(w >> 5 & 0xffff) << shift;
        i.op = kind == 3 ? MOVK : CONST;
        i.imm = kind == 0 ? ~value & mask_of(wide ? 64 : 32) : value;
        i.a = shift;
    } else if ((w & 0x1f800000) == 0x13000000 && (w >> 29 & 1) == 0) {      // sbfm, ubfm
        int immr = w >> 16 & 63, imms = w >> 10 & 63, size = wide ? 64 : 32;
        i.m = 63 - imms;
        i.a = imms >= immr ? 63 - imms + immr : 63 - imms - (size - immr);
        i.op = w >> 30 & 1 ? (wide ? UBFM : UBFM32) : (wide ? SBFM : SBFM32);
    } else if ((w & 0xffe00000) == 0x13800000 && rn == rm) {        // extr
        i.op = ROR32, i.a = w >> 10 & 31;
    } else if ((w & 0x1f200000) == 0x0b000000) {                    // add, sub (shifted)
        int subtract = w >> 30 & 1, set = w >> 29 & 1, amount = w >> 10 & 63;
        if (!amount)
            i.op = set ? (subtract ? (wide ? SUBS : SUBS32) : UNDEFINED) : subtract ? (wide ? SUB : SUB32) : (wide ? ADD : ADD32);
        else if (wide && !set)
            i.op = subtract ? SUB_SHIFTED : ADD_SHIFTED, i.a = amount, i.c = w >> 22 & 3;
    } else if ((w & 0x1f000000) == 0x0a000000) {                    // logical (shifted)
        unsigned kind = w >> 29 & 3, invert = w >> 21 & 1, amount = w >> 10 & 63;
        i.imm = mask_of(wide ? 64 : 32);
        if (!wide && kind == 1 && invert && n == ZERO && !amount)
            i.op = NOT32;
        else if (!amount && !invert && kind < 3)
            i.op = kind == 0 ? AND : kind == 1 ? ORR : EOR;
        else if (wide && kind < 3)
            i.op = LOGIC_SHIFTED, i.a = amount, i.c = kind << 3 | invert << 2 | (w >> 22 & 3);
    } else if ((w & 0x7fe08000) == 0x1b000000) {                    // madd
        i.op = wide ? MADD : MADD32, i.a = (w >> 10 & 31) == 31 ? ZERO : w >> 10 & 31;
    } else if ((w & 0x7fe00800) == 0x1a800000) {                    // csel, csinc
        i.c = condition(w >> 12 & 15);
        i.op = w >> 10 & 1 ? (wide ? CSINC : CSINC32) : CSEL;
    } else if ((w & 0x3f000000) == 0x39000000 || (w & 0x3f200000) == 0x38000000) {     // loads, stores (immediate)
        unsigned size = w >> 30, opc = w >> 22 & 3, unsigned_ = w >> 24 & 1, mode = w >> 10 & 3;
        i.n = rn, i.d = opc ? d : t, i.a = SINK;
        i.imm = unsigned_ ? (int64_t)(w >> 10 & 0xfff) << size : field(w, 12, 9);
        if (!unsigned_ && mode != 0)
            i.a = rn, i.c = mode == 1;                              // post-indexed: c
        if (opc < 2 && size != 1)
            i.op = (opc ? LOAD8 : STORE8) + (size == 3 ? 0 : size == 2 ? 1 : 2);
    } else if ((w & 0xffa00c00) == 0xb8200800 && (w >> 13 & 7) == 2) {      // ldr, str w (register, uxtw)
        i.n = rn, i.d = w >> 22 & 1 ? d : t, i.a = w >> 12 & 1 ? 2 : 0;
        i.op = w >> 22 & 1 ? LOAD4_INDEX : STORE4_INDEX;
    } else if ((w & 0xfe000000) == 0xa8000000) {                    // ldp, stp x
        unsigned mode = w >> 23 & 3, load = w >> 22 & 1, rt2 = w >> 10 & 31;
        i.n = rn, i.d = load ? d : t, i.m = rt2 == 31 ? (load ? SINK : ZERO) : rt2;
        i.imm = field(w, 15, 7) * 8, i.a = mode == 2 ? SINK : rn, i.c = mode == 1;
        i.op = load ? LOAD_PAIR : STORE_PAIR;
    } else if ((w & 0x7c000000) == 0x14000000) {
        i.op = wide ? BL : B, i.imm = pc + field(w, 0, 26) * 4;
    } else if ((w & 0xfffffc1f) == 0xd65f0000) {
        i.op = RET;
    } else if ((w & 0xff000010) == 0x54000000) {
        i.op = BCOND, i.c = condition(w & 15), i.imm = pc + field(w, 5, 19) * 4;
    } else if ((w & 0x7e000000) == 0x34000000) {
        i.op = (wide ? CBZ : CBZ32) + (w >> 24 & 1), i.n = t, i.imm = pc + field(w, 5, 19) * 4;
    } else if ((w & 0x7e000000) == 0x36000000) {
        i.op = TBZ + (w >> 24 & 1), i.n = t, i.a = wide << 5 | (w >> 19 & 31), i.imm = pc + field(w, 5, 14) * 4;
    }
    return i;
}

static inline unsigned flags64(uint64_t a, uint64_t b, uint64_t carry)
{
    uint64_t r = a + b + carry;
    unsigned c = carry ? r <= a : r < a;
    return (unsigned)(r >> 63) << 3 | (r == 0) << 2 | c << 1 | (unsigned)(((a ^ r) & (b ^ r)) >> 63);
}

static inline unsigned flags32(uint32_t a, uint32_t b, uint32_t carry)
{
    uint32_t r = a + b + carry;
    unsigned c = carry ? r <= a : r < a;
    return r >> 31 << 3 | (r == 0) << 2 | c << 1 | ((a ^ r) & (b ^ r)) >> 31;
}

static inline uint64_t shifted(uint64_t v, unsigned kind, unsigned amount)
{
    return kind == 0 ? v << amount : kind == 1 ? v >> amount : kind == 2 ? (uint64_t)((int64_t)v >> amount) : v >> amount | v << (64 - amount);
}

#define OUTSIDE(address, size) ((address) - DATA > DATA_SIZE - (size))
#define LOAD(type, address) ({ type v_; memcpy(&v_, data + ((address) - DATA), sizeof v_); v_; })
#define STORE(type, address, value) ({ type v_ = (value); memcpy(data + ((address) - DATA), &v_, sizeof v_); })
#define TRANSFER(type, body) { \
        uint64_t base = x[i->n], address = i->c ? base : base + i->imm; \
        if (OUTSIDE(address, sizeof(type)) || (i->n == SP && base & 15)) \
            return pc; \
        body; \
        x[i->a] = base + i->imm; \
        break; }

// Where it stopped.
static uint64_t run(uint64_t pc, observer observe, void *context)
{
    for (;;) {
        if (!observe(context, pc))
            return pc;
        if (pc - TEXT >= text_size || pc & 3)
            return pc;
        struct insn *i = &code[(pc - TEXT) / 4];
        if (i->op == NEW)
            *i = predecode(words[(pc - TEXT) / 4], pc);
        uint64_t next = pc + 4;
        switch (i->op) {
        case CONST: x[i->d] = i->imm; break;
        case MOVK: x[i->d] = (x[i->d] & ~(0xffffull << i->a)) | i->imm; break;
        case ADDI: x[i->d] = x[i->n] + i->imm; break;
        case ADDI32: x[i->d] = (uint32_t)(x[i->n] + i->imm); break;
        case SUBSI: nzcv = flags64(x[i->n], ~i->imm, 1); x[i->d] = x[i->n] - i->imm; break;
        case SUBSI32: nzcv = flags32(x[i->n], ~(uint32_t)i->imm, 1); x[i->d] = (uint32_t)(x[i->n] - i->imm); break;
        case ANDI: x[i->d] = x[i->n] & i->imm; break;
        case ANDSI: { uint64_t r = x[i->n] & i->imm; nzcv = (r >> 63) << 3 | (r == 0) << 2; x[i->d] = r; break; }
        case ANDSI32: { uint32_t r = x[i->n] & i->imm; nzcv = (r >> 31) << 3 | (r == 0) << 2; x[i->d] = r; break; }
        case ORRI: x[i->d] = x[i->n] | i->imm; break;
        case EORI: x[i->d] = x[i->n] ^ i->imm; break;
        case ADD: x[i->d] = x[i->n] + x[i->m]; break;
        case ADD32: x[i->d] = (uint32_t)(x[i->n] + x[i->m]); break;
        case SUB: x[i->d] = x[i->n] - x[i->m]; break;
        case SUB32: x[i->d] = (uint32_t)(x[i->n] - x[i->m]); break;
        case SUBS: nzcv = flags64(x[i->n], ~x[i->m], 1); x[i->d] = x[i->n] - x[i->m]; break;
        case SUBS32: nzcv = flags32(x[i->n], ~(uint32_t)x[i->m], 1); x[i->d] = (uint32_t)(x[i->n] - x[i->m]); break;
        case ADD_SHIFTED: x[i->d] = x[i->n] + shifted(x[i->m], i->c, i->a); break;
        case SUB_SHIFTED: x[i->d] = x[i->n] - shifted(x[i->m], i->c, i->a); break;
        case AND: x[i->d] = x[i->n] & x[i->m] & i->imm; break;
        case ORR: x[i->d] = (x[i->n] | x[i->m]) & i->imm; break;
        case EOR: x[i->d] = (x[i->n] ^ x[i->m]) & i->imm; break;
        case LOGIC_SHIFTED: {
            uint64_t v = shifted(x[i->m], i->c & 3, i->a);
            v = i->c & 4 ? ~v : v;
            x[i->d] = i->c >> 3 == 0 ? x[i->n] & v : i->c >> 3 == 1 ? x[i->n] | v : x[i->n] ^ v;
            break;
        }
        case NOT32: x[i->d] = (uint32_t)~x[i->m]; break;
        case UBFM: x[i->d] = x[i->n] << i->m >> i->a; break;
        case UBFM32: x[i->d] = (uint32_t)(x[i->n] << i->m >> i->a); break;
        case SBFM: x[i->d] = (int64_t)(x[i->n] << i->m) >> i->a; break;
        case SBFM32: x[i->d] = (uint32_t)((int64_t)(x[i->n] << i->m) >> i->a); break;
        case ROR32: { uint32_t v = x[i->n]; x[i->d] = i->a ? v >> i->a | v << (32 - i->a) : v; break; }
        case MADD: x[i->d] = x[i->a] + x[i->n] * x[i->m]; break;
        case MADD32: x[i->d] = (uint32_t)(x[i->a] + x[i->n] * x[i->m]); break;
        case CSEL: x[i->d] = i->c >> nzcv & 1 ? x[i->n] : x[i->m]; break;
        case CSINC: x[i->d] = i->c >> nzcv & 1 ? x[i->n] : x[i->m] + 1; break;
        case CSINC32: x[i->d] = (uint32_t)(i->c >> nzcv & 1 ? x[i->n] : x[i->m] + 1); break;
        case LOAD8: TRANSFER(uint64_t, x[i->d] = LOAD(uint64_t, address))
        case LOAD4: TRANSFER(uint32_t, x[i->d] = LOAD(uint32_t, address))
        case LOAD1: TRANSFER(uint8_t, x[i->d] = LOAD(uint8_t, address))
        case STORE8: TRANSFER(uint64_t, STORE(uint64_t, address, x[i->d]))
        case STORE4: TRANSFER(uint32_t, STORE(uint32_t, address, x[i->d]))
        case STORE1: TRANSFER(uint8_t, STORE(uint8_t, address, x[i->d]))
        case LOAD4_INDEX: {
            uint64_t address = x[i->n] + ((uint64_t)(uint32_t)x[i->m] << i->a);
            if (OUTSIDE(address, 4))
                return pc;
            x[i->d] = LOAD(uint32_t, address);
            break;
        }
        case STORE4_INDEX: {
            uint64_t address = x[i->n] + ((uint64_t)(uint32_t)x[i->m] << i->a);
            if (OUTSIDE(address, 4))
                return pc;
            STORE(uint32_t, address, x[i->d]);
            break;
        }
        case LOAD_PAIR: {
            uint64_t base = x[i->n], address = i->c ? base : base + i->imm;
            if (OUTSIDE(address, 16) || (i->n == SP && base & 15))
                return pc;
            x[i->a] = base + i->imm;
            x[i->d] = LOAD(uint64_t, address);
            x[i->m] = LOAD(uint64_t, address + 8);
            break;
        }
        case STORE_PAIR: {
            uint64_t base = x[i->n], address = i->c ? base : base + i->imm;
            if (OUTSIDE(address, 16) || (i->n == SP && base & 15))
                return pc;
            STORE(uint64_t, address, x[i->d]);
            STORE(uint64_t, address + 8, x[i->m]);
            x[i->a] = base + i->imm;
            break;
        }
        case B: next = i->imm; break;
        case BL: x[30] = next; next = i->imm; break;
        case RET: next = x[i->n]; break;
        case BCOND: next = i->c >> nzcv & 1 ? i->imm : next; break;
        case CBZ: next = x[i->n] == 0 ? i->imm : next; break;
        case CBNZ: next = x[i->n] != 0 ? i->imm : next; break;
        case CBZ32: next = (uint32_t)x[i->n] == 0 ? i->imm : next; break;
        case CBNZ32: next = (uint32_t)x[i->n] != 0 ? i->imm : next; break;
        case TBZ: next = x[i->n] >> i->a & 1 ? next : i->imm; break;
        case TBNZ: next = x[i->n] >> i->a & 1 ? i->imm : next; break;
        default: return pc;
        }
        pc = next;
    }
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    FILE *file = fopen(argv[1], "rb");
    if (!file)
        return 2;
    words = malloc(1 << 20);
    text_size = fread(words, 1, 1 << 20, file);
    code = calloc(text_size / 4, sizeof *code);
    struct watch w = { .landing = DATA + DATA_SIZE };
    observer volatile observe = watch;
    x[SP] = x[30] = w.landing;
    x[0] = strtoull(argv[2], NULL, 10);
    x[1] = DATA;

    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    uint64_t pc = run(TEXT, observe, &w);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (pc != w.landing) {
        fprintf(stderr, "stopped at %llx\n", (unsigned long long)pc);
        return 1;
    }
    double seconds = end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
    printf("%.6f %llx %llu\n", seconds, (unsigned long long)x[0], (unsigned long long)w.steps);
    return 0;
}
