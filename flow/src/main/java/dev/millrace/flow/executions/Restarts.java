package dev.millrace.flow.executions;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.clients.Wiring;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.S3ContractStore;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Starts objects again: record first, then the execution, so that a crash between the two heals when the sweep finds
/// the record without its execution.
public final class Restarts {
    private final OperatorActions operators;
    private final Executions executions;
    private final Supplier<ContractIndex> inForce;

    /// @param inForce gives the contracts in force: whether a file waits for a batch is for them to say
    public Restarts(OperatorActions operators, Executions executions, Supplier<ContractIndex> inForce) {
        this.operators = operators;
        this.executions = executions;
        this.inForce = inForce;
    }

    /// Reads the settings `AUDIT_TABLE` and `CONTRACTS_BUCKET`.
    ///
    /// @param stateMachine ARN of the one that ingests files
    public static Restarts connect(Wiring wiring, String stateMachine) {
        var contracts = S3ContractStore.connect(wiring);
        return new Restarts(
                DynamoOperatorActions.connect(wiring),
                StepFunctionsExecutions.connect(wiring, stateMachine),
                contracts::current);
    }

    /// The same by contracts that are known already, for whoever starts many.
    public Restarts by(ContractIndex contracts) {
        return new Restarts(operators, executions, () -> contracts);
    }

    /// Starts a NEW object that waited for a batch, and whose dataset has none any longer.
    ///
    /// @return empty when the record has changed since it was seen
    public Optional<AuditRecord> begin(AuditRecord seen, String by) {
        String arn = executions.arn(seen.oid(), seen.course().replays());
        return started(operators.appoint(seen, arn, "Its dataset has no batches any longer", by));
    }

    /// Tries a FAILED object again. One of a dataset that is daily or monthly now waits for its batch.
    ///
    /// @return empty when the record has changed since it was seen
    public Optional<AuditRecord> replay(AuditRecord seen, String by) {
        return started(operators.replay(seen, nextArn(seen), by));
    }

    /// Lets a HELD object go on. One of a dataset that is daily or monthly now waits for its batch.
    ///
    /// @return empty when the record has changed since it was seen
    public Optional<AuditRecord> release(AuditRecord seen, String by) {
        return started(operators.release(seen, nextArn(seen), by));
    }

    /// Lets a HELD object go on, since what it waited for came. One of a dataset that is daily or monthly now
    /// waits for its batch.
    ///
    /// @return empty when the record has changed since it was seen
    public Optional<AuditRecord> goOn(AuditRecord seen, String note, String by) {
        return started(operators.goOn(seen, nextArn(seen), note, by));
    }

    /// Sets a FAILED object aside that could not be validated.
    ///
    /// @return empty when the record has changed since it was seen
    public Optional<AuditRecord> giveUp(AuditRecord seen, String reason, String by) {
        return started(operators.giveUp(seen, reason, arn(seen), by));
    }

    /// Resumes the move of an INVALID object.
    ///
    /// @return empty when the record has changed since it was seen
    public Optional<AuditRecord> resume(AuditRecord seen, String by) {
        return started(operators.resume(seen, arn(seen), by));
    }

    private @Nullable String nextArn(AuditRecord seen) {
        return inForce.get().onArrival(seen.key()) ? arn(seen) : null;
    }

    private String arn(AuditRecord seen) {
        return executions.arn(seen.oid(), seen.course().replays() + 1);
    }

    private Optional<AuditRecord> started(Optional<AuditRecord> record) {
        record.filter(r -> r.executionArn() != null)
                .ifPresent(r -> executions.start(r.version(), r.course().replays()));
        return record;
    }
}
