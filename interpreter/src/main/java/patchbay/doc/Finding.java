package patchbay.doc;

import java.util.List;

/**
 * Something that is not as it is written down.
 *
 * @param place {@code file:line}
 * @param title one line
 * @param details a diff, or a diagnostic as the user would see it
 */
public record Finding(String place, String title, List<String> details) {
    public Finding {
        details = List.copyOf(details);
    }
}
