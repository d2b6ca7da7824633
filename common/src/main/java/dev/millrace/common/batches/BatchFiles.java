package dev.millrace.common.batches;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.BatchCounts;
import dev.millrace.common.audit.BatchPage;
import dev.millrace.common.audit.BatchRef;
import dev.millrace.common.audit.Batches;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.MoveResult;
import dev.millrace.common.audit.Versions;
import dev.millrace.common.audit.Versions.Replacement;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.telemetry.IngestedFiles;
import dev.millrace.common.telemetry.Telemetry;
import dev.millrace.contract.OnNewVersion;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Closes the audit records of a batch's files, page by page. Pages that are marked are not looked at again, so this
/// may end when its time is up and go on later.
final class BatchFiles {
    private final Batches batches;
    private final AuditTable audit;
    private final Versions versions;
    private final ContractStore contracts;

    BatchFiles(Batches batches, AuditTable audit, Versions versions, ContractStore contracts) {
        this.batches = batches;
        this.audit = audit;
        this.versions = versions;
        this.contracts = contracts;
    }

    /// Marks the files whose rows are in the table for good as ingested. A file that the batch left on its way is
    /// FAILED, to be taken by the next.
    ///
    /// @param committed whether rows of the batch are in the table; else it has no staged file
    /// @return what became of all files; empty when the time was up before
    Optional<BatchCounts> ingest(BatchRef ref, boolean committed, String by, Deadline deadline) {
        return mark(ref, deadline, record -> {
            if (record.state() == AuditState.LOADING && committed) {
                return ingested(record, by);
            }
            return moved(record, new Move.Failed("Its batch %s ended without it".formatted(ref.batch())), by);
        });
    }

    /// Marks the files that a failed batch had claimed as FAILED. Their owners hear of the batch.
    ///
    /// @param reason why it failed, for people
    /// @return what became of all files; empty when the time was up before
    Optional<BatchCounts> fail(BatchRef ref, String reason, String by, Deadline deadline) {
        var move = new Move.FailedWithBatch("Batch %s: %s".formatted(ref.batch(), reason));
        return mark(ref, deadline, record -> moved(record, move, by));
    }

    /// @param close closes a record that the batch still holds
    private Optional<BatchCounts> mark(BatchRef ref, Deadline deadline, UnaryOperator<AuditRecord> close) {
        BatchCounts all = BatchCounts.NONE;
        for (BatchPage page : batches.pages(ref)) {
            if (page.marked()) {
                all = all.plus(page.counts());
                continue;
            }
            BatchCounts counts = BatchCounts.NONE;
            for (AuditRecord record : audit.findAll(page.files())) {
                if (deadline.isOver()) {
                    return Optional.empty();
                }
                counts = counts.plus(count(ref, record, close));
            }
            batches.mark(ref, page.number(), counts);
            all = all.plus(counts);
        }
        return Optional.of(all);
    }

    /// A file that somebody else took is not the batch's. One that nobody holds is: it went on after it had waited, or
    /// the batch ended before it came to it.
    private static BatchCounts count(BatchRef ref, AuditRecord record, UnaryOperator<AuditRecord> close) {
        if (record.claimant() != null && !record.claimant().equals(ref.executionName())) {
            return BatchCounts.NONE;
        }
        return switch (record.state()) {
            case VALIDATING, VALID, LOADING -> BatchCounts.of(close.apply(record));
            case NEW, INGESTED, INVALID, REJECTED, FAILED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED ->
                BatchCounts.of(record);
        };
    }

    private AuditRecord ingested(AuditRecord record, String by) {
        long rows = record.rows() == null ? 0 : record.rows();
        if (replaces(record)) {
            Replacement replacement = versions.replaceOlder(record.claim(), rows, by);
            if (replacement instanceof Replacement.Replaced replaced) {
                IngestedFiles.count(replaced.record());
            }
            return replacement.record();
        }
        MoveResult result = audit.move(record.claim(), new Move.Ingested(rows, record.remarks() != null), by);
        if (result instanceof MoveResult.Moved moved) {
            IngestedFiles.count(moved.record());
        }
        return result.record();
    }

    private boolean replaces(AuditRecord record) {
        return record.pinnedContract()
                .map(contracts::load)
                .filter(contract -> contract.onNewVersion() == OnNewVersion.REPLACE)
                .isPresent();
    }

    private AuditRecord moved(AuditRecord record, Move move, String by) {
        MoveResult result = audit.move(record.claim(), move, by);
        if (result instanceof MoveResult.Moved) {
            Telemetry.count("FilesFailed", record.key().datasetName(), 1);
        }
        return result.record();
    }
}
