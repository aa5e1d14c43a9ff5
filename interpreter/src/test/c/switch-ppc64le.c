// The measure for the emulator: a switch interpreter of predecoded Power instructions, as one writes it in C. It knows the instructions of
// program-ppc64le.s. Like our own it calls an observer before each instruction, and checks every access.
// usage: switch-ppc64le FILE ROUNDS; says how many seconds it ran, what r3 is at the end, and how many instructions that took
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXT = 0x10000, DATA = 0x100000, DATA_SIZE = 0x10000, ZERO = 32, SINK = 33 };

enum {
    NEW, CONST, ADDI, ORI, ANDI, ADD, SUBF, MULLW, MULLD, AND, ANDC, OR, XOR, NOR, EXTSW, ROTATE32, ROTATE,
    CMPW, CMPD, CMPLW, CMPLD, ISEL, LOAD8, LOAD4, LOAD1, STORE8, STORE4, STORE1,
    B, BL, IF_ONE, IF_ZERO, COUNT, RETURN, FROM_LR, TO_LR, TO_CTR, UNDEFINED
};

struct insn {
    uint16_t op;
    uint8_t d, n, m, a, c, record;
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

static uint64_t r[34], lr, ctr;
static uint32_t cr;
static uint8_t data[DATA_SIZE];
static struct insn *code;
static uint32_t *words;
static uint64_t text_size;

static uint64_t mask(int from, int to)
{
    uint64_t left = ~0ull >> from, right = ~0ull << (63 - to);
    return from <= to ? left & right : left | right;
}

static struct insn transfer(int op, int t, int n, int m, int a, int64_t imm) { return (struct insn){ op, t, n, m, a, 0, 0, imm }; }

static struct insn predecode(uint32_t w, uint64_t pc)
{
    struct insn i = { UNDEFINED };
    int opcode = w >> 26, t = w >> 21 & 31, a = w >> 16 & 31, b = w >> 11 & 31, base = a ? a : ZERO, bf = w >> 23 & 7;
    int64_t simm = (int16_t)w, ds = simm & ~3;
    i.d = t, i.n = a, i.m = b, i.imm = simm;
    switch (opcode) {
    case 10: i.op = w >> 21 & 1 ? CMPLD : CMPLW; i.d = bf, i.m = ZERO, i.imm = (uint16_t)w; break;
    case 11: i.op = w >> 21 & 1 ? CMPD : CMPW; i.d = bf, i.m = ZERO; break;
    case 14: i.op = a ? ADDI : CONST; break;
    case 15: i.op = a ? ADDI : CONST; i.imm = simm * 65536; break;
    case 16:
        i.imm = pc + ds, i.c = a;
        if (!(w & 3))
            i.op = (t & 0x1c) == 12 ? IF_ONE : (t & 0x1c) == 4 ? IF_ZERO : t == 16 ? COUNT : UNDEFINED;
        break;
    case 18: i.op = w & 1 ? BL : B; i.imm = pc + ((int64_t)(int32_t)(w << 6) >> 6 & ~3ll); break;
    case 19: i.op = w == 0x4e800020 ? RETURN : UNDEFINED; break;
    case 21: i.op = ROTATE32; i.d = a, i.n = t, i.c = b, i.imm = mask((w >> 6 & 31) + 32, (w >> 1 & 31) + 32), i.record = w & 1; break;
    case 24: i.op = ORI; i.d = a, i.n = t, i.imm = (uint16_t)w; break;
    case 28: i.op = ANDI; i.d = a, i.n = t, i.imm = (uint16_t)w, i.record = 1; break;
    case 30: {
        int end = (w >> 5 & 1) << 5 | (w >> 6 & 31);
        i.op = (w >> 2 & 7) < 2 ? ROTATE : UNDEFINED;
        i.d = a, i.n = t, i.c = (w >> 1 & 1) << 5 | b, i.imm = w >> 2 & 1 ? mask(0, end) : mask(end, 63), i.record = w & 1;
        break;
    }
    case 32: return transfer(LOAD4, t, base, ZERO, SINK, simm);
    case 34: return transfer(LOAD1, t, base, ZERO, SINK, simm);
    case 35: return transfer(LOAD1, t, base, ZERO, a, simm);
    case 36: return transfer(STORE4, t, base, ZERO, SINK, simm);
    case 38: return transfer(STORE1, t, base, ZERO, SINK, simm);
    case 39: return transfer(STORE1, t, base, ZERO, a, simm);
    case 58: return transfer(w & 3 ? UNDEFINED : LOAD8, t, base, ZERO, SINK, ds);
    case 62: return transfer(w & 2 ? UNDEFINED : STORE8, t, base, ZERO, w & 1 ? a : SINK, ds);
    case 31: {
        int logical = 0;
        i.record = w & 1, i.imm = 0;
        if ((w >> 1 & 31) == 15) {
            i.op = ISEL, i.n = base, i.c = w >> 6 & 31, i.record = 0;
            break;
        }
        switch (w >> 1 & 0x3ff) {
        case 0: i.op = w >> 21 & 1 ? CMPD : CMPW; i.d = bf; break;
        case 32: i.op = w >> 21 & 1 ? CMPLD : CMPLW; i.d = bf; break;
        case 23: return transfer(LOAD4, t, base, b, SINK, 0);
        case 151: return transfer(STORE4, t, base, b, SINK, 0);
        case 28: i.op = AND, logical = 1; break;
        case 60: i.op = ANDC, logical = 1; break;
        case 124: i.op = NOR, logical = 1; break;
        case 316: i.op = XOR, logical = 1; break;
        case 444: i.op = OR, logical = 1; break;
        case 986: i.op = EXTSW, logical = 1; break;
        case 40: i.op = SUBF; break;
        case 233: i.op = MULLD; break;
        case 235: i.op = MULLW; break;
        case 266: i.op = ADD; break;
        case 339: i.op = a == 8 && !b ? FROM_LR : UNDEFINED; break;
        case 467: i.op = b ? UNDEFINED : a == 8 ? TO_LR : a == 9 ? TO_CTR : UNDEFINED; break;
        }
        if (logical)
            i.d = a, i.n = t;
        break;
    }
    }
    return i;
}

static inline void field(int number, int64_t a, int64_t b)
{
    int shift = 28 - 4 * number;
    cr = (cr & ~(15u << shift)) | (uint32_t)(a < b ? 8 : a > b ? 4 : 2) << shift;
}

#define OUTSIDE(address, size) ((address) - DATA > DATA_SIZE - (size))
#define LOAD(type) { \
        uint64_t address = r[i->n] + r[i->m] + i->imm; \
        type v; \
        if (OUTSIDE(address, sizeof v)) \
            return pc; \
        memcpy(&v, data + (address - DATA), sizeof v); \
        r[i->a] = address; \
        r[i->d] = v; \
        break; }
#define STORE(type) { \
        uint64_t address = r[i->n] + r[i->m] + i->imm; \
        type v = r[i->d]; \
        if (OUTSIDE(address, sizeof v)) \
            return pc; \
        memcpy(data + (address - DATA), &v, sizeof v); \
        r[i->a] = address; \
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
        case CONST: r[i->d] = i->imm; break;
        case ADDI: r[i->d] = r[i->n] + i->imm; break;
        case ORI: r[i->d] = r[i->n] | i->imm; break;
        case ANDI: r[i->d] = r[i->n] & i->imm; break;
        case ADD: r[i->d] = r[i->n] + r[i->m]; break;
        case SUBF: r[i->d] = r[i->m] - r[i->n]; break;
        case MULLW: r[i->d] = (int64_t)(int32_t)r[i->n] * (int32_t)r[i->m]; break;
        case MULLD: r[i->d] = r[i->n] * r[i->m]; break;
        case AND: r[i->d] = r[i->n] & r[i->m]; break;
        case ANDC: r[i->d] = r[i->n] & ~r[i->m]; break;
        case OR: r[i->d] = r[i->n] | r[i->m]; break;
        case XOR: r[i->d] = r[i->n] ^ r[i->m]; break;
        case NOR: r[i->d] = ~(r[i->n] | r[i->m]); break;
        case EXTSW: r[i->d] = (int32_t)r[i->n]; break;
        case ROTATE32: {
            uint32_t v = r[i->n];
            uint64_t turned = i->c ? v << i->c | v >> (32 - i->c) : v;
            r[i->d] = (turned << 32 | turned) & i->imm;
            break;
        }
        case ROTATE: {
            uint64_t v = r[i->n];
            r[i->d] = (i->c ? v << i->c | v >> (64 - i->c) : v) & i->imm;
            break;
        }
        case CMPW: field(i->d, (int32_t)r[i->n], (int32_t)(r[i->m] + i->imm)); break;
        case CMPD: field(i->d, r[i->n], r[i->m] + i->imm); break;
        case CMPLW: field(i->d, (uint32_t)r[i->n], (uint32_t)(r[i->m] + i->imm)); break;
        case CMPLD: field(i->d, r[i->n] ^ 1ull << 63, (r[i->m] + i->imm) ^ 1ull << 63); break;
        case ISEL: r[i->d] = (int32_t)(cr << i->c) < 0 ? r[i->n] : r[i->m]; break;
        case LOAD8: LOAD(uint64_t)
        case LOAD4: LOAD(uint32_t)
        case LOAD1: LOAD(uint8_t)
        case STORE8: STORE(uint64_t)
        case STORE4: STORE(uint32_t)
        case STORE1: STORE(uint8_t)
        case B: next = i->imm; break;
        case BL: lr = next; next = i->imm; break;
        case IF_ONE: next = (int32_t)(cr << i->c) < 0 ? i->imm : next; break;
        case IF_ZERO: next = (int32_t)(cr << i->c) >= 0 ? i->imm : next; break;
        case COUNT: next = --ctr ? i->imm : next; break;
        case RETURN: next = lr & ~3ull; break;
        case FROM_LR: r[i->d] = lr; break;
        case TO_LR: lr = r[i->d]; break;
        case TO_CTR: ctr = r[i->d]; break;
        default: return pc;
        }
        if (i->record)
            field(0, r[i->d], 0);
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
    r[1] = lr = w.landing;
    r[3] = strtoull(argv[2], NULL, 10);
    r[4] = DATA;

    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    uint64_t pc = run(TEXT, observe, &w);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (pc != w.landing) {
        fprintf(stderr, "stopped at %llx\n", (unsigned long long)pc);
        return 1;
    }
    double seconds = end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
    printf("%.6f %llx %llu\n", seconds, (unsigned long long)r[3], (unsigned long long)w.steps);
    return 0;
}
