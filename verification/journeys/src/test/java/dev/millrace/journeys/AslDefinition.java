package dev.millrace.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A state machine's file, of which every field is one that [AslDriver] knows: what it would leave out in silence, it
/// refuses (Amazon States Language, with JSONata).
final class AslDefinition {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> TOP = Set.of("Comment", "QueryLanguage", "StartAt", "TimeoutSeconds", "States");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "Task",
            Set.of("Resource", "Arguments", "Assign", "Output", "TimeoutSeconds", "Retry", "Catch", "Next", "End"),
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
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");

    private final String start;
    private final Map<String, JsonNode> states = new TreeMap<>();

    private AslDefinition(JsonNode machine) {
        requireKnown("The state machine", machine, TOP);
        if (!machine.path("QueryLanguage").asText().equals("JSONata")) {
            throw new IllegalArgumentException("The state machine's QueryLanguage is not JSONata");
        }
        start = machine.required("StartAt").asText();
        machine.required("States").properties().forEach(e -> states.put(e.getKey(), checked(e.getKey(), e.getValue())));
        requireTargets();
    }

    /// Reads a state machine.
    ///
    /// @param text of its file, whose partition becomes `aws`
    /// @throws IllegalArgumentException when it holds what the driver does not know
    static AslDefinition parse(String text) {
        try {
            return new AslDefinition(MAPPER.readTree(text.replace("${Partition}", "aws")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode checked(String name, JsonNode state) {
        String type = state.path("Type").asText();
        Set<String> fields = FIELDS.get(type);
        if (fields == null) {
            throw new IllegalArgumentException(
                    "State '%s' has the type '%s', which the driver does not know".formatted(name, type));
        }
        var known = new TreeSet<>(fields);
        known.addAll(List.of("Type", "Comment"));
        requireKnown("State '" + name + "'", state, known);
        state.path("Choices").forEach(rule -> requireKnown("A rule of '" + name + "'", rule, RULE));
        state.path("Retry").forEach(retrier -> requireKnown("A retrier of '" + name + "'", retrier, RETRIER));
        state.path("Catch").forEach(catcher -> requireKnown("A catcher of '" + name + "'", catcher, CATCHER));
        if (type.equals("Task") && !state.path("Resource").asText().equals("arn:aws:states:::lambda:invoke")) {
            throw new IllegalArgumentException(
                    "State '%s' calls %s, which the driver does not know".formatted(name, state.path("Resource")));
        }
        return state;
    }

    private static void requireKnown(String where, JsonNode node, Set<String> known) {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                throw new IllegalArgumentException(
                        "%s has the field '%s', which the driver does not know".formatted(where, field));
            }
        });
    }

    private void requireTargets() {
        var targets = new ArrayList<String>(List.of(start));
        states.values().forEach(state -> state.findValues("Next").forEach(next -> targets.add(next.asText())));
        states.values().stream()
                .filter(s -> s.has("Default"))
                .forEach(s -> targets.add(s.path("Default").asText()));
        targets.removeAll(states.keySet());
        if (!targets.isEmpty()) {
            throw new IllegalArgumentException("There are no states " + targets);
        }
    }

    String start() {
        return start;
    }

    JsonNode state(String name) {
        return Objects.requireNonNull(states.get(name));
    }

    /// The name that stands for a Task's function, such as `LoadFileFunction` for `${LoadFileFunction}`.
    static String function(JsonNode task) {
        JsonNode name = task.at("/Arguments/FunctionName");
        Matcher substitution = SUBSTITUTION.matcher(name.asText());
        if (!substitution.matches()) {
            throw new IllegalArgumentException("A function is named by a substitution, not so: " + name);
        }
        return substitution.group(1);
    }

    /// The names of the Tasks.
    Set<String> tasks() {
        return states.entrySet().stream()
                .filter(e -> e.getValue().path("Type").asText().equals("Task"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The functions that Tasks call.
    Set<String> functions() {
        return tasks().stream().map(name -> function(state(name))).collect(Collectors.toCollection(TreeSet::new));
    }
}
