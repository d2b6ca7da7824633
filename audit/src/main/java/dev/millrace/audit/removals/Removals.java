package dev.millrace.audit.removals;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Removal;
import java.time.Instant;
import java.util.List;

/// The orders to take rows from their table.
public interface Removals {
    /// Those of an object, due or not.
    List<Removal> of(AuditRecord record);

    /// Those of all objects, due or not.
    List<Removal> open();

    /// Those that are due, of all objects.
    List<Removal> due(Instant now);

    /// The objects whose rows an order is to take, as they are now.
    List<AuditRecord> targets(Removal removal);

    /// Writes down that the rows of a target were taken: one that was replaced is SUPERSEDED now. Its rows are looked
    /// for once more later, since a writer that was left behind may put them back; then the order is at its end.
    ///
    /// @param by who writes, for the history
    void taken(Removal removal, AuditRecord target, String by);

    /// Writes down that an order [Removal#OLDER] has no targets left.
    void done(Removal removal);
}
