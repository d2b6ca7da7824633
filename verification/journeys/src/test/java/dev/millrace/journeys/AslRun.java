package dev.millrace.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One execution of a state machine, while it runs.
final class AslRun {
    /// Nothing here goes round so often but an endless loop.
    private static final int MOST_TRANSITIONS = 1000;

    /// What a state may hold (house rule: references, not data).
    private static final int MAX_BYTES = 32 * 1024;

    private final AslDefinition definition;
    private final LambdaService lambda;
    private final SettableClock clock;
    private final ObjectNode execution;
    private final Map<String, JsonNode> variables = new LinkedHashMap<>();
    private final List<String> visited = new ArrayList<>();
    private int transitions = 1;

    AslRun(AslDefinition definition, LambdaService lambda, SettableClock clock, ObjectNode execution) {
        this.definition = definition;
        this.lambda = lambda;
        this.clock = clock;
        this.execution = execution;
    }

    /// Where a state leads.
    ///
    /// @param next null when the execution ends here
    private record Way(JsonNode output, @Nullable String next) {}

    AslResult run() {
        JsonNode input = execution.required("Input");
        String state = definition.start();
        try {
            while (true) {
                requireSmall("The input of " + state, input);
                count();
                visited.add(state);
                Way way = step(state, definition.state(state), input);
                requireSmall("The output of " + state, way.output());
                if (way.next() == null) {
                    return new AslResult(true, way.output(), null, null, List.copyOf(visited), transitions);
                }
                input = way.output();
                state = way.next();
            }
        } catch (StateError e) {
            return new AslResult(
                    false,
                    JsonNodeFactory.instance.nullNode(),
                    e.error(),
                    e.reason(),
                    List.copyOf(visited),
                    transitions);
        }
    }

    private void count() {
        if (++transitions > MOST_TRANSITIONS) {
            throw new AssertionError(
                    "The execution goes round: " + visited.subList(visited.size() - 10, visited.size()));
        }
    }

    private Way step(String name, JsonNode state, JsonNode input) throws StateError {
        return switch (state.path("Type").asText()) {
            case "Task" -> task(name, state, input);
            case "Choice" -> choice(name, state, input);
            case "Wait" -> {
                await(name, state, input);
                yield leave(state, state, scope(name, input, 0), input);
            }
            case "Pass", "Succeed" -> leave(state, state, scope(name, input, 0), input);
            case "Fail" ->
                throw new StateError(text(name, state.path("Error"), input), text(name, state.path("Cause"), input));
            default -> throw new IllegalStateException("The definition was not checked: " + state);
        };
    }

    private String text(String name, JsonNode template, JsonNode input) throws StateError {
        return value(scope(name, input, 0), template).asText();
    }

    private void await(String name, JsonNode state, JsonNode input) throws StateError {
        ObjectNode scope = scope(name, input, 0);
        Duration wait = state.has("Seconds")
                ? Duration.ofSeconds(value(scope, state.path("Seconds")).asLong())
                : Duration.between(
                        clock.instant(),
                        Instant.parse(value(scope, state.required("Timestamp")).asText()));
        if (wait.isPositive()) {
            clock.pass(wait);
        }
    }

    private Way choice(String name, JsonNode state, JsonNode input) throws StateError {
        ObjectNode scope = scope(name, input, 0);
        for (JsonNode rule : state.required("Choices")) {
            JsonNode holds = value(scope, rule.required("Condition"));
            if (!holds.isBoolean()) {
                throw new StateError("States.QueryEvaluationError", "No truth value: " + rule.path("Condition"));
            }
            if (holds.asBoolean()) {
                return leave(rule, rule, scope, input);
            }
        }
        if (!state.has("Default")) {
            throw new StateError("States.NoChoiceMatched", "No rule of '" + name + "' holds, and it has no default");
        }
        Way way = leave(state, state, scope, input);
        return new Way(way.output(), state.path("Default").asText());
    }

    private Way task(String name, JsonNode state, JsonNode input) throws StateError {
        var retries = new Retries(state.path("Retry"));
        for (int attempt = 1; ; attempt++) {
            ObjectNode scope = scope(name, input, attempt - 1);
            try {
                return attempted(name, state, scope, attempt);
            } catch (StateError e) {
                Duration wait = retries.waitAfter(e);
                if (wait == null) {
                    return caught(state, e, scope);
                }
                clock.pass(wait);
                count();
            }
        }
    }

    private Way attempted(String name, JsonNode state, ObjectNode scope, int attempt) throws StateError {
        JsonNode arguments = state.path("Arguments");
        JsonNode payload = value(scope, arguments.path("Payload"));
        requireSmall("The payload of " + name, payload);
        JsonNode result = lambda.invoke(name, AslDefinition.function(state), attempt, payload);
        requireSmall("The result of " + name, result);
        scope.set("result", result);
        return leave(state, state, scope, result);
    }

    private Way caught(JsonNode state, StateError e, ObjectNode scope) throws StateError {
        for (JsonNode catcher : state.path("Catch")) {
            for (JsonNode name : catcher.required("ErrorEquals")) {
                if (e.isCoveredBy(name.asText())) {
                    ObjectNode output = JsonNodeFactory.instance
                            .objectNode()
                            .put("Error", e.error())
                            .put("Cause", e.reason());
                    scope.set("errorOutput", output);
                    return leave(catcher, catcher, scope, output);
                }
            }
        }
        throw e;
    }

    /// Assigns and outputs, both from the variables as they were, then goes on.
    private Way leave(JsonNode assigns, JsonNode leads, ObjectNode scope, JsonNode output) throws StateError {
        JsonNode assigned = value(scope, assigns.path("Assign"));
        JsonNode given = leads.has("Output") ? value(scope, leads.path("Output")) : output;
        assigned.properties().forEach(e -> variables.put(e.getKey(), e.getValue()));
        requireSmall("The variables", new ObjectMapper().valueToTree(variables));
        return new Way(given, leads.has("Next") ? leads.path("Next").asText() : null);
    }

    private JsonNode value(ObjectNode scope, JsonNode template) throws StateError {
        return new Jsonata(scope, variables).value(template);
    }

    /// What `$states` is in a state.
    private ObjectNode scope(String name, JsonNode input, int retries) {
        ObjectNode states = JsonNodeFactory.instance.objectNode();
        states.set("input", input);
        ObjectNode context = states.putObject("context");
        context.set("Execution", execution);
        context.putObject("State")
                .put("Name", name)
                .put("EnteredTime", clock.instant().toString())
                .put("RetryCount", retries);
        return states;
    }

    private static void requireSmall(String what, JsonNode value) {
        int bytes = value.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new AssertionError("%s has %d bytes: state carries references, not data, and at most %d bytes of them"
                    .formatted(what, bytes, MAX_BYTES));
        }
    }
}
