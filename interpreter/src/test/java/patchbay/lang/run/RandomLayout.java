package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A kernel and some modules, near and far, that call each other, and perhaps a module from a file.
 *
 * @param objects the kernel and the modules
 * @param functions all of their functions, as steps name them
 */
record RandomLayout(String text, List<String> objects, List<String> functions) {
    /** What {@code demo.c} imports. */
    private static final String IMPORTS =
            """
                fn printk(format) returns 0
                fn far_a returns 0
                fn far_b(x) returns 0
                data ext_var = u64 40
            """;

    private static final List<String> IN_FILE = List.of("demo.bar", "demo.baz");

    /**
     * @param system {@code arch … linux …}
     * @param fromFile whether there is a module from a file, if there is a file
     */
    static RandomLayout of(Random random, String system, boolean fromFile) {
        List<String> objects = new ArrayList<>(List.of("kernel"));
        List<String> functions = new ArrayList<>();
        StringBuilder text =
                new StringBuilder("arch ").append(system).append("\nkernel at default {\n");
        List<String> kernel = functions(random, text, List.of(), 4);
        functions.addAll(kernel);
        text.append("    data d = u64 5, addr f0, \"text\"\n").append(IMPORTS).append("}\n");

        // so far from each other that they never overlap; a branch reaches some and not others
        long[] places = {
            1 + random.nextInt(100), 129 + random.nextInt(1500), -1L - random.nextInt(120)
        };
        for (int i = 0; i < places.length; i++) {
            String name = "m" + i;
            text.append("module ").append(name).append(" at kernel ");
            text.append(places[i] < 0 ? "- " : "+ ").append(Math.abs(places[i])).append("M");
            text.append(random.nextBoolean() ? " plt " + random.nextInt(3) : "").append(" {\n");
            for (String each : functions(random, text, kernel, 2)) {
                functions.add(name + "." + each);
            }
            text.append("}\n");
            objects.add(name);
        }
        String file = file(system);
        if (fromFile && !file.isEmpty()) {
            text.append("module demo from \"").append(file).append("\" at kernel ");
            text.append(random.nextBoolean() ? "- 1G\n" : "+ 110M\n");
            objects.add("demo");
            functions.addAll(IN_FILE);
        }
        return new RandomLayout(text.toString(), objects, functions);
    }

    /** Our own module, linked for that kernel; empty where there is none. */
    private static String file(String system) {
        return switch (system) {
            case "arm64 linux 4.19", "arm64 linux 5.10", "arm64 linux 6.1" -> "demo-6.1.ko";
            case "arm64 linux 6.12", "arm64 linux 7.2" -> "demobti-6.12.ko";
            default -> "";
        };
    }

    private static List<String> functions(
            Random random, StringBuilder text, List<String> others, int least) {
        List<String> own = new ArrayList<>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            List<String> known = new ArrayList<>(own);
            known.addAll(others);
            String name = "f" + own.size();
            text.append("    fn ").append(name);
            text.append(random.nextInt(3) == 0 ? "" : " size " + (96 + 16 * random.nextInt(4)));
            text.append(random.nextInt(12) == 0 ? " notrace" : "");
            if (!known.isEmpty() && random.nextBoolean()) {
                text.append(" calls ").append(one(random, known));
            }
            text.append(" returns ").append(random.nextInt(100));
            if (!known.isEmpty() && random.nextBoolean()) {
                text.append(" + ").append(one(random, known)).append("()");
            }
            text.append('\n');
            own.add(name);
        }
        return own;
    }

    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
