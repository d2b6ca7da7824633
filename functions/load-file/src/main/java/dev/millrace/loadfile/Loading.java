package dev.millrace.loadfile;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditTable;
import dev.millrace.common.audit.Claim;
import dev.millrace.common.audit.ContractPin;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.MoveResult;
import dev.millrace.common.audit.StaleClaim;
import dev.millrace.common.contracts.ContractStore;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.landing.LandingBucket;
import dev.millrace.contract.DataContract;
import dev.millrace.contract.reading.FileJudge;
import dev.millrace.contract.reading.Verdict;
import dev.millrace.lake.LakeFile;
import dev.millrace.lake.LakeFileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Loads a valid file into the lake: one Parquet object an oid and partition, then the catalog. It promises: after
/// LOADED every row of the file stands in the lake exactly once, however often and by however many this was tried.
final class Loading {
    /// Twice the state's timeout: as long as a claim holds without a sign of life.
    static final Duration LEASE = Duration.ofSeconds(630).multipliedBy(2);

    private final AuditTable audit;
    private final LandingBucket landing;
    private final ContractStore contracts;
    private final LakeBucket lake;
    private final Catalog catalog;
    private final Path workspace;

    Loading(
            AuditTable audit,
            LandingBucket landing,
            ContractStore contracts,
            LakeBucket lake,
            Catalog catalog,
            Path workspace) {
        this.audit = audit;
        this.landing = landing;
        this.contracts = contracts;
        this.lake = lake;
        this.catalog = catalog;
        this.workspace = workspace;
    }

    /// @throws StaleClaim when another execution has taken over
    LoadAnswer load(Claim claim, String by) throws IOException {
        AuditRecord record = switch (audit.move(claim, new Move.LoadStarted(LEASE), by)) {
            case MoveResult.Moved moved -> moved.record();
            case MoveResult.MovedBefore before -> before.record();
            case MoveResult.Refused refused -> throw new StaleClaim(claim, refused.record());
        };
        Optional<InputStream> bytes = landing.open(record.version());
        if (bytes.isEmpty()) {
            return gone(claim, by);
        }
        try (InputStream file = bytes.get()) {
            return new LoadAnswer(LoadAnswer.Outcome.LOADED, load(record, file));
        }
    }

    private LoadAnswer gone(Claim claim, String by) {
        var vanished = new Move.Vanished("The object version was deleted before it was loaded");
        if (audit.move(claim, vanished, by) instanceof MoveResult.Refused refused) {
            throw new StaleClaim(claim, refused.record());
        }
        return new LoadAnswer(LoadAnswer.Outcome.GONE, 0);
    }

    private long load(AuditRecord record, InputStream file) throws IOException {
        ContractPin pin = record.pinnedContract().orElseThrow(() -> inconsistent(record, "it has no contract"));
        DataContract contract = contracts.load(pin);
        LocalDate arrival = record.arrived().atOffset(ZoneOffset.UTC).toLocalDate();
        try (var folder = Workspace.in(workspace);
                var writer = new LakeFileWriter(contract, record.oid().hex(), arrival, folder.path())) {
            Verdict verdict = FileJudge.judge(contract, file, writer);
            requireAsValidated(record, verdict);
            List<LakeFile> files = writer.finish();
            requireEveryRow(record, verdict, files);
            for (LakeFile part : files) {
                lake.put(key(contract, part, record), part.file(), sha256(part.file()));
            }
            String location = lake.uri(contract.dataset() + "/");
            catalog.register(
                    contract, location, files.stream().map(LakeFile::partition).toList());
            return verdict.rows();
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return ObjectId.sha256(bytes);
        }
    }

    private static String key(DataContract contract, LakeFile part, AuditRecord record) {
        return "%s/%s/%s.parquet".formatted(contract.dataset(), part.partition().path(), record.oid());
    }

    /// The version and the contract are the ones that were validated, so anything else is a fault of ours or of the
    /// transfer.
    private static void requireAsValidated(AuditRecord record, Verdict verdict) throws IOException {
        boolean same = verdict instanceof Verdict.Valid valid && valid.sha256().equals(record.contentSha256());
        if (!same) {
            throw new IOException("%s was read differently than when it was validated: %d bytes, %d rows"
                    .formatted(record.version(), verdict.bytes(), verdict.rows()));
        }
    }

    private static void requireEveryRow(AuditRecord record, Verdict verdict, List<LakeFile> files) {
        long written = files.stream().mapToLong(LakeFile::rows).sum();
        if (written != verdict.rows() || !Long.valueOf(written).equals(record.rows())) {
            throw inconsistent(
                    record,
                    "%s rows were validated, %d read and %d written".formatted(record.rows(), verdict.rows(), written));
        }
    }

    private static IllegalStateException inconsistent(AuditRecord record, String what) {
        return new IllegalStateException("%s cannot be loaded: %s".formatted(record.version(), what));
    }
}
