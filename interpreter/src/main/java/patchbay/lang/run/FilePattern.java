package patchbay.lang.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * The files that a pattern names: {@code *} and {@code ?} stand for letters of a name, {@code **}
 * for any number of folders. Symbolic links to folders are followed where they are named, not where
 * {@code **} would come upon them: so a walk ends, if late where there are millions of files.
 */
final class FilePattern {
    /** Several times what is in the largest kernel. */
    static final int MOST_FILES = 100_000;

    private static final String ANY_FOLDERS = "**";

    private final Path folder;
    private final BooleanSupplier stop;
    private final List<String> parts = new ArrayList<>();
    private final TreeSet<String> found = new TreeSet<>();
    private final List<String> unread = new ArrayList<>();
    private boolean stopped;

    /**
     * @param files by name, as the pattern would name them; of a folder all that are kernel modules
     *     by their name
     * @param unread folders whose names cannot be read
     * @param whole false if somebody said stop, or there are more than {@link #MOST_FILES}
     */
    record Found(List<String> files, List<String> unread, boolean whole) {}

    private FilePattern(Path folder, String pattern, BooleanSupplier stop) {
        this.folder = folder;
        this.stop = stop;
        for (String part : pattern.split("/")) {
            boolean again = part.equals(ANY_FOLDERS) && !parts.isEmpty();
            if (!part.isEmpty() && !(again && parts.getLast().equals(part))) {
                parts.add(part);
            }
        }
    }

    /**
     * Walks through the folders.
     *
     * @param folder where names start
     * @param stop asked at each folder
     */
    static Found files(Path folder, String pattern, BooleanSupplier stop) {
        boolean isFolder = Files.isDirectory(folder.resolve(pattern));
        String all = isFolder ? pattern + "/**/*.ko*" : pattern;
        FilePattern walk = new FilePattern(folder, all, stop);
        walk.walk(pattern.startsWith("/") ? "/" : "", 0);
        if (isFolder) {
            walk.found.removeIf(file -> !isModule(file));
        }
        return new Found(
                List.copyOf(walk.found),
                List.copyOf(walk.unread),
                !walk.stopped && walk.found.size() <= MOST_FILES);
    }

    private static boolean isModule(String file) {
        return file.endsWith(".ko")
                || file.endsWith(".ko.xz")
                || file.endsWith(".ko.zst")
                || file.endsWith(".ko.gz");
    }

    /** Follows the parts from {@code part} on; {@code at} is empty or ends in a slash. */
    private void walk(String at, int part) {
        stopped |= stop.getAsBoolean();
        if (stopped || found.size() > MOST_FILES) {
            return;
        }
        String wanted = parts.get(part);
        boolean last = part == parts.size() - 1;
        if (wanted.equals(ANY_FOLDERS)) {
            if (!last) {
                walk(at, part + 1);
            }
            for (String name : names(at)) {
                boolean passed = !last && matches(parts.get(part + 1), name);
                if (passed && part + 1 == parts.size() - 1) {
                    continue; // a file, by its name
                }
                Path path = folder.resolve(at + name);
                if (Files.isDirectory(path)) {
                    if (!Files.isSymbolicLink(path)) {
                        walk(at + name + "/", part);
                    }
                } else if (last) {
                    found.add(at + name);
                }
            }
        } else if (wanted.indexOf('*') < 0 && wanted.indexOf('?') < 0) {
            if (!last) {
                walk(at + wanted + "/", part + 1);
            } else if (Files.exists(folder.resolve(at + wanted))) {
                found.add(at + wanted);
            }
        } else {
            for (String name : names(at)) {
                if (matches(wanted, name)) {
                    if (last) {
                        found.add(at + name);
                    } else {
                        walk(at + name + "/", part + 1);
                    }
                }
            }
        }
    }

    private String[] names(String at) {
        File directory = new File(folder.resolve(at).toString());
        String[] names = directory.list();
        if (names == null) {
            if (directory.isDirectory() && !unread.contains(at)) {
                unread.add(at);
            }
            return new String[0];
        }
        return names;
    }

    /** Goes back to the last star only: what an earlier one took need not change. */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int star = -1;
        int after = 0;
        int n = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                after = n;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++after;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
