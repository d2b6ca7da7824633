package dev.millrace.updatebatch;

import dev.millrace.audit.batches.BatchPage;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.contract.DataContract;
import dev.millrace.flow.batches.StagingBucket;
import dev.millrace.flow.contracts.ContractRef;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.Transform;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes down what the jobs of a batch are to do.
final class Manifests {
    private final Batches batches;
    private final AuditTable audit;
    private final ContractStore contracts;
    private final StagingBucket staging;
    private final Places places;

    Manifests(Batches batches, AuditTable audit, ContractStore contracts, StagingBucket staging, Places places) {
        this.batches = batches;
        this.audit = audit;
        this.contracts = contracts;
        this.staging = staging;
        this.places = places;
    }

    /// Where jobs read and write.
    ///
    /// @param lakeBucket name of the lake's bucket
    /// @param stagingDatabase of the tables that crawlers make
    /// @param database of the lake's tables
    /// @param tokenKey ARN of the secret with the key of tokens
    record Places(String lakeBucket, String stagingDatabase, String database, String tokenKey) {}

    /// The contract that the dataset's files are judged and curated by.
    ContractRef inForce(BatchRef ref) {
        return contracts
                .current()
                .of(ref.dataset())
                .orElseThrow(() -> new IllegalStateException(
                        "The data contract of dataset %s is no longer in force. Apply one; the next batch takes its files."
                                .formatted(ref.dataset())));
    }

    DataContract contract(ContractRef inForce) {
        return contracts.load(inForce.pin());
    }

    /// The files of a batch that it holds in a state, in the order of their arrival.
    List<AuditRecord> files(BatchRef ref, AuditState state) {
        return batches.pages(ref).stream()
                .map(BatchPage::files)
                .flatMap(oids -> audit.findAll(oids).stream())
                .filter(record -> record.state() == state)
                .filter(record -> ref.executionName().equals(record.claimant()))
                .sorted(Comparator.comparing(AuditRecord::arrived)
                        .thenComparing(AuditRecord::order)
                        .thenComparing(record -> record.oid().hex()))
                .toList();
    }

    /// @param arrived the moment that its rows are known by
    static InputFile file(AuditRecord record, Instant arrived, long rows, List<String> replaced) {
        return new InputFile(
                record.oid().hex(),
                record.version().bucket(),
                record.version().key(),
                record.version().versionId(),
                record.size(),
                arrived,
                rows,
                record.rowsSetAside(),
                replaced);
    }

    /// Writes what a job is to judge.
    JobAnswer judge(BatchRef ref, ContractRef inForce, DataContract contract, List<InputFile> files) {
        return write(RunManifest.JUDGE, ref, inForce, contract, null, List.of(), places.tokenKey(), List.of(), files);
    }

    /// Writes what a job is to curate.
    ///
    /// @param withdrawn ids of objects whose rows may be in the table, and are to be left out
    JobAnswer curate(
            BatchRef ref, ContractRef inForce, DataContract contract, List<String> withdrawn, List<InputFile> files) {
        Transform transform = contract.curation()
                .transform()
                .map(program -> new Transform(
                        program.kind().text(),
                        contracts.place(inForce.pin(), program),
                        program.className().orElse(null)))
                .orElse(null);
        List<String> undo = batches.mayChangeTable(ref).stream().sorted().toList();
        return write(RunManifest.CURATE, ref, inForce, contract, transform, undo, null, withdrawn, files);
    }

    private JobAnswer write(
            String kind,
            BatchRef ref,
            ContractRef inForce,
            DataContract contract,
            @Nullable Transform transform,
            List<String> undo,
            @Nullable String tokenKey,
            List<String> withdrawn,
            List<InputFile> files) {
        var manifest = new RunManifest(
                kind,
                ref.dataset(),
                ref.batch(),
                contracts.place(inForce.pin()),
                transform,
                places.stagingDatabase(),
                places.database(),
                staging.uri(BatchRef.stagingPrefix(ref.dataset())),
                "s3://%s/%s/".formatted(places.lakeBucket(), ref.dataset()),
                staging.uri(ref.resultsPrefix()),
                undo,
                tokenKey,
                withdrawn,
                files);
        String key = key(ref, kind);
        staging.put(key, RunJson.write(manifest));
        return new JobAnswer(
                JobAnswer.Outcome.READY,
                ref.job(kind),
                batches.find(ref)
                        .orElseThrow(() -> new IllegalStateException("There is no batch " + ref))
                        .fence(),
                contract.curation().engine().name(),
                staging.uri(key));
    }

    /// What a job of the batch was given to do.
    RunManifest read(BatchRef ref, String kind) {
        return staging.read(key(ref, kind), RunManifest.class);
    }

    private static String key(BatchRef ref, String kind) {
        return RunManifest.key(ref.dataset(), ref.batch(), kind);
    }
}
