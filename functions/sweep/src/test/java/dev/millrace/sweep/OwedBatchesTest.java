package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchCounts;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.batches.DynamoBatchTries;
import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.contract.Cadence;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A dataset with batches and a file that waits for one; the sweep comes every five minutes.
class OwedBatchesTest {
    private static final Duration SWEEP = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofMinutes(30);

    private final Swept swept = new Swept();
    private final DynamoBatchTries tries = new DynamoBatchTries(swept.local.client(), LocalAuditTable.NAME);
    private final List<BatchRef> startedBySweep = new ArrayList<>();

    @AfterEach
    void close() {
        swept.close();
    }

    private AuditRecord landed(String cadence) {
        swept.contracts.apply(Samples.contract(cadence));
        return swept.arrived(Samples.KEY);
    }

    /// An hour before batches are due, which they are at the end of this.
    private AuditRecord landedBefore(String due, String cadence) {
        until(Instant.parse(due).minus(Duration.ofHours(1)).toString());
        AuditRecord file = landed(cadence);
        until(due);
        return file;
    }

    private void until(String time) {
        swept.clock.pass(Duration.between(swept.clock.instant(), Instant.parse(time)));
    }

    private static BatchRef ref(String cadence, Instant due) {
        return BatchRef.at(Samples.DATASET, cadence, due);
    }

    /// A batch takes the file, and comes to this end minutes later.
    private void batch(BatchRef ref, AuditRecord file, BatchState end) {
        String arn = swept.executions.start(ref);
        swept.batches.begin(ref, arn);
        if (swept.now(file).state() == AuditState.FAILED) {
            swept.operators.replay(swept.now(file), null, "a test");
        }
        AuditRecord claimed = swept.audit
                .enlist(file.oid(), ref.executionName(), arn, "a test", LEASE)
                .record();
        swept.clock.pass(Duration.ofMinutes(3));
        Move move = end == BatchState.FAILED
                ? new Move.FailedWithBatch("JobFailed: down")
                : new Move.Vanished("It is done, as far as batches are concerned");
        swept.audit.move(claimed.claim(), move, "a test");
        swept.batches.close(ref, end, BatchCounts.of(swept.now(file)), "");
        swept.executions.end(ref);
    }

    /// Looks for owed batches alone.
    private long look() {
        var findings = new SweepReport();
        var owed = new OwedBatches(
                swept.batches,
                tries,
                new AuditReader(swept.local.client(), LocalAuditTable.NAME),
                swept.audit,
                swept.contracts::current,
                swept.executions,
                swept.schedules);
        owed.sweep(swept.clock.instant(), swept.clock.instant(), findings, Deadline.never());
        assertThat(findings.of(SweepReport.Kind.TROUBLES)).isZero();
        return findings.of(SweepReport.Kind.BATCHES_STARTED);
    }

    /// How many batches the sweep starts until a time; each comes to this end.
    private int sweepUntil(String time, String cadence, AuditRecord file, BatchState end) {
        return sweepUntil(time, SWEEP, cadence, file, end);
    }

    private int sweepUntil(String time, Duration pause, String cadence, AuditRecord file, BatchState end) {
        int started = 0;
        while (swept.clock.instant().isBefore(Instant.parse(time))) {
            if (look() == 1) {
                started++;
                BatchRef ref = ref(cadence, swept.clock.instant());
                assertThat(swept.executions.started()).contains("arn:execution:" + ref.executionName());
                startedBySweep.add(ref);
                batch(ref, file, end);
            }
            swept.clock.pass(pause);
        }
        return started;
    }

    /// The night decides: else the file would wait for another day, or another month.
    @ParameterizedTest
    @CsvSource({"daily,2026-12-01T02:00:00Z", "monthly,2026-12-01T04:00:00Z"})
    void makesUpForABatchThatFailedInTheSameNight(String cadence, String due) {
        AuditRecord file = landedBefore(due, cadence);
        batch(ref(cadence, swept.clock.instant()), file, BatchState.FAILED);

        assertThat(sweepUntil("2026-12-01T05:00:00Z", cadence, file, BatchState.SUCCEEDED))
                .isEqualTo(1);

        assertThat(began(0)).isBefore(Instant.parse(due).plus(Duration.ofMinutes(20)));
        assertThat(sweepUntil("2026-12-03T00:00:00Z", cadence, file, BatchState.SUCCEEDED))
                .isZero();
        assertThat(tries.of(Samples.DATASET)).isEmpty();
    }

    /// Its event was lost, start-batches failed for an hour, or the batch met another one that was at work.
    @ParameterizedTest
    @CsvSource({"daily,2026-12-01T02:00:00Z", "monthly,2026-12-01T04:00:00Z"})
    void makesUpForABatchThatNeverBegan(String cadence, String due) {
        AuditRecord file = landedBefore(due, cadence);
        assertThat(look()).as("it may still come").isZero();

        assertThat(sweepUntil("2026-12-01T05:00:00Z", cadence, file, BatchState.SUCCEEDED))
                .isEqualTo(1);
    }

    @Test
    void leavesAFileThatCameSinceToTheNextBatch() {
        until("2026-12-01T02:00:30Z");
        AuditRecord file = landed("daily");

        assertThat(sweepUntil("2026-12-02T02:00:00Z", "daily", file, BatchState.SUCCEEDED))
                .isZero();
        assertThat(sweepUntil("2026-12-02T03:00:00Z", "daily", file, BatchState.SUCCEEDED))
                .isEqualTo(1);
    }

    /// A person decided when it goes on: `release` says that it waits for the next batch.
    @Test
    void leavesAFileThatAPersonReleasedToTheNextBatch() {
        AuditRecord file = landed("monthly");
        AuditRecord claimed = swept.audit
                .enlist(file.oid(), "bat-1", "arn:execution:bat-1", "a test", LEASE)
                .record();
        swept.audit.move(claimed.claim(), new Move.Held("too big"), "a test");
        until("2026-12-10T00:00:00Z");
        swept.operators.release(swept.now(file), null, "a person");

        assertThat(sweepUntil("2026-12-11T00:00:00Z", "monthly", file, BatchState.SUCCEEDED))
                .isZero();
    }

    /// It went on while a batch was at work, which did not take it.
    @Test
    void startsABatchForAFileThatOneLeft() {
        AuditRecord file = landed("monthly");
        AuditRecord claimed = swept.audit
                .enlist(file.oid(), "bat-1", "arn:execution:bat-1", "a test", LEASE)
                .record();
        swept.audit.move(claimed.claim(), new Move.Held("waits for its set"), "a test");
        until("2026-12-01T04:10:00Z");
        swept.operators.goOn(swept.now(file), null, "What it waited for came", "a test");

        assertThat(sweepUntil("2026-12-01T05:00:00Z", "monthly", file, BatchState.SUCCEEDED))
                .isEqualTo(1);
    }

    @Tag("H090")
    @Test
    void waitsForABatchThatIsAtWork() {
        AuditRecord file = landed("daily");
        until("2026-12-01T02:00:00Z");
        BatchRef atWork = ref("daily", swept.clock.instant());
        swept.batches.begin(atWork, swept.executions.start(atWork));

        assertThat(sweepUntil("2026-12-01T05:00:00Z", "daily", file, BatchState.SUCCEEDED))
                .isZero();

        swept.batches.close(atWork, BatchState.EMPTY, BatchCounts.NONE, "");
        assertThat(sweepUntil("2026-12-01T06:00:00Z", "daily", file, BatchState.SUCCEEDED))
                .isEqualTo(1);
    }

    /// Pauses grow from 5 minutes to 6 hours, and an end is put to it: nobody pays for a job every five
    /// minutes.
    @Test
    void triesEverMoreRarelyAndSoOftenAWindowAndNoMore() {
        AuditRecord file = landed("monthly");
        until("2026-12-01T04:00:00Z");
        batch(ref("monthly", swept.clock.instant()), file, BatchState.FAILED);

        int started = sweepUntil("2026-12-08T00:00:00Z", Duration.ofMinutes(20), "monthly", file, BatchState.FAILED);

        assertThat(started).isEqualTo(OwedBatches.MOST);
        List<Long> minutes = new ArrayList<>();
        for (int i = 1; i < startedBySweep.size(); i++) {
            minutes.add(Duration.between(began(i - 1), began(i)).toMinutes());
        }
        assertThat(minutes)
                .isSorted()
                .first()
                .satisfies(first -> assertThat(first).isBetween(10L, 25L));
        assertThat(minutes.getLast()).isBetween(360L, 380L);
        assertThat(tries.of(Samples.DATASET))
                .get()
                .matches(known -> known.batches().size() == OwedBatches.MOST);

        until("2027-01-01T04:00:00Z");
        assertThat(sweepUntil("2027-01-01T06:00:00Z", "monthly", file, BatchState.SUCCEEDED))
                .as("a new window")
                .isEqualTo(1);
    }

    private Instant began(int number) {
        return swept.batches.find(startedBySweep.get(number)).map(Batch::began).orElseThrow();
    }

    /// Owners heard of the batch that failed, so they are not to hear of each try; of one that nobody heard
    /// of, they are.
    @ParameterizedTest
    @CsvSource({"true,true", "false,false"})
    void remembersWhetherOwnersHeardOfTheTrouble(boolean failed, boolean told) {
        AuditRecord file = landed("daily");
        until("2026-12-01T02:00:00Z");
        if (failed) {
            batch(ref("daily", swept.clock.instant()), file, BatchState.FAILED);
        }
        swept.clock.pass(Duration.ofMinutes(6));

        assertThat(look()).isEqualTo(1);

        assertThat(tries.of(Samples.DATASET)).get().matches(known -> known.told() == told);
    }

    @Test
    void startsNoneWhereFilesAreIngestedOnArrivalOrTheStackHasNoJob() {
        AuditRecord file = landed("daily");
        until("2026-12-01T03:00:00Z");
        Map<Cadence, Schedule> usual = swept.schedules;
        swept.schedules = Map.of();
        assertThat(swept.sweep()).containsEntry("batchesStarted", 0L);

        swept.schedules = usual;
        swept.contracts.apply(Samples.contract("on-arrival"));
        assertThat(swept.sweep()).containsEntry("batchesStarted", 0L).containsEntry("started", 1L);
        assertThat(swept.now(file).executionArn()).isNotNull();
    }
}
