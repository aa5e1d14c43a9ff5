package patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import patchbay.bytes.Bits;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;
import patchbay.isa.Cpu;
import patchbay.isa.Isa;
import patchbay.isa.Text;
import patchbay.lang.parse.BareParse;
import patchbay.lang.parse.Parsed;
import patchbay.lang.parse.Parser;
import patchbay.source.Result;
import patchbay.source.Source;

/** Rows of one part of the engine, warm, in one thread. */
final class EngineRows {
    private static final int FULL = 1 << 15;

    private EngineRows() {}

    // ---- printing

    static Row printing(Isa isa) {
        return new Row(
                "print-" + isa.name(),
                "the same text printed, warm, in process, one thread",
                "Capstone 4, printing likewise",
                new Row.Limit(Row.Kind.TIMES, 1 / 2.0, 1 / 4.0),
                Row.GROWING,
                3,
                List.of(),
                (folder, part) -> {
                    MixedCode mixed = MixedCode.of(isa, MixedCode.size(part));
                    byte[] code = mixed.bytes();
                    Isa.Printer printer = isa.printer();
                    Text text = new Text();
                    Race.check(
                            print(printer, code, mixed.base(), text) == code.length / 4, "lines");
                    Race.Runner ours = Race.timed(() -> print(printer, code, mixed.base(), text));
                    if (!Files.exists(Path.of("/usr/include/capstone/capstone.h"))) {
                        return Race.without(code.length, ours, "NOT INSTALLED: libcapstone-dev");
                    }
                    Path file = Files.write(folder.resolve("text"), code);
                    Path program = Shell.compile(folder, "capstone.c", "-lcapstone");
                    List<String> command =
                            List.of(
                                    program.toString(),
                                    isa.name(),
                                    file.toString(),
                                    Long.toHexString(mixed.base()));
                    return Race.beside(code.length, ours, () -> seconds(folder, command));
                });
    }

    /** Address, word, text, a line each; how many lines. */
    private static int print(Isa.Printer printer, byte[] code, long base, Text text) {
        int lines = 0;
        text.clear();
        for (int at = 0; at < code.length; lines++) {
            text.hex(base + at, 16).put(":\t").hex(Bits.word(code, at), 8).put(" \t");
            at += printer.print(code, at, base + at, Isa.Names.NONE, text);
            text.put('\n');
            if (text.length() > FULL) {
                text.clear();
            }
        }
        return lines;
    }

    /** The first number that a peer prints. */
    private static double seconds(Path folder, List<String> command) throws IOException {
        return Double.parseDouble(Shell.output(folder, command).split("\\s+")[0]);
    }

    // ---- emulation

    private static final long TEXT = 0x10000;
    private static final long DATA = 0x100000;
    private static final int DATA_SIZE = 0x10000;

    /** About 100 million instructions. */
    private static final int ROUNDS = 3000;

    static Row emulation(Isa isa) {
        return new Row(
                "emulate-" + isa.name(),
                "emulation, every instruction observed, warm; speed",
                "a predecoded switch in C, gcc -O2",
                new Row.Limit(Row.Kind.SPEED, 0.4, 0.8),
                Row.GROWING,
                3,
                List.of(),
                (folder, part) -> {
                    byte[] program = program(isa);
                    int rounds = ROUNDS / part;
                    Watch watch = run(isa, program, rounds);
                    Race.Runner ours = Race.timed(() -> run(isa, program, rounds));
                    String missing = Shell.missing("gcc");
                    if (!missing.isEmpty()) {
                        return Race.without(watch.steps, ours, missing);
                    }
                    Path file = Files.write(folder.resolve("program"), program);
                    Path peer = Shell.compile(folder, "switch-%s.c".formatted(isa.name()));
                    List<String> command =
                            List.of(peer.toString(), file.toString(), Integer.toString(rounds));
                    String[] said = Shell.output(folder, command).trim().split("\\s+");
                    Race.check(
                            said[1].equals(Long.toHexString(watch.result))
                                    && said[2].equals(Long.toString(watch.steps)),
                            "%x after %d steps here, %s after %s there"
                                    .formatted(watch.result, watch.steps, said[1], said[2]));
                    return Race.beside(watch.steps, ours, () -> seconds(folder, command));
                });
    }

    /** What watches each instruction here and in the peer: it counts, keeps the last, and stops. */
    private static final class Watch implements Cpu.Observer {
        private static final int LAST = 8;
        private final long[] last = new long[LAST];
        private final long landing;
        private long steps;
        private long result;

        Watch(long landing) {
            this.landing = landing;
        }

        @Override
        public boolean at(long pc) {
            if (pc == landing) {
                return false;
            }
            last[(int) steps & LAST - 1] = pc;
            steps++;
            return true;
        }
    }

    private static byte[] program(Isa isa) throws IOException {
        List<Isa.AsmLine> lines = new ArrayList<>();
        for (String line :
                MixedCode.resource("program-%s.s".formatted(isa.name())).lines().toList()) {
            lines.add(new Isa.AsmLine(line, lines.size()));
        }
        Result<Isa.Assembly> assembled =
                isa.assemble(lines, TEXT, name -> java.util.OptionalLong.empty());
        if (assembled instanceof Result.Ok<Isa.Assembly>(Isa.Assembly assembly)) {
            return assembly.bytes();
        }
        throw new IllegalStateException(assembled.toString());
    }

    private static Watch run(Isa isa, byte[] program, int rounds) {
        Memory memory = new Memory();
        memory.map(Range.of(TEXT, program.length), Protection.EXECUTE);
        memory.write(TEXT, program);
        memory.map(Range.of(DATA, DATA_SIZE), Protection.READ_WRITE);
        Cpu cpu = isa.cpu(memory);
        long landing = DATA + DATA_SIZE;
        cpu.stack(landing);
        cpu.link(landing);
        cpu.argument(0, rounds);
        cpu.argument(1, DATA);
        cpu.pc(TEXT);
        Watch watch = new Watch(landing);
        Race.check(
                cpu.run(watch, Long.MAX_VALUE) instanceof Cpu.Stop.Observed,
                "the program stopped at " + Long.toHexString(cpu.pc()));
        watch.result = cpu.result();
        return watch;
    }

    // ---- parsing

    private static final int STATEMENTS = 100_000;

    static Row parsing() {
        return new Row(
                "parse",
                "parsing to tree, 100,000 statements, warm; speed",
                "bare ANTLR: its lexer and parser",
                new Row.Limit(Row.Kind.SPEED, 0.5, 0.8),
                Row.GROWING,
                3,
                List.of(),
                (folder, part) -> {
                    int count = STATEMENTS / part;
                    Source source = new Source("many.lp", Workloads.statements(count));
                    Parsed parsed = Parser.parse(source);
                    Race.check(parsed.ok(), "parsed: " + parsed.diagnostics());
                    Race.check(parsed.script().steps().size() == count, "statements");
                    BareParse bare = new BareParse(source);
                    Race.check(bare.run() == count, "statements of the bare parse");
                    return Race.beside(
                            count,
                            Race.timed(() -> Parser.parse(source)),
                            Race.timed(() -> bare.run()));
                });
    }
}
