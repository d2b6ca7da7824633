package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.commands.Commands;
import dev.millrace.flow.copies.S3Copies;
import dev.millrace.flow.ingestion.ReleaseMark;
import dev.millrace.local.UserError;
import dev.millrace.testing.InMemoryS3;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class PutBackTest {
    private static final String KEY = "orders/a.csv";
    private static final String PLACE = "orders/2026-11-21/oid/a.csv";
    private static final String BY = "millrace release by ana";

    private final SettableClock clock = new SettableClock();
    private final InMemoryS3 s3 = new InMemoryS3(clock);
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final OperatorActions operators = new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
    private final PutBack putBack = new PutBack(operators, s3, new S3Copies(s3), "failed", Commands.AT_HOME);

    private AuditRecord rejected;

    @BeforeEach
    void reject() {
        s3.putObject(
                p -> p.bucket("failed").key(PLACE).contentType("text/csv").metadata(Map.of("source", "till 7")),
                RequestBody.fromString("some bytes"));
        var version = new ObjectVersion("landing", KEY, "v1");
        var fresh = new NewRecord(
                AuditKey.unmatched(version),
                version,
                AuditState.INVALID,
                clock.instant(),
                10,
                null,
                "0055AED6DCD90281E5",
                null,
                null,
                null);
        AuditRecord claimed = audit.claim(audit.create(fresh).oid(), "ing-ours", "a test", Duration.ofMinutes(1))
                .record();
        rejected =
                audit.move(claimed.claim(), new Move.SetAside(PLACE), "a test").record();
        clock.pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void putsTheBytesBackAsANewVersionThatCarriesThePromisedMark() {
        ObjectVersion back = putBack.putBack(rejected, BY);

        assertThat(s3.text("landing", KEY)).isEqualTo("some bytes");
        HeadObjectResponse head = head(back);
        assertThat(head.contentType()).isEqualTo("text/csv");
        assertThat(head.metadata()).containsEntry("source", "till 7");
        ReleaseMark mark = ReleaseMark.of(head.metadata()).orElseThrow();
        assertThat(mark.rejected()).isEqualTo(rejected.oid());
        assertThat(mark.password()).matches("[A-Za-z0-9_-]{43}");
        assertThat(operators.promised(rejected, mark.password())).isTrue();
    }

    @Test
    void keepsTheCopyInTheFailedBucketAndWritesDownWhoReleasedItAsWhat() {
        ObjectVersion back = putBack.putBack(rejected, BY);

        assertThat(s3.text("failed", PLACE)).isEqualTo("some bytes");
        AuditRecord now = now();
        assertThat(now.state()).isEqualTo(AuditState.REJECTED);
        assertThat(now.course().releasedAs()).isEqualTo(back.versionId());
        assertThat(now.history().getLast().by()).isEqualTo(BY);
    }

    @Test
    void putsBackOnceWhenItIsDoneAgain() {
        ObjectVersion first = putBack.putBack(rejected, BY);

        assertThat(putBack.putBack(rejected, BY)).isEqualTo(first);
        assertThat(s3.versionsOf("landing", KEY)).isEqualTo(1);
    }

    @Test
    void findsTheVersionThatAStoppedReleaseMade() {
        s3.beforeNext("HeadObject", () -> {});
        s3.failNext("HeadObject", 403);
        assertThatThrownBy(() -> putBack.putBack(rejected, BY)).isInstanceOf(S3Exception.class);
        assertThat(s3.versionsOf("landing", KEY)).isEqualTo(1);
        s3.put("landing", KEY, new byte[5]);

        ObjectVersion back = putBack.putBack(now(), BY);

        assertThat(s3.versionsOf("landing", KEY)).isEqualTo(2);
        assertThat(now().course().releasedAs()).isEqualTo(back.versionId());
        assertThat(ReleaseMark.of(head(back).metadata())).isPresent();
    }

    @Test
    void mayBeDoneAgainWhenTheCopyFailed() {
        s3.failNext("CopyObject", 503);
        assertThatThrownBy(() -> putBack.putBack(rejected, BY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Give the same command again");
        assertThat(s3.keys("landing")).isEmpty();

        ObjectVersion back = putBack.putBack(now(), BY);

        assertThat(s3.versionsOf("landing", KEY)).isEqualTo(1);
        assertThat(operators.promised(
                        rejected,
                        ReleaseMark.of(head(back).metadata()).orElseThrow().password()))
                .isTrue();
    }

    @Test
    void takesNoForgedMarkForItsOwn() {
        s3.putObject(
                p -> p.bucket("landing").key(KEY).metadata(new ReleaseMark(rejected.oid(), "guessed").metadata()),
                RequestBody.fromString("forged"));

        ObjectVersion back = putBack.putBack(rejected, BY);

        assertThat(s3.versionsOf("landing", KEY)).isEqualTo(2);
        assertThat(s3.text("landing", KEY)).isEqualTo("some bytes");
        assertThat(now().course().releasedAs()).isEqualTo(back.versionId());
    }

    @Test
    void looksNoFurtherBackThanTheRejectionAndAtNoLongerKey() {
        s3.put("landing", KEY + ".bak", new byte[1]);
        clock.pass(Duration.ofHours(2));

        putBack.putBack(rejected, BY);

        assertThat(s3.requests()).doesNotContain("HeadObject landing/" + KEY + ".bak");
    }

    @Test
    void saysSoWhenSomebodyElseReleasesItAtTheSameTime() {
        s3.beforeNext("CopyObject", () -> operators.promise(rejected, "theirs", "somebody else"));

        assertThatThrownBy(() -> putBack.putBack(rejected, BY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Somebody else");
        assertThat(now().course().releasedAs()).isNull();
    }

    @Test
    void promisesNothingWhenTheBytesAreNotThere() {
        String copy = s3.headObject(h -> h.bucket("failed").key(PLACE)).versionId();
        s3.remove("failed", PLACE, copy);

        assertThatThrownBy(() -> putBack.putBack(rejected, BY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Upload the file again");
        assertThat(now()).isEqualTo(rejected);
    }

    @Test
    void releasesNoCopyThatIsNotProved() {
        s3.beforeNext("HeadObject", () -> {});
        s3.beforeNext("HeadObject", () -> s3.corrupt("landing", KEY, new byte[3]));

        assertThatThrownBy(() -> putBack.putBack(rejected, BY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("differs")
                .hasMessageContaining("delete-object");
        assertThat(now().course().releasedAs()).isNull();
    }

    /// Its bytes are where they were; there is no copy in the failed bucket.
    @Test
    void putsTheBytesOfAnIngestedObjectIntoTheLandingBucketOnceMore() {
        AuditRecord ingested = ingested();

        ObjectVersion back = putBack.putBack(ingested, BY);

        assertThat(s3.versionsOf("landing", "orders/b.csv")).isEqualTo(2);
        assertThat(s3.text("landing", "orders/b.csv")).isEqualTo("more bytes");
        ReleaseMark mark = ReleaseMark.of(head(back).metadata()).orElseThrow();
        assertThat(operators.promised(ingested, mark.password())).isTrue();
        AuditRecord now = audit.find(ingested.oid()).orElseThrow();
        assertThat(now.state()).isEqualTo(AuditState.INGESTED);
        assertThat(now.course().releasedAs()).isEqualTo(back.versionId());
        assertThat(now.history().getLast().note()).contains("ingested again");

        // A try that came to nothing is followed by another one.
        assertThat(putBack.putBack(now, BY)).isNotEqualTo(back);
        assertThat(s3.versionsOf("landing", "orders/b.csv")).isEqualTo(3);
    }

    @Test
    void findsTheVersionThatAStoppedReingestMade() {
        AuditRecord ingested = ingested();
        // Of the original, then of the key's versions, which is itself, then of what was copied.
        s3.beforeNext("HeadObject", () -> {});
        s3.beforeNext("HeadObject", () -> {});
        s3.failNext("HeadObject", 403);
        assertThatThrownBy(() -> putBack.putBack(ingested, BY)).isInstanceOf(S3Exception.class);
        assertThat(s3.versionsOf("landing", "orders/b.csv")).isEqualTo(2);

        putBack.putBack(audit.find(ingested.oid()).orElseThrow(), BY);

        assertThat(s3.versionsOf("landing", "orders/b.csv")).isEqualTo(2);
    }

    @Test
    void saysThatTheBytesOfAnIngestedObjectWereRemoved() {
        AuditRecord ingested = ingested();
        s3.remove("landing", "orders/b.csv", ingested.version().versionId());

        assertThatThrownBy(() -> putBack.putBack(ingested, BY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no longer in the landing bucket")
                .hasMessageContaining("Its rows stay as they are");
    }

    private AuditRecord ingested() {
        String versionId = s3.putObject(
                        p -> p.bucket("landing").key("orders/b.csv"), RequestBody.fromString("more bytes"))
                .versionId();
        var version = new ObjectVersion("landing", "orders/b.csv", versionId);
        audit.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, "orders", version),
                version,
                AuditState.NEW,
                clock.instant(),
                10,
                null,
                null,
                null,
                null,
                null));
        AuditRecord claimed = audit.claim(version.id(), "ing-b", "a test", Duration.ofMinutes(1))
                .record();
        var pin = new ContractPin("orders", "1.0.0", "c0ffee");
        audit.move(claimed.claim(), new Move.Validated(1, "5a", pin), "a test");
        audit.move(claimed.claim(), new Move.LoadStarted(Duration.ofMinutes(1)), "a test");
        return audit.move(claimed.claim(), new Move.Ingested(1), "a test").record();
    }

    private AuditRecord now() {
        return audit.find(rejected.oid()).orElseThrow();
    }

    private HeadObjectResponse head(ObjectVersion version) {
        return s3.headObject(h -> h.bucket(version.bucket()).key(version.key()).versionId(version.versionId()));
    }
}
