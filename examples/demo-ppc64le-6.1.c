/*
 * The source of demo-ppc64le-6.1.ko, a small module of our own: calls of the kernel from .text,
 * .init.text and .exit.text, a call inside the module, a call as the last thing a function does,
 * data found through .toc, and a function that uses no r2.
 *
 * Made with GCC 12.2 and binutils 2.40, as a ppc64le kernel with ftrace makes its modules:
 *
 *     powerpc64le-linux-gnu-gcc -O2 -mcpu=power8 -mcmodel=large -mprofile-kernel -pg -msoft-float \
 *         -mno-altivec -mno-vsx -fno-pic -fno-asynchronous-unwind-tables -S demo-ppc64le-6.1.c
 *     sed -e '1i .section .toc,"aw"\n.balign 256' \
 *         -e 's/bl _mcount/9: &\n.pushsection __mcount_loc,"a"\n.quad 9b\n.popsection/' \
 *         demo-ppc64le-6.1.s > demo.s
 *     cat >> demo.s <<END
 *     .section .stubs,"ax",@nobits
 *     .balign 8
 *     .section .modinfo,"a"
 *     .asciz "license=GPL"
 *     .section .gnu.linkonce.this_module,"aw"
 *     .zero 64
 *     END
 *     powerpc64le-linux-gnu-as demo.s -o demo.o
 *     powerpc64le-linux-gnu-ld -r demo.o -o demo-ppc64le-6.1.ko
 *
 * The second sed does what recordmcount does, the rest what a kernel's headers and linker
 * script do.
 */
extern int printk(const char *, ...);
extern void far_a(void);
extern int far_b(int);

extern int ext_var;
static int counter;
int table[4] = {1, 2, 3, 4};

__attribute__((noinline)) static int helper(int x) { return x * 3 + counter; }
__attribute__((noinline)) int leaf(int x) { return x + 1; }

int bar(int x)
{
    counter++;
    far_a();
    printk("bar %d\n", helper(x));
    far_a();
    return ext_var + table[leaf(x) & 3];
}

int baz(int x) { far_b(x); return bar(x) + far_b(x + 1); }

/* The compiler makes no jump of a last call of the kernel: nothing would restore r2 behind it. */
int tail(int x) { counter = x; return far_b(x); }

int __attribute__((section(".init.text"))) demo_init(void) { far_a(); printk("init\n"); return bar(1); }
void __attribute__((section(".exit.text"))) demo_exit(void) { far_b(0); printk("exit\n"); }
int (*init_ptr)(void) = demo_init;
void (*exit_ptr)(void) = demo_exit;
