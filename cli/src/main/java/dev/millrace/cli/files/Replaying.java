package dev.millrace.cli.files;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.flow.executions.Restarts;
import java.util.Optional;

/// Starts FAILED objects again, or only says which it would start.
final class Replaying {
    private final Restarts restarts;
    private final String by;
    private final boolean dryRun;

    /// @param by who does it, for the history
    Replaying(Restarts restarts, String by, boolean dryRun) {
        this.restarts = restarts;
        this.by = by;
        this.dryRun = dryRun;
    }

    /// What came of one object.
    enum Result {
        /// It would be started: this is a dry run.
        PLANNED,
        /// It was started again.
        REPLAYED,
        /// It has changed since it was looked at; it was left alone.
        CHANGED,
        /// It is not FAILED; it was left alone.
        REFUSED
    }

    /// What came of one object, and its record.
    record Replay(Result result, AuditRecord record) {}

    /// Takes one object.
    ///
    /// @param seen its record, as it was selected
    Replay take(AuditRecord seen) {
        if (seen.state() != AuditState.FAILED) {
            return new Replay(Result.REFUSED, seen);
        }
        if (dryRun) {
            return new Replay(Result.PLANNED, seen);
        }
        Optional<AuditRecord> started = restarts.replay(seen, by);
        return started.map(record -> new Replay(Result.REPLAYED, record))
                .orElseGet(() -> new Replay(Result.CHANGED, seen));
    }
}
