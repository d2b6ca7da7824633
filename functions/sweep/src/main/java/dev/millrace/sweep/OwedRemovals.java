package dev.millrace.sweep;

import dev.millrace.audit.files.Removal;
import dev.millrace.audit.removals.Removals;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.loads.Withdrawals;
import java.time.Instant;

/// Takes rows out of their tables whose removal was left undone.
final class OwedRemovals implements Sweep.Part {
    private static final String BY = "sweep";

    private final Removals removals;
    private final Withdrawals withdrawals;

    OwedRemovals(Removals removals, Withdrawals withdrawals) {
        this.removals = removals;
        this.withdrawals = withdrawals;
    }

    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        for (Removal removal : removals.due(now)) {
            if (deadline.isOver()) {
                return;
            }
            Sweep.attempt("rows of " + removal.oid(), findings, () -> {
                withdrawals.carryOut(removal, BY);
                findings.count(SweepReport.Kind.WITHDRAWN);
            });
        }
    }
}
