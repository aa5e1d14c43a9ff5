package patchbay.kernel;

import java.util.Arrays;

/**
 * A change that a kernel may make to a module after it was loaded.
 *
 * @param address where
 * @param becomes the bytes that then stand there
 * @param what it would be
 */
public record Rewrite(long address, byte[] becomes, String what) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Rewrite r
                && r.address == address
                && Arrays.equals(r.becomes, becomes)
                && r.what.equals(what);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address) ^ Arrays.hashCode(becomes);
    }
}
