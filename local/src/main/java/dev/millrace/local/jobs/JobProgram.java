package dev.millrace.local.jobs;

import java.time.Duration;
import java.util.OptionalInt;

/// The program of a job run, running or ended.
interface JobProgram {
    /// Waits for its end.
    ///
    /// @return how it ended; empty when it still runs
    OptionalInt await(Duration patience);

    /// Ends it: at once, or after it had a moment to do so itself.
    void end(boolean atOnce);

    /// Whether its log has a text so far.
    boolean hasLogged(String text);

    /// The last words of its log that mean something.
    String lastWords();

    /// Takes away what it needed, but for its log; it has ended.
    void tidy();
}
