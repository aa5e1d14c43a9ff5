package patchbay.isa.arm64;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import patchbay.bytes.Bits;
import patchbay.isa.Isa;
import patchbay.isa.Isa.AsmLine;
import patchbay.isa.Isa.Assembly;
import patchbay.isa.IsaRefusal;
import patchbay.isa.Text;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** Short ways to the assembler and the disassembler. */
final class Asm {
    private Asm() {}

    /** The text of a word as objdump prints it. */
    static String text(long word, long address) {
        byte[] code = new byte[4];
        Bits.putLittle(code, 0, 4, word);
        Text out = new Text();
        Arm64.ISA.print(code, 0, address, Isa.Names.NONE, out);
        return out.toString();
    }

    /** The same with a target as a distance, for assemblers. */
    static String statement(long word, long address) {
        byte[] code = new byte[4];
        Bits.putLittle(code, 0, 4, word);
        Text out = new Text();
        Isa.Names distance =
                (target, text) ->
                        text.drop(Long.toHexString(target).length())
                                .put(".+(")
                                .decimal(target - address)
                                .put(')');
        Arm64.ISA.print(code, 0, address, distance, out);
        return out.toString();
    }

    static Result<Assembly> assemble(long address, Map<String, Long> symbols, String... lines) {
        List<AsmLine> all = new ArrayList<>();
        for (String line : lines) {
            all.add(new AsmLine(line, all.size()));
        }
        return Arm64.ISA.assemble(
                all,
                address,
                name ->
                        symbols.containsKey(name)
                                ? OptionalLong.of(symbols.get(name))
                                : OptionalLong.empty());
    }

    /** The words of lines that must be good. */
    static List<Long> words(long address, String... lines) {
        return switch (assemble(address, Map.of(), lines)) {
            case Result.Ok<Assembly>(Assembly assembly) -> words(assembly.bytes());
            case Result.Refused<Assembly>(List<Refusal> reasons) ->
                    fail(String.join("; ", lines) + ": " + reasons);
        };
    }

    static long word(long address, String line) {
        return words(address, line).getFirst();
    }

    private static List<Long> words(byte[] bytes) {
        List<Long> words = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 4) {
            words.add(Bits.little(bytes, i, 4));
        }
        return words;
    }

    /** Why lines that must be bad are bad. */
    static List<IsaRefusal> refusals(long address, String... lines) {
        return switch (assemble(address, Map.of(), lines)) {
            case Result.Ok<Assembly>(Assembly assembly) ->
                    fail(String.join("; ", lines) + ": is " + words(assembly.bytes()));
            case Result.Refused<Assembly>(List<Refusal> reasons) ->
                    reasons.stream().map(IsaRefusal.class::cast).toList();
        };
    }
}
