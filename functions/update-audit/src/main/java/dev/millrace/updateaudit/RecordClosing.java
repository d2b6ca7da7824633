package dev.millrace.updateaudit;

import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.IngestedFiles;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.faults.StaleClaim;

/// Closes audit records at the end of an execution.
final class RecordClosing {
    private final AuditTable audit;

    RecordClosing(AuditTable audit) {
        this.audit = audit;
    }

    /// @throws StaleClaim when another execution has taken over
    UpdateAnswer ingested(Claim claim, Move.Ingested ingested, String by) {
        return switch (audit.move(claim, ingested, by)) {
            case MoveResult.Moved moved -> {
                IngestedFiles.count(moved.record());
                yield UpdateAnswer.of(moved.record());
            }
            case MoveResult.MovedBefore before -> UpdateAnswer.of(before.record());
            case MoveResult.Refused refused -> throw refused.record().refusing(claim);
        };
    }
}
