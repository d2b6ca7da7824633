package dev.millrace.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditReader;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.DynamoAuditTable;
import dev.millrace.audit.operators.DynamoOperatorActions;
import dev.millrace.audit.operators.OperatorActions;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.cli.Recorded;
import dev.millrace.cli.files.Replaying.Replay;
import dev.millrace.cli.files.Replaying.Result;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.Executions;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.testing.SettableClock;
import dev.millrace.testing.aws.LocalAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private final SettableClock clock = new SettableClock();
    private final LocalAuditTable local = new LocalAuditTable();
    private final DynamoAuditTable audit = new DynamoAuditTable(local.client(), LocalAuditTable.NAME, clock);
    private final OperatorActions operators = new DynamoOperatorActions(local.client(), LocalAuditTable.NAME, clock);
    private final AuditReader reader = new AuditReader(local.client(), LocalAuditTable.NAME);
    private final List<String> started = new ArrayList<>();
    private final Executions executions = new Executions() {
        @Override
        public void start(ObjectVersion version, long replays) {
            started.add(arn(version.id(), replays));
        }

        @Override
        public String arn(ObjectId oid, long replays) {
            return oid.executionName(replays);
        }

        @Override
        public Status status(String arn) {
            throw new AssertionError("A replay asks no execution");
        }
    };
    private final Restarts restarts = new Restarts(operators, executions, () -> new ContractIndex(List.of()));

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void startsExactlyWhatTheDryRunLists() {
        failed("old.csv");
        clock.pass(Duration.ofHours(2));
        IntStream.range(0, 30).forEach(i -> failed("file-%d.csv".formatted(i)));
        recorded("new.csv");
        Instant since = clock.instant().minus(Duration.ofHours(1));

        List<ObjectId> planned = run(true, since, Result.PLANNED);
        assertThat(started).isEmpty();
        List<ObjectId> replayed = run(false, since, Result.REPLAYED);

        assertThat(planned).hasSize(30).isEqualTo(replayed);
        assertThat(started)
                .isEqualTo(planned.stream().map(oid -> oid.executionName(1)).toList());
        assertThat(run(true, since, Result.PLANNED)).isEmpty();
    }

    @Test
    void writesDownWhoStartedIt() {
        AuditRecord record = failed("a.csv");

        Replay replay = replays(false).take(record);

        assertThat(replay.record().state()).isEqualTo(AuditState.NEW);
        assertThat(replay.record().history().getLast().by()).isEqualTo("millrace replay by ana");
    }

    @Test
    void leavesAloneWhatChangedMeanwhile() {
        AuditRecord seen = failed("a.csv");
        restarts.replay(seen, "the sweep");

        Replay replay = replays(false).take(seen);

        assertThat(replay.result()).isEqualTo(Result.CHANGED);
        assertThat(started).hasSize(1);
    }

    @Test
    void refusesWhatIsNotFailedAlsoInADryRun() {
        AuditRecord fresh = recorded("a.csv");

        assertThat(replays(false).take(fresh).result()).isEqualTo(Result.REFUSED);
        assertThat(replays(true).take(fresh).result()).isEqualTo(Result.REFUSED);
        assertThat(started).isEmpty();
    }

    @Test
    void takesNoneTwiceThatFailsAgainMeanwhile() {
        failed("a.csv");
        Instant until = clock.instant();
        var taken = new ArrayList<Result>();

        reader.byDataset("on-arrival/orders", AuditState.FAILED, Instant.EPOCH, until)
                .forEach(record -> {
                    clock.pass(Duration.ofSeconds(1));
                    Replay replay = replays(false).take(record);
                    taken.add(replay.result());
                    assertThat(operators.fail(replay.record(), "again", "a test"))
                            .isPresent();
                });

        assertThat(taken).containsExactly(Result.REPLAYED);
        assertThat(reader.byDataset("on-arrival/orders", AuditState.FAILED, Instant.EPOCH, until))
                .isEmpty();
    }

    private List<ObjectId> run(boolean dryRun, Instant since, Result expected) {
        Replaying replays = replays(dryRun);
        return reader.byDataset("on-arrival/orders", AuditState.FAILED, since, clock.instant())
                .map(replays::take)
                .peek(replay -> assertThat(replay.result()).isEqualTo(expected))
                .map(replay -> replay.record().oid())
                .toList();
    }

    private Replaying replays(boolean dryRun) {
        return new Replaying(restarts, "millrace replay by ana", dryRun);
    }

    private AuditRecord failed(String key) {
        return operators
                .fail(recorded(key), "A service was out of order", "a test")
                .orElseThrow();
    }

    private AuditRecord recorded(String key) {
        return Recorded.landed(audit, clock, key);
    }
}
