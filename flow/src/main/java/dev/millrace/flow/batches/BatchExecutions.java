package dev.millrace.flow.batches;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.flow.executions.Executions.Status;

/// Executions of the state machine `ingest-batch`. The name and the input of one depend on the batch alone, so that
/// whoever starts it, a schedule or a person, sends the same bytes.
public interface BatchExecutions {
    /// Starts a batch's execution. That it was started before is success.
    ///
    /// @return its ARN
    String start(BatchRef ref);

    /// How an execution stands.
    Status status(String arn);
}
