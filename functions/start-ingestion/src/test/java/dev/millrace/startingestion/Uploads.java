package dev.millrace.startingestion;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.flow.executions.StepFunctionsExecutions;
import dev.millrace.flow.ingestion.Ingestion;
import dev.millrace.flow.landing.S3LandingBucket;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The function with everything around it in memory: a landing bucket that is uploaded to, and a queue whose messages
/// are delivered. The sample contract is in force, and ingests on arrival.
final class Uploads implements AutoCloseable {
    static final String LANDING = "landing";

    final SettableClock clock = new SettableClock();
    final InMemoryS3 s3 = new InMemoryS3();
    final LocalAuditTable local = new LocalAuditTable();
    final FakeStepFunctions stepFunctions = new FakeStepFunctions();
    final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    final StartIngestionHandler handler = new StartIngestionHandler(
            contracts,
            new Ingestion(
                    LANDING,
                    new S3LandingBucket(s3),
                    audit,
                    new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock),
                    new StepFunctionsExecutions(stepFunctions, FakeStepFunctions.MACHINE)));

    Uploads() {
        contracts.apply(Samples.contract("on-arrival"));
    }

    ObjectVersion upload(String key) {
        return new ObjectVersion(LANDING, key, s3.put(LANDING, key, Samples.good()));
    }

    /// Delivers messages in one batch, with the ids `m1`, `m2` and so on.
    ///
    /// @return the ids of those that failed
    List<String> deliver(String... bodies) {
        var messages = new ArrayList<SQSMessage>();
        for (String body : bodies) {
            var message = new SQSMessage();
            message.setMessageId("m" + (messages.size() + 1));
            message.setBody(body);
            messages.add(message);
        }
        return deliver(messages);
    }

    List<String> deliver(List<SQSMessage> messages) {
        var event = new SQSEvent();
        event.setRecords(messages);
        return handler.handleRequest(event, new LambdaContext()).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    Optional<AuditRecord> record(ObjectVersion version) {
        return audit.find(version.id());
    }

    List<String> startedNames() {
        return stepFunctions.started.stream().map(s -> s.name()).toList();
    }

    /// A message with these records.
    static String message(String... records) {
        return "{\"Records\": [" + String.join(", ", records) + "]}";
    }

    /// The record of an upload, its key encoded as S3 does.
    static String record(String eventName, ObjectVersion version) {
        String key = URLEncoder.encode(version.key(), StandardCharsets.UTF_8).replace("%2F", "/");
        return recordOf(eventName, version.bucket(), key, version.versionId());
    }

    static String created(ObjectVersion version) {
        return message(record("ObjectCreated:Put", version));
    }

    static String recordOf(String eventName, String bucket, String encodedKey, String versionId) {
        return """
                {"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-central-1",
                 "eventTime": "2026-11-21T10:15:25.123Z", "eventName": "%s",
                 "userIdentity": {"principalId": "AWS:ana"},
                 "s3": {"bucket": {"name": "%s"},
                        "object": {"key": "%s", "size": 10, "eTag": "e", "versionId": "%s",
                                   "sequencer": "0055AED6DCD90281E5"}}}""".formatted(eventName, bucket, encodedKey, versionId);
    }

    @Override
    public void close() {
        local.close();
    }
}
