/*
 * The source of lpone-7.2.ko (arm64) and lpone-ppc64le-6.1.ko: a live patch with two objects, the
 * kernel and lptarget, which calls a function of each that nobody exports. Compiled like lptarget.c;
 * then the relocations against KLPSYM_OBJECT__NAME were moved to sections .klp.rela.OBJECT..text
 * with the flag 0x00100000, and the symbols became .klp.sym.OBJECT.NAME,0 with index 0xff20.
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/livepatch.h>
#include <linux/seq_file.h>
extern int KLPSYM_vmlinux__version_proc_show(struct seq_file *m, void *v);
extern int KLPSYM_lptarget__lptarget_helper(struct seq_file *m, int n);
static int lp_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "LIVEPATCHED cmdline; ");
	KLPSYM_vmlinux__version_proc_show(m, v);
	return 0;
}
static int lp_lptarget_show(struct seq_file *m, void *v)
{
	int r = KLPSYM_lptarget__lptarget_helper(m, 7);
	seq_printf(m, "LIVEPATCHED target %d\n", r);
	return 0;
}
static struct klp_func vfuncs[] = { { .old_name = "cmdline_proc_show", .new_func = lp_cmdline_proc_show }, { } };
static struct klp_func tfuncs[] = { { .old_name = "lptarget_show", .new_func = lp_lptarget_show }, { } };
static struct klp_object objs[] = { { .funcs = vfuncs }, { .name = "lptarget", .funcs = tfuncs }, { } };
static struct klp_patch patch = { .mod = THIS_MODULE, .objs = objs };
static int __init lpone_init(void) { return klp_enable_patch(&patch); }
static void __exit lpone_exit(void) { }
module_init(lpone_init); module_exit(lpone_exit);
MODULE_LICENSE("GPL"); MODULE_INFO(livepatch, "Y");
