package patchbay.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.bytes.Range;
import patchbay.machine.ListedSites;
import patchbay.machine.Module;
import patchbay.machine.Site;

/** Memory as it was found in a running system, in pieces. */
public record Dumped(List<Piece> pieces) {
    /** An entry is not farther than this from the function that it is taken for one of. */
    private static final long NEAR = 1 << 12;

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
        Piece piece = holder(address, size);
        if (piece == null) {
            return Optional.empty();
        }
        int at = (int) (address - piece.address);
        return Optional.of(Arrays.copyOfRange(piece.bytes, at, at + size));
    }

    private @Nullable Piece holder(long address, int size) {
        for (Piece piece : pieces) {
            long at = address - piece.address;
            if (at >= 0 && at <= piece.bytes.length - size) {
                return piece;
            }
        }
        return null;
    }

    /** The entries of {@code module} that may stand here, in their order. */
    List<Site> sites(Module module) {
        List<Site> all = module.sites();
        List<Site> here = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            // Of a linked kernel's tens of thousands only those are looked at closely that may be.
            if (!(all instanceof ListedSites listed) || isNear(listed.function(i))) {
                here.add(all.get(i));
            }
        }
        return here;
    }

    private boolean isNear(long address) {
        for (Piece piece : pieces) {
            long at = address - piece.address;
            if (at >= -NEAR && at < piece.bytes.length + NEAR) {
                return true;
            }
        }
        return false;
    }

    /** Whether one piece has all of these bytes. */
    boolean holds(long address, int size) {
        return holder(address, size) != null;
    }

    Optional<Long> little(long address, int size) {
        return bytes(address, size).map(bytes -> Bits.little(bytes, 0, size));
    }
}
