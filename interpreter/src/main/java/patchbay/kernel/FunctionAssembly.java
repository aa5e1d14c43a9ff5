package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import patchbay.isa.Insn;
import patchbay.isa.Isa;
import patchbay.isa.Isa.AsmLine;
import patchbay.machine.Symbol;
import patchbay.source.Result;

/**
 * One function of a layout, assembled twice.
 *
 * <p>The first time no name has an address yet: every name stands for the function itself, which is
 * always in reach. That gives the size, and the branches with the names that they go to. The second
 * time names have addresses, and a branch goes to its target or to a slot. Both give the same size,
 * since no instruction's length depends on an address.
 */
record FunctionAssembly(
        LayoutSpec.Function function,
        long address,
        Isa.Assembly trial,
        OptionalInt site,
        List<Branch> branches) {

    /**
     * A direct branch to a name.
     *
     * @param line index of its line
     * @param links whether it leaves a return address
     */
    record Branch(int line, long place, boolean links, String callee) {}

    /** What a name in a function means, once everything has its place. */
    interface Names {
        OptionalLong address(String name);

        /** Where a branch at {@code place} goes to reach {@code callee}. */
        long branch(String callee, long place, boolean links);

        /** Whether that is a slot. */
        boolean isThroughSlot(String callee, long place, boolean links);

        /** What the register that belongs to the object holds; 0 where there is none. */
        long toc();

        long text(String text);
    }

    long codeSize() {
        return trial.bytes().length;
    }

    long size() {
        return function.size().orElse(codeSize());
    }

    /** The site's offset from the function's start. */
    OptionalLong siteOffset() {
        return site.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(trial.offsets().get(site.getAsInt()));
    }

    static Result<FunctionAssembly> trial(Era era, LayoutSpec.Function function, long address) {
        if (function.body() instanceof LayoutSpec.Assembler assembler) {
            return era.isa()
                    .assemble(assembler.lines(), address, name -> OptionalLong.of(address))
                    .map(trial ->
                            new FunctionAssembly(
                                    function,
                                    address,
                                    trial,
                                    OptionalInt.empty(),
                                    branches(era.isa(), assembler, trial, address)));
        }
        List<String> callees = new ArrayList<>();
        FunctionCode.Assembly code =
                era.functionCode()
                        .lines(
                                function,
                                new FunctionCode.Linker() {
                                    @Override
                                    public long branch(String callee) {
                                        callees.add(callee);
                                        return address;
                                    }

                                    @Override
                                    public long here() {
                                        return address;
                                    }

                                    @Override
                                    public long toc() {
                                        return address;
                                    }

                                    @Override
                                    public long text(String text) {
                                        return address;
                                    }
                                });
        return era.isa()
                .assemble(numbered(code.lines()), address, name -> OptionalLong.of(address))
                .map(trial ->
                        new FunctionAssembly(
                                function,
                                address,
                                trial,
                                code.site(),
                                branches(era.isa(), callees, trial, address)));
    }

    /** The code's own branches are calls, in the order in which their callees were asked for. */
    private static List<Branch> branches(
            Isa isa, List<String> callees, Isa.Assembly trial, long address) {
        List<Branch> branches = new ArrayList<>();
        for (int line = 0; branches.size() < callees.size(); line++) {
            int offset = trial.offsets().get(line);
            if (flow(isa, trial, offset, address) instanceof Insn.Flow.Call) {
                branches.add(
                        new Branch(line, address + offset, true, callees.get(branches.size())));
            }
        }
        return branches;
    }

    private static Insn.Flow flow(Isa isa, Isa.Assembly trial, int offset, long address) {
        return isa.flow(trial.bytes(), offset, address + offset);
    }

    /**
     * A line of the user's is a branch to a name if it decodes as a jump or a call and its operand
     * is no label of the block.
     */
    private static List<Branch> branches(
            Isa isa, LayoutSpec.Assembler assembler, Isa.Assembly trial, long address) {
        List<Branch> branches = new ArrayList<>();
        List<Integer> offsets = trial.offsets();
        for (int line = 0; line < offsets.size(); line++) {
            int offset = offsets.get(line);
            int next = line + 1 < offsets.size() ? offsets.get(line + 1) : trial.bytes().length;
            if (next - offset < isa.unit()) {
                continue; // nothing, or data
            }
            Insn.Flow flow = flow(isa, trial, offset, address);
            String operand = operand(assembler.lines().get(line).text());
            boolean direct = flow instanceof Insn.Flow.Call || flow instanceof Insn.Flow.Jump;
            if (direct && isName(operand) && !trial.labels().containsKey(operand)) {
                branches.add(
                        new Branch(
                                line,
                                address + offset,
                                flow instanceof Insn.Flow.Call,
                                operand.replace("`", "")));
            }
        }
        return branches;
    }

    /** What stands behind the last blank of a line, its comment left out. */
    private static String operand(String text) {
        String trimmed = code(text).replace('\t', ' ').trim();
        return trimmed.substring(trimmed.lastIndexOf(' ') + 1);
    }

    private static String code(String text) {
        int comment = text.indexOf("//");
        return comment < 0 ? text : text.substring(0, comment);
    }

    private static boolean isName(String operand) {
        return !operand.isEmpty()
                && (Character.isLetter(operand.charAt(0)) || "_`".indexOf(operand.charAt(0)) >= 0);
    }

    /**
     * Whether the code is the same wherever it stands and whatever the function is called: the
     * kernel's own pattern for it, without branches or texts.
     */
    boolean isPattern() {
        return branches.isEmpty()
                && (function.body() instanceof LayoutSpec.Empty
                        || function.body() instanceof LayoutSpec.Returns);
    }

    /** The same pattern for another function. */
    FunctionAssembly of(LayoutSpec.Function other, long where) {
        return new FunctionAssembly(other, where, trial, site, branches);
    }

    /** The function's bytes, filled up to its size. */
    Result<byte[]> place(Era era, Names names) {
        return (isPattern() ? Result.ok(trial) : assemble(era, names))
                .then(code -> filled(code.bytes(), era));
    }

    private Result<Isa.Assembly> assemble(Era era, Names names) {
        List<AsmLine> lines = new ArrayList<>();
        if (function.body() instanceof LayoutSpec.Assembler assembler) {
            lines.addAll(assembler.lines());
            for (Branch branch : branches) {
                AsmLine line = lines.get(branch.line);
                long target = names.branch(branch.callee, branch.place, branch.links);
                OptionalLong plain = names.address(branch.callee);
                if (plain.isPresent() && plain.getAsLong() != target) {
                    String operand = operand(line.text());
                    int at = code(line.text()).lastIndexOf(operand);
                    String text =
                            line.text().substring(0, at)
                                    + "0x"
                                    + Long.toHexString(target)
                                    + line.text().substring(at + operand.length());
                    lines.set(branch.line, new AsmLine(text, line.index()));
                }
            }
        } else {
            int[] next = {0};
            lines.addAll(
                    numbered(
                            era.functionCode()
                                    .lines(
                                            function,
                                            new FunctionCode.Linker() {
                                                @Override
                                                public long branch(String callee) {
                                                    Branch branch = branches.get(next[0]++);
                                                    return names.branch(
                                                            callee, branch.place, branch.links);
                                                }

                                                @Override
                                                public long here() {
                                                    return address;
                                                }

                                                @Override
                                                public long toc() {
                                                    return names.toc();
                                                }

                                                @Override
                                                public long text(String text) {
                                                    return names.text(text);
                                                }
                                            })
                                    .lines()));
        }
        return era.isa()
                .assemble(lines, address, names::address)
                .then(code -> restoring(era, names, code));
    }

    /** {@code code} with what the era wants behind calls that go through a slot. */
    private Result<Isa.Assembly> restoring(Era era, Names names, Isa.Assembly code) {
        Optional<String> wanted = era.behindSlotCall();
        Symbol symbol = new Symbol("", function.name(), address, size(), Symbol.Kind.FUNCTION);
        for (Branch branch : wanted.isPresent() ? branches : List.<Branch>of()) {
            if (branch.links && names.isThroughSlot(branch.callee, branch.place, true)) {
                int offset = (int) (branch.place - address);
                Optional<StepRefusal> refusal =
                        Calls.restore(era, symbol, code.bytes(), offset, wanted.get());
                if (refusal.isPresent()) {
                    return Result.refused(refusal.get());
                }
            }
        }
        return Result.ok(code);
    }

    /** Bytes from its beginning to where branches of its own object enter. */
    int localEntry(Era era) {
        return era.functionCode().localEntry(trial.bytes());
    }

    /** The code, and no-ops behind it up to the function's size. */
    private Result<byte[]> filled(byte[] code, Era era) {
        if (code.length == size()) {
            return Result.ok(code);
        }
        List<AsmLine> noOp = numbered(List.of(era.noOp()));
        return era.isa()
                .assemble(noOp, address, name -> OptionalLong.empty())
                .map(filler -> {
                    byte[] bytes = Arrays.copyOf(code, (int) size());
                    int step = filler.bytes().length;
                    for (int at = code.length; at + step <= bytes.length; at += step) {
                        System.arraycopy(filler.bytes(), 0, bytes, at, step);
                    }
                    return bytes;
                });
    }

    static List<AsmLine> numbered(List<String> texts) {
        List<AsmLine> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(new AsmLine(text, lines.size()));
        }
        return lines;
    }
}
