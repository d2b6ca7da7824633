package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.harness.HarnessWiring;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.AwsCall;
import dev.millrace.testing.aws.FaultMode;
import dev.millrace.testing.aws.FaultyHttp;
import dev.millrace.testing.aws.FaultyHttp.Fault;
import dev.millrace.testing.aws.InMemoryAws;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/// Chosen calls fail in chosen ways, below clients that try again as they do in earnest.
class FaultyHttpTest {
    /// More often than any client tries.
    private static final int ALWAYS = 100;

    /// How often the SDK's clients try by default: S3's and most others', and DynamoDB's.
    private static final int TRIES = 4;

    private static final int DYNAMO_TRIES = 9;

    private final SettableClock clock = new SettableClock();
    private final InMemoryAws aws = new InMemoryAws(clock);
    private final FaultyHttp http = new FaultyHttp(aws, clock);
    private final HarnessWiring wiring = new HarnessWiring(http, Map.of(), clock, List.of());
    private final S3Client s3 = wiring.client(S3Client.builder());

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void numbersAndNamesTheCalls() {
        put("one");
        s3.headObject(h -> h.bucket("b").key("k"));
        get();

        assertThat(http.calls())
                .extracting(AwsCall::index, AwsCall::service, AwsCall::operation, AwsCall::answerBytes)
                .containsExactly(
                        tuple(1, "s3", "PutObject", 0),
                        tuple(2, "s3", "HeadObject", 0),
                        tuple(3, "s3", "GetObject", 3));
    }

    @Test
    void strikesTheCallThatItIsArmedForAndNoOther() {
        http.arm(new Fault(2, FaultMode.BEFORE, 1));
        put("one");
        put("two");
        put("three");

        assertThat(http.requireFired()).hasToString("2 s3.PutObject");
        assertThat(http.calls()).hasSize(4);
        assertThat(aws.s3().versionsOf("b", "k")).isEqualTo(3);
    }

    @Test
    void doesNothingBefore() {
        http.arm(new Fault(1, FaultMode.BEFORE, ALWAYS));

        assertThatThrownBy(() -> put("one")).isInstanceOf(SdkClientException.class);
        assertThat(aws.s3().versionsOf("b", "k")).isZero();
    }

    @Test
    void losesTheAnswerAfter() {
        http.arm(new Fault(1, FaultMode.AFTER, 1));
        put("one");

        assertThat(aws.s3().versionsOf("b", "k")).isEqualTo(2);
    }

    @Test
    void letsTheClientWaitInVain() {
        http.arm(new Fault(1, FaultMode.DELAY, 1));
        put("one");

        assertThat(aws.s3().versionsOf("b", "k")).isEqualTo(2);
        assertThat(clock.instant()).isEqualTo(SettableClock.START.plus(FaultyHttp.PATIENCE));
    }

    @Test
    void failsWhoeverReadsABodyThatIsCut() {
        put("a text that is cut");
        http.arm(new Fault(2, FaultMode.CUT_BODY, 1));

        assertThatThrownBy(() -> {
                    try (var body = s3.getObject(g -> g.bucket("b").key("k"))) {
                        body.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class);
        http.requireFired();
    }

    @Test
    void letsAClientTryAgainThatReadsTheBodyItself() {
        put("a text that is cut");
        http.arm(new Fault(2, FaultMode.CUT_BODY, 1));

        assertThat(get()).isEqualTo("a text that is cut");
        http.requireFired();
    }

    @Test
    void cutsABodyWithoutAWord() {
        put("0123456789");
        http.arm(new Fault(2, FaultMode.CUT_BODY_SILENTLY, 1));

        assertThat(get()).isEqualTo("01234");
    }

    @Test
    void cutsABodySoThatItsChecksumTellsWhenAskedFor() {
        put("0123456789");
        http.arm(new Fault(2, FaultMode.CUT_BODY_SILENTLY, 1));

        assertThatThrownBy(() -> s3.getObjectAsBytes(g -> g.bucket("b").key("k").checksumMode(ChecksumMode.ENABLED)))
                .isInstanceOf(SdkClientException.class)
                .hasMessageContaining("checksum");
        http.requireFired();
    }

    @Test
    void cutsAnAnswerInJsonSoThatItsChecksumTells() {
        try (DynamoDbClient dynamo = wiring.client(DynamoDbClient.builder())) {
            dynamo.putItem(p -> p.tableName(aws.auditTable()).item(item()));
            http.arm(new Fault(2, FaultMode.CUT_BODY_SILENTLY, 1));

            assertThatThrownBy(() ->
                            dynamo.getItem(g -> g.tableName(aws.auditTable()).key(item())))
                    .isInstanceOf(Crc32MismatchException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void isHealedByTheClientsOwnRetries(int times) {
        for (FaultMode mode : List.of(
                FaultMode.BEFORE,
                FaultMode.DELAY,
                FaultMode.THROTTLED,
                FaultMode.THROTTLED_429,
                FaultMode.UNAVAILABLE_503)) {
            http.arm(new Fault(http.calls().size() + 1, mode, times));
            put("one");

            assertThat(http.fired()).as(mode.name()).isEqualTo(times);
        }
    }

    @Test
    void outlastsAClientsRetriesWhenItHappensOftenEnough() {
        http.arm(new Fault(1, FaultMode.UNAVAILABLE_503, TRIES));

        assertThatThrownBy(() -> put("one")).isInstanceOf(AwsServiceException.class);
        assertThat(http.calls()).hasSize(TRIES);

        put("two");
        assertThat(aws.s3().versionsOf("b", "k")).isEqualTo(1);
    }

    @Test
    void leavesTheClientsTheTriesThatTheyHaveByDefault() {
        http.arm(new Fault(1, FaultMode.BEFORE, ALWAYS));
        try (S3Client shipped = InMemoryAws.client(S3Client.builder(), http)) {
            assertThatThrownBy(() -> shipped.headObject(h -> h.bucket("b").key("k")))
                    .isInstanceOf(SdkClientException.class);
        }
        int shippedTries = http.calls().size();
        assertThatThrownBy(() -> s3.headObject(h -> h.bucket("b").key("k"))).isInstanceOf(SdkClientException.class);

        assertThat(shippedTries).isEqualTo(TRIES);
        assertThat(http.calls()).hasSize(2 * TRIES);
    }

    @Test
    void leavesTheClientOfDynamoItsOwnNumberOfTries() {
        http.arm(new Fault(1, FaultMode.BEFORE, ALWAYS));
        try (DynamoDbClient dynamo = wiring.client(DynamoDbClient.builder())) {
            assertThatThrownBy(() ->
                            dynamo.getItem(g -> g.tableName(aws.auditTable()).key(item())))
                    .isInstanceOf(SdkClientException.class);
        }

        assertThat(http.calls()).hasSize(DYNAMO_TRIES);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED", "THROTTLED_429"})
    void throttlesAsEachServiceDoes(FaultMode mode) {
        try (DynamoDbClient dynamo = wiring.client(DynamoDbClient.builder());
                SfnClient sfn = wiring.client(SfnClient.builder());
                GlueClient glue = wiring.client(GlueClient.builder());
                SnsClient sns = wiring.client(SnsClient.builder())) {
            List<Runnable> requests = List.of(
                    () -> put("one"),
                    () -> dynamo.putItem(p -> p.tableName(aws.auditTable()).item(item())),
                    () -> sfn.startExecution(s -> s.stateMachineArn("a")),
                    () -> glue.getTable(g -> g.databaseName("a").name("b")),
                    () -> sns.publish(p -> p.topicArn("a").message("b")));
            for (Runnable request : requests) {
                http.arm(new Fault(http.calls().size() + 1, mode, ALWAYS));

                AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, request::run);

                assertThat(refusal.isThrottlingException())
                        .as(http.requireFired().toString())
                        .isTrue();
            }
        }
    }

    @Test
    void answersACopyWith200AndAnError() {
        put("one");
        http.arm(new Fault(2, FaultMode.ERROR_IN_200, ALWAYS));

        assertThatThrownBy(() -> s3.copyObject(c -> c.sourceBucket("b")
                        .sourceKey("k")
                        .destinationBucket("b")
                        .destinationKey("copy")))
                .isInstanceOf(AwsServiceException.class);
        assertThat(http.requireFired().operation()).isEqualTo("CopyObject");
        assertThat(aws.s3().keys("b")).containsExactly("k");
    }

    @Test
    void answersEachPartitionWithAnError() {
        aws.catalog().database("d");
        try (GlueClient glue = wiring.client(GlueClient.builder())) {
            glue.createTable(c -> c.databaseName("d").tableInput(t -> t.name("t")));
            http.arm(new Fault(2, FaultMode.ERROR_IN_200, 1));

            var answer = glue.batchCreatePartition(b -> b.databaseName("d")
                    .tableName("t")
                    .partitionInputList(
                            PartitionInput.builder().values("1").build(),
                            PartitionInput.builder().values("2").build()));

            assertThat(answer.errors())
                    .extracting(e -> e.errorDetail().errorCode())
                    .containsExactly("InternalServiceException", "InternalServiceException");
            assertThat(aws.catalog().partitions("d", "t")).isEmpty();
        }
    }

    @Test
    void saysWhichCallsCanFailSo() {
        var put = new AwsCall(1, "s3", "PutObject", 0);
        var get = new AwsCall(2, "s3", "GetObject", 3);
        var copy = new AwsCall(3, "s3", "CopyObject", 300);

        assertThat(modesOf(put))
                .doesNotContain(FaultMode.ERROR_IN_200, FaultMode.CUT_BODY, FaultMode.CUT_BODY_SILENTLY);
        assertThat(modesOf(get)).doesNotContain(FaultMode.ERROR_IN_200).contains(FaultMode.CUT_BODY);
        assertThat(modesOf(copy)).containsExactly(FaultMode.values());
    }

    @ParameterizedTest
    @CsvSource({"ERROR_IN_200", "CUT_BODY", "CUT_BODY_SILENTLY"})
    void leavesACallAloneThatCannotFailSoAndReportsIt(FaultMode mode) {
        http.arm(new Fault(1, mode, 1));
        put("one");

        assertThat(aws.s3().versionsOf("b", "k")).isEqualTo(1);
        assertThatThrownBy(http::requireFired)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(mode.name())
                .hasMessageContaining("never fired");
    }

    @Test
    void reportsAFaultThatNeverFires() {
        http.arm(new Fault(2, FaultMode.BEFORE, 1));
        put("one");

        assertThatThrownBy(http::requireFired)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("never fired in 1 calls");
    }

    private void put(String text) {
        s3.putObject(PutObjectRequest.builder().bucket("b").key("k").build(), RequestBody.fromString(text));
    }

    private String get() {
        return s3.getObjectAsBytes(g -> g.bucket("b").key("k")).asUtf8String();
    }

    private static Map<String, AttributeValue> item() {
        return Map.of("dataset", AttributeValue.fromS("d"), "object", AttributeValue.fromS("o"));
    }

    private static List<FaultMode> modesOf(AwsCall call) {
        return Arrays.stream(FaultMode.values()).filter(m -> m.appliesTo(call)).toList();
    }
}
