package patchbay.kernel;

import patchbay.source.Code;
import patchbay.source.Refusal;

/** Why a linked kernel is not taken into memory. */
public sealed interface KernelRefusal extends Refusal {
    String file();

    /** Not a kernel as its linker leaves it. */
    record NotLinked(String file, Found found) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB6010;
        }
    }

    /** What was found in the place of a linked kernel. */
    enum Found {
        /** packed with gzip, xz or the like */
        PACKED,
        /** what a boot loader loads: {@code Image}, {@code bzImage}, {@code zImage} */
        BOOT_IMAGE,
        /** a relocatable file: a module, or a part of a kernel */
        RELOCATABLE,
        /** headers that put nothing into memory */
        NOTHING_TO_LOAD,
        /** an executable without any code: what debug information is split off into */
        NO_CODE
    }

    /** No table of symbols. */
    record NoSymbols(String file) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB6011;
        }
    }

    /** It takes more of the address space than any kernel does. */
    record TooLarge(String file, long first, long size, long limit) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB6012;
        }
    }

    /** Two sections that lie in memory overlap. */
    record Overlap(String file, String first, String second, long address)
            implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB6012;
        }
    }

    /** What {@code what} refers to is nowhere in memory. */
    record Outside(String file, String what, long address) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB6012;
        }
    }

    /** Functions that together are longer than the code. */
    record Intertwined(String file, long functions, long text) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB6012;
        }
    }

    /** Where it is to lie, it would not end before the address space does. */
    record Wraps(String file, long wanted, long size) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB2006;
        }
    }

    /** It is moved by something else than whole pages. */
    record Misaligned(String file, long linked, long wanted, long unit) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB2005;
        }
    }

    /** Its addresses are fixed, and it is to lie elsewhere. */
    record Fixed(String file, long linked, long wanted) implements KernelRefusal {
        @Override
        public Code code() {
            return Code.PB7012;
        }
    }
}
