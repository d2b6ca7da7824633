package dev.millrace.audit.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditFixture;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.MoveResult;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.base.identity.VersionOrder;
import dev.millrace.contract.Cadence;
import dev.millrace.judging.sets.FileFacts;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetsOfFilesTest {
    private static final SetId SET = new SetId("airports", "landing", "in/all.ctl");
    private static final Move.Waits WAITS = new Move.Waits("Waits for its control file", "in/all.ctl");
    private static final Move.Applied APPLIED = new Move.Applied("A control file", AuditFixture.PIN);

    private final AuditFixture fixture = new AuditFixture();
    private final DynamoFileSets sets = new DynamoFileSets(fixture.local.client(), LocalAuditTable.NAME, fixture.clock);
    private final DynamoOperatorActions operators =
            new DynamoOperatorActions(fixture.local.client(), LocalAuditTable.NAME, fixture.clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static FileFacts facts(String key, @Nullable String md5) {
        return new FileFacts(key, 10, 3, "0".repeat(64), md5);
    }

    private Member member(AuditRecord record) {
        return Member.of(record, facts(record.version().key(), "1".repeat(32)));
    }

    private MoveResult hold(AuditRecord record) {
        return sets.hold(SET, record.claim(), member(record), WAITS, "a test");
    }

    @Test
    void letsAFileWaitInOneWriteWithItsMove() {
        AuditRecord claimed = fixture.claimed("in/a.csv");

        AuditRecord held = hold(claimed).record();

        assertThat(held.state()).isEqualTo(AuditState.HELD);
        assertThat(held.course().waitsFor()).isEqualTo("in/all.ctl");
        assertThat(held.course().owed()).isNull();
        assertThat(held.leaseUntil()).isNull();
        var waiting = new Member.Waiting(held.fence(), "Waits for its control file", held.time(), false);
        Member member = member(claimed);
        assertThat(sets.members(SET))
                .containsExactly(new Member(member.oid(), member.facts(), member.arrived(), member.exact(), waiting));
        assertThat(sets.waiting()).containsExactly(new FileSets.WaitingSet(SET, held.time()));
        assertThat(hold(claimed)).isInstanceOf(MoveResult.MovedBefore.class);
    }

    @Test
    void letsNoFileWaitUnderAStaleClaim() {
        AuditRecord claimed = fixture.claimed("in/a.csv");
        fixture.clock.pass(AuditFixture.LEASE.plusSeconds(1));
        fixture.claim(claimed, AuditFixture.THEIRS);

        assertThat(hold(claimed)).isInstanceOf(MoveResult.Refused.class);
        assertThat(sets.members(SET)).isEmpty();
    }

    /// An attempt that was left behind may write what it read of the file long after.
    @Test
    void forgetsNotThatAFileWaitsWhenItIsWrittenDownAgainThatItCame() {
        AuditRecord claimed = fixture.claimed("in/a.csv");
        sets.join(SET, member(claimed));
        assertThat(sets.members(SET)).extracting(Member::waiting).containsOnlyNulls();
        hold(claimed);

        sets.join(SET, Member.of(claimed, facts("in/a.csv", null)));

        assertThat(sets.members(SET))
                .singleElement()
                .satisfies(member -> assertThat(member.waiting()).isNotNull());
    }

    @Test
    void endsAWaitOnlyAsItWasSeen() {
        AuditRecord claimed = fixture.claimed("in/a.csv");
        hold(claimed);
        Member seen = sets.members(SET).getFirst();
        AuditRecord again = fixture.claim(
                        operators
                                .goOn(fixture.now(claimed), "arn", "It came", "a test")
                                .orElseThrow(),
                        AuditFixture.THEIRS)
                .record();
        hold(again);

        sets.waitsNoLonger(SET, seen);
        assertThat(sets.members(SET).getFirst().waiting()).isNotNull();

        sets.waitsNoLonger(SET, sets.members(SET).getFirst());
        assertThat(sets.members(SET).getFirst().waiting()).isNull();
    }

    @Test
    void writesDownWhyAFileWaitsNow() {
        AuditRecord claimed = fixture.claimed("in/a.csv");
        AuditRecord held = hold(claimed).record();
        var now = new Member.Waiting(held.fence(), "Waits for b", held.time(), true);

        sets.waits(SET, sets.members(SET).getFirst(), now);
        AuditRecord explained = operators.explain(held, "Waits for b").orElseThrow();

        assertThat(sets.members(SET).getFirst().waiting()).isEqualTo(now);
        assertThat(explained.reason()).isEqualTo("Waits for b");
        assertThat(explained.history()).isEqualTo(held.history());
        assertThat(explained.time()).isEqualTo(held.time());
    }

    @Test
    void letsAHeldFileGoOnWithoutWaivingAnything() {
        AuditRecord held = hold(fixture.claimed("in/a.csv")).record();

        AuditRecord goesOn =
                operators.goOn(held, "arn:again", "It came", "a test").orElseThrow();

        assertThat(goesOn.state()).isEqualTo(AuditState.NEW);
        assertThat(goesOn.executionArn()).isEqualTo("arn:again");
        assertThat(goesOn.course().waived()).isFalse();
        assertThat(goesOn.course().waitsFor()).isNull();
        assertThat(goesOn.reason()).isNull();
        assertThat(operators.goOn(held, "arn:again", "It came", "a test"))
                .as("once")
                .isEmpty();
        assertThat(operators.explain(held, "Waits")).isEmpty();
        assertThat(operators.remind(held, "It waits", "a test")).isEmpty();
    }

    @Test
    void letsOwnersBeToldThatAFileWaits() {
        AuditRecord held = hold(fixture.claimed("in/a.csv")).record();
        fixture.clock.pass(Duration.ofHours(5));

        AuditRecord reminded = operators.remind(held, "It waits", "a test").orElseThrow();

        assertThat(reminded.course().owed()).isEqualTo("HELD#1");
        assertThat(reminded.state()).isEqualTo(AuditState.HELD);
        assertThat(reminded.time()).isEqualTo(fixture.clock.instant());
        assertThat(reminded.reason()).isEqualTo(held.reason());
        assertThat(reminded.history()).hasSize(held.history().size() + 1);
    }

    @Test
    void putsAControlFileInForceInOneWriteWithItsMove() {
        AuditRecord control = fixture.claimed("in/all.ctl");

        AuditRecord applied = sets.apply(SET, control.claim(), APPLIED, 17, "a test");

        assertThat(applied.state()).isEqualTo(AuditState.APPLIED);
        assertThat(applied.contract()).isEqualTo(AuditFixture.PIN);
        assertThat(sets.control(SET))
                .hasValue(new Control(control.version(), 17, control.order(), control.arrived(), true));
        assertThat(sets.apply(SET, control.claim(), APPLIED, 17, "a test")).isEqualTo(applied);
        assertThat(sets.members(SET)).isEmpty();
    }

    @Test
    void keepsTheNewestVersionOfAControlFileInForce() {
        AuditRecord older = claimedVersion("v1", "0055AED6DCD90281E5");
        AuditRecord newer = claimedVersion("v2", "0055AED6DCD90281E6");
        AuditRecord newest = claimedVersion("v3", "0055AED6DCD90281E7");

        assertThat(sets.apply(SET, newer.claim(), APPLIED, 1, "a test").state()).isEqualTo(AuditState.APPLIED);
        assertThat(sets.apply(SET, older.claim(), APPLIED, 1, "a test").state()).isEqualTo(AuditState.SUPERSEDED);
        assertThat(sets.control(SET).orElseThrow().version()).isEqualTo(newer.version());

        assertThat(sets.apply(SET, newest.claim(), APPLIED, 1, "a test").state())
                .isEqualTo(AuditState.APPLIED);
        assertThat(sets.control(SET).orElseThrow().version()).isEqualTo(newest.version());
    }

    private AuditRecord claimedVersion(String versionId, String sequencer) {
        var version = new ObjectVersion("landing", "in/all.ctl", versionId);
        AuditRecord created = fixture.table.create(new NewRecord(
                AuditKey.of(Cadence.ON_ARRIVAL, "airports", version),
                version,
                AuditState.NEW,
                fixture.clock.instant(),
                1,
                null,
                sequencer,
                null,
                null,
                null));
        return fixture.claim(created, AuditFixture.OURS).record();
    }

    @Test
    void putsNothingInForceUnderAStaleClaim() {
        AuditRecord control = fixture.claimed("in/all.ctl");
        fixture.clock.pass(AuditFixture.LEASE.plusSeconds(1));
        fixture.claim(control, AuditFixture.THEIRS);

        assertThat(sets.apply(SET, control.claim(), APPLIED, 1, "a test").state())
                .isEqualTo(AuditState.VALIDATING);
        assertThat(sets.control(SET)).isEmpty();
    }

    @Test
    void keepsASetInMindWhileAFileMayBeAboutToWait() {
        hold(fixture.claimed("in/a.csv"));
        FileSets.WaitingSet first = sets.waiting().getFirst();
        fixture.clock.pass(Duration.ofMinutes(21));
        hold(fixture.claimed("in/b.csv"));

        sets.noneWaits(first);
        assertThat(sets.waiting()).as("another one began to wait").hasSize(1);
        sets.noneWaits(sets.waiting().getFirst());
        assertThat(sets.waiting()).as("it is too early to say").hasSize(1);
        fixture.clock.pass(Duration.ofMinutes(21));
        sets.noneWaits(sets.waiting().getFirst());

        assertThat(sets.waiting()).isEmpty();
    }

    /// What the sweep found is timed to the second.
    @ParameterizedTest
    @CsvSource({
        "12:00:00.500, true,  12:00:00.500, true,  false",
        "12:00:00.501, true,  12:00:00.500, true,  true",
        "12:00:00.499, true,  12:00:00.500, true,  false",
        "12:00:00.900, true,  12:00:00.000, false, false",
        "12:00:01.000, true,  12:00:00.000, false, true",
        "12:00:00.000, false, 12:00:00.100, true,  false",
        "12:00:01.000, false, 12:00:00.900, true,  true"
    })
    void tellsWhatCameAfterAMarker(String file, boolean exact, String marker, boolean markerExact, boolean after) {
        Instant at = Instant.parse("2026-11-21T" + file + "Z");
        var member = new Member(new ObjectId("0".repeat(64)), facts("in/a.csv", null), at, exact, null);
        var control = new Control(
                AuditFixture.version("in/_SUCCESS"),
                0,
                VersionOrder.FIRST,
                Instant.parse("2026-11-21T" + marker + "Z"),
                markerExact);

        assertThat(member.isAfter(control)).isEqualTo(after);
    }
}
