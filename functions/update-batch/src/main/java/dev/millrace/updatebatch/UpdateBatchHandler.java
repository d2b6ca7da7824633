package dev.millrace.updatebatch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.Batches;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditTable;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.removals.DynamoRemovals;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.flow.batches.BatchClosing;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.batches.S3TableUndo;
import dev.millrace.flow.batches.StagingBucket;
import dev.millrace.flow.batches.StepFunctionsBatches;
import dev.millrace.flow.contracts.S3ContractStore;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Takes a batch through its steps in the audit table.
public final class UpdateBatchHandler extends StateHandler<UpdateBatchHandler.Step> {
    enum Step {
        BeginBatch,
        GetNewList,
        PrepareJudging,
        GetJudgedList,
        PrepareJob,
        CommitBatch,
        MarkBatchIngested,
        MarkBatchFailed
    }

    /// A batch and the execution that runs it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Begin(
            @JsonProperty(required = true) BatchRef batch,
            @JsonProperty(required = true) String executionArn) {}

    /// A batch and the number of the page that is wanted.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Next(
            @JsonProperty(required = true) BatchRef batch,
            @JsonProperty(required = true) int page) {}

    /// A batch.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Of(@JsonProperty(required = true) BatchRef batch) {}

    /// A batch and the fault that ended it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Failed(
            @JsonProperty(required = true) BatchRef batch,
            @JsonProperty(required = true) Fault fault) {}

    private final Beginning beginning;
    private final PageListing listing;
    private final JudgingJob judging;
    private final CurationJob job;
    private final BatchClosing closing;

    public UpdateBatchHandler() {
        this(new LambdaWiring());
    }

    public UpdateBatchHandler(Wiring wiring) {
        super(Step.class);
        Batches batches = DynamoBatches.connect(wiring);
        AuditTable audit = DynamoAuditTable.connect(wiring);
        AuditReader reader = AuditReader.connect(wiring);
        this.closing = BatchClosing.connect(wiring);
        this.beginning = new Beginning(
                batches,
                new StepFunctionsBatches(
                        wiring.client(SfnClient.builder()), wiring.setting("INGEST_BATCH_STATE_MACHINE")),
                closing);
        var contracts = S3ContractStore.connect(wiring);
        this.listing = new PageListing(
                batches,
                new WaitingList(batches, reader, audit, contracts),
                audit,
                DynamoOperatorActions.connect(wiring));
        StagingBucket staging = S3StagingBucket.connect(wiring);
        var manifests = new Manifests(
                batches,
                audit,
                contracts,
                staging,
                new Manifests.Places(
                        wiring.setting("LAKE_BUCKET"),
                        wiring.setting("STAGING_DATABASE"),
                        wiring.setting("CATALOG_DATABASE"),
                        wiring.setting("PSEUDONYM_KEY_ARN")));
        this.judging = new JudgingJob(manifests);
        this.job = new CurationJob(
                batches,
                new StagedFiles(audit, contracts, new FilesInOrder(audit, reader)),
                manifests,
                staging,
                S3TableUndo.connect(wiring),
                new WithdrawnRows(DynamoRemovals.connect(wiring), reader));
    }

    @Override
    protected Object take(Step step, StateTask task, Deadline deadline) {
        return switch (step) {
            case BeginBatch -> {
                Begin begin = task.input(Begin.class);
                yield beginning.begin(begin.batch(), begin.executionArn(), task.by(), deadline);
            }
            case GetNewList -> {
                Next next = task.input(Next.class);
                yield listing.next(next.batch(), next.page(), task.by());
            }
            case PrepareJudging -> judging.prepare(task.input(Of.class).batch());
            case GetJudgedList -> {
                Next next = task.input(Next.class);
                yield judging.list(next.batch(), next.page());
            }
            case PrepareJob -> job.prepare(task.input(Of.class).batch(), task.by());
            case CommitBatch -> job.commit(task.input(Of.class).batch());
            case MarkBatchIngested ->
                EndAnswer.of(closing.complete(task.input(Of.class).batch(), task.by(), deadline));
            case MarkBatchFailed -> {
                Failed failed = task.input(Failed.class);
                yield EndAnswer.of(closing.broken(failed.batch(), failed.fault().toString(), task.by(), deadline));
            }
        };
    }
}
