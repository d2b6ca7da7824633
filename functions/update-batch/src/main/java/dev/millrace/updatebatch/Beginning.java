package dev.millrace.updatebatch;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.batches.BatchClosing;
import dev.millrace.flow.batches.BatchExecutions;
import dev.millrace.flow.executions.Executions.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins a batch, unless another one of its dataset is running. One whose execution died without closing it is
/// closed first.
final class Beginning {
    private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);

    private final Batches batches;
    private final BatchExecutions executions;
    private final BatchClosing closing;

    Beginning(Batches batches, BatchExecutions executions, BatchClosing closing) {
        this.batches = batches;
        this.executions = executions;
        this.closing = closing;
    }

    BeginAnswer begin(BatchRef ref, String executionArn, String by, Deadline deadline) {
        while (true) {
            switch (batches.begin(ref, executionArn)) {
                case Batches.Beginning.Begun begun -> {
                    return new BeginAnswer(BeginAnswer.Outcome.BEGUN, "");
                }
                case Batches.Beginning.Over over -> {
                    return new BeginAnswer(BeginAnswer.Outcome.OVER, "It was closed before");
                }
                case Batches.Beginning.Busy busy -> {
                    Batch other = busy.other();
                    if (executions.status(other.executionArn()) == Status.RUNNING) {
                        return new BeginAnswer(
                                BeginAnswer.Outcome.BUSY,
                                "Batch %s runs; the next batch takes the files that it leaves".formatted(other.ref()));
                    }
                    close(other, by, deadline);
                }
            }
        }
    }

    private void close(Batch dead, String by, Deadline deadline) {
        LOG.warn("Batch {} is {}, but its execution has ended", dead.ref(), dead.state());
        if (closing.broken(dead.ref(), Batch.DIED, by, deadline).isEmpty()) {
            throw new ServiceFault(
                    "Batch %s, whose execution died, is not closed yet. It is tried again.".formatted(dead.ref()));
        }
    }
}
