package dev.millrace.common.batches;

import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.Batch;
import dev.millrace.common.audit.BatchCounts;
import dev.millrace.common.audit.BatchRef;
import dev.millrace.common.audit.BatchState;
import dev.millrace.common.audit.Batches;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.audit.DynamoBatches;
import dev.millrace.common.audit.DynamoVersions;
import dev.millrace.common.audit.Versions;
import dev.millrace.common.clients.Wiring;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.contracts.S3ContractStore;
import dev.millrace.common.dispatch.Deadline;
import java.util.Optional;

/// Brings batches to their end: those whose execution comes there, and those whose execution died. Whoever does it,
/// and however often, a batch ends once: completed, when its rows are in the table for good; FAILED otherwise.
public final class BatchClosing {
    private final Batches batches;
    private final BatchFiles files;

    public BatchClosing(Batches batches, AuditTable audit, Versions versions, ContractStore contracts) {
        this.batches = batches;
        this.files = new BatchFiles(batches, audit, versions, contracts);
    }

    /// Reads the settings `AUDIT_TABLE` and `CONTRACTS_BUCKET`.
    public static BatchClosing connect(Wiring wiring) {
        String table = wiring.setting("AUDIT_TABLE");
        return new BatchClosing(
                new DynamoBatches(wiring.dynamo(), table, wiring.clock()),
                new DynamoAuditTable(wiring.dynamo(), table, wiring.clock()),
                new DynamoVersions(wiring.dynamo(), table, wiring.clock()),
                new S3ContractStore(wiring.s3(), wiring.setting("CONTRACTS_BUCKET"), wiring.clock()));
    }

    /// Closes a batch that did all its steps.
    ///
    /// @return the closed batch; empty when the time was up before, so that this is to be asked for again
    public Optional<Batch> complete(BatchRef ref, String by, Deadline deadline) {
        Batch batch = require(ref);
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
        Batch batch = require(ref);
        if (batch.state().terminal() || batch.committed()) {
            return complete(ref, by, deadline);
        }
        Optional<BatchCounts> counts = files.fail(ref, reason, by, deadline);
        return counts.map(all -> batches.close(ref, BatchState.FAILED, all, reason));
    }

    private Batch require(BatchRef ref) {
        return batches.find(ref).orElseThrow(() -> new IllegalStateException("There is no batch " + ref));
    }
}
