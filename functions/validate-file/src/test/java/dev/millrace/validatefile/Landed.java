package dev.millrace.validatefile;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.sets.DynamoFileSets;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.landing.LandingBucket;
import dev.millrace.flow.landing.ObjectHead;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import dev.millrace.notices.reports.FindingsReport;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/// Files that have landed and are recorded, with the function that judges them and everything around it in memory.
/// The sample contract is in force.
final class Landed implements AutoCloseable {
    static final String OURS = "ing-ours";
    static final String THEIRS = "ing-theirs";
    static final long MAX_BYTES = 1000;

    final SettableClock clock = new SettableClock();
    final InMemoryS3 s3 = new InMemoryS3();
    final LocalAuditTable local = new LocalAuditTable();
    final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    final RecordedExecutions executions = new RecordedExecutions();
    final Sets sets = sets();
    private @Nullable ObjectHead declared;
    private final DynamoVersions versions = new DynamoVersions(local.client(), LocalAuditTable.NAME, clock);
    private final SetStep setStep = new SetStep(sets, new ControlLists(new S3LandingBucket(s3)));
    final Validation validation = new Validation(
            audit,
            versions,
            new Declared(new S3LandingBucket(s3)),
            contracts,
            setStep,
            new BigFiles(MAX_BYTES, new JudgedFiles(new S3StagingBucket(s3, "staging"))),
            new Settlement(
                    audit, versions, contracts, new S3FindingsStore(s3, "failed", Commands.AT_HOME), setStep, clock),
            clock);

    private Sets sets() {
        var fileSets = new DynamoFileSets(local.client(), LocalAuditTable.NAME, clock);
        var operators = new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
        var waitingFiles =
                new WaitingFiles(fileSets, audit, operators, new Restarts(operators, executions, contracts::current));
        return new Sets(fileSets, waitingFiles, new ControlLists(new S3LandingBucket(s3)));
    }

    Landed() {
        contracts.apply(Samples.contract("on-arrival"));
    }

    /// Puts the sample contract in force with these decisions.
    void apply(String onNewVersion, String onDuplicate) {
        String yaml = new String(Samples.contract("on-arrival"), StandardCharsets.UTF_8)
                .replace("onNewVersion\n    value: replace", "onNewVersion\n    value: " + onNewVersion)
                .replace("onDuplicate\n    value: load", "onDuplicate\n    value: " + onDuplicate);
        contracts.apply(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// Lets S3 say this of every file from now on.
    void declare(ObjectHead head) {
        declared = head;
    }

    /// The landing bucket, which may say more of a file than S3 in memory has.
    private final class Declared implements LandingBucket {
        private final LandingBucket bucket;

        Declared(LandingBucket bucket) {
            this.bucket = bucket;
        }

        @Override
        public Optional<ObjectHead> head(ObjectVersion version) {
            return declared == null ? bucket.head(version) : Optional.of(declared);
        }

        @Override
        public Optional<InputStream> open(ObjectVersion version) {
            return bucket.open(version);
        }

        @Override
        public Optional<InputStream> open(ObjectVersion version, long position, int length) throws IOException {
            return bucket.open(version, position, length);
        }

        @Override
        public List<ObjectVersion> versions(ObjectVersion object) {
            return bucket.versions(object);
        }
    }

    /// A new file of the sample dataset.
    AuditRecord file(byte[] bytes) {
        return file(Samples.KEY, bytes);
    }

    /// The same under a key of one's choice.
    AuditRecord file(String key, byte[] bytes) {
        var version = new ObjectVersion("landing", key, s3.put("landing", key, bytes));
        return record(version, AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version), AuditState.NEW);
    }

    /// A new file of the sample dataset whose uploader said what it is.
    AuditRecord fileOfType(String contentType, byte[] bytes) {
        String versionId = s3.putObject(
                        p -> p.bucket("landing").key(Samples.KEY).contentType(contentType),
                        RequestBody.fromBytes(bytes))
                .versionId();
        var version = new ObjectVersion("landing", Samples.KEY, versionId);
        return record(version, AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version), AuditState.NEW);
    }

    /// A file that no contract matches.
    AuditRecord unmatched(String key) {
        var version = new ObjectVersion("landing", key, s3.put("landing", key, Samples.good()));
        return record(version, AuditKey.unmatched(version), AuditState.INVALID);
    }

    /// The bytes of an ingested file once more, to be ingested in its place.
    AuditRecord again(AuditRecord original, byte[] bytes) {
        String key = original.version().key();
        var version = new ObjectVersion("landing", key, s3.put("landing", key, bytes));
        return audit.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version),
                version,
                AuditState.NEW,
                SettableClock.START,
                10,
                null,
                null,
                null,
                "arn:of:execution",
                null,
                original.order().justAfter(Optional.empty()),
                original.oid().hex(),
                original.oid().hex()));
    }

    /// Loads a valid file.
    AuditRecord ingested(AuditRecord record) {
        audit.move(now(record).claim(), new Move.LoadStarted(Duration.ofMinutes(1)), "a test");
        return audit.move(now(record).claim(), new Move.Ingested(3), "a test").record();
    }

    private AuditRecord record(ObjectVersion version, AuditKey key, AuditState state) {
        return audit.create(new NewRecord(
                key, version, state, SettableClock.START, 10, null, null, null, "arn:of:execution", null));
    }

    ValidateAnswer validate(AuditRecord record) throws IOException {
        return validate(record, OURS);
    }

    ValidateAnswer validate(AuditRecord record, String execution) throws IOException {
        return validation.validate(record.oid(), execution, "Validate File of " + execution, null, Deadline.never());
    }

    /// Asks as a batch does.
    ValidateAnswer validate(AuditRecord record, BatchContext turn) throws IOException {
        String execution = turn.batch().executionName();
        return validation.validate(record.oid(), execution, "Validate File of " + execution, turn, Deadline.never());
    }

    AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }

    /// The report that the record names.
    FindingsReport report(AuditRecord record) {
        String key = now(record).findingsKey();
        if (key == null) {
            throw new AssertionError("The record names no report");
        }
        return FindingsReport.of(s3.bytes("failed", key).orElseThrow());
    }

    @Override
    public void close() {
        local.close();
    }
}
