package dev.millrace.startingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.audit.files.AuditRecord;
import dev.millrace.audit.files.AuditState;
import dev.millrace.audit.files.Move;
import dev.millrace.base.identity.ObjectVersion;
import dev.millrace.testing.Samples;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.model.ExecutionLimitExceededException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDeletingException;

class AMessageIsDeliveredAgainTest {
    private final Uploads uploads = new Uploads();
    private final ObjectVersion version = uploads.upload(Samples.KEY);

    @AfterEach
    void close() {
        uploads.close();
    }

    @Tag("H004")
    @Test
    void startsOneExecutionHoweverOftenItStandsInABatch() {
        String[] tenTimes = Collections.nCopies(10, Uploads.created(version)).toArray(String[]::new);

        assertThat(uploads.deliver(tenTimes)).isEmpty();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    /// While the execution has not begun, a delivery only repeats its start.
    @Tag("H005")
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

    /// Step Functions lets a name be used again 90 days after its execution closed.
    @Tag("H005")
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

    static Stream<RuntimeException> refusals() {
        return Stream.of(
                ExecutionLimitExceededException.builder().message("too many").build(),
                StateMachineDeletingException.builder().message("deleting").build(),
                SfnException.builder()
                        .statusCode(400)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("ThrottlingException")
                                .build())
                        .build(),
                SdkClientException.create("the function died before it was sent"));
    }

    /// A crash or a refusal between record and start heals by the next delivery.
    @ParameterizedTest
    @Tag("H087")
    @Tag("H088")
    @MethodSource("refusals")
    void healsAStartThatFailed(RuntimeException refusal) {
        uploads.stepFunctions.failNext(refusal);

        assertThat(uploads.deliver(Uploads.created(version))).containsExactly("m1");
        assertThat(uploads.record(version)).map(AuditRecord::state).contains(AuditState.NEW);
        assertThat(uploads.startedNames()).isEmpty();

        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();
        assertThat(uploads.startedNames()).hasSize(1);
    }

    /// The answer was lost, or the function died before it acknowledged the message; but the execution runs.
    @Test
    @Tag("H087")
    @Tag("H088")
    void takesAnExecutionThatRunsAlreadyForSuccess() {
        uploads.stepFunctions.loseNextAnswer(SdkClientException.create("connection reset"));

        assertThat(uploads.deliver(Uploads.created(version))).containsExactly("m1");
        assertThat(uploads.deliver(Uploads.created(version))).isEmpty();

        assertThat(uploads.startedNames()).hasSize(1);
    }

    private void ingest() {
        var claimed = uploads.audit
                .claim(version.id(), "ing-" + version.id(), "a test", Duration.ofMinutes(1))
                .record();
        for (Move move : new Move[] {
            new Move.Validated(3, "5ba", new dev.millrace.audit.files.ContractPin("event_orders", "1", "c")),
            new Move.LoadStarted(Duration.ofMinutes(1)),
            new Move.Ingested(3)
        }) {
            uploads.audit.move(claimed.claim(), move, "a test");
        }
    }
}
