package dev.millrace.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NoticeKind;
import dev.millrace.base.dispatch.Fault;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.notices.text.Notice;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.Samples;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TellingOwnersTest {
    private static final Fault FAULT = new Fault("States.Timeout", "no answer");

    private final Owners owners = new Owners();

    @AfterEach
    void close() {
        owners.close();
    }

    @Test
    void happensAtOnceAndOnceAnAttempt() {
        AuditRecord held = owners.held(Samples.KEY, "too big");

        assertThat(owners.telling.tell(held.oid())).isEqualTo(SendResult.SENT);
        assertThat(owners.telling.tell(held.oid())).isEqualTo(SendResult.NOTHING);
        assertThat(owners.only().kind()).isEqualTo(NoticeKind.HELD);
        assertThat(owners.now(held).course().owed()).isNull();
        assertThat(owners.now(held).notices()).containsExactly("HELD#1");
    }

    @Test
    void happensForEachKindByItself() {
        owners.telling.tell(owners.held("events/orders/a.csv", "too big").oid());
        owners.telling.tell(owners.failed("events/orders/b.csv").oid());
        owners.telling.tell(owners.rejected("events/orders/c.csv", "type").oid());

        assertThat(owners.sent)
                .extracting(Notice::kind)
                .containsExactly(NoticeKind.HELD, NoticeKind.FAILED, NoticeKind.REJECTED);
    }

    /// Its first attempt never got a claim, so the second has the same fence.
    @Test
    void happensAgainWhenAFileFailsAgainUnderTheSameFence() {
        AuditRecord file = owners.recorded(Samples.KEY);
        owners.telling.tell(
                owners.moved(file, new Move.Failed("ServiceFault: down")).oid());
        owners.clock.pass(Duration.ofMinutes(5));
        owners.operators.replay(owners.now(file), null, "a test");
        owners.clock.pass(Duration.ofMinutes(5));
        owners.moved(file, new Move.Failed("ServiceFault: down"));

        assertThat(owners.telling.tell(file.oid())).isEqualTo(SendResult.COUNTED);
        assertThat(owners.now(file).course().owed()).isNull();
    }

    /// Twice rather than never.
    @Test
    @Tag("H111")
    void isTriedAgainWhenItCouldNotBeSent() {
        AuditRecord held = owners.held(Samples.KEY, "too big");
        NoticeSender broken = owners.telling(owners.local.client(), notice -> {
            throw InMemoryS3.failure(503, "throttled");
        });
        assertThatThrownBy(() -> broken.tell(held.oid())).hasMessageContaining("throttled");

        assertThat(owners.now(held).course().owed()).isEqualTo("HELD#1");
        assertThat(owners.telling.tell(held.oid())).isEqualTo(SendResult.SENT);
    }

    @Test
    void doesNotHappenWhenAPersonWasFaster() {
        AuditRecord released = owners.held("events/orders/a.csv", "too big");
        owners.operators.release(released, null, "a person");
        AuditRecord dismissed = owners.held("events/orders/b.csv", "too big");
        owners.operators.dismiss(dismissed, "nobody wants it", "a person");
        AuditRecord replayed = owners.failed("events/orders/c.csv");
        owners.operators.replay(replayed, null, "a person");

        assertThat(Stream.of(released, dismissed, replayed).map(r -> owners.telling.tell(r.oid())))
                .containsOnly(SendResult.NOTHING);
        assertThat(owners.sent).isEmpty();
    }

    @Test
    void namesTheOwnersOfTheContractInForceBeforeTheFileWasJudged() {
        owners.telling.tell(owners.failed(Samples.KEY).oid());

        assertThat(owners.only().text())
                .contains("Owners of the dataset, as its contract names them\n  team Example team");
    }

    @Test
    void refusesAnObjectThatWasNeverRecorded() {
        assertThatThrownBy(() -> owners.telling.tell(new ObjectId("0".repeat(64))))
                .isInstanceOf(NoSuchObject.class);
    }

    @Test
    void ofAFaultSaysWhatTheRecordOwes() {
        AuditRecord rejected = owners.rejected(Samples.KEY, "type");

        assertThat(owners.telling.failed(rejected.oid(), FAULT)).isEqualTo(SendResult.SENT);
        assertThat(owners.only().kind()).isEqualTo(NoticeKind.REJECTED);
    }

    @Test
    void ofAFaultThatLeftTheVerdictAloneHappensOnceAnAttempt() {
        AuditRecord invalid = owners.moved(
                owners.claimed(owners.recorded(Samples.KEY)),
                new Move.Refused("line 3", 1, "x.findings.json", null, owners.pin()));

        assertThat(owners.telling.failed(invalid.oid(), FAULT)).isEqualTo(SendResult.SENT);
        assertThat(owners.telling.failed(invalid.oid(), FAULT)).isEqualTo(SendResult.NOTHING);
        assertThat(owners.only().kind()).isEqualTo(NoticeKind.FAILED);
        assertThat(owners.now(invalid).notices()).containsExactly("FAILED#1");
    }

    static Stream<Move> openOrDone() {
        return Stream.of(
                new Move.Validated(3, "5ba", new ContractPin("event_orders", "1", "c0")),
                new Move.Vanished("deleted"),
                new Move.Ignored("skipped"));
    }

    /// Whoever closes the record tells; of what was not to be ingested there is nothing to tell.
    @ParameterizedTest
    @MethodSource("openOrDone")
    void ofAFaultDoesNotHappenWhileTheRecordIsOpenOrHasNothingToTell(Move move) {
        AuditRecord file = owners.moved(owners.claimed(owners.recorded(Samples.KEY)), move);

        assertThat(owners.telling.failed(file.oid(), FAULT)).isEqualTo(SendResult.NOTHING);
        assertThat(owners.sent).isEmpty();
    }
}
