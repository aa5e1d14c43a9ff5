package patchbay.lang.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The pages behind {@code explain CODE} and {@code explain TOPIC}: Markdown, shipped as resources,
 * their examples executed by tests.
 */
public final class Manual {
    private static final List<String> TOPICS =
            List.of(
                    "eras",
                    "expectations",
                    "ftrace",
                    "kernels",
                    "language",
                    "layout",
                    "names",
                    "numbers",
                    "path",
                    "plt",
                    "reach",
                    "redirect",
                    "restore",
                    "unsafe",
                    "veneer");

    private Manual() {}

    /** The topics that have a page, in the order of their names. */
    public static List<String> topics() {
        return TOPICS;
    }

    /** The page of a code ({@code PB3001}) or of a topic ({@code plt}). */
    public static Optional<List<String>> page(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isLetterOrDigit(name.charAt(i)) && name.charAt(i) != '-') {
                return Optional.empty();
            }
        }
        String upper = name.toUpperCase(Locale.ROOT);
        boolean code = name.length() == 6 && upper.startsWith("PB");
        String path = (code ? "codes/" + upper : "topics/" + name.toLowerCase(Locale.ROOT)) + ".md";
        try (InputStream page = Manual.class.getResourceAsStream("/patchbay/manual/" + path)) {
            return page == null
                    ? Optional.empty()
                    : Optional.of(
                            new String(page.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
