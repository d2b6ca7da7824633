package dev.millrace.updateaudit;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.Claim;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.MoveResult;
import dev.millrace.common.audit.NoSuchObject;
import dev.millrace.common.audit.StaleClaim;
import dev.millrace.common.dispatch.Fault;
import dev.millrace.common.identity.ObjectId;
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

    /// Marks the record FAILED when it is this execution's, or nobody's yet. A record that is closed, or that another
    /// execution holds, is left alone: the fault is this execution's own affair.
    UpdateAnswer failed(ObjectId oid, Fault fault, String execution, String by) {
        AuditRecord record = audit.find(oid).orElseThrow(() -> new NoSuchObject(oid));
        boolean ours =
                execution.equals(record.claimant()) || (record.state() == AuditState.NEW && record.claimant() == null);
        var move = new Move.Failed(fault.toString());
        if (!ours || !move.from().contains(record.state())) {
            return UpdateAnswer.of(record);
        }
        MoveResult result = audit.move(record.claim(), move, by);
        if (result instanceof MoveResult.Moved) {
            Telemetry.count("FilesFailed", record.key().datasetName(), 1);
        }
        return UpdateAnswer.of(result.record());
    }
}
