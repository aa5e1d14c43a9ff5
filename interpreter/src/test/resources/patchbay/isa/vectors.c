/* Code that a compiler turns into floating-point and vector instructions. */
#include <stddef.h>
#include <stdint.h>

float dot(const float *a, const float *b, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

void scale(double *y, const double *x, int n, double a) {
    for (int i = 0; i < n; i++) y[i] += a * x[i];
}

int bytes(const int8_t *a, const int8_t *b, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}

void widen(float *to, const int16_t *from, int n) {
    for (int i = 0; i < n; i++) to[i] = from[i];
}

void greater(uint8_t *to, const uint8_t *a, const uint8_t *b, int n) {
    for (int i = 0; i < n; i++) to[i] = a[i] > b[i] ? a[i] : b[i];
}

void spread(float *to, const float *from, int n) {
    for (int i = 0; i < n; i++) {
        to[3 * i] = from[4 * i] + 1;
        to[3 * i + 1] = __builtin_sqrtf(from[4 * i + 1]);
        to[3 * i + 2] = from[4 * i + 2] / from[4 * i + 3];
    }
}

#ifdef __powerpc64__ // for which GCC has no instruction in mind
double rint(double x) {
    __asm__("xsrdpic %x0,%x1" : "=wa"(x) : "wa"(x));
    return x;
}
#endif

double polynomial(double x) {
    return ((x * 3 + 2) * x - 1) * x + __builtin_floor(x) + __builtin_rint(x) + __builtin_fabs(x);
}

#ifdef __aarch64__
_Float16 half(_Float16 a, _Float16 b) { return a * b + a; }
#endif

long whole(double d, float f) { return (long)d + (unsigned)f + (d < f); }

void turn(uint32_t *to, const uint32_t *from, int n) {
    for (int i = 0; i < n; i++) to[i] = from[i] << 7 | from[i] >> 25;
}

uint64_t ones(const uint64_t *a, int n) {
    uint64_t sum = 0;
    for (int i = 0; i < n; i++) sum += __builtin_popcountll(a[i]);
    return sum;
}

void reverse(uint16_t *a, size_t n) {
    for (size_t i = 0; i < n; i++) a[i] = __builtin_bswap16(a[i]) ^ 0x5a5a;
}
