package dev.millrace.notifyowners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.faults.RefusedByService;
import dev.millrace.faults.ServiceFault;
import dev.millrace.flow.contracts.S3ContractStore;
import dev.millrace.testing.Events;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.model.KmsThrottlingException;
import software.amazon.awssdk.services.sns.model.SnsException;

class NotifyOwnersHandlerTest {
    private final TestWiring wiring = new TestWiring();
    private final DynamoAuditTable audit =
            new DynamoAuditTable(wiring.client(DynamoDbClient.builder()), LocalAuditTable.NAME, wiring.clock());

    @BeforeEach
    void putAContractInForce() {
        new S3ContractStore(wiring.client(S3Client.builder()), "contracts", wiring.clock())
                .apply(Samples.contract("on-arrival"));
    }

    @AfterEach
    void close() {
        wiring.close();
    }

    @ParameterizedTest
    @CsvSource({"NotifyOwners, REJECTED", "NotifyOwnersAboutHeldFile, HELD", "NotifyOwnersAboutFailure, FAILED"})
    void tellsAsTheExampleEventsSay(String event, AuditState state) throws IOException {
        AuditRecord file = in(state);

        assertThat(handle(event, file)).isEqualTo("{\"oid\":\"%s\",\"told\":\"SENT\"}".formatted(file.oid()));
        assertThat(handle(event, file)).isEqualTo("{\"oid\":\"%s\",\"told\":\"NOTHING\"}".formatted(file.oid()));

        assertThat(wiring.published).singleElement().satisfies(p -> {
            assertThat(p.topicArn()).isEqualTo(TestWiring.TOPIC);
            assertThat(p.messageAttributes())
                    .hasEntrySatisfying(
                            "kind", kind -> assertThat(kind.stringValue()).isEqualTo(state.name()));
            assertThat(p.message()).contains("at most every 60 minutes");
        });
    }

    static Stream<RuntimeException> isAFaultWhenTheTopicDoesNotTakeItNow() {
        return Stream.of(
                refusal(500, "InternalError"),
                refusal(503, "ServiceUnavailable"),
                refusal(429, "Throttled"),
                KmsThrottlingException.builder()
                        .statusCode(400)
                        .message("KMSThrottling")
                        .build(),
                SdkClientException.create("Unable to connect"));
    }

    /// The state machine tries it again.
    @ParameterizedTest
    @Tag("H111")
    @MethodSource
    void isAFaultWhenTheTopicDoesNotTakeItNow(RuntimeException refusal) throws IOException {
        AuditRecord file = in(AuditState.HELD);
        wiring.refusal = refusal;

        assertThatThrownBy(() -> handle("NotifyOwnersAboutHeldFile", file)).isInstanceOf(ServiceFault.class);
        assertThat(audit.find(file.oid()).orElseThrow().course().owed()).isEqualTo("HELD#1");

        wiring.refusal = null;
        assertThat(handle("NotifyOwnersAboutHeldFile", file)).contains("SENT");
    }

    /// Trying again does not help; the record is right all the same, and the notice stays owed.
    @ParameterizedTest
    @Tag("H111")
    @CsvSource({"404, NotFound", "403, AuthorizationError", "400, InvalidParameter"})
    void isRefusedWhenTheTopicDoesNotTakeItAtAll(int status, String code) {
        AuditRecord file = in(AuditState.FAILED);
        wiring.refusal = refusal(status, code);

        assertThatThrownBy(() -> handle("NotifyOwnersAboutFailure", file)).isInstanceOf(RefusedByService.class);

        AuditRecord now = audit.find(file.oid()).orElseThrow();
        assertThat(now.state()).isEqualTo(AuditState.FAILED);
        assertThat(now.course().owed()).isEqualTo("FAILED#1");
    }

    @Test
    void doesNotStartWithoutItsSettings() {
        assertThatThrownBy(NotifyOwnersHandler::new).isInstanceOf(IllegalStateException.class);
    }

    private static RuntimeException refusal(int status, String code) {
        return SnsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message(code)
                .build();
    }

    private AuditRecord in(AuditState state) {
        var version = new ObjectVersion("landing", Samples.KEY, "v1");
        AuditRecord record = audit.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version),
                version,
                AuditState.NEW,
                SettableClock.START,
                1,
                null,
                null,
                null,
                null,
                null));
        AuditRecord claimed = audit.claim(record.oid(), "ing-1", "a test", Duration.ofMinutes(10))
                .record();
        List<Move> moves = switch (state) {
            case HELD -> List.of(new Move.Held("too big"));
            case FAILED -> List.of(new Move.Failed("ServiceFault: down"));
            default ->
                List.of(new Move.Refused("line 3", 1, "x.findings.json", null, null), new Move.SetAside("x.csv"));
        };
        moves.forEach(move -> audit.move(claimed.claim(), move, "a test"));
        return audit.find(record.oid()).orElseThrow();
    }

    private String handle(String event, AuditRecord record) throws IOException {
        var output = new ByteArrayOutputStream();
        var values = Map.of(
                "Dataset",
                record.key().dataset(),
                "Object",
                record.key().object(),
                "Oid",
                record.oid().hex(),
                "Fence",
                "1",
                "Bucket",
                "landing",
                "Key",
                Samples.KEY,
                "VersionId",
                "v1");
        new NotifyOwnersHandler(wiring).handleRequest(Events.stream(event, values), output, new LambdaContext());
        return output.toString(StandardCharsets.UTF_8);
    }
}
