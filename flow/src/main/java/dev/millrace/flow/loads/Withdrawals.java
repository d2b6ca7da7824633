package dev.millrace.flow.loads;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.removals.Removals;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the orders to take rows from their table. It may be stopped anywhere and done again by anybody: an
/// order stands until its rows are out, and is looked at once more after every writer that might put them back is
/// gone.
public final class Withdrawals {
    private static final Logger LOG = LoggerFactory.getLogger(Withdrawals.class);

    private final Removals removals;
    private final LoadedRows rows;

    public Withdrawals(Removals removals, LoadedRows rows) {
        this.removals = removals;
        this.rows = rows;
    }

    /// Carries out the orders that an object has now.
    ///
    /// @param by who does it, for the history
    public void carryOut(AuditRecord record, String by) {
        removals.of(record).forEach(removal -> carryOut(removal, by));
    }

    /// Carries out one order.
    ///
    /// @param by who does it, for the history
    public void carryOut(Removal removal, String by) {
        for (AuditRecord target : removals.targets(removal)) {
            if (removal.takes(target)) {
                rows.deleteAllBut(target, List.of());
                removals.taken(removal, target, by);
            } else {
                LOG.warn("Rows of {} stay: it is {} again", target.version(), target.state());
            }
        }
        if (removal.what().equals(Removal.OLDER) && removals.targets(removal).isEmpty()) {
            removals.done(removal);
        }
    }
}
