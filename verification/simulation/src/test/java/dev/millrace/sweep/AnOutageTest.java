package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditKey;
import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ClaimResult;
import dev.millrace.audit.files.ContractPin;
import dev.millrace.audit.files.InMemoryAudit;
import dev.millrace.audit.files.Move;
import dev.millrace.audit.files.NewRecord;
import dev.millrace.base.dispatch.Deadline;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.contracts.ContractIndex;
import dev.millrace.flow.executions.NoExecutions;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A good file that fails while a service is out of order.
class AnOutageTest {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final ContractPin PIN = new ContractPin("airports", "1.0.0", "c0ffee");

    private final SettableClock clock = new SettableClock();
    private final InMemoryAudit audit = new InMemoryAudit(clock);
    private final Replays replays = new Replays(
            audit.reader(),
            audit.table(),
            new Restarts(audit.operators(), new NoExecutions(), AnOutageTest::contracts),
            AnOutageTest::contracts);

    private static ContractIndex contracts() {
        return new ContractIndex(List.of());
    }

    @Test
    void neverSetsAFileAsideWhenOthersPassedOnlyBeforeIt() {
        AuditRecord file = recorded("in-the-outage.csv");
        AuditRecord other = recorded("just-before.csv");
        fail(file);
        clock.pass(Duration.ofSeconds(1));
        ingest(other);

        for (int hours = 0; hours < 8; hours++) {
            clock.pass(Duration.ofHours(1));
            replayAndFail(file);
        }

        assertThat(now(file).state()).isEqualTo(AuditState.FAILED);
    }

    @Test
    void neverSetsAFileAsideWhenOthersPassOnlyAfterIt() {
        AuditRecord file = recorded("in-the-outage.csv");
        fail(file);
        for (int hours = 0; hours < 4; hours++) {
            clock.pass(Duration.ofHours(1));
            replayAndFail(file);
        }
        ingest(recorded("just-after.csv"));
        clock.pass(Duration.ofHours(1));

        replays.sweep(clock.instant(), clock.instant(), new SweepReport(), Deadline.never());

        assertThat(now(file).state()).isEqualTo(AuditState.NEW);
    }

    @Test
    void setsAFileAsideThatFailsWhileOthersPassInBetween() {
        AuditRecord file = recorded("poisonous.csv");
        fail(file);
        for (int hours = 0; hours < 4; hours++) {
            clock.pass(Duration.ofMinutes(30));
            ingest(recorded("good" + hours + ".csv"));
            clock.pass(Duration.ofMinutes(30));
            replayAndFail(file);
        }
        clock.pass(Duration.ofHours(1));

        replays.sweep(clock.instant(), clock.instant(), new SweepReport(), Deadline.never());

        assertThat(now(file).state()).isEqualTo(AuditState.INVALID);
    }

    private void replayAndFail(AuditRecord file) {
        replays.sweep(clock.instant(), clock.instant(), new SweepReport(), Deadline.never());
        if (now(file).state() == AuditState.NEW) {
            fail(file);
        }
    }

    private AuditRecord recorded(String key) {
        var version = new ObjectVersion("landing", key, "v1");
        return audit.table()
                .create(new NewRecord(
                        AuditKey.of(Cadence.ON_ARRIVAL, "airports", version),
                        version,
                        AuditState.NEW,
                        clock.instant(),
                        42,
                        "etag",
                        null,
                        null,
                        "arn:" + version.id().executionName(0),
                        null));
    }

    private AuditRecord claimed(AuditRecord file) {
        String execution = file.oid().executionName(now(file).course().replays());
        return ((ClaimResult.Claimed) audit.table().claim(file.oid(), execution, "a test", LEASE)).record();
    }

    private void fail(AuditRecord file) {
        audit.table().move(claimed(file).claim(), new Move.Failed("out of order"), "a test");
    }

    private void ingest(AuditRecord file) {
        AuditRecord claimed = claimed(file);
        audit.table().move(claimed.claim(), new Move.Validated(3, "5ba", PIN), "a test");
        audit.table().move(claimed.claim(), new Move.LoadStarted(LEASE), "a test");
        audit.table().move(claimed.claim(), new Move.Ingested(3), "a test");
    }

    private AuditRecord now(AuditRecord file) {
        return audit.record(file.oid()).orElseThrow();
    }
}
