package dev.millrace.moveinvalidfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Claim;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.faults.StaleClaim;
import dev.millrace.flow.landing.FailedPlace;
import dev.millrace.testing.Events;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.LambdaContext;
import dev.millrace.testing.Samples;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

class SettingAFileAsideTest {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final SettableClock clock = new SettableClock();
    private final InMemoryS3 s3 = new InMemoryS3();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final Moving moving = new Moving(audit, new S3ObjectMover(s3, "failed"));
    private final AuditRecord refused = refusedFile();

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void movesTheBytesAndThenTheRecord() throws IOException {
        MoveAnswer answer = move(refused.claim());

        assertThat(answer).isEqualTo(new MoveAnswer(refused.oid().hex(), "REJECTED", true));
        assertThat(now().state()).isEqualTo(AuditState.REJECTED);
        assertThat(now().failedKey()).isEqualTo(FailedPlace.of(refused).fileKey());
        assertThat(s3.bytes("failed", FailedPlace.of(refused).fileKey())).contains(Samples.bad());
        assertThat(s3.keys("landing")).isEmpty();
    }

    @Test
    void saysWhenTheBytesHadVanished() throws IOException {
        s3.remove("landing", Samples.KEY, refused.version().versionId());

        assertThat(move(refused.claim()).moved()).isFalse();
        assertThat(now().state()).isEqualTo(AuditState.REJECTED);
        assertThat(now().failedKey()).isNull();
    }

    @Test
    void leavesTheRecordWhenTheMoveCannotBeProved() {
        s3.put("failed", FailedPlace.of(refused).fileKey(), Samples.good());

        assertThatThrownBy(() -> move(refused.claim())).isInstanceOf(IOException.class);
        assertThat(now()).isEqualTo(refused);
        assertThat(s3.bytes("landing", Samples.KEY)).contains(Samples.bad());
    }

    /// As of a version under an object lock: a person must lift it. Until then both copies stay.
    @Test
    @Tag("H039")
    void leavesTheRecordWhenTheVersionMayNotBeDeleted() {
        s3.failNext("DeleteObject", 403);

        assertThatThrownBy(() -> move(refused.claim())).isInstanceOf(S3Exception.class);
        assertThat(now()).isEqualTo(refused);
        assertThat(s3.bytes("landing", Samples.KEY)).contains(Samples.bad());
    }

    @Test
    void finishesTheRecordWhenACrashCameBetween() throws IOException {
        new S3ObjectMover(s3, "failed")
                .move(refused.version(), FailedPlace.of(refused).fileKey());

        assertThat(move(refused.claim())).isEqualTo(new MoveAnswer(refused.oid().hex(), "REJECTED", true));
    }

    @Test
    void repeatsTheSameAnswerWhenItWasLost() throws IOException {
        MoveAnswer first = move(refused.claim());
        int requests = s3.requests().size();

        assertThat(move(refused.claim())).isEqualTo(first);
        assertThat(s3.requests()).hasSize(requests);
    }

    @Tag("H096")
    @Test
    void touchesNothingUnderAStaleClaim() {
        audit.claim(refused.oid(), "ing-ours", "a test", LEASE);

        assertThatThrownBy(() -> move(refused.claim())).isInstanceOf(StaleClaim.class);
        assertThat(s3.changes()).isEmpty();
    }

    @Test
    void touchesNothingOfAFileThatIsNotInvalid() {
        ObjectVersion version = new ObjectVersion("landing", "b.csv", s3.put("landing", "b.csv", Samples.good()));
        AuditRecord claimed = claimed(version);

        assertThatThrownBy(() -> move(claimed.claim())).isInstanceOf(StaleClaim.class);
        assertThat(s3.changes()).isEmpty();
    }

    @Test
    void answersItsStateMachineAsTheExampleEventSays() throws IOException {
        var output = new ByteArrayOutputStream();

        new MoveInvalidFileHandler(moving)
                .handleRequest(
                        Events.stream(
                                "MoveInvalidFileToFailedBucket",
                                Map.of(
                                        "Dataset", refused.key().dataset(),
                                        "Object", refused.key().object(),
                                        "Oid", refused.oid().hex(),
                                        "Fence", "1")),
                        output,
                        new LambdaContext());

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"oid\":\"%s\",\"state\":\"REJECTED\",\"moved\":true}".formatted(refused.oid()));
    }

    private MoveAnswer move(Claim claim) throws IOException {
        return moving.move(claim, "a test");
    }

    private AuditRecord now() {
        return audit.find(refused.oid()).orElseThrow();
    }

    private AuditRecord refusedFile() {
        var version = new ObjectVersion("landing", Samples.KEY, s3.put("landing", Samples.KEY, Samples.bad()));
        var refusal = new Move.Refused("line 3: wrong", 3, "x.findings.json", null, null);
        return audit.move(claimed(version).claim(), refusal, "a test").record();
    }

    private AuditRecord claimed(ObjectVersion version) {
        var key = AuditKey.of(Cadence.ON_ARRIVAL, Samples.DATASET, version);
        audit.create(
                new NewRecord(key, version, AuditState.NEW, SettableClock.START, 10, null, null, null, null, null));
        return audit.claim(version.id(), "ing-ours", "a test", LEASE).record();
    }
}
