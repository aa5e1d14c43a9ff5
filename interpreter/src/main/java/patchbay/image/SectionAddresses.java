package patchbay.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    public sealed interface SectionRefusal extends Refusal {
        /** A line that is no name with something behind it. */
        record NoSection(String file, int line, String text) implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6022;
            }
        }

        /** What stands behind the name does not begin with {@code 0x}. */
        record NoAddress(String file, int line, String section, String found)
                implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6027;
            }
        }

        /** Digits without {@code 0x} before them. */
        record NoSign(String file, int line, String section, String found)
                implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6031;
            }
        }

        /** An address, and something else behind it. */
        record More(String file, int line, String section, String found) implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6032;
            }
        }

        /** Something else than a hexadecimal digit behind {@code 0x}, or nothing. */
        record NoDigit(String file, int line, String section, String found)
                implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6029;
            }
        }

        /** More than 16 digits. */
        record TooLong(String file, int line, String section, String found)
                implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6030;
            }
        }

        /** Address zero: what sysfs shows to users without the right. */
        record Hidden(String file, int line, String section) implements SectionRefusal {
            @Override
            public Code code() {
                return Code.PB6028;
            }
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
            if (name.isEmpty()) {
                return Result.refused(new SectionRefusal.NoSection(file, i + 1, shown(line)));
            }
            SectionRefusal refusal = flaw(file, i + 1, shown(name), address);
            if (refusal != null) {
                return Result.refused(refusal);
            }
            sections.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(Long.parseUnsignedLong(address, 2, address.length(), 16));
        }
        return Result.ok(sections);
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), 80));
    }

    /** What is wrong with an address, or null. */
    private static @Nullable SectionRefusal flaw(
            String file, int line, String section, String address) {
        String found = shown(address);
        if (!address.startsWith("0x")) {
            return section.contains(" 0x") || section.contains(":0x")
                    ? new SectionRefusal.More(file, line, section, found)
                    : isHex(address, 0)
                            ? new SectionRefusal.NoSign(file, line, section, found)
                            : new SectionRefusal.NoAddress(file, line, section, found);
        }
        if (!isHex(address, 2)) {
            return new SectionRefusal.NoDigit(file, line, section, found);
        }
        if (address.length() > 18) {
            return new SectionRefusal.TooLong(file, line, section, found);
        }
        return Long.parseUnsignedLong(address, 2, address.length(), 16) == 0
                ? new SectionRefusal.Hidden(file, line, section)
                : null;
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return text.length() > from;
    }
}
