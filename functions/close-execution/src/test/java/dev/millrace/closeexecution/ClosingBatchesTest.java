package dev.millrace.closeexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.DynamoBatches;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.clients.Wiring;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Cadence;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.protocols.InputFile;
import dev.millrace.protocols.RefusedFile;
import dev.millrace.protocols.RunJson;
import dev.millrace.protocols.RunManifest;
import dev.millrace.protocols.RunResult;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.GivenClients;
import dev.millrace.testing.aws.InMemoryAws;
import dev.millrace.testing.aws.InMemoryTopics;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/// A batch with one file, whose execution EventBridge tells the end of.
class ClosingBatchesTest {
    private static final BatchRef REF = BatchRef.at(Samples.DATASET, "daily", SettableClock.START);
    private static final Duration LEASE = Duration.ofMinutes(30);

    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final InMemoryS3 s3 = new InMemoryS3(clock);
    private final String topic = aws.topics().topic("notices");
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final DynamoBatches batches = new DynamoBatches(local.client(), LocalAuditTable.NAME, clock);
    private final S3ContractStore contracts = new S3ContractStore(s3, "contracts", clock);
    private final CloseExecutionHandler handler = new CloseExecutionHandler(new Wired());

    @BeforeEach
    void apply() {
        contracts.apply(Samples.contract());
    }

    @AfterEach
    void close() {
        aws.close();
        local.close();
    }

    private AuditRecord claimed() {
        var version = new ObjectVersion("landing", Samples.KEY, "v1");
        audit.create(new NewRecord(
                AuditKey.of(Cadence.DAILY, Samples.DATASET, version),
                version,
                AuditState.NEW,
                clock.instant(),
                10,
                null,
                null,
                null,
                null,
                null));
        batches.begin(REF, "an ARN");
        batches.write(REF, 1, List.of(version.id()));
        return audit.enlist(version.id(), REF.executionName(), "an ARN", "a test", LEASE)
                .record();
    }

    private AuditRecord staged() {
        AuditRecord record = claimed();
        var pin = contracts.current().contracts().getFirst().pin();
        audit.move(record.claim(), new Move.Validated(3, "5ba", pin), "a test");
        return audit.move(record.claim(), new Move.LoadStarted(LEASE), "a test").record();
    }

    /// What the batch's job was given, and left.
    private void curated(AuditRecord file, RefusedFile... refused) {
        var input = new InputFile(file.oid().hex(), "landing", Samples.KEY, "v1", 10, file.arrived(), 3, 0, List.of());
        var manifest = new RunManifest(
                RunManifest.CURATE,
                REF.dataset(),
                REF.batch(),
                "a contract",
                null,
                "staging",
                "millrace",
                "s3://staged/staging/",
                "s3://lake/event_orders/",
                "s3://staged/results/",
                List.of(),
                null,
                List.of(),
                List.of(input));
        var result = new RunResult(
                RunManifest.CURATE,
                REF.dataset(),
                REF.batch(),
                "a contract",
                3,
                3,
                List.of(),
                List.of(),
                List.of(refused),
                List.of(),
                1);
        String key = RunManifest.key(REF.dataset(), REF.batch(), RunManifest.CURATE);
        s3.put("staged", key, RunJson.write(manifest));
        s3.put("staged", REF.resultsPrefix() + "curate.json", RunJson.write(result));
    }

    private Batch batch() {
        return batches.find(REF).orElseThrow();
    }

    private AuditState state(AuditRecord record) {
        return audit.find(record.oid()).orElseThrow().state();
    }

    private static String event(String name, String input) {
        String event = Events.text(
                "CloseExecution",
                Map.of(
                        "Bucket", "",
                        "Key", "",
                        "VersionId", "",
                        "Oid", "",
                        "Region", "eu-central-1",
                        "Account", "111122223333",
                        "StateMachine", "ingest-batch"));
        return event.replaceFirst(
                        "\"input\": \".*\",", "\"input\": " + Json.line(input).replace("\\", "\\\\") + ",")
                .replace("ing-", name);
    }

    private static String event() {
        return event(REF.executionName(), Json.line(REF));
    }

    private CloseAnswer hear(String event) throws IOException {
        return hear(event, new LambdaContext());
    }

    private CloseAnswer hear(String event, LambdaContext context) throws IOException {
        var output = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        return Json.MAPPER.readValue(output.toByteArray(), CloseAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
    void failsABatchThatItsExecutionLeftOpenAndTellsItsOwners(String status) throws IOException {
        AuditRecord file = staged();

        assertThat(hear(event().replace("\"FAILED\"", "\"" + status + "\"")))
                .isEqualTo(new CloseAnswer(REF.executionName(), "FAILED"));

        assertThat(batch().state()).isEqualTo(BatchState.FAILED);
        assertThat(batch().reason()).contains(status);
        assertThat(state(file)).isEqualTo(AuditState.FAILED);
        assertThat(batches.running(Samples.DATASET)).isEmpty();
        assertThat(batches.owed()).isEmpty();
        assertThat(aws.topics().published())
                .singleElement()
                .extracting(InMemoryTopics.Published::subject)
                .asString()
                .contains("batch of event_orders FAILED");
    }

    /// No run of it switches a partition from now on.
    @Test
    void marksABatchOverWhoseJobMayStillRun() throws IOException {
        staged();
        batches.mayChangeTable(REF);

        hear(event());

        assertThat(s3.keys("lake")).containsExactly("event_orders/_runs/%s.closed".formatted(REF.batch()));
    }

    @Test
    void completesABatchWhoseRowsAreInTheTable() throws IOException {
        AuditRecord file = staged();
        curated(file);
        batches.commit(REF);

        assertThat(hear(event()).state()).isEqualTo("SUCCEEDED");

        assertThat(batch().state()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(state(file)).isEqualTo(AuditState.INGESTED);
        assertThat(aws.topics().published()).isEmpty();
    }

    /// The sweep starts the execution that sets it aside.
    @Test
    void leavesAFileThatTheJobRefusedToTheSweep() throws IOException {
        AuditRecord file = staged();
        curated(file, new RefusedFile(file.oid().hex(), List.of(7L), "overflow"));
        batches.commit(REF);

        assertThat(hear(event()).state()).isEqualTo("PARTIAL");

        assertThat(state(file)).isEqualTo(AuditState.INVALID);
        assertThat(audit.find(file.oid()).orElseThrow().reason()).contains("at line 7: overflow");
        assertThat(aws.stepFunctions().executions()).isEmpty();
    }

    @Test
    void changesNothingWhenItHearsOfItAgain() throws IOException {
        claimed();
        hear(event());
        Batch closed = batch();
        clock.pass(Duration.ofMinutes(1));

        assertThat(hear(event()).state()).isEqualTo("FAILED");

        assertThat(batch()).isEqualTo(closed);
        assertThat(aws.topics().published()).hasSize(1);
    }

    @Test
    void leavesABatchThatItsExecutionClosed() throws IOException {
        claimed();
        Batch closed = batches.close(REF, BatchState.EMPTY, batch().counts(), "");

        assertThat(hear(event()).state()).isEqualTo("EMPTY");
        assertThat(batch()).isEqualTo(closed);
    }

    @Test
    void passesOverABatchThatNeverBegan() throws IOException {
        assertThat(hear(event())).isEqualTo(new CloseAnswer(REF.executionName(), null));
        assertThat(batches.find(REF)).isEmpty();
    }

    /// Nobody but the batch's own execution speaks for it.
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "no JSON", "{\"dataset\":\"../x\",\"cadence\":\"daily\",\"batch\":\"x\"}"})
    void passesOverAnInputThatNamesNoBatch(String input) throws IOException {
        claimed();

        assertThat(hear(event(REF.executionName(), input)).state()).isNull();
        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
    }

    @Test
    void passesOverAnExecutionOfAnotherName() throws IOException {
        claimed();

        assertThat(hear(event(REF.executionName() + "-1", Json.line(REF))).state())
                .isNull();
        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
    }

    @Test
    void asksToBeCalledAgainWhenTheTimeIsUp() throws IOException {
        AuditRecord file = claimed();

        assertThatThrownBy(() -> hear(event(), new LambdaContext(10_000)))
                .isInstanceOf(ServiceFault.class)
                .hasMessageContaining("could be closed in time");

        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(hear(event()).state()).isEqualTo("FAILED");
        assertThat(state(file)).isEqualTo(AuditState.FAILED);
    }

    /// The function in memory.
    private final class Wired implements Wiring {
        @Override
        public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
            return new GivenClients(local.client(), s3).of(builder, () -> aws.client(builder));
        }

        @Override
        public String setting(String name) {
            return value(name).orElseThrow();
        }

        @Override
        public Optional<String> value(String name) {
            return Optional.ofNullable(Map.of(
                            "AUDIT_TABLE", LocalAuditTable.NAME,
                            "LAKE_BUCKET", "lake",
                            "CATALOG_DATABASE", "millrace",
                            "STAGING_BUCKET", "staged",
                            "CONTRACTS_BUCKET", "contracts",
                            "FAILED_BUCKET", "failed",
                            "NOTICES_TOPIC", topic,
                            "NOTICE_WINDOW_MINUTES", "60")
                    .get(name));
        }

        @Override
        public Clock clock() {
            return clock;
        }
    }
}
