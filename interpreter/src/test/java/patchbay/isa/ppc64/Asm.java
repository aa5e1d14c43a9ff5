package patchbay.isa.ppc64;

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
import patchbay.isa.Row;
import patchbay.isa.Text;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** Text and words of Power, there and back. */
final class Asm {
    private Asm() {}

    /** The bytes of a word, a prefix in its high half first. */
    static byte[] bytes(long word) {
        boolean prefixed = word >>> 32 != 0;
        byte[] code = new byte[prefixed ? 8 : 4];
        Bits.putLittle(code, 0, 4, prefixed ? word >>> 32 : word);
        if (prefixed) {
            Bits.putLittle(code, 4, 4, word);
        }
        return code;
    }

    /** The instruction at {@code offset}, its prefix, if it has one, in the high half. */
    static long word(byte[] code, int offset) {
        long word = Bits.little(code, offset, 4);
        return word >>> 26 == 1 ? word << 32 | Bits.little(code, offset + 4, 4) : word;
    }

    static String text(long word, long address) {
        Text out = new Text();
        Ppc64.ISA.print(bytes(word), 0, address, Isa.Names.NONE, out);
        return out.toString();
    }

    /** What is printed, without objdump's remarks, and with a target as a distance. */
    static String statement(long word, long address) {
        String text = Asm.text(word, address).replaceAll("\\t#.*", "");
        Row row = Instructions.TABLE.find(word);
        if (row != null && row.label() instanceof LabelOperand label) {
            boolean absolute = (word & 2) != 0;
            long target = label.target(word, address);
            int start = Math.max(text.lastIndexOf(' '), text.lastIndexOf(',')) + 1;
            String distance = absolute ? Long.toString(target) : ".+(" + (target - address) + ")";
            return text.substring(0, start) + distance;
        }
        return text;
    }

    static Result<Assembly> assemble(long address, Map<String, Long> symbols, String... lines) {
        List<AsmLine> all = new ArrayList<>();
        for (String line : lines) {
            all.add(new AsmLine(line, all.size()));
        }
        return Ppc64.ISA.assemble(
                all,
                address,
                name ->
                        symbols.containsKey(name)
                                ? OptionalLong.of(symbols.get(name))
                                : OptionalLong.empty());
    }

    /** The words of lines that must be good. */
    static List<Long> words(long address, Map<String, Long> symbols, String... lines) {
        return switch (assemble(address, symbols, lines)) {
            case Result.Ok<Assembly>(Assembly assembly) -> words(assembly.bytes());
            case Result.Refused<Assembly>(List<Refusal> reasons) ->
                    fail(String.join("; ", lines) + ": " + reasons);
        };
    }

    private static List<Long> words(byte[] bytes) {
        List<Long> words = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 4) {
            words.add(Bits.little(bytes, i, 4));
        }
        return words;
    }

    /** Why lines that must be bad are bad. */
    static List<IsaRefusal> refusals(String... lines) {
        return switch (assemble(0, Map.of(), lines)) {
            case Result.Ok<Assembly>(Assembly assembly) ->
                    fail(String.join("; ", lines) + ": is " + words(assembly.bytes()));
            case Result.Refused<Assembly>(List<Refusal> reasons) ->
                    reasons.stream().map(IsaRefusal.class::cast).toList();
        };
    }
}
