// Prints the text of a file of instructions into a buffer with Capstone: address, word, mnemonic, operands, a line each, as
// EngineRows.print does. Says how many seconds that took, and how many lines and bytes it was.
// usage: capstone arm64|ppc64le FILE ADDRESS
#include <capstone/capstone.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char buffer[1 << 16];
static char *out = buffer;

static void hex(uint64_t value, int digits)
{
    for (int i = digits - 1; i >= 0; i--)
        *out++ = "0123456789abcdef"[value >> 4 * i & 15];
}

static void text(const char *s)
{
    size_t length = strlen(s);
    memcpy(out, s, length);
    out += length;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    FILE *file = fopen(argv[2], "rb");
    if (!file)
        return 2;
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(size);
    if (fread(bytes, 1, size, file) != size)
        return 2;

    csh engine;
    int arm = !strcmp(argv[1], "arm64");
    if (cs_open(arm ? CS_ARCH_ARM64 : CS_ARCH_PPC, arm ? CS_MODE_ARM : CS_MODE_64, &engine))
        return 2;
    cs_insn *insn = cs_malloc(engine);
    uint64_t address = strtoull(argv[3], NULL, 16);
    const uint8_t *at = bytes;
    size_t left = size, lines = 0, total = 0;

    double begin = now();
    while (left >= 4) {
        uint32_t word;
        memcpy(&word, at, 4);
        hex(address, 16);
        text(":\t");
        hex(word, 8);
        text(" \t");
        if (cs_disasm_iter(engine, &at, &left, &address, insn)) {
            text(insn->mnemonic);
            *out++ = '\t';
            text(insn->op_str);
        } else {
            text(".inst");
            at += 4;
            address += 4;
            left -= 4;
        }
        *out++ = '\n';
        lines++;
        if (out - buffer > 1 << 15) {
            total += out - buffer;
            out = buffer;
        }
    }
    printf("%.6f %zu %zu\n", now() - begin, lines, total + (out - buffer));
    return 0;
}
