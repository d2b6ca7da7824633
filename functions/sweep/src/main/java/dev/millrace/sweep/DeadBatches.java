package dev.millrace.sweep;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.Batches;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.batches.BatchClosing;
import dev.millrace.flow.batches.BatchExecutions;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.executions.Executions.Status;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds batches whose execution ended without closing them: they hold their dataset's lock.
final class DeadBatches implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(DeadBatches.class);
    private static final String BY = "sweep";

    private final Batches batches;
    private final ContractStore contracts;
    private final BatchExecutions executions;
    private final BatchClosing closing;

    DeadBatches(Batches batches, ContractStore contracts, BatchExecutions executions, BatchClosing closing) {
        this.batches = batches;
        this.contracts = contracts;
        this.executions = executions;
        this.closing = closing;
    }

    /// Looks at those that began before a time. What fails is told of and does not stop the rest; what the time does
    /// not allow, the next sweep does.
    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        for (ContractRef contract : contracts.current().contracts()) {
            Optional<Batch> running = batches.running(contract.pin().dataset());
            if (running.filter(batch -> batch.began().isBefore(before)).isPresent() && !deadline.isOver()) {
                try {
                    mend(running.get(), findings, deadline);
                } catch (RuntimeException e) {
                    LOG.error(
                            "Batch {} cannot be put right; the next sweep tries again",
                            running.get().ref(),
                            e);
                    findings.count(SweepReport.Kind.TROUBLES);
                }
            }
        }
    }

    private void mend(Batch batch, SweepReport findings, Deadline deadline) {
        if (executions.status(batch.executionArn()) == Status.RUNNING) {
            return;
        }
        LOG.warn("Batch {} is {}, but its execution has ended", batch.ref(), batch.state());
        closing.broken(batch.ref(), Batch.DIED, BY, deadline)
                .ifPresent(closed -> findings.count(SweepReport.Kind.BATCHES_CLOSED));
    }
}
