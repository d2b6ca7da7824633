package dev.millrace.updatebatch;

import dev.millrace.common.audit.AuditReader;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.BatchRef;
import dev.millrace.common.audit.Batches;
import dev.millrace.common.batches.StagingBucket;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.lake.runs.InputFile;
import dev.millrace.lake.runs.RunManifest;
import dev.millrace.lake.runs.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Says what a batch's Spark job is to do, and proves that it did.
final class CurationJob {
    private final Batches batches;
    private final AuditReader reader;
    private final Manifests manifests;
    private final StagingBucket staging;

    CurationJob(Batches batches, AuditReader reader, Manifests manifests, StagingBucket staging) {
        this.batches = batches;
        this.reader = reader;
        this.manifests = manifests;
        this.staging = staging;
    }

    /// Writes the job's manifest: the files that are staged, in the order of their arrival, and what they replace.
    ///
    /// Files without a row, such as those of a header alone, need no job: nothing of them lies where crawlers look.
    JobAnswer prepare(BatchRef ref) {
        List<AuditRecord> staged = manifests.files(ref, AuditState.LOADING);
        if (staged.isEmpty()) {
            return JobAnswer.NONE;
        }
        ContractRef inForce = manifests.inForce(ref);
        DataContract contract = manifests.contract(inForce);
        var files = new ArrayList<InputFile>();
        for (AuditRecord record : staged) {
            List<String> replaced = contract.onNewVersion() == OnNewVersion.REPLACE ? replaced(ref, record) : List.of();
            files.add(Manifests.file(record, goodRows(record), replaced));
        }
        if (files.stream().allMatch(file -> file.rows() == 0 && file.replaces().isEmpty())) {
            batches.commitUnchanged(ref);
            return JobAnswer.NONE;
        }
        return manifests.curate(ref, inForce, contract, files);
    }

    private static long goodRows(AuditRecord record) {
        long rows = record.rows() == null ? 0 : record.rows();
        return record.remarks() == null ? rows : rows - record.remarks().rowsSetAside();
    }

    /// The older versions of its key whose rows are in the table, or are about to be.
    private List<String> replaced(BatchRef ref, AuditRecord record) {
        Stream<AuditRecord> versions =
                reader
                        .byKey(
                                ref.partition(),
                                record.version().bucket(),
                                record.version().key())
                        .stream();
        return versions.filter(other -> other.order().compareTo(record.order()) < 0)
                .filter(other -> other.state() == AuditState.INGESTED || other.state() == AuditState.LOADING)
                .map(other -> other.oid().hex())
                .toList();
    }

    /// Commits the batch, when its job's result says that it read every row of every file.
    ///
    /// @throws IllegalStateException when it says anything else
    CommitAnswer commit(BatchRef ref) {
        RunManifest manifest = manifests.read(ref, RunManifest.CURATE);
        RunResult result =
                staging.read(ref.resultsPrefix() + RunManifest.resultName(RunManifest.CURATE), RunResult.class);
        long expected = manifest.files().stream().mapToLong(InputFile::rows).sum();
        if (result.rowsRead() != expected
                || !result.batch().equals(ref.batch())
                || !result.dataset().equals(ref.dataset())) {
            throw new IllegalStateException(
                    "The job of batch %s read %d rows of %s %s; %d were staged. Nothing is marked as ingested."
                            .formatted(ref, result.rowsRead(), result.dataset(), result.batch(), expected));
        }
        batches.commit(ref);
        return new CommitAnswer(result.rowsWritten(), result.partitions().size());
    }
}
