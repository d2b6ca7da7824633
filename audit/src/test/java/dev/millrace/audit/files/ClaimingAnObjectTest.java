package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.faults.NoSuchObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClaimingAnObjectTest {
    private static final Duration AFTER_THE_LEASE = AuditFixture.LEASE.plusSeconds(1);

    private final AuditFixture fixture = new AuditFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void takesANewOneUnderTheFirstFence() {
        ClaimResult result = fixture.claim(fixture.recorded("a.csv"), AuditFixture.OURS);

        assertThat(result).isInstanceOf(ClaimResult.Claimed.class);
        AuditRecord record = result.record();
        assertThat(record.state()).isEqualTo(AuditState.VALIDATING);
        assertThat(record.fence()).isEqualTo(1);
        assertThat(record.claimant()).isEqualTo(AuditFixture.OURS);
        assertThat(record.leaseUntil()).isEqualTo(fixture.clock.instant().plus(AuditFixture.LEASE));
        assertThat(record.history()).hasSize(2);
        assertThat(record.history().getLast().by()).isEqualTo("Validate File of ing-ours");
    }

    @Test
    void takesOursAgainUnderTheNextFenceSinceAnAnswerMayBeLost() {
        AuditRecord first = fixture.claimed("a.csv");

        ClaimResult again = fixture.claim(first, AuditFixture.OURS);

        assertThat(again).isInstanceOf(ClaimResult.Claimed.class);
        assertThat(again.record().fence()).isEqualTo(2);
    }

    @Test
    void leavesWhatAnotherOneHolds() {
        AuditRecord held = fixture.claimed("a.csv");

        assertThat(fixture.claim(held, AuditFixture.THEIRS)).isEqualTo(new ClaimResult.Busy(held));
        assertThat(fixture.now(held)).isEqualTo(held);
    }

    @Test
    void leavesItUntilTheLastMomentOfTheLease() {
        AuditRecord held = fixture.claimed("a.csv");
        fixture.clock.pass(AuditFixture.LEASE);

        assertThat(fixture.claim(held, AuditFixture.THEIRS)).isInstanceOf(ClaimResult.Busy.class);
    }

    @Test
    void takesOverWhenTheLeaseHasEnded() {
        AuditRecord held = fixture.claimed("a.csv");
        fixture.clock.pass(AFTER_THE_LEASE);

        ClaimResult taken = fixture.claim(held, AuditFixture.THEIRS);

        assertThat(taken).isInstanceOf(ClaimResult.Claimed.class);
        assertThat(taken.record().fence()).isEqualTo(2);
        assertThat(taken.record().claimant()).isEqualTo(AuditFixture.THEIRS);
    }

    @Tag("H096")
    @Test
    void refusesTheOneFromWhomItWasTakenOver() {
        AuditRecord held = fixture.claimed("a.csv");
        fixture.clock.pass(AFTER_THE_LEASE);
        fixture.claim(held, AuditFixture.THEIRS);

        assertThat(fixture.move(held, new Move.Validated(3, "5ba", AuditFixture.PIN)))
                .isInstanceOf(MoveResult.Refused.class);
    }

    @Test
    void takesAnInvalidOneThatNobodyHeldYet() {
        AuditRecord unmatched = fixture.table.create(
                AuditFixture.newRecord("airports", AuditFixture.version("a.csv"), AuditState.INVALID));

        ClaimResult taken = fixture.claim(unmatched, AuditFixture.OURS);

        assertThat(taken).isInstanceOf(ClaimResult.Claimed.class);
        assertThat(taken.record().state()).isEqualTo(AuditState.INVALID);
        assertThat(taken.record().fence()).isEqualTo(1);
    }

    @Test
    void takesAnInvalidOneOfOursToResumeItsMove() {
        AuditRecord invalid = fixture.put(fixture.claimed("a.csv"), AuditState.INVALID);

        assertThat(fixture.claim(invalid, AuditFixture.OURS)).isInstanceOf(ClaimResult.Claimed.class);
    }

    @Test
    void leavesAnInvalidOneThatAnotherMoves() {
        AuditRecord invalid = fixture.put(fixture.claimed("a.csv"), AuditState.INVALID);

        assertThat(fixture.claim(invalid, AuditFixture.THEIRS)).isInstanceOf(ClaimResult.Busy.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"VALID", "LOADING", "HELD"})
    void givesOursBackAsItIsWhenItCameFurther(AuditState state) {
        AuditRecord further = fixture.put(fixture.claimed("a.csv"), state);

        assertThat(fixture.claim(further, AuditFixture.OURS)).isEqualTo(new ClaimResult.Resumed(further));
    }

    @Test
    void leavesOneThatAnotherIsLoading() {
        AuditRecord theirs = fixture.put(fixture.claimed("a.csv"), AuditState.LOADING);

        assertThat(fixture.claim(theirs, AuditFixture.THEIRS)).isEqualTo(new ClaimResult.Busy(theirs));
    }

    @Test
    void takesALoadOverWhenItsLeaseHasEnded() {
        AuditRecord theirs = fixture.put(fixture.claimed("a.csv"), AuditState.LOADING);
        fixture.clock.pass(AFTER_THE_LEASE);

        ClaimResult taken = fixture.claim(theirs, AuditFixture.THEIRS);

        assertThat(taken).isInstanceOf(ClaimResult.Claimed.class);
        assertThat(taken.record().state()).isEqualTo(AuditState.LOADING);
        assertThat(taken.record().fence()).isEqualTo(2);
    }

    /// VALID → VALID is no legal move: the sweep fails and replays such a one.
    @Test
    void leavesAValidOneOfAnotherToTheSweep() {
        AuditRecord theirs = fixture.put(fixture.claimed("a.csv"), AuditState.VALID);
        fixture.clock.pass(AFTER_THE_LEASE);

        assertThat(fixture.claim(theirs, AuditFixture.THEIRS)).isEqualTo(new ClaimResult.Busy(theirs));
    }

    @Test
    void leavesOneThatWaitsForAPerson() {
        AuditRecord held = fixture.put(fixture.claimed("a.csv"), AuditState.HELD);

        assertThat(fixture.claim(held, AuditFixture.THEIRS)).isEqualTo(new ClaimResult.Closed(held));
    }

    @ParameterizedTest
    @EnumSource(names = {"INGESTED", "REJECTED", "FAILED", "SUPERSEDED", "GONE", "IGNORED"})
    void leavesAClosedOneEvenIfItWasOurs(AuditState state) {
        AuditRecord closed = fixture.put(fixture.claimed("a.csv"), state);

        assertThat(fixture.claim(closed, AuditFixture.OURS)).isEqualTo(new ClaimResult.Closed(closed));
        assertThat(fixture.now(closed)).isEqualTo(closed);
    }

    @Test
    void refusesAnObjectThatWasNeverRecorded() {
        assertThatThrownBy(() -> fixture.table.claim(
                        AuditFixture.version("never.csv").id(), AuditFixture.OURS, "a test", AuditFixture.LEASE))
                .isInstanceOf(NoSuchObject.class);
    }

    @Test
    void isWonByExactlyOneOfEightWhoTryAtOnce() throws Exception {
        AuditRecord record = fixture.recorded("a.csv");
        var start = new CountDownLatch(1);
        var claims = new ArrayList<Callable<ClaimResult>>();
        for (int i = 0; i < 8; i++) {
            String execution = "ing-" + i;
            claims.add(() -> {
                start.await();
                return fixture.claim(record, execution);
            });
        }

        List<ClaimResult> results = all(claims, start);

        assertThat(results).filteredOn(r -> r instanceof ClaimResult.Claimed).hasSize(1);
        assertThat(results).filteredOn(r -> r instanceof ClaimResult.Busy).hasSize(7);
        assertThat(fixture.now(record).fence()).isEqualTo(1);
    }

    private static List<ClaimResult> all(List<Callable<ClaimResult>> claims, CountDownLatch start) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(claims.size())) {
            List<Future<ClaimResult>> futures =
                    claims.stream().map(threads::submit).toList();
            start.countDown();
            var results = new ArrayList<ClaimResult>();
            for (Future<ClaimResult> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
