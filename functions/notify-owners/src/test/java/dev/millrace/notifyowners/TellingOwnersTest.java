package dev.millrace.notifyowners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.Move;
import dev.millrace.common.audit.NoSuchObject;
import dev.millrace.common.dispatch.Fault;
import dev.millrace.common.identity.ObjectId;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingOwnersTest {
    private static final Fault FAULT = new Fault("States.Timeout", "no answer");

    private final Told told = new Told();

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void happensOnceAnAttempt() {
        AuditRecord held = held();

        assertThat(told.telling.held(held.oid()).sent()).isTrue();
        assertThat(told.telling.held(held.oid()).sent()).isFalse();
        assertThat(told.sent).hasSize(1);
    }

    @Test
    void happensAgainForTheNextAttempt() {
        AuditRecord file = told.claimed(told.recorded(Samples.KEY));
        told.telling.failed(file.oid(), FAULT);
        told.clock.pass(Duration.ofHours(1));
        told.claimed(file);

        assertThat(told.telling.failed(file.oid(), FAULT).sent()).isTrue();
        assertThat(told.sent).hasSize(2);
    }

    @Test
    void happensForEachKindByItself() {
        AuditRecord held = held();

        told.telling.held(held.oid());
        told.telling.failed(held.oid(), FAULT);

        assertThat(told.sent).extracting(Notice::kind).containsExactly(Notice.Kind.HELD, Notice.Kind.FAILED);
    }

    /// H111: twice rather than never.
    @Test
    void isTriedAgainWhenItCouldNotBeSent() {
        AuditRecord held = held();
        var broken = new Telling(
                told.audit, told.contracts, new NoticeText(new S3ReportStore(told.s3, "failed")), notice -> {
                    throw InMemoryS3.failure(503, "throttled");
                });
        assertThatThrownBy(() -> broken.held(held.oid())).hasMessageContaining("throttled");

        assertThat(told.telling.held(held.oid()).sent()).isTrue();
    }

    /// A notice that names no owners is better than none.
    @Test
    void happensAlsoWhenTheContractCannotBeRead() {
        AuditRecord held = held();
        told.s3.corrupt(
                "contracts",
                "contracts/event_orders/%s.odcs.yaml".formatted(told.pin().sha256()),
                new byte[0]);

        assertThat(told.telling.held(held.oid()).sent()).isTrue();
        assertThat(told.only().text()).doesNotContain("Owners of the dataset");
    }

    @Test
    void namesTheOwnersOfTheContractInForceBeforeTheFileWasJudged() {
        AuditRecord file = told.recorded(Samples.KEY);

        told.telling.failed(file.oid(), FAULT);

        assertThat(told.only().text()).contains("Owners of the dataset\n  team Example team");
    }

    @Test
    void refusesAnObjectThatWasNeverRecorded() {
        assertThatThrownBy(() -> told.telling.held(new ObjectId("0".repeat(64))))
                .isInstanceOf(NoSuchObject.class);
    }

    @Test
    void tellsSubscribersTheDatasetAndTheKindToChooseBy() {
        var sns = new RecordingSns();

        new SnsNotifier(sns, "arn:of:topic").send(new Notice(Notice.Kind.HELD, "airports", "a subject", "a text"));

        assertThat(sns.published).singleElement().satisfies(p -> {
            assertThat(List.of(p.topicArn(), p.subject(), p.message()))
                    .containsExactly("arn:of:topic", "a subject", "a text");
            assertThat(p.messageAttributes())
                    .containsOnlyKeys("dataset", "kind")
                    .extractingFromEntries(e -> e.getValue().stringValue())
                    .containsExactlyInAnyOrder("airports", "HELD");
        });
    }

    @ParameterizedTest
    @CsvSource({"NotifyOwners, REJECTED", "NotifyOwnersAboutHeldFile, HELD", "NotifyOwnersAboutFailure, FAILED"})
    void happensAsTheExampleEventsSay(String event, String kind) throws IOException {
        AuditRecord held = held();
        var output = new ByteArrayOutputStream();
        var values = Map.of(
                "Dataset",
                held.key().dataset(),
                "Object",
                held.key().object(),
                "Oid",
                held.oid().hex(),
                "Fence",
                "1",
                "Bucket",
                "landing",
                "Key",
                Samples.KEY,
                "VersionId",
                "v1");

        new NotifyOwnersHandler(told.telling).handleRequest(Events.stream(event, values), output, new LambdaContext());

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"oid\":\"%s\",\"kind\":\"%s\",\"sent\":true}".formatted(held.oid(), kind));
    }

    private AuditRecord held() {
        return told.moved(told.claimed(told.recorded(Samples.KEY)), new Move.Held("too big"));
    }
}
