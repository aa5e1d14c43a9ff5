package patchbay.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import patchbay.isa.Isa;
import patchbay.isa.Veneer;
import patchbay.source.Refusal;
import patchbay.source.Result;

/** An instruction set together with its kernels. */
public interface Architecture {
    Isa isa();

    /** As {@code arch} takes it. */
    default String name() {
        return isa().name();
    }

    /** The rules of that version; a version or option that is not covered is refused. */
    default Result<Era> era(Version version, Options options) {
        List<Refusal> refusals = new ArrayList<>();
        notCovered(version).ifPresent(refusals::add);
        unknown(options, refusals);
        tooNew(version, options, refusals);
        return refusals.isEmpty() ? Result.ok(known(version, options)) : Result.refused(refusals);
    }

    /** That there are no rules for {@code version}, and for which there are. */
    Optional<LayoutRefusal.VersionNotCovered> notCovered(Version version);

    /** The rules of a version that is covered. */
    Era known(Version version, Options options);

    /** The newest version known. */
    Version newest();

    /** Page sizes that its kernels have, in bytes; the usual one first. */
    List<Long> pageSizes();

    /** What holds where {@code with} says nothing. */
    default Options usual() {
        return new Options(Set.of(), pageSizes().getFirst());
    }

    private void unknown(Options options, List<Refusal> refusals) {
        for (String option : options.flags()) {
            if (!options().contains(option)) {
                refusals.add(new LayoutRefusal.UnknownOption(option, options()));
            }
        }
        if (!pageSizes().contains(options.pageSize())) {
            refusals.add(
                    new LayoutRefusal.UnknownOption(
                            "pages " + options.pageSize(),
                            pageSizes().stream()
                                    .map(size -> "pages " + (size >> 10) + "K")
                                    .toList()));
        }
    }

    private void tooNew(Version version, Options options, List<Refusal> refusals) {
        for (String option : options.flags()) {
            Optional<Version> first = since(option);
            if (first.isPresent() && !version.atLeast(first.get())) {
                refusals.add(new LayoutRefusal.OptionTooNew(option, version, first.get()));
            }
        }
    }

    /** The first version that has {@code option}; empty if all have. */
    default Optional<Version> since(String option) {
        return Optional.empty();
    }

    /** Every form that its kernels have used for slots and the like, oldest first. */
    List<Form> forms();

    /**
     * @param kernels which have it, and what for
     */
    record Form(String kernels, Veneer veneer) {}

    /** What its kernels may be built with and this program does not do: names, and why not. */
    Map<String, String> unmodelled();

    /** Options of {@code with} that this architecture has, for completion and refusals. */
    List<String> options();
}
