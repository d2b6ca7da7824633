package dev.millrace.testing.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testing.aws.JsonServer.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An expression of DynamoDB over one item, as far as Millrace writes any; others are refused (DynamoDB developer
/// guide, "Expressions").
final class DynamoExpression {
    private static final Pattern TOKEN = Pattern.compile("\\s*([#:]?[A-Za-z_][A-Za-z0-9_]*|:v?[0-9]+|[(),=])");

    private final String text;
    private final JsonNode names;
    private final JsonNode values;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    /// @param request whose `ExpressionAttributeNames` and `ExpressionAttributeValues` it uses
    DynamoExpression(String text, JsonNode request) {
        this.text = text;
        this.names = request.path("ExpressionAttributeNames");
        this.values = request.path("ExpressionAttributeValues");
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw notBuilt();
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
    }

    private Refusal notBuilt() {
        return JsonServer.notBuilt("the expression " + text);
    }

    /// Whether a condition, or a key's condition, holds of an item; one that is not there is empty.
    boolean holds(ObjectNode item) {
        at = 0;
        boolean all = term(item);
        while (at < tokens.size()) {
            expect("AND");
            all &= term(item);
        }
        return all;
    }

    /// The first value that it names: of a query, its partition.
    JsonNode firstValue() {
        return value(tokens.stream()
                .filter(token -> token.startsWith(":"))
                .findFirst()
                .orElseThrow(this::notBuilt));
    }

    private boolean term(ObjectNode item) {
        String first = next();
        return switch (first) {
            case "attribute_exists" -> item.has(argument());
            case "attribute_not_exists" -> !item.has(argument());
            case "begins_with" -> {
                expect("(");
                JsonNode found = item.path(name(next()));
                expect(",");
                String prefix = value(next()).path("S").asText();
                expect(")");
                yield found.has("S") && found.path("S").asText().startsWith(prefix);
            }
            default -> compared(item.path(name(first)));
        };
    }

    private boolean compared(JsonNode found) {
        String operator = next();
        return switch (operator) {
            case "=" -> same(found, value(next()));
            case "IN" -> {
                expect("(");
                boolean any = same(found, value(next()));
                while (next().equals(",")) {
                    any |= same(found, value(next()));
                }
                yield any;
            }
            case "BETWEEN" -> {
                String from = value(next()).path("S").asText();
                expect("AND");
                String to = value(next()).path("S").asText();
                String text = found.path("S").asText();
                yield found.has("S")
                        && InMemoryDynamo.UTF_8.compare(text, from) >= 0
                        && InMemoryDynamo.UTF_8.compare(text, to) <= 0;
            }
            default -> throw notBuilt();
        };
    }

    /// What an update makes of an item. All is read from the item as it was.
    ObjectNode updated(ObjectNode before) {
        at = 0;
        ObjectNode after = before.deepCopy();
        String clause = "";
        var touched = new ArrayList<String>();
        while (at < tokens.size()) {
            String token = next();
            switch (token) {
                case "SET", "REMOVE", "ADD" -> {
                    clause = token;
                    touched.add(change(clause, next(), before, after));
                }
                case "," -> touched.add(change(clause, next(), before, after));
                default -> throw notBuilt();
            }
        }
        if (touched.stream().distinct().count() < touched.size()) {
            throw new Refusal(
                    "ValidationException",
                    "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths");
        }
        return after;
    }

    private String change(String clause, String reference, ObjectNode before, ObjectNode after) {
        String name = name(reference);
        switch (clause) {
            case "SET" -> {
                expect("=");
                after.set(name, operand(before));
            }
            case "REMOVE" -> after.remove(name);
            case "ADD" -> after.set(name, added(before.get(name), value(next())));
            default -> throw notBuilt();
        }
        return name;
    }

    private JsonNode operand(ObjectNode before) {
        String first = next();
        return switch (first) {
            case "if_not_exists" -> {
                expect("(");
                JsonNode there = before.get(name(next()));
                expect(",");
                JsonNode other = value(next());
                expect(")");
                yield there == null ? other : there;
            }
            case "list_append" -> {
                expect("(");
                JsonNode there = before.get(name(next()));
                expect(",");
                JsonNode more = value(next());
                expect(")");
                yield appended(there, more);
            }
            default -> value(first);
        };
    }

    private static JsonNode appended(@Nullable JsonNode there, JsonNode more) {
        if (there == null) {
            throw new Refusal(
                    "ValidationException",
                    "The provided expression refers to an attribute that does not exist in the item");
        }
        ObjectNode all = there.deepCopy();
        ArrayNode list = (ArrayNode) all.required("L");
        more.path("L").forEach(list::add);
        return all;
    }

    private static JsonNode added(@Nullable JsonNode there, JsonNode more) {
        if (!more.has("SS")) {
            throw JsonServer.notBuilt("ADD of " + more);
        }
        var all = new TreeSet<>(InMemoryDynamo.UTF_8);
        if (there != null) {
            there.path("SS").forEach(text -> all.add(text.asText()));
        }
        more.path("SS").forEach(text -> all.add(text.asText()));
        ObjectNode set = JsonServer.object();
        all.forEach(set.putArray("SS")::add);
        return set;
    }

    private String argument() {
        expect("(");
        String name = name(next());
        expect(")");
        return name;
    }

    private static boolean same(JsonNode found, JsonNode wanted) {
        boolean numbers = found.has("N") && wanted.has("N");
        return numbers ? number(found).compareTo(number(wanted)) == 0 : found.equals(wanted);
    }

    private static BigDecimal number(JsonNode value) {
        return new BigDecimal(value.path("N").asText());
    }

    private String name(String reference) {
        return reference.startsWith("#") ? names.required(reference).asText() : reference;
    }

    private JsonNode value(String reference) {
        return values.required(reference);
    }

    private String next() {
        if (at == tokens.size()) {
            throw notBuilt();
        }
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw notBuilt();
        }
    }
}
