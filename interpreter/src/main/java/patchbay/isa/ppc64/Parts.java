package patchbay.isa.ppc64;

import java.util.OptionalLong;
import patchbay.isa.Draft;

/**
 * What is written behind a number to take sixteen bits of it: {@code @l}, {@code @ha}, and so on;
 * with {@code @toc} before, or alone, the distance from {@code .TOC.} is meant.
 */
final class Parts {
    private Parts() {}

    /** The part of {@code value} that is asked for; empty, with a complaint, if there is none. */
    static OptionalLong read(Draft draft, long value) {
        long whole = value;
        boolean part = false;
        while (draft.accept('@')) {
            int start = draft.position();
            String name = draft.takeWord();
            if (name.equals("toc")) {
                OptionalLong toc = draft.address(".TOC.");
                if (toc.isEmpty()) {
                    return toc;
                }
                whole -= toc.getAsLong();
                continue;
            }
            int shift = shift(name);
            if (part || shift < 0) {
                draft.position(start);
                draft.expected("l, h, ha, high, higha, higher, highera, highest, highesta or toc");
                return OptionalLong.empty();
            }
            boolean adjusted = name.endsWith("a");
            whole = (adjusted ? whole + 0x8000 : whole) >> shift;
            part = true;
        }
        return OptionalLong.of(whole);
    }

    private static int shift(String name) {
        return switch (name) {
            case "l" -> 0;
            case "h", "ha", "high", "higha" -> 16;
            case "higher", "highera" -> 32;
            case "highest", "highesta" -> 48;
            default -> -1;
        };
    }
}
