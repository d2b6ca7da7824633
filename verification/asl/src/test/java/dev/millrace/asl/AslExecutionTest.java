package dev.millrace.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What executions do over time: Maps, task tokens, executions within executions, timeouts. How states lead on is
/// tested with the driver of journeys, over the same class.
class AslExecutionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-21T10:15:30Z");

    private final World world = new World();
    private Instant now = START;
    private final StandingClock time = new StandingClock(() -> now, passed -> now = now.plus(passed));
    private @Nullable AslEnd end;

    /// Services that are answered by hand.
    private static final class World implements AslServices {
        private final Map<String, Consumer<AslOutcome>> calls = new LinkedHashMap<>();
        private final List<AslCall> made = new ArrayList<>();
        private final Map<String, Consumer<AslOutcome>> tokens = new LinkedHashMap<>();
        private final Map<String, Consumer<AslOutcome>> executions = new LinkedHashMap<>();
        private final List<JsonNode> inputs = new ArrayList<>();

        @Override
        public void invoke(AslCall call, Consumer<AslOutcome> done) {
            made.add(call);
            calls.put(call.payload().asText(call.state()) + "/" + call.attempt(), done);
        }

        @Override
        public String token(Consumer<AslOutcome> done) {
            String token = "token-" + (tokens.size() + 1);
            tokens.put(token, done);
            return token;
        }

        @Override
        public void start(String stateMachine, String name, JsonNode input, Consumer<AslOutcome> done) {
            executions.put(stateMachine + "/" + name, done);
            inputs.add(input);
        }

        void answer(String call, String payload) {
            Objects.requireNonNull(calls.remove(call), call)
                    .accept(new AslOutcome.Answer(json("{'Payload': %s}".formatted(payload))));
        }

        void fail(String call, String error) {
            Objects.requireNonNull(calls.remove(call), call).accept(new AslOutcome.Failure(error, "why"));
        }
    }

    private static final String EACH = """
            {'A': {'Type': 'Map', 'Items': '{% $states.input %}', 'MaxConcurrency': 2,
                   'ItemSelector': '{% $states.context.Map.Item.Value & "-" & $string($states.context.Map.Item.Index) %}',
                   'ItemProcessor': {'ProcessorConfig': {'Mode': 'INLINE'}, 'StartAt': 'One', 'States': {
                       'One': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke',
                               'Arguments': {'FunctionName': '${F}', 'Payload': '{% $states.input %}'},
                               'Output': '{% $states.result.Payload %}', 'End': true}}},
                   'Catch': [{'ErrorEquals': ['States.ALL'], 'Output': '{% $states.errorOutput.Error %}', 'Next': 'Z'}],
                   'End': true},
             'Z': {'Type': 'Succeed'}}
            """;

    @Test
    void aMapRunsSoManyItemsAtOnceAndKeepsTheirOrder() {
        begin(EACH, "['a', 'b', 'c']");
        time.pass(Duration.ZERO);
        assertThat(world.calls).containsOnlyKeys("a-0/1", "b-1/1");

        world.answer("b-1/1", "2");
        time.pass(Duration.ZERO);
        assertThat(world.calls).containsOnlyKeys("a-0/1", "c-2/1");
        world.answer("c-2/1", "3");
        world.answer("a-0/1", "1");
        time.pass(Duration.ZERO);

        assertThat(ended().status()).isEqualTo(AslEnd.Status.SUCCEEDED);
        assertThat(ended().output()).isEqualTo(json("[1, 2, 3]"));
    }

    @Test
    void aMapWithoutItemsIsDoneAtOnce() {
        begin(EACH, "[]");
        time.pass(Duration.ZERO);

        assertThat(ended().output()).isEqualTo(json("[]"));
    }

    @Test
    void theFirstItemThatFailsFailsTheMapAndStopsTheOthers() {
        begin(EACH, "['a', 'b', 'c']");
        time.pass(Duration.ZERO);
        world.fail("a-0/1", "Lambda.Unknown");
        world.answer("b-1/1", "2");
        time.pass(Duration.ZERO);

        assertThat(world.made).hasSize(2);
        assertThat(ended().status()).isEqualTo(AslEnd.Status.SUCCEEDED);
        assertThat(ended().output().asText()).isEqualTo("Lambda.Unknown");
    }

    private static final String AWAITING = """
            {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken', 'TimeoutSeconds': 60,
                   'Arguments': {'FunctionName': '${F}', 'Payload': '{% $states.context.Task.Token %}'},
                   'Catch': [{'ErrorEquals': ['States.Timeout'], 'Output': 'late', 'Next': 'Z'}],
                   'Output': '{% $states.result.rows %}', 'End': true},
             'Z': {'Type': 'Succeed'}}
            """;

    @Test
    void aStateWaitsForItsTokenNotForItsFunction() {
        begin(AWAITING, "{}");
        time.pass(Duration.ZERO);
        world.answer("token-1/1", "{'rows': 1}");
        time.pass(Duration.ofSeconds(30));
        assertThat(end).isNull();

        Objects.requireNonNull(world.tokens.get("token-1")).accept(new AslOutcome.Answer(json("{'rows': 7}")));
        time.pass(Duration.ZERO);

        assertThat(ended().output().asInt()).isEqualTo(7);
    }

    @Test
    void aFunctionThatFailsFailsTheStateThatWaitsForAToken() {
        begin(AWAITING, "{}");
        time.pass(Duration.ZERO);
        world.fail("token-1/1", "Lambda.Unknown");
        time.pass(Duration.ZERO);

        assertThat(ended().status()).isEqualTo(AslEnd.Status.FAILED);
        assertThat(ended().error()).isEqualTo("Lambda.Unknown");
        assertThat(ended().cause()).isEqualTo("why");
    }

    @Test
    void anAnswerThatComesAfterTheTimeoutDoesNotCount() {
        begin(AWAITING, "{}");
        time.pass(Duration.ofSeconds(60));
        assertThat(ended().output().asText()).isEqualTo("late");

        Objects.requireNonNull(world.tokens.get("token-1")).accept(new AslOutcome.Answer(json("{'rows': 7}")));
        time.pass(Duration.ofSeconds(60));
        assertThat(ended().output().asText()).isEqualTo("late");
    }

    @Test
    void anExecutionStartsAnotherAndTakesItsOutput() {
        begin("""
                {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::states:startExecution.sync:2',
                       'Arguments': {'StateMachineArn': '${Page}', 'Name': '{% $states.context.Execution.Name & "-1" %}',
                                     'Input': {'page': '{% $states.input.page %}'}},
                       'Output': '{% $states.result.Output %}', 'End': true}}
                """, "{'page': 3}");
        time.pass(Duration.ZERO);

        assertThat(world.inputs).containsExactly(json("{'page': 3}"));
        Objects.requireNonNull(world.executions.get("${Page}/a-run-1"))
                .accept(new AslOutcome.Answer(json("{'Status': 'SUCCEEDED', 'Output': {'more': false}}")));
        time.pass(Duration.ZERO);
        assertThat(ended().output()).isEqualTo(json("{'more': false}"));
    }

    @Test
    void anExecutionEndsWhenItsTimeIsUp() {
        begin("{'A': {'Type': 'Wait', 'Seconds': 1000, 'End': true}}", "{}");
        time.pass(Duration.ofSeconds(899));
        assertThat(end).isNull();
        time.pass(Duration.ofSeconds(1));

        assertThat(ended().status()).isEqualTo(AslEnd.Status.TIMED_OUT);
    }

    @Test
    void anExecutionThatIsStoppedDoesNothingMore() {
        AslExecution execution = begin(EACH, "['a', 'b', 'c']");
        time.pass(Duration.ZERO);
        execution.abort();
        world.answer("a-0/1", "1");
        time.pass(Duration.ofHours(1));

        assertThat(world.made).hasSize(2);
        assertThat(ended().status()).isEqualTo(AslEnd.Status.ABORTED);
    }

    @ParameterizedTest
    @CsvSource({"FULL, 5", "NONE, 10"})
    void aRetryWithFullJitterWaitsAShareOfItsTime(String jitter, int seconds) {
        begin("""
                {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke',
                       'Arguments': {'FunctionName': '${F}', 'Payload': 'x'},
                       'Retry': [{'ErrorEquals': ['States.ALL'], 'IntervalSeconds': 10, 'JitterStrategy': '%s'}],
                       'End': true}}
                """.formatted(jitter), "{}");
        time.pass(Duration.ZERO);
        world.fail("x/1", "Lambda.Unknown");
        time.pass(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(world.made).hasSize(1);
        time.pass(Duration.ofMillis(1));

        assertThat(world.made).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'A': {'Type': 'Map', 'Items': [], 'ItemProcessor': {'StartAt': 'B', 'States': {}}, 'End': true}} | no states [B]
            {'A': {'Type': 'Map', 'Items': [], 'ItemReader': {}, 'End': true}} | the field 'ItemReader'
            {'A': {'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED'}}, 'End': true}} | not inline
            {'A': {'Type': 'Parallel', 'Branches': [], 'End': true}} | the type 'Parallel'
            {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::glue:startJobRun', 'End': true}} | glue:startJobRun
            """)
    void refusesWhatItWouldRunOtherwise(String states, String what) {
        assertThatThrownBy(() -> definition(states))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what);
    }

    private AslExecution begin(String states, String input) {
        var execution = new AslExecution(
                definition(states),
                new AslExecution.Ports(time, world, () -> 0.5, AslObserver.NONE),
                "arn:aws:states:eu-central-1:111122223333:execution:m:a-run",
                "a-run",
                json(input),
                result -> end = result);
        execution.begin();
        return execution;
    }

    private AslEnd ended() {
        return Objects.requireNonNull(end, "It goes on");
    }

    private static AslDefinition definition(String states) {
        return AslDefinition.parse(
                "{\"QueryLanguage\":\"JSONata\",\"TimeoutSeconds\":900,\"StartAt\":\"A\",\"States\":%s}"
                        .formatted(quoted(states)));
    }

    /// JSON as these tests write it: with single quotes, and double ones within expressions.
    private static String quoted(String text) {
        return text.replace("\"", "\\\"").replace('\'', '"');
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? JsonNodeFactory.instance.nullNode() : MAPPER.readTree(quoted(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
