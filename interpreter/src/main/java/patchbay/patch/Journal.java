package patchbay.patch;

import java.util.ArrayList;
import java.util.List;

/** The plans that were applied, oldest first, numbered from 1. Immutable. */
public record Journal(List<Plan> plans) {
    public static final Journal EMPTY = new Journal(List.of());

    public Journal {
        plans = List.copyOf(plans);
    }

    public Journal with(Plan plan) {
        List<Plan> more = new ArrayList<>(plans);
        more.add(plan);
        return new Journal(more);
    }
}
