package dev.millrace.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The expressions of a state machine: texts of the form `{% … %}` anywhere in a JSON value.
final class AslExpressions {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// By its text, each expression parsed; those of one thread are no other's, since evaluating them keeps state.
    private static final ThreadLocal<Map<String, Jsonata>> PARSED = ThreadLocal.withInitial(HashMap::new);

    private static final Pattern EXPRESSION = Pattern.compile("\\{%(.*)%}", Pattern.DOTALL);

    private final ObjectNode states;
    private final Map<String, JsonNode> variables;

    /// What expressions see, in the library's form; null until the first is evaluated.
    private @Nullable Map<String, Object> seen;

    /// @param states what `$states` is
    /// @param variables the others
    AslExpressions(ObjectNode states, Map<String, JsonNode> variables) {
        this.states = states;
        this.variables = variables;
    }

    /// The value with every expression in it evaluated.
    ///
    /// @throws AslError `States.QueryEvaluationError` when one has no value
    JsonNode value(JsonNode template) throws AslError {
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

    private JsonNode text(JsonNode text) throws AslError {
        Matcher expression = EXPRESSION.matcher(text.asText());
        if (!expression.matches()) {
            return text;
        }
        Object result;
        try {
            result = evaluated(expression.group(1));
        } catch (JException e) {
            throw new AslError("States.QueryEvaluationError", text.asText() + ": " + e.getMessage());
        }
        if (result == null) {
            throw new AslError("States.QueryEvaluationError", text.asText() + " is undefined");
        }
        return toJson(result);
    }

    private @Nullable Object evaluated(String expression) {
        Jsonata parsed = PARSED.get().computeIfAbsent(expression, AslExpressions::parsed);
        Frame frame = parsed.createFrame();
        seen().forEach(frame::bind);
        return parsed.evaluate(null, frame);
    }

    private Map<String, Object> seen() {
        if (seen == null) {
            var all = new LinkedHashMap<String, Object>();
            variables.forEach((name, value) -> all.put(name, fromJson(value)));
            all.put("states", fromJson(states));
            seen = all;
        }
        return seen;
    }

    private static Jsonata parsed(String expression) {
        Jsonata parsed = Jsonata.jsonata(expression);
        parsed.setOutputConvertNulls(false);
        return parsed;
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
            return Jsonata.NULL_VALUE;
        }
        return MAPPER.convertValue(node, Object.class);
    }

    private static JsonNode toJson(@Nullable Object value) throws AslError {
        if (value == null || value.equals(Jsonata.NULL_VALUE)) {
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
        throw new AslError("States.QueryEvaluationError", "An expression gives no JSON: " + value.getClass());
    }
}
