package dev.millrace.audit.items;

import dev.millrace.base.clients.Adapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A write as the expressions that DynamoDB takes.
@Adapter("DynamoDB")
final class Expressions {
    private final Write write;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();
    private final String condition;
    private final @Nullable String update;

    Expressions(Write write) {
        this.write = write;
        this.condition = String.join(
                " AND ", write.conditions().stream().map(this::condition).toList());
        this.update = write instanceof Write.Update change ? update(change) : null;
    }

    private String condition(Condition condition) {
        return switch (condition) {
            case Condition.Missing m -> "attribute_not_exists(" + name(Attributes.DATASET) + ")";
            case Condition.Exists e -> "attribute_exists(" + name(Attributes.DATASET) + ")";
            case Condition.Is is -> name(is.attribute()) + " = " + value(is.value());
            case Condition.IsOneOf one ->
                name(one.attribute()) + " IN ("
                        + String.join(
                                ", ",
                                one.texts().stream()
                                        .sorted()
                                        .map(text -> value(Attributes.text(text)))
                                        .toList())
                        + ")";
            case Condition.Lacks lacks -> "attribute_not_exists(" + name(lacks.attribute()) + ")";
        };
    }

    private String update(Write.Update change) {
        var sets = new ArrayList<String>();
        change.sets().forEach((attribute, value) -> sets.add(name(attribute) + " = " + value(value)));
        change.defaults()
                .forEach((attribute, value) -> sets.add(
                        "%s = if_not_exists(%s, %s)".formatted(name(attribute), name(attribute), value(value))));
        if (!change.history().isEmpty()) {
            String history = name(Attributes.HISTORY);
            sets.add("%s = list_append(%s, %s)"
                    .formatted(history, history, value(AttributeValue.fromL(change.history()))));
        }
        var clauses = new ArrayList<String>();
        add(clauses, "SET ", sets);
        add(clauses, "REMOVE ", change.removes().stream().map(this::name).toList());
        add(
                clauses,
                "ADD ",
                change.adds().entrySet().stream()
                        .map(e -> name(e.getKey()) + " " + value(AttributeValue.fromSs(List.copyOf(e.getValue()))))
                        .toList());
        return String.join(" ", clauses);
    }

    private static void add(List<String> clauses, String word, List<String> parts) {
        if (!parts.isEmpty()) {
            clauses.add(word + String.join(", ", parts));
        }
    }

    private String name(String attribute) {
        names.put("#" + attribute, attribute);
        return "#" + attribute;
    }

    private String value(AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    @Nullable String condition() {
        return condition.isEmpty() ? null : condition;
    }

    String update() {
        if (update == null) {
            throw new IllegalStateException("No update: " + write);
        }
        return update;
    }

    /// The names; null when there are none, since DynamoDB takes no empty map.
    @Nullable Map<String, String> names() {
        return names.isEmpty() ? null : names;
    }

    /// The values; null when there are none, since DynamoDB takes no empty map.
    @Nullable Map<String, AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }
}
