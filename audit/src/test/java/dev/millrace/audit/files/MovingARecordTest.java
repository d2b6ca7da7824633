package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.faults.NoSuchObject;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MovingARecordTest {
    private final AuditFixture fixture = new AuditFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void keepsTheWholeHistoryInOrder() {
        AuditRecord record = fixture.claimed("a.csv");
        Stream.of(
                        new Move.Validated(3, "5ba", AuditFixture.PIN),
                        new Move.LoadStarted(AuditFixture.LEASE),
                        new Move.Ingested(3))
                .forEach(move -> {
                    fixture.clock.pass(Duration.ofSeconds(1));
                    fixture.move(record, move);
                });

        AuditRecord ingested = fixture.now(record);

        assertThat(ingested.history())
                .extracting(HistoryEntry::state)
                .containsExactly(
                        AuditState.NEW,
                        AuditState.VALIDATING,
                        AuditState.VALID,
                        AuditState.LOADING,
                        AuditState.INGESTED);
        assertThat(ingested.history()).extracting(HistoryEntry::at).isSorted();
        assertThat(ingested.time()).isEqualTo(fixture.clock.instant());
        assertThat(ingested.rows()).isEqualTo(3);
        assertThat(ingested.contentSha256()).isEqualTo("5ba");
        assertThat(ingested.pinnedContract()).contains(AuditFixture.PIN);
    }

    @Test
    void remembersWhereTheFindingsAndTheFileAre() {
        AuditRecord record = fixture.claimed("a.csv");
        fixture.move(record, new Move.Refused("line 3: wrong", 2, "airports/x.findings.json", null, null));

        fixture.move(record, new Move.SetAside("airports/x.csv"));

        AuditRecord rejected = fixture.now(record);
        assertThat(rejected.state()).isEqualTo(AuditState.REJECTED);
        assertThat(rejected.reason()).isEqualTo("line 3: wrong");
        assertThat(rejected.findings()).isEqualTo(2);
        assertThat(rejected.findingsKey()).isEqualTo("airports/x.findings.json");
        assertThat(rejected.failedKey()).isEqualTo("airports/x.csv");
        assertThat(rejected.contentSha256()).isNull();
    }

    /// It may be another contract that judges it then.
    @Test
    void forgetsWhatWasFoundOnceNothingIsFoundAnyMore() {
        AuditRecord record = fixture.claimed("a.csv");
        var remarks = new Remarks(1, 2, "airports/x.remarks.json");
        AuditRecord valid = fixture.move(record, new Move.Validated(3, "5ba", AuditFixture.PIN, remarks))
                .record();
        assertThat(valid.remarks()).isEqualTo(remarks);
        fixture.put(valid, AuditState.VALIDATING);

        AuditRecord again = fixture.move(record, new Move.Validated(3, "5ba", AuditFixture.PIN))
                .record();

        assertThat(again.remarks()).isNull();
        assertThat(fixture.item(again)).doesNotContainKeys("remarks", "rowsSetAside", "remarksKey");
    }

    @Test
    void tellsAMoveThatItMadeBeforeFromOneThatIsRefused() {
        AuditRecord record = fixture.claimed("a.csv");
        var validated = new Move.Validated(3, "5ba", AuditFixture.PIN);
        AuditRecord once = fixture.move(record, validated).record();

        assertThat(fixture.move(record, validated)).isEqualTo(new MoveResult.MovedBefore(once));
        assertThat(fixture.now(record)).isEqualTo(once);
    }

    @Test
    void leavesTheFenceToClaims() {
        AuditRecord record = fixture.claimed("a.csv");

        assertThat(fixture.move(record, new Move.Held("too big")).record().fence())
                .isEqualTo(record.fence());
    }

    @Test
    void givesTheLoadALeaseOfItsOwn() {
        AuditRecord record = fixture.claimed("a.csv");
        fixture.move(record, new Move.Validated(3, "5ba", AuditFixture.PIN));

        AuditRecord loading =
                fixture.move(record, new Move.LoadStarted(Duration.ofHours(3))).record();

        assertThat(loading.leaseUntil()).isEqualTo(fixture.clock.instant().plus(Duration.ofHours(3)));
    }

    @Test
    void cutsAReasonThatIsTooLongForATable() {
        AuditRecord record = fixture.claimed("a.csv");

        String reason =
                fixture.move(record, new Move.Held("x".repeat(5000))).record().reason();

        assertThat(reason).hasSize(1000).endsWith("x…");
    }

    @Test
    void neverCutsAReasonWithinACharacter() {
        AuditRecord record = fixture.claimed("a.csv");

        String reason = fixture.move(record, new Move.Held("x".repeat(998) + "😀" + "x".repeat(99)))
                .record()
                .reason();

        assertThat(reason).isEqualTo("x".repeat(998) + "…");
    }

    /// An item of DynamoDB has 400 KB at most, so the middle of a long history is left out. The sweep replays once a
    /// day.
    @Test
    @Tag("H094")
    void hasRoomForMonthsOfFailures() {
        var operators = new DynamoOperatorActions(fixture.local.client(), LocalAuditTable.NAME, fixture.clock);
        AuditRecord record = fixture.recorded("😀".repeat(256));
        for (int day = 0; day < 120; day++) {
            AuditRecord claimed = fixture.claim(record, AuditFixture.OURS).record();
            AuditRecord failed =
                    fixture.move(claimed, new Move.Failed("x".repeat(5000))).record();
            record = operators.replay(failed, "arn:of:execution", "sweep").orElseThrow();
        }

        assertThat(record.history())
                .hasSizeLessThan(1 + 3 * 120)
                .anySatisfy(entry -> assertThat(entry.note()).contains("left out of the history"));
        assertThat(record.state()).isEqualTo(AuditState.NEW);
    }

    @Test
    void createsNoRecordWhereThereIsNone() {
        AuditRecord record = fixture.claimed("a.csv");
        var elsewhere = new Claim("on-arrival/other", "nothing", record.oid().hex(), 1);

        assertThatThrownBy(() -> fixture.table.move(elsewhere, new Move.Held("x"), "a test"))
                .isInstanceOf(NoSuchObject.class);
        assertThat(fixture.table.read(elsewhere.key())).isEmpty();
    }
}
