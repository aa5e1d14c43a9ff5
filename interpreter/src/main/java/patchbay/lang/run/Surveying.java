package patchbay.lang.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import patchbay.bytes.Bits;
import patchbay.image.Packing;
import patchbay.kernel.Era;
import patchbay.kernel.Options;
import patchbay.kernel.Survey;
import patchbay.kernel.SurveyRow;
import patchbay.kernel.SurveyTotals;
import patchbay.kernel.Version;
import patchbay.lang.ast.Statement;
import patchbay.lang.ast.Text;
import patchbay.source.Code;
import patchbay.source.Diagnostic;
import patchbay.source.Phrase;
import patchbay.source.Span;

/**
 * {@code survey}: many files, each looked at by whichever processor is free, told in the order of
 * their names.
 */
final class Surveying {
    /** Refusals that are told in words; the table tells all of them by code. */
    private static final int TOLD = 10;

    private static final long TENTH_OF_A_SECOND = 100_000_000;
    private static final int FIRST_NUMBER = 1;
    private static final long ELF = 0x464c_457fL;

    private final Run run;

    Surveying(Run run) {
        this.run = run;
    }

    Answer survey(Statement.Survey survey) throws Halt {
        Era era = era(survey);
        Text pattern = survey.files();
        NamedFiles.path(pattern, run.folder);
        Text to = survey.to();
        if (to != null) {
            checkTable(to);
        }
        List<String> names = names(pattern, survey.span());
        List<Survey.Found> all = new Looking(era, names, survey.span()).all();
        tell(all, survey.span());
        SurveyTotals totals = SurveyTotals.NONE;
        for (Survey.Found found : all) {
            totals = totals.plus(SurveyTotals.of(found.row()));
        }
        if (to == null) {
            return table(all, totals);
        }
        if (run.settings.dryRun()) {
            run.note(Code.PB2030, survey.span(), "dry run: nothing is saved");
        } else {
            NamedFiles.write(to, run.folder, lines(all));
        }
        return new Answer.Account(facts(totals));
    }

    private List<String> names(Text pattern, Span survey) throws Halt {
        FilePattern.Found found =
                FilePattern.files(run.folder, pattern.value(), run.settings.interrupted());
        if (run.settings.interrupted().getAsBoolean()) {
            throw stopped(survey);
        }
        if (!found.whole()) {
            throw new Halt(
                    Code.PB6001,
                    pattern.span(),
                    Phrase.of(
                            "more than %d files are called %s",
                            FilePattern.MOST_FILES, pattern.value()),
                    "name a folder with one kernel's modules");
        }
        int told = Math.min(TOLD, found.unread().size());
        for (String folder : found.unread().subList(0, told)) {
            run.note(
                    Code.PB6001,
                    pattern.span(),
                    Phrase.of("cannot look into the folder %s", folder));
        }
        if (found.unread().size() > told) {
            run.note(
                    Code.PB6001,
                    pattern.span(),
                    Phrase.of("nor into %d more", found.unread().size() - told));
        }
        if (found.files().isEmpty()) {
            throw new Halt(
                    Code.PB6001,
                    pattern.span(),
                    Phrase.of("no file is called %s", pattern.value()),
                    "** stands for any number of folders, * for letters of one name");
        }
        return found.files();
    }

    /** Before anything is looked at: a table is not written over a module, or into nowhere. */
    private void checkTable(Text to) throws Halt {
        Path path = NamedFiles.path(to, run.folder);
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Halt(
                    Code.PB6023,
                    to.span(),
                    Phrase.of("cannot write %s: there is no such folder", to),
                    "a name is relative to the folder of its script");
        }
        if (Files.isRegularFile(path)) {
            byte[] begin = new byte[8];
            try (InputStream in = Files.newInputStream(path)) {
                int size = in.readNBytes(begin, 0, begin.length);
                if (Bits.little(begin, 0, 4) == ELF || Packing.of(begin, 0, size).isPresent()) {
                    throw new Halt(
                            Code.PB6023,
                            to.span(),
                            Phrase.of(
                                    "cannot write %s: it is no table but a module, or something packed",
                                    to),
                            "name a file that is not there yet, or a table of before");
                }
            } catch (IOException e) {
                // Perhaps it can be written to.
            }
        }
    }

    private static Halt stopped(Span survey) {
        return new Halt(Code.PB5008, survey, "stopped");
    }

    /** The script's, with the version that the statement names. */
    private Era era(Statement.Survey survey) throws Halt {
        Era said = run.world.era;
        Statement.Arch.Release linux = survey.linux();
        Version version = run.settings.linux();
        if (version == null && linux != null) {
            version = Layouts.version(linux);
        }
        if (version == null) {
            return run.era(survey.span());
        }
        Options options = said == null ? run.world.architecture.usual() : said.options();
        return run.need(
                run.world.architecture.era(version, options),
                linux == null ? survey.span() : linux.span());
    }

    /** One survey while it goes on: everybody takes the next file until there is none left. */
    private final class Looking implements Runnable {
        private final Era era;
        private final List<String> names;
        private final Span span;

        /** What stands before names that are relative. */
        private final String folder;

        private final AtomicInteger next = new AtomicInteger();
        private final Survey.@Nullable Found[] found;
        private volatile boolean stopped;

        Looking(Era era, List<String> names, Span span) {
            this.era = era;
            this.names = names;
            this.span = span;
            this.found = new Survey.Found[names.size()];
            String path = run.folder.toString();
            this.folder = path.isEmpty() ? "" : path + '/';
        }

        List<Survey.Found> all() throws Halt {
            List<Thread> helpers = new ArrayList<>();
            int processors = Runtime.getRuntime().availableProcessors();
            for (int i = 1; i < Math.min(processors, names.size()); i++) {
                Thread helper = new Thread(this, "survey-" + i);
                helper.setDaemon(true);
                helper.start();
                helpers.add(helper);
            }
            Looker looker = new Looker();
            long shown = System.nanoTime();
            while (looker.lookAtNext()) {
                long now = System.nanoTime();
                if (now - shown > TENTH_OF_A_SECOND) {
                    shown = now;
                    int taken = Math.min(next.get(), names.size());
                    run.out.accept(new Event.Progress(span, taken, names.size()));
                }
                stopped |= run.settings.interrupted().getAsBoolean();
            }
            stopped |= run.settings.interrupted().getAsBoolean();
            for (Thread helper : helpers) {
                await(helper);
            }
            if (stopped) {
                throw stopped(span);
            }
            List<Survey.Found> all = new ArrayList<>(found.length);
            for (Survey.Found each : found) {
                if (each == null) {
                    throw new IllegalStateException("a survey lost a file");
                }
                all.add(each);
            }
            return all;
        }

        private void await(Thread helper) {
            try {
                helper.join();
            } catch (InterruptedException stop) {
                stopped = true;
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            Looker looker = new Looker();
            while (looker.lookAtNext()) {
                // again
            }
        }

        /** What one thread needs of its own. */
        private final class Looker {
            private final Survey survey = new Survey(era);

            boolean lookAtNext() {
                int i = next.getAndIncrement();
                if (stopped || i >= names.size()) {
                    return false;
                }
                String name = names.get(i);
                File file = new File(name.startsWith("/") ? name : folder + name);
                found[i] = survey.look(name, file);
                return true;
            }
        }
    }

    private void tell(List<Survey.Found> all, Span span) {
        int refused = 0;
        for (Survey.Found found : all) {
            if (!found.refusals().isEmpty() && ++refused <= TOLD) {
                Diagnostic words = Session.describe(found.refusals().getFirst());
                run.note(words.code(), span, words.message());
            }
        }
        if (refused > TOLD) {
            run.note(
                    Code.PB7010,
                    span,
                    Phrase.of(
                            "%d more files are refused: the table has their codes",
                            refused - TOLD));
        }
    }

    private static byte[] lines(List<Survey.Found> all) {
        StringBuilder lines = new StringBuilder(96 * all.size());
        lines.append(SurveyRow.heading()).append('\n');
        for (Survey.Found found : all) {
            lines.append(found.row().line()).append('\n');
        }
        return lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static List<Answer.Account.Fact> facts(SurveyTotals totals) {
        List<Answer.Account.Fact> facts = new ArrayList<>();
        facts.add(
                new Answer.Account.Fact(
                        "files", totals.files() + ", " + totals.refused() + " of them refused"));
        facts.add(
                new Answer.Account.Fact(
                        "relocs",
                        totals.relocs()
                                + ", "
                                + totals.calls()
                                + " of them calls that may need a slot"));
        String slots =
                totals.stubs() == 0
                        ? totals.core() + " in core, " + totals.init() + " in init"
                        : totals.stubs() + " stubs";
        facts.add(new Answer.Account.Fact("slots", slots + ", " + totals.bytes() + " bytes"));
        if (totals.mostSlots() > 0) {
            facts.add(
                    new Answer.Account.Fact(
                            "most", totals.mostSlots() + " in " + totals.mostSlotsIn()));
        }
        return facts;
    }

    /** All rows, without the columns that say nothing of any. */
    private static Answer table(List<Survey.Found> all, SurveyTotals totals) {
        List<String> names = SurveyRow.COLUMNS;
        int refused = names.indexOf("refused");
        boolean[] shown = new boolean[names.size()];
        shown[0] = true;
        shown[refused] = totals.refused() > 0;
        for (Survey.Found found : all) {
            List<Long> numbers = found.row().numbers();
            for (int i = 0; i < numbers.size(); i++) {
                shown[FIRST_NUMBER + i] |= numbers.get(i) != 0;
            }
        }
        List<List<Value>> rows = new ArrayList<>();
        for (Survey.Found found : all) {
            SurveyRow row = found.row();
            List<Value> cells = new ArrayList<>();
            cells.add(Value.string(row.module()));
            List<Long> numbers = row.numbers();
            for (int i = 0; i < numbers.size(); i++) {
                if (shown[FIRST_NUMBER + i]) {
                    cells.add(
                            row.refused().isPresent()
                                    ? Value.string("")
                                    : Value.number(numbers.get(i)));
                }
            }
            if (shown[refused]) {
                cells.add(Value.string(row.refused().map(Code::name).orElse("")));
            }
            rows.add(cells);
        }
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            if (shown[i]) {
                columns.add(names.get(i));
            }
        }
        List<String> footer = new ArrayList<>();
        for (Answer.Account.Fact fact : facts(totals)) {
            footer.add(fact.label() + ": " + fact.text());
        }
        return new Answer.Table("", columns, rows, footer);
    }
}
