package dev.millrace.simulation;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.millrace.base.json.Json;
import dev.millrace.testing.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state machine as its file says: states as plain maps, and expressions in JSONata.
final class StateMachine {
    private final Map<String, Object> root;
    private final Map<String, Jsonata> expressions = new HashMap<>();

    private StateMachine(Map<String, Object> root) {
        this.root = root;
    }

    /// The state machine that ingests one file.
    static StateMachine ingestFile() {
        try {
            byte[] asl = Files.readAllBytes(Checkout.root().resolve("statemachine/ingest-file.asl.json"));
            return new StateMachine(Json.MAPPER.readValue(asl, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The state machine with a defect: whatever ends `Load File`, it goes on as if the file were loaded.
    StateMachine toleratingFailedLoads() {
        var changed =
                new StateMachine(Json.MAPPER.convertValue(root, new TypeReference<LinkedHashMap<String, Object>>() {}));
        Map<String, Object> tolerating = Map.of(
                "ErrorEquals", List.of("States.ALL"),
                "Assign", Map.of("load", Map.of("outcome", "LOADED", "rows", 2)),
                "Next", "Is The File Loaded");
        changed.state("Load File").put("Catch", List.of(tolerating));
        return changed;
    }

    /// Its own attributes.
    Map<String, Object> root() {
        return root;
    }

    /// A state.
    Map<String, Object> state(String name) {
        return map(map(root.get("States")).get(name));
    }

    /// Evaluates whatever of a value is an expression.
    ///
    /// @param variables the variables that states have assigned
    /// @param states the reserved variable `$states`
    @Nullable Object evaluate(@Nullable Object value, Map<String, Object> variables, Map<String, Object> states) {
        return switch (value) {
            case String text
            when text.startsWith("{%") && text.endsWith("%}") ->
                evaluateExpression(text.substring(2, text.length() - 2), variables, states);
            case Map<?, ?> mapping -> {
                var evaluated = new LinkedHashMap<String, Object>();
                mapping.forEach((k, v) -> evaluated.put(String.valueOf(k), evaluate(v, variables, states)));
                yield evaluated;
            }
            case List<?> items ->
                items.stream().map(item -> evaluate(item, variables, states)).toList();
            case null, default -> value;
        };
    }

    private @Nullable Object evaluateExpression(
            String text, Map<String, Object> variables, Map<String, Object> states) {
        Jsonata expression = expressions.computeIfAbsent(text, Jsonata::jsonata);
        Jsonata.Frame frame = expression.createFrame();
        variables.forEach(frame::bind);
        frame.bind("states", states);
        return expression.evaluate(null, frame);
    }

    /// A value that is known to be a mapping.
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalStateException("Not a mapping: " + value);
    }

    /// A value that is known to be a list of mappings; empty when there is none.
    static List<Map<String, Object>> maps(@Nullable Object value) {
        return value instanceof List<?> items
                ? items.stream().map(StateMachine::map).toList()
                : List.of();
    }
}
