package patchbay.arch;

import java.util.List;
import java.util.Optional;
import patchbay.isa.arm64.Arm64;
import patchbay.isa.ppc64.Ppc64;
import patchbay.kernel.Architecture;
import patchbay.kernel.arm64.Arm64Kernels;
import patchbay.kernel.ppc64.Ppc64Kernels;

/** Every architecture: the only file that names more than one. */
public final class Architectures {
    private Architectures() {}

    /**
     * In the order in which they are listed to a user; the first is what a script without {@code
     * arch} gets.
     */
    public static final List<Architecture> ALL =
            List.of(new Arm64Kernels(Arm64.ISA), new Ppc64Kernels(Ppc64.ISA));

    public static Optional<Architecture> named(String name) {
        for (Architecture architecture : ALL) {
            if (architecture.name().equals(name)) {
                return Optional.of(architecture);
            }
        }
        return Optional.empty();
    }
}
