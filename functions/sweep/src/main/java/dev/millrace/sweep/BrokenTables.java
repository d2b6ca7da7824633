package dev.millrace.sweep;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.Batches;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.batches.TableUndo;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes back what runs of failed batches have switched after their batch was closed: a run may outlive its
/// batch, and die between its switch and its own look at the batch's mark. A batch is looked at until none of
/// its runs can be left.
final class BrokenTables implements Sweep.Part {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenTables.class);

    private final Batches batches;
    private final ContractStore contracts;
    private final TableUndo table;
    private final Duration jobLimit;

    /// @param jobLimit how long a run lasts at most, from its launch to its end
    BrokenTables(Batches batches, ContractStore contracts, TableUndo table, Duration jobLimit) {
        this.batches = batches;
        this.contracts = contracts;
        this.table = table;
        this.jobLimit = jobLimit;
    }

    @Override
    public void sweep(Instant now, Instant before, SweepReport findings, Deadline deadline) {
        for (ContractRef contract : contracts.current().contracts()) {
            String dataset = contract.pin().dataset();
            List<Batch> broken = batches.toUndo(dataset);
            if (!broken.isEmpty() && !deadline.isOver()) {
                Sweep.attempt("the table " + dataset, findings, () -> takeBack(dataset, broken, now, findings));
            }
        }
    }

    /// While a batch runs, the partitions are its own: its job takes back what others left.
    private void takeBack(String dataset, List<Batch> newestFirst, Instant now, SweepReport findings) {
        for (Batch batch : newestFirst) {
            Instant ended = batch.ended();
            if (ended == null || batches.running(dataset).isPresent()) {
                return;
            }
            int back = table.takeBack(dataset, batch.ref().batch());
            if (back > 0) {
                LOG.warn("A run of batch {} switched {} partitions after the batch had failed", batch.ref(), back);
                findings.count(SweepReport.Kind.SWITCHED_BACK, back);
            }
            if (ended.plus(jobLimit).isBefore(now)) {
                batches.undone(batch.ref());
            }
        }
    }
}
