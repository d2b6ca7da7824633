package dev.millrace.cli;

import static dev.millrace.audit.files.AuditState.FAILED;
import static dev.millrace.audit.files.AuditState.GONE;
import static dev.millrace.audit.files.AuditState.HELD;
import static dev.millrace.audit.files.AuditState.INGESTED;
import static dev.millrace.audit.files.AuditState.INVALID;
import static dev.millrace.audit.files.AuditState.LOADING;
import static dev.millrace.audit.files.AuditState.NEW;
import static dev.millrace.audit.files.AuditState.REJECTED;
import static dev.millrace.audit.files.AuditState.VALID;
import static dev.millrace.audit.files.AuditState.VALIDATING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.HistoryEntry;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.contract.Cadence;
import dev.millrace.local.UserError;
import dev.millrace.local.cloud.NoticeQueue;
import dev.millrace.local.cloud.SentNotice;
import dev.millrace.notices.reports.FindingsReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The way of a file through the real template, the real state machine and the real functions, whose policies are
/// enforced.
@ExtendWith(TestCloud.Extension.class)
class FileJourneyIT {
    private static final String CONTRACT = """
            apiVersion: v3.1.0
            kind: DataContract
            id: urn:millrace:test:readings
            version: 1.2.0
            status: active
            schema:
              - name: readings
                properties:
                  - name: sensor
                    logicalType: string
                    required: true
                  - name: taken_at
                    logicalType: timestamp
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
                value: journey/readings/*.csv
              - property: millrace.onNewVersion
                value: append
              - property: millrace.onDuplicate
                value: load
            """;

    private static final String HEADER = "sensor,taken_at,celsius\n";
    private static final String GOOD = HEADER + "a1,2026-11-20T10:00:00Z,-3.25\na1,2026-11-20T11:00:00+01:00,\n";

    private final TestCloud cloud;

    FileJourneyIT(TestCloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    static void apply(TestCloud cloud) {
        cloud.apply(CONTRACT.getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void theTablesHoldWhatIsRecorded(TestCloud cloud) {
        cloud.verify("readings");
    }

    @Test
    void aGoodFileBecomesRowsInTheLake() {
        ObjectVersion file = cloud.put("journey/readings/good.csv", GOOD);

        AuditRecord record = cloud.awaitEnd(file);

        assertThat(states(record)).containsExactly(NEW, VALIDATING, VALID, LOADING, INGESTED);
        assertThat(record.rows()).isEqualTo(2);
        assertThat(record.uploader()).isNotEmpty();
        assertThat(record.pinnedContract().orElseThrow().version()).isEqualTo("1.2.0");
        assertThat(cloud.query("SELECT sensor, celsius, _line FROM readings WHERE _oid = '%s' ORDER BY _line"
                                .formatted(file.id()))
                        .rows())
                .containsExactly(List.of("a1", "-3.25", "2"), Arrays.asList("a1", null, "3"));
        assertThat(cloud.noticesAbout(file)).isEmpty();
    }

    @Test
    void theHappyPathTakesAtMostSixTransitions() {
        ObjectVersion file = cloud.put("journey/readings/short.csv", GOOD);
        cloud.awaitEnd(file);

        ExecutionListItem execution = endOf(file);

        long entered = cloud.history(execution.executionArn()).stream()
                .filter(event -> event.typeAsString().endsWith("StateEntered"))
                .count();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(entered + 1).isLessThanOrEqualTo(6);
    }

    @Test
    void aBadFileIsSetAsideWithItsFindingsAndItsOwnersAreTold() {
        String bad = HEADER + "a1,2026-11-20T10:00:00Z,1\na1,yesterday,123456\n";
        ObjectVersion file = cloud.put("journey/readings/bad <b>.csv", bad);

        AuditRecord record = cloud.awaitEnd(file);

        assertThat(states(record)).containsExactly(NEW, VALIDATING, INVALID, REJECTED);
        assertThat(record.reason()).startsWith("line 3: taken_at: ");
        assertThat(failedObject(record.failedKey())).isEqualTo(bad);
        FindingsReport report =
                FindingsReport.of(failedObject(record.findingsKey()).getBytes(StandardCharsets.UTF_8));
        assertThat(report.total()).isEqualTo(2);
        assertThat(report.findings())
                .extracting(FindingsReport.Line::line, FindingsReport.Line::column, FindingsReport.Line::value)
                .containsExactly(tuple(3L, "taken_at", "yesterday"), tuple(3L, "celsius", "123456"));
        assertThat(inLandingBucket(file)).isFalse();
        assertThat(endOf(file).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        SentNotice notice = theNoticeAbout(file);
        assertThat(notice.subject()).matches("[ -~]{1,99}").contains("bad <b>.csv");
        assertThat(notice.message()).contains("yesterday", "weather-help", "millrace show " + file.id());
    }

    /// Its copy is proved by reading both, since S3 has no checksum of the whole to compare.
    @Test
    void aRefusedFileThatWasUploadedInPartsIsSetAside() {
        byte[] content = (HEADER + "x".repeat(12_000_000)).getBytes(StandardCharsets.UTF_8);
        ObjectVersion file = cloud.putInParts("journey/unknown/in parts.csv", content, 8 * 1024 * 1024);
        assertThat(cloud.stack()
                        .s3()
                        .headObject(h -> h.bucket(file.bucket())
                                .key(file.key())
                                .versionId(file.versionId())
                                .checksumMode(ChecksumMode.ENABLED))
                        .checksumType())
                .isEqualTo(ChecksumType.COMPOSITE);

        AuditRecord record = cloud.awaitEnd(file);

        assertThat(record.state()).isEqualTo(REJECTED);
        assertThat(failedObject(record.failedKey()).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(content);
        assertThat(inLandingBucket(file)).isFalse();
    }

    @Test
    void aFileThatNoContractMatchesIsSetAside() {
        ObjectVersion file = cloud.put("journey/unknown/what is this+.csv", GOOD);

        AuditRecord record = cloud.awaitEnd(file);

        assertThat(record.key().dataset()).isEqualTo(AuditKey.UNMATCHED);
        assertThat(record.state()).isEqualTo(REJECTED);
        assertThat(failedObject(record.failedKey())).isEqualTo(GOOD);
        cloud.awaitToldOrCounted(file);
        assertThat(NoticeQueue.read(cloud.access()))
                .extracting(SentNotice::message)
                .anySatisfy(message -> assertThat(message).contains("No data contract's key pattern matches the key"));
    }

    @Test
    void aHeaderWithoutRowsIsIngestedAsNothing() {
        AuditRecord record = cloud.awaitEnd(cloud.put("journey/readings/empty.csv", HEADER));

        assertThat(record.state()).isEqualTo(INGESTED);
        assertThat(record.rows()).isZero();
    }

    @Test
    @Tag("H004")
    void theSameEventTwiceIsOneExecutionAndOneLoad() {
        ObjectVersion file = cloud.put("journey/readings/twice.csv", GOOD);
        AuditRecord first = cloud.awaitEnd(file);

        JsonNode answer = cloud.invoke("start-ingestion", event(file));

        assertThat(answer.path("batchItemFailures")).isEmpty();
        assertThat(cloud.executions(file)).hasSize(1);
        assertThat(cloud.record(file))
                .hasValueSatisfying(now -> assertThat(now.history()).isEqualTo(first.history()));
        assertThat(rowsOf(file)).isEqualTo("2");
    }

    @Test
    void aNewVersionOfAKeyIsAnotherObject() {
        ObjectVersion first = cloud.put("journey/readings/versions.csv", GOOD);
        ObjectVersion second = cloud.put("journey/readings/versions.csv", HEADER + "b2,2026-11-21T10:00:00Z,0\n");

        assertThat(cloud.awaitEnd(List.of(first, second)))
                .extracting(AuditRecord::state)
                .containsOnly(INGESTED);
        assertThat(rowsOf(first)).isEqualTo("2");
        assertThat(rowsOf(second)).isEqualTo("1");
    }

    @Test
    @Tag("H093")
    void anUnknownStateIsRefusedAndNothingIsDone() {
        ObjectVersion file = cloud.put("journey/readings/unknown-state.csv", GOOD);
        AuditRecord before = cloud.awaitEnd(file);
        ObjectNode event = task("Paint File", file);

        assertThatThrownBy(() -> cloud.invoke("validate-file", event))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("UnknownState")
                .hasMessageContaining("Paint File");
        assertThat(cloud.record(file)).contains(before);
    }

    @Test
    void aFunctionThatAsksForMoreThanItsRoleAllowsIsRefusedAndTheFaultIsTold() {
        String lake = cloud.stack().output("LakeBucket");
        String version = cloud.stack()
                .s3()
                .putObject(p -> p.bucket(lake).key("journey/secret.csv"), RequestBody.fromString(GOOD))
                .versionId();
        var foreign = new ObjectVersion(lake, "journey/secret.csv", version);
        record(foreign, "readings");

        assertThatThrownBy(() -> cloud.invoke("validate-file", task("Validate File", foreign)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("RefusedByService")
                .hasMessageContaining("403");

        // The same within an execution: marked, told, and the execution fails.
        start(foreign);
        AuditRecord failed = cloud.awaitEnd(foreign);
        assertThat(failed.state()).isEqualTo(FAILED);
        assertThat(endOf(foreign).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(theNoticeAbout(foreign).subject()).contains("FAILED: RefusedByService");
    }

    @Test
    void aFileWhoseContractIsNoLongerInForceWaitsAndItsOwnersAreTold() throws IOException {
        cloud.apply(CONTRACT.replace("name: readings", "name: retired")
                .replace("journey/readings", "journey/retired")
                .concat("  - property: millrace.cadence\n    value: daily\n")
                .getBytes(StandardCharsets.UTF_8));
        ObjectVersion file = cloud.put("journey/retired/file.csv", GOOD);
        assertThat(cloud.awaitEnd(file).state()).isEqualTo(NEW);
        retire("retired");

        start(file);

        assertThat(endOf(file).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(cloud.record(file).orElseThrow().state()).isEqualTo(HELD);
        assertThat(theNoticeAbout(file).message()).contains("no longer in force");
    }

    @Test
    @Tag("H035")
    void aVersionThatWasDeletedIsGone() {
        var deleted = new ObjectVersion(
                cloud.stack().output("LandingBucket"),
                "journey/readings/deleted.csv",
                "00000000-0000-4000-8000-000000000000");
        record(deleted, "readings");

        start(deleted);

        assertThat(cloud.awaitEnd(deleted).state()).isEqualTo(GONE);
        assertThat(endOf(deleted).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    /// Takes a contract out of force, which no command does yet.
    private void retire(String dataset) throws IOException {
        String bucket = cloud.stack().output("ContractsBucket");
        byte[] index = cloud.stack()
                .s3()
                .getObjectAsBytes(g -> g.bucket(bucket).key("index.json"))
                .asByteArray();
        JsonNode root = Json.MAPPER.readTree(index);
        for (Iterator<JsonNode> contracts = root.path("contracts").iterator(); contracts.hasNext(); ) {
            if (contracts.next().path("dataset").asText().equals(dataset)) {
                contracts.remove();
            }
        }
        cloud.stack().s3().putObject(p -> p.bucket(bucket).key("index.json"), RequestBody.fromString(root.toString()));
    }

    private void record(ObjectVersion object, String dataset) {
        var table = new DynamoAuditTable(
                cloud.access().client(DynamoDbClient.builder()), cloud.stack().output("AuditTable"), Clock.systemUTC());
        table.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, dataset, object),
                object,
                AuditState.NEW,
                Instant.now(),
                GOOD.length(),
                null,
                null,
                null,
                "arn:of:an-execution-that-is-about-to-claim-it",
                null));
    }

    private void start(ObjectVersion object) {
        cloud.sfn()
                .startExecution(s -> s.stateMachineArn(cloud.stack().output("IngestFileStateMachine"))
                        .name(object.id().executionName(0))
                        .input(input(object).toString()));
    }

    private static ObjectNode task(String state, ObjectVersion object) {
        ObjectNode task = Json.MAPPER.createObjectNode();
        task.put("state", state).put("execution", object.id().executionName(0)).set("input", input(object));
        return task;
    }

    private static ObjectNode input(ObjectVersion object) {
        return Json.MAPPER
                .createObjectNode()
                .put("oid", object.id().hex())
                .put("bucket", object.bucket())
                .put("key", object.key())
                .put("versionId", object.versionId());
    }

    /// A delivery of the event of an upload, as the queue hands it to the function.
    private static ObjectNode event(ObjectVersion object) {
        ObjectNode s3 = Json.MAPPER.createObjectNode();
        s3.putObject("bucket").put("name", object.bucket());
        s3.putObject("object").put("key", object.key()).put("versionId", object.versionId());
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventName", "ObjectCreated:Put")
                .put("eventTime", Instant.now().toString())
                .set("s3", s3);
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.putArray("Records").addObject().put("messageId", "1").put("body", body.toString());
        return event;
    }

    private static List<AuditState> states(AuditRecord record) {
        return record.history().stream().map(HistoryEntry::state).toList();
    }

    private String rowsOf(ObjectVersion file) {
        return Objects.requireNonNull(
                cloud.query("SELECT count(*) FROM readings WHERE _oid = '%s'".formatted(file.id()))
                        .rows()
                        .getFirst()
                        .getFirst());
    }

    private String failedObject(@Nullable String key) {
        return cloud.stack()
                .s3()
                .getObjectAsBytes(
                        g -> g.bucket(cloud.stack().output("FailedBucket")).key(key))
                .asUtf8String();
    }

    private boolean inLandingBucket(ObjectVersion file) {
        try {
            cloud.stack()
                    .s3()
                    .headObject(h -> h.bucket(file.bucket()).key(file.key()).versionId(file.versionId()));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private SentNotice theNoticeAbout(ObjectVersion file) {
        List<SentNotice> notices = cloud.awaitNoticesAbout(file);
        assertThat(notices).hasSize(1);
        return notices.getFirst();
    }

    /// The object's execution, once it has ended: the audit record is closed a moment before.
    private ExecutionListItem endOf(ObjectVersion file) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> cloud.executions(file).getFirst().status() != ExecutionStatus.RUNNING);
        return cloud.executions(file).getFirst();
    }
}
