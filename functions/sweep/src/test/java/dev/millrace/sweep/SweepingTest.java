package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.Removal;
import dev.millrace.audit.notes.DynamoSweepNotes;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.Samples;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SweepingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Swept swept = new Swept();

    @AfterEach
    void close() {
        swept.close();
    }

    @Test
    void beginsUploadsThatNoEventToldOfAsAnEventWould() {
        ObjectVersion lost = swept.upload("events/orders/lost.csv");
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("lostEvents", 1L).containsEntry("complete", true);

        AuditRecord record = swept.audit.find(lost.id()).orElseThrow();
        assertThat(record.state()).isEqualTo(AuditState.NEW);
        assertThat(swept.executions.started()).containsExactly("arn:execution:ing-" + lost.id());
        assertThat(swept.sweep()).containsEntry("lostEvents", 0L).containsEntry("started", 0L);
    }

    @Test
    void leavesUploadsWhoseEventMayStillCome() {
        swept.upload("events/orders/young.csv");
        swept.clock.pass(Swept.GRACE.minusSeconds(1));

        assertThat(swept.sweep()).containsEntry("listed", 1L).containsEntry("lostEvents", 0L);
    }

    @Test
    @Tag("H007")
    void ordersLostVersionsAmongTheirNeighbours() {
        AuditRecord first = swept.arrived("events/orders/a.csv");
        List<ObjectVersion> lost = IntStream.range(0, 4)
                .mapToObj(i -> swept.upload("events/orders/a.csv"))
                .toList();
        AuditRecord last = swept.arrived("events/orders/a.csv");
        swept.clock.pass(HOUR);
        swept.sweep();

        List<AuditRecord> inOrder = lost.stream()
                .map(version -> swept.audit.find(version.id()).orElseThrow())
                .toList();
        assertThat(inOrder)
                .extracting(AuditRecord::order)
                .isSorted()
                .doesNotHaveDuplicates()
                .allSatisfy(order -> assertThat(order).isBetween(first.order(), last.order()));
    }

    @Test
    void goesOnWhereItsTimeWasUp() {
        IntStream.range(0, 5).forEach(i -> swept.upload("events/orders/%d.csv".formatted(i)));
        swept.clock.pass(HOUR);
        Deadline over = Deadline.in(Duration.ZERO);

        assertThat(swept.sweep(over)).containsEntry("complete", false).containsEntry("listed", 2L);
        assertThat(swept.sweep(over)).containsEntry("complete", false).containsEntry("listed", 2L);
        assertThat(swept.sweep(over)).containsEntry("complete", true).containsEntry("listed", 1L);
        assertThat(swept.sweep()).containsEntry("listed", 5L).containsEntry("lostEvents", 0L);
    }

    @Test
    @Tag("H088")
    void startsARecordWhoseExecutionWasNeverStarted() {
        AuditRecord record = swept.arrived("events/orders/a.csv");
        swept.executions.started().clear();
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("started", 1L);
        assertThat(swept.executions.started()).containsExactly(record.executionArn());
    }

    @Test
    void leavesARecordWhoseExecutionRuns() {
        AuditRecord record = swept.claimed("events/orders/a.csv");
        swept.clock.pass(HOUR);

        swept.sweep();

        assertThat(swept.now(record)).isEqualTo(record);
    }

    @ParameterizedTest
    @EnumSource(names = {"NEW", "VALIDATING", "VALID", "LOADING"})
    void failsARecordWhoseExecutionEndedUnheard(AuditState state) {
        AuditRecord record = in(state, "events/orders/a.csv");
        swept.executions.end(record.oid(), 0);
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("failedUnheard", 1L);

        assertThat(swept.now(record).state()).isEqualTo(AuditState.FAILED);
        assertThat(swept.now(record).reason()).contains("ended without closing it while it was " + state);
        assertThat(swept.now(record).course().owed()).startsWith("FAILED#");
    }

    /// One that cannot be read stays for a person, and the alarm for findings rings until she has mended it.
    @Test
    @Tag("H095")
    void countsARecordThatSomebodyBrokeAndGoesOn() {
        AuditRecord broken = swept.claimed("events/orders/a.csv");
        AuditRecord whole = swept.claimed("events/orders/b.csv");
        swept.executions.end(whole.oid(), 0);
        swept.set(broken, "size", AttributeValue.fromS("big"));
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("troubles", 1L).containsEntry("failedUnheard", 1L);
    }

    @Test
    void waitsForTheLeaseOfAnExecutionThatEnded() {
        AuditRecord record = swept.claimed("events/orders/a.csv");
        swept.executions.end(record.oid(), 0);
        swept.clock.pass(Swept.LEASE);

        swept.sweep();

        assertThat(swept.now(record)).isEqualTo(record);
    }

    @Test
    void resumesTheMoveOfAnInvalidFile() {
        AuditRecord record = swept.claimed("events/orders/a.csv");
        swept.audit.move(record.claim(), new Move.Refused("wrong", 1, "x.findings.json", null, null), "a test");
        swept.executions.end(record.oid(), 0);
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("resumed", 1L);

        assertThat(swept.now(record).state()).isEqualTo(AuditState.INVALID);
        assertThat(swept.now(record).reason()).isEqualTo("wrong");
        assertThat(swept.executions.started()).contains("arn:execution:ing-" + record.oid() + "-r01");
    }

    @Test
    void leavesNewFilesThatWaitForTheirBatch() {
        swept.contracts.apply(Samples.contract());
        AuditRecord daily = swept.arrived("events/orders/a.csv");
        swept.clock.pass(HOUR);

        swept.sweep();

        assertThat(swept.now(daily)).isEqualTo(daily);
        assertThat(swept.executions.started()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, PT5M", "1, PT1H", "2, PT1H", "3, PT1H", "4, PT1H", "5, PT2H", "6, PT4H", "9, PT24H", "99, PT24H"})
    void replaysMoreAndMoreRarely(long replays, Duration pause) {
        assertThat(Replays.pause(replays)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1M",
        "1, PT2M",
        "5, PT32M",
        "6, PT1H",
        "23, PT1H",
        "24, PT2H",
        "27, PT16H",
        "28, PT24H",
        "99, PT24H"
    })
    void replaysSoonAfterAFaultThatPasses(long replays, Duration pause) {
        assertThat(Replays.pauseAfterPassing(replays)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({
        "ServiceFault: out of order, true",
        "TooManyRequestsException: Rate Exceeded., true",
        "Unknown: init error: no room, true",
        "Unknown: it ended, false",
        "Timeout: 600 seconds, false",
        "RefusedByService: access denied, false",
        "ExecutionEnded: its execution ended, false"
    })
    void tellsFaultsThatPassFromOthers(String reason, boolean passing) {
        assertThat(Replays.isPassing(reason)).isEqualTo(passing);
    }

    /// Each replay fails within an hour, so nobody can say yet that it is the file.
    @Test
    void anOutageHealsInMinutesAndSetsNothingAside() {
        AuditRecord record = swept.failed(swept.claimed("events/orders/a.csv"), "ServiceFault: throttled");
        for (int replay = 1; replay <= 5; replay++) {
            swept.clock.pass(Duration.ofMinutes(1L << (replay - 1)).minusSeconds(2));
            assertThat(swept.sweep()).containsEntry("replayed", 0L);
            ingested("events/orders/other-%d.csv".formatted(replay));
            swept.clock.pass(Duration.ofSeconds(2));
            assertThat(swept.sweep()).containsEntry("replayed", 1L).containsEntry("givenUp", 0L);
            swept.failed(
                    swept.audit
                            .claim(record.oid(), record.oid().executionName(replay), "a test", Swept.LEASE)
                            .record(),
                    "ServiceFault: throttled");
        }
        assertThat(swept.now(record).state()).isEqualTo(AuditState.FAILED);
    }

    @Test
    void replaysAFailedFileUnderTheNextName() {
        AuditRecord record = swept.failed(swept.claimed("events/orders/a.csv"), "RefusedByService: denied");
        swept.clock.pass(Duration.ofMinutes(4));
        assertThat(swept.sweep()).containsEntry("replayed", 0L);
        swept.clock.pass(Duration.ofMinutes(1));

        assertThat(swept.sweep()).containsEntry("replayed", 1L);

        AuditRecord replayed = swept.now(record);
        assertThat(replayed.state()).isEqualTo(AuditState.NEW);
        assertThat(replayed.claimant()).isNull();
        assertThat(replayed.reason()).isNull();
        assertThat(replayed.executionArn()).isEqualTo("arn:execution:ing-" + record.oid() + "-r01");
        assertThat(swept.executions.started()).contains(replayed.executionArn());
    }

    @Test
    void givesAFileUpThatFailedAgainAndAgainWhileOthersPassed() {
        AuditRecord poison = failedFiveTimes("events/orders/poison.csv", true);
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("givenUp", 1L);

        AuditRecord given = swept.now(poison);
        assertThat(given.state()).isEqualTo(AuditState.INVALID);
        assertThat(given.reason()).startsWith("The file could not be validated: it failed 5 times");
        assertThat(given.history()).extracting(h -> h.state()).endsWith(AuditState.NEW, AuditState.INVALID);
        assertThat(swept.executions.started()).contains("arn:execution:ing-" + poison.oid() + "-r05");
    }

    /// Others came when the dataset was daily, and their batches ingested them.
    @Test
    void whatPassedUnderAnotherCadenceCountsToo() {
        swept.contracts.apply(Samples.contract("daily"));
        List<AuditRecord> others = IntStream.range(0, 4)
                .mapToObj(n -> swept.arrived("events/orders/other-%d.csv".formatted(n)))
                .toList();
        swept.contracts.apply(Samples.contract("on-arrival"));
        AuditRecord poison =
                failedFiveTimes("events/orders/poison.csv", replay -> ingestedByABatch(others.get(replay - 1)));
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("givenUp", 1L);
        assertThat(swept.now(poison).reason()).contains("while others passed");
    }

    /// Of a key whose newer version replaces the older one, only the newest stays INGESTED.
    @Test
    void whatPassedAndWasReplacedSinceCountsToo() {
        AuditRecord poison = failedFiveTimes("events/orders/poison.csv", replay -> {
            AuditRecord other = ingested("events/orders/other-%d.csv".formatted(replay));
            swept.clock.pass(Duration.ofSeconds(1));
            var newer = new Removal(other.oid(), Removal.OLDER, swept.clock.instant());
            swept.removals.taken(newer, other, "a test");
            assertThat(swept.now(other).state()).isEqualTo(AuditState.SUPERSEDED);
        });
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("givenUp", 1L);
        assertThat(swept.now(poison).state()).isEqualTo(AuditState.INVALID);
    }

    @Test
    void readsTheContractsAsOftenForManyFailedFilesAsForOne() {
        long one = readsOfContracts(1);

        assertThat(readsOfContracts(5)).isEqualTo(one);
    }

    private long readsOfContracts(int failed) {
        for (int n = 0; n < failed; n++) {
            swept.failed(swept.claimed("events/orders/%d-%d.csv".formatted(failed, n)), "Timeout: 600 seconds");
        }
        swept.clock.pass(Duration.ofMinutes(5));
        long before = readsOfContracts();
        assertThat(swept.sweep()).containsEntry("replayed", (long) failed);
        return readsOfContracts() - before;
    }

    private long readsOfContracts() {
        return swept.s3.requests().stream()
                .filter(request -> request.contains("contracts/index.json"))
                .count();
    }

    @Test
    void setsNothingAsideWhileNothingPasses() {
        ingested("events/orders/before.csv");
        swept.clock.pass(Duration.ofSeconds(1));
        AuditRecord file = failedFiveTimes("events/orders/a.csv", false);
        swept.clock.pass(Duration.ofSeconds(1));
        ingested("events/orders/after.csv");
        swept.clock.pass(HOUR);

        assertThat(swept.sweep()).containsEntry("givenUp", 0L).containsEntry("replayed", 1L);
        assertThat(swept.now(file).state()).isEqualTo(AuditState.NEW);
    }

    @Test
    void isDoneByOneAtATime() {
        swept.upload("events/orders/a.csv");
        var notes = new DynamoSweepNotes(swept.local.client(), LocalAuditTable.NAME, swept.clock);
        notes.begin("another", Duration.ofMinutes(5));

        assertThat(swept.sweep()).containsEntry("complete", false).containsEntry("listed", 0L);
        swept.clock.pass(Duration.ofMinutes(6));
        assertThat(swept.sweep()).containsEntry("complete", true).containsEntry("listed", 1L);
    }

    private AuditRecord failedFiveTimes(String key, boolean othersPass) {
        return failedFiveTimes(key, replay -> {
            if (othersPass) {
                ingested("events/orders/other-%d.csv".formatted(replay));
            }
        });
    }

    /// @param between what happens before each replay
    private AuditRecord failedFiveTimes(String key, IntConsumer between) {
        AuditRecord record = swept.failed(swept.claimed(key), "ServiceFault: out of order");
        for (int replay = 1; replay <= 4; replay++) {
            swept.clock.pass(HOUR);
            between.accept(replay);
            assertThat(swept.sweep()).containsEntry("replayed", 1L);
            AuditRecord claimed = swept.audit
                    .claim(record.oid(), record.oid().executionName(replay), "a test", Swept.LEASE)
                    .record();
            swept.failed(claimed, "ServiceFault: out of order");
        }
        return record;
    }

    private AuditRecord ingested(String key) {
        AuditRecord record = in(AuditState.LOADING, key);
        return swept.audit.move(record.claim(), new Move.Ingested(3), "a test").record();
    }

    private void ingestedByABatch(AuditRecord record) {
        assertThat(record.key().dataset()).startsWith("daily/");
        AuditRecord claimed = swept.audit
                .enlist(record.oid(), "bat-1", "arn:execution:bat-1", "a test", Swept.LEASE)
                .record();
        var pin = new ContractPin(Samples.DATASET, "1.0.0", "c0ffee");
        swept.audit.move(claimed.claim(), new Move.Validated(3, "5ba", pin), "a test");
        swept.audit.move(claimed.claim(), new Move.LoadStarted(Swept.LEASE), "a test");
        swept.audit.move(claimed.claim(), new Move.Ingested(3), "a test");
    }

    private AuditRecord in(AuditState state, String key) {
        if (state == AuditState.NEW) {
            return swept.arrived(key);
        }
        AuditRecord record = swept.claimed(key);
        if (state != AuditState.VALIDATING) {
            var pin = new ContractPin(Samples.DATASET, "1.0.0", "c0ffee");
            swept.audit.move(record.claim(), new Move.Validated(3, "5ba", pin), "a test");
        }
        if (state == AuditState.LOADING) {
            swept.audit.move(record.claim(), new Move.LoadStarted(Swept.LEASE), "a test");
        }
        return swept.now(record);
    }
}
