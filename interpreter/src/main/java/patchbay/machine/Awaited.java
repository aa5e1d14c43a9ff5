package patchbay.machine;

import java.util.List;
import patchbay.patch.State;

/**
 * The relocations of a live patch against one object, which are applied when the patch is enabled
 * and the object is there.
 *
 * @param patch the module that has them
 * @param object the module that they name, or {@link #KERNEL}
 * @param places what they change
 */
public record Awaited(String patch, String object, List<Long> places, Stage stage)
        implements State {
    /** What live patches call the kernel itself. */
    public static final String KERNEL = "vmlinux";

    /** How far they have come. */
    public enum Stage {
        WAITING,
        APPLIED,
        /** The object has gone again; what was written stays, and leads to where it was. */
        LEFT
    }

    public Awaited {
        places = Addresses.copyOf(places);
    }

    @Override
    public Key key() {
        return new Key("awaited", patch + " " + object);
    }

    public Awaited at(Stage now) {
        return new Awaited(patch, object, places, now);
    }
}
