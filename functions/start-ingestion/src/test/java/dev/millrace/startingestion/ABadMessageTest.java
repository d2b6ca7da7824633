package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.millrace.audit.files.AuditState;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ABadMessageTest {
    private static final String TEST_EVENT = """
            {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2026-11-21T10:15:30.000Z", "Bucket": "landing",
             "RequestId": "5582815E1AEA5ADF", "HostId": "8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"}
            """;

    private final Uploads uploads = new Uploads();

    @AfterEach
    void close() {
        uploads.close();
    }

    static Stream<String> noEventsOfS3() {
        String good = Uploads.created(new ObjectVersion("landing", Samples.KEY, "v3"));
        return Stream.of(
                "",
                " ",
                "not JSON",
                "null",
                "[]",
                "{}",
                "42",
                "\"text\"",
                "{\"Records\": null}",
                "{\"Records\": {}}",
                "{\"Records\": [null]}",
                "{\"Records\": [[]]}",
                "{\"Records\": [{}]}",
                good + good,
                good.substring(0, good.length() - 1),
                good.replace("\"2.1\"", "\"3.0\""),
                good.replace("\"eventTime\"", "\"eventName\": \"ObjectCreated:Put\", \"eventTime\""),
                good.replace("2026-11-21T10:15:25.123Z", "yesterday"),
                good.replace("\"" + Samples.KEY + "\"", "7"),
                good.replace(Samples.KEY, "100%"),
                good.replace(Samples.KEY, "%ZZ"),
                good.replace(Samples.KEY, "%C3%28"),
                good.replace(Samples.KEY, "a\\uD83D.csv"),
                good.replace(Samples.KEY, "a".repeat(1025)),
                "\uFEFF" + good,
                new String(good.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1),
                "{\"Records\": [\"" + "x".repeat(50_000_000) + "\"]}",
                "{\"Records\": " + "[".repeat(100_000),
                "{\"Records\": [" + "1".repeat(1_000_000) + "]}",
                "{\"Type\": \"Notification\", \"Message\": \"{}\"}",
                "{\"version\": \"0\", \"source\": \"aws.s3\", \"detail-type\": \"Object Created\", \"detail\": {}}");
    }

    @ParameterizedTest
    @Tags({
        @Tag("H002"),
        @Tag("H010"),
        @Tag("H011"),
        @Tag("H015"),
        @Tag("H020"),
        @Tag("H021"),
        @Tag("H025"),
        @Tag("H026")
    })
    @MethodSource("noEventsOfS3")
    void failsAloneSoThatItEndsInTheDeadLetterQueue(String body) {
        ObjectVersion before = uploads.upload("events/orders/1.csv");
        ObjectVersion after = uploads.upload("events/orders/2.csv");

        assertThat(uploads.deliver(Uploads.created(before), body, Uploads.created(after)))
                .containsExactly("m2");
        assertThat(uploads.startedNames()).containsExactly("ing-" + before.id(), "ing-" + after.id());
    }

    @Tag("H011")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Type": "Notification", "Message": "{}"}             | it is a notification of SNS
            {"detail-type": "Object Created", "source": "aws.s3"} | it is an event of EventBridge
            {"records": []}                                       | it has no list 'Records'
            """)
    void saysInWhatAnEventOfS3IsWrapped(String body, String reason) {
        assertThatThrownBy(() -> S3Event.records(body)).hasMessageContaining(reason);
    }

    @Tag("H001")
    @Test
    void isNoneWhenS3OnlyTestsTheQueue() {
        assertThat(uploads.deliver(TEST_EVENT)).isEmpty();
    }

    @Tag("H001")
    @Test
    void isNoneWhenS3TestsTheQueueAmongUploads() {
        var bodies = new ArrayList<String>();
        for (int i = 0; i < 9; i++) {
            bodies.add(Uploads.created(uploads.upload("events/orders/%d.csv".formatted(i))));
        }
        bodies.add(4, TEST_EVENT);

        assertThat(uploads.deliver(bodies.toArray(String[]::new))).isEmpty();
        assertThat(uploads.startedNames()).hasSize(9);
    }

    @Tag("H002")
    @Test
    void isNoneWhenItHasNoRecords() {
        assertThat(uploads.deliver("{\"Records\": []}")).isEmpty();
    }

    @Tag("H003")
    @Test
    void holdsUpNoOtherUploadOfTheSameMessage() {
        ObjectVersion first = uploads.upload("events/orders/1.csv");
        ObjectVersion third = uploads.upload("events/orders/3.csv");
        String message = Uploads.message(
                Uploads.record("ObjectCreated:Put", first),
                Uploads.recordOf("ObjectCreated:Put", "landing", "100%", "v9"),
                Uploads.record("ObjectCreated:Put", third));

        assertThat(uploads.deliver(message)).containsExactly("m1");
        assertThat(uploads.deliver(message)).containsExactly("m1");

        assertThat(uploads.startedNames()).containsExactly("ing-" + first.id(), "ing-" + third.id());
    }

    /// Also when a service, not the record, is the cause.
    @Tag("H003")
    @Test
    void beginsTheOthersWhenAServiceFailsOnOne() {
        ObjectVersion first = uploads.upload("events/orders/1.csv");
        ObjectVersion second = uploads.upload("events/orders/2.csv");
        uploads.stepFunctions.failNext(InMemoryS3.failure(503, "slow down"));

        assertThat(uploads.deliver(Uploads.message(
                        Uploads.record("ObjectCreated:Put", first), Uploads.record("ObjectCreated:Put", second))))
                .containsExactly("m1");
        assertThat(uploads.startedNames()).containsExactly("ing-" + second.id());
    }

    @Tag("H008")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ObjectRemoved:Delete",
                "ObjectRemoved:DeleteMarkerCreated",
                "LifecycleExpiration:Delete",
                "ObjectTagging:Put",
                "Replication:OperationMissedThreshold",
                "ObjectCreatedX"
            })
    void isNoneWhenItTellsOfSomethingElse(String eventName) {
        ObjectVersion version = uploads.upload(Samples.KEY);

        assertThat(uploads.deliver(Uploads.message(Uploads.record(eventName, version))))
                .isEmpty();
        assertThat(uploads.record(version)).isEmpty();
    }

    @Tag("H010")
    @Test
    void isNoneWhenALaterMinorVersionSaysMore() {
        ObjectVersion version = uploads.upload(Samples.KEY);

        assertThat(uploads.deliver(Uploads.created(version).replace("\"2.1\"", "\"2.9\", \"later\": {\"more\": 1}")))
                .isEmpty();
        assertThat(uploads.record(version)).isPresent();
    }

    /// As long as SQS takes, and with more in one record than S3 ever says.
    @Tag("H014")
    @Test
    void isNoneHoweverMuchItSaysBesides() {
        ObjectVersion version = uploads.upload(Samples.KEY);
        String manyNames = IntStream.range(0, 4000)
                .mapToObj("\"name-%d\": {}, "::formatted)
                .collect(Collectors.joining());
        String large = "\"padding\": \"" + "x".repeat(960 * 1024) + "\", ";

        assertThat(uploads.deliver(
                        Uploads.created(version).replace("\"eventSource\"", manyNames + large + "\"eventSource\"")))
                .isEmpty();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    @Tag("H014")
    @Test
    void isNoneWhenItTellsOfFiveHundredUploads() {
        String[] records = IntStream.range(0, 500)
                .mapToObj(i -> uploads.upload("events/orders/%d.csv".formatted(i)))
                .map(version -> Uploads.record("ObjectCreated:Put", version))
                .toArray(String[]::new);

        assertThat(uploads.deliver(Uploads.message(records))).isEmpty();
        assertThat(uploads.startedNames()).hasSize(500).doesNotHaveDuplicates();
    }

    @Tag("H012")
    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "..", "Landing", "landing."})
    void isOneAboutAnotherBucketWhichIsNeverAsked(String bucket) {
        int requests = uploads.s3.requests().size();

        assertThat(uploads.deliver(Uploads.message(Uploads.recordOf("ObjectCreated:Put", bucket, Samples.KEY, "v1"))))
                .containsExactly("m1");
        assertThat(uploads.s3.requests().subList(requests, uploads.s3.requests().size()))
                .containsExactly("GetObject contracts/index.json");
    }

    @Tag("H016")
    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void isOneWithoutAVersion(String versionId) {
        assertThat(uploads.deliver(
                        Uploads.message(Uploads.recordOf("ObjectCreated:Put", "landing", Samples.KEY, versionId))))
                .containsExactly("m1");
    }

    @Tag("H016")
    @Test
    void isOneWhoseVersionIsMissing() {
        String body = Uploads.created(uploads.upload(Samples.KEY)).replaceFirst("\"versionId\": \"[^\"]*\",", "");

        assertThat(uploads.deliver(body)).containsExactly("m1");
    }

    @Tag("H017")
    @Test
    void isNamedByItsOwnIdAsOftenAsItFails() {
        assertThat(uploads.deliver(List.of(message("same", "bad"), message("same", "bad"), message("ok", TEST_EVENT))))
                .containsExactly("same", "same");
    }

    @Test
    @Tag("H017")
    void isNamedAmongTenThousand() {
        List<SQSMessage> messages = IntStream.range(0, 10_000)
                .mapToObj(i -> message("m" + i, i % 100 == 0 ? "bad" : TEST_EVENT))
                .toList();

        assertThat(uploads.deliver(messages))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "m" + i * 100).toList());
    }

    @Test
    void isNoneWhenOnlyTheSequencerAndTheUploaderAreMissing() {
        ObjectVersion version = uploads.upload(Samples.KEY);
        String body = Uploads.created(version)
                .replaceFirst(",\\s*\"sequencer\": \"[^\"]*\"", "")
                .replaceFirst("\"userIdentity\": \\{[^}]*},", "");

        assertThat(uploads.deliver(body)).isEmpty();

        var record = uploads.record(version).orElseThrow();
        assertThat(record.state()).isEqualTo(AuditState.NEW);
        assertThat(record.sequencer()).isNull();
        assertThat(record.uploader()).isNull();
        assertThat(record.arrived()).isEqualTo(Instant.parse("2026-11-21T10:15:25.123Z"));
    }

    private static SQSMessage message(String id, String body) {
        var message = new SQSMessage();
        message.setMessageId(id);
        message.setBody(body);
        return message;
    }
}
