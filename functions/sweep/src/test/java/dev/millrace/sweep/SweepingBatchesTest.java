package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.batches.Batch;
import dev.millrace.audit.batches.BatchRef;
import dev.millrace.audit.batches.BatchState;
import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A batch with one file, as its execution left it.
class SweepingBatchesTest {
    private static final Duration LEASE = Duration.ofMinutes(30);

    private final Swept swept = new Swept();
    private final BatchRef ref = BatchRef.at(Samples.DATASET, "daily", swept.clock.instant());

    /// No batch is owed: see [OwedBatchesTest].
    @BeforeEach
    void apply() {
        swept.schedules = Map.of();
        swept.contracts.apply(Samples.contract());
    }

    @AfterEach
    void close() {
        swept.close();
    }

    private AuditRecord claimedByABatch() {
        ObjectVersion version = swept.upload(Samples.KEY);
        swept.audit.create(new NewRecord(
                AuditKey.of(Cadence.DAILY, Samples.DATASET, version),
                version,
                AuditState.NEW,
                swept.clock.instant(),
                10,
                null,
                null,
                null,
                null,
                null));
        String arn = swept.executions.start(ref);
        swept.batches.begin(ref, arn);
        swept.batches.write(ref, 1, List.of(version.id()));
        return swept.audit
                .enlist(version.id(), ref.executionName(), arn, "a test", LEASE)
                .record();
    }

    /// Without a row, so that no job has to say what became of it.
    private AuditRecord staged(AuditRecord record) {
        var pin = swept.contracts.current().contracts().getFirst().pin();
        swept.audit.move(record.claim(), new Move.Validated(0, "5ba", pin), "a test");
        return swept.audit
                .move(record.claim(), new Move.LoadStarted(LEASE), "a test")
                .record();
    }

    private Batch batch() {
        return swept.batches.find(ref).orElseThrow();
    }

    private void longAfter() {
        swept.clock.pass(LEASE.plus(Swept.GRACE).plusSeconds(1));
    }

    @Test
    void closesABatchWhoseExecutionDied() {
        AuditRecord file = claimedByABatch();
        swept.executions.end(ref);
        longAfter();

        assertThat(swept.sweep())
                .containsEntry("batchesClosed", 1L)
                .containsEntry("failedUnheard", 0L)
                .containsEntry("troubles", 0L);

        assertThat(batch().state()).isEqualTo(BatchState.FAILED);
        assertThat(batch().reason()).isEqualTo(Batch.DIED);
        assertThat(swept.now(file).state()).isEqualTo(AuditState.FAILED);
        assertThat(swept.batches.running(Samples.DATASET)).isEmpty();
        assertThat(swept.batches.owed()).containsExactly(ref);
        assertThat(swept.sweep()).containsEntry("batchesClosed", 0L);
    }

    @Test
    void completesABatchThatDiedAfterItWasCommitted() {
        AuditRecord file = staged(claimedByABatch());
        swept.batches.commit(ref);
        swept.executions.end(ref);
        longAfter();

        assertThat(swept.sweep()).containsEntry("batchesClosed", 1L);

        assertThat(batch().state()).isEqualTo(BatchState.SUCCEEDED);
        assertThat(swept.now(file).state()).isEqualTo(AuditState.INGESTED);
    }

    /// However long it runs: each of its files' leases has ended.
    @Test
    void leavesABatchThatRuns() {
        AuditRecord file = claimedByABatch();
        swept.clock.pass(Duration.ofHours(20));

        assertThat(swept.sweep()).containsEntry("batchesClosed", 0L).containsEntry("failedUnheard", 0L);

        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(swept.now(file)).isEqualTo(file);
    }

    @Test
    void leavesABatchWhoseEndMayStillBeHeardOf() {
        claimedByABatch();
        swept.executions.end(ref);
        swept.clock.pass(Swept.GRACE);

        assertThat(swept.sweep()).containsEntry("batchesClosed", 0L);
        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
    }

    @Test
    void leavesABatchToTheNextSweepWhenItsTimeIsUp() {
        claimedByABatch();
        swept.executions.end(ref);
        longAfter();

        assertThat(swept.sweep(Deadline.in(Duration.ZERO))).containsEntry("batchesClosed", 0L);
        assertThat(swept.sweep()).containsEntry("batchesClosed", 1L);
    }

    /// Whatever is wrong with one dataset's batch must not keep another's lock.
    @Test
    void countsABatchThatItCannotCloseAndGoesOn() {
        AuditRecord broken = claimedByABatch();
        swept.executions.end(ref);
        swept.set(broken, "state", AttributeValue.fromS("ODD"));
        byte[] other = Samples.replaced(
                        Samples.replaced(
                                new String(Samples.contract(), StandardCharsets.UTF_8), "event_orders", "returns"),
                        "events/orders/",
                        "events/returns/")
                .getBytes(StandardCharsets.UTF_8);
        swept.contracts.apply(other);
        BatchRef returns = BatchRef.at("returns", "daily", swept.clock.instant());
        swept.batches.begin(returns, swept.executions.start(returns));
        swept.executions.end(returns);
        longAfter();

        assertThat(swept.sweep()).containsEntry("batchesClosed", 1L);

        assertThat(batch().state()).isEqualTo(BatchState.RUNNING);
        assertThat(swept.batches.find(returns)).get().matches(closed -> closed.state() == BatchState.FAILED);
    }

    private String failedAfterItsJobWasLaunched() {
        claimedByABatch();
        swept.batches.mayChangeTable(ref);
        swept.executions.end(ref);
        longAfter();
        swept.sweep();
        assertThat(batch().state()).isEqualTo(BatchState.FAILED);
        return Samples.DATASET + " " + ref.batch();
    }

    @Test
    void takesBackWhatARunSwitchedAfterItsBatchHadFailed() {
        String broken = failedAfterItsJobWasLaunched();
        swept.table.switched.put(broken, 3);

        assertThat(swept.sweep()).containsEntry("switchedBack", 3L);

        assertThat(swept.table.switched).isEmpty();
        assertThat(swept.sweep()).containsEntry("switchedBack", 0L);
    }

    @Test
    void looksAtATableUntilNoRunOfTheFailedBatchCanBeLeft() {
        failedAfterItsJobWasLaunched();
        swept.clock.pass(Swept.JOB_LIMIT);
        swept.sweep();
        assertThat(swept.batches.toUndo(Samples.DATASET)).hasSize(1);

        swept.clock.pass(Duration.ofSeconds(1));
        swept.sweep();

        assertThat(swept.batches.toUndo(Samples.DATASET)).isEmpty();
    }

    /// The partitions are the running batch's, whose own job takes back what others left.
    @Test
    void leavesATableToTheBatchThatRuns() {
        String broken = failedAfterItsJobWasLaunched();
        swept.table.switched.put(broken, 3);
        BatchRef next = BatchRef.at(Samples.DATASET, "daily", swept.clock.instant());
        swept.batches.begin(next, swept.executions.start(next));
        swept.batches.mayChangeTable(next);
        swept.clock.pass(Swept.JOB_LIMIT.plusSeconds(1));

        assertThat(swept.sweep()).containsEntry("switchedBack", 0L);

        assertThat(swept.table.switched).containsOnlyKeys(broken);
        assertThat(swept.batches.toUndo(Samples.DATASET)).hasSize(2);
    }

    /// The next batch takes it; no execution of its own is started.
    @Test
    void letsAFileOfAFailedBatchWaitForTheNext() {
        AuditRecord file = claimedByABatch();
        swept.executions.end(ref);
        longAfter();
        swept.sweep();
        Map<String, Object> at = Map.of("batchesClosed", 0L, "started", 0L, "failedUnheard", 0L);

        for (int hours = 0; hours < 5; hours++) {
            swept.clock.pass(Duration.ofHours(1));
            assertThat(swept.sweep()).containsAllEntriesOf(at);
        }

        assertThat(swept.now(file).state()).isEqualTo(AuditState.FAILED);
        assertThat(swept.executions.started()).containsExactly("arn:execution:" + ref.executionName());
    }
}
