package dev.millrace.validatefile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.sets.DynamoFileSets;
import dev.millrace.audit.versions.DynamoVersions;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.dispatch.StateHandler;
import dev.millrace.base.dispatch.StateTask;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.flow.batches.JudgedFiles;
import dev.millrace.flow.batches.S3StagingBucket;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.flow.sets.ControlLists;
import dev.millrace.flow.sets.Sets;
import dev.millrace.flow.sets.WaitingFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Claims an object, chooses its route and judges it against its data contract.
public final class ValidateFileHandler extends StateHandler<ValidateFileHandler.Step> {
    enum Step {
        ValidateFile
    }

    /// What a state machine gives to validate.
    ///
    /// @param batch that the file is in; null of files that are ingested by themselves
    /// @param judged whether the batch's job has judged what was left to it; null of files that are in no batch
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(
            @JsonProperty(required = true) String oid,
            @Nullable BatchRef batch,
            @Nullable Boolean judged) {
        @Nullable BatchContext turn() {
            return batch == null ? null : new BatchContext(batch, Boolean.TRUE.equals(judged));
        }
    }

    private static final long MEGABYTE = 1024 * 1024;

    private final Validation validation;

    public ValidateFileHandler() {
        this(new LambdaWiring());
    }

    public ValidateFileHandler(Wiring wiring) {
        this(validation(wiring, wiring.client(S3Client.builder()), wiring.client(DynamoDbClient.builder())));
    }

    private static Validation validation(Wiring wiring, S3Client s3, DynamoDbClient dynamo) {
        String table = wiring.setting("AUDIT_TABLE");
        var audit = new DynamoAuditTable(dynamo, table, wiring.clock());
        var versions = new DynamoVersions(dynamo, table, wiring.clock());
        var contracts = new S3ContractStore(s3, wiring.setting("CONTRACTS_BUCKET"), wiring.clock());
        SetStep sets = sets(wiring, s3, dynamo, table, contracts);
        var findings = new S3FindingsStore(s3, wiring.setting("FAILED_BUCKET"), Commands.of(wiring));
        var judged = new JudgedFiles(new S3StagingBucket(s3, wiring.setting("STAGING_BUCKET")));
        return new Validation(
                audit,
                versions,
                new S3LandingBucket(s3),
                contracts,
                sets,
                new BigFiles(wiring.number("MAX_LAMBDA_MEGABYTES") * MEGABYTE, judged),
                new Settlement(audit, versions, contracts, findings, sets, wiring.clock()),
                wiring.clock());
    }

    private static SetStep sets(
            Wiring wiring, S3Client s3, DynamoDbClient dynamo, String table, S3ContractStore contracts) {
        var fileSets = new DynamoFileSets(dynamo, table, wiring.clock());
        var operators = new DynamoOperatorActions(dynamo, table, wiring.clock());
        var executions = new StepFunctionsExecutions(
                wiring.client(SfnClient.builder()), wiring.setting("INGEST_FILE_STATE_MACHINE"));
        var lists = new ControlLists(new S3LandingBucket(s3));
        var waitingFiles = new WaitingFiles(
                fileSets,
                new DynamoAuditTable(dynamo, table, wiring.clock()),
                operators,
                new Restarts(operators, executions, contracts::current));
        return new SetStep(new Sets(fileSets, waitingFiles, lists), lists);
    }

    ValidateFileHandler(Validation validation) {
        super(Step.class);
        this.validation = validation;
    }

    @Override
    protected ValidateAnswer take(Step step, StateTask task, Deadline deadline) throws IOException {
        return switch (step) {
            case ValidateFile -> {
                Input input = task.input(Input.class);
                yield validation.validate(
                        new ObjectId(input.oid()), task.execution(), task.by(), input.turn(), deadline);
            }
        };
    }
}
