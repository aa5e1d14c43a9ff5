package patchbay.repl;

import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import patchbay.lang.run.Session;

final class Completion implements Completer {
    private final Session session;
    Completion(Session session, Path folder, List<String> commands) { this.session = session; }
    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        session.symbols().forEach(s -> candidates.add(new Candidate(s)));
    }
}
