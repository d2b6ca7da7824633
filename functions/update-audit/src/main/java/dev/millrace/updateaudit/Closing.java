package dev.millrace.updateaudit;

import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.Claim;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.MoveResult;
import dev.millrace.common.audit.StaleClaim;
import dev.millrace.common.telemetry.Telemetry;

/// Closes audit records at the end of an execution.
final class Closing {
    private final AuditTable audit;

    Closing(AuditTable audit) {
        this.audit = audit;
    }

    /// @throws StaleClaim when another execution has taken over
    UpdateAnswer ingested(Claim claim, long rows, String by) {
        return switch (audit.move(claim, new Move.Ingested(rows), by)) {
            case MoveResult.Moved moved -> {
                Telemetry.count("FilesIngested", moved.record().key().datasetName(), 1);
                Telemetry.count("RowsLoaded", moved.record().key().datasetName(), rows);
                yield UpdateAnswer.of(moved.record());
            }
            case MoveResult.MovedBefore before -> UpdateAnswer.of(before.record());
            case MoveResult.Refused refused -> throw new StaleClaim(claim, refused.record());
        };
    }
}
