package dev.millrace.simulation;

import static dev.millrace.simulation.StateMachine.map;
import static dev.millrace.simulation.StateMachine.maps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.base.identity.ObjectId;
import dev.millrace.base.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An execution of a state machine, as the file says: Next, Choice, Retry and Catch. What the file does not use is
/// not built, and refused.
final class Execution {
    private static final Duration TRANSITION = Duration.ofMillis(20);
    private static final double DEFAULT_BACKOFF = 2;
    private static final int DEFAULT_ATTEMPTS = 3;

    private final StateMachine machine;
    private final Timeline timeline;
    private final Dice dice;
    private final Lambda lambda;
    private final Trace trace;
    private final String name;
    private final ObjectId object;
    private final Map<String, Object> input;
    private final Runnable end;
    private final Map<String, Object> variables = new HashMap<>();
    private final Timeline.Happening timeout;
    private Status status = Status.RUNNING;
    private String state = "";
    private String error = "";
    private String cause = "";

    /// @param end is told when it has ended
    Execution(
            StateMachine machine,
            Timeline timeline,
            Dice dice,
            Lambda lambda,
            Trace trace,
            String name,
            Map<String, Object> input,
            Runnable end) {
        this.machine = machine;
        this.timeline = timeline;
        this.dice = dice;
        this.lambda = lambda;
        this.trace = trace;
        this.name = name;
        this.input = input;
        this.object = new ObjectId(String.valueOf(input.get("oid")));
        this.end = end;
        this.timeout = timeline.in(
                Duration.ofSeconds(number(machine.root().get("TimeoutSeconds"))),
                () -> end(Status.TIMED_OUT, "States.Timeout", ""));
    }

    enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    Status status() {
        return status;
    }

    String name() {
        return name;
    }

    ObjectId object() {
        return object;
    }

    private String shortName() {
        return name.replace(object.hex(), object.hex().substring(0, 8));
    }

    /// Name of the error that failed it; empty when none did.
    String error() {
        return error;
    }

    /// Cause of that error.
    String cause() {
        return cause;
    }

    void begin() {
        enter(String.valueOf(machine.root().get("StartAt")));
    }

    /// Somebody stops it.
    void abort() {
        end(Status.ABORTED, "", "");
    }

    private void end(Status how, String withError, String withCause) {
        if (status == Status.RUNNING) {
            status = how;
            error = withError;
            cause = withCause;
            timeout.cancel();
            trace.note(object, () -> shortName() + " ends as " + how + " in " + state + " " + withError);
            end.run();
        }
    }

    private void enter(String next) {
        state = next;
        timeline.in(dice.between(TRANSITION.dividedBy(4), TRANSITION), () -> {
            if (status == Status.RUNNING) {
                take(machine.state(next));
            }
        });
    }

    private void take(Map<String, Object> definition) {
        trace.note(object, () -> shortName() + " enters " + state);
        switch (String.valueOf(definition.get("Type"))) {
            case "Task" -> new Task(definition).attempt();
            case "Choice" -> choose(definition);
            case "Succeed" -> end(Status.SUCCEEDED, "", "");
            case "Fail" ->
                end(
                        Status.FAILED,
                        String.valueOf(evaluate(definition.get("Error"), Map.of())),
                        String.valueOf(evaluate(definition.get("Cause"), Map.of())));
            default -> throw new UnsupportedOperationException("The simulation knows no state like " + definition);
        }
    }

    private void choose(Map<String, Object> definition) {
        for (Map<String, Object> choice : maps(definition.get("Choices"))) {
            if (Boolean.TRUE.equals(evaluate(choice.get("Condition"), Map.of()))) {
                enter(String.valueOf(choice.get("Next")));
                return;
            }
        }
        enter(String.valueOf(definition.get("Default")));
    }

    private @Nullable Object evaluate(@Nullable Object value, Map<String, Object> more) {
        var states = new LinkedHashMap<>(more);
        states.put(
                "context", Map.of("State", Map.of("Name", state), "Execution", Map.of("Name", name, "Input", input)));
        return machine.evaluate(value, variables, states);
    }

    private void assign(Map<String, Object> definition, Map<String, Object> more) {
        if (definition.containsKey("Assign")) {
            variables.putAll(map(evaluate(definition.get("Assign"), more)));
        }
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value, "A number is missing")).longValue();
    }

    /// A Task state that was entered.
    private final class Task {
        private final Map<String, Object> definition;
        private final IdentityHashMap<Object, Integer> retries = new IdentityHashMap<>();
        private int attempts;

        Task(Map<String, Object> definition) {
            this.definition = definition;
        }

        void attempt() {
            if (status != Status.RUNNING) {
                return;
            }
            int attempt = ++attempts;
            Map<String, Object> arguments = map(evaluate(definition.get("Arguments"), Map.of()));
            Timeline.Happening late = timeline.in(
                    Duration.ofSeconds(number(definition.get("TimeoutSeconds"))),
                    () -> came(attempt, new Lambda.Outcome.Failure("States.Timeout", "")));
            lambda.invoke(
                    String.valueOf(arguments.get("FunctionName")), object, bytes(arguments.get("Payload")), outcome -> {
                        late.cancel();
                        came(attempt, outcome);
                    });
        }

        /// An outcome of an attempt; one that comes after the state went on does not count.
        private void came(int attempt, Lambda.Outcome outcome) {
            if (attempt != attempts || status != Status.RUNNING) {
                return;
            }
            attempts++;
            switch (outcome) {
                case Lambda.Outcome.Answer answer -> succeeded(answer.payload());
                case Lambda.Outcome.Failure failure -> failed(failure);
            }
        }

        private void succeeded(String payload) {
            assign(definition, Map.of("result", Map.of("Payload", read(payload))));
            if (Boolean.TRUE.equals(definition.get("End"))) {
                end(Status.SUCCEEDED, "", "");
            } else {
                enter(String.valueOf(definition.get("Next")));
            }
        }

        private void failed(Lambda.Outcome.Failure failure) {
            trace.note(object, () -> shortName() + ", " + state + ": " + failure.error() + ": " + failure.cause());
            for (Map<String, Object> retrier : maps(definition.get("Retry"))) {
                if (matches(retrier, failure.error())) {
                    int before = retries.merge(retrier, 1, Integer::sum) - 1;
                    if (before < ((Number) retrier.getOrDefault("MaxAttempts", DEFAULT_ATTEMPTS)).intValue()) {
                        timeline.in(pause(retrier, before), this::attempt);
                        return;
                    }
                    break;
                }
            }
            catchIt(failure);
        }

        private void catchIt(Lambda.Outcome.Failure failure) {
            for (Map<String, Object> catcher : maps(definition.get("Catch"))) {
                if (matches(catcher, failure.error())) {
                    assign(catcher, Map.of("errorOutput", Map.of("Error", failure.error(), "Cause", failure.cause())));
                    enter(String.valueOf(catcher.get("Next")));
                    return;
                }
            }
            end(Status.FAILED, failure.error(), failure.cause());
        }

        private boolean matches(Map<String, Object> rule, String name) {
            List<?> names = (List<?>) Objects.requireNonNull(rule.get("ErrorEquals"));
            return names.contains(name) || names.contains("States.ALL");
        }

        private Duration pause(Map<String, Object> retrier, int before) {
            double rate = ((Number) retrier.getOrDefault("BackoffRate", DEFAULT_BACKOFF)).doubleValue();
            double seconds = Math.min(number(retrier.get("IntervalSeconds")) * Math.pow(rate, before), (double)
                    number(retrier.get("MaxDelaySeconds")));
            return dice.between(Duration.ZERO, Duration.ofMillis((long) (seconds * 1000)));
        }
    }

    private static byte[] bytes(@Nullable Object value) {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON: " + value, e);
        }
    }

    private static Map<String, Object> read(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON: " + json, e);
        }
    }
}
