package patchbay.patch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plans that were applied, oldest first, numbered from 1. Immutable; each journal holds on to
 * the one before it, so that keeping one for each step costs no more than keeping the last.
 */
public final class Journal {
    public static final Journal EMPTY = new Journal(null, null);

    private final @Nullable Journal earlier;
    private final @Nullable Plan newest;

    private Journal(@Nullable Journal earlier, @Nullable Plan newest) {
        this.earlier = earlier;
        this.newest = newest;
    }

    public List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        for (Journal at = this; at != null; at = at.earlier) {
            if (at.newest != null) {
                plans.add(at.newest);
            }
        }
        Collections.reverse(plans);
        return plans;
    }

    public Journal with(Plan plan) {
        return new Journal(this, plan);
    }
}
