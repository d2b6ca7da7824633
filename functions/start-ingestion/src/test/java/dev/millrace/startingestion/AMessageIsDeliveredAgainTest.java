package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.common.audit.AuditRecord;
import dev.millrace.common.audit.AuditState;
import dev.millrace.common.audit.Move;
import dev.millrace.common.identity.ObjectVersion;
import dev.millrace.testing.Samples;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionLimitExceededException;

class AMessageIsDeliveredAgainTest {
    private final Uploads uploads = new Uploads();
    private final ObjectVersion version = uploads.upload(Samples.KEY);

    @AfterEach
    void close() {
        uploads.close();
    }

    /// H004.
    @Test
    void startsOneExecutionHoweverOftenItStandsInABatch() {
        String[] tenTimes = Collections.nCopies(10, Uploads.created(version)).toArray(String[]::new);

        assertThat(uploads.deliver(tenTimes)).isEmpty();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    /// H005: while the execution has not begun, a delivery only repeats its start.
    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P1D", "P89D"})
    void repeatsTheStartByteForByte(String later) {
        uploads.deliver(Uploads.created(version));
        uploads.clock.pass(Duration.parse(later));

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        assertThat(uploads.startedNames()).hasSize(1);
        assertThat(uploads.stepFunctions.asked).hasSize(2);
        assertThat(uploads.stepFunctions.asked.getLast()).isEqualTo(uploads.stepFunctions.asked.getFirst());
    }

    /// H005: Step Functions lets a name be used again 90 days after its execution closed.
    @Test
    void startsNothingOnceTheFileHasMovedOnEvenWhenTheNameIsFree() {
        uploads.deliver(Uploads.created(version));
        ingest();
        uploads.clock.pass(Duration.ofDays(91));
        uploads.stepFunctions.freeAllNames();

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        assertThat(uploads.startedNames()).hasSize(1);
        assertThat(uploads.record(version).orElseThrow().state()).isEqualTo(AuditState.INGESTED);
    }

    @Test
    void staysWithTheDatasetThatItHadAtFirst() {
        uploads.deliver(Uploads.created(version));
        uploads.contracts.apply(Samples.contract("daily"));

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.record(version).orElseThrow().key().dataset()).isEqualTo("on-arrival/event_orders");
    }

    @Test
    void staysOutOfTheWayOfItsBatchWhenTheContractIngestsOnArrivalNow() {
        uploads.contracts.apply(Samples.contract("daily"));
        uploads.deliver(Uploads.created(version));
        uploads.contracts.apply(Samples.contract("on-arrival"));

        uploads.deliver(Uploads.created(version));

        assertThat(uploads.stepFunctions.asked).isEmpty();
    }

    /// H087, H088: a crash or a refusal between record and start heals by the next delivery.
    @Test
    void healsAStartThatFailed() {
        uploads.stepFunctions.failNext(
                ExecutionLimitExceededException.builder().message("too many").build());

        assertThat(uploads.deliver(Uploads.created(version))).containsExactly("m1");
        assertThat(uploads.record(version)).map(AuditRecord::state).contains(AuditState.NEW);
        assertThat(uploads.startedNames()).isEmpty();

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    /// H087: the answer was lost, but the execution runs.
    @Test
    void takesAnExecutionThatRunsAlreadyForSuccess() {
        uploads.deliver(Uploads.created(version));

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();
    }

    private void ingest() {
        var claimed = uploads.audit
                .claim(version.id(), "ing-" + version.id(), "a test", Duration.ofMinutes(1))
                .record();
        for (Move move : new Move[] {
            new Move.Validated(3, "5ba", new dev.millrace.common.audit.ContractPin("event_orders", "1", "c")),
            new Move.LoadStarted(Duration.ofMinutes(1)),
            new Move.Ingested(3)
        }) {
            uploads.audit.move(claimed.claim(), move, "a test");
        }
    }
}
