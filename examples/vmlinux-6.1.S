/*
 * The source of vmlinux-6.1, a small arm64 kernel of our own: what of a linked kernel of Linux 6.1
 * Patchbay looks at, and nothing else. The entry code is written from its contract. Built with
 * binutils 2.40:
 *
 *     aarch64-linux-gnu-as -o vmlinux-6.1.o vmlinux-6.1.S
 *     aarch64-linux-gnu-ld -pie -z norelro -z max-page-size=4096 --no-apply-dynamic-relocs \
 *         --no-dynamic-linker --build-id=none -T vmlinux-6.1.lds -o vmlinux-6.1 vmlinux-6.1.o
 */
        .macro function name:req, scope=global  /* with -fpatchable-function-entry=2 */
        .p2align 4
        .\scope \name
        .type \name, %function
\name:
        nop
        nop
        .pushsection __patchable_function_entries, "awo", %progbits, .text
        .p2align 3
        .quad \name
        .popsection
        .endm
        .macro end name:req
        .size \name, . - \name
        .endm
        .macro export name:req                  /* as EXPORT_SYMBOL does it */
        .pushsection ___ksymtab+\name, "a"
        .p2align 2
__ksymtab_\name:
        .long \name - ., .Lname\@ - ., 0
        .popsection
        .pushsection __ksymtab_strings, "aMS", %progbits, 1
.Lname\@: .asciz "\name"
        .popsection
        .endm

        .text
        function printk
        mov x0, #0
        ret
        end printk
        export printk

        function far_a
        mov x0, #0
        ret
        end far_a
        export far_a

        function far_b
        mov x0, #0
        ret
        end far_b
        export far_b

        function bar                            /* returns counter_start + 1 */
        adrp x0, counter_start
        ldr x0, [x0, :lo12:counter_start]
        add x0, x0, #1
        ret
        end bar

        function caller
        stp x29, x30, [sp, #-16]!
        mov x29, sp
        bl bar
        add x0, x0, #10
        ldp x29, x30, [sp], #16
        ret
        end caller

        function indirect                       /* calls what the table says: its words are relocated */
        stp x29, x30, [sp, #-16]!
        mov x29, sp
        adrp x1, operations
        ldr x1, [x1, :lo12:operations]
        blr x1
        ldp x29, x30, [sp], #16
        ret
        end indirect

        function helper, local                  /* a static function: no module may use it */
        mov x0, #1
        ret
        end helper

        .p2align 4
        .type quiet, %function                  /* notrace: no entry */
quiet:  mov x0, #7
        ret
        end quiet

        /* The tracer's entry: all registers go into a pt_regs of 336 bytes, and 16 bytes below the caller. */
        .macro save all=0
        sub sp, sp, #0x160
        stp x0, x1, [sp]
        stp x2, x3, [sp, #16]
        stp x4, x5, [sp, #32]
        stp x6, x7, [sp, #48]
        stp x8, x9, [sp, #64]
        .if \all
        stp x10, x11, [sp, #80]
        stp x12, x13, [sp, #96]
        stp x14, x15, [sp, #112]
        stp x16, x17, [sp, #128]
        stp x18, x19, [sp, #144]
        stp x20, x21, [sp, #160]
        stp x22, x23, [sp, #176]
        stp x24, x25, [sp, #192]
        stp x26, x27, [sp, #208]
        .endif
        stp x28, x29, [sp, #224]
        add x10, sp, #0x160
        stp x9, x10, [sp, #0xf0]                /* lr, sp of the function's caller */
        str x30, [sp, #0x100]                   /* pc: behind the site */
        stp x29, x9, [sp, #0x150]               /* a frame record for the caller */
        add x29, sp, #0x150
        stp x29, x30, [sp, #0x130]              /* and one for the function */
        add x29, sp, #0x130
        .endm
        .macro code name:req
        .p2align 2
        .global \name
        .type \name, %function
\name:
        .endm

        code ftrace_regs_caller
        bti c
        save 1
        b ftrace_common
        end ftrace_regs_caller
        code ftrace_caller
        bti c
        save
        b ftrace_common
        end ftrace_caller
        code ftrace_common
        sub x0, x30, #4
        mov x1, x9
        adrp x2, function_trace_op
        ldr x2, [x2, :lo12:function_trace_op]
        mov x3, sp
        .global ftrace_call
ftrace_call:
        bl ftrace_stub                          /* patched when somebody traces */
        ldp x0, x1, [sp]
        ldp x2, x3, [sp, #16]
        ldp x4, x5, [sp, #32]
        ldp x6, x7, [sp, #48]
        ldr x8, [sp, #64]
        ldr x29, [sp, #0xe8]
        ldr x30, [sp, #0xf0]
        ldr x9, [sp, #0x100]
        add sp, sp, #0x160
        ret x9
        end ftrace_common
        code ftrace_stub
        ret
        end ftrace_stub
        code arch_ftrace_ops_list_func          /* a kernel's asks each tracer; ours would stop */
        brk #0x800
        end arch_ftrace_ops_list_func
        .global ftrace_ops_list_func
        .set ftrace_ops_list_func, arch_ftrace_ops_list_func

        .section .init.text, "ax"
        function start_kernel
        ret
        end start_kernel
        .section .text.unlikely, "ax"
        function cold
        mov x0, #2
        ret
        end cold

        .section .rodata, "a"
        .global linux_banner
        .type linux_banner, %object
linux_banner:
        .asciz "Linux version 6.1.0-small (nobody@nowhere) #1\n"
        .size linux_banner, . - linux_banner

        .data
        .macro object name:req
        .p2align 3
        .global \name
        .type \name, %object
\name:
        .endm
        object operations
        .quad bar, caller
        end operations
        object counter_start
        .quad 41
        end counter_start
        object ext_var
        .quad 40
        end ext_var
        export ext_var
        object function_trace_op
        .quad ftrace_list_end
        end function_trace_op
        object ftrace_list_end
        .quad ftrace_stub
        end ftrace_list_end
        .bss
        object jiffies
        .skip 8
        end jiffies
