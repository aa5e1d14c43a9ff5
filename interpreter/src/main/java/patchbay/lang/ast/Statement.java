package patchbay.lang.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import patchbay.source.Span;

/** One statement; the groups and their order are those of the grammar. */
public sealed interface Statement {

    Span span();

    /**
     * What one-liners are made of. They are told apart one by one: a cold start's first switch over
     * types takes several milliseconds.
     */
    sealed interface OneLiner extends Statement {}

    /** What changes nothing that a later statement could see. */
    sealed interface Question extends Statement {}

    // ---- machine and layout

    /** {@code arch arm64 linux 6.1 with OPTION, …}. */
    record Arch(Word name, @Nullable Release linux, List<Option> options, Span span)
            implements OneLiner {
        public Arch {
            options = List.copyOf(options);
        }

        /** {@code 6.1}, {@code 6.1.0}: {@code patch} is -1 where it is not said. */
        public record Release(int major, int minor, int patch, Span span) {}

        /** {@code pages 64K}, {@code nokaslr}. */
        public record Option(Word name, @Nullable Expr value, Span span) {}
    }

    /** {@code kernel at BASE size N { … }}; without a layout it is open. */
    record Kernel(@Nullable Base at, @Nullable Expr size, @Nullable Layout layout, Span span)
            implements Statement {}

    /** {@code kernel from "FILE" at BASE}; without a place where it was linked. */
    record KernelFrom(Text file, @Nullable Base at, Span span) implements Statement {}

    /** {@code kernel symbols "FILE" slide N}. */
    record KernelSymbols(Text file, @Nullable Expr slide, Span span) implements Statement {}

    /** {@code module foo at BASE plt N { … }}; without a layout it is open. */
    record Module(
            Word name, @Nullable Base at, @Nullable Expr plt, @Nullable Layout layout, Span span)
            implements Statement {}

    /**
     * {@code module foo from "FILE" PLACE percpu ADDR}; without a place where that kernel's
     * allocator would put it.
     */
    record ModuleFrom(Word name, Text file, @Nullable Place place, @Nullable Expr percpu, Span span)
            implements Statement {}

    /**
     * {@code module foo absent …}: it is placed when it is loaded.
     *
     * @param module a {@link Module} or a {@link ModuleFrom}
     */
    record Absent(Word name, Statement module, Span span) implements Statement {}

    /** {@code region modules A .. B}: where modules go that are placed by the kernel's rule. */
    record Region(Expr range, Span span) implements Statement {}

    /** {@code load foo}. */
    record Load(Word name, Span span) implements Statement {}

    /** {@code unload foo}. */
    record Unload(Word name, Span span) implements Statement {}

    /** {@code extern printk at ADDR}. */
    record Extern(Word name, Expr at, Span span) implements Statement {}

    // ---- patch steps

    /** {@code redirect A -> B via WAY}; without one it is {@link Way#FTRACE}, unstated. */
    record Redirect(Expr from, Expr to, @Nullable Way via, Span span) implements Statement {
        public enum Way {
            FTRACE,
            CALLERS,
            JUMP
        }
    }

    record Restore(Expr function, Span span) implements Statement {}

    /** {@code write ADDR : OLD -> NEW}. */
    record Write(Expr at, Content before, Content after, Span span) implements Statement {}

    record Transaction(Block block, Span span) implements Statement {}

    /** {@code undo N}; without a count the last step. */
    record Undo(@Nullable Expr count, Span span) implements Statement {}

    record Unsafe(Text why, Block block, Span span) implements Statement {}

    // ---- asking

    /**
     * {@code show TOPIC X}; {@code of} is always there for CODE, may be for PLT, STUBS, TOC,
     * SECTIONS, RELOCS and SITES, never for the others.
     */
    record Show(Topic topic, @Nullable Expr of, Span span) implements Question {
        public enum Topic {
            CODE,
            PLT,
            STUBS,
            TOC,
            SECTIONS,
            RELOCS,
            SITES,
            MAP,
            PATCHES,
            JOURNAL,
            LOG,
            DIFF
        }
    }

    /** {@code show bytes N at ADDR}. */
    record ShowBytes(Expr count, Expr at, Span span) implements Question {}

    /** {@code call f(…)} by itself; inside an expression it is {@link Expr.Call}. */
    record Call(Expr.Call call, Span span) implements Statement {}

    record Trace(Expr.Call call, Span span) implements Statement {}

    /** {@code explain A -> B slot ADDR}. */
    record ExplainWay(Expr from, Expr to, @Nullable Expr slot, Span span)
            implements OneLiner, Question {}

    /** {@code explain slot foo.plt[3]}. */
    record ExplainSlot(Expr slot, Span span) implements Question {}

    /** {@code explain const N}. */
    record ExplainConst(Expr value, Span span) implements Question {}

    /** {@code explain X}: an address, or an {@link Expr.Name} that is a code or a topic. */
    record ExplainThing(Expr thing, Span span) implements Question {}

    /** {@code encode "bl …" at ADDR}. */
    record Encode(Text instruction, @Nullable Expr at, Span span) implements OneLiner, Question {}

    /** {@code decode WORD at ADDR}. */
    record Decode(Expr word, @Nullable Expr at, Span span) implements OneLiner, Question {}

    /** {@code decode code "…"}: the {@code Code:} line of an oops. */
    record DecodeOops(Text line, Span span) implements OneLiner, Question {}

    /** {@code list calls to X in M where EXPR}; in the condition {@code it} is the call. */
    record ListCalls(Expr to, @Nullable Expr in, @Nullable Expr where, Span span)
            implements Question {}

    /** {@code list functions in M where EXPR}; in the condition {@code it} is the thing. */
    record ListThings(Word what, @Nullable Expr in, @Nullable Expr where, Span span)
            implements Question {}

    /** {@code survey "FILES" linux 6.1 to "FILE"}. */
    record Survey(Text files, Arch.@Nullable Release linux, @Nullable Text to, Span span)
            implements OneLiner, Question {}

    /**
     * {@code sweep module foo over A .. B step S { … }}.
     *
     * @param step in bytes; without one 2 MiB
     */
    record Sweep(Word module, Expr over, @Nullable Expr step, Block block, Span span)
            implements Question {}

    /**
     * {@code compare arch A with B { … }}, {@code compare linux V with W { … }}: both sides name
     * the same one thing.
     */
    record Compare(Side left, Side right, Block block, Span span) implements Question {
        /** What the side has instead of the script's. */
        public sealed interface Side {
            record OfArch(Word arch) implements Side {}

            record OfLinux(Arch.Release linux) implements Side {}
        }
    }

    // ---- saying what must hold

    record Expect(Expr condition, Span span) implements Question {}

    /** {@code expect fails PB3001 { … }}; the code need not exist. */
    record ExpectFails(Word code, Block block, Span span) implements Question {}

    // ---- taking it along

    /** {@code save module foo stage STAGE to "DIR"}. */
    record SaveModule(Word name, Stage stage, Text folder, Span span) implements Question {
        public enum Stage {
            RELOCATED,
            LIVE
        }
    }

    /** {@code compare module foo with "FILE" at ADDR}, shown as a table. */
    record CompareDump(Expr.Comparison comparison, Span span) implements Question {}

    /** {@code save kernel as elf "FILE"}. */
    record SaveKernel(Text file, Span span) implements Question {}

    /** {@code save journal "FILE"}. */
    record SaveJournal(Text file, Span span) implements Question {}

    // ---- a little programming

    record Let(Word name, Expr value, Span span) implements Statement {}

    /** {@code for x in EXPR { … }}, {@code for a in A .. B step S { … }}. */
    record For(Word name, Expr over, @Nullable Expr step, Block block, Span span)
            implements Statement {}

    /** {@code if … else if … else …}: the first arm whose condition holds. */
    record If(List<Arm> arms, @Nullable Block otherwise, Span span) implements Statement {
        public If {
            arms = List.copyOf(arms);
        }

        public record Arm(Expr condition, Block block) {}
    }

    /** {@code def f(a, b) = EXPR}. */
    record DefValue(Word name, List<Word> parameters, Expr value, Span span) implements Statement {
        public DefValue {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code def f(a, b) { … }}. */
    record DefSteps(Word name, List<Word> parameters, Block block, Span span) implements Statement {
        public DefSteps {
            parameters = List.copyOf(parameters);
        }
    }

    record Include(Text file, Span span) implements Statement {}

    /** {@code print EXPR}; a string in it may be an {@link Expr.Template}. */
    record Print(Expr value, Span span) implements OneLiner, Question {}

    /** An expression alone. */
    record Evaluate(Expr value, Span span) implements OneLiner {}
}
