package dev.millrace.validatefile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.millrace.common.audit.DynamoAuditTable;
import dev.millrace.common.clients.Clients;
import dev.millrace.common.clients.Environment;
import dev.millrace.common.contracts.S3ContractStore;
import dev.millrace.common.dispatch.StateHandler;
import dev.millrace.common.dispatch.StateTask;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.common.landing.S3LandingBucket;
import java.io.IOException;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;

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
        this(Clients.s3());
    }

    private ValidateFileHandler(S3Client s3) {
        this(new Validation(
                new DynamoAuditTable(Clients.dynamo(), Environment.required("AUDIT_TABLE"), Clock.systemUTC()),
                new S3LandingBucket(s3),
                new S3ContractStore(s3, Environment.required("CONTRACTS_BUCKET"), Clock.systemUTC()),
                new S3FindingsStore(s3, Environment.required("FAILED_BUCKET")),
                Long.parseLong(Environment.required("MAX_LAMBDA_MEGABYTES")) * MEGABYTE,
                Clock.systemUTC()));
    }

    ValidateFileHandler(Validation validation) {
        super(Step.class);
        this.validation = validation;
    }

    @Override
    protected ValidateAnswer take(Step step, StateTask task) throws IOException {
        return switch (step) {
            case ValidateFile ->
                validation.validate(new ObjectId(task.input(Input.class).oid()), task.execution(), task.by());
        };
    }
}
