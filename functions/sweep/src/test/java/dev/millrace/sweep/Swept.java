package dev.millrace.sweep;

import dev.millrace.audit.batches.DynamoBatchTries;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.notes.DynamoSweepNotes;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.audit.sets.DynamoFileSets;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.flow.batches.BatchClosing;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.ingestion.Upload;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.OpenJobs;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A landing bucket and an audit table that the sweep goes over, with everything around it in memory. The sample
/// contract is in force, and ingests on arrival.
final class Swept implements AutoCloseable {
    static final String LANDING = "landing";
    static final Duration GRACE = Duration.ofMinutes(15);
    static final Duration PATIENCE = Duration.ofHours(4);
    static final Duration JOB_LIMIT = Duration.ofHours(3);
    static final Duration LEASE = Duration.ofMinutes(11);

    final SettableClock clock = new SettableClock();
    final InMemoryS3 s3 = new InMemoryS3(clock);
    final LocalAuditTable local = new LocalAuditTable();
    final RecordedExecutions executions = new RecordedExecutions();
    final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    final DynamoOperatorActions operators = new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
    final DynamoRemovals removals = new DynamoRemovals(local.client(), LocalAuditTable.NAME, clock);
    final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    final Ingestion ingestion = new Ingestion(LANDING, new S3LandingBucket(s3), audit, operators, executions);
    final DynamoFileSets fileSets = new DynamoFileSets(local.client(), LocalAuditTable.NAME, clock);
    final WaitingFiles waitingFiles =
            new WaitingFiles(fileSets, audit, operators, new Restarts(operators, executions, contracts::current));
    final Sets sets = new Sets(fileSets, waitingFiles, new ControlLists(new S3LandingBucket(s3)));
    final DynamoBatches batches = new DynamoBatches(local.client(), LocalAuditTable.NAME, clock);
    final DynamoVersions versions = new DynamoVersions(local.client(), LocalAuditTable.NAME, clock);
    final RecordedTables table = new RecordedTables();
    final DynamoJobs jobs = new DynamoJobs(local.client(), LocalAuditTable.NAME);
    final RecordedRuns runs = new RecordedRuns();
    final RecordedTasks tasks = new RecordedTasks();
    Map<Cadence, Schedule> schedules = Map.of(
            Cadence.DAILY, Schedule.of("cron(0 2 * * ? *)", Duration.ofDays(1)),
            Cadence.MONTHLY, Schedule.of("cron(0 4 1 * ? *)", Duration.ofDays(31)));
    RawFiles rawFiles = new S3RawFiles(s3);
    private int sweeps;

    Swept() {
        contracts.apply(Samples.contract("on-arrival"));
    }

    /// Sweeps with pages of two versions.
    Map<String, Object> sweep() {
        return sweep(Deadline.never());
    }

    Map<String, Object> sweep(Deadline deadline) {
        var restarts = new Restarts(operators, executions, contracts::current);
        var reader = new AuditReader(local.client(), LocalAuditTable.NAME);
        var sweep = new Sweep(
                new DynamoSweepNotes(local.client(), LocalAuditTable.NAME, clock),
                List.of(
                        new Sweep.Task(
                                "dead batches",
                                new DeadBatches(
                                        batches,
                                        contracts,
                                        executions,
                                        new BatchClosing(
                                                batches,
                                                audit,
                                                versions,
                                                contracts,
                                                table,
                                                new S3StagingBucket(s3, "staged"),
                                                restarts::resume))),
                        new Sweep.Task(
                                "tables of failed batches", new BrokenTables(batches, contracts, table, JOB_LIMIT)),
                        new Sweep.Task(
                                "unheard executions",
                                new Unheard(reader, audit, operators, restarts, executions, contracts::current)),
                        new Sweep.Task(
                                "open jobs",
                                new UnheardJobs(new OpenJobs(
                                        jobs,
                                        new Engines(Map.of(Engine.GLUE, runs)),
                                        new JobHandOver(jobs, tasks, clock),
                                        clock))),
                        new Sweep.Task("failed files", new Replays(reader, audit, restarts, contracts::current)),
                        new Sweep.Task(
                                "owed batches",
                                new OwedBatches(
                                        batches,
                                        new DynamoBatchTries(local.client(), LocalAuditTable.NAME),
                                        reader,
                                        audit,
                                        contracts::current,
                                        executions,
                                        schedules)),
                        new Sweep.Task(
                                "waiting sets", new WaitingSets(fileSets, sets, waitingFiles, contracts, PATIENCE)),
                        new Sweep.Task(
                                "rows to be withdrawn",
                                new OwedRemovals(removals, new Withdrawals(removals, new S3LoadedRows(s3, "lake")))),
                        new Sweep.Task(
                                "raw files",
                                new EndedRawFiles(
                                        reader,
                                        audit,
                                        rawFiles,
                                        contracts::current,
                                        new DynamoSweepNotes(local.client(), LocalAuditTable.NAME, clock)))),
                new LostEvents(new S3Landed(s3, LANDING, 2), audit, contracts, ingestion, 250),
                clock);
        return sweep.run(GRACE, "sweep-" + ++sweeps, Duration.ofMinutes(5), deadline);
    }

    ObjectVersion upload(String key) {
        return new ObjectVersion(LANDING, key, s3.put(LANDING, key, Samples.good()));
    }

    /// An upload whose event came, so it is recorded and its execution runs.
    AuditRecord arrived(String key) {
        return ingestion.begin(new Upload(upload(key), clock.instant(), "00" + ++sweeps, null), contracts.current());
    }

    /// The same, claimed by its execution.
    AuditRecord claimed(String key) {
        AuditRecord record = arrived(key);
        return audit.claim(record.oid(), record.oid().executionName(0), "a test", LEASE)
                .record();
    }

    AuditRecord failed(AuditRecord claimed, String reason) {
        return audit.move(claimed.claim(), new Move.Failed(reason), "a test").record();
    }

    AuditRecord now(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow();
    }

    /// Edits an item by hand.
    void set(AuditRecord record, String attribute, AttributeValue value) {
        local.client()
                .updateItem(u -> u.tableName(LocalAuditTable.NAME)
                        .key(Map.of(
                                "dataset",
                                AttributeValue.fromS(record.key().dataset()),
                                "object",
                                AttributeValue.fromS(record.key().object())))
                        .updateExpression("SET #a = :a")
                        .expressionAttributeNames(Map.of("#a", attribute))
                        .expressionAttributeValues(Map.of(":a", value)));
    }

    @Override
    public void close() {
        local.close();
    }
}
