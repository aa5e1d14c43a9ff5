package patchbay.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.OptionalInt;
import patchbay.image.Image;
import patchbay.image.Section;

/**
 * What {@code scripts/sign-file} puts behind a module:
 *
 * <pre>
 *   signer's name | key id | signature | lengths, 12 bytes | ~Module signature appended~
 * </pre>
 *
 * <p>The lengths are a byte for the name, one for the key, and at the end four of the signature,
 * the highest first ({@code struct module_signature}).
 */
final class ModuleSignature {
    private static final byte[] MARK = "~Module signature appended~\n".getBytes(US_ASCII);
    private static final int LENGTHS = 12;

    private ModuleSignature() {}

    /** Its size in bytes with all that belongs to it; empty if the module has none. */
    static OptionalInt size(Image image) {
        for (Section section : image.sections()) {
            if (section.content().size() > 0) {
                // A section's content is a part of its file.
                return size(section.content().array());
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt size(byte[] file) {
        int mark = file.length - MARK.length;
        int at = mark - LENGTHS;
        if (at < 0 || !Arrays.equals(file, mark, file.length, MARK, 0, MARK.length)) {
            return OptionalInt.empty();
        }
        long size = LENGTHS + MARK.length + (file[at + 3] & 0xff) + (file[at + 4] & 0xff);
        for (int i = 8; i < LENGTHS; i++) {
            size += (file[at + i] & 0xffL) << 8 * (LENGTHS - 1 - i);
        }
        return OptionalInt.of((int) Math.min(size, file.length));
    }
}
