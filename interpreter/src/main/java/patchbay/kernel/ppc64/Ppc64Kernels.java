package patchbay.kernel.ppc64;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import patchbay.isa.Isa;
import patchbay.kernel.Architecture;
import patchbay.kernel.Era;
import patchbay.kernel.LayoutRefusal;
import patchbay.kernel.Options;
import patchbay.kernel.Version;

/** 64-bit little-endian Power and its kernels, as far as they are known well enough. */
public record Ppc64Kernels(Isa isa) implements Architecture {

    @Override
    public Optional<LayoutRefusal.VersionNotCovered> notCovered(Version version) {
        return Ppc64Era.covers(version)
                ? Optional.empty()
                : Optional.of(
                        new LayoutRefusal.VersionNotCovered(
                                version, Ppc64Era.COVERED, Ppc64Era.whyNot(version)));
    }

    @Override
    public Era known(Version version, Options options) {
        return new Ppc64Era(isa, version, options);
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
    public List<Form> forms() {
        return List.of(
                new Form(
                        "ELFv1, big-endian; until about 5.x without the last 8 bytes",
                        Stubs.CALL_V1),
                new Form("4.18 and 4.19, a call of the tracer", Stubs.TRACER_FROM_R2),
                new Form("4.18 on, a call of another object", Stubs.CALL),
                new Form("6.1 on, a call of the tracer", Stubs.TRACER),
                new Form("6.4 on with POWER10, pcrel, a call of another object", Stubs.CALL_PCREL),
                new Form("6.4 on with POWER10, pcrel, a call of the tracer", Stubs.TRACER_PCREL),
                new Form(
                        "6.13 on with patchable entries, one for each site: the site branches there",
                        Stubs.OUT_OF_LINE));
    }

    @Override
    public Map<String, String> unmodelled() {
        return Map.of(
                "pcrel",
                "how their stubs look is known (explain veneer), how their modules are loaded only"
                        + " from reading",
                "elfv1",
                "they are big-endian; how their stubs look is known (explain veneer)",
                "patchable_entry",
                "gcc before 13 makes none for ppc64le, and nobody has measured what later ones make");
    }

    @Override
    public List<String> options() {
        return List.of("nokaslr");
    }
}
