package dev.millrace.flow.loads;

import dev.millrace.audit.files.AuditRecord;
import java.util.List;

/// The files of the lake that hold an object's rows.
public interface LoadedRows {
    /// Writes down which files are about to be put for an object, before the first of them is: so whatever happens,
    /// all that stands in the lake for it can be found again.
    ///
    /// @param keys in the lake bucket
    void announce(AuditRecord record, List<String> keys);

    /// Deletes the files that were ever announced for an object, except these.
    ///
    /// @param keep keys that stay; empty to take all of its rows out
    void deleteAllBut(AuditRecord record, List<String> keep);
}
