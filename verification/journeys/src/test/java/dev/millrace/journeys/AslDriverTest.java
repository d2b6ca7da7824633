package dev.millrace.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.asl.AslDefinition;
import dev.millrace.journeys.LambdaFaults.Fault;
import dev.millrace.journeys.LambdaFaults.Moment;
import dev.millrace.journeys.LambdaFaults.TaskCall;
import dev.millrace.testing.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The driver runs a state machine as Step Functions does, and refuses what it would run otherwise.
class AslDriverTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SettableClock clock = new SettableClock();
    private final LambdaFaults faults = new LambdaFaults();
    private final List<JsonNode> payloads = new ArrayList<>();

    @Test
    void goesTheWayThatTheChoicesSay() {
        AslResult light = drive(weighing(200));

        assertThat(light.succeeded()).isTrue();
        assertThat(light.visited()).containsExactly("Weigh Parcel", "What Does It Weigh", "Send", "Sent");
        assertThat(light.output()).isEqualTo(json("{'sent':true,'postage':null,'seen':['p1',false]}"));
        assertThat(light.transitions()).isEqualTo(5);
    }

    @Test
    void givesAFunctionTheStateTheExecutionAndTheInput() {
        drive(weighing(200));

        assertThat(payloads).containsExactly(json("{'state':'Weigh Parcel','execution':'a-run','parcel':'p1'}"));
        assertThat(faults.calls()).containsExactly(new TaskCall(1, "Weigh Parcel", "ScalesFunction", 1));
    }

    @Test
    void assignsWhatARuleOfAChoiceAssigns() {
        assertThat(drive(weighing(501)).output().path("postage").asInt()).isEqualTo(1002);
    }

    @Test
    void waitsOnItsClock() {
        drive(weighing(600));

        assertThat(passed()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void endsWellInAnotherSucceedState() {
        AslResult heavy = drive(weighing(5000));

        assertThat(heavy.succeeded()).isTrue();
        assertThat(heavy.output().asText()).isEqualTo("refused");
    }

    @Test
    void namesAnErrorAsTheClassOfTheException() {
        AslResult result = drive(throwing(new UncheckedIOException(new IOException("no scales"))));

        assertThat(result.succeeded()).isFalse();
        assertThat(result.error()).isEqualTo("java.io.UncheckedIOException");
        JsonNode cause = json(Objects.requireNonNull(result.cause()).replace("Scales: ", ""));
        assertThat(cause.path("errorMessage").asText()).contains("no scales");
        assertThat(cause.path("errorType").asText()).isEqualTo("java.io.UncheckedIOException");
        assertThat(cause.path("stackTrace")).isNotEmpty();
        assertThat(result.visited()).containsExactly("Weigh Parcel", "Out Of Order");
    }

    @Test
    void catchesTheFirstCatcherThatNamesTheError() {
        assertThat(drive(throwing(new IllegalArgumentException("p1"))).visited())
                .containsExactly("Weigh Parcel", "Refused");
    }

    @Test
    void catchesAnErrorOfTheVirtualMachineToo() {
        assertThat(drive(throwing(new OutOfMemoryError("big"))).error()).isEqualTo("java.lang.OutOfMemoryError");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 6", "3, 11"})
    void triesAgainWithBackoffUpToTheMost(int times, int seconds) {
        faults.arm(new Fault(1, times, Moment.BEFORE, "Lambda.TooManyRequestsException", "Rate exceeded"));

        AslResult result = drive(weighing(200));

        assertThat(result.succeeded()).isTrue();
        assertThat(passed()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(result.transitions()).isEqualTo(5 + times);
        assertThat(payloads).hasSize(1);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        faults.arm(new Fault(1, 4, Moment.BEFORE, "Lambda.TooManyRequestsException", "Rate exceeded"));

        AslResult result = drive(weighing(200));

        assertThat(result.error()).isEqualTo("Lambda.TooManyRequestsException");
        assertThat(faults.calls()).extracting(TaskCall::attempt).containsExactly(1, 2, 3, 4);
        assertThat(payloads).isEmpty();
    }

    @Test
    void countsTheAttemptsOfEachRetrierByItself() {
        faults.arm(new Fault(1, 3, Moment.BEFORE, "Lambda.TooManyRequestsException", "Rate exceeded"));
        var fails = new ArrayList<>(List.of(true));

        AslResult result = drive((in, out, context) -> {
            if (!fails.isEmpty()) {
                fails.clear();
                throw new IllegalStateException("not now");
            }
            weighing(200).handleRequest(in, out, context);
        });

        assertThat(result.succeeded()).isTrue();
        assertThat(faults.calls()).hasSize(5);
    }

    @Test
    void runsTheFunctionAndLosesItsAnswer() {
        faults.arm(new Fault(1, 1, Moment.AFTER, "Sandbox.Timedout", "Task timed out"));

        assertThat(drive(weighing(200)).succeeded()).isTrue();
        assertThat(payloads).hasSize(2);
        faults.requireFired();
    }

    @Test
    void reportsAFaultThatNeverFires() {
        faults.arm(new Fault(9, 1, Moment.BEFORE, "Lambda.Unknown", ""));
        drive(weighing(200));

        assertThatThrownBy(faults::requireFired)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("never fired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"States.DataLimitExceeded", "States.Runtime"})
    void catchesNoErrorThatStatesAllDoesNotCover(String error) {
        faults.arm(new Fault(1, 1, Moment.AFTER, error, "too much"));

        AslResult result = drive(weighing(200));

        assertThat(result.error()).isEqualTo(error);
        assertThat(result.visited()).containsExactly("Weigh Parcel");
    }

    @Test
    void failsAStateWhoseExpressionIsUndefined() {
        AslResult result = drive((in, out, context) -> out.write("{\"kilos\":1}".getBytes(StandardCharsets.UTF_8)));

        assertThat(result.error()).isEqualTo("States.QueryEvaluationError");
        assertThat(result.cause()).contains("$states.result.Payload.grams");
    }

    @Test
    void assignsAndOutputsFromTheVariablesAsTheyWere() {
        assertThat(drive(weighing(200)).output().path("seen").path(1).asBoolean())
                .isFalse();
    }

    @Test
    void failsTheTestWhenStateCarriesData() {
        String big = "\"" + "x".repeat(33_000) + "\"";

        assertThatThrownBy(() -> drive((in, out, context) -> out.write(big.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("references, not data");
    }

    @Test
    void failsTheTestWhenAnAssertionInAFunctionDoes() {
        assertThatThrownBy(() -> drive(throwing(new AssertionError("ours")))).hasMessage("ours");
    }

    @Test
    void failsTheTestWhenAnExecutionGoesRoundAndRound() {
        AslDefinition round = definition("{'A': {'Type': 'Pass', 'Next': 'A'}}");

        assertThatThrownBy(() -> new AslDriver(round, Map.of(), faults, clock).run("a-run", "{}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("goes round");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'A': {'Type': 'Parallel', 'End': true}} | the type 'Parallel'
            {'A': {'Type': 'Pass'}} | neither leads on nor ends
            {'A': {'Type': 'Pass', 'ResultPath': '$.a', 'End': true}} | the field 'ResultPath'
            {'A': {'Type': 'Pass', 'Next': 'B'}} | no states [B]
            {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sns:publish', 'End': true}} | sns:publish
            {'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'Next': 'A'}]}} | the field 'Variable'
            {'A': {'Type': 'Succeed', 'Retry': []}} | the field 'Retry'
            """)
    void refusesWhatItDoesNotKnow(String states, String what) {
        assertThatThrownBy(() -> definition(states))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what);
    }

    @Test
    void refusesAMachineWithAFunctionThatItWasNotGiven() {
        assertThatThrownBy(() -> new AslDriver(parcel(), Map.of(), faults, clock))
                .hasMessageContaining("${ScalesFunction}");
    }

    @Test
    void failsAChoiceWithoutAWay() {
        AslDefinition stuck =
                definition("{'A': {'Type': 'Choice', 'Choices': [{'Condition': '{% false %}', 'Next': 'A'}]}}");

        assertThat(new AslDriver(stuck, Map.of(), faults, clock).run("a-run", "{}"))
                .extracting(AslResult::succeeded, AslResult::error)
                .isEqualTo(tuple(false, "States.NoChoiceMatched").toList());
    }

    @Test
    void waitsUntilATimestamp() {
        AslDefinition wait = definition(
                "{'A': {'Type': 'Wait', 'Timestamp': '{% $states.input.until %}', 'Next': 'B'}, 'B': {'Type': 'Succeed'}}");

        AslResult result = new AslDriver(wait, Map.of(), faults, clock)
                .run("a-run", "{\"until\":\"%s\"}".formatted(SettableClock.START.plusSeconds(90)));

        assertThat(result.succeeded()).isTrue();
        assertThat(passed()).isEqualTo(Duration.ofSeconds(90));
    }

    private AslResult drive(RequestStreamHandler scales) {
        return new AslDriver(parcel(), Map.of("ScalesFunction", scales), faults, clock)
                .run("a-run", "{\"parcel\":\"p1\"}");
    }

    private RequestStreamHandler weighing(int grams) {
        return (in, out, context) -> {
            payloads.add(MAPPER.readTree(in));
            out.write("{\"grams\":%d}".formatted(grams).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static RequestStreamHandler throwing(RuntimeException e) {
        return (in, out, context) -> {
            throw e;
        };
    }

    private static RequestStreamHandler throwing(Error e) {
        return (in, out, context) -> {
            throw e;
        };
    }

    private Duration passed() {
        return Duration.between(SettableClock.START, clock.instant());
    }

    private static AslDefinition parcel() {
        try (InputStream file = AslDriverTest.class.getResourceAsStream("parcel.asl.json")) {
            return AslDefinition.parse(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static AslDefinition definition(String states) {
        return AslDefinition.parse(
                "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":%s}".formatted(states.replace('\'', '"')));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.startsWith("{'") ? text.replace('\'', '"') : text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
