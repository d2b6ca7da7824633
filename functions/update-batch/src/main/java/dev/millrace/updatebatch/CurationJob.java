package dev.millrace.updatebatch;

import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.flow.batches.StagingBucket;
import dev.millrace.flow.batches.TableUndo;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RowsAside;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.updatebatch.FilesInOrder.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Says what a batch's Spark job is to do, and proves that it did.
final class CurationJob {
    private final Batches batches;
    private final StagedFiles staged;
    private final Manifests manifests;
    private final StagingBucket staging;
    private final TableUndo table;
    private final WithdrawnRows withdrawn;

    CurationJob(
            Batches batches,
            StagedFiles staged,
            Manifests manifests,
            StagingBucket staging,
            TableUndo table,
            WithdrawnRows withdrawn) {
        this.batches = batches;
        this.staged = staged;
        this.manifests = manifests;
        this.staging = staging;
        this.table = table;
        this.withdrawn = withdrawn;
    }

    /// Writes the job's manifest: the files that are staged, in the order of their arrival, and what they replace.
    ///
    /// Files without a row, such as those of a header alone, need no job: nothing of them lies where crawlers look.
    ///
    /// @param by who does it, for the history
    JobAnswer prepare(BatchRef ref, String by) {
        List<AuditRecord> loading = manifests.files(ref, AuditState.LOADING);
        if (loading.isEmpty()) {
            return JobAnswer.NONE;
        }
        ContractRef inForce = manifests.inForce(ref);
        DataContract contract = manifests.contract(inForce);
        boolean replaces = contract.onNewVersion() == OnNewVersion.REPLACE;
        var files = new ArrayList<InputFile>();
        for (Placed file : staged.toCurate(ref, loading, inForce.pin(), replaces, by)) {
            files.add(file.file(file.record().goodRows(), file.replaced(replaces)));
        }
        if (files.isEmpty()) {
            return JobAnswer.NONE;
        }
        if (files.stream().allMatch(file -> file.rows() == 0 && file.replaces().isEmpty())) {
            batches.commitUnchanged(ref);
            return JobAnswer.NONE;
        }
        return manifests.curate(ref, inForce, contract, withdrawn.besides(ref.dataset(), files), files);
    }

    /// Commits the batch, when its job's result says that it read every row of every file that it did not
    /// refuse.
    ///
    /// @throws IllegalStateException when it says anything else, or a newer version of a file was ingested
    /// meanwhile
    CommitAnswer commit(BatchRef ref) {
        RunManifest manifest = manifests.read(ref, RunManifest.CURATE);
        RunResult result =
                staging.read(ref.resultsPrefix() + RunManifest.resultName(RunManifest.CURATE), RunResult.class);
        Set<String> refused = refused(ref, manifest, result);
        List<InputFile> curated = manifest.files().stream()
                .filter(file -> !refused.contains(file.oid()))
                .toList();
        long expected = curated.stream().mapToLong(InputFile::rows).sum();
        if (result.rowsRead() != expected
                || !result.batch().equals(ref.batch())
                || !result.dataset().equals(ref.dataset())
                || !result.contract().equals(manifest.contract())) {
            throw new IllegalStateException(
                    "The job of batch %s read %d rows of %s %s by %s; %d were staged, by %s. Nothing is marked as ingested."
                            .formatted(
                                    ref,
                                    result.rowsRead(),
                                    result.dataset(),
                                    result.batch(),
                                    result.contract(),
                                    expected,
                                    manifest.contract()));
        }
        requireStaged(ref, curated, result.setAside());
        staged.requireNewest(ref, curated);
        batches.commit(ref);
        table.over(ref.dataset(), ref.batch());
        return new CommitAnswer(result.rowsWritten(), result.partitions().size());
    }

    /// Rows that the job has set aside are some of those that it was given.
    private static void requireStaged(BatchRef ref, List<InputFile> curated, List<RowsAside> setAside) {
        for (RowsAside aside : setAside) {
            long staged = curated.stream()
                    .filter(file -> file.oid().equals(aside.oid()))
                    .mapToLong(InputFile::rows)
                    .sum();
            if (aside.rows() > staged) {
                throw new IllegalStateException(
                        "The job of batch %s set %d rows of object id %s aside, of which it was given %d. Nothing is marked as ingested."
                                .formatted(ref, aside.rows(), aside.oid(), staged));
            }
        }
    }

    private static Set<String> refused(BatchRef ref, RunManifest manifest, RunResult result) {
        Set<String> known = manifest.files().stream().map(InputFile::oid).collect(Collectors.toSet());
        Set<String> refused = result.refused().stream().map(RefusedFile::oid).collect(Collectors.toSet());
        if (!known.containsAll(refused)) {
            throw new IllegalStateException(
                    "The job of batch %s refused files that it was not given: %s of %d. Nothing is marked as ingested."
                            .formatted(
                                    ref,
                                    refused.stream()
                                            .filter(oid -> !known.contains(oid))
                                            .sorted()
                                            .findFirst()
                                            .orElseThrow(),
                                    known.size()));
        }
        return refused;
    }
}
