package dev.millrace.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.ClaimResult;
import dev.millrace.audit.files.Move;
import dev.millrace.contract.Cadence;
import dev.millrace.flow.executions.Restarts;
import dev.millrace.testing.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A file came under one cadence of its dataset, and goes on under another: who takes it, the cadence in force
/// decides.
class AChangedCadenceTest {
    private static final EnumSet<AuditState> STATES = EnumSet.of(AuditState.NEW, AuditState.FAILED, AuditState.HELD);

    private final Swept swept = new Swept();
    private final Restarts restarts = new Restarts(swept.operators, swept.executions, swept.contracts::current);

    @AfterEach
    void close() {
        swept.close();
    }

    static Stream<Arguments> everyChange() {
        return Arrays.stream(Cadence.values())
                .flatMap(came -> Arrays.stream(Cadence.values())
                        .flatMap(now -> STATES.stream().map(state -> Arguments.of(came, now, state))));
    }

    private AuditRecord file(Cadence came, AuditState state) {
        swept.contracts.apply(Samples.contract(came.text()));
        AuditRecord file = swept.arrived(Samples.KEY);
        if (state == AuditState.NEW) {
            return file;
        }
        String execution = came == Cadence.ON_ARRIVAL ? file.oid().executionName(0) : "bat-1";
        AuditRecord claimed = swept.audit
                .enlist(file.oid(), execution, "arn:execution:" + execution, "a test", Swept.LEASE)
                .record();
        Move move = state == AuditState.FAILED ? new Move.Failed("down") : new Move.Held("too big");
        return swept.audit.move(claimed.claim(), move, "a test").record();
    }

    /// HELD is released by a person; NEW and FAILED go on by themselves.
    private void goesOn(AuditRecord file) {
        switch (file.state()) {
            case HELD -> restarts.release(file, "a test");
            case FAILED -> restarts.replay(file, "a test");
            default -> {}
        }
        swept.clock.pass(Duration.ofHours(1));
        swept.sweep();
    }

    @ParameterizedTest
    @MethodSource("everyChange")
    void leavesAFileToTheExecutionOrTheBatchThatItsDatasetHasNow(Cadence came, Cadence now, AuditState state) {
        AuditRecord file = file(came, state);
        swept.contracts.apply(Samples.contract(now.text()));
        if (came == Cadence.ON_ARRIVAL && state == AuditState.NEW) {
            swept.executions.forget(file.oid(), 0);
        }

        goesOn(file);

        AuditRecord gone = swept.now(file);
        assertThat(gone.key()).as("for life").isEqualTo(file.key());
        assertThat(gone.state()).isEqualTo(AuditState.NEW);
        String own = gone.oid().executionName(gone.course().replays());
        if (now == Cadence.ON_ARRIVAL) {
            assertThat(gone.executionArn()).isEqualTo("arn:execution:" + own);
            assertThat(swept.executions.started()).contains("arn:execution:" + own);
            assertThat(swept.audit.claim(gone.oid(), own, "a test", Swept.LEASE))
                    .isInstanceOf(ClaimResult.Claimed.class);
        } else {
            assertThat(swept.executions.started()).as("no execution of its own").doesNotContain("arn:execution:" + own);
            assertThat(swept.audit.enlist(gone.oid(), "bat-2", "arn:execution:bat-2", "a test", Swept.LEASE))
                    .isInstanceOf(ClaimResult.Claimed.class);
        }
    }

    /// The sweep died between the two, or Step Functions refused the start.
    @ParameterizedTest
    @EnumSource(names = {"DAILY", "MONTHLY"})
    void startsAFileOnceThoughItsStartWasLost(Cadence came) {
        AuditRecord file = file(came, AuditState.NEW);
        swept.contracts.apply(Samples.contract("on-arrival"));
        swept.clock.pass(Duration.ofHours(1));
        swept.sweep();
        swept.executions.forget(file.oid(), 0);

        assertThat(swept.sweep()).containsEntry("started", 1L);
        assertThat(swept.sweep()).containsEntry("started", 0L);

        assertThat(swept.executions.started())
                .containsExactly("arn:execution:" + file.oid().executionName(0));
        assertThat(swept.now(file).history()).hasSize(2);
    }

    /// A file that failed is not tried by itself while its dataset has batches: one of these takes it.
    @ParameterizedTest
    @EnumSource
    void triesAFailedFileAgainByItselfOnlyWhereItsDatasetHasNoBatches(Cadence now) {
        AuditRecord file = file(Cadence.DAILY, AuditState.FAILED);
        swept.contracts.apply(Samples.contract(now.text()));
        swept.clock.pass(Duration.ofHours(1));

        assertThat(swept.sweep()).containsEntry("replayed", now == Cadence.ON_ARRIVAL ? 1L : 0L);

        assertThat(swept.now(file).state())
                .isIn(now == Cadence.ON_ARRIVAL ? List.of(AuditState.NEW) : List.of(AuditState.FAILED));
    }
}
