package patchbay.isa;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import patchbay.source.Result;

/**
 * A veneer form: a few instructions that take a branch where it cannot go by itself. Data:
 * everything said about a form (size, reach, bytes, recogniser, listing, documentation) derives
 * from its implementation's template.
 */
public interface Veneer {
    /** Such as {@code adrp/add/br}. */
    String name();

    /** In bytes. */
    int size();

    /** One sentence: how far it reaches and what it clobbers. */
    String reach();

    /** Whether a veneer at {@code address} gets to {@code target}. */
    boolean reaches(long address, long target);

    /**
     * How many bytes are left to the nearer end of what a veneer at {@code address} reaches;
     * negative by how much {@code target} is too far, empty where no distance matters.
     */
    OptionalLong left(long address, long target);

    /** The bytes of one at {@code address} for {@code target}; what does not reach is refused. */
    Result<byte[]> emit(long address, long target);

    /** The target of the veneer whose bytes stand at {@code address}, if they are of this form. */
    OptionalLong recognise(byte[] bytes, long address);

    /** What the bytes at {@code offset} are if they are no instruction: in words, and how many. */
    default Optional<Datum> datum(int offset) {
        return Optional.empty();
    }

    record Datum(String text, int size) {}

    /** The template, one line an instruction, with what each fixup puts where. */
    List<String> template();
}
