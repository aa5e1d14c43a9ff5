package patchbay.bench;

import java.util.Map;
import java.util.Objects;
import patchbay.isa.Isa;
import patchbay.isa.RowTable;

/**
 * What an instruction set is called elsewhere.
 *
 * @param table its rows
 * @param machine its number in ELF files
 * @param objdump the disassembler of the GNU binutils
 * @param linker what {@code ld.lld -m} takes
 */
record Peers(RowTable table, int machine, String objdump, String linker) {
    private static final Map<String, Peers> ALL =
            Map.of(
                    "arm64",
                    new Peers(
                            patchbay.isa.arm64.Instructions.TABLE,
                            183,
                            "aarch64-linux-gnu-objdump",
                            "aarch64linux"),
                    "ppc64le",
                    new Peers(
                            patchbay.isa.ppc64.Instructions.TABLE,
                            21,
                            "powerpc64le-linux-gnu-objdump",
                            "elf64lppc"));

    static Peers of(Isa isa) {
        return Objects.requireNonNull(ALL.get(isa.name()), isa.name());
    }
}
