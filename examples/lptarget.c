/*
 * The source of lptarget-7.2.ko (arm64) and lptarget-ppc64le-6.1.ko: a small module of our own to
 * be live patched. Compiled with GCC 12.2 against kernels 7.2.12 and 6.1.176, outside of their trees.
 */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/delay.h>
#define OWN static noinline __attribute__((noclone, noipa)) int
static int lptarget_count;
static int slow_ms = 6000;
module_param(slow_ms, int, 0644);
OWN lptarget_helper(struct seq_file *m, int n) { seq_printf(m, "helper %d count %d\n", n, ++lptarget_count); return n * 3 + 1; }
OWN lptarget_show(struct seq_file *m, void *v) { int r = lptarget_helper(m, 1); seq_printf(m, "original %d\n", r); return 0; }
OWN lpslow_inner(struct seq_file *m, int n) { seq_printf(m, "original inner %d\n", n); return n; }
OWN lpslow_show(struct seq_file *m, void *v)
{
	int a = lpslow_inner(m, 1);
	msleep_interruptible(slow_ms);
	a += lpslow_inner(m, 2);
	seq_printf(m, "original slow %d\n", a);
	return 0;
}
static int __init lptarget_init(void) { proc_create_single("lptarget", 0, NULL, lptarget_show); proc_create_single("lpslow", 0, NULL, lpslow_show); return 0; }
static void __exit lptarget_exit(void) { remove_proc_entry("lptarget", NULL); remove_proc_entry("lpslow", NULL); }
module_init(lptarget_init); module_exit(lptarget_exit);
MODULE_LICENSE("GPL");
