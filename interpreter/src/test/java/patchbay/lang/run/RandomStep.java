package patchbay.lang.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A statement that changes something, or tries to; most of what is tried is refused. */
sealed interface RandomStep {
    String text();

    /** A redirect, restore or write. */
    record Single(String text) implements RandomStep {}

    record Undo(int count) implements RandomStep {
        @Override
        public String text() {
            return "undo " + count;
        }
    }

    record Unsafe(List<RandomStep> steps) implements RandomStep {
        @Override
        public String text() {
            return "unsafe \"test\" " + block(steps);
        }
    }

    record Transaction(List<RandomStep> steps) implements RandomStep {
        @Override
        public String text() {
            return "transaction " + block(steps);
        }
    }

    record Fails(String code, List<RandomStep> steps) implements RandomStep {
        @Override
        public String text() {
            return "expect fails " + code + " " + block(steps);
        }
    }

    record Loop(int rounds, List<RandomStep> steps) implements RandomStep {
        @Override
        public String text() {
            return "for i in 0 .. " + rounds + " " + block(steps);
        }
    }

    private static String block(List<RandomStep> steps) {
        return steps.stream().map(RandomStep::text).collect(Collectors.joining("; ", "{ ", " }"));
    }

    /** Any of them; blocks in blocks down to {@code depth}. */
    static RandomStep of(Random random, RandomLayout layout, int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 15)) {
            case 0, 1, 2, 3 -> redirect(random, layout);
            case 4, 5 -> restore(random, layout);
            case 6, 7 -> write(random, layout);
            case 8 -> new Undo(1 + random.nextInt(3));
            case 9, 10 -> new Unsafe(some(random, layout, depth));
            case 11, 12 -> new Transaction(some(random, layout, depth));
            case 13 -> new Fails(RandomLayout.one(random, CODES), some(random, layout, depth));
            default -> new Loop(random.nextInt(3), some(random, layout, depth));
        };
    }

    /** What the blocks above are refused with most often. */
    List<String> CODES = List.of("PB4006", "PB4005", "PB4001", "PB5009");

    private static List<RandomStep> some(Random random, RandomLayout layout, int depth) {
        List<RandomStep> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            steps.add(of(random, layout, depth - 1));
        }
        return steps;
    }

    static Single redirect(Random random, RandomLayout layout) {
        String way = RandomLayout.one(random, List.of("", "", " via callers", " via jump"));
        return new Single(
                "redirect " + function(random, layout) + " -> " + function(random, layout) + way);
    }

    static Single restore(Random random, RandomLayout layout) {
        return new Single("restore " + function(random, layout));
    }

    /** Over what stands there, or over what does not. */
    private static Single write(Random random, RandomLayout layout) {
        if (random.nextInt(4) == 0) {
            String at = "d+" + random.nextInt(8);
            return new Single("write " + at + " : bytes(" + at + ", 3) -> x\"01 02 03\"");
        }
        String at = function(random, layout) + "+" + 4 * random.nextInt(6);
        String before = random.nextInt(4) == 0 ? "0x14000000" : "u32(" + at + ")";
        String after =
                random.nextBoolean() ? "asm { nop }" : "u32(" + function(random, layout) + ")";
        return new Single("write " + at + " : " + before + " -> " + after);
    }

    private static String function(Random random, RandomLayout layout) {
        return RandomLayout.one(random, layout.functions());
    }
}
