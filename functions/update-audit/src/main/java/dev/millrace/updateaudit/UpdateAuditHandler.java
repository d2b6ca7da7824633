package dev.millrace.updateaudit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.ExecutionFaults;
import dev.millrace.audit.files.Move;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.base.identity.ObjectId;

/// Moves an object's audit record to the state that the calling state's name stands for.
public final class UpdateAuditHandler extends StateHandler<UpdateAuditHandler.Step> {
    enum Step {
        MarkIngested,
        MarkIngestedWithRemarks,
        MarkCouldNotBeValidated,
        MarkFailed
    }

    /// A claim and the number of rows that were loaded under it.
    record Ingested(String dataset, String object, String oid, long fence, long rows) {
        Claim claim() {
            return new Claim(dataset, object, oid, fence);
        }
    }

    /// An execution's input and the fault that ended it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failed(String oid, Fault fault) {}

    private final RecordClosing closing;
    private final ExecutionFaults faults;

    public UpdateAuditHandler() {
        this(new LambdaWiring());
    }

    public UpdateAuditHandler(Wiring wiring) {
        this(DynamoAuditTable.connect(wiring));
    }

    UpdateAuditHandler(AuditTable audit) {
        super(Step.class);
        this.closing = new RecordClosing(audit);
        this.faults = new ExecutionFaults(audit);
    }

    @Override
    protected UpdateAnswer take(Step step, StateTask task, Deadline deadline) {
        return switch (step) {
            case MarkIngested, MarkIngestedWithRemarks -> {
                Ingested ingested = task.input(Ingested.class);
                var move = new Move.Ingested(ingested.rows(), step == Step.MarkIngestedWithRemarks);
                yield closing.ingested(ingested.claim(), move, task.by());
            }
            case MarkCouldNotBeValidated -> {
                Failed failed = task.input(Failed.class);
                yield UpdateAnswer.of(
                        faults.notValidated(new ObjectId(failed.oid()), failed.fault(), task.execution(), task.by()));
            }
            case MarkFailed -> {
                Failed failed = task.input(Failed.class);
                yield UpdateAnswer.of(
                        faults.failed(new ObjectId(failed.oid()), failed.fault(), task.execution(), task.by()));
            }
        };
    }
}
