package dev.millrace.checks;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A state machine file of the checkout, as it stands before substitution.
///
/// @param file its name, such as `ingest-file.asl.json`
record StateMachine(String file, ObjectNode definition) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{(\\w+)}");

    /// All of them; reading one that is not JSON fails.
    static List<StateMachine> all() {
        try (Stream<Path> files = Files.list(Checkout.root().resolve("statemachine"))) {
            return files.filter(f -> f.toString().endsWith(".asl.json"))
                    .sorted()
                    .map(StateMachine::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StateMachine read(Path file) {
        return new StateMachine(String.valueOf(file.getFileName()), (ObjectNode) json(file));
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no JSON", e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text + " is no JSON", e);
        }
    }

    @Override
    public String toString() {
        return file;
    }

    StateMachine copy() {
        return new StateMachine(file, definition.deepCopy());
    }

    /// A state of the outermost level, to be changed by a test.
    ObjectNode state(String name) {
        return (ObjectNode) definition.required("States").required(name);
    }

    /// The parts that have states of their own: the machine itself, and each Map and Parallel within it.
    List<JsonNode> scopes() {
        var scopes = new ArrayList<JsonNode>();
        collect(definition, scopes);
        return scopes;
    }

    private static void collect(JsonNode node, List<JsonNode> scopes) {
        if (node.path("StartAt").isTextual() && node.path("States").isObject()) {
            scopes.add(node);
        }
        node.forEach(child -> collect(child, scopes));
    }

    /// Every state by its name, on all levels.
    Map<String, JsonNode> states() {
        var states = new LinkedHashMap<String, JsonNode>();
        scopes().forEach(scope ->
                scope.required("States").properties().forEach(e -> states.put(e.getKey(), e.getValue())));
        return states;
    }

    /// The Task states by name.
    Map<String, JsonNode> tasks() {
        var tasks = new LinkedHashMap<>(states());
        tasks.values().removeIf(state -> !state.path("Type").asText().equals("Task"));
        return tasks;
    }

    /// The Task states that call a function, with its logical id.
    Map<String, String> calls() {
        var calls = new LinkedHashMap<String, String>();
        tasks().forEach((name, state) -> {
            Matcher substitution =
                    SUBSTITUTION.matcher(state.at("/Arguments/FunctionName").asText());
            if (substitution.matches()) {
                calls.put(name, substitution.group(1));
            }
        });
        return calls;
    }

    /// The states that may follow a state, on its own level.
    static Set<String> targets(JsonNode state) {
        var targets = new LinkedHashSet<String>();
        for (String field : List.of("Next", "Default")) {
            if (state.has(field)) {
                targets.add(state.get(field).asText());
            }
        }
        for (String list : List.of("Choices", "Catch")) {
            state.path(list).forEach(way -> targets.add(way.path("Next").asText()));
        }
        return targets;
    }

    /// The states that a file passes when every Choice takes its first way.
    List<String> happyPath() {
        var path = new ArrayList<String>();
        JsonNode states = definition.required("States");
        String next = definition.required("StartAt").asText();
        while (!next.isEmpty() && !path.contains(next)) {
            path.add(next);
            JsonNode state = states.required(next);
            next = state.path("Type").asText().equals("Choice")
                    ? state.at("/Choices/0/Next").asText()
                    : state.path("Next").asText();
        }
        return path;
    }

    static String withoutSpaces(String state) {
        return state.replace(" ", "");
    }
}
