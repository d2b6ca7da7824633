package dev.millrace.sweep;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.millrace.audit.batches.DynamoBatchTries;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.jobs.DynamoJobs;
import dev.millrace.audit.notes.DynamoSweepNotes;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.audit.sets.DynamoFileSets;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.telemetry.Telemetry;
import dev.millrace.contract.Cadence;
import dev.millrace.contract.Engine;
import dev.millrace.engines.Engines;
import dev.millrace.flow.batches.BatchClosing;
import dev.millrace.flow.batches.S3TableUndo;
import dev.millrace.flow.batches.StepFunctionsBatches;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.jobs.JobHandOver;
import dev.millrace.flow.jobs.OpenJobs;
import dev.millrace.flow.jobs.StepFunctionsWaitingTasks;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.loads.S3LoadedRows;
import dev.millrace.flow.loads.Withdrawals;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import dev.millrace.flow.verification.Patrol;
import dev.millrace.flow.verification.S3LakePlaces;
import dev.millrace.notices.BatchNoticeSender;
import dev.millrace.notices.NoticeSender;
import dev.millrace.notices.SendResults;
import dev.millrace.targets.lake.glue.GlueTableCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Finds what no event told of, and puts right what was left undone. On a schedule, or when a person asks for it.
public final class SweepHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    /// How old a thing must be before it counts as left undone; an event field, in whole seconds.
    private static final String GRACE = "graceSeconds";

    private static final int PAGE = 1000;

    /// A run on EMR Serverless may be queued for 12 hours before its own limit begins (template.yaml); an hour more for
    /// what its launch takes.
    private static final Duration LONGEST_QUEUE = Duration.ofHours(13);

    /// So many pages of the landing bucket are listed in a run at most (docs/operations.md has the cost).
    private static final int PAGES = 250;

    /// About so many objects of the lake are compared in a run.
    private static final int PATROLLED = 1000;

    private final Sweep sweep;
    private final Duration grace;

    public SweepHandler() {
        this(new LambdaWiring());
    }

    public SweepHandler(Wiring wiring) {
        this(
                sweep(
                        wiring,
                        wiring.client(S3Client.builder()),
                        wiring.client(DynamoDbClient.builder()),
                        wiring.setting("AUDIT_TABLE"),
                        wiring.clock()),
                Duration.ofMinutes(wiring.number("SWEEP_GRACE_MINUTES")));
    }

    SweepHandler(Sweep sweep, Duration grace) {
        this.sweep = sweep;
        this.grace = grace;
    }

    private static Sweep sweep(Wiring wiring, S3Client s3, DynamoDbClient dynamo, String table, Clock clock) {
        var executions = new StepFunctionsExecutions(
                wiring.client(SfnClient.builder()), wiring.setting("INGEST_FILE_STATE_MACHINE"));
        var audit = new DynamoAuditTable(dynamo, table, clock);
        var operators = new DynamoOperatorActions(dynamo, table, clock);
        var reader = new AuditReader(dynamo, table);
        var contracts = new S3ContractStore(s3, wiring.setting("CONTRACTS_BUCKET"), clock);
        var restarts = new Restarts(operators, executions, contracts::current);
        var removals = new DynamoRemovals(dynamo, table, clock);
        var telling = NoticeSender.connect(wiring);
        var batchTelling = BatchNoticeSender.connect(wiring);
        String landing = wiring.setting("LANDING_BUCKET");
        var withdrawals = new Withdrawals(removals, new S3LoadedRows(s3, wiring.setting("LAKE_BUCKET")));
        var notes = new DynamoSweepNotes(dynamo, table, clock);
        var patrol = new Patrol(
                new GlueTableCatalog(wiring.client(GlueClient.builder())),
                wiring.setting("CATALOG_DATABASE"),
                contracts,
                audit,
                removals,
                new DynamoBatches(dynamo, table, clock),
                new S3LakePlaces(s3),
                Commands.of(wiring));
        return new Sweep(
                notes,
                List.of(
                        new Sweep.Task("dead batches", deadBatches(wiring, contracts)),
                        new Sweep.Task("tables of failed batches", brokenTables(wiring, contracts)),
                        new Sweep.Task(
                                "unheard executions",
                                new Unheard(reader, audit, operators, restarts, executions, contracts::current)),
                        new Sweep.Task("open jobs", unheardJobs(wiring, dynamo, table)),
                        new Sweep.Task("failed files", new Replays(reader, audit, restarts, contracts::current)),
                        new Sweep.Task("owed batches", owedBatches(wiring, reader, audit, contracts)),
                        new Sweep.Task("waiting sets", waitingSets(wiring, s3, dynamo, table, restarts, contracts)),
                        new Sweep.Task("rows to be withdrawn", new OwedRemovals(removals, withdrawals)),
                        new Sweep.Task(
                                "owed notices",
                                (now, before, findings, deadline) -> findings.count(
                                        SweepReport.Kind.NOTICES, pay(telling, batchTelling, now, deadline))),
                        new Sweep.Task("raw files", rawFiles(wiring, reader, audit, contracts, notes)),
                        new Sweep.Task("tables of the lake", new LakePatrol(patrol, notes, PATROLLED))),
                new LostEvents(
                        new S3Landed(s3, landing, PAGE),
                        audit,
                        contracts,
                        new Ingestion(landing, new S3LandingBucket(s3), audit, operators, executions),
                        PAGES),
                clock);
    }

    private static DeadBatches deadBatches(Wiring wiring, S3ContractStore contracts) {
        return new DeadBatches(
                DynamoBatches.connect(wiring),
                contracts,
                new StepFunctionsBatches(
                        wiring.client(SfnClient.builder()), wiring.setting("INGEST_BATCH_STATE_MACHINE")),
                BatchClosing.connect(wiring));
    }

    private static BrokenTables brokenTables(Wiring wiring, S3ContractStore contracts) {
        return new BrokenTables(
                DynamoBatches.connect(wiring),
                contracts,
                S3TableUndo.connect(wiring),
                Duration.ofMinutes(wiring.number("JOB_LIMIT_MINUTES")).plus(LONGEST_QUEUE));
    }

    /// A stack without the Spark job runs no batches.
    private static OwedBatches owedBatches(
            Wiring wiring, AuditReader reader, DynamoAuditTable audit, S3ContractStore contracts) {
        Map<Cadence, Schedule> schedules = !Engines.isSetUp(wiring, Engine.GLUE)
                ? Map.of()
                : Map.of(
                        Cadence.DAILY, Schedule.of(wiring.setting("DAILY_BATCHES"), Duration.ofDays(1)),
                        Cadence.MONTHLY, Schedule.of(wiring.setting("MONTHLY_BATCHES"), Duration.ofDays(31)));
        return new OwedBatches(
                DynamoBatches.connect(wiring),
                DynamoBatchTries.connect(wiring),
                reader,
                audit,
                contracts::current,
                new StepFunctionsBatches(
                        wiring.client(SfnClient.builder()), wiring.setting("INGEST_BATCH_STATE_MACHINE")),
                schedules);
    }

    /// Nothing is deleted where the stack was not deployed so.
    private static Sweep.Part rawFiles(
            Wiring wiring,
            AuditReader reader,
            DynamoAuditTable audit,
            S3ContractStore contracts,
            DynamoSweepNotes notes) {
        if (!Boolean.parseBoolean(wiring.setting("DELETE_RAW_FILES"))) {
            return (now, before, findings, deadline) -> {};
        }
        return new EndedRawFiles(
                reader, audit, new S3RawFiles(wiring.client(S3Client.builder())), contracts::current, notes);
    }

    private static UnheardJobs unheardJobs(Wiring wiring, DynamoDbClient dynamo, String table) {
        var jobs = new DynamoJobs(dynamo, table);
        var handOver = new JobHandOver(jobs, StepFunctionsWaitingTasks.connect(wiring), wiring.clock());
        return new UnheardJobs(new OpenJobs(jobs, Engines.connect(wiring), handOver, wiring.clock()));
    }

    private static WaitingSets waitingSets(
            Wiring wiring,
            S3Client s3,
            DynamoDbClient dynamo,
            String table,
            Restarts restarts,
            S3ContractStore contracts) {
        Clock clock = wiring.clock();
        var fileSets = new DynamoFileSets(dynamo, table, clock);
        var waitingFiles = new WaitingFiles(
                fileSets,
                new DynamoAuditTable(dynamo, table, clock),
                new DynamoOperatorActions(dynamo, table, clock),
                restarts);
        return new WaitingSets(
                fileSets,
                new Sets(fileSets, waitingFiles, new ControlLists(new S3LandingBucket(s3))),
                waitingFiles,
                contracts,
                Duration.ofMinutes(wiring.number("SET_PATIENCE_MINUTES")));
    }

    private static long pay(NoticeSender telling, BatchNoticeSender batches, Instant now, Deadline deadline) {
        SendResults paid = telling.payOwed(now, deadline)
                .plus(telling.summarise(now, deadline))
                .plus(batches.payOwed(now, deadline));
        Telemetry.count("NoticesOwed", "all", paid.owed());
        return paid.sent();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
            return sweep.run(grace(event), context.getAwsRequestId(), remaining, Deadline.in(remaining));
        });
    }

    private Duration grace(Map<String, Object> event) {
        return event.get(GRACE) instanceof Number seconds ? Duration.ofSeconds(seconds.longValue()) : grace;
    }
}
