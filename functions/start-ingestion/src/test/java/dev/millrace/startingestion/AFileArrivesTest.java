package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.common.audit.AuditKey;
import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.dispatch.Json;
import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.testing.Events;
import dev.millrace.testing.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// H013: what S3 says of the object counts, not what the event says.
    @Test
    void hasTheSizeThatTheBucketSays() {
        ObjectVersion version = uploads.upload(Samples.KEY);

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.record(version).orElseThrow().size()).isEqualTo(Samples.good().length);
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

    /// H009.
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

    /// H033.
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

    /// H022, H030.
    @ParameterizedTest
    @CsvSource({
        "events/orders/, A folder marker",
        "/, A folder marker",
        "events/orders/_SUCCESS, A marker file (_SUCCESS)",
        ".DS_Store, A marker file (.DS_Store)",
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

    /// H030.
    @ParameterizedTest
    @ValueSource(strings = {"soap", ".", "..", " ", "a", "_success", "x_SUCCESS"})
    void isNotIgnoredForBeingOdd(String key) {
        ObjectVersion version = uploads.upload(key);

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.record(version).orElseThrow().state()).isEqualTo(AuditState.INVALID);
    }

    /// H035.
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
