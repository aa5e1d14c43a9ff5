package patchbay.machine;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** An immutable list of addresses, in eight bytes each: a million branches may share some slots. */
public final class Addresses extends AbstractList<Long> implements RandomAccess {
    private final long[] addresses;

    private Addresses(long[] addresses) {
        this.addresses = addresses;
    }

    /** The first {@code count} of {@code addresses}. */
    public static Addresses of(long[] addresses, int count) {
        return new Addresses(Arrays.copyOf(addresses, count));
    }

    static Addresses copyOf(List<Long> list) {
        return list instanceof Addresses known
                ? known
                : new Addresses(list.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public Long get(int index) {
        return addresses[Objects.checkIndex(index, addresses.length)];
    }

    @Override
    public int size() {
        return addresses.length;
    }
}
