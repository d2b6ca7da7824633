package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.json.Json;
import dev.millrace.flow.ingestion.ReleaseMark;
import dev.millrace.testing.Events;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

class AFileArrivesTest {
    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    @Test
    void isRecordedUnderItsDataset() {
        ObjectVersion version = uploads.upload(Samples.KEY);

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.key()).isEqualTo(new AuditKey("on-arrival/event_orders", "landing/" + Samples.KEY + "#v3"));
        assertThat(record.state()).isEqualTo(AuditState.NEW);
        assertThat(record.arrived()).isEqualTo(Instant.parse("2026-11-21T10:15:25.123Z"));
        assertThat(record.sequencer()).isEqualTo("0055AED6DCD90281E5");
        assertThat(record.uploader()).isEqualTo("AWS:ana");
    }

    /// What S3 says of the object counts, not what the event says.
    @ParameterizedTest
    @Tag("H013")
    @ValueSource(longs = {0, 10, 10_737_418_240L})
    void hasTheSizeAndEntityTagThatTheBucketSays(long size) {
        ObjectVersion version = uploads.upload(Samples.KEY);

        uploads.deliver(Uploads.created(version).replace("\"size\": 10", "\"size\": " + size));

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.size()).isEqualTo(Samples.good().length);
        assertThat(record.etag()).matches("[0-9a-f]{32}");
    }

    /// Nothing in a key is taken for syntax: not of a path, a query, an address, a script or a name.
    @ParameterizedTest
    @Tags({
        @Tag("H018"),
        @Tag("H019"),
        @Tag("H022"),
        @Tag("H023"),
        @Tag("H024"),
        @Tag("H025"),
        @Tag("H026"),
        @Tag("H027"),
        @Tag("H028"),
        @Tag("H029")
    })
    @MethodSource("oddKeys")
    void goesItsWayUnderExactlyItsKey(String key) throws JsonProcessingException {
        ObjectVersion version = uploads.upload(key);

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        assertThat(uploads.record(version).orElseThrow().version()).isEqualTo(version);
        assertThat(uploads.s3.requests()).contains("HeadObject landing/" + key);
        var start = uploads.stepFunctions.started.getFirst();
        assertThat(start.name()).isEqualTo("ing-" + version.id()).matches("ing-[0-9a-f]{64}");
        assertThat(Json.MAPPER.readTree(start.input()).path("key").asText()).isEqualTo(key);
    }

    static Stream<String> oddKeys() {
        return Stream.of(
                "this im + age.txt",
                "%2B%25 100%",
                "../../etc/passwd",
                "a/../b",
                "./x",
                "//x",
                "/x",
                "\u0000\u0007\r\n\t\u007F\u0085\u2028.csv",
                "\u202Ecsv.exe",
                "a\u200Bb",
                "e\u0301",
                "😀",
                "😀".repeat(256),
                "a".repeat(1024),
                "<svg onload=alert(1)>.csv",
                "\"><img src=x onerror=alert(1)>",
                "javascript:alert(1)",
                "{{7*7}}",
                "${jndi:ldap://x}",
                "'; DROP TABLE t;--.csv",
                "x' OR '1'='1",
                "$(id)",
                "`id`",
                "a|id",
                "-rf",
                "--help",
                "a:b*c?d\"e f.csv",
                "{% $states.input %}");
    }

    @Test
    @Tag("H024")
    @Tag("H031")
    void isAnotherObjectHoweverAlikeTheKeysLook() {
        List<ObjectVersion> versions = Stream.of(
                        "a.csv", "A.csv", "\u0430.csv", "a\u200B.csv", "\u00E9.csv", "e\u0301.csv", "E\u0301.csv")
                .map(name -> uploads.upload("events/orders/" + name))
                .toList();

        versions.forEach(version -> uploads.deliver(Uploads.created(version)));

        assertThat(versions)
                .allSatisfy(version -> assertThat(
                                uploads.record(version).orElseThrow().version())
                        .isEqualTo(version));
        assertThat(uploads.startedNames()).hasSize(versions.size()).doesNotHaveDuplicates();
    }

    /// A customer's key, or one of KMS that is not this stack's: its execution finds out and holds it.
    @Test
    @Tag("H039")
    void isRecordedAlsoWhenNobodyMayLookAtIt() {
        ObjectVersion version = uploads.upload(Samples.KEY);
        uploads.s3.failNext("HeadObject", 400);

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        assertThat(uploads.record(version).orElseThrow().size()).isEqualTo(-1);
        assertThat(uploads.startedNames()).hasSize(1);
    }

    /// A folder's name says nothing: values come out of the rows.
    @ParameterizedTest
    @Tag("H034")
    @ValueSource(strings = {"dt=2025-02-30/a.csv", "dt=../x/a.csv", "events/orders/dt=2025-02-30/a.csv"})
    void isRefusedInAFolderThatNoPatternHas(String key) {
        ObjectVersion version = uploads.upload(key);

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.record(version).orElseThrow().state()).isEqualTo(AuditState.INVALID);
    }

    @Test
    void startsItsExecutionWithReferencesOnly() throws JsonProcessingException {
        ObjectVersion version = uploads.upload(Samples.KEY);

        uploads.deliver(Uploads.created(version));

        var start = uploads.stepFunctions.started.getFirst();
        assertThat(start.stateMachineArn()).isEqualTo(FakeStepFunctions.MACHINE);
        assertThat(start.name()).isEqualTo("ing-" + version.id());
        assertThat(Json.MAPPER.readTree(start.input()))
                .isEqualTo(Json.MAPPER.valueToTree(Map.of(
                        "oid",
                        version.id().hex(),
                        "bucket",
                        "landing",
                        "key",
                        Samples.KEY,
                        "versionId",
                        version.versionId())));
    }

    @Test
    void remembersWhichExecutionItIs() {
        ObjectVersion version = uploads.upload(Samples.KEY);

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.record(version).orElseThrow().executionArn())
                .isEqualTo("arn:aws:states:eu-central-1:111122223333:execution:ingest-file:ing-" + version.id());
    }

    @Test
    void isTakenAsTheExampleEventSays() throws JsonProcessingException {
        ObjectVersion version = uploads.upload(Samples.KEY);
        String event = Events.text(
                "StartIngestion",
                Map.of(
                        "Bucket", "landing",
                        "EncodedKey", Samples.KEY,
                        "VersionId", version.versionId(),
                        "Size", "10",
                        "ETag", "e",
                        "Region", "eu-central-1",
                        "Time", "2026-11-21T10:15:25.123Z"));

        String body = Json.MAPPER.readTree(event).at("/Records/0/body").asText();

        assertThat(uploads.deliver(body)).isEmpty();
        assertThat(uploads.record(version)).isPresent();
    }

    @Tag("H009")
    @ParameterizedTest
    @ValueSource(strings = {"Put", "Post", "Copy", "CompleteMultipartUpload"})
    void isTakenHoweverItWasUploaded(String kind) {
        ObjectVersion version = uploads.upload(Samples.KEY);

        assertThat(uploads.deliver(Uploads.message(Uploads.record("ObjectCreated:" + kind, version))))
                .isEmpty();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "monthly"})
    void waitsForItsBatchWhenTheContractSaysSo(String cadence) {
        uploads.contracts.apply(Samples.contract(cadence));
        ObjectVersion version = uploads.upload(Samples.KEY);

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.state()).isEqualTo(AuditState.NEW);
        assertThat(record.key().dataset()).isEqualTo(cadence + "/event_orders");
        assertThat(record.executionArn()).isNull();
        assertThat(uploads.stepFunctions.asked).isEmpty();
    }

    /// Its record names the object, whose password it shows; nobody else's version takes the place.
    @Test
    void takesThePlaceOfAnIngestedFileWhoseBytesAPersonPutBack() {
        ObjectVersion original = uploads.upload(Samples.KEY);
        uploads.deliver(Uploads.created(original));
        AuditRecord claimed = uploads.audit
                .claim(original.id(), "ing-first", "a test", Duration.ofMinutes(1))
                .record();
        ContractPin pin = uploads.contracts.current().contracts().getFirst().pin();
        uploads.audit.move(claimed.claim(), new Move.Validated(3, "5a", pin), "a test");
        uploads.audit.move(claimed.claim(), new Move.LoadStarted(Duration.ofMinutes(1)), "a test");
        AuditRecord ingested = uploads.audit
                .move(claimed.claim(), new Move.Ingested(3), "a test")
                .record();
        new DynamoOperatorActions(uploads.local.client(), LocalAuditTable.NAME, uploads.clock)
                .promise(ingested, "secret", "a person");

        AuditRecord again = delivered(new ReleaseMark(original.id(), "secret"));
        AuditRecord forged = delivered(new ReleaseMark(original.id(), "guessed"));

        assertThat(again.course().original()).contains(original.id());
        assertThat(again.course().linkedTo()).isEqualTo(original.id().hex());
        assertThat(again.order()).isGreaterThan(ingested.order());
        assertThat(again.course().waived()).isTrue();
        assertThat(uploads.record(original).orElseThrow().course().releasedAs())
                .isEqualTo(again.version().versionId());
        assertThat(forged.course().original()).isEmpty();
        assertThat(forged.course().waived()).isFalse();
    }

    private AuditRecord delivered(ReleaseMark mark) {
        String versionId = uploads.s3
                .putObject(
                        p -> p.bucket("landing").key(Samples.KEY).metadata(mark.metadata()),
                        RequestBody.fromBytes(Samples.good()))
                .versionId();
        var version = new ObjectVersion("landing", Samples.KEY, versionId);
        uploads.deliver(Uploads.created(version));
        return uploads.record(version).orElseThrow();
    }

    /// A retired dataset has no batches, so an execution of its own holds the file and tells the owners.
    @Test
    void waitsForNoBatchOfARetiredDataset() {
        uploads.contracts.apply(Samples.contract("daily"));
        uploads.contracts.retire(Samples.DATASET);
        ObjectVersion version = uploads.upload(Samples.KEY);

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.key().dataset()).isEqualTo("daily/event_orders");
        assertThat(record.executionArn()).isNotNull();
        assertThat(uploads.stepFunctions.asked).hasSize(1);
    }

    @Tag("H033")
    @Test
    void isRefusedWhenNoContractMatchesAndItsExecutionSetsItAside() {
        ObjectVersion version = uploads.upload("elsewhere/a.csv");

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.key().dataset()).isEqualTo("none/unmatched");
        assertThat(record.state()).isEqualTo(AuditState.INVALID);
        assertThat(record.reason()).isEqualTo("No data contract's key pattern matches the key");
        assertThat(uploads.startedNames()).containsExactly("ing-" + version.id());
    }

    @Tag("H022")
    @Tag("H030")
    @ParameterizedTest
    @CsvSource({
        "events/orders/, A folder marker",
        "/, A folder marker",
        "events/orders/_SUCCESS, A marker file (_SUCCESS)",
        ".DS_Store, A marker file (.DS_Store)",
        "._orders.csv, A file of macOS about another one (._orders.csv)",
        "__MACOSX/orders.csv, A file of macOS about another one (orders.csv)",
        "events/orders_$folder$, A folder marker of Hadoop"
    })
    void isIgnoredWhenToolsLeftIt(String key, String reason) {
        ObjectVersion version = uploads.upload(key);

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.state()).isEqualTo(AuditState.IGNORED);
        assertThat(record.reason()).isEqualTo(reason);
        assertThat(uploads.stepFunctions.asked).isEmpty();
    }

    @Tag("H030")
    @ParameterizedTest
    @ValueSource(strings = {"soap", ".", "..", " ", "a", "_success", "x_SUCCESS"})
    void isNotIgnoredForBeingOdd(String key) {
        ObjectVersion version = uploads.upload(key);

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.record(version).orElseThrow().state()).isEqualTo(AuditState.INVALID);
    }

    @Tag("H035")
    @Test
    void isRecordedAlsoWhenItWasDeletedMeanwhileSoThatItsExecutionFindsItGone() {
        ObjectVersion version = uploads.upload(Samples.KEY);
        uploads.s3.remove("landing", Samples.KEY, version.versionId());

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        AuditRecord record = uploads.record(version).orElseThrow();
        assertThat(record.size()).isEqualTo(-1);
        assertThat(record.etag()).isNull();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    @Test
    void isRecordedForEachVersionOfItsKey() {
        ObjectVersion first = uploads.upload(Samples.KEY);
        ObjectVersion second = uploads.upload(Samples.KEY);

        uploads.deliver(Uploads.created(second), Uploads.created(first));

        assertThat(uploads.startedNames()).containsExactly("ing-" + second.id(), "ing-" + first.id());
    }
}
