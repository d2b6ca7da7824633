package dev.millrace.startingestion;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.clients.LambdaWiring;
import dev.millrace.base.clients.Wiring;
import dev.millrace.contract.Printable;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.contracts.ContractStore;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.landing.S3LandingBucket;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Takes upload events from the queue. A message succeeds when all its uploads are recorded and started; a bad one
/// fails alone.
public final class StartIngestionHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(StartIngestionHandler.class);

    private final ContractStore contracts;
    private final Ingestion ingestion;

    public StartIngestionHandler() {
        this(new LambdaWiring());
    }

    public StartIngestionHandler(Wiring wiring) {
        this(wiring, wiring.client(S3Client.builder()), wiring.client(DynamoDbClient.builder()));
    }

    private StartIngestionHandler(Wiring wiring, S3Client s3, DynamoDbClient dynamo) {
        this(
                new S3ContractStore(s3, wiring.setting("CONTRACTS_BUCKET"), wiring.clock()),
                new Ingestion(
                        wiring.setting("LANDING_BUCKET"),
                        new S3LandingBucket(s3),
                        new DynamoAuditTable(dynamo, wiring.setting("AUDIT_TABLE"), wiring.clock()),
                        new DynamoOperatorActions(dynamo, wiring.setting("AUDIT_TABLE"), wiring.clock()),
                        new StepFunctionsExecutions(
                                wiring.client(SfnClient.builder()), wiring.setting("INGEST_FILE_STATE_MACHINE"))));
    }

    StartIngestionHandler(ContractStore contracts, Ingestion ingestion) {
        this.contracts = contracts;
        this.ingestion = ingestion;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            var failures = new ArrayList<BatchItemFailure>();
            ContractIndex current = contracts.current();
            for (SQSMessage message : event.getRecords()) {
                if (!begun(message, current)) {
                    failures.add(new BatchItemFailure(message.getMessageId()));
                }
            }
            return new SQSBatchResponse(failures);
        });
    }

    /// Begins every upload of a message that can be begun: one that cannot holds up no other of the same message.
    private boolean begun(SQSMessage message, ContractIndex current) {
        var faults = new ArrayList<RuntimeException>();
        attempt(
                faults,
                () -> S3Event.records(message.getBody())
                        .forEach(record -> attempt(
                                faults,
                                () -> S3Event.upload(record).ifPresent(upload -> ingestion.begin(upload, current)))));
        faults.forEach(fault -> LOG.error(
                "Message {} stays in the queue: {}",
                message.getMessageId(),
                Printable.of(String.valueOf(fault.getMessage())),
                fault));
        return faults.isEmpty();
    }

    private static void attempt(List<RuntimeException> faults, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            faults.add(e);
        }
    }
}
