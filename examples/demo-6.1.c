/*
 * The source of demo-6.1.ko, a small module of our own: calls to the kernel from .text, .init.text
 * and .exit.text, a static function, data, read-only data and a string.
 *
 * Compiled with GCC 12.2, as a kernel with ftrace and without unwind tables compiles its modules,
 *
 *     aarch64-linux-gnu-gcc -O2 -fno-pic -fno-asynchronous-unwind-tables \
 *         -fpatchable-function-entry=2 -c demo-6.1.c
 *
 * and linked by `ld -r` (binutils 2.40) with a .gnu.linkonce.this_module and a .modinfo, and with a
 * script that adds .plt, .init.plt and .text.ftrace_trampoline of one byte each, which the loader
 * of Linux 6.1 resizes and fills.
 */
extern int printk(const char *, ...);
extern void far_a(void); extern void far_b(int);

extern int ext_var;
static int counter;
int table[4] = {1,2,3,4};
const char *names[2] = {"alpha","beta"};
static const int ro[3] = {7,8,9};
__attribute__((noinline)) static int helper(int x){ return x*3 + counter; }
int bar(int x){ counter++; far_a(); far_b(x); printk("bar %d %d\n", x, helper(x)); far_a(); return ext_var + ro[x&1]; }
int baz(int x){  far_b(x); return bar(x); }
int __attribute__((section(".init.text"))) demo_init(void){ far_a(); printk("init\n"); return bar(1); }
void __attribute__((section(".exit.text"))) demo_exit(void){ far_b(0); printk("exit\n"); }
int (*init_ptr)(void) = demo_init; void (*exit_ptr)(void) = demo_exit;
