package dev.millrace.validatefile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.audit.DynamoDesk;
import dev.millrace.common.audit.DynamoFileSets;
import dev.millrace.common.audit.DynamoVersions;
import dev.millrace.common.clients.LambdaWiring;
import dev.millrace.common.clients.Wiring;
import dev.millrace.common.contracts.S3ContractStore;
import dev.millrace.common.dispatch.Deadline;
import dev.millrace.common.dispatch.StateHandler;
import dev.millrace.common.dispatch.StateTask;
import dev.millrace.common.executions.Restarts;
import dev.millrace.common.executions.StepFunctionsExecutions;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.landing.S3LandingBucket;
import dev.millrace.common.sets.ControlLists;
import dev.millrace.common.sets.Sets;
import dev.millrace.common.sets.WaitingFiles;
import java.io.IOException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Claims an object, chooses its route and judges it against its data contract.
public final class ValidateFileHandler extends StateHandler<ValidateFileHandler.Step> {
    enum Step {
        ValidateFile
    }

    /// What a state machine gives to validate: an execution's input.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(String oid) {}

    private static final long MEGABYTE = 1024 * 1024;

    private final Validation validation;

    public ValidateFileHandler() {
        this(new LambdaWiring());
    }

    public ValidateFileHandler(Wiring wiring) {
        this(wiring, wiring.s3(), wiring.dynamo());
    }

    private ValidateFileHandler(Wiring wiring, S3Client s3, DynamoDbClient dynamo) {
        this(new Validation(
                new DynamoAuditTable(dynamo, wiring.setting("AUDIT_TABLE"), wiring.clock()),
                new DynamoVersions(dynamo, wiring.setting("AUDIT_TABLE"), wiring.clock()),
                new S3LandingBucket(s3),
                new S3ContractStore(s3, wiring.setting("CONTRACTS_BUCKET"), wiring.clock()),
                new S3FindingsStore(s3, wiring.setting("FAILED_BUCKET")),
                sets(wiring, s3, dynamo, wiring.setting("AUDIT_TABLE")),
                wiring.number("MAX_LAMBDA_MEGABYTES") * MEGABYTE,
                wiring.clock()));
    }

    private static SetStep sets(Wiring wiring, S3Client s3, DynamoDbClient dynamo, String table) {
        var fileSets = new DynamoFileSets(dynamo, table, wiring.clock());
        var desk = new DynamoDesk(dynamo, table, wiring.clock());
        var executions = new StepFunctionsExecutions(
                wiring.client(SfnClient.builder()), wiring.setting("INGEST_FILE_STATE_MACHINE"));
        var lists = new ControlLists(new S3LandingBucket(s3));
        var waitingFiles = new WaitingFiles(
                fileSets, new DynamoAuditTable(dynamo, table, wiring.clock()), desk, new Restarts(desk, executions));
        return new SetStep(new Sets(fileSets, waitingFiles, lists), lists);
    }

    ValidateFileHandler(Validation validation) {
        super(Step.class);
        this.validation = validation;
    }

    @Override
    protected ValidateAnswer take(Step step, StateTask task, Deadline deadline) throws IOException {
        return switch (step) {
            case ValidateFile ->
                validation.validate(new ObjectId(task.input(Input.class).oid()), task.execution(), task.by(), deadline);
        };
    }
}
