package dev.millrace.updatebatch;

import dev.millrace.common.audit.AuditReader;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.BatchPage;
import dev.millrace.common.audit.BatchRef;
import dev.millrace.common.audit.Batches;
import dev.millrace.common.contracts.ContractRef;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.OnNewVersion;
import dev.millrace.lake.runs.InputFile;
import dev.millrace.lake.runs.RunJson;
import dev.millrace.lake.runs.RunManifest;
import dev.millrace.lake.runs.RunResult;
import dev.millrace.lake.runs.Transform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Says what a batch's Spark job is to do, and proves that it did.
final class CurationJob {
    private final Batches batches;
    private final AuditTable audit;
    private final AuditReader reader;
    private final ContractStore contracts;
    private final StagingBucket staging;
    private final Places places;

    CurationJob(
            Batches batches,
            AuditTable audit,
            AuditReader reader,
            ContractStore contracts,
            StagingBucket staging,
            Places places) {
        this.batches = batches;
        this.audit = audit;
        this.reader = reader;
        this.contracts = contracts;
        this.staging = staging;
        this.places = places;
    }

    /// Where a job reads and writes.
    ///
    /// @param lakeBucket name of the lake's bucket
    /// @param stagingDatabase of the tables that crawlers make
    /// @param database of the lake's tables
    record Places(String lakeBucket, String stagingDatabase, String database) {}

    /// Writes the job's manifest: the files that are staged, in the order of their arrival, and what they replace.
    ///
    /// Files without a row, such as those of a header alone, need no job: nothing of them lies where crawlers look.
    JobAnswer prepare(BatchRef ref) {
        List<AuditRecord> staged = staged(ref);
        if (staged.isEmpty()) {
            return JobAnswer.NONE;
        }
        ContractRef inForce = contracts
                .current()
                .of(ref.dataset())
                .orElseThrow(() -> new IllegalStateException(
                        "The data contract of dataset %s is no longer in force. Apply one; the next batch takes its files."
                                .formatted(ref.dataset())));
        DataContract contract = contracts.load(inForce.pin());
        var files = new ArrayList<InputFile>();
        for (AuditRecord record : staged) {
            List<String> replaced = contract.onNewVersion() == OnNewVersion.REPLACE ? replaced(ref, record) : List.of();
            files.add(file(record, replaced));
        }
        if (files.stream().allMatch(file -> file.rows() == 0 && file.replaces().isEmpty())) {
            batches.commitUnchanged(ref);
            return JobAnswer.NONE;
        }
        String key = manifestKey(ref);
        staging.put(key, RunJson.write(manifest(ref, inForce, contract, files)));
        return new JobAnswer(
                JobAnswer.Outcome.READY,
                "%s-%s".formatted(RunManifest.CURATE, ref.dataset()),
                ref.fence(),
                contract.curation().engine().name(),
                staging.uri(key));
    }

    private List<AuditRecord> staged(BatchRef ref) {
        return batches.pages(ref).stream()
                .map(BatchPage::files)
                .flatMap(oids -> audit.findAll(oids).stream())
                .filter(record -> record.state() == AuditState.LOADING)
                .filter(record -> ref.executionName().equals(record.claimant()))
                .sorted(Comparator.comparing(AuditRecord::arrived)
                        .thenComparing(AuditRecord::order)
                        .thenComparing(record -> record.oid().hex()))
                .toList();
    }

    private RunManifest manifest(BatchRef ref, ContractRef inForce, DataContract contract, List<InputFile> files) {
        return new RunManifest(
                RunManifest.CURATE,
                ref.dataset(),
                ref.batch(),
                contracts.place(inForce.pin()),
                contract.curation()
                        .transform()
                        .map(program -> new Transform(
                                program.kind().text(),
                                contracts.place(inForce.pin(), program),
                                program.className().orElse(null)))
                        .orElse(null),
                places.stagingDatabase(),
                places.database(),
                staging.uri(BatchRef.stagingPrefix(ref.dataset())),
                "s3://%s/%s/".formatted(places.lakeBucket(), ref.dataset()),
                staging.uri(ref.resultsPrefix()),
                batches.mayChangeTable(ref).stream().sorted().toList(),
                null,
                files);
    }

    private static InputFile file(AuditRecord record, List<String> replaced) {
        return new InputFile(
                record.oid().hex(),
                record.version().bucket(),
                record.version().key(),
                record.version().versionId(),
                record.size(),
                record.arrived(),
                goodRows(record),
                replaced);
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
        RunManifest manifest = read(manifestKey(ref), RunManifest.class);
        RunResult result = read(ref.resultsPrefix() + RunManifest.CURATE + ".json", RunResult.class);
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

    private <R extends Record> R read(String key, Class<R> type) {
        try {
            return RunJson.read(staging.get(key), type);
        } catch (IOException e) {
            throw new IllegalStateException(staging.uri(key) + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String manifestKey(BatchRef ref) {
        return "manifests/%s/%s/%s.json".formatted(ref.dataset(), ref.batch(), RunManifest.CURATE);
    }
}
