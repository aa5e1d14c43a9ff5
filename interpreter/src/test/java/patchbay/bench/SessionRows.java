package patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import patchbay.kernel.Architecture;
import patchbay.lang.run.Event;
import patchbay.lang.run.Session;
import patchbay.source.Source;

/** Rows of statements, each in a session of its own, in a warm process. */
final class SessionRows {
    private SessionRows() {}

    /** Runs a script that has to hold, in a new session; how long it took. */
    private static double seconds(String script, Path folder) {
        List<Event> said = new ArrayList<>();
        Session session = new Session(Session.Options.DEFAULT, keep(said));
        return seconds(session, script, folder, said);
    }

    private static double seconds(Session session, String script, Path folder, List<Event> said) {
        Source source = new Source("bench.lp", script);
        long begin = System.nanoTime();
        boolean held = session.run(source, folder);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Race.check(held, "refused: " + said);
        return seconds;
    }

    private static Consumer<Event> keep(List<Event> said) {
        return event -> {
            if (event instanceof Event.Said || event instanceof Event.Answered) {
                said.add(event);
            }
        };
    }

    static Row firstCall(Architecture architecture) {
        String name = architecture.name();
        return new Row(
                "call-" + name,
                "first call of a function of 100 instructions, new session",
                "",
                new Row.Limit(Row.Kind.SECONDS, 1e-3, 0.1e-3),
                Row.WHOLE,
                3,
                List.of(),
                (folder, part) -> {
                    StringBuilder layout =
                            new StringBuilder(
                                    "arch " + name + "\nkernel at default {\nfn f asm {\n");
                    String body = MixedCode.resource("hundred-" + name + ".s");
                    layout.append(body).append("}\n}\n");
                    return Race.alone(
                            1,
                            () -> {
                                List<Event> said = new ArrayList<>();
                                Session session = new Session(Session.Options.DEFAULT, keep(said));
                                seconds(session, layout.toString(), folder, said);
                                double time = seconds(session, "call f(1, 2)", folder, said);
                                Race.check(said.toString().contains("steps"), "an answer");
                                return time;
                            });
                });
    }

    static Row kernelSymbols() {
        return new Row(
                "symbols",
                "kernel symbols \"System.map\", 200,000 lines",
                "",
                new Row.Limit(Row.Kind.SECONDS, 0.3, 0.1),
                Row.GROWING,
                3,
                List.of(),
                (folder, part) -> {
                    int lines = 200_000 / part;
                    Files.write(folder.resolve("System.map"), Workloads.systemMap(lines));
                    return Race.alone(
                            lines,
                            () ->
                                    seconds(
                                            "arch arm64 linux 6.1; kernel symbols \"System.map\"",
                                            folder));
                });
    }

    static Row manyFunctions() {
        return new Row(
                "functions",
                "200,000 functions in 500 modules, heap of 384 MB: load, list far ones",
                "",
                new Row.Limit(Row.Kind.SECONDS, 2, 0.5),
                Row.GROWING,
                3,
                List.of("-Xmx384m"),
                (folder, part) -> {
                    int functions = 200_000 / part;
                    String script =
                            Workloads.layout(functions, Math.max(5, 500 / part))
                                    + "list functions where distance(it, foo.bar) > 128M\n";
                    return Race.alone(functions, () -> seconds(script, folder));
                });
    }

    static Row farCalls() {
        return new Row(
                "slots",
                "slots for 1,000,000 far calls in 500 modules of 640 KB",
                "ld.lld of them as one text",
                new Row.Limit(Row.Kind.TIMES, 1, 0.25),
                Row.GROWING,
                3,
                List.of(),
                (folder, part) -> {
                    int modules = 500 / part;
                    int calls = 1_000_000 / part;
                    String script = Files.readString(Workloads.farCalls(folder, calls, modules));
                    seconds(script + expectedSlots(calls / modules, modules), folder);
                    Race.Runner ours = () -> seconds(script, folder);
                    String missing = Shell.missing("ld.lld");
                    return missing.isEmpty()
                            ? Race.beside(calls, ours, linking(folder, modules))
                            : Race.without(calls, ours, missing);
                });
    }

    /**
     * Each object calls every target, and calls next to each other in the sorted order share a
     * slot. partition_branch_plt_relas of Linux 6.1 leaves the last call out of the sorting, so it
     * has a slot of its own unless it goes where the last of the sorted ones goes.
     */
    private static String expectedSlots(int calls, int modules) {
        StringBuilder expected = new StringBuilder();
        int targets = Workloads.targets().size();
        for (int m = 0; m < modules; m++) {
            boolean shared = Workloads.target(m, calls - 1) == targets - 1;
            expected.append("expect slots(m")
                    .append(m)
                    .append(").used == ")
                    .append(shared ? targets : targets + 1)
                    .append('\n');
        }
        return expected.toString();
    }

    /** Links the same objects one behind the other; what they call is as far away. */
    private static Race.Runner linking(Path folder, int modules) throws IOException {
        StringBuilder options =
                new StringBuilder("-m aarch64linux -e 0 -Ttext=0xffff800020000000\n");
        for (String target : Workloads.targets()) {
            options.append("--defsym=").append(target).append("=0xffff800008000000\n");
        }
        for (int m = 0; m < modules; m++) {
            options.append('m').append(m).append(".ko\n");
        }
        Files.writeString(folder.resolve("link.options"), options);
        List<String> command = List.of("ld.lld", "-o", "linked", "@link.options");
        return () -> Shell.time(folder, command).wall();
    }
}
