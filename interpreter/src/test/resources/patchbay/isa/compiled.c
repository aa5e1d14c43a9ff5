// Functions for the CPU to run as a compiler writes them; each has its twin in CompiledCodeTest.
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;

u32 crc32(const u8 *p, u64 n)
{
    u32 c = ~0u;
    while (n--) {
        c ^= *p++;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
    }
    return ~c;
}

u64 length(const char *s)
{
    const char *p = s;
    while (*p)
        p++;
    return p - s;
}

void copy(u8 *to, const u8 *from, u64 n)
{
    while (n >= 8) {
        *(u64 *)to = *(const u64 *)from;
        to += 8, from += 8, n -= 8;
    }
    while (n--)
        *to++ = *from++;
}

void sort(s64 *a, s64 n)
{
    if (n < 2)
        return;
    s64 pivot = a[n / 2], i = 0, j = n - 1;
    while (i <= j) {
        while (a[i] < pivot)
            i++;
        while (a[j] > pivot)
            j--;
        if (i <= j) {
            s64 t = a[i];
            a[i++] = a[j];
            a[j--] = t;
        }
    }
    sort(a, j + 1);
    sort(a + i, n - i);
}

s64 fibonacci(s64 n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

u64 mulmod(u64 a, u64 b)
{
    unsigned __int128 p = (unsigned __int128)a * b;
    return (u64)(p >> 64) ^ (u64)p;
}

s64 divisions(s64 a, int b)
{
    return a / 7 + a % 1000 - b / 10 + (u32)b % 60 + a / (b | 1);
}

s64 dispatch(int what, s64 a, s64 b)
{
    switch (what) {
    case 0: return a + b;
    case 1: return a - b;
    case 2: return a * b;
    case 3: return a & ~b;
    case 4: return a << (b & 63);
    case 5: return a >> (b & 63);
    case 6: return (u64)a >> (b & 63) | (u64)a << (-b & 63);
    case 7: return __builtin_clzl(a | 1) + __builtin_ctzl(b | 1);
    case 8: return __builtin_bswap64(a) ^ __builtin_bswap32(b);
    case 9: return a < b ? -1 : a > b;
    default: return (short)a + (signed char)b;
    }
}

u64 count(u64 *counter, u64 by, int times)
{
    u64 seen = 0;
    while (times--)
        seen ^= __atomic_fetch_add(counter, by, __ATOMIC_SEQ_CST);
    return seen;
}

s64 locals(s64 n)
{
    volatile s64 a[32];
    for (int i = 0; i < 32; i++)
        a[i] = i * n;
    s64 sum = 0;
    for (int i = 31; i >= 0; i--)
        sum = sum * 3 + a[i];
    return sum;
}
