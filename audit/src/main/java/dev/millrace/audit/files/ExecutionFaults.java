package dev.millrace.audit.files;

import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.faults.NoSuchObject;

/// Writes down that a fault ended an execution. A record that is closed, or that another execution holds, is left
/// alone: the fault is then the execution's own affair.
public final class ExecutionFaults {
    private final AuditTable audit;

    public ExecutionFaults(AuditTable audit) {
        this.audit = audit;
    }

    /// The record becomes FAILED; the file stays where it is, to be tried again.
    ///
    /// @param execution name of the execution that ended
    /// @param by who writes, for the history
    public AuditRecord failed(ObjectId oid, Fault fault, String execution, String by) {
        return close(oid, new Move.Failed(fault.toString()), "FilesFailed", execution, by);
    }

    /// The record becomes INVALID, since the file itself ended the execution; it is to be set aside.
    ///
    /// @param execution name of the execution that ended
    /// @param by who writes, for the history
    public AuditRecord notValidated(ObjectId oid, Fault fault, String execution, String by) {
        var move = new Move.NotValidated("The file could not be validated: " + fault);
        return close(oid, move, "FilesNotValidated", execution, by);
    }

    private AuditRecord close(ObjectId oid, Move move, String metric, String execution, String by) {
        AuditRecord record = audit.find(oid).orElseThrow(() -> new NoSuchObject(oid));
        if (!isOf(record, execution) || !move.from().contains(record.state())) {
            return record;
        }
        MoveResult result = audit.move(record.claim(), move, by);
        if (result instanceof MoveResult.Moved) {
            Telemetry.count(metric, record.key().datasetName(), 1);
        }
        return result.record();
    }

    /// Whether a record is an execution's: claimed by it or, before any claim, meant for it.
    public static boolean isOf(AuditRecord record, String execution) {
        String arn = record.executionArn();
        boolean meant = arn == null || arn.endsWith(":" + execution);
        return execution.equals(record.claimant())
                || (record.claimant() == null && record.state() == AuditState.NEW && meant);
    }
}
