package patchbay.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;

/** Memory as it was found in a running system, in pieces. */
public record Dumped(List<Piece> pieces) {
    public Dumped {
        pieces = List.copyOf(pieces);
    }

    /** Bytes and where they stood. */
    public record Piece(long address, byte[] bytes) {
        Range range() {
            return Range.of(address, bytes.length);
        }
    }

    /** The bytes at {@code address}, if one piece has all of them. */
    Optional<byte[]> bytes(long address, int size) {
        for (Piece piece : pieces) {
            long at = address - piece.address;
            if (at >= 0 && at <= piece.bytes.length - size) {
                return Optional.of(Arrays.copyOfRange(piece.bytes, (int) at, (int) at + size));
            }
        }
        return Optional.empty();
    }

    /** Whether one piece has all of these bytes. */
    boolean holds(long address, int size) {
        for (Piece piece : pieces) {
            long at = address - piece.address;
            if (at >= 0 && at <= piece.bytes.length - size) {
                return true;
            }
        }
        return false;
    }

    Optional<Long> little(long address, int size) {
        return bytes(address, size).map(bytes -> Bits.little(bytes, 0, size));
    }
}
