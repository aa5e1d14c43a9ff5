package patchbay.isa;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import patchbay.Oracle;
import patchbay.bytes.Memory;
import patchbay.bytes.Protection;
import patchbay.bytes.Range;

/**
 * A few words of code, with everything they start from, on our CPU and on qemu's; the format and
 * the addresses are those of a set's replay.s, which stands beside {@code owner}.
 *
 * @param registers numbers of the CPU's registers, in the order in which replay.s has them
 * @param trap a word that stops our CPU behind the case's words
 * @param open what is not compared
 */
public record Replay(
        Isa isa,
        Class<?> owner,
        String tools,
        List<String> qemu,
        int[] registers,
        int trap,
        Open open) {

    /** What a manual leaves open, or this qemu gets wrong. */
    public interface Open {
        /** Bits of a register (its place in {@link #registers}) after a case of that name. */
        long bits(String name, int register);
    }

    public Replay(
            Isa isa, Class<?> owner, String tools, List<String> qemu, int[] registers, int trap) {
        this(isa, owner, tools, qemu, registers, trap, (name, register) -> 0);
    }

    /** Words of a case; the end is reached by falling or jumping out of them. */
    public static final int WORDS = 8;

    public static final int MEMORY = 256;
    public static final long SLOT = 0x500000;
    public static final long BUFFER = 0x600f80;
    static final Range SECOND_HALF = Range.of(BUFFER + MEMORY / 2, MEMORY / 2);
    public static final long END = SLOT + 4 * WORDS;

    /**
     * What is tried, and what it starts from.
     *
     * @param registers their values, in the order of {@link Replay#registers}
     * @param memory {@link #MEMORY} bytes at {@link #BUFFER}
     */
    public record Case(String name, int[] words, long[] registers, byte[] memory) {}

    /** Cases of a set's rows, random, the same for the same seed. */
    public interface Cases {
        /** A case for {@code row}; none if it cannot be tried, or these numbers will not do. */
        Optional<Case> of(Row row);

        /** Several instructions of {@code rows} that work on each other's results. */
        Case sequence(List<Row> rows);
    }

    /** What it came to. */
    public record Outcome(Cpu.Stop stop, long pc, long[] registers, byte[] memory) {}

    /** Memory for {@link #run}; it can be used again and again. */
    public Memory memory() {
        Memory memory = new Memory();
        memory.map(Range.of(SLOT, 4096), Protection.EXECUTE);
        memory.map(Range.of(BUFFER, MEMORY), Protection.READ_WRITE);
        memory.putLittle(END, 4, trap);
        return memory;
    }

    /** Puts its code and its bytes there. */
    void put(Case one, Memory memory) {
        for (int i = 0; i < WORDS; i++) {
            memory.putLittle(SLOT + 4 * i, 4, one.words[i]);
        }
        memory.write(BUFFER, one.memory);
    }

    /** On our CPU, once it was {@link #put} there. */
    Outcome run(Case one, Memory memory) {
        return run(one, memory, isa.cpu(memory));
    }

    /** The same twice; the second time the CPU knows the pages already. */
    Outcome runAgain(Case one, Memory memory) {
        Cpu cpu = isa.cpu(memory);
        run(one, memory, cpu);
        memory.write(BUFFER, one.memory);
        return run(one, memory, cpu);
    }

    private Outcome run(Case one, Memory memory, Cpu cpu) {
        for (int i = 0; i < registers.length; i++) {
            cpu.register(registers[i], one.registers[i]);
        }
        cpu.pc(SLOT);
        Cpu.Stop stop = cpu.run(pc -> true, 1000);
        long[] after = new long[registers.length];
        for (int i = 0; i < registers.length; i++) {
            after[i] = cpu.register(registers[i]);
        }
        return new Outcome(stop, cpu.pc(), after, buffer(memory));
    }

    /** The buffer's bytes; its second half may be missing. */
    static byte[] buffer(Memory memory) {
        int there = memory.isMapped(SECOND_HALF) ? MEMORY : MEMORY / 2;
        return Arrays.copyOf(memory.bytes(BUFFER, there), MEMORY);
    }

    /** Whether our CPU gets through it, or stops at an instruction that is unpredictable. */
    public boolean isDefined(Case one, Memory memory) {
        put(one, memory);
        return !(run(one, memory).stop instanceof Cpu.Stop.Undefined);
    }

    /** Makes the program that runs cases on qemu. */
    public void link(Path dir, String... options) throws IOException {
        Oracle.require(tools + "-as", tools + "-ld", qemu.getFirst());
        try (InputStream source = owner.getResourceAsStream("replay.s")) {
            Files.write(dir.resolve("replay.s"), Objects.requireNonNull(source).readAllBytes());
        }
        List<String> as = new ArrayList<>(List.of(tools + "-as"));
        as.addAll(List.of(options));
        as.addAll(List.of("-o", "replay.o", "replay.s"));
        Oracle.run(dir, as.toArray(new String[0]));
        Oracle.run(
                dir,
                tools + "-ld",
                "-z",
                "norelro",
                "--section-start=.text=0x400000",
                "--section-start=.slot=0x500000",
                "--section-start=.buffer=0x600f80",
                "-o",
                "replay",
                "replay.o");
    }

    /** What differs between our CPU and qemu's, for people; empty if nothing does. */
    public List<String> differences(Path dir, List<Case> cases, Memory memory) throws IOException {
        List<Outcome> theirs = outcomes(dir, cases);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < cases.size() && wrong.size() < 60; i++) {
            put(cases.get(i), memory);
            wrong.addAll(differences(cases.get(i), run(cases.get(i), memory), theirs.get(i)));
        }
        return wrong;
    }

    /** What qemu does in these cases. */
    List<Outcome> outcomes(Path dir, List<Case> cases) throws IOException {
        int result = 8 * registers.length + MEMORY;
        ByteBuffer image =
                ByteBuffer.allocate((4 * WORDS + result) * cases.size())
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (Case one : cases) {
            Arrays.stream(one.words).forEach(image::putInt);
            Arrays.stream(one.registers).forEach(image::putLong);
            image.put(one.memory);
        }
        Files.write(dir.resolve("cases.bin"), image.array());
        List<String> command = new ArrayList<>(qemu);
        command.add("./replay");
        Oracle.Result run = Oracle.result(dir, command.toArray(new String[0]));
        ByteBuffer results =
                ByteBuffer.wrap(Files.readAllBytes(dir.resolve("results.bin")))
                        .order(ByteOrder.LITTLE_ENDIAN);
        int done = results.remaining() / result;
        if (done < cases.size()) {
            fail("qemu stopped in " + text(cases.get(done)) + ": " + run.err());
        }
        List<Outcome> outcomes = new ArrayList<>();
        while (results.hasRemaining()) {
            long[] after = new long[registers.length];
            for (int i = 0; i < after.length; i++) {
                after[i] = results.getLong();
            }
            byte[] memory = new byte[MEMORY];
            results.get(memory);
            outcomes.add(new Outcome(new Cpu.Stop.Trap(""), END, after, memory));
        }
        return outcomes;
    }

    /** The same for a single case. */
    List<String> differences(Case one, Outcome ours, Outcome theirs) {
        List<String> lines = new ArrayList<>();
        if (!(ours.stop instanceof Cpu.Stop.Trap && ours.pc == END)) {
            lines.add("ours stopped at 0x%x: %s".formatted(ours.pc, ours.stop));
        }
        List<String> names = names();
        long[] found = compared(one, ours);
        long[] expected = compared(one, theirs);
        for (int i = 0; i < registers.length; i++) {
            if (found[i] != expected[i]) {
                lines.add(
                        "%s: was 0x%x, is 0x%x, expected 0x%x"
                                .formatted(
                                        names.get(i),
                                        one.registers[i],
                                        ours.registers[i],
                                        theirs.registers[i]));
            }
        }
        for (int i = 0; i < MEMORY; i++) {
            if (ours.memory[i] != theirs.memory[i]) {
                lines.add(
                        "byte at 0x%x: was %02x, is %02x, expected %02x"
                                .formatted(
                                        BUFFER + i,
                                        one.memory[i],
                                        ours.memory[i],
                                        theirs.memory[i]));
            }
        }
        if (!lines.isEmpty()) {
            lines.addFirst(text(one));
        }
        return lines;
    }

    /** The registers after a case, without what is open. */
    long[] compared(Case one, Outcome outcome) {
        long[] compared = outcome.registers.clone();
        for (int i = 0; i < compared.length; i++) {
            compared[i] &= ~open.bits(one.name, i);
        }
        return compared;
    }

    /** The registers' names, in the same order. */
    List<String> names() {
        List<String> all = isa.cpu(new Memory()).registers();
        return Arrays.stream(registers).mapToObj(all::get).toList();
    }

    private String text(Case one) {
        byte[] code = new byte[4 * WORDS];
        for (int i = 0; i < WORDS; i++) {
            patchbay.bytes.Bits.putLittle(code, 4 * i, 4, one.words[i]);
        }
        StringBuilder out = new StringBuilder(one.name).append(':');
        for (int at = 0; at < code.length; ) {
            Text text = new Text();
            at += isa.print(code, at, SLOT + at, Isa.Names.NONE, text);
            out.append("\n    ").append(text.toString().replace('\t', ' '));
        }
        return out.toString();
    }
}
