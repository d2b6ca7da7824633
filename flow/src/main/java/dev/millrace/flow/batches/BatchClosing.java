package dev.millrace.flow.batches;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.audit.versions.Versions;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Restarts;
import java.util.Optional;

/// Brings batches to their end: those whose execution comes there, and those whose execution died. Whoever does it,
/// and however often, a batch ends once: completed, when its rows are in the table for good; FAILED otherwise.
public final class BatchClosing {
    private final Batches batches;
    private final TableUndo table;
    private final BatchFiles files;

    public BatchClosing(
            Batches batches,
            AuditTable audit,
            Versions versions,
            ContractStore contracts,
            TableUndo table,
            StagingBucket staging,
            RefusedFiles refused) {
        this.batches = batches;
        this.table = table;
        this.files = new BatchFiles(batches, audit, versions, contracts, staging, refused);
    }

    /// Reads the settings `AUDIT_TABLE`, `CONTRACTS_BUCKET` and `STAGING_BUCKET`, and those of
    /// [S3TableUndo#connect]. Without `INGEST_FILE_STATE_MACHINE`, files that a job refused are left to the
    /// sweep.
    public static BatchClosing connect(Wiring wiring) {
        return new BatchClosing(
                DynamoBatches.connect(wiring),
                DynamoAuditTable.connect(wiring),
                DynamoVersions.connect(wiring),
                S3ContractStore.connect(wiring),
                S3TableUndo.connect(wiring),
                S3StagingBucket.connect(wiring),
                wiring.value("INGEST_FILE_STATE_MACHINE")
                        .map(machine -> refused(wiring, machine))
                        .orElse(RefusedFiles.LATER));
    }

    private static RefusedFiles refused(Wiring wiring, String stateMachine) {
        return Restarts.connect(wiring, stateMachine)::resume;
    }

    /// Closes a batch that did all its steps.
    ///
    /// @return the closed batch; empty when the time was up before, so that this is to be asked for again
    public Optional<Batch> complete(BatchRef ref, String by, Deadline deadline) {
        Batch batch = settled(ref);
        if (batch.state().terminal()) {
            return Optional.of(batch);
        }
        return files.ingest(ref, batch.committed(), by, deadline)
                .map(counts -> batches.close(ref, counts.outcome(), counts, ""));
    }

    /// Closes a batch whose execution a fault ended.
    ///
    /// @param reason what it was, for people
    /// @return the closed batch; empty when the time was up before, so that this is to be asked for again
    public Optional<Batch> broken(BatchRef ref, String reason, String by, Deadline deadline) {
        Batch batch = settled(ref);
        if (batch.state().terminal() || batch.committed()) {
            return complete(ref, by, deadline);
        }
        Optional<BatchCounts> counts = files.fail(ref, reason, by, deadline);
        return counts.map(all -> batches.close(ref, BatchState.FAILED, all, reason))
                .flatMap(closed -> closed.state().terminal() ? Optional.of(closed) : complete(ref, by, deadline));
    }

    /// Settles whether a batch's rows are in the table for good, in the audit table first. The other way
    /// round a late commit could promise rows that are taken back at this moment. Every step may be repeated,
    /// so whoever comes after a crash does what is left.
    private Batch settled(BatchRef ref) {
        Batch batch = require(ref);
        if (batch.state().terminal()) {
            return batch;
        }
        Batch settled = batch.committed() ? batch : batches.giveUp(ref);
        if (settled.committed()) {
            table.over(ref.dataset(), ref.batch());
        } else if (!settled.state().terminal() && mayHaveChangedTable(ref)) {
            table.takeBack(ref.dataset(), ref.batch());
        }
        return settled;
    }

    private boolean mayHaveChangedTable(BatchRef ref) {
        return batches.toUndo(ref.dataset()).stream()
                .anyMatch(batch -> batch.ref().equals(ref));
    }

    private Batch require(BatchRef ref) {
        return batches.find(ref).orElseThrow(() -> new IllegalStateException("There is no batch " + ref));
    }
}
