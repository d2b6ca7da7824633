package dev.millrace.audit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.base.identity.ObjectId;
import dev.millrace.faults.NoSuchObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects of daily and monthly datasets, which batches take.
class EnlistingAnObjectTest {
    private static final String OURS = "bat-ours";
    private static final String THEIRS = "bat-theirs";

    private final AuditFixture fixture = new AuditFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private ClaimResult enlist(AuditRecord record, String execution) {
        return fixture.table.enlist(
                record.oid(), execution, "arn:of:" + execution, "Get New List of " + execution, AuditFixture.LEASE);
    }

    private AuditRecord enlisted(String key) {
        return enlist(fixture.recorded(key), OURS).record();
    }

    @Test
    void takesANewOneAndNamesTheBatchsExecution() {
        ClaimResult result = enlist(fixture.recorded("a.csv"), OURS);

        assertThat(result).isInstanceOf(ClaimResult.Claimed.class);
        AuditRecord record = result.record();
        assertThat(record.state()).isEqualTo(AuditState.VALIDATING);
        assertThat(record.fence()).isEqualTo(1);
        assertThat(record.claimant()).isEqualTo(OURS);
        assertThat(record.executionArn()).isEqualTo("arn:of:" + OURS);
        assertThat(record.leaseUntil()).isEqualTo(fixture.clock.instant().plus(AuditFixture.LEASE));
        assertThat(record.history().getLast().by()).isEqualTo("Get New List of " + OURS);
        assertThat(fixture.now(record)).isEqualTo(record);
    }

    @Test
    void givesOursAgainUnderTheSameFenceSinceAnAnswerMayBeLost() {
        AuditRecord first = enlisted("a.csv");

        assertThat(enlist(first, OURS)).isEqualTo(new ClaimResult.Claimed(first));
        assertThat(fixture.now(first)).isEqualTo(first);
    }

    /// Else the page that it is on would be shorter when it is asked for again.
    @ParameterizedTest
    @EnumSource(names = {"VALID", "LOADING", "INVALID", "REJECTED", "HELD", "FAILED", "INGESTED", "GONE"})
    void givesOursAgainHoweverFarItCame(AuditState state) {
        AuditRecord further = fixture.put(enlisted("a.csv"), state);

        assertThat(enlist(further, OURS)).isEqualTo(new ClaimResult.Claimed(further));
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATING", "VALID", "LOADING", "INVALID"})
    void leavesWhatAnotherBatchIsAt(AuditState state) {
        AuditRecord held = fixture.put(enlisted("a.csv"), state);

        assertThat(enlist(held, THEIRS)).isEqualTo(new ClaimResult.Busy(held));
        assertThat(fixture.now(held)).isEqualTo(held);
    }

    /// Batches outlive leases; whether one has ended is asked of Step Functions.
    @Test
    void leavesWhatAnotherBatchIsAtEvenAfterItsLease() {
        AuditRecord held = enlisted("a.csv");
        fixture.clock.pass(AuditFixture.LEASE.plus(Duration.ofDays(1)));

        assertThat(enlist(held, THEIRS)).isEqualTo(new ClaimResult.Busy(held));
    }

    @ParameterizedTest
    @EnumSource(names = {"INGESTED", "REJECTED", "SUPERSEDED", "GONE", "IGNORED", "APPLIED", "FAILED", "HELD"})
    void leavesWhatIsClosedOrWaits(AuditState state) {
        AuditRecord closed = fixture.put(enlisted("a.csv"), state);

        assertThat(enlist(closed, THEIRS)).isEqualTo(new ClaimResult.Closed(closed));
        assertThat(fixture.now(closed)).isEqualTo(closed);
    }

    @Test
    void refusesAnObjectThatWasNeverRecorded() {
        ObjectId never = AuditFixture.version("never.csv").id();

        assertThatThrownBy(() -> fixture.table.enlist(never, OURS, "an ARN", "a test", AuditFixture.LEASE))
                .isInstanceOf(NoSuchObject.class);
    }

    @Test
    void isWonByExactlyOneOfEightWhoTryAtOnce() throws Exception {
        AuditRecord record = fixture.recorded("a.csv");
        var start = new CountDownLatch(1);
        var claims = new ArrayList<Callable<ClaimResult>>();
        for (int i = 0; i < 8; i++) {
            String execution = "bat-" + i;
            claims.add(() -> {
                start.await();
                return enlist(record, execution);
            });
        }

        var results = new ArrayList<ClaimResult>();
        try (ExecutorService threads = Executors.newFixedThreadPool(claims.size())) {
            List<Future<ClaimResult>> futures =
                    claims.stream().map(threads::submit).toList();
            start.countDown();
            for (Future<ClaimResult> future : futures) {
                results.add(future.get());
            }
        }

        assertThat(results).filteredOn(r -> r instanceof ClaimResult.Claimed).hasSize(1);
        assertThat(results).filteredOn(r -> r instanceof ClaimResult.Busy).hasSize(7);
        assertThat(fixture.now(record).fence()).isEqualTo(1);
    }

    /// DynamoDB reads at most 100 items at once.
    @Test
    void findsARecordForEachObjectInTheOrderAskedFor() {
        List<AuditRecord> recorded = IntStream.range(0, 120)
                .mapToObj(i -> fixture.recorded(i + ".csv"))
                .toList();
        var asked = new ArrayList<>(
                recorded.reversed().stream().map(AuditRecord::oid).toList());
        asked.add(7, AuditFixture.version("never.csv").id());

        assertThat(fixture.table.findAll(asked)).isEqualTo(recorded.reversed());
        assertThat(fixture.table.findAll(List.of())).isEmpty();
    }
}
