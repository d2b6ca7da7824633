package dev.millrace.cli;

import static dev.millrace.cli.Fault.Kind.CUT_ANSWER;
import static dev.millrace.cli.Fault.Kind.ERROR_IN_200;
import static dev.millrace.cli.Fault.Kind.LOST_ANSWER;
import static dev.millrace.cli.Fault.Kind.LOST_REQUEST;
import static dev.millrace.cli.Fault.Kind.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.local.cloud.SentNotice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What the real functions, state machine and queue make of requests to AWS that fail: the file comes to the same end
/// as without, and nothing is done twice. Each case has a dataset of its own, named for it.
@ExtendWith(TestCloud.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:millrace:test:DATASET
            version: 1.0.0
            status: active
            schema:
              - name: DATASET
                properties:
                  - name: sensor
                    logicalType: string
                    required: true
                  - name: celsius
                    logicalType: number
                    physicalType: decimal(5,2)
            team:
              name: Weather
            support:
              - channel: weather-help
                url: mailto:weather@example.org
            customProperties:
              - property: millrace.keyPattern
                value: DATASET/*.csv
              - property: millrace.onNewVersion
                value: append
            """;

    /// As often as the SDK asks: its last attempt fails too, and with it the function. Then the state machine, or
    /// the queue, tries again.
    private static final int ATTEMPTS_OF_THE_SDK = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Long enough for a function to answer that is not running yet.
    private static final Duration REDELIVERY = Duration.ofSeconds(15);

    private final TestCloud cloud;
    private final FaultyFunction startIngestion;
    private final FaultyFunction validateFile;
    private final FaultyFunction loadFile;
    private final FaultyFunction updateAudit;
    private final FaultyFunction moveInvalidFile;
    private final FaultyFunction notifyOwners;

    FaultsIT(TestCloud cloud) {
        this.cloud = cloud;
        startIngestion = new FaultyFunction(cloud, "start-ingestion");
        validateFile = new FaultyFunction(cloud, "validate-file");
        loadFile = new FaultyFunction(cloud, "load-file");
        updateAudit = new FaultyFunction(cloud, "update-audit");
        moveInvalidFile = new FaultyFunction(cloud, "move-invalid-file");
        notifyOwners = new FaultyFunction(cloud, "notify-owners");
    }

    @AfterAll
    void restore() {
        List.of(startIngestion, validateFile, loadFile, updateAudit, moveInvalidFile, notifyOwners)
                .forEach(FaultyFunction::close);
    }

    @Test
    @Tag("H094")
    void aFileWhoseRecordingGotNoAnswerIsRecordedOnce() {
        startIngestion.during(
                new Fault(LOST_ANSWER, "TransactWriteItems"), () -> ingestsOnce("recorded_without_answer"));
    }

    @Test
    @Tag("H087")
    @Tag("H088")
    void anExecutionWhoseStartGotNoAnswerIsStartedOnce() {
        startIngestion.during(new Fault(LOST_ANSWER, "StartExecution"), () -> ingestsOnce("started_without_answer"));
    }

    @Test
    @Tag("H088")
    void aFileThatWasRecordedButNotStartedIsStartedWhenItsEventComesAgain() {
        startIngestion.during(
                new Fault(LOST_REQUEST, "StartExecution").times(ATTEMPTS_OF_THE_SDK),
                () -> redelivering(() -> ingestsOnce("recorded_but_not_started")));
    }

    @Test
    @Tag("H087")
    void anExecutionWhoseStartIsThrottledIsStartedWhenItsEventComesAgain() {
        startIngestion.during(
                new Fault(THROTTLED, "StartExecution").times(ATTEMPTS_OF_THE_SDK),
                () -> redelivering(() -> ingestsOnce("start_throttled")));
    }

    @Test
    @Tag("H040")
    void aFileThatBreaksOffIsNeverTakenForAShorterOne() {
        validateFile.during(new Fault(CUT_ANSWER, "GetObject").of(".csv"), () -> ingestsOnce("validation_cut"));
        loadFile.during(new Fault(CUT_ANSWER, "GetObject").of(".csv"), () -> ingestsOnce("load_cut"));
    }

    @Test
    @Tag("H094")
    void aVerdictWhoseWritingGotNoAnswerStands() {
        validateFile.during(new Fault(LOST_ANSWER, "TransactWriteItems"), () -> ingestsOnce("verdict_without_answer"));
    }

    @Test
    @Tag("H041")
    void rowsWhosePutGotNoAnswerAreInTheLakeOnce() {
        loadFile.during(new Fault(LOST_ANSWER, "PutObject").of(".parquet"), () -> ingestsOnce("put_without_answer"));
    }

    @Test
    void aPartitionWhoseRegistrationIsThrottledIsRegistered() {
        loadFile.during(
                new Fault(THROTTLED, "BatchCreatePartition").times(ATTEMPTS_OF_THE_SDK),
                () -> ingestsOnce("registration_throttled"));
    }

    @Test
    @Tag("H094")
    void aRecordWhoseClosingGotNoAnswerIsClosedOnce() {
        updateAudit.during(new Fault(LOST_ANSWER, "UpdateItem"), () -> ingestsOnce("closed_without_answer"));
    }

    @Test
    @Tag("H041")
    void aCopyThatFailsWith200IsNoCopy() {
        moveInvalidFile.during(
                new Fault(ERROR_IN_200, "CopyObject").times(ATTEMPTS_OF_THE_SDK),
                () -> assertThat(rejectsOnce("copy_failed_with_200")).hasSize(1));
    }

    /// Java's HTTP client makes two requests of each attempt of the SDK.
    @Test
    @Tag("H041")
    void aDeletionThatGotNoAnswerEndsTheMove() {
        moveInvalidFile.during(
                new Fault(LOST_ANSWER, "DeleteObject").times(2 * ATTEMPTS_OF_THE_SDK),
                () -> assertThat(rejectsOnce("deleted_without_answer")).hasSize(1));
    }

    @Test
    @Tag("H111")
    void aNoticeThatIsThrottledIsSentOnce() {
        notifyOwners.during(
                new Fault(THROTTLED, "Publish").times(ATTEMPTS_OF_THE_SDK),
                () -> assertThat(rejectsOnce("notice_throttled")).hasSize(1));
    }

    /// SNS takes no token that would tell a repeated request from a second one: rather twice than never.
    @Test
    @Tag("H111")
    void aNoticeThatGotNoAnswerIsSentTwiceAtMost() {
        notifyOwners.during(
                new Fault(LOST_ANSWER, "Publish"),
                () -> assertThat(rejectsOnce("notice_without_answer")).hasSizeBetween(1, 2));
    }

    /// A good file becomes INGESTED by one execution, with each of its rows once.
    private void ingestsOnce(String dataset) {
        ObjectVersion file = put(dataset, "1.25");

        AuditRecord record = cloud.awaitEnd(List.of(file), PATIENCE).getFirst();

        assertThat(record.state()).as(record.toString()).isEqualTo(AuditState.INGESTED);
        assertOneExecution(file);
        assertThat(cloud.query("SELECT sensor, celsius FROM %s ORDER BY sensor".formatted(dataset))
                        .rows())
                .containsExactly(List.of(dataset, "1.25"), List.of(dataset + "2", "-3.25"));
        assertThat(partitions(dataset)).isEqualTo(1);
        cloud.verify(dataset);
        assertThat(cloud.noticesAbout(file)).isEmpty();
    }

    /// A bad file becomes REJECTED by one execution and is moved, as one version of one object.
    ///
    /// @return the notices about it
    private List<SentNotice> rejectsOnce(String dataset) {
        ObjectVersion file = put(dataset, "cold");

        AuditRecord record = cloud.awaitEnd(List.of(file), PATIENCE).getFirst();

        assertThat(record.state()).as(record.toString()).isEqualTo(AuditState.REJECTED);
        assertOneExecution(file);
        ListObjectVersionsResponse copies = versions(cloud.stack().output("FailedBucket"), dataset + "/");
        assertThat(copies.versions())
                .filteredOn(version -> version.key().equals(record.failedKey()))
                .hasSize(1)
                .allMatch(copy -> copy.size() == content(dataset, "cold").length());
        String report = String.valueOf(record.findingsKey());
        assertThat(copies.versions())
                .extracting(version -> version.key())
                .containsOnly(String.valueOf(record.failedKey()), report, report.replace(".json", ".html"));
        assertThat(versions(file.bucket(), file.key()).versions()).isEmpty();
        return cloud.noticesAbout(file);
    }

    private ObjectVersion put(String dataset, String celsius) {
        cloud.apply(CONTRACT.replace("DATASET", dataset).getBytes(StandardCharsets.UTF_8));
        return cloud.put(dataset + "/file.csv", content(dataset, celsius));
    }

    /// Different bytes for each dataset.
    private static String content(String dataset, String celsius) {
        return "sensor,celsius\n%1$s,%2$s\n%1$s2,-3.25\n".formatted(dataset, celsius);
    }

    private void assertOneExecution(ObjectVersion file) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> cloud.executions(file).stream()
                        .noneMatch(execution -> execution.status() == ExecutionStatus.RUNNING));
        assertThat(cloud.executions(file))
                .singleElement()
                .satisfies(execution -> assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED));
    }

    private int partitions(String dataset) {
        try (GlueClient glue = cloud.access().client(GlueClient.builder())) {
            return glue.getPartitions(g -> g.databaseName(cloud.stack().output("CatalogDatabase"))
                            .tableName(dataset))
                    .partitions()
                    .size();
        }
    }

    private ListObjectVersionsResponse versions(String bucket, String prefix) {
        return cloud.stack().s3().listObjectVersions(l -> l.bucket(bucket).prefix(prefix));
    }

    /// Lets the queue hand out after seconds what a function could not do, rather than after minutes.
    private void redelivering(Runnable work) {
        try (SqsClient sqs = cloud.access().client(SqsClient.builder())) {
            String queue = cloud.stack().output("IngestionQueue");
            String before = Objects.requireNonNull(
                    sqs.getQueueAttributes(g -> g.queueUrl(queue).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                            .attributes()
                            .get(QueueAttributeName.VISIBILITY_TIMEOUT));
            hide(sqs, queue, Long.toString(REDELIVERY.toSeconds()));
            try {
                work.run();
            } finally {
                hide(sqs, queue, before);
            }
        }
    }

    private static void hide(SqsClient sqs, String queue, String seconds) {
        sqs.setQueueAttributes(
                s -> s.queueUrl(queue).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, seconds)));
    }
}
