package dev.millrace.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Something with states of its own: a state machine, or the processor of a Map. Every field is one that
/// [AslExecution] knows: what it would leave out in silence, it refuses.
final class AslScope {
    private static final Set<String> RESOURCES = Set.of(
            "arn:aws:states:::lambda:invoke",
            "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "arn:aws:states:::states:startExecution.sync:2");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "Task",
            Set.of("Resource", "Arguments", "Assign", "Output", "TimeoutSeconds", "Retry", "Catch", "Next", "End"),
            "Map",
            Set.of(
                    "Items",
                    "ItemSelector",
                    "MaxConcurrency",
                    "ItemProcessor",
                    "Assign",
                    "Output",
                    "Retry",
                    "Catch",
                    "Next",
                    "End"),
            "Pass",
            Set.of("Assign", "Output", "Next", "End"),
            "Wait",
            Set.of("Seconds", "Timestamp", "Assign", "Output", "Next", "End"),
            "Choice",
            Set.of("Choices", "Default", "Assign", "Output"),
            "Succeed",
            Set.of("Output"),
            "Fail",
            Set.of("Error", "Cause"));
    private static final Set<String> RULE = Set.of("Condition", "Next", "Assign", "Output", "Comment");
    private static final Set<String> RETRIER = Set.of(
            "ErrorEquals",
            "IntervalSeconds",
            "MaxAttempts",
            "BackoffRate",
            "MaxDelaySeconds",
            "JitterStrategy",
            "Comment");
    private static final Set<String> CATCHER = Set.of("ErrorEquals", "Next", "Assign", "Output", "Comment");
    private static final Set<String> PROCESSOR = Set.of("ProcessorConfig", "StartAt", "States", "Comment");

    private final String start;
    private final Map<String, JsonNode> states = new TreeMap<>();
    private final Map<String, AslScope> processors = new TreeMap<>();

    /// @throws IllegalArgumentException when it holds what is not known here
    AslScope(JsonNode node) {
        start = node.required("StartAt").asText();
        node.required("States").properties().forEach(e -> states.put(e.getKey(), checked(e.getKey(), e.getValue())));
        requireTargets();
    }

    private JsonNode checked(String name, JsonNode state) {
        String type = state.path("Type").asText();
        Set<String> fields = FIELDS.get(type);
        if (fields == null) {
            throw new IllegalArgumentException(
                    "State '%s' has the type '%s', which is not known".formatted(name, type));
        }
        var known = new TreeSet<>(fields);
        known.addAll(List.of("Type", "Comment"));
        requireKnown("State '" + name + "'", state, known);
        state.path("Choices").forEach(rule -> requireKnown("A rule of '" + name + "'", rule, RULE));
        state.path("Retry").forEach(retrier -> requireKnown("A retrier of '" + name + "'", retrier, RETRIER));
        state.path("Catch").forEach(catcher -> requireKnown("A catcher of '" + name + "'", catcher, CATCHER));
        if (type.equals("Task") && !RESOURCES.contains(state.path("Resource").asText())) {
            throw new IllegalArgumentException(
                    "State '%s' calls %s, which is not known".formatted(name, state.path("Resource")));
        }
        if (type.equals("Map")) {
            processors.put(name, processor(name, state.path("ItemProcessor")));
        }
        boolean leads = state.has("Next") || state.path("End").asBoolean();
        if (!leads && !Set.of("Choice", "Succeed", "Fail").contains(type)) {
            throw new IllegalArgumentException("State '%s' neither leads on nor ends".formatted(name));
        }
        return state;
    }

    private static AslScope processor(String name, JsonNode processor) {
        requireKnown("The processor of '" + name + "'", processor, PROCESSOR);
        if (!processor.at("/ProcessorConfig/Mode").asText("INLINE").equals("INLINE")) {
            throw new IllegalArgumentException("The processor of '%s' is not inline".formatted(name));
        }
        return new AslScope(processor);
    }

    static void requireKnown(String where, JsonNode node, Set<String> known) {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new IllegalArgumentException("%s has the field '%s', which is not known".formatted(where, field));
            }
        });
    }

    private void requireTargets() {
        var targets = new ArrayList<String>(List.of(start));
        for (JsonNode state : states.values()) {
            for (String field : List.of("Next", "Default")) {
                if (state.has(field)) {
                    targets.add(state.path(field).asText());
                }
            }
            for (String list : List.of("Choices", "Catch")) {
                state.path(list).forEach(way -> targets.add(way.path("Next").asText()));
            }
        }
        targets.removeAll(states.keySet());
        if (!targets.isEmpty()) {
            throw new IllegalArgumentException("There are no states " + targets);
        }
    }

    String start() {
        return start;
    }

    JsonNode state(String name) {
        return Objects.requireNonNull(states.get(name), name);
    }

    AslScope processor(String map) {
        return Objects.requireNonNull(processors.get(map), map);
    }

    /// Every state in it and in the processors of its Maps.
    Map<String, JsonNode> everyState() {
        var all = new TreeMap<>(states);
        processors.values().forEach(processor -> all.putAll(processor.everyState()));
        return all;
    }
}
