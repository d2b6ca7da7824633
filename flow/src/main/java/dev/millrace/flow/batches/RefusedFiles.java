package dev.millrace.flow.batches;

import dev.millrace.audit.files.AuditRecord;

/// Files that a batch's job could not curate, whose records are INVALID: their reports, their move to the
/// failed bucket and their notices are an execution's work.
@FunctionalInterface
public interface RefusedFiles {
    /// Leaves them to the sweep.
    RefusedFiles LATER = (record, by) -> {};

    /// Starts the execution that goes on with a file, unless its record has changed.
    ///
    /// @param by who does it, for the history
    void goOn(AuditRecord record, String by);
}
