package patchbay.isa;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;

/** A directive that places bytes: numbers, texts, alignment, room. */
final class Directive {
    private static final String KNOWN =
            ".inst, .byte, .hword, .word, .quad, .ascii, .asciz, .align, .balign, .skip, .fill or .set";

    private static final int HIGHEST_POWER = 16;

    private final Draft draft;
    private final Assembler.Dialect dialect;
    private final int unit;
    private final String name;

    /** {@code unit} as {@link Isa#unit} tells it: an alignment is filled with instructions. */
    Directive(Draft draft, Assembler.Dialect dialect, int unit) {
        this.draft = draft;
        this.dialect = dialect;
        this.unit = unit;
        this.name = draft.takeWord();
    }

    /** Its bytes at the draft's place, at most {@code most}; null, with a complaint, if none. */
    byte @Nullable [] bytes(int most) {
        byte[] bytes =
                switch (name) {
                    case ".byte" -> numbers(1);
                    case ".hword", ".short", ".2byte" -> numbers(2);
                    case ".word" -> numbers(dialect.word());
                    case ".inst", ".long", ".int", ".4byte" -> numbers(4);
                    case ".quad", ".xword", ".dword", ".8byte" -> numbers(8);
                    case ".ascii" -> texts(false);
                    case ".asciz", ".string" -> texts(true);
                    case ".align", ".p2align" -> aligned(HIGHEST_POWER, true, most);
                    case ".balign" -> aligned(1 << HIGHEST_POWER, false, most);
                    case ".space", ".skip", ".zero" -> room(most);
                    case ".fill" -> filled(most);
                    default -> other();
                };
        return bytes != null && draft.isDone() ? bytes : null;
    }

    /** What speaks of the file, not of bytes, is passed over. */
    private byte @Nullable [] other() {
        boolean silent =
                switch (name) {
                    case ".text", ".global", ".globl", ".local", ".weak", ".hidden" -> true;
                    case ".type", ".size" -> true;
                    default -> name.startsWith(".cfi_");
                };
        if (silent) {
            draft.position(draft.end());
            return new byte[0];
        }
        draft.position(draft.position() - name.length());
        draft.expected(KNOWN);
        return null;
    }

    private byte @Nullable [] numbers(int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long place = draft.place();
        do {
            draft.place(place + out.size());
            int from = draft.position();
            OptionalLong number = draft.number();
            if (number.isEmpty()) {
                return null;
            }
            long value = number.getAsLong();
            if (!Bits.fitsSigned(value, 8 * size) && !Bits.fitsUnsigned(value, 8 * size)) {
                draft.doesNotFit(from, name, value, 8 * size + " bits");
                return null;
            }
            for (int i = 0; i < size; i++) {
                out.write((int) (value >>> 8 * i));
            }
        } while (draft.accept(','));
        return out.toByteArray();
    }

    private byte @Nullable [] texts(boolean ended) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        do {
            if (!text(out)) {
                return null;
            }
            if (ended) {
                out.write(0);
            }
        } while (draft.accept(','));
        return out.toByteArray();
    }

    /** Appends a text in quotes. */
    private boolean text(ByteArrayOutputStream out) {
        if (!draft.accept('"')) {
            return draft.expected("a text in quotes");
        }
        String line = draft.text();
        int at = draft.position();
        while (at < draft.end() && line.charAt(at) != '"') {
            Escape character = Escape.at(line, at, draft.end());
            out.writeBytes(character.bytes());
            at = character.end();
        }
        draft.position(at);
        return draft.accept('"') || draft.expected("'\"'");
    }

    /** {@code .balign 16, 0, 8}: to a multiple of 16, with zeros, unless more than 8 are needed. */
    private byte @Nullable [] aligned(int highest, boolean power, int room) {
        int from = draft.position();
        OptionalLong number = number(0, highest, power ? "" : ", a power of two");
        if (number.isEmpty()) {
            return null;
        }
        long alignment = power ? 1L << number.getAsLong() : Math.max(1, number.getAsLong());
        if (Long.bitCount(alignment) != 1) {
            draft.doesNotFit(from, name, alignment, "0 .. " + highest + ", a power of two");
            return null;
        }
        byte[] bytes = new byte[(int) (Bits.alignUp(draft.place(), alignment) - draft.place())];
        if (bytes.length > room) {
            draft.doesNotFit(from, name, bytes.length, "0 .. " + room + " bytes more");
            return null;
        }
        boolean filled = draft.accept(',') && draft.peek() != ',';
        OptionalLong fill = filled ? number(-128, 255, "") : OptionalLong.of(0);
        boolean bounded = draft.accept(',');
        OptionalLong most =
                bounded ? number(0, Integer.MAX_VALUE, "") : OptionalLong.of(bytes.length);
        if (fill.isEmpty() || most.isEmpty()) {
            return null;
        }
        if (bytes.length > most.getAsLong()) {
            return new byte[0];
        }
        if (filled) {
            Arrays.fill(bytes, (byte) fill.getAsLong());
        }
        for (int at = bytes.length - unit; at >= 0 && !filled; at -= unit) {
            Bits.putLittle(bytes, at, unit, dialect.nop());
        }
        return bytes;
    }

    private byte @Nullable [] room(int most) {
        OptionalLong count = number(0, most, "");
        OptionalLong fill = draft.accept(',') ? number(-128, 255, "") : OptionalLong.of(0);
        if (count.isEmpty() || fill.isEmpty()) {
            return null;
        }
        byte[] bytes = new byte[(int) count.getAsLong()];
        Arrays.fill(bytes, (byte) fill.getAsLong());
        return bytes;
    }

    /** {@code .fill repeat, size, value}. */
    private byte @Nullable [] filled(int most) {
        int from = draft.position();
        OptionalLong repeat = number(0, most, "");
        OptionalLong size = draft.accept(',') ? number(0, 8, "") : OptionalLong.of(1);
        OptionalLong value = draft.accept(',') ? draft.number() : OptionalLong.of(0);
        if (repeat.isEmpty() || size.isEmpty() || value.isEmpty()) {
            return null;
        }
        int width = (int) size.getAsLong();
        long length = repeat.getAsLong() * width;
        if (length > most) {
            draft.doesNotFit(from, name, length, "0 .. " + most);
            return null;
        }
        byte[] bytes = new byte[(int) length];
        for (int at = 0; at < length; at += width) {
            Bits.putLittle(bytes, at, width, value.getAsLong());
        }
        return bytes;
    }

    /** A number in a range; empty, with a complaint, if there is none. */
    private OptionalLong number(long lowest, long highest, String more) {
        int from = draft.position();
        OptionalLong number = draft.number();
        long value = number.orElse(0);
        if (number.isPresent() && (value < lowest || value > highest)) {
            draft.doesNotFit(from, name, value, lowest + " .. " + highest + more);
            return OptionalLong.empty();
        }
        return number;
    }
}
