package dev.millrace.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Holds JSON against the shapes of a service model: types, required and unknown members, enumerations, lengths,
/// ranges and patterns.
final class ShapeCheck {
    private static final Set<String> WHOLE = Set.of("integer", "long");

    private final JsonNode shapes;
    private final List<String> problems;

    /// @param problems to which is added what is found
    ShapeCheck(JsonNode shapes, List<String> problems) {
        this.shapes = shapes;
        this.problems = problems;
    }

    /// @param place where the value stands, such as `.Crawler.Name`; empty for the whole
    /// @param reference what names the shape
    void check(String place, JsonNode reference, JsonNode value) {
        JsonNode shape = shapes.path(reference.path("shape").asText());
        switch (shape.path("type").asText()) {
            case "structure" -> structure(place, shape, value);
            case "list" -> list(place, shape, value);
            case "map" -> map(place, shape, value);
            case "string" -> string(place, shape, value);
            case "boolean" -> require(value.isBoolean(), place, value, "no boolean");
            case "timestamp" -> require(value.isNumber(), place, value, "no number of seconds");
            case "blob" -> require(value.isTextual(), place, value, "no Base64");
            case "integer", "long", "double", "float" -> number(place, shape, value);
            default -> problems.add("%s has a shape that is not known: %s".formatted(named(place), reference));
        }
    }

    private void structure(String place, JsonNode shape, JsonNode value) {
        if (!require(value.isObject(), place, value, "no object")) {
            return;
        }
        JsonNode members = shape.path("members");
        shape.path("required").forEach(required -> {
            if (!value.hasNonNull(required.asText())) {
                problems.add("%s is missing".formatted(place + "." + required.asText()));
            }
        });
        value.properties().forEach(member -> {
            String inside = place + "." + member.getKey();
            if (!members.has(member.getKey())) {
                problems.add("%s is no member".formatted(inside));
            } else if (!member.getValue().isNull()) {
                check(inside, members.path(member.getKey()), member.getValue());
            }
        });
        if (shape.path("union").asBoolean() && value.size() != 1) {
            problems.add("%s must have exactly one member".formatted(named(place)));
        }
    }

    private void list(String place, JsonNode shape, JsonNode value) {
        if (require(value.isArray(), place, value, "no list")) {
            length(place, shape, value.size());
            for (int i = 0; i < value.size(); i++) {
                check("%s[%d]".formatted(place, i), shape.path("member"), value.path(i));
            }
        }
    }

    private void map(String place, JsonNode shape, JsonNode value) {
        if (require(value.isObject(), place, value, "no map")) {
            length(place, shape, value.size());
            value.properties().forEach(entry -> {
                String inside = place + "." + entry.getKey();
                check(
                        inside,
                        shape.path("key"),
                        ProtocolJson.MAPPER.getNodeFactory().textNode(entry.getKey()));
                check(inside, shape.path("value"), entry.getValue());
            });
        }
    }

    private void string(String place, JsonNode shape, JsonNode value) {
        if (!require(value.isTextual(), place, value, "no text")) {
            return;
        }
        String text = value.asText();
        length(place, shape, text.codePointCount(0, text.length()));
        if (shape.has("enum")) {
            var allowed = new TreeSet<String>();
            shape.path("enum").forEach(one -> allowed.add(one.asText()));
            require(allowed.contains(text), place, value, "none of " + allowed);
        }
        if (shape.has("pattern")) {
            String pattern = shape.path("pattern").asText();
            require(matches(pattern, text), place, value, "not of the form " + pattern);
        }
    }

    private void number(String place, JsonNode shape, JsonNode value) {
        boolean whole = WHOLE.contains(shape.path("type").asText());
        if (require(whole ? value.isIntegralNumber() : value.isNumber(), place, value, "no such number")) {
            BigDecimal number = value.decimalValue();
            boolean enough =
                    !shape.has("min") || number.compareTo(shape.path("min").decimalValue()) >= 0;
            boolean few =
                    !shape.has("max") || number.compareTo(shape.path("max").decimalValue()) <= 0;
            require(enough && few, place, value, "out of range");
        }
    }

    private void length(String place, JsonNode shape, int length) {
        if (shape.has("min") && length < shape.path("min").asInt()) {
            problems.add("%s is shorter than %d"
                    .formatted(named(place), shape.path("min").asInt()));
        }
        if (shape.has("max") && length > shape.path("max").asInt()) {
            problems.add("%s is longer than %d"
                    .formatted(named(place), shape.path("max").asInt()));
        }
    }

    /// Whether all of a text is of a form; what is written for another engine than Java's is no form.
    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).matches();
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    private boolean require(boolean holds, String place, JsonNode value, String problem) {
        if (!holds) {
            problems.add("%s is %s: %s".formatted(named(place), problem, value.getNodeType()));
        }
        return holds;
    }

    private static String named(String place) {
        return place.isEmpty() ? "it" : place;
    }
}
