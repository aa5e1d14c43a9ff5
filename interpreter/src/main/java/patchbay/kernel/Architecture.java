package patchbay.kernel;

import java.util.List;
import patchbay.isa.Isa;
import patchbay.source.Result;

/** An instruction set together with its kernels. */
public interface Architecture {
    /** As {@code arch} takes it. */
    String name();

    Isa isa();

    /** The rules of that version; a version or option that is not covered is refused. */
    Result<Era> era(Version version, Options options);

    /** The newest version known. */
    Version newest();

    /** Options of {@code with} that this architecture has, for completion and refusals. */
    List<String> options();
}
