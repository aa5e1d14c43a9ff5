package patchbay.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import patchbay.source.Code;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * The sections of a running module as {@code /sys/module/NAME/sections} tells them, in one of two
 * spellings: {@code name address} lines, or what {@code grep -H . /sys/module/NAME/sections/.*}
 * prints. Sections of one name keep their order.
 */
public final class SectionAddresses {
    private SectionAddresses() {}

    /** Why a list of sections was not read; {@code line} counts from 1. */
    public record BadSectionLine(String file, int line, String text, String expected)
            implements Refusal {
        @Override
        public Code code() {
            return Code.PB6022;
        }
    }

    public static Result<Map<String, List<Long>>> read(String file, String text) {
        Map<String, List<Long>> sections = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            int blank = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
            int behindName = blank < 0 ? line.lastIndexOf(':') : blank;
            String name = line.substring(0, Math.max(behindName, 0)).strip();
            String address = line.substring(behindName + 1);
            if (name.endsWith(":")) {
                name = name.substring(0, name.length() - 1);
            }
            name = name.substring(name.lastIndexOf('/') + 1);
            long value = parse(address);
            if (name.isEmpty()
                    || !address.startsWith("0x")
                    || address.length() < 3
                    || address.length() > 18
                    || value == -1) {
                return Result.refused(
                        new BadSectionLine(
                                file,
                                i + 1,
                                line,
                                "a section's name and its address in hexadecimal"));
            }
            if (value == 0) {
                return Result.refused(
                        new BadSectionLine(
                                file,
                                i + 1,
                                line,
                                "an address; zeros are what sysfs shows to users without the right: read it as root"));
            }
            sections.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return Result.ok(sections);
    }

    /** The number behind {@code 0x}, or -1. */
    private static long parse(String address) {
        long value = 0;
        for (int i = 2; i < address.length(); i++) {
            int digit = Character.digit(address.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
