package patchbay.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import patchbay.bytes.Bits;
import patchbay.bytes.Protection;
import patchbay.machine.Machine;
import patchbay.machine.Module;
import patchbay.machine.Segment;

/**
 * Finds where memory was taken that is like a module's code, but not where somebody says. Four
 * words at a time are looked for in the code; where most of those that are found lie equally far
 * from where they were said to be, that is the distance.
 */
public final class DumpPlace {
    private static final int WINDOW = 16;
    private static final int STEP = 4;

    /** Places of the dump that are looked for. */
    private static final int MOST = 1 << 14;

    /** Fewer are chance. */
    private static final int FEWEST = 4;

    private static final int PIECE = 1 << 14;

    private DumpPlace() {}

    private record Key(long low, long high) {}

    /** How far behind its place the dump was taken; empty if that cannot be told. */
    public static OptionalLong shift(Machine live, Module module, Dumped dumped) {
        Map<Key, Long> windows = windows(dumped);
        Map<Long, Integer> votes = new HashMap<>();
        int hits = 0;
        for (Segment segment : module.segments()) {
            if (segment.protection() != Protection.EXECUTE) {
                continue;
            }
            long start = segment.range().start();
            long size = segment.range().size();
            for (long done = 0; done + WINDOW <= size; done += PIECE) {
                int length = (int) Math.min(PIECE + WINDOW - STEP, size - done);
                byte[] code = live.memory().bytes(start + done, length);
                for (int at = 0; at + WINDOW <= length; at += STEP) {
                    Long said = windows.get(key(code, at));
                    if (said != null) {
                        votes.merge(start + done + at - said, 1, Integer::sum);
                        hits++;
                    }
                }
            }
        }
        for (Map.Entry<Long, Integer> each : votes.entrySet()) {
            if (each.getValue() >= FEWEST && 2 * each.getValue() > hits) {
                return each.getKey() == 0 ? OptionalLong.empty() : OptionalLong.of(each.getKey());
            }
        }
        return OptionalLong.empty();
    }

    /** Where the dump has four words that it has nowhere else. */
    private static Map<Key, Long> windows(Dumped dumped) {
        Map<Key, Long> windows = new HashMap<>();
        Set<Key> twice = new HashSet<>();
        for (Dumped.Piece piece : dumped.pieces()) {
            int first = (int) (-piece.address() & STEP - 1);
            for (int at = first;
                    at + WINDOW <= piece.bytes().length && windows.size() < MOST;
                    at += STEP) {
                Key key = key(piece.bytes(), at);
                if (windows.put(key, piece.address() + at) != null) {
                    twice.add(key);
                }
            }
        }
        windows.keySet().removeAll(twice);
        return windows;
    }

    private static Key key(byte[] bytes, int at) {
        return new Key(Bits.little(bytes, at, 8), Bits.little(bytes, at + 8, 8));
    }
}
