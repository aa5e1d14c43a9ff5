package patchbay.patch;

import java.util.ArrayList;
import java.util.List;

/**
 * What a step would do: its effects in the order in which the kernel does them. Checked as a whole,
 * then applied all or nothing.
 *
 * @param title the step in words, as {@code show journal} prints it: {@code redirect bar -> foo.bar
 *     via ftrace}
 */
public record Plan(String title, List<Effect> effects) {
    public Plan {
        effects = List.copyOf(effects);
    }

    public List<Effect.Write> writes() {
        List<Effect.Write> writes = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Write write) {
                writes.add(write);
            }
        }
        return writes;
    }

    /** The plan that takes this one back: inverse effects, last first, without the log's lines. */
    public Plan inverse(String inverseTitle) {
        List<Effect> inverse = new ArrayList<>();
        for (Effect effect : effects.reversed()) {
            if (!(effect instanceof Effect.Say)) {
                inverse.add(effect.inverse());
            }
        }
        return new Plan(inverseTitle, inverse);
    }
}
