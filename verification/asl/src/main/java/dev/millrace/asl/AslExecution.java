package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// One execution of a state machine. It never waits by itself: its clock and its services call it back.
public final class AslExecution {
    /// What a state may hold (house rule: references, not data).
    private static final int MAX_BYTES = 32 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AslDefinition definition;
    private final Ports ports;
    private final ObjectNode execution;
    private final Consumer<AslEnd> ended;
    private AslClock.@Nullable Timer timeout;
    private boolean running = true;

    /// What an execution needs of the world.
    ///
    /// @param chance from 0 to 1, for retries with jitter
    public record Ports(AslClock clock, AslServices services, DoubleSupplier chance, AslObserver observer) {}

    /// @param id ARN of the execution
    /// @param ended hears once how it ended
    public AslExecution(
            AslDefinition definition, Ports ports, String id, String name, JsonNode input, Consumer<AslEnd> ended) {
        this.definition = definition;
        this.ports = ports;
        this.ended = ended;
        this.execution = NODES.objectNode();
        execution
                .put("Id", id)
                .put("Name", name)
                .put("StartTime", ports.clock().now().toString());
        execution.set("Input", input);
    }

    /// Begins it, unless it was stopped before.
    public void begin() {
        if (!running) {
            return;
        }
        if (definition.timeoutSeconds() != Long.MAX_VALUE) {
            timeout = ports.clock()
                    .after(
                            Duration.ofSeconds(definition.timeoutSeconds()),
                            () -> end(AslEnd.Status.TIMED_OUT, NODES.nullNode(), "States.Timeout", ""));
        }
        new Branch(
                        definition.scope(),
                        Map.of(),
                        null,
                        output -> end(AslEnd.Status.SUCCEEDED, output, null, null),
                        e -> end(AslEnd.Status.FAILED, NODES.nullNode(), e.error(), e.reason()))
                .begin(execution.required("Input"));
    }

    /// Somebody stops it.
    public void abort() {
        end(AslEnd.Status.ABORTED, NODES.nullNode(), "", "");
    }

    private void end(AslEnd.Status status, JsonNode output, @Nullable String error, @Nullable String cause) {
        if (running) {
            running = false;
            if (timeout != null) {
                timeout.cancel();
            }
            ended.accept(new AslEnd(status, output, error, cause));
        }
    }

    private String name() {
        return execution.required("Name").asText();
    }

    private static void requireSmall(String what, JsonNode value) {
        int bytes = value.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new AssertionError("%s has %d bytes: state carries references, not data, and at most %d bytes of them"
                    .formatted(what, bytes, MAX_BYTES));
        }
    }

    /// Where a state leads.
    ///
    /// @param next null when its branch ends here
    private record Way(JsonNode output, @Nullable String next) {}

    /// A way through states: that of the execution, or of one item of a Map. An item's variables are its own; it sees
    /// the outer ones as they were.
    private final class Branch {
        private final AslScope scope;
        private final Map<String, JsonNode> variables;
        private final @Nullable ObjectNode item;
        private final Consumer<JsonNode> done;
        private final Consumer<AslError> failed;
        private boolean stopped;

        Branch(
                AslScope scope,
                Map<String, JsonNode> outer,
                @Nullable ObjectNode item,
                Consumer<JsonNode> done,
                Consumer<AslError> failed) {
            this.scope = scope;
            this.variables = new LinkedHashMap<>(outer);
            this.item = item;
            this.done = done;
            this.failed = failed;
        }

        void begin(JsonNode input) {
            enter(scope.start(), input);
        }

        void stop() {
            stopped = true;
        }

        private boolean goesOn() {
            return running && !stopped;
        }

        private void enter(String name, JsonNode input) {
            ports.clock().transition(() -> {
                if (goesOn()) {
                    requireSmall("The input of " + name, input);
                    ports.observer().entered(name);
                    take(name, scope.state(name), input);
                }
            });
        }

        private void take(String name, JsonNode state, JsonNode input) {
            try {
                switch (state.path("Type").asText()) {
                    case "Task", "Map" -> new Visit(this, name, state, input).attempt();
                    case "Choice" -> go(choice(name, state, input));
                    case "Wait" ->
                        ports.clock().after(wait(name, state, input), () -> {
                            if (goesOn()) {
                                passOn(name, state, input);
                            }
                        });
                    case "Pass", "Succeed" -> go(leave(state, states(name, input, 0), input));
                    case "Fail" ->
                        throw new AslError(
                                text(name, state.path("Error"), input), text(name, state.path("Cause"), input));
                    default -> throw new IllegalStateException("The definition was not checked: " + state);
                }
            } catch (AslError e) {
                fail(name, e);
            }
        }

        private void passOn(String name, JsonNode state, JsonNode input) {
            try {
                go(leave(state, states(name, input, 0), input));
            } catch (AslError e) {
                fail(name, e);
            }
        }

        private void fail(String name, AslError e) {
            ports.observer().failed(name, e);
            failed.accept(e);
        }

        private void go(Way way) {
            requireSmall("The output of a state", way.output());
            if (way.next() == null) {
                done.accept(way.output());
            } else {
                enter(way.next(), way.output());
            }
        }

        private String text(String name, JsonNode template, JsonNode input) throws AslError {
            return value(states(name, input, 0), template).asText();
        }

        private Duration wait(String name, JsonNode state, JsonNode input) throws AslError {
            ObjectNode states = states(name, input, 0);
            Duration wait = state.has("Seconds")
                    ? Duration.ofSeconds(value(states, state.path("Seconds")).asLong())
                    : Duration.between(
                            ports.clock().now(),
                            Instant.parse(
                                    value(states, state.required("Timestamp")).asText()));
            return wait.isNegative() ? Duration.ZERO : wait;
        }

        private Way choice(String name, JsonNode state, JsonNode input) throws AslError {
            ObjectNode states = states(name, input, 0);
            for (JsonNode rule : state.required("Choices")) {
                JsonNode holds = value(states, rule.required("Condition"));
                if (!holds.isBoolean()) {
                    throw new AslError("States.QueryEvaluationError", "No truth value: " + rule.path("Condition"));
                }
                if (holds.asBoolean()) {
                    return leave(rule, states, input);
                }
            }
            if (!state.has("Default")) {
                throw new AslError("States.NoChoiceMatched", "No rule of '" + name + "' holds, and it has no default");
            }
            Way way = leave(state, states, input);
            return new Way(way.output(), state.path("Default").asText());
        }

        /// Assigns and outputs, both from the variables as they were, then goes on.
        private Way leave(JsonNode from, ObjectNode states, JsonNode output) throws AslError {
            JsonNode assigned = value(states, from.path("Assign"));
            JsonNode given = from.has("Output") ? value(states, from.path("Output")) : output;
            assigned.properties().forEach(e -> variables.put(e.getKey(), e.getValue()));
            requireSmall("The variables", MAPPER.valueToTree(variables));
            return new Way(given, from.has("Next") ? from.path("Next").asText() : null);
        }

        private JsonNode value(ObjectNode states, JsonNode template) throws AslError {
            return new AslExpressions(states, variables).value(template);
        }

        /// What `$states` is in a state.
        private ObjectNode states(String name, JsonNode input, int retries) {
            ObjectNode states = NODES.objectNode();
            states.set("input", input);
            ObjectNode context = states.putObject("context");
            context.set("Execution", execution);
            context.putObject("State")
                    .put("Name", name)
                    .put("EnteredTime", ports.clock().now().toString())
                    .put("RetryCount", retries);
            if (item != null) {
                context.putObject("Map").set("Item", item);
            }
            return states;
        }
    }

    /// A visit of a Task or Map: its attempts, what comes of them, and where its errors lead.
    private final class Visit {
        private final Branch branch;
        private final String name;
        private final JsonNode state;
        private final JsonNode input;
        private final AslRetries retries;
        private AslClock.@Nullable Timer late;
        private int attempts;

        /// Which attempt is waited for; what comes of an earlier one does not count.
        private int awaited;

        Visit(Branch branch, String name, JsonNode state, JsonNode input) {
            this.branch = branch;
            this.name = name;
            this.state = state;
            this.input = input;
            this.retries = new AslRetries(state.path("Retry"), ports.chance());
        }

        void attempt() {
            if (!branch.goesOn()) {
                return;
            }
            int attempt = ++attempts;
            awaited = attempt;
            ObjectNode states = branch.states(name, input, attempt - 1);
            Consumer<AslOutcome> came = outcome -> came(attempt, outcome, states);
            try {
                if (state.has("TimeoutSeconds")) {
                    late = ports.clock()
                            .after(
                                    Duration.ofSeconds(branch.value(states, state.path("TimeoutSeconds"))
                                            .asLong()),
                                    () -> came.accept(new AslOutcome.Failure("States.Timeout", "")));
                }
                if (state.path("Type").asText().equals("Map")) {
                    new Items(this, states, came).begin();
                } else {
                    ask(attempt, states, came);
                }
            } catch (AslError e) {
                came.accept(new AslOutcome.Failure(e.error(), e.reason()));
            }
        }

        private void ask(int attempt, ObjectNode states, Consumer<AslOutcome> came) throws AslError {
            JsonNode arguments = state.path("Arguments");
            String resource = state.path("Resource").asText();
            if (resource.endsWith("startExecution.sync:2")) {
                JsonNode given = branch.value(states, arguments);
                requireSmall("The input of the execution that " + name + " starts", given.path("Input"));
                ports.services()
                        .start(
                                given.required("StateMachineArn").asText(),
                                given.required("Name").asText(),
                                given.required("Input"),
                                came);
                return;
            }
            String token = null;
            if (resource.endsWith(".waitForTaskToken")) {
                token = ports.services().token(came);
                ((ObjectNode) states.required("context")).putObject("Task").put("Token", token);
            }
            JsonNode payload = branch.value(states, arguments.path("Payload"));
            requireSmall("The payload of " + name, payload);
            var call = new AslCall(name(), name, arguments.path("FunctionName").asText(), attempt, payload, token);
            boolean answers = token == null;
            ports.services().invoke(call, outcome -> {
                // A state that waits for a token minds its function's failure only.
                if (answers || outcome instanceof AslOutcome.Failure) {
                    came.accept(outcome);
                }
            });
        }

        private void came(int attempt, AslOutcome outcome, ObjectNode states) {
            if (attempt != awaited || !branch.goesOn()) {
                return;
            }
            awaited = 0;
            if (late != null) {
                late.cancel();
            }
            try {
                switch (outcome) {
                    case AslOutcome.Answer answer -> {
                        requireSmall("The result of " + name, answer.result());
                        states.set("result", answer.result());
                        branch.go(branch.leave(state, states, answer.result()));
                    }
                    case AslOutcome.Failure failure -> failed(new AslError(failure.error(), failure.cause()), states);
                }
            } catch (AslError e) {
                failed(e, states);
            }
        }

        private void failed(AslError e, ObjectNode states) {
            Duration wait = retries.waitAfter(e);
            if (wait != null) {
                ports.observer().retried(name, e);
                ports.clock().after(wait, this::attempt);
                return;
            }
            try {
                for (JsonNode catcher : state.path("Catch")) {
                    if (AslRetries.covers(catcher, e)) {
                        ObjectNode output =
                                NODES.objectNode().put("Error", e.error()).put("Cause", e.reason());
                        states.set("errorOutput", output);
                        ports.observer().failed(name, e);
                        branch.go(branch.leave(catcher, states, output));
                        return;
                    }
                }
                branch.fail(name, e);
            } catch (AslError another) {
                branch.fail(name, another);
            }
        }
    }

    /// The items of a Map, so many at once as it says.
    private final class Items {
        private final Visit visit;
        private final Consumer<AslOutcome> came;
        private final JsonNode items;
        private final ArrayNode inputs = NODES.arrayNode();
        private final JsonNode[] results;
        private final Branch[] branches;
        private final int atOnce;
        private int begun;
        private int done;
        private boolean over;

        Items(Visit visit, ObjectNode states, Consumer<AslOutcome> came) throws AslError {
            this.visit = visit;
            this.came = came;
            this.items = visit.branch.value(states, visit.state.path("Items"));
            if (!items.isArray()) {
                throw new AslError("States.QueryEvaluationError", "No list: " + visit.state.path("Items"));
            }
            for (int i = 0; i < items.size(); i++) {
                ObjectNode own = states.deepCopy();
                ((ObjectNode) own.required("context")).putObject("Map").set("Item", item(i));
                inputs.add(
                        visit.state.has("ItemSelector")
                                ? visit.branch.value(own, visit.state.path("ItemSelector"))
                                : items.get(i));
            }
            int most = visit.state.path("MaxConcurrency").asInt(0);
            this.atOnce = most == 0 ? items.size() : most;
            this.results = new JsonNode[items.size()];
            this.branches = new Branch[items.size()];
        }

        private ObjectNode item(int index) {
            ObjectNode item = NODES.objectNode().put("Index", index);
            item.set("Value", items.get(index));
            return item;
        }

        void begin() {
            if (items.isEmpty()) {
                came.accept(new AslOutcome.Answer(NODES.arrayNode()));
            }
            for (int i = 0; i < Math.min(atOnce, items.size()); i++) {
                beginNext();
            }
        }

        private void beginNext() {
            int index = begun++;
            branches[index] = new Branch(
                    visit.branch.scope.processor(visit.name),
                    visit.branch.variables,
                    item(index),
                    output -> ended(index, output),
                    this::failed);
            branches[index].begin(inputs.get(index));
        }

        private void ended(int index, JsonNode output) {
            results[index] = output;
            done++;
            if (over) {
                return;
            }
            if (begun < items.size()) {
                beginNext();
            } else if (done == items.size()) {
                over = true;
                ArrayNode all = NODES.arrayNode();
                for (JsonNode result : results) {
                    all.add(result);
                }
                came.accept(new AslOutcome.Answer(all));
            }
        }

        /// The first item that fails fails the Map, and stops the others.
        private void failed(AslError e) {
            if (over) {
                return;
            }
            over = true;
            for (int i = 0; i < begun; i++) {
                branches[i].stop();
            }
            came.accept(new AslOutcome.Failure(e.error(), e.reason()));
        }
    }
}
