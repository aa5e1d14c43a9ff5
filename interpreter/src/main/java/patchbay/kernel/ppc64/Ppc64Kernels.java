package patchbay.kernel.ppc64;

import java.util.List;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** 64-bit little-endian Power and its kernels, as far as they are known well enough. */
public record Ppc64Kernels(Isa isa) implements Architecture {

    @Override
    public String name() {
        return isa.name();
    }

    @Override
    public Result<Era> era(Version version, Options options) {
        List<Refusal> refusals = unknown(options);
        if (!Ppc64Era.covers(version)) {
            refusals.addFirst(new LayoutRefusal.VersionNotCovered(version, Ppc64Era.COVERED));
        }
        return refusals.isEmpty()
                ? Result.ok(new Ppc64Era(isa, version, options))
                : Result.refused(refusals);
    }

    @Override
    public Version newest() {
        return Ppc64Era.NEWEST;
    }

    @Override
    public List<Long> pageSizes() {
        return List.of(64L << 10, 4L << 10);
    }

    @Override
    public List<String> options() {
        return List.of("nokaslr");
    }
}
