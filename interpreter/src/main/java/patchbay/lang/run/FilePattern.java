package patchbay.lang.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The files that a pattern names: {@code *} and {@code ?} stand for letters of a name, {@code **}
 * for any number of folders. Symbolic links to folders are followed where they are named, not where
 * {@code **} would come upon them.
 */
final class FilePattern {
    private static final String ANY_FOLDERS = "**";

    private final Path folder;
    private final List<String> parts = new ArrayList<>();
    private final TreeSet<String> found = new TreeSet<>();

    private FilePattern(Path folder, String pattern) {
        this.folder = folder;
        for (String part : pattern.split("/")) {
            boolean again = part.equals(ANY_FOLDERS) && !parts.isEmpty();
            if (!part.isEmpty() && !(again && parts.getLast().equals(part))) {
                parts.add(part);
            }
        }
    }

    /**
     * The files by name, as the pattern would name them; of a folder all that are kernel modules by
     * their name.
     *
     * @param folder where names start
     */
    static List<String> files(Path folder, String pattern) {
        if (Files.isDirectory(folder.resolve(pattern))) {
            String all = pattern.endsWith("/") ? pattern : pattern + "/";
            List<String> files = new ArrayList<>();
            for (String file : files(folder, all + "**/*.ko*")) {
                if (isModule(file)) {
                    files.add(file);
                }
            }
            return files;
        }
        FilePattern walk = new FilePattern(folder, pattern);
        walk.walk(pattern.startsWith("/") ? "/" : "", 0);
        return List.copyOf(walk.found);
    }

    private static boolean isModule(String file) {
        return file.endsWith(".ko")
                || file.endsWith(".ko.xz")
                || file.endsWith(".ko.zst")
                || file.endsWith(".ko.gz");
    }

    /** Follows the parts from {@code part} on; {@code at} is empty or ends in a slash. */
    private void walk(String at, int part) {
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
        String[] names = new File(folder.resolve(at).toString()).list();
        return names == null ? new String[0] : names;
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
