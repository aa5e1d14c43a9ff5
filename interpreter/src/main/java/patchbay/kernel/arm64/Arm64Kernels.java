package patchbay.kernel.arm64;

import java.util.ArrayList;
import java.util.List;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Options;
import patchbay.kernel.Version;
import patchbay.source.Refusal;
import patchbay.source.Result;

/**
 * arm64 and its kernels from 4.6 on, the first that could put modules out of the reach of a branch.
 */
public record Arm64Kernels(Isa isa) implements Architecture {

    @Override
    public String name() {
        return isa.name();
    }

    @Override
    public Result<Era> era(Version version, Options options) {
        List<Refusal> refusals = new ArrayList<>();
        if (!version.atLeast(Arm64Era.OLDEST) || version.major() > Arm64Era.NEWEST.major()) {
            refusals.add(
                    new LayoutRefusal.VersionNotCovered(version, Arm64Era.OLDEST, Arm64Era.NEWEST));
        }
        List<String> known = options();
        for (String option : options.flags()) {
            if (!known.contains(option)) {
                refusals.add(new LayoutRefusal.UnknownOption(option, known));
            }
        }
        long page = options.pageSize();
        if (page != 4 << 10 && page != 16 << 10 && page != 64 << 10) {
            refusals.add(
                    new LayoutRefusal.UnknownOption(
                            "pages " + page, List.of("pages 4K", "pages 16K", "pages 64K")));
        }
        return refusals.isEmpty()
                ? Result.ok(new Arm64Era(isa, version, options))
                : Result.refused(refusals);
    }

    @Override
    public Version newest() {
        return Arm64Era.NEWEST;
    }

    @Override
    public List<String> options() {
        return List.of("erratum_843419", "no_module_unload", "nokaslr");
    }
}
