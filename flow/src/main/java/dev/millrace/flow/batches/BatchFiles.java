package dev.millrace.flow.batches;

import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.IngestedFiles;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.audit.versions.Versions;
import dev.millrace.audit.versions.Versions.Replacement;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Closes the audit records of a batch's files, page by page. Pages that are marked are not looked at again, so this
/// may end when its time is up and go on later.
final class BatchFiles {
    private final Batches batches;
    private final AuditTable audit;
    private final Versions versions;
    private final ContractStore contracts;
    private final StagingBucket staging;
    private final RefusedFiles refused;

    BatchFiles(
            Batches batches,
            AuditTable audit,
            Versions versions,
            ContractStore contracts,
            StagingBucket staging,
            RefusedFiles refused) {
        this.batches = batches;
        this.audit = audit;
        this.versions = versions;
        this.contracts = contracts;
        this.staging = staging;
        this.refused = refused;
    }

    /// Marks the files whose rows are in the table for good as ingested, and those that others of them
    /// replace as superseded. A file that the job could not curate is INVALID, to be set aside. One that the
    /// batch left on its way is FAILED, to be taken by the next.
    ///
    /// @param committed whether rows of the batch are in the table; else none of its files is ingested
    /// @return what became of all files; empty when the time was up before
    Optional<BatchCounts> ingest(BatchRef ref, boolean committed, String by, Deadline deadline) {
        var left = new Move.Failed("Its batch %s ended without it".formatted(ref.batch()));
        if (!committed) {
            return mark(ref, deadline, by, record -> moved(record, left, "FilesFailed", by));
        }
        CuratedFiles curated = CuratedFiles.read(staging, ref);
        return mark(
                ref,
                deadline,
                by,
                record -> record.state() == AuditState.LOADING
                        ? closed(record, curated.of(record), left, by)
                        : moved(record, left, "FilesFailed", by));
    }

    private AuditRecord closed(AuditRecord record, CuratedFiles.Fate fate, Move left, String by) {
        return switch (fate) {
            case CuratedFiles.Fate.InTable(RowsAside aside) -> ingested(record, aside, by);
            case CuratedFiles.Fate.Replaced(String newer) ->
                audit.move(record.claim(), new Move.Superseded("Replaced by the version with object id " + newer), by)
                        .record();
            case CuratedFiles.Fate.Refused(RefusedFile file) ->
                moved(record, new Move.NotValidated(reason(file)), "FilesNotValidated", by);
            case CuratedFiles.Fate.Left gone -> moved(record, left, "FilesFailed", by);
        };
    }

    private static String reason(RefusedFile file) {
        return "The file could not be validated: its rows cannot be curated%s: %s"
                .formatted(at(file.lines()), file.reason());
    }

    private static String reason(RowsAside aside) {
        return "%,d rows could not be curated and are set aside%s%s: %s"
                .formatted(
                        aside.rows(),
                        at(aside.lines()),
                        aside.rows() > aside.lines().size() ? " and more" : "",
                        aside.reason());
    }

    private static String at(List<Long> lines) {
        return lines.isEmpty()
                ? ""
                : ", at line " + lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /// Marks the files that a failed batch had claimed as FAILED. Their owners hear of the batch.
    ///
    /// @param reason why it failed, for people
    /// @return what became of all files; empty when the time was up before
    Optional<BatchCounts> fail(BatchRef ref, String reason, String by, Deadline deadline) {
        var move = new Move.FailedWithBatch("Batch %s: %s".formatted(ref.batch(), reason));
        return mark(ref, deadline, by, record -> moved(record, move, "FilesFailed", by));
    }

    /// @param close closes a record that the batch still holds
    private Optional<BatchCounts> mark(BatchRef ref, Deadline deadline, String by, UnaryOperator<AuditRecord> close) {
        BatchCounts all = BatchCounts.NONE;
        for (BatchPage page : batches.pages(ref)) {
            if (page.marked()) {
                all = all.plus(page.counts());
                continue;
            }
            BatchCounts counts = BatchCounts.NONE;
            var invalid = new ArrayList<AuditRecord>();
            for (AuditRecord record : audit.findAll(page.files())) {
                if (deadline.isOver()) {
                    return Optional.empty();
                }
                Optional<AuditRecord> closed = close(ref, record, close);
                counts = closed.map(BatchCounts::of).orElse(BatchCounts.NONE).plus(counts);
                closed.filter(r -> r.state() == AuditState.INVALID && r.findingsKey() == null)
                        .ifPresent(invalid::add);
            }
            batches.mark(ref, page.number(), counts);
            // Only now: an execution that goes on with a file takes it from the batch, and it must be counted.
            invalid.forEach(record -> refused.goOn(record, by));
            all = all.plus(counts);
        }
        return Optional.of(all);
    }

    /// A file that somebody else took is not the batch's. One that nobody holds is: it went on after it had
    /// waited, or the batch ended before it came to it.
    private static Optional<AuditRecord> close(BatchRef ref, AuditRecord record, UnaryOperator<AuditRecord> close) {
        if (record.claimant() != null && !record.claimant().equals(ref.executionName())) {
            return Optional.empty();
        }
        return Optional.of(
                switch (record.state()) {
                    case VALIDATING, VALID, LOADING -> close.apply(record);
                    case NEW, INGESTED, INVALID, REJECTED, FAILED, HELD, SUPERSEDED, GONE, IGNORED, APPLIED -> record;
                });
    }

    private AuditRecord ingested(AuditRecord record, @Nullable RowsAside rowsAside, String by) {
        long rows = record.rows() == null ? 0 : record.rows();
        Move.Uncurated aside = rowsAside == null ? null : new Move.Uncurated(rowsAside.rows(), reason(rowsAside));
        OnNewVersion rule = record.pinnedContract()
                .map(contracts::load)
                .map(DataContract::onNewVersion)
                .orElse(OnNewVersion.APPEND);
        if (Versions.takesPlaces(record, rule)) {
            Replacement replacement = versions.replaceOlder(record.claim(), rows, aside, current -> rule, by);
            if (replacement instanceof Replacement.Replaced replaced) {
                IngestedFiles.count(replaced.record());
            }
            return replacement.record();
        }
        MoveResult result = audit.move(record.claim(), Move.Ingested.of(record, rows, aside), by);
        if (result instanceof MoveResult.Moved moved) {
            IngestedFiles.count(moved.record());
        }
        return result.record();
    }

    private AuditRecord moved(AuditRecord record, Move move, String metric, String by) {
        MoveResult result = audit.move(record.claim(), move, by);
        if (result instanceof MoveResult.Moved) {
            Telemetry.count(metric, record.key().datasetName(), 1);
        }
        return result.record();
    }
}
