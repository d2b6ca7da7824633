package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.millrace.testing.aws.FaultMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;

/// Each of these defects is found by the journeys, and nothing is found without it. Those that only many files at
/// once show are in the simulation.
class SeededDefectsTest {
    private static final Pattern KEY = Pattern.compile("(\"key\":\")([^\"]*)(\")");

    /// A defect and a journey that shows it.
    record Seeded(String name, Defect defect, Function<Defect, List<String>> trial) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Seeded> defects() {
        return Stream.of(
                new Seeded(
                        "messages are acknowledged whatever comes of them",
                        Defect.ofStarter(SeededDefectsTest::acknowledging),
                        SeededDefectsTest::unrecorded),
                new Seeded(
                        "one message that fails fails all of its batch",
                        Defect.ofStarter(starter ->
                                (event, context) -> allOrNothing(event, starter.handleRequest(event, context))),
                        SeededDefectsTest::besideGarbage),
                new Seeded(
                        "keys of events are decoded twice",
                        Defect.ofStarter(SeededDefectsTest::decoding),
                        defect -> travelled(Scenario.unmatchedFile(), defect)),
                new Seeded(
                        "a refused file is deleted by its key, whatever its version",
                        Defect.ofRequests(
                                DeleteObjectRequest.class,
                                request -> request.toBuilder().versionId(null).build()),
                        defect -> travelled(Scenario.badFile(), defect)),
                new Seeded(
                        "a state machine goes on as if nothing had happened when a task fails for good",
                        Defect.ofDefinition("\"Next\": \"Mark Failed\"", "\"Next\": \"Nothing To Do\""),
                        defect -> TaskTrial.ending(Scenario.appendedFile(), "Load File")
                                .wrong(defect)),
                new Seeded(
                        "it goes on when owners cannot be told",
                        Defect.ofDefinition("\"Next\": \"Notice Not Sent\"", "\"Next\": \"File Rejected\""),
                        defect -> TaskTrial.ending(Scenario.badFile(), "Notify Owners")
                                .wrong(defect)),
                new Seeded(
                        "a task is tried again less often",
                        Defect.ofDefinition("\"MaxAttempts\": 5", "\"MaxAttempts\": 4"),
                        defect -> TaskTrial.failing(Scenario.appendedFile(), "Load File", 5)
                                .wrong(defect)),
                new Seeded(
                        "a function without a snapshot is not waited for",
                        Defect.ofDefinition("\"Lambda.SnapStartNotReadyException\"", "\"Lambda.SnapStartNotReady\""),
                        defect -> TaskTrial.failing(
                                        Scenario.appendedFile(),
                                        "Validate File",
                                        "Lambda.SnapStartNotReadyException",
                                        20)
                                .wrong(defect)),
                new Seeded(
                        "a role lacks a right",
                        Defect.ofRole("LoadFileRole", "glue:CreateTable"),
                        defect -> travelled(Scenario.appendedFile(), defect)),
                new Seeded(
                        "a role lacks the right to a version that it reads",
                        Defect.ofRole("MoveInvalidFileRole", "s3:GetObjectVersion"),
                        defect -> travelled(Scenario.badFileInParts(), defect)),
                new Seeded(
                        "a role lacks what tells a missing object from a forbidden one",
                        Defect.ofRole("MoveInvalidFileRole", "s3:ListBucket"),
                        defect -> travelled(Scenario.badFile(), defect)),
                new Seeded(
                        "nobody looks after what ended badly",
                        Defect.ofNoSweep(),
                        defect -> TaskTrial.ending(Scenario.appendedFile(), "Load File")
                                .wrong(defect)));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void isFound(Seeded seeded) {
        assertThat(seeded.trial().apply(Defect.NONE)).isEmpty();
        assertThat(seeded.trial().apply(seeded.defect())).isNotEmpty();
    }

    private static RequestHandler<SQSEvent, SQSBatchResponse> acknowledging(
            RequestHandler<SQSEvent, SQSBatchResponse> starter) {
        return (event, context) -> {
            var done = new SQSBatchResponse(List.of());
            try {
                starter.handleRequest(event, context);
                return done;
            } catch (RuntimeException e) {
                return done;
            }
        };
    }

    /// The first call of a journey fails for good at the first delivery.
    private static List<String> unrecorded(Defect defect) {
        return Trial.all(Scenario.appendedFile()).stream()
                .filter(trial -> trial.fault().call().index() == 1)
                .filter(trial -> trial.fault().mode() == FaultMode.BEFORE
                        && trial.fault().times() == CallFault.PERSISTING)
                .findFirst()
                .orElseThrow()
                .wrong(defect);
    }

    private static List<String> travelled(Scenario scenario, Defect defect) {
        try (Journey journey = Journey.of(scenario, defect)) {
            return journey.settle(journey.travel().object());
        }
    }

    private static List<String> besideGarbage(Defect defect) {
        try (Journey journey = Journey.of(Scenario.appendedFile(), defect)) {
            journey.queue().accompany("no event of S3");
            Journey.Outcome outcome = journey.travel();
            var wrong = new ArrayList<>(journey.settle(outcome.object()));
            if (outcome.delivery().receives() > 1) {
                wrong.add("its message came again though it was done with: " + outcome.delivery());
            }
            return wrong;
        }
    }

    private static SQSBatchResponse allOrNothing(SQSEvent event, SQSBatchResponse answer) {
        return answer.getBatchItemFailures().isEmpty()
                ? answer
                : new SQSBatchResponse(event.getRecords().stream()
                        .map(SQSMessage::getMessageId)
                        .map(BatchItemFailure::new)
                        .toList());
    }

    private static RequestHandler<SQSEvent, SQSBatchResponse> decoding(
            RequestHandler<SQSEvent, SQSBatchResponse> starter) {
        return (event, context) -> {
            event.getRecords()
                    .forEach(message -> message.setBody(KEY.matcher(message.getBody())
                            .replaceAll(key -> key.group(1)
                                    + URLDecoder.decode(key.group(2), StandardCharsets.UTF_8)
                                    + key.group(3))));
            return starter.handleRequest(event, context);
        };
    }
}
