package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Range;
import patchbay.machine.SlotTable;
import patchbay.source.Code;
import patchbay.source.Phrase;
import patchbay.source.Refusal;

/** Why a module is not loaded: what that kernel would refuse, and what cannot even be tried. */
public sealed interface LoadRefusal extends Refusal {
    int ENOENT = -2;
    int ENOEXEC = -8;
    int ENOMEM = -12;
    int EINVAL = -22;

    /** What {@code insmod} gets; 0 where it would not come to that. */
    default int errno() {
        return 0;
    }

    /** The lines that the kernel logs. */
    default List<String> log() {
        return List.of();
    }

    /** What the kernel says in one {@code line} of its log, or with an empty one in none. */
    sealed interface Logged extends LoadRefusal {
        String line();

        @Override
        default int errno() {
            return ENOEXEC;
        }

        @Override
        default List<String> log() {
            return line().isEmpty() ? List.of() : List.of(line());
        }
    }

    /** A section that has both flags, W and X. */
    static Rejected writableCode(String module, String section, int index) {
        return new Rejected(
                module,
                section + " is code that can be written to",
                "link it without the flag W for code, or X for data",
                module
                        + ": section "
                        + section
                        + " (index "
                        + index
                        + ")"
                        + " has invalid WRITE|EXEC flags");
    }

    /** The file is for another instruction set. */
    record ForeignMachine(String file, String machine, String wanted) implements LoadRefusal {
        @Override
        public Code code() {
            return Code.PB6005;
        }

        @Override
        public int errno() {
            return ENOEXEC;
        }
    }

    /** Not a relocatable file, or nothing in it to load. */
    record NoModule(String file, String found) implements LoadRefusal {
        @Override
        public Code code() {
            return Code.PB6006;
        }

        @Override
        public int errno() {
            return ENOEXEC;
        }
    }

    /** The placement names neither these blocks nor what they could be derived from. */
    record NotPlaced(String module, String what, List<String> names) implements LoadRefusal {
        public NotPlaced {
            names = List.copyOf(names);
        }

        @Override
        public Code code() {
            return Code.PB6007;
        }
    }

    /** The placement names a block that this kernel's modules do not have. */
    record NoSuchBlock(String module, String name, List<String> known) implements LoadRefusal {
        public NoSuchBlock {
            known = List.copyOf(known);
        }

        @Override
        public Code code() {
            return Code.PB2001;
        }
    }

    /** No window has room for a block. */
    record NoRoom(String module, String block, long size, List<Range> windows)
            implements LoadRefusal {
        public NoRoom {
            windows = List.copyOf(windows);
        }

        @Override
        public Code code() {
            return Code.PB7007;
        }

        @Override
        public int errno() {
            return ENOMEM;
        }
    }

    record Misaligned(String module, String what, long address, long alignment)
            implements LoadRefusal {
        @Override
        public Code code() {
            return Code.PB2005;
        }
    }

    /** Two parts of the module on top of each other; {@code address} belongs to both. */
    record Overlap(String module, String first, String second, long address)
            implements LoadRefusal {
        @Override
        public Code code() {
            return Code.PB2004;
        }
    }

    /** More than a module area holds, or past the end of the address space. */
    record TooLarge(String module, String what, long size, long limit) implements LoadRefusal {
        @Override
        public Code code() {
            return Code.PB7007;
        }

        @Override
        public int errno() {
            return ENOMEM;
        }
    }

    /**
     * All symbols that nobody exports.
     *
     * @param depends the modules that have to be there first, as the file says
     */
    record UnknownSymbols(String module, List<String> names, List<String> depends)
            implements LoadRefusal {
        public UnknownSymbols {
            names = List.copyOf(names);
            depends = List.copyOf(depends);
        }

        @Override
        public Code code() {
            return Code.PB7002;
        }

        @Override
        public int errno() {
            return ENOENT;
        }

        @Override
        public List<String> log() {
            return names.stream()
                    .map(name -> module + ": Unknown symbol " + name + " (err -2)")
                    .toList();
        }
    }

    /**
     * A value that does not fit, after a slot was tried where there is one; {@code line} is what
     * the kernel logs.
     */
    record Overflow(
            String module,
            String section,
            long place,
            String fixup,
            String symbol,
            long value,
            long lowest,
            long highest,
            String line)
            implements Logged {
        @Override
        public Code code() {
            return Code.PB7003;
        }
    }

    /** {@code entry} in {@code section} lies, with its field, outside of the section. */
    record OutsideOfSection(
            String module, String section, long offset, int size, long sectionSize, String fixup)
            implements LoadRefusal {
        @Override
        public Code code() {
            return Code.PB6004;
        }
    }

    /** No rule for relocations of {@code type}; {@code line} is what the kernel logs. */
    record Unsupported(
            String module, String section, long place, int type, String symbol, String line)
            implements Logged {
        @Override
        public Code code() {
            return Code.PB7004;
        }
    }

    /**
     * A branch needed a slot and none was left. The kernel refuses the module, and only warns; old
     * ones stop with a BUG, {@code line}, which is otherwise empty.
     *
     * @param where the branch, {@code bar+0x28 (.text+0x48)}
     * @param countedFor the table for which its section's branches were counted; empty where they
     *     were not
     * @param last for which branch the last slot was filled; empty if there is no slot
     * @param strangers branches with a slot of this table that were counted for another, or for
     *     none
     */
    record NoSlotLeft(
            String module,
            String table,
            long place,
            String where,
            long target,
            int max,
            String countedFor,
            String last,
            List<String> strangers,
            int errno,
            String line)
            implements Logged {
        @Override
        public Code code() {
            return Code.PB7005;
        }
    }

    /**
     * A branch to {@code symbol} of the module itself needed a slot, which kernels until 4.10 keep
     * for the symbols of others only; they take the symbol's size for the address of one.
     */
    record NoSlotForOwn(String module, long place, String symbol, int errno, String line)
            implements Logged {
        @Override
        public Code code() {
            return Code.PB7005;
        }
    }

    /**
     * A slot at {@code slot} cannot take a branch to {@code target}; {@code line} is what the
     * kernel logs.
     */
    record SlotOutOfReach(
            String module, String table, long slot, long target, int errno, String line)
            implements Logged {
        @Override
        public Code code() {
            return Code.PB7003;
        }
    }

    /**
     * Sections that the loader resizes or fills; {@code line} is what the kernel logs, or empty.
     */
    record SectionMissing(String module, List<String> names, String line) implements Logged {
        public SectionMissing {
            names = List.copyOf(names);
        }

        @Override
        public Code code() {
            return Code.PB7006;
        }
    }

    /**
     * A live patch, for a kernel that has no live patching; {@code more} says what else to know.
     */
    record NoLivepatching(String module, Version version, String more, String line)
            implements Logged {
        @Override
        public Code code() {
            return Code.PB7001;
        }
    }

    /**
     * A module that is not loaded because a live patch that is enabled cannot be relocated against
     * it.
     *
     * @param table of the patch, where a slot that was filled before the refusal stays filled
     */
    record RefusedByPatch(
            String module, String patch, LoadRefusal reason, Optional<SlotTable> table)
            implements LoadRefusal {
        @Override
        public Code code() {
            return reason.code();
        }

        @Override
        public int errno() {
            return reason.errno();
        }

        @Override
        public List<String> log() {
            List<String> lines = new ArrayList<>(reason.log());
            lines.add(
                    Phrase.of(
                            "livepatch: failed to initialize patch '%s' for module '%s' (%d)",
                            patch, module, errno()));
            lines.add(
                    Phrase.of(
                            "livepatch: patch '%s' failed for module '%s', refusing to load module '%s'",
                            patch, module, module));
            return lines;
        }
    }

    /**
     * A live patch whose relocations or symbols the kernel does not follow.
     *
     * @param what is wrong, in words
     * @param help what would be right; may be empty
     * @param line what the kernel logs
     */
    record BadLivepatch(String module, String what, String help, String line) implements Logged {
        @Override
        public Code code() {
            return Code.PB7001;
        }

        @Override
        public int errno() {
            return EINVAL;
        }
    }

    /**
     * Anything else that this kernel refuses.
     *
     * @param what is wrong, in words
     * @param help what would be right; may be empty
     * @param line what the kernel logs; empty if it says nothing
     */
    record Rejected(String module, String what, String help, String line) implements Logged {
        @Override
        public Code code() {
            return Code.PB7001;
        }
    }
}
