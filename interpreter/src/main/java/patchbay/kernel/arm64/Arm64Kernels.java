package patchbay.kernel.arm64;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Options;
import patchbay.kernel.Version;

/**
 * arm64 and its kernels from 4.6 on, the first that could put modules out of the reach of a branch.
 */
public record Arm64Kernels(Isa isa) implements Architecture {

    @Override
    public Optional<LayoutRefusal.VersionNotCovered> notCovered(Version version) {
        boolean covered =
                version.atLeast(Arm64Era.OLDEST) && version.major() <= Arm64Era.NEWEST.major();
        return covered
                ? Optional.empty()
                : Optional.of(
                        new LayoutRefusal.VersionNotCovered(
                                version, Arm64Era.OLDEST + " to " + Arm64Era.NEWEST, ""));
    }

    @Override
    public Era known(Version version, Options options) {
        return new Arm64Era(isa, version, options);
    }

    @Override
    public Version newest() {
        return Arm64Era.NEWEST;
    }

    @Override
    public List<Long> pageSizes() {
        return List.of(4L << 10, 16L << 10, 64L << 10);
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form("4.6 to 4.20", PltEntries.MOVN_MOVK_MOVK_BR),
                new Form("5.0 on", PltEntries.ADRP_ADD_BR));
    }

    @Override
    public Map<String, String> unmodelled() {
        return Map.of();
    }

    @Override
    public Optional<Version> since(String option) {
        return option.equals("bti") ? Optional.of(Change.BTI.first()) : Optional.empty();
    }

    @Override
    public List<String> options() {
        return List.of(
                "bti",
                "erratum_843419",
                "no_module_unload",
                "no_randomize_base",
                "no_randomize_module_region_full",
                "nokaslr");
    }
}
