package dev.millrace.journeys;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The expressions of a state machine: texts of the form `{% … %}` anywhere in a JSON value.
///
/// @param states what `$states` is
/// @param variables the others
record Jsonata(ObjectNode states, Map<String, JsonNode> variables) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern EXPRESSION = Pattern.compile("\\{%(.*)%}", Pattern.DOTALL);

    /// The value with every expression in it evaluated.
    ///
    /// @throws StateError `States.QueryEvaluationError` when one has no value
    JsonNode value(JsonNode template) throws StateError {
        if (template.isTextual()) {
            return text(template);
        }
        if (template.isArray()) {
            ArrayNode values = NODES.arrayNode();
            for (JsonNode item : template) {
                values.add(value(item));
            }
            return values;
        }
        if (template.isObject()) {
            ObjectNode values = NODES.objectNode();
            for (Map.Entry<String, JsonNode> field : template.properties()) {
                values.set(field.getKey(), value(field.getValue()));
            }
            return values;
        }
        return template;
    }

    private JsonNode text(JsonNode text) throws StateError {
        Matcher expression = EXPRESSION.matcher(text.asText());
        if (!expression.matches()) {
            return text;
        }
        Object result;
        try {
            result = evaluated(expression.group(1));
        } catch (JException e) {
            throw new StateError("States.QueryEvaluationError", text.asText() + ": " + e.getMessage());
        }
        if (result == null) {
            throw new StateError("States.QueryEvaluationError", text.asText() + " is undefined");
        }
        return toJson(result);
    }

    private @Nullable Object evaluated(String expression) {
        com.dashjoin.jsonata.Jsonata parsed = com.dashjoin.jsonata.Jsonata.jsonata(expression);
        parsed.setOutputConvertNulls(false);
        Frame frame = parsed.createFrame();
        frame.bind("states", fromJson(states));
        variables.forEach((name, value) -> frame.bind(name, fromJson(value)));
        return parsed.evaluate(null, frame);
    }

    /// The library tells undefined (Java's null) from JSON's null, which has a constant of its own.
    private static Object fromJson(JsonNode node) {
        if (node.isObject()) {
            var map = new LinkedHashMap<String, Object>();
            node.properties().forEach(e -> map.put(e.getKey(), fromJson(e.getValue())));
            return map;
        }
        if (node.isArray()) {
            var list = new ArrayList<>();
            node.forEach(item -> list.add(fromJson(item)));
            return list;
        }
        if (node.isNull()) {
            return com.dashjoin.jsonata.Jsonata.NULL_VALUE;
        }
        return MAPPER.convertValue(node, Object.class);
    }

    private static JsonNode toJson(@Nullable Object value) throws StateError {
        if (value == null || value.equals(com.dashjoin.jsonata.Jsonata.NULL_VALUE)) {
            return NODES.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                object.set(String.valueOf(entry.getKey()), toJson(entry.getValue()));
            }
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            for (Object item : list) {
                array.add(toJson(item));
            }
            return array;
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return MAPPER.valueToTree(value);
        }
        throw new StateError("States.QueryEvaluationError", "An expression gives no JSON: " + value.getClass());
    }
}
